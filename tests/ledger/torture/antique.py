"""An antique: a ledger as the first détente made it, with events of version 1 and tables without history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event, text

from detente.ledger import DocumentAdded, Event, StatementCoded, StatementReviewed
from detente.ledger.chain import Head, Recorded, canonical_json, seal
from detente.ledger.events import TYPES, contents_of, payload_of
from detente.ledger.schema import REVISION
from detente.ledger.sqlite import APPLICATION_ID, default_driver
from detente.model import Decision, Review
from tests.ledger.torture.stories import by_chance, make_story

TABLES = {"event", "stored_text", "dossier", "document", "delivery", "statement"}
_NOON = "2031-03-10T12:00:00.{:06}Z"
_NEWER = {
    "document_added": ("has_bytes", "kinships", "bands"),
    "statement_reviewed": ("seen", "made"),
}


def make_antique(path: Path, seed: int, *, n_documents: int = 15) -> str:
    """Makes the ledger, and gives the hash of its last event."""
    driver: ModuleType = default_driver()
    engine = create_engine(f"sqlite:///{path}", module=driver)
    event.listen(engine, "connect", lambda raw, _: raw.cursor().execute("PRAGMA synchronous = OFF"))
    head = Head()
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", "detente.ledger:migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text("DROP TABLE alembic_version"))
        connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
        for place, one in enumerate(_events(by_chance(seed), n_documents)):
            recorded = _as_version_1(head, one, _NOON.format(place))
            head = Head(recorded.seq, recorded.hash, recorded.recorded_at)
            names = ", ".join(recorded._fields)
            values = ", ".join(f":{name}" for name in recorded._fields)
            connection.execute(text(f"INSERT INTO event ({names}) VALUES ({values})"), recorded._asdict())  # noqa: S608 - our own names
            for sha256, data in contents_of(one).items():
                connection.execute(
                    text("INSERT INTO stored_text VALUES (:sha256, :content)"),
                    {"sha256": sha256, "content": data.decode()},
                )
        for table in ("event", "stored_text"):
            for change in ("UPDATE", "DELETE"):
                connection.execute(
                    text(
                        f"CREATE TRIGGER {table}_refuses_{change.lower()} BEFORE {change} ON {table} "
                        "BEGIN SELECT RAISE(ABORT, 'a ledger only grows'); END"
                    )
                )
    engine.dispose()
    return head.hash


def state_of(file: Path) -> str:
    """Which tables there are, looked at without opening the ledger."""
    driver = default_driver()
    connection = driver.connect(str(file))
    try:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if tables == TABLES:
            return "old"
        revision = [version for (version,) in connection.execute("SELECT version_num FROM alembic_version")]
        return "today's" if revision == [REVISION] and "stored_text" not in tables else f"{sorted(tables)}"
    finally:
        connection.close()


def _events(chance: Random, n_documents: int) -> Iterator[Event]:
    for _ in range(n_documents):
        story = make_story(chance)
        yield DocumentAdded(story.document, "a.txt")
        yield from map(StatementCoded, story.statements)
        yield StatementReviewed(
            Review(statement=story.statements[0].id, decision=Decision.ACCEPT, reason="so it is", reviewer="ada")
        )


def _as_version_1(head: Head, one: Event, recorded_at: str) -> Recorded:
    type_, payload = TYPES[type(one)], dict(payload_of(one))
    for field in _NEWER.get(type_, ()):
        del payload[field]
    if isinstance(one, StatementCoded):
        wire: dict[str, Any] = dict(payload["statement"])
        del wire["restates"]
        payload["statement"] = wire
    return seal(head, type_=type_, version=1, recorded_at=recorded_at, actor="ada", payload=canonical_json(payload))
