"""Appending: admits events one by one, each in sight of those before it, then writes them all at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

from sqlalchemy import Connection

from detente.errors import LedgerError, RefusedReviewError, UnknownStatementError
from detente.ledger import queries
from detente.ledger.admission import admit
from detente.ledger.chain import Head, Recorded, canonical_json, seal
from detente.ledger.clock import next_instant
from detente.ledger.events import (
    TYPES,
    ContestResolved,
    DocumentAdded,
    DocumentCoded,
    DocumentDated,
    DocumentDelivered,
    DocumentNoted,
    DocumentWithdrawn,
    DossierChanged,
    Event,
    NoteReviewed,
    SourceGraded,
    StatementCoded,
    StatementReviewed,
    StatementsRemade,
    contents_of,
    payload_of,
)
from detente.ledger.likeness import LEAST_LIKENESS, bands, likeness
from detente.ledger.rows import DocumentRow, Row
from detente.ledger.upgrades import current_version
from detente.ledger.words import refuse_nul, require_no_nul
from detente.model import Document, DocumentId, Imprint, Kin, Kinship
from detente.model.wire import Wire, imprint_from_wire

_LOOKED_AT = 50
"""With how many documents of shared bands a new one is compared word by word."""


class Append:
    """One append, in one writing transaction."""

    def __init__(self, connection: Connection, events: Sequence[Event], now: datetime, actor: str) -> None:
        for event in events:
            require_no_nul(event)
        refuse_nul("the actor", actor)
        self._connection, self._events, self._now, self._actor = connection, events, now, actor
        self._head = self._before = queries.head(connection)
        self._recorded_at = next_instant(now, self._head.recorded_at)
        self._added: list[tuple[Recorded, str | None]] = []
        self._changed: list[Row] = []
        self._known = queries.known(
            connection,
            {id_ for event in events if (id_ := _document_id(event)) is not None},
            {id_ for event in events for id_ in _statement_ids(event)},
        )
        self._new_contents: dict[str, bytes] = {}
        self._new_bands: dict[str, tuple[int, ...]] = {}
        self._new_grades: dict[tuple[str | None, str | None], str] = {}
        self.text = cache(self._text)
        """The text of a name, stored or new."""

    @property
    def today(self) -> date:
        """The day of the append, in UTC."""
        return self._now.astimezone(UTC).date()

    def record(self) -> tuple[Event, ...]:
        """Writes the events that say something new, and gives them in the form they were recorded in."""
        admitted = [event for asked in self._events if (event := self._admitted(asked)) is not None]
        self._write()
        return tuple(admitted)

    def record_each(self, *, is_rehearsal: bool) -> tuple[Event | LedgerError | None, ...]:
        """Writes the events that say something new and are not refused, and gives what became of each.

        Args:
            is_rehearsal: Whether it is only told, and nothing written.
        """
        became = tuple(map(self._admitted_or_refused, self._events))
        if not is_rehearsal:
            self._write()
        return became

    def _admitted(self, asked: Event) -> Event | None:
        """The event as it is to be recorded, in sight of those before it; None where it says nothing new."""
        event = admit(asked, self._known, self)
        if event is None:
            return None
        self._remember(event)
        payload = payload_of(event)
        sealed = _sealed(self._head, event, self._recorded_at, self._actor, payload)
        self._changed += self._known.apply(sealed, payload)
        self._added.append((sealed, self._document_of(event)))
        self._head = Head(sealed.seq, sealed.hash, self._recorded_at)
        return event

    def _admitted_or_refused(self, asked: Event) -> Event | LedgerError | None:
        try:
            return self._admitted(asked)
        except (RefusedReviewError, UnknownStatementError) as error:
            return error

    def _write(self) -> None:
        if self._added:
            queries.append(self._connection, self._added, self._new_contents)
            queries.write(self._connection, self._changed, after=self._before.seq)

    def with_kin(self, event: DocumentAdded) -> DocumentAdded:
        """The event with the earlier documents that its document is nearly the same as."""
        document, own = event.document, bands(event.document.text)
        shared = [id_ for id_, theirs in self._new_bands.items() if not set(own).isdisjoint(theirs)]
        shared += queries.documents_sharing(self._connection, own, _LOOKED_AT)
        rows = {row.id: row for row in queries.rows_of(self._connection, DocumentRow, "id", shared)}
        rows |= {id_: self._known.documents[id_] for id_ in shared if id_ in self._known.documents}
        kinships = []
        for id_, row in rows.items():
            share = likeness(document.text, self.text(row.text_sha256))
            if share >= LEAST_LIKENESS:
                kind = _kind(document, imprint_from_wire(json.loads(row.wire)))
                kinships.append(Kinship(DocumentId(id_), kind, share))
        kinships.sort(key=lambda kinship: (-kinship.likeness, kinship.of))
        return replace(event, kinships=tuple(kinships), bands=own)

    def grade(self, source: str | None, document: str | None) -> str | None:
        """The grade that a source or a report has."""
        if (source, document) in self._new_grades:
            return self._new_grades[source, document]
        return queries.grade_now(self._connection, source, document)

    def dossier_at(self, seq: int) -> str | None:
        """The SHA-256 of the dossier that was in force at an event."""
        return queries.dossier_key(self._connection, seq)

    def _text(self, sha256: str) -> str:
        new = self._new_contents.get(sha256)
        return queries.require_text(self._connection, sha256) if new is None else new.decode()

    def _remember(self, event: Event) -> None:
        self._new_contents |= contents_of(event)
        match event:
            case DocumentAdded(document):
                self._new_bands[document.id] = event.bands
            case SourceGraded(grade, _, source, document_id):
                self._new_grades[source, document_id] = str(grade)

    def _document_of(self, event: Event) -> str | None:
        about = _document_id(event)
        if about is None and not isinstance(event, ContestResolved):  # which may span documents
            about = next((self._known.statements[id_].document for id_ in _statement_ids(event)), None)
        return about


def _sealed(head: Head, event: Event, recorded_at: str, actor: str, payload: Wire) -> Recorded:
    type_ = TYPES[type(event)]
    return seal(
        head,
        type_=type_,
        version=current_version(type_),
        recorded_at=recorded_at,
        actor=actor,
        payload=canonical_json(payload),
    )


def _kind(document: Document, other: Imprint) -> Kin:
    if document.url is not None and document.url == other.url:
        return Kin.VERSION
    is_one_publisher = document.publisher is not None and document.publisher == other.publisher
    is_one_name = document.name == other.name or (document.title is not None and document.title == other.title)
    return Kin.VERSION if is_one_publisher and is_one_name else Kin.COPY


def _document_id(event: Event) -> str | None:
    match event:
        case StatementCoded(statement):
            return statement.doc
        case DocumentAdded(document):
            return document.id
        case DocumentDelivered(document_id) | DocumentWithdrawn(document_id) | DocumentCoded(document_id):
            return document_id
        case DocumentDated(document_id) | DocumentNoted(document_id) | NoteReviewed(document_id):
            return document_id
        case SourceGraded(_, _, _, document_id):
            return document_id
        case DossierChanged() | StatementReviewed() | StatementsRemade() | ContestResolved():
            return None


def _statement_ids(event: Event) -> Sequence[str]:
    match event:
        case StatementReviewed(review):
            return (review.statement,)
        case StatementsRemade(reviews):
            return [review.statement for review in reviews]
        case ContestResolved(_, statements):
            return statements
        case _:
            return ()
