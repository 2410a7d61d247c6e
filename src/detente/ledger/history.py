"""History: everything that was recorded about one statement, note or document, and the log of all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from detente.errors import UnknownStatementError
from detente.ledger import queries
from detente.ledger.chain import Recorded
from detente.ledger.clock import instant_from_text
from detente.ledger.rows import NotingRow
from detente.ledger.upgrades import lift
from detente.model import Note
from detente.model.note_wire import note_from_wire
from detente.model.wire import Wire

_NOTE = "n"
"""What the id of a note begins with."""


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
    """The whole id of a statement, note or document, and everything recorded about it, oldest first.

    Raises:
        UnknownStatementError: Nothing has that id, or several begin with it.
    """
    found = queries.ids_beginning(connection, id_or_prefix) if id_or_prefix else []
    if id_or_prefix.startswith(_NOTE):
        found += _notes_beginning(connection, id_or_prefix)
    if not found:
        raise UnknownStatementError(
            f"no statement, note or document has the id {id_or_prefix!r}; `detente statements` lists statements"
        )
    if len(found) > 1:
        ids = ", ".join(id_ for id_, _ in found[:3])
        raise UnknownStatementError(f"several ids begin with {id_or_prefix!r} ({ids} ...); give more of the id")
    ((id_, document),) = found
    told = [_recording(event, document) for event in queries.recorded(connection, document)]
    verdicts = [_recording(event, None) for event in queries.verdicts_naming(connection, id_)]
    about = [one for one in told if id_ == document or _tells_of(id_, one)]
    return id_, tuple(sorted([*about, *verdicts], key=lambda one: one.seq))


def _notes_beginning(connection: Connection, beginning: str) -> list[tuple[str, str]]:
    """The notes whose ids begin so, each with its document."""
    told = (note for row in queries.rows(connection, NotingRow) for note in _notes(json.loads(row.notes)))
    return list({note.id: (note.id, str(note.doc)) for note in told if note.id.startswith(beginning)}.values())


def _notes(wires: Iterable[Wire]) -> Iterator[Note]:
    return map(note_from_wire, wires)


def _recording(event: Recorded, document: str | None) -> Recording:
    payload = lift(event.type, event.version, json.loads(event.payload))
    return Recording(
        event.seq, event.type, instant_from_text(event.recorded_at), event.actor, document, payload, event.hash
    )


def _tells_of(id_: str, recording: Recording) -> bool:
    """Whether an event about its document tells of a statement or note."""
    payload, is_note = recording.payload, id_.startswith(_NOTE)
    match recording.type:
        case "statement_coded":
            return bool(payload["id"] == id_)
        case "statement_reviewed":
            return bool(payload["statement"] == id_)
        case "statements_remade":
            touched = {one["statement"] for one in payload["reviews"]} | {one["id"] for one in payload["made"]}
            return id_ in touched
        case "document_noted":
            return is_note and any(note.id == id_ for note in _notes(payload["notes"]))
        case "note_reviewed":
            return bool(payload["note"] == id_)
        case "document_coded":
            return not is_note
        case "document_withdrawn" | "document_dated":
            return True
        case _:
            return False
