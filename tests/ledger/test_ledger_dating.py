"""A document is given its day afterwards: from then on it is of that day, and what was known before stays."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from sqlalchemy import text

from detente.errors import RefusedReviewError
from detente.ledger import (
    DocumentAdded,
    DocumentCoded,
    DocumentDated,
    DossierChanged,
    Ledger,
    StatementCoded,
    StatementReviewed,
)
from detente.model import Decision, DocumentId, Edtf, Review, Status

WEDNESDAY, THURSDAY = Edtf("2031-03-05"), Edtf("2031-03-06")


@pytest.fixture
def loose(make_document):
    """A note that tells no day."""
    return make_document("Norland demands pilots on every ship.", published=None)


@pytest.fixture
def demand(loose, make_statement):
    """What Norland demands in it, on a day that nobody told."""
    return make_statement(loose, "Norland demands pilots", "norland", "passage", "demand", said_on=None)


@pytest.fixture
def undated(ledger, loose, demand, dossier_yaml):
    """The ledger with the note and its statement."""
    added = DocumentAdded(loose, "in/note.txt", loose.text.encode())
    ledger.append([DossierChanged(dossier_yaml, "dossier.yaml"), added, StatementCoded(demand)], actor="ada")
    return ledger


def test_a_document_is_of_the_day_that_it_is_given(undated, loose, demand):
    """With and without its text, and so is what it says where that tells no day itself."""
    undated.append([DocumentDated(loose.id, THURSDAY, "told by the agency")], actor="bea")
    view = undated.view()
    assert (view.documents[loose.id], view.imprints[loose.id].published) == (
        dataclasses.replace(loose, published=THURSDAY),
        THURSDAY,
    )
    assert view.entry(demand.id).dated == THURSDAY
    assert [each.id for each in view.newest(1)["norland", "passage"]] == [demand.id]
    assert undated.verify().findings == ()


def test_what_was_known_before_a_day_was_given_stays(undated, clock, loose, demand):
    """A look back shows the document without its day; the last day given stands."""
    before = clock.advance(hours=1)
    clock.advance(hours=1)
    undated.append([DocumentDated(loose.id, WEDNESDAY, "told by the agency")], actor="bea")
    between = clock.advance(hours=1)
    clock.advance(hours=1)
    undated.append([DocumentDated(loose.id, THURSDAY, "told better")], actor="bea")
    told = [undated.view(known_at=moment) for moment in (before, between, None)]
    assert [view.imprints[loose.id].published for view in told] == [None, WEDNESDAY, THURSDAY]
    assert [view.entry(demand.id).dated for view in told] == [None, WEDNESDAY, THURSDAY]


def test_what_is_dated_later_does_not_show_on_an_earlier_day(undated, loose, demand):
    """A statement without a day of its own is sought by the day that its document was given."""
    assert [entry.id for entry in undated.view(as_of=date(2031, 3, 1)).entries] == [demand.id]
    undated.append([DocumentDated(loose.id, THURSDAY, "told by the agency")], actor="bea")
    assert undated.view(as_of=WEDNESDAY.latest).cell("norland", "passage") == ()
    assert len(undated.view(as_of=THURSDAY.latest).cell("norland", "passage")) == 1


def test_it_is_kept_who_gave_the_day_and_why(undated, loose, demand):
    """In the view, and in the history of the document and of what it says."""
    undated.append([DocumentDated(loose.id, THURSDAY, "told by the agency")], actor="bea")
    dating = undated.view().datings[loose.id]
    assert (dating.published, dating.reason, dating.analyst) == (THURSDAY, "told by the agency", "bea")
    for id_ in (loose.id, demand.id):
        last = undated.history(id_)[1][-1]
        assert (last.type, last.actor, last.payload["published"]) == ("document_dated", "bea", "2031-03-06")


def test_the_day_that_a_document_has_is_not_recorded_again(undated, loose, make_document):
    """Neither one that it was given, nor one that it tells itself."""
    dated = DocumentDated(loose.id, THURSDAY, "told by the agency")
    assert len(undated.append([dated], actor="bea")) == 1
    assert undated.append([dated], actor="bea") == ()
    other = make_document("Sudmark rejects pilots.")
    undated.append([DocumentAdded(other, "in/other.txt")], actor="ada")
    assert undated.append([DocumentDated(other.id, other.published, "as it says")], actor="bea") == ()


@pytest.mark.parametrize(
    ("day", "reason", "message"),
    [
        ("2031-03-06", " ", "a day needs a reason; say where it was told"),
        ("2031-03-12", "misread", "2031-03-12 is still to come, and no document was published then"),
        ("2031-04", "misread", "2031-04 is still to come"),
    ],
)
def test_a_day_that_cannot_be_is_refused(undated, loose, day, reason, message):
    """Without a reason, or still to come; nothing is recorded."""
    with pytest.raises(RefusedReviewError, match=message):
        undated.append([DocumentDated(loose.id, Edtf(day), reason)], actor="bea")
    assert undated.view().datings == {}


@pytest.mark.parametrize("day", ["2031-03-10", "2031-03-11", "2031-03", "2031"])
def test_a_day_that_has_begun_somewhere_is_taken(undated, loose, day):
    """The clock stands at noon of 10 March in UTC; a month or a year that has begun may be meant."""
    undated.append([DocumentDated(loose.id, Edtf(day), "told by the agency")], actor="bea")
    assert undated.view().imprints[loose.id].published == Edtf(day)


def test_an_unknown_document_is_given_no_day(undated):
    """It has to be added first."""
    with pytest.raises(ValueError, match="was never added"):
        undated.append([DocumentDated(DocumentId("0123456789abcdef"), THURSDAY, "so")], actor="bea")


def test_a_dated_document_is_to_be_coded_again(undated, loose):
    """By the same coder and dossier too, once: what it tells of days depends on its own."""
    assert undated.append([DocumentCoded(loose.id, "test/1")], actor="ada") == ()
    undated.append([DocumentDated(loose.id, THURSDAY, "told by the agency")], actor="bea")
    assert not undated.is_coded_by(loose.id, "test/1")
    assert len(undated.append([DocumentCoded(loose.id, "test/1")], actor="bea")) == 1
    assert undated.is_coded_by(loose.id, "test/1")
    assert undated.append([DocumentCoded(loose.id, "test/1")], actor="bea") == ()


def test_the_same_words_coded_again_say_what_they_say_now(undated, clock, loose, demand):
    """A statement keeps its id, and has the day that is told from the document's."""
    before = clock.advance(hours=1)
    clock.advance(hours=1)
    again = dataclasses.replace(demand, said_on=WEDNESDAY)
    events = [DocumentDated(loose.id, THURSDAY, "told"), DocumentCoded(loose.id, "test/1"), StatementCoded(again)]
    undated.append(events, actor="bea")
    entry = undated.view().entry(demand.id)
    assert (entry.statement, entry.status, entry.coded, entry.dated) == (again, Status.CODED, None, WEDNESDAY)
    assert undated.view(known_at=before).entry(demand.id).statement == demand
    assert undated.verify().findings == ()
    undated.rebuild()
    assert undated.view().entry(demand.id).statement == again


def test_what_was_reviewed_outlives_a_day_that_is_given(undated, loose, demand):
    """It stays as it was decided on, of the document's new day."""
    accepted = Review(statement=demand.id, decision=Decision.ACCEPT, reason="read", reviewer="ada")
    undated.append([StatementReviewed(accepted)], actor="ada")
    again = dataclasses.replace(demand, said_on=WEDNESDAY)
    events = [DocumentDated(loose.id, THURSDAY, "told"), DocumentCoded(loose.id, "test/1"), StatementCoded(again)]
    undated.append(events, actor="bea")
    entry = undated.view().entry(demand.id)
    assert (entry.statement, entry.status, entry.dated) == (demand, Status.ACCEPTED, THURSDAY)


def test_a_day_given_is_carried_to_another_ledger(undated, ledger_at, loose):
    """With all else, and provable there."""
    undated.append([DocumentDated(loose.id, THURSDAY, "told by the agency")], actor="bea")
    other = ledger_at("memory")
    other.take_in(undated.export())
    assert dict(other.view().datings) == dict(undated.view().datings)
    assert (other.view().digest(), other.verify().head) == (undated.view().digest(), undated.verify().head)


def test_a_day_changed_by_hand_is_found(undated, by_hand, loose):
    """The table must be what the events tell."""
    undated.append([DocumentDated(loose.id, THURSDAY, "told by the agency")], actor="bea")
    by_hand("UPDATE dating SET published = '2031-03-05'")
    assert [finding.place for finding in undated.verify().findings] == ["dating 4"]


def test_a_ledger_made_before_days_were_given_is_brought_up_to_date(tmp_path, clock, loose):
    """Its tables get one more when it is opened."""
    with Ledger.create(tmp_path / "ledger.sqlite", clock=clock) as ledger:
        ledger.append([DocumentAdded(loose, "in/note.txt")], actor="ada")
        with ledger.store.writing() as connection:
            connection.execute(text("DROP TABLE dating"))
            connection.execute(text("UPDATE alembic_version SET version_num = '0004'"))
    with Ledger.open(tmp_path / "ledger.sqlite", clock=clock) as ledger:
        ledger.append([DocumentDated(loose.id, THURSDAY, "told by the agency")], actor="bea")
        assert ledger.view().imprints[loose.id].published == THURSDAY
        assert ledger.verify().findings == ()
