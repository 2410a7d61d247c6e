"""History: everything that was recorded about one statement or document, and the log of all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from detente.errors import UnknownStatementError
from detente.ledger import queries
from detente.ledger.chain import Recorded
from detente.ledger.clock import instant_from_text
from detente.ledger.upgrades import lift
from detente.model.wire import Wire


@dataclass(frozen=True, slots=True)
class Recording:
    """One event as the log tells it.

    Attributes:
        seq: Its number in the ledger.
        type: What happened, e.g. ``statement_reviewed``.
        recorded_at: When it was recorded (UTC).
        actor: Who recorded it.
        document: The document it is about, if any.
        payload: The facts, in today's version.
        hash: Its place in the chain.
    """

    seq: int
    type: str
    recorded_at: datetime
    actor: str
    document: str | None
    payload: Wire
    hash: str


def log(connection: Connection, *, after: int = 0, newest: int | None = None) -> Iterator[Recording]:
    """The events behind number ``after`` in order, or only the ``newest`` of them."""
    if newest is not None:
        after = max(after, queries.head(connection).seq - newest)
    for event, document in queries.recorded_about(connection, after=after):
        yield _recording(event, document)


def history(connection: Connection, id_or_prefix: str) -> tuple[str, tuple[Recording, ...]]:
    """The whole id of a statement or document, and everything recorded about it, oldest first.

    Raises:
        UnknownStatementError: Nothing has that id, or several begin with it.
    """
    found = queries.ids_beginning(connection, id_or_prefix) if id_or_prefix else []
    if not found:
        raise UnknownStatementError(
            f"no statement or document has the id {id_or_prefix!r}; `detente statements` lists them"
        )
    if len(found) > 1:
        ids = ", ".join(id_ for id_, _ in found[:3])
        raise UnknownStatementError(f"several ids begin with {id_or_prefix!r} ({ids} ...); give more of the id")
    ((id_, document),) = found
    told = [_recording(event, document) for event in queries.recorded(connection, document)]
    verdicts = [_recording(event, None) for event in queries.verdicts_naming(connection, id_)]
    about = [one for one in told if id_ == document or _tells_of(id_, one)]
    return id_, tuple(sorted([*about, *verdicts], key=lambda one: one.seq))


def _recording(event: Recorded, document: str | None) -> Recording:
    payload = lift(event.type, event.version, json.loads(event.payload))
    return Recording(
        event.seq, event.type, instant_from_text(event.recorded_at), event.actor, document, payload, event.hash
    )


def _tells_of(statement: str, recording: Recording) -> bool:
    payload = recording.payload
    match recording.type:
        case "statement_coded":
            return bool(payload["id"] == statement)
        case "statement_reviewed":
            return bool(payload["statement"] == statement)
        case "statements_remade":
            touched = {one["statement"] for one in payload["reviews"]} | {one["id"] for one in payload["made"]}
            return statement in touched
        case "document_withdrawn" | "document_coded":
            return True
        case _:
            return False
