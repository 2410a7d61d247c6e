"""The queries of a ledger: what is read from and written to its tables, inside a transaction of the store."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from detente.errors import DamagedLedgerError
from detente.ledger.chain import Head, Recorded
from detente.ledger.projection import (
    DeliveryRow,
    DocumentRow,
    DossierRow,
    Projection,
    Row,
    StatementRow,
)
from detente.ledger.schema import PROJECTIONS, events, texts

_AT_ONCE = 500
"""How many ids one query names; every database takes that many parameters."""

Kind = TypeVar("Kind", bound=Row)
Named = TypeVar("Named", DocumentRow, StatementRow)


def head(connection: Connection) -> Head:
    """The last event, which the next one follows."""
    query = select(events.c.seq, events.c.hash, events.c.recorded_at).order_by(events.c.seq.desc()).limit(1)
    last = connection.execute(query).one_or_none()
    return Head() if last is None else Head(*last)


def recorded(connection: Connection, until: str | None = None) -> Iterator[Recorded]:
    """The events in order, up to and including the instant ``until``."""
    query = select(events).order_by(events.c.seq)
    if until is not None:
        query = query.where(events.c.recorded_at <= until)
    for row in connection.execute(query):
        yield Recorded(*row)


def replayed(connection: Connection, until: str | None = None) -> Projection:
    """What the events up to and including the instant ``until`` add up to.

    Raises:
        DamagedLedgerError: An event cannot be replayed.
    """
    projection = Projection()
    for event in recorded(connection, until):
        projection.apply(event)
    return projection


def projected(connection: Connection) -> Projection:
    """What all events add up to, as the tables hold it."""
    return Projection(
        dossiers=rows(connection, DossierRow),
        documents=rows(connection, DocumentRow),
        deliveries=rows(connection, DeliveryRow),
        statements=rows(connection, StatementRow),
    )


def rows(connection: Connection, kind: type[Kind]) -> Iterator[Kind]:
    """Every row of one projection."""
    for row in connection.execute(select(PROJECTIONS[kind])):
        yield kind(*row)


def rows_by_id(connection: Connection, kind: type[Named], ids: Collection[str]) -> Iterator[Named]:
    """The rows that have one of these ids."""
    table, wanted = PROJECTIONS[kind], sorted(ids)
    for first in range(0, len(wanted), _AT_ONCE):
        some = wanted[first : first + _AT_ONCE]
        for row in connection.execute(select(table).where(table.c.id.in_(some))):
            yield kind(*row)


def all_texts(connection: Connection) -> Iterator[tuple[str, str | bytes]]:
    """Every stored text behind its name."""
    for row in connection.execute(select(texts.c.sha256, texts.c.content)):
        yield row.sha256, row.content


def text(connection: Connection, sha256: str) -> str | None:
    """The stored text of this name."""
    return connection.execute(select(texts.c.content).where(texts.c.sha256 == sha256)).scalar_one_or_none()


def require_text(connection: Connection, sha256: str) -> str:
    """The stored text of this name.

    Raises:
        DamagedLedgerError: It is missing.
    """
    content = text(connection, sha256)
    if content is None:
        raise DamagedLedgerError(f"the text {sha256} is missing in the ledger; restore a copy")
    return content


def append(connection: Connection, added: Sequence[Recorded], new_texts: Mapping[str, str]) -> None:
    """Adds events and the texts they name, where those are not there yet."""
    for sha256, content in new_texts.items():
        if text(connection, sha256) is None:
            connection.execute(insert(texts), {"sha256": sha256, "content": content})
    connection.execute(insert(events), [event._asdict() for event in added])


def write(connection: Connection, changed: Iterable[Row], known: Collection[str] = ()) -> None:
    """Writes projected rows.

    Args:
        connection: A writing connection.
        changed: The rows; of several with one key the last stands.
        known: Ids of documents and statements that have a row already, which is replaced.
    """
    inserts: dict[type[Row], dict[object, Row]] = {}
    updates: dict[type[Row], dict[object, Row]] = {}
    for row in changed:
        chosen = updates if row[0] in known else inserts
        chosen.setdefault(type(row), {})[row[0]] = row
    for kind, by_key in inserts.items():
        connection.execute(insert(PROJECTIONS[kind]), [row._asdict() for row in by_key.values()])
    for kind, by_key in updates.items():
        table = PROJECTIONS[kind]
        columns: dict[str, Any] = {column.name: bindparam(f"new_{column.name}") for column in table.columns}
        change = update(table).where(table.c.id == bindparam("key")).values(columns)
        connection.execute(
            change,
            [
                {"key": row[0]} | {f"new_{name}": value for name, value in row._asdict().items()}
                for row in by_key.values()
            ],
        )


def rebuild(connection: Connection) -> None:
    """Makes the projections anew from the events; events and texts stay."""
    projection = replayed(connection)
    for kind, by_key in projection.rows.items():
        connection.execute(delete(PROJECTIONS[kind]))
        write(connection, by_key.values())
