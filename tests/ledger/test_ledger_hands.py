"""What somebody coded by hand, here or elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.errors import RefusedReviewError
from detente.ledger import DocumentCoded, StatementCoded, StatementReviewed, stated
from detente.model import Act, Decision, Review, Status


@pytest.fixture(params=["analyst/ada", "DNA: Admin"])
def by_hand(ledger, story, demand, request):
    """A threat in the words of the coded demand, added by hand."""
    ledger.append(story, actor="ada")
    added = replace(demand, act=Act.THREATEN, coder=request.param, confidence=1.0)
    ledger.append([StatementCoded(added)], actor="ada")
    return added


def test_a_newer_coding_leaves_what_was_coded_by_hand(ledger, by_hand, demand, rejection):
    """It counts, what the newer coder says of the same party, issue and words does not, and tables equal replay."""
    again = [replace(each, coder="test/2") for each in (demand, rejection)]
    ledger.append([DocumentCoded(demand.doc, "test/2"), *map(StatementCoded, again)], actor="ada")
    status = {entry.id: entry.status for entry in ledger.view().entries}
    assert (status[by_hand.id], status[demand.id]) == (Status.CODED, Status.SUPERSEDED)
    assert [status[each.id] for each in again] == [Status.SUPERSEDED, Status.CODED]
    assert ledger.verify().is_clean


def test_what_is_added_after_a_newer_coding_counts(ledger, story, demand):
    """Also in words that an analyst judged before that coding."""
    ledger.append(story, actor="ada")
    rejected = Review(statement=demand.id, decision=Decision.REJECT, reason="no", reviewer="bea")
    ledger.append([StatementReviewed(rejected)], actor="bea")
    ledger.append([DocumentCoded(demand.doc, "test/2")], actor="ada")
    added = replace(demand, act=Act.THREATEN, coder="analyst/ada")
    ledger.append([StatementCoded(added)], actor="ada")
    assert ledger.view().entry(added.id).status is Status.CODED
    assert ledger.verify().is_clean


def test_it_does_not_outdate_the_coding(ledger, by_hand):
    """The document is still coded by the coder that coded all else of it."""
    assert ledger.is_coded_by(by_hand.doc, "test/1")


def test_it_is_not_known_before(ledger, by_hand, demand):
    """A look back to the moment before does not show it."""
    before = ledger.view().entry(demand.id).recorded_at
    assert by_hand.id not in {entry.id for entry in ledger.view(known_at=before).entries}


def test_a_statement_by_hand_needs_its_party(document):
    """A missing field is told with what it is; the ledger records nothing of it."""
    told = {"issue": "passage", "act": "demand", "start": 0, "end": 7}
    with pytest.raises(RefusedReviewError, match="a statement needs its party; it is the id of a party"):
        stated(told, document.id, document.text, "ada", "")
    made = stated(told | {"party": "norland"}, document.id, document.text, "ada", " read ")
    assert (made.quote.text, made.coder, made.why) == ("Norland", "analyst/ada", "added by ada: read")
