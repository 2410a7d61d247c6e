"""Whatever was changed behind the ledger's back is named by its place."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from detente.errors import DetenteError
from detente.ledger import DocumentAdded, Ledger, StatementReviewed
from detente.ledger.sqlite import default_driver
from detente.model import Decision, Review


@pytest.fixture
def told(ledger: Ledger, story, demand) -> Ledger:
    """A ledger with five events: a dossier, a document, two statements and a correction."""
    ledger.append(story, actor="ada")
    review = Review(
        statement=demand.id, decision=Decision.CORRECT, changes={"end": 15}, reason="shorter", reviewer="bea"
    )
    ledger.append([StatementReviewed(review)], actor="bea")
    return ledger


def places(ledger: Ledger) -> list[str]:
    """Where verify finds something."""
    return [finding.place for finding in ledger.verify().findings]


def test_an_untouched_ledger_is_clean(told):
    """Nothing is found, and what was checked is counted."""
    verification = told.verify()
    assert verification.is_clean
    assert (verification.events, verification.documents, verification.statements) == (5, 1, 2)


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("change", ["UPDATE event SET actor = 'eve'", "DELETE FROM event", "DELETE FROM stored_text"])
def test_the_database_refuses_to_change_what_was_recorded(path, change):
    """Events and texts can only be added, whoever asks the database."""
    driver = default_driver()
    connection = driver.connect(path)
    with pytest.raises(driver.IntegrityError, match="a ledger only grows"):
        connection.execute(change)
    connection.close()


@pytest.mark.parametrize("field", ["type", "version", "recorded_at", "actor", "payload", "previous", "hash"])
@pytest.mark.parametrize("seq", [1, 3, 5])
def test_any_changed_field_of_an_event_is_named(told, by_hand, field, seq):
    """The hash covers every field of an event."""
    changed = "version + 1" if field == "version" else f"substr({field}, 1, 8) || '~' || substr({field}, 10)"
    by_hand(f"UPDATE event SET {field} = {changed} WHERE seq = ?", seq)  # noqa: S608 - the names are above
    assert f"event {seq}" in places(told)


@pytest.mark.parametrize("stored", [b"\xff\xfe", b"{}", None, 7])
def test_a_payload_that_is_no_text_any_more_is_named(told, by_hand, stored):
    """Even a value of another kind is a finding, not a failure."""
    if stored is None:
        stored = "null"
    by_hand("UPDATE event SET payload = ? WHERE seq = 3", stored)
    assert "event 3" in places(told)


def test_a_changed_character_of_a_text_is_named(told, by_hand, document):
    """The text is covered by its hash, inside and outside quotes."""
    by_hand("UPDATE stored_text SET content = replace(content, 'fees', 'feet') WHERE content = ?", document.text)
    assert places(told) == [f"text of document {document.id}"]


def test_a_changed_character_under_a_quote_orphans_the_statement(told, by_hand, document, rejection):
    """A quote that no longer matches its text is named with its event and statement."""
    by_hand(
        "UPDATE stored_text SET content = replace(content, 'rejects', 'accepts') WHERE content = ?",
        document.text,
    )
    found = told.verify().findings
    assert [finding.place for finding in found] == [
        f"event 4, statement {rejection.id}",
        f"text of document {document.id}",
    ]
    assert str(found[0]) == f"event 4, statement {rejection.id}: its quote is not in the text of its document"


def test_bytes_that_are_no_text_are_named(told, by_hand, document):
    """A byte that is no UTF-8 is a finding, not a failure."""
    raw = b"\xff" + document.text.encode()[1:]
    by_hand("UPDATE stored_text SET content = CAST(? AS TEXT) WHERE content = ?", raw, document.text)
    assert f"text of document {document.id}" in places(told)


def test_a_missing_text_is_named(told, by_hand, document):
    """An event that names a text which is gone is found."""
    by_hand("DELETE FROM stored_text WHERE content = ?", document.text)
    assert "event 2" in places(told)


@pytest.mark.parametrize("seq", [1, 2, 3, 4])
def test_a_removed_event_is_named(told, by_hand, seq):
    """A gap in the chain is found at the event behind it."""
    by_hand("DELETE FROM event WHERE seq = ?", seq)
    found = {str(finding) for finding in told.verify().findings}
    assert f"event {seq + 1}: event {seq} is missing before it" in found


def test_a_removed_end_is_named(told, by_hand, demand):
    """Where the last event is cut off, the tables still tell what it said."""
    by_hand("DELETE FROM event WHERE seq = 5")
    assert places(told) == [f"statement {demand.id}"]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ("UPDATE statement SET party = 'league'", "statement {demand}"),
        ("UPDATE statement SET wire = replace(wire, 'norland', 'sudmark')", "statement {demand}"),
        ("DELETE FROM statement", "statement {demand}"),
        ("UPDATE document SET seq = 9", "document {document}"),
        ("UPDATE delivery SET name = 'x'", "delivery 2"),
        ("DELETE FROM dossier", "dossier 1"),
    ],
)
def test_a_changed_table_is_named_and_can_be_rebuilt(told, by_hand, story, change, place):
    """Tables are only what the events add up to: a difference is found, and made good from the events."""
    digest = told.view().digest()
    by_hand(change)
    assert place.format(demand=story[2].statement.id, document=story[1].document.id) in places(told)
    told.rebuild()
    assert told.verify().is_clean
    assert told.view().digest() == digest


def test_a_row_that_no_event_tells_of_is_named(told, by_hand, rejection):
    """A statement cannot be slipped into the tables."""
    by_hand("UPDATE statement SET id = 's1' WHERE party = 'sudmark'")
    assert places(told) == ["statement s1", f"statement {rejection.id}"]


def test_the_head_names_the_last_event(told, path):
    """The hash of the end, kept elsewhere, proves later that nothing was cut off."""
    connection = default_driver().connect(path)
    (last,) = connection.execute("SELECT hash FROM event WHERE seq = 5").fetchone()
    connection.close()
    assert told.verify().head == last


def dump(path: Path) -> list[str]:
    """Everything that is stored, table by table."""
    connection = default_driver().connect(path)
    rows = [
        repr(row)
        for table in ("event", "stored_text", "dossier", "document", "delivery", "statement")
        for row in connection.execute(f"SELECT * FROM {table}")  # noqa: S608 - the names are above
    ]
    connection.close()
    return sorted(rows)


def is_told(path: Path) -> bool:
    """Whether opening or checking the ledger tells that it was changed."""
    try:
        with Ledger.open(path) as ledger:
            return not ledger.verify().is_clean
    except DetenteError:
        return True


@pytest.mark.slow
def test_no_flipped_bit_stays_unseen(told, path, make_document):
    """One bit of the file turned over, anywhere: it is told, or it lay where nothing is stored."""
    told.append([DocumentAdded(make_document(f"Text {n}. " * 40), "a.txt") for n in range(20)], actor="ada")
    told.close()
    whole, stored = path.read_bytes(), dump(path)
    chance = random.Random(20310310)  # noqa: S311 - bits need no secrecy
    for _ in range(200):
        changed = bytearray(whole)
        changed[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        assert is_told(path) or dump(path) == stored
