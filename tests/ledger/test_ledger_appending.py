"""What goes into a ledger, and what is recorded of it."""

from __future__ import annotations

import dataclasses

import pytest

from detente.errors import UnknownStatementError
from detente.ledger import DocumentAdded, DocumentDelivered, DossierChanged, StatementCoded, StatementReviewed
from detente.model import Decision, Quote, Review, StatementId


def test_what_was_appended_is_seen(ledger, story):
    """A view gives back the dossier and the document to the character, the statements to the field."""
    ledger.append(story, actor="ada")
    dossier, added, *coded = story
    view = ledger.view()
    assert view.dossier_text == dossier.text
    assert view.dossier_file == "dossier.yaml"
    assert dict(view.documents) == {added.document.id: added.document}
    assert [entry.statement for entry in view.entries] == [event.statement for event in coded]


def test_a_new_ledger_knows_nothing(ledger):
    """Before the first append there is no dossier, no document and no entry."""
    view = ledger.view()
    assert (view.dossier_text, view.dossier_file, len(view.documents), view.entries) == (None, None, 0, ())


def test_appending_nothing_records_nothing(ledger):
    """An empty append leaves the ledger as it was."""
    assert ledger.append([], actor="ada") == ()
    assert ledger.verify().events == 0


def test_the_same_bytes_twice_are_one_document_with_two_deliveries(ledger, document):
    """A document is known by its bytes, whatever name they come under."""
    ledger.append([DocumentAdded(document, "a.txt")], actor="ada")
    recorded = ledger.append([DocumentAdded(document, "copy/b.txt")], actor="ada")
    assert recorded == (DocumentDelivered(document.id, "copy/b.txt"),)
    view = ledger.view()
    assert len(view.documents) == 1
    assert [delivery.name for delivery in view.deliveries[document.id]] == ["a.txt", "copy/b.txt"]


def test_the_same_bytes_twice_in_one_append_are_one_document(ledger, document):
    """Each event is admitted in sight of those before it in the same append."""
    ledger.append([DocumentAdded(document, "a.txt"), DocumentAdded(document, "b.txt")], actor="ada")
    assert len(ledger.view().documents) == 1
    assert len(ledger.view().deliveries[document.id]) == 2


def test_coding_again_adds_only_what_is_new(ledger, story, demand):
    """A statement with a known id is not recorded again; one of another coder is."""
    ledger.append(story, actor="ada")
    other = dataclasses.replace(demand, coder="test/2")
    assert ledger.append([StatementCoded(demand), StatementCoded(other)], actor="ada") == (StatementCoded(other),)
    assert len(ledger.view().entries) == 3


def test_the_dossier_in_force_is_not_recorded_again(ledger, dossier_yaml):
    """Setting the same dossier again says nothing new; setting an older one again does."""
    first, second = (
        DossierChanged(dossier_yaml, "d.yaml"),
        DossierChanged(dossier_yaml + "# more\n", "d.yaml"),
    )
    assert ledger.append([first, first], actor="ada") == (first,)
    assert ledger.append([second, first], actor="ada") == (second, first)
    assert ledger.view().dossier_text == dossier_yaml


def test_a_quote_that_is_not_in_the_text_is_not_recorded(ledger, document, demand):
    """Every claim has its characters: a wrong quote takes the whole append with it."""
    moved = dataclasses.replace(demand, quote=Quote(demand.quote.start + 1, demand.quote.end + 1, demand.quote.text))
    with pytest.raises(ValueError, match=r"but document .* reads 'orland demands pilots '"):
        ledger.append([DocumentAdded(document, "a.txt"), StatementCoded(moved)], actor="ada")
    assert not ledger.has_document(document.id)
    assert ledger.verify().events == 0


def test_a_statement_needs_its_document(ledger, demand):
    """A statement of a document that was never added is refused."""
    with pytest.raises(ValueError, match="was never added"):
        ledger.append([StatementCoded(demand)], actor="ada")


def test_a_delivery_needs_its_document(ledger, document):
    """Bytes can only come in again if they came in before."""
    with pytest.raises(ValueError, match="was never added"):
        ledger.append([DocumentDelivered(document.id, "a.txt")], actor="ada")


def test_a_review_needs_its_statement(ledger):
    """A review of an id that was never coded is refused."""
    review = Review(statement=StatementId("s0"), decision=Decision.ACCEPT, reason="so", reviewer="ada")
    with pytest.raises(UnknownStatementError, match="'s0'"):
        ledger.append([StatementReviewed(review)], actor="ada")


def test_half_a_character_is_refused(ledger, make_document):
    """A text with half a surrogate pair cannot be stored as it is, so it is not stored at all."""
    broken = dataclasses.replace(make_document("text"), text="te\ud800xt")
    with pytest.raises(UnicodeEncodeError):
        ledger.append([DocumentAdded(broken, "a.txt")], actor="ada")
    assert ledger.verify().events == 0


@pytest.mark.parametrize("text", ["a\x00b", "\ufeffa\r\nb\u2028c", "\U0001f54a détente Україна", " "])
def test_a_text_is_kept_character_for_character(ledger, make_document, text):
    """Nothing is trimmed, normalised or cut, not even at a NUL."""
    document = make_document(text)
    ledger.append([DocumentAdded(document, "a.txt")], actor="ada")
    assert ledger.view().documents[document.id].text == text
    assert ledger.verify().is_clean


def test_many_events_fit_in_one_append(ledger, make_document):
    """An append may hold more documents than one query can name."""
    documents = [make_document(f"text {i}") for i in range(1200)]
    ledger.append([DocumentAdded(document, "a.txt") for document in documents], actor="ada")
    ledger.append([DocumentAdded(document, "b.txt") for document in documents], actor="ada")
    verification = ledger.verify()
    assert verification.is_clean
    assert (verification.events, verification.documents) == (2400, 1200)


@pytest.mark.parametrize("store", ["sqlite", "postgresql"])
def test_what_is_known_survives_closing(ledger_at, open_again, store, story):
    """Another process that opens the ledger sees the same."""
    ledger = ledger_at(store)
    ledger.append(story, actor="ada")
    digest = ledger.view().digest()
    ledger.close()
    again = open_again(ledger)
    assert again.view().digest() == digest
    assert again.has_document(story[1].document.id)
    assert not again.has_document("0" * 16)


def test_what_memory_knows_is_gone_when_it_is_closed(ledger_at, story):
    """A ledger for trials leaves nothing behind."""
    ledger = ledger_at("memory")
    ledger.append(story, actor="ada")
    ledger.close()
    assert not ledger.store.path.parent.exists()
