"""Views: what a ledger says about a day of the world, as it was known at a moment; for reading only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from sqlalchemy import ColumnElement, or_

from detente.errors import DamagedLedgerError, UnknownStatementError
from detente.ledger import queries
from detente.ledger.chain import canonical_json
from detente.ledger.clock import instant_from_text
from detente.ledger.families import Families
from detente.ledger.rows import (
    DeliveryRow,
    DocumentRow,
    DossierRow,
    GradeRow,
    KinRow,
    NotingRow,
    ResolutionRow,
    StatementRow,
    WithdrawalRow,
)
from detente.ledger.schema import deliveries, documents, grades, kinships, notings, resolutions, statements, withdrawals
from detente.ledger.store import Store
from detente.model import (
    UNGRADED,
    Document,
    DocumentId,
    Entry,
    Grade,
    Imprint,
    NoteEntry,
    Resolution,
    Statement,
    StatementId,
    Status,
    Verdict,
)
from detente.model.note_wire import note_from_wire, note_to_wire
from detente.model.wire import (
    Wire,
    document_from_wire,
    imprint_from_wire,
    review_from_wire,
    statement_from_wire,
    statement_to_wire,
)

LAST_CHARACTER = "\U0010ffff"
"""Sorts behind every other, so that ids which begin alike are a range."""

Kind = TypeVar("Kind", DeliveryRow, DocumentRow, GradeRow, KinRow, NotingRow, ResolutionRow, WithdrawalRow)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One arrival of a document's bytes: the name it came under, and when it was recorded (UTC)."""

    name: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That a document was withdrawn: the reason, as it was recorded."""

    reason: str


class StoredDocuments(Mapping[DocumentId, Document]):
    """The documents of a view in the order they were recorded; a text is read when it is asked for."""

    def __init__(self, rows: Sequence[DocumentRow], text_of: Callable[[str], str]) -> None:
        self._rows = {DocumentId(row.id): row for row in rows}
        self._text_of = text_of

    def __getitem__(self, document_id: DocumentId) -> Document:
        row = self._rows[document_id]
        text = self._text_of(row.text_sha256)
        with _readable(f"document {document_id}"):
            return document_from_wire(json.loads(row.wire), text)

    def __contains__(self, document_id: object) -> bool:
        return document_id in self._rows

    def __iter__(self) -> Iterator[DocumentId]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class View:
    """A ledger with both times fixed. What is recorded later does not show in it, however late it is asked.

    Attributes:
        as_of: The day of the world asked about; None for all days.
        known_at: The moment whose knowledge is used; None for the present, as it was when the view was made.
    """

    def __init__(self, store: Store, seq: int, *, as_of: date | None = None, known_at: datetime | None = None) -> None:
        self.as_of, self.known_at = as_of, known_at
        self._store, self._seq = store, seq

    @cached_property
    def dossier_text(self) -> str | None:
        """The text of the dossier in force; None where none was recorded yet."""
        return None if self._dossier is None else self._text_of(self._dossier.text_sha256)

    @property
    def dossier_file(self) -> str | None:
        """The path the dossier was read from, as the user gave it."""
        return None if self._dossier is None else self._dossier.file

    @cached_property
    def documents(self) -> Mapping[DocumentId, Document]:
        """Every document known with its text, in the order they were recorded."""
        return StoredDocuments(self._document_rows, self._text_of)

    @cached_property
    def imprints(self) -> Mapping[DocumentId, Imprint]:
        """Every document known without its text, in the order they were recorded."""
        with _readable("a document"):
            return MappingProxyType({DocumentId(row.id): _imprint(row) for row in self._document_rows})

    @cached_property
    def deliveries(self) -> Mapping[DocumentId, tuple[Delivery, ...]]:
        """For each document how often, when and under which names its bytes came in, oldest first."""
        arrived: dict[DocumentId, list[Delivery]] = {}
        with _readable("a delivery"):
            for row in sorted(self._rows(DeliveryRow, deliveries.c.seq)):
                delivery = Delivery(row.name, instant_from_text(row.recorded_at))
                arrived.setdefault(DocumentId(row.document), []).append(delivery)
        return MappingProxyType({document: tuple(several) for document, several in arrived.items()})

    @cached_property
    def withdrawn(self) -> Mapping[DocumentId, Withdrawal]:
        """The documents that their publishers withdrew, and why."""
        found: dict[DocumentId, Withdrawal] = {}
        for row in sorted(self._rows(WithdrawalRow, withdrawals.c.seq)):
            found.pop(DocumentId(row.document), None)
            if row.is_withdrawn:
                found[DocumentId(row.document)] = Withdrawal(row.reason)
        return MappingProxyType(found)

    @cached_property
    def families(self) -> Families:
        """Which documents are versions or copies of one text."""
        return self._families(self._rows(KinRow, kinships.c.seq))

    def grade(self, document: DocumentId) -> Grade:
        """How far a report is trusted: by its own grade, else its publisher's, else F6, which cannot be judged."""
        return self._grade_of(self._imprints_of({document})[document])

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The statements in reading order: documents as recorded, each from its beginning to its end.

        With ``as_of``, those whose date may lie on or before that day, and those without a date.
        """
        return self._made(self._in_order(self._statement_rows()), self.families)

    @cached_property
    def notes(self) -> tuple[NoteEntry, ...]:
        """What documents tell of instruments, rounds and hurdles, in reading order.

        With ``as_of``, that of documents that may have been published by that day, and of those without a date.
        """
        newest = {row.document: row for row in sorted(self._rows(NotingRow, notings.c.seq))}
        families, imprints = self.families, self.imprints
        with _readable("a note"):
            return tuple(
                self._note_entry(row, wire, imprint, families)
                for id_, imprint in imprints.items()
                if (row := newest.get(id_)) is not None and self._may_be_told(imprint)
                for wire in json.loads(row.notes)
            )

    @cached_property
    def resolutions(self) -> tuple[Resolution, ...]:
        """How analysts settled contests, the newest last, whatever the day asked about."""
        with _readable("a resolution"):
            return tuple(map(_resolution, sorted(self._rows(ResolutionRow, resolutions.c.seq))))

    def entries_from(self, document: DocumentId) -> tuple[Entry, ...]:
        """The statements of one document, in the order of its text."""
        return self._made(self._in_order(self._statement_rows(statements.c.document == document)))

    def cell(self, party: str, issue: str) -> tuple[Entry, ...]:
        """The statements of one party on one issue, in reading order."""
        return self._made(
            self._in_order(self._statement_rows(statements.c.party == party, statements.c.issue == issue))
        )

    def newest(self, at_most: int) -> Mapping[tuple[str, str], tuple[Entry, ...]]:
        """For each party and issue the newest statements that count, the newest first; undated ones are left out.

        However many statements there are, it reads no more than it gives, but for those that do not count.

        Args:
            at_most: How many of each.
        """
        with self._store.reading() as connection:
            rows = queries.newest_rows(connection, self._seq, self._day, at_most)
        cells: dict[tuple[str, str], list[Entry]] = {}
        for entry in self._made(rows):
            if entry.counts:
                cells.setdefault((entry.statement.party, entry.statement.issue), []).append(entry)
        return MappingProxyType({cell: tuple(several) for cell, several in sorted(cells.items())})

    def entry(self, id_or_prefix: str) -> Entry:
        """The entry with this id, or the only one whose id begins so.

        Raises:
            UnknownStatementError: No entry of this view begins so, or more than one does.
        """
        rows = (
            self._statement_rows(statements.c.id >= id_or_prefix, statements.c.id < id_or_prefix + LAST_CHARACTER)
            if id_or_prefix and "\0" not in id_or_prefix  # no id holds one, and not every database can be asked
            else []
        )
        if not rows:
            raise UnknownStatementError(f"no statement has the id {id_or_prefix!r}; `detente statements` lists them")
        if len(rows) > 1:
            ids = ", ".join(row.id for row in self._in_order(rows)[:3])
            raise UnknownStatementError(
                f"{len(rows)} statements begin with {id_or_prefix!r} ({ids} ...); give more of the id"
            )
        return self._made(rows)[0]

    def digest(self) -> str:
        """Hex SHA-256 of what the entries say, whatever the order and the moments they were recorded in."""
        said = [
            canonical_json([entry.id, entry.status, statement_to_wire(entry.statement), _reasons(entry)])
            for entry in self.entries
        ]
        said += [canonical_json(["document", id_, id_ in self.withdrawn]) for id_ in self.imprints]
        said += [canonical_json(["note", note_to_wire(entry.note)]) for entry in self.notes]
        said += [
            canonical_json(["resolution", one.contest, one.statements, one.verdict, one.upheld])
            for one in self.resolutions
        ]
        return hashlib.sha256("\n".join(sorted(said)).encode()).hexdigest()

    @property
    def _day(self) -> str | None:
        return None if self.as_of is None else self.as_of.isoformat()

    @cached_property
    def _dossier(self) -> DossierRow | None:
        with self._store.reading() as connection:
            return queries.dossier_row(connection, self._seq)

    @cached_property
    def _document_rows(self) -> Sequence[DocumentRow]:
        return sorted(self._rows(DocumentRow, documents.c.seq), key=lambda row: row.seq)

    @cached_property
    def _grades(self) -> Mapping[tuple[str | None, str | None], Grade]:
        rows = sorted(self._rows(GradeRow, grades.c.seq), key=lambda row: row.seq)
        return {(row.source, row.document): Grade.read(row.grade) for row in rows}

    def _rows(self, kind: type[Kind], seq: ColumnElement[int]) -> list[Kind]:
        with self._store.reading() as connection:
            return list(queries.rows(connection, kind, seq <= self._seq))

    def _statement_rows(self, *conditions: ColumnElement[bool]) -> list[StatementRow]:
        until = [] if self._day is None else [_may_be_by(self._day)]
        with self._store.reading() as connection:
            return list(queries.statement_rows(connection, self._seq, *conditions, *until))

    def _rows_of(self, ids: Collection[str]) -> Mapping[str, DocumentRow]:
        """The rows of some documents; where all are read already, those."""
        if "_document_rows" in self.__dict__:
            return {row.id: row for row in self._document_rows if row.id in ids}
        with self._store.reading() as connection:
            return {row.id: row for row in queries.rows_of(connection, DocumentRow, "id", ids)}

    def _imprints_of(self, ids: Collection[str]) -> Mapping[DocumentId, Imprint]:
        with _readable("a document"):
            return {DocumentId(id_): _imprint(row) for id_, row in self._rows_of(ids).items()}

    def _in_order(self, rows: Sequence[StatementRow]) -> Sequence[StatementRow]:
        places = {id_: row.seq for id_, row in self._rows_of({row.document for row in rows}).items()}
        return sorted(rows, key=lambda row: (places[row.document], row.start, row.end, row.id))

    def _families_among(self, ids: Collection[str]) -> Families:
        """The families of some documents; where all are known already, those."""
        if "families" in self.__dict__:
            return self.families
        with self._store.reading() as connection:
            return self._families(queries.kin_rows(connection, self._seq, ids))

    def _families(self, rows: Sequence[KinRow]) -> Families:
        return Families.of(rows, self._imprints_of({id_ for row in rows for id_ in (row.document, row.of)}))

    def _made(self, rows: Sequence[StatementRow], families: Families | None = None) -> tuple[Entry, ...]:
        told = {row.document for row in rows}
        families = families or self._families_among(told)
        firsts = {families.first(DocumentId(id_)) for id_ in told if DocumentId(id_) in families.members}
        imprints = self._imprints_of(told | firsts)
        with _readable("a statement"):
            return tuple(self._entry(row, imprints, families) for row in rows)

    def _entry(self, row: StatementRow, imprints: Mapping[DocumentId, Imprint], families: Families) -> Entry:
        document = imprints[DocumentId(row.document)]
        return Entry(
            id=StatementId(row.id),
            statement=_statement(row.wire),
            status=Status(row.status),
            published=document.published,
            publisher=document.publisher,
            recorded_at=instant_from_text(row.recorded_at),
            reviews=tuple(review_from_wire(wire) for wire in json.loads(row.reviews)) if row.reviews != "[]" else (),
            coded=None if row.coded is None else _statement(row.coded),
            parents=tuple(map(StatementId, json.loads(row.parents))) if row.parents != "[]" else (),
            origin=_origin(document, imprints, families),
            is_withdrawn=document.id in self.withdrawn,
            grade=self._grade_of(document),
        )

    def _note_entry(self, row: NotingRow, wire: Wire, document: Imprint, families: Families) -> NoteEntry:
        return NoteEntry(
            note=note_from_wire(wire),
            published=document.published,
            publisher=document.publisher,
            recorded_at=instant_from_text(row.recorded_at),
            origin=_origin(document, self.imprints, families),
            is_withdrawn=document.id in self.withdrawn,
            grade=self._grade_of(document),
        )

    def _may_be_told(self, document: Imprint) -> bool:
        return self.as_of is None or document.published is None or document.published.earliest <= self.as_of

    def _grade_of(self, document: Imprint) -> Grade:
        own = self._grades.get((None, document.id))
        if own is not None or document.publisher is None:
            return own or UNGRADED
        return self._grades.get((document.publisher, None), UNGRADED)

    def _text_of(self, sha256: str) -> str:
        with self._store.reading() as connection:
            return queries.require_text(connection, sha256)


def _may_be_by(day: str) -> ColumnElement[bool]:
    return or_(statements.c.earliest.is_(None), statements.c.earliest <= day)


@contextmanager
def _readable(what: str) -> Iterator[None]:
    """Tells a row that was changed by hand or by a failing disk from a bug."""
    try:
        yield
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedLedgerError(f"{what} cannot be read as it is stored; `detente verify` names the place") from error


def _imprint(row: DocumentRow) -> Imprint:
    return imprint_from_wire(json.loads(row.wire))


def _statement(wire: str) -> Statement:
    return statement_from_wire(json.loads(wire))


def _resolution(row: ResolutionRow) -> Resolution:
    return Resolution(
        contest=row.contest,
        statements=tuple(map(StatementId, json.loads(row.statements))),
        verdict=Verdict(row.verdict),
        upheld=tuple(map(StatementId, json.loads(row.upheld))),
        reason=row.reason,
        source=row.source,
        analyst=row.analyst,
        recorded_at=instant_from_text(row.recorded_at),
    )


def _origin(document: Imprint, imprints: Mapping[DocumentId, Imprint], families: Families) -> str | None:
    if document.id not in families.members:
        return None
    first = imprints[families.first(document.id)]
    return first.publisher or f"document {first.id}"


def _reasons(entry: Entry) -> list[list[object]]:
    return [[review.decision, review.reason, review.reviewer, dict(review.changes)] for review in entry.reviews]
