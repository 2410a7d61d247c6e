"""Which characters what is told may hold: the same on every store."""

from __future__ import annotations

import dataclasses

import pytest

from detente.errors import UnknownStatementError
from detente.ledger import (
    DocumentAdded,
    DocumentCoded,
    DocumentDated,
    DocumentDelivered,
    DocumentWithdrawn,
    DossierChanged,
    SourceGraded,
    StatementCoded,
    StatementReviewed,
    StatementsRemade,
    remade,
)
from detente.model import Decision, Edtf, Grade, Quote, Review
from detente.model.wire import statement_to_wire

B2 = Grade.read("B2")
TOLD = {
    "the dossier's file": lambda _, __: DossierChanged("later", "d\0.yaml"),
    "the name of a delivery": lambda doc, _: DocumentDelivered(doc.id, "a\0.txt"),
    "a document's name": lambda doc, _: DocumentAdded(dataclasses.replace(doc, id="d1", name="a\0"), "a.txt"),
    "a document's id": lambda doc, _: DocumentAdded(dataclasses.replace(doc, id="d\0"), "a.txt"),
    "the reason": lambda doc, _: DocumentWithdrawn(doc.id, "kil\0led"),
    "a day's reason": lambda doc, _: DocumentDated(doc.id, Edtf("2031-03-09"), "stam\0ped"),
    "the coder": lambda doc, _: DocumentCoded(doc.id, "test\0/2"),
    "the source": lambda _, __: SourceGraded(B2, "known", source="Coastal\0Wire"),
    "a grade's reason": lambda _, __: SourceGraded(B2, "kno\0wn", source="Coastal Wire"),
    "the party": lambda _, said: StatementCoded(dataclasses.replace(said, party="nor\0land")),
    "the issue": lambda _, said: StatementCoded(dataclasses.replace(said, issue="pass\0age")),
    "the option": lambda _, said: StatementCoded(dataclasses.replace(said, option="fr\0ee")),
    "a review's reason": lambda _, said: StatementReviewed(review(said, reason="so\0")),
    "the reviewer": lambda _, said: StatementReviewed(review(said, reviewer="be\0a")),
    "a corrected party": lambda _, said: StatementReviewed(
        review(said, decision=Decision.CORRECT, changes={"party": "sud\0mark"})
    ),
    "a corrected teller": lambda _, said: StatementReviewed(
        review(said, decision=Decision.CORRECT, changes={"reported_by": ["an aide", "The\0Sound"]})
    ),
    "a split's reason": lambda _, said: StatementsRemade(
        (review(said, decision=Decision.SPLIT, reason="\0"),), (said,)
    ),
    "a party that is made": lambda _, said: StatementsRemade(
        (review(said, decision=Decision.SPLIT),),
        (said, remade(statement_to_wire(said), {"party": "sud\0mark"}, "", "bea")),
    ),
}


def review(said, **told: object) -> Review:
    """A decision on a statement."""
    return Review(**({"statement": said.id, "decision": Decision.ACCEPT, "reason": "so", "reviewer": "bea"} | told))


@pytest.mark.parametrize("case", TOLD)
def test_a_nul_in_what_is_told_is_refused(ledger, story, document, demand, case):
    """What one database cannot keep, none takes: the message names the field, and nothing is recorded."""
    ledger.append(story, actor="ada")
    with pytest.raises(ValueError, match=r"cannot be .*: it holds a NUL character; leave that out"):
        ledger.append([DossierChanged("later", "d.yaml"), TOLD[case](document, demand)], actor="ada")
    assert (ledger.verify().findings, ledger.verify().events) == ((), len(story))


def test_a_nul_in_an_actor_is_refused(ledger, story):
    """Who records is told in characters that every store keeps."""
    with pytest.raises(ValueError, match=r"the actor cannot be 'a\\x00da'"):
        ledger.append(story, actor="a\0da")
    assert ledger.verify().events == 0


def test_a_nul_in_what_a_document_says_is_kept(ledger, make_document, make_statement):
    """A document's own words are not ours to change: text, bytes, quote, speaker and title may hold any character."""
    text = "Norland\0 demands pilots, Sol\0berg said if fees\0 fall."
    document = dataclasses.replace(make_document(text), title="Pi\0lots", publisher="Coastal\0Wire")
    statement = make_statement(document, "Norland\0 demands", "norland", "passage", "demand", speaker="Sol\0berg")
    ledger.append([DocumentAdded(document, "a.txt", text.encode()), StatementCoded(statement)], actor="ada")
    moved = review(statement, decision=Decision.CORRECT, changes={"end": 8, "condition": "if fees\0 fall"})
    ledger.append([StatementReviewed(moved)], actor="bea")
    view = ledger.view()
    assert dict(view.documents) == {document.id: document}
    assert view.entry(statement.id).coded == statement
    assert view.entry(statement.id).statement.quote == Quote(0, 8, "Norland\0")
    assert ledger.content(document.sha256) == text.encode()
    assert ledger.verify().findings == ()


@pytest.mark.parametrize("asked", ["s\0", "\0", "s\U0010ffff", "", "%", "'"])
def test_what_no_id_can_be_is_not_found(ledger, story, asked):
    """Whatever is asked for, an id that there is not is an error that says so."""
    ledger.append(story, actor="ada")
    with pytest.raises(UnknownStatementError, match="no statement"):
        ledger.view().entry(asked)
    with pytest.raises(UnknownStatementError, match="no statement, note or document"):
        ledger.history(asked)
