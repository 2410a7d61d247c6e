"""Appending: admits events one by one, each in sight of those before it, then writes them all at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Connection

from detente.ledger import queries
from detente.ledger.admission import admit
from detente.ledger.chain import Head, Recorded, canonical_json, seal
from detente.ledger.clock import Clock, next_instant
from detente.ledger.events import (
    TYPES,
    DocumentAdded,
    DocumentDelivered,
    DossierChanged,
    Event,
    StatementCoded,
    StatementReviewed,
    payload_of,
    text_key,
    text_of,
)
from detente.ledger.projection import DocumentRow, DossierRow, Projection, Row, StatementRow
from detente.ledger.upgrades import current_version


class Append:
    """One append, in one writing transaction."""

    def __init__(self, connection: Connection, events: Sequence[Event]) -> None:
        self._connection, self._events = connection, events
        self._known = _known_before(connection, events)
        self._new_texts: dict[str, str] = {}
        self._stored_text = cache(lambda sha256: queries.require_text(connection, sha256))

    def record(self, clock: Clock, actor: str) -> tuple[Event, ...]:
        """Writes the events that say something new, and gives them in the form they were recorded in."""
        known_ids = {*self._known.documents, *self._known.statements}
        head = queries.head(self._connection)
        recorded_at = next_instant(clock(), head.recorded_at)
        admitted: list[Event] = []
        added: list[Recorded] = []
        changed: list[Row] = []
        for asked in self._events:
            event = admit(asked, self._known, self._text)
            if event is None:
                continue
            self._keep_text(event)
            added.append(_sealed(head, event, recorded_at, actor))
            changed += self._known.apply(added[-1])
            admitted.append(event)
            head = Head(added[-1].seq, added[-1].hash, recorded_at)
        if added:
            queries.append(self._connection, added, self._new_texts)
            queries.write(self._connection, changed, known_ids)
        return tuple(admitted)

    def _keep_text(self, event: Event) -> None:
        text = text_of(event)
        if text is not None:
            self._new_texts[text_key(text)] = text

    def _text(self, sha256: str) -> str:
        return self._new_texts[sha256] if sha256 in self._new_texts else self._stored_text(sha256)


def _sealed(head: Head, event: Event, recorded_at: str, actor: str) -> Recorded:
    type_ = TYPES[type(event)]
    return seal(
        head,
        type_=type_,
        version=current_version(type_),
        recorded_at=recorded_at,
        actor=actor,
        payload=canonical_json(payload_of(event)),
    )


def _known_before(connection: Connection, events: Sequence[Event]) -> Projection:
    """The part of the projection that these events touch."""
    is_framed = any(isinstance(event, DossierChanged) for event in events)
    documents = _documents(connection, {id_ for event in events if (id_ := _document_id(event))})
    reviewed = {event.review.statement for event in events if isinstance(event, StatementReviewed)}
    # a statement of a document that is new cannot be known: its id is made from the document's
    coded = {
        event.statement.id for event in events if isinstance(event, StatementCoded) and event.statement.doc in documents
    }
    statements = list(queries.rows_by_id(connection, StatementRow, reviewed | coded))
    documents |= _documents(connection, {row.document for row in statements} - set(documents))
    return Projection(
        dossiers=queries.rows(connection, DossierRow) if is_framed else (),
        documents=documents.values(),
        statements=statements,
    )


def _documents(connection: Connection, ids: set[str]) -> dict[str, DocumentRow]:
    return {row.id: row for row in queries.rows_by_id(connection, DocumentRow, ids)}


def _document_id(event: Event) -> str | None:
    match event:
        case DocumentAdded(document, _):
            return document.id
        case DocumentDelivered(document_id, _):
            return document_id
        case StatementCoded(statement):
            return statement.doc
        case _:
            return None
