"""A ledger of an older détente is brought up to date when it is opened, all or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from detente.errors import DamagedLedgerError
from detente.ledger import Ledger, StatementCoded
from detente.ledger.chain import Head, canonical_json, seal
from detente.ledger.schema import REVISION, metadata
from detente.ledger.sqlite import APPLICATION_ID, SqliteStore
from detente.model import Document, Statement, Status
from detente.model.wire import statement_to_wire

NOON = "2031-03-10T12:00:00.000000Z"
SAMPLES = Path(__file__).parent / "samples"
DOSSIER = "dossier: strait\n"
GUARD = "CREATE TRIGGER {0}_refuses_{1} BEFORE {1} ON {0} BEGIN SELECT RAISE(ABORT, 'a ledger only grows'); END"

Told = tuple[str, int, dict[str, Any]]


def sample(name: str) -> dict[str, Any]:
    """The payload as it was stored in that version."""
    return json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture
def told(demand: Statement) -> list[Told]:
    """Type, version and payload of what the first détente recorded: every type, in every version that it had."""
    coded = {"id": demand.id, "statement": statement_to_wire(demand)}
    return [
        ("dossier_changed", 1, sample("dossier_changed.v1")),
        ("document_added", 1, sample("document_added.v1")),
        ("document_delivered", 1, sample("document_delivered.v1")),
        ("statement_coded", 1, sample("statement_coded.v1")),
        ("statement_coded", 2, coded),
        ("statement_reviewed", 1, sample("statement_reviewed.v1")),
    ]


@pytest.fixture
def make_old(path: Path, document: Document) -> Callable[[list[Told]], Head]:
    """Writes a ledger as the first détente did, and gives the end of its chain."""

    def make(told: list[Told]) -> Head:
        path.touch()
        store = SqliteStore(path, 1.0)
        store._set_journal_mode()
        with store.writing() as connection:
            make_first_tables(connection)
            head = record(connection, told)
            for text_ in (DOSSIER, document.text):
                insert(connection, "stored_text", sha256=name_of(text_), content=text_)
            wire, sha256 = canonical_json(told[1][2]["document"]), name_of(document.text)
            insert(connection, "document", id=document.id, seq=2, recorded_at=NOON, text_sha256=sha256, wire=wire)
            insert(connection, "delivery", seq=2, recorded_at=NOON, document=document.id, name="in/note.txt")
        store.close()
        return head

    return make


def make_first_tables(connection: Connection) -> None:
    """The tables of revision 0001, which did not tell their revision yet."""
    config = Config()
    config.set_main_option("script_location", "detente.ledger:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "0001")
    connection.execute(text("DROP TABLE alembic_version"))
    for table in ("event", "stored_text"):
        for change in ("update", "delete"):
            connection.execute(text(GUARD.format(table, change)))
    connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
    connection.execute(text("PRAGMA user_version = 1"))


def record(connection: Connection, told: list[Told]) -> Head:
    """Writes events one after the other, each with its hash."""
    head = Head()
    for type_, version, payload in told:
        event = seal(head, type_=type_, version=version, recorded_at=NOON, actor="ada", payload=canonical_json(payload))
        insert(connection, "event", **event._asdict())
        head = Head(event.seq, event.hash, NOON)
    return head


def insert(connection: Connection, table: str, **values: object) -> None:
    """Writes one row."""
    names, places = ", ".join(values), ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places})"), values)  # noqa: S608 - names from here


def name_of(content: str) -> str:
    """The name that a text is stored under."""
    return hashlib.sha256(content.encode()).hexdigest()


def form(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    """Every column of every table, every index with its columns, and every trigger."""
    with ledger.store.reading() as connection:

        def rows(sql: str) -> list[tuple[object, ...]]:
            return [tuple(row) for row in connection.execute(text(sql))]

        names = [str(name) for (name,) in rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        columns = {name: rows(f"PRAGMA table_info({name})") for name in names}
        indexes = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
        triggers = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
        return columns | {"indexes": rows(indexes), "triggers": rows(triggers)}


def dump(path: Path) -> list[object]:
    """Everything in the file: what tables there are, and each of their rows."""
    store = SqliteStore(path, 1.0)
    with store.reading() as connection:
        made = connection.execute(text("SELECT type, name, sql FROM sqlite_master ORDER BY name")).all()
        tables = [name for type_, name, _ in made if type_ == "table"]
        rows = [(name, connection.execute(text(f"SELECT * FROM {name}")).all()) for name in tables]  # noqa: S608
        versions = [
            connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in ("application_id", "user_version")
        ]
    store.close()
    return [made, rows, versions]


@pytest.fixture
def old(path: Path, make_old: Callable[[list[Told]], Head], told: list[Told]) -> Iterator[tuple[Head, Ledger]]:
    """The end of an old ledger's chain, and that ledger opened today."""
    head = make_old(told)
    with Ledger.open(path) as opened:
        yield head, opened


def test_migrated_tables_are_those_that_are_made_today(old, tmp_path):
    """An old ledger has the tables, columns, indexes and guards of a new one."""
    _, migrated = old
    with migrated.store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == REVISION
    with Ledger.create(tmp_path / "new.sqlite") as new:
        assert form(migrated) == form(new)


def test_tables_are_made_as_they_are_described_on_every_store(ledger):
    """What a store makes is what a migration would make: nothing is left for one to do."""
    with ledger.store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_migrated_ledger_verifies_clean(old):
    """Every event keeps its hash, every text its words, and the tables are what the events add up to."""
    head, migrated = old
    verification = migrated.verify()
    assert verification.findings == ()
    assert (verification.events, verification.head) == (head.seq, head.hash)
    assert (verification.documents, verification.statements) == (1, 2)


def test_a_migration_loses_nothing(old, told, document, demand):
    """Dossier, document, deliveries, statements and the correction are seen as they were recorded."""
    _, migrated = old
    view = migrated.view()
    assert (view.dossier_text, view.dossier_file) == (DOSSIER, "strait.yaml")
    assert dict(view.documents) == {document.id: document}
    assert [one.name for one in view.deliveries[document.id]] == ["in/note.txt", "again/note.txt"]
    assert (view.entry(demand.id).status, view.entry(demand.id).statement) == (Status.CODED, demand)
    (other,) = (entry for entry in view.entries if entry.id != demand.id)
    assert (other.status, other.statement.party, other.coded.party) == (Status.CORRECTED, "sudmark", "league")
    assert [(one.reviewer, one.seen) for one in other.reviews] == [("bea", None)]
    assert [(one.seq, one.type, one.actor) for one in migrated.log()] == [
        (seq, type_, "ada") for seq, (type_, _, _) in enumerate(told, start=1)
    ]


def test_a_migrated_ledger_goes_on(old, rejection, open_again):
    """It only grows, like any other; who opens it next finds it up to date."""
    head, migrated = old
    migrated.append([StatementCoded(rejection)], actor="bea")
    with pytest.raises(DBAPIError, match="a ledger only grows"), migrated.store.writing() as connection:
        connection.execute(text("DELETE FROM event"))
    again = open_again(migrated)
    assert again.view().entry(rejection.id).statement == rejection
    assert (again.verify().findings, again.verify().events) == ((), head.seq + 1)


@pytest.mark.parametrize(
    "broken",
    [
        ("statement_reviewed", 1, sample("statement_reviewed.v1") | {"statement": "s0"}),
        ("document_delivered", 1, {"document": "d0", "name": "a.txt"}),
        ("statement_coded", 1, {}),
        ("document_burnt", 1, {}),
        ("document_added", 2, sample("document_added.v1")),
    ],
    ids=lambda told: told[0],
)
def test_a_migration_that_fails_leaves_the_old_ledger_as_it_was(path, make_old, told, broken):
    """All or nothing: what cannot be carried over is told, and the older détente can still read the file."""
    make_old([*told, broken])
    before = dump(path)
    with pytest.raises(DamagedLedgerError):
        Ledger.open(path)
    assert dump(path) == before
