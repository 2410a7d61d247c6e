"""What a view shows, and in which order."""

from __future__ import annotations

import dataclasses

import pytest

from detente.errors import UnknownStatementError
from detente.ledger import DocumentAdded, Ledger, StatementCoded
from detente.model import Edtf, Imprint, Quote


def test_entries_come_in_reading_order(ledger, make_document, make_statement):
    """Documents as they were recorded, each from its beginning to its end, however they were coded."""
    first, second = (
        make_document("z. Norland demands. Sudmark rejects."),
        make_document("a. Norland accepts."),
    )
    late = make_statement(first, "Sudmark rejects", "sudmark", "passage", "reject")
    early = make_statement(first, "Norland demands", "norland", "passage", "demand")
    other = make_statement(second, "Norland accepts", "norland", "passage", "accept")
    ledger.append([DocumentAdded(first, "1"), DocumentAdded(second, "2")], actor="ada")
    ledger.append([StatementCoded(statement) for statement in (other, late, early)], actor="ada")
    assert [entry.id for entry in ledger.view().entries] == [early.id, late.id, other.id]


def test_an_entry_tells_its_dates(ledger, clock, story, document):
    """An entry carries its document's date and the moment it was recorded."""
    ledger.append(story, actor="ada")
    entry = ledger.view().entries[0]
    assert (entry.published, entry.publisher, entry.dated, entry.recorded_at) == (
        document.published,
        document.publisher,
        Edtf("2031-03-10"),
        clock.now,
    )


def test_a_view_does_not_move(ledger, story, document, demand):
    """A view taken before an append shows the same after it."""
    ledger.append(story[:3], actor="ada")
    view = ledger.view()
    ledger.append([story[3], DocumentAdded(document, "again.txt")], actor="ada")
    assert [entry.id for entry in view.entries] == [demand.id]
    assert len(view.deliveries[document.id]) == 1


def test_an_entry_is_found_by_the_beginning_of_its_id(ledger, story, demand):
    """An id or any beginning that only one id has is enough."""
    ledger.append(story, actor="ada")
    view = ledger.view()
    assert view.entry(demand.id) == view.entry(demand.id[:8])
    assert view.entry(demand.id).statement == demand


@pytest.mark.parametrize(
    ("asked", "words"),
    [("s", "2 statements begin with 's'"), ("x9", "no statement"), ("", "no statement"), ("s\0", "no statement")],
)
def test_an_unclear_id_is_refused(ledger, story, asked, words):
    """A beginning that several ids have, or none, is an error that says so."""
    ledger.append(story, actor="ada")
    with pytest.raises(UnknownStatementError, match=words):
        ledger.view().entry(asked)


def test_documents_are_looked_up_by_id(ledger, story, document):
    """The documents of a view are a mapping like any other."""
    ledger.append(story, actor="ada")
    documents = ledger.view().documents
    assert document.id in documents
    assert "0" * 16 not in documents
    assert documents.get("0" * 16) is None
    assert list(documents.values()) == [document]


def test_an_imprint_is_given_without_reading_a_text(ledger, story, document):
    """A list of documents costs no text: what they tell about themselves is at hand."""
    ledger.append(story, actor="ada")
    imprints = ledger.view().imprints
    assert list(imprints) == list(ledger.view().documents)
    assert [type(imprint) for imprint in imprints.values()] == [Imprint]
    assert imprints[document.id].sha256 == document.sha256


def test_the_digest_tells_what_is_said_not_when_it_came(tmp_path, clock, story, demand):
    """The same input in other portions, at other times, gives one digest; one statement more does not."""
    digests = []
    for number, size in enumerate((1, 2, 4)):
        clock.advance(days=1)
        with Ledger.create(tmp_path / f"{number}.sqlite", clock=clock) as ledger:
            for start in range(0, len(story), size):
                ledger.append(story[start : start + size], actor="ada")
            digests.append(ledger.view().digest())
            if number == 2:
                ledger.append([StatementCoded(dataclasses.replace(demand, coder="test/2"))], actor="ada")
                digests.append(ledger.view().digest())
    assert len(set(digests[:3])) == 1
    assert digests[3] != digests[0]


def test_every_field_of_a_statement_comes_back(ledger, document, make_statement, full_fields):
    """What was coded is what is seen, to the last field."""
    statement = make_statement(document, "fees may fall", "league", "fees", "condition", **full_fields)
    ledger.append([DocumentAdded(document, "a.txt"), StatementCoded(statement)], actor="ada")
    assert ledger.view().entries[0].statement == statement
    assert isinstance(ledger.view().entries[0].statement.quote, Quote)
