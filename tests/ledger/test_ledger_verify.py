"""Whatever was changed behind the ledger's back is named by its place."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from detente.ledger import Ledger, SourceGraded, StatementReviewed
from detente.ledger.packing import packed
from detente.ledger.schema import PROJECTIONS, contents, events
from detente.model import Decision, Grade, Review


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


def test_a_graded_source_before_the_first_document_is_clean(ledger):
    """A dossier that grades its sources leaves rows that are about no document."""
    ledger.append([SourceGraded(Grade("B", 2), "an agency", source="Coastal Wire")], actor="ada")
    assert ledger.verify().is_clean


@pytest.mark.parametrize("table", ["event", "content"])
@pytest.mark.parametrize("change", ["UPDATE {table} SET {field} = {field}", "DELETE FROM {table}"])
def test_the_database_refuses_to_change_what_was_recorded(told, table, change):
    """Events and contents can only be added, whoever asks the database."""
    sql = change.format(table=table, field={"event": "actor", "content": "data"}[table])
    with pytest.raises(DBAPIError, match="a ledger only grows"), told.store.writing() as connection:
        connection.execute(text(sql))
    assert told.verify().is_clean


@pytest.mark.parametrize("table", ["event", "content"])
def test_a_server_refuses_to_empty_what_was_recorded(ledger_at, story, table):
    """PostgreSQL can empty a table without deleting a row of it; that is refused too."""
    ledger = ledger_at("postgresql")
    ledger.append(story, actor="ada")
    with pytest.raises(DBAPIError, match="a ledger only grows"), ledger.store.writing() as connection:
        connection.execute(text(f"TRUNCATE {table}"))
    assert ledger.verify().is_clean


@pytest.mark.parametrize("field", ["type", "version", "recorded_at", "actor", "payload", "previous", "hash"])
@pytest.mark.parametrize("seq", [1, 3, 5])
def test_any_changed_field_of_an_event_is_named(told, by_hand, field, seq):
    """The hash covers every field of an event."""
    changed = "version + 1" if field == "version" else f"substr({field}, 1, 8) || '~' || substr({field}, 10)"
    by_hand(f"UPDATE event SET {field} = {changed} WHERE seq = :seq", seq=seq)  # noqa: S608 - the names are above
    assert f"event {seq}" in places(told)


@pytest.mark.parametrize("stored", ["null", "{}", "{", "7"])
def test_a_payload_that_cannot_be_read_any_more_is_named(told, by_hand, stored):
    """Even JSON of another kind is a finding, not a failure."""
    by_hand("UPDATE event SET payload = :stored WHERE seq = 3", stored=stored)
    assert "event 3" in places(told)


@pytest.mark.parametrize(("seq", "elsewhere"), [(1, "'x'"), (2, "NULL"), (3, "'x'"), (5, "NULL"), (5, "'x'")])
def test_an_event_that_is_filed_elsewhere_is_named(told, by_hand, seq, elsewhere):
    """An event lies with the document that it is about, though its hash does not cover where it lies."""
    by_hand(f"UPDATE event SET document = {elsewhere} WHERE seq = :seq", seq=seq)  # noqa: S608 - the words are above
    assert f"event {seq}" in places(told)


@pytest.fixture
def keep(by_hand):
    """Puts other bytes in the place of a content."""

    def change(sha256: str, data: bytes) -> None:
        by_hand("UPDATE content SET data = :data WHERE sha256 = :sha256", data=data, sha256=sha256)

    return change


def test_a_changed_character_of_a_text_is_named(told, keep, document):
    """The text is covered by its hash, inside and outside quotes."""
    keep(document.sha256, packed(document.text.replace("fees", "feet").encode()))
    assert places(told) == [f"content {document.sha256}"]


def test_a_changed_character_under_a_quote_orphans_the_statement(told, keep, document, rejection):
    """A quote that no longer matches its text is named with its event and statement."""
    keep(document.sha256, packed(document.text.replace("rejects", "accepts").encode()))
    found = told.verify().findings
    assert [finding.place for finding in found] == [
        f"content {document.sha256}",
        f"event 4, statement {rejection.id}",
    ]
    assert str(found[1]) == f"event 4, statement {rejection.id}: its quote is not in the text of its document"


@pytest.mark.parametrize("stored", [b"", b"\xff", packed(b"\xff")])
def test_bytes_that_are_no_text_are_named(told, keep, document, stored):
    """Bytes that cannot be unpacked or are no UTF-8 are a finding, not a failure."""
    keep(document.sha256, stored)
    assert f"content {document.sha256}" in places(told)


def test_no_bit_of_a_packed_content_turns_unseen(told, keep, document):
    """One content can be packed in many ways: a bit that makes one of them another is told all the same."""
    with told.store.reading() as connection:
        query = select(contents.c.data).where(contents.c.sha256 == document.sha256)
        stored = connection.execute(query).scalar_one()
    for place in range(0, 8 * len(stored), 7):
        turned = bytearray(stored)
        turned[place // 8] ^= 1 << place % 8
        keep(document.sha256, bytes(turned))
        assert f"content {document.sha256}" in places(told)


def test_a_missing_text_is_named(told, by_hand, document):
    """An event that names a text which is gone is found."""
    by_hand("DELETE FROM content WHERE sha256 = :sha256", sha256=document.sha256)
    assert "event 2" in places(told)


@pytest.mark.parametrize("seq", [1, 2, 3, 4])
def test_a_removed_event_is_named(told, by_hand, seq):
    """A gap in the chain is found at the event behind it."""
    by_hand("DELETE FROM event WHERE seq = :seq", seq=seq)
    found = {str(finding) for finding in told.verify().findings}
    assert f"event {seq + 1}: event {seq} is missing before it" in found


def test_a_removed_end_is_named(told, by_hand, demand):
    """Where the last event is cut off, the tables still tell what it said."""
    by_hand("DELETE FROM event WHERE seq = 5")
    assert sorted(places(told)) == [f"statement {demand.id} since event 3", f"statement {demand.id} since event 5"]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ("UPDATE statement SET party = 'league'", "statement {demand} since event 3"),
        ("UPDATE statement SET wire = replace(wire, 'norland', 'sudmark')", "statement {demand} since event 3"),
        ("UPDATE statement SET until = until - 1 WHERE since = 5", "statement {demand} since event 5"),
        ("DELETE FROM statement WHERE since = 3", "statement {demand} since event 3"),
        ("DELETE FROM statement", "statement {demand} since event 3"),
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
    assert sorted(places(told)) == sorted(["statement s1 since event 4", f"statement {rejection.id} since event 4"])


@pytest.mark.parametrize("table", PROJECTIONS.values(), ids=lambda table: table.name)
def test_every_table_is_compared_with_the_events(ledger, everything, by_hand, table):
    """Whichever table lost its rows, each of them is named, and the events bring it back."""
    for portion in everything:
        ledger.append(portion, actor="ada")
    digest = ledger.view().digest()
    with ledger.store.reading() as connection:
        n_rows = len(connection.execute(select(table)).all())
    assert ledger.verify().is_clean
    by_hand(f"DELETE FROM {table.name}")  # noqa: S608 - the names are the schema's
    found = places(ledger)
    assert len(found) == n_rows > 0
    assert {place.split()[0] for place in found} == {table.name}
    ledger.rebuild()
    assert (ledger.verify().findings, ledger.view().digest()) == ((), digest)


def test_what_is_told_of_a_document_without_events_is_named(told, by_hand):
    """No table can tell of a document that was never added."""
    by_hand("INSERT INTO withdrawal VALUES (9, 'd0', :is_withdrawn, 'so')", is_withdrawn=True)
    assert places(told) == ["withdrawal of d0"]


def test_the_head_names_the_last_event(told):
    """The hash of the end, kept elsewhere, proves later that nothing was cut off."""
    with told.store.reading() as connection:
        last = connection.execute(select(events.c.hash).where(events.c.seq == 5)).scalar_one()
    assert told.verify().head == last
