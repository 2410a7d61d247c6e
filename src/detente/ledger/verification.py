"""Verification: whether a ledger is still what was recorded, and where it is not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection

from detente.errors import DamagedLedgerError
from detente.ledger import queries, schema
from detente.ledger.chain import Head, Recorded, breaks
from detente.ledger.projection import DocumentRow, DossierRow, Projection, StatementRow
from detente.ledger.sqlite import SqliteStore


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
    """One pass over a ledger: chain, replay, quotes, texts, then tables against the replay."""

    def __init__(self, connection: Connection, translated: Callable[[], AbstractContextManager[None]]) -> None:
        self._connection, self._translated = connection, translated
        self._text_of = lru_cache(maxsize=64)(lambda sha256: queries.text(connection, sha256))
        self.replayed = Projection()
        self.head = Head()
        self.n_events = 0

    def findings(self) -> Iterator[Finding]:
        """Everything wrong, found as the pass goes on."""
        for part in (self._events, self._texts, self._tables):
            try:
                with self._translated():
                    yield from part()
            except DamagedLedgerError as error:
                yield Finding("database", str(error))

    def _events(self) -> Iterator[Finding]:
        for event in queries.recorded(self._connection):
            place = f"event {event.seq}"
            self.n_events += 1
            for what in breaks(self.head, event):
                yield Finding(place, what)
            self.head = Head(event.seq, event.hash, event.recorded_at) if event.is_well_formed else self.head
            yield from self._replay(event, place)

    def _replay(self, event: Recorded, place: str) -> Iterator[Finding]:
        try:
            for row in self.replayed.apply(event):
                if isinstance(row, StatementRow) and not self._is_quoted(row):
                    yield Finding(f"{place}, statement {row.id}", "its quote is not in the text of its document")
                if isinstance(row, DossierRow | DocumentRow) and self._text_of(row.text_sha256) is None:
                    yield Finding(place, f"the text {row.text_sha256} that it names is missing")
        except DamagedLedgerError as error:
            yield Finding(place, str(error))
        except (KeyError, TypeError, ValueError) as error:
            yield Finding(place, f"its payload cannot be read: {type(error).__name__} {error}")

    def _is_quoted(self, row: StatementRow) -> bool:
        text = self._text_of(self.replayed.documents[row.document].text_sha256)
        return text is not None and text[row.start : row.end] == json.loads(row.wire)["quote"]

    def _texts(self) -> Iterator[Finding]:
        owners = {row.text_sha256: f"document {row.id}" for row in self.replayed.documents.values()}
        for sha256, content in queries.all_texts(self._connection):
            if _sha256(content) != sha256:
                yield Finding(f"text of {owners.get(sha256, sha256)}", "it was changed after it was recorded")

    def _tables(self) -> Iterator[Finding]:
        for kind, replayed in self.replayed.rows.items():
            missing, name = dict(replayed), schema.PROJECTIONS[kind].name
            for row in queries.rows(self._connection, kind):
                if missing.pop(row[0], None) != row:
                    yield Finding(f"{name} {row[0]}", "the table differs from the events")
            for key in missing:
                yield Finding(f"{name} {key}", "the table lacks what the events tell")


def verify(store: SqliteStore) -> Verification:
    """Checks everything that a store holds, in one unchanging state."""
    with store.reading(is_lenient=True) as connection:
        check = Check(connection, store.translated)
        findings = [*check.findings(), *(Finding("database", line) for line in store.check(connection))]
    return Verification(
        findings=tuple(findings),
        events=check.n_events,
        documents=len(check.replayed.documents),
        statements=len(check.replayed.statements),
        head=check.head.hash,
    )


def _sha256(content: str | bytes) -> str:
    """The hash of a text as it is stored, also where damage has made it something else."""
    data = content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest()
