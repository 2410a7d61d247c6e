"""Verification: whether a ledger is still what was recorded, and where it is not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from detente.errors import DamagedLedgerError
from detente.ledger import queries, schema
from detente.ledger.chain import Head, Recorded, breaks
from detente.ledger.filing import is_about
from detente.ledger.packing import unpacked
from detente.ledger.projection import Projection
from detente.ledger.rows import DocumentRow, DossierRow, Key, NotingRow, Row, StatementRow, key_of_row
from detente.ledger.store import Store

OnEvents = Callable[[int], None]
"""Is told how many events were checked so far."""
_EVENTS_A_REPORT = 1000
_SHOWN_KEY = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was recorded: its place (an event, a text, a row) and what is wrong."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a check of the whole ledger found.

    Attributes:
        findings: Everything wrong, in the order of the events, then texts, then tables.
        events, documents, statements: How many were checked.
        head: The hash of the last event. Kept elsewhere, it proves that no end was cut off.
    """

    findings: tuple[Finding, ...]
    events: int
    documents: int
    statements: int
    head: str

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


class Check:
    """One pass over a ledger: chain, contents, then each document's events against its rows and quotes.

    Never more than one document's events and rows are in memory.
    """

    def __init__(self, connection: Connection, store: Store, on_events: OnEvents | None) -> None:
        self._connection, self._store, self._on_events = connection, store, on_events
        self._text_of = lru_cache(maxsize=8)(self._text)
        self.head, self.n_events, self.n_documents, self.n_statements = Head(), 0, 0, 0

    def findings(self) -> Iterator[Finding]:
        """Everything wrong, found as the pass goes on."""
        for part in (self._chain, self._contents, self._documents, self._strangers):
            try:
                # PostgreSQL answers nothing more after an error, but for what is asked behind a savepoint
                with self._store.translated(), self._connection.begin_nested():
                    yield from part()
            except DamagedLedgerError as error:
                yield Finding("database", str(error))

    def _chain(self) -> Iterator[Finding]:
        for event, document in queries.recorded_about(self._connection):
            place = f"event {event.seq}"
            self.n_events += 1
            for what in breaks(self.head, event):
                yield Finding(place, what)
            if event.is_well_formed:
                self.head = Head(event.seq, event.hash, event.recorded_at)
                if not is_about(event, document):
                    yield Finding(place, "it is filed under another document than it tells of")
            if self._on_events is not None and self.n_events % _EVENTS_A_REPORT == 0:
                self._on_events(self.n_events)

    def _contents(self) -> Iterator[Finding]:
        for sha256, data in queries.all_contents(self._connection):
            if _sha256(data) != sha256:
                yield Finding(f"content {sha256}", "it was changed after it was recorded")

    def _documents(self) -> Iterator[Finding]:
        for document, events in queries.parts(self._connection):
            expected: dict[Key, Row] = {}
            projection = Projection()
            for event in events:
                yield from self._replay(event, projection, expected)
            self.n_documents += len(projection.documents)
            self.n_statements += len(projection.statements)
            yield from self._against_tables(document, expected)

    def _replay(self, event: Recorded, projection: Projection, expected: dict[Key, Row]) -> Iterator[Finding]:
        place = f"event {event.seq}"
        try:
            for row in projection.apply(event):
                expected[key_of_row(row)] = row
                yield from self._proofs(row, projection, place)
        except DamagedLedgerError as error:
            yield Finding(place, str(error))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            yield Finding(place, f"its payload cannot be read: {type(error).__name__} {error}")

    def _proofs(self, row: Row, projection: Projection, place: str) -> Iterator[Finding]:
        match row:
            case StatementRow():
                text = self._text_of(projection.documents[row.document].text_sha256)
                if text is None or text[row.start : row.end] != json.loads(row.wire)["quote"]:
                    yield Finding(f"{place}, statement {row.id}", "its quote is not in the text of its document")
            case NotingRow():
                text = self._text_of(projection.documents[row.document].text_sha256)
                for note in json.loads(row.notes):
                    if text is None or text[note["start"] : note["end"]] != note["quote"]:
                        yield Finding(f"{place}, {note['kind']}", "its quote is not in the text of its document")
            case DossierRow() | DocumentRow():
                names = [("text", row.text_sha256)]
                if isinstance(row, DocumentRow) and row.has_bytes:
                    names.append(("content", json.loads(row.wire)["sha256"]))
                for kind, sha256 in names:
                    if not queries.has_content(self._connection, sha256):
                        yield Finding(place, f"the {kind} {sha256} that it names is missing")
            case _:
                return

    def _against_tables(self, document: str | None, expected: dict[Key, Row]) -> Iterator[Finding]:
        for row in queries.rows_about(self._connection, document):
            kind, key = key_of_row(row)
            if expected.pop((kind, key), None) != row:
                yield Finding(_named(kind, key), "the table differs from the events")
        for kind, key in expected:
            yield Finding(_named(kind, key), "the table lacks what the events tell")

    def _strangers(self) -> Iterator[Finding]:
        """Rows of documents that no event tells of."""
        for kind, document in queries.documents_without_events(self._connection):
            yield Finding(f"{schema.PROJECTIONS[kind].name} of {document}", "the table differs from the events")

    def _text(self, sha256: str) -> str | None:
        try:
            data = queries.content(self._connection, sha256)
            return None if data is None else data.decode()
        except ValueError:
            return None


def verify(store: Store, on_events: OnEvents | None = None) -> Verification:
    """Checks everything that a store holds, in one unchanging state."""
    with store.reading(is_lenient=True) as connection:
        check = Check(connection, store, on_events)
        findings = [*check.findings(), *(Finding("database", line) for line in store.check(connection))]
    return Verification(
        findings=tuple(findings),
        events=check.n_events,
        documents=check.n_documents,
        statements=check.n_statements,
        head=check.head.hash,
    )


def _named(kind: type[Any], key: Sequence[object]) -> str:
    shown = [str(part)[:_SHOWN_KEY] for part in key]
    if kind is StatementRow:
        return f"statement {shown[0]} since event {shown[1]}"
    return f"{schema.PROJECTIONS[kind].name} {' '.join(shown)}"


def _sha256(data: object) -> str | None:
    """The hash of a content as it is stored, also where damage has made it something else."""
    try:
        return hashlib.sha256(unpacked(data)).hexdigest()
    except ValueError:
        return None
