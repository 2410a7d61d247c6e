"""Views: what a ledger says about a day of the world, as it was known at a moment; for reading only."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property, partial
from types import MappingProxyType
from typing import TypeVar

from sqlalchemy import ColumnElement, or_

from detente.errors import UnknownStatementError
from detente.ledger import queries
from detente.ledger.clock import instant_from_text
from detente.ledger.families import Families
from detente.ledger.grading import Grading, outlets_in
from detente.ledger.rows import (
    DatingRow,
    DeliveryRow,
    DocumentRow,
    DossierRow,
    GradeRow,
    KinRow,
    NoteReviewRow,
    NotingRow,
    ResolutionRow,
    Row,
    StatementRow,
    WithdrawalRow,
)
from detente.ledger.schema import PROJECTIONS, documents, statements
from detente.ledger.standing import noter_of
from detente.ledger.store import Store
from detente.ledger.stored import Dating, Delivery, StoredDocuments, Withdrawal, dated, readable
from detente.ledger.telling import (
    DocumentStanding,
    digest_of,
    entry_of,
    imprint_of,
    merged,
    note_entry_of,
    noted,
    origin_of,
    resolution_of,
)
from detente.model import (
    Document,
    DocumentId,
    Entry,
    Grade,
    Imprint,
    Note,
    NoteEntry,
    NoteReview,
    Resolution,
    is_hand,
)
from detente.model.note_wire import note_from_wire
from detente.model.outlets import NO_OUTLETS

LAST_CHARACTER = "\U0010ffff"
"""Sorts behind every other, so that ids which begin alike are a range."""

Kind = TypeVar("Kind", bound=Row)

_OF_ANY_DAY = frozenset(
    {"dossier_text", "_dossier", "documents", "imprints", "deliveries", "withdrawn", "datings", "families",
     "resolutions", "_document_rows", "_grading", "_note_reviews"}
)  # fmt: skip
"""What a view has found that does not depend on the day of the world."""
_MOST_BETWEEN, _MOST_CHANGED = 20_000, 2_000
"""With more events, or documents with something new, between two views, each is read by itself."""


class View:
    """A ledger with both times fixed. What is recorded later does not show in it, however late it is asked.

    Attributes:
        as_of: The day of the world asked about; None for all days.
        known_at: The moment whose knowledge is used; None for the present, as it was when the view was made.
        seq: The number of the last event that it knows; 0 for none.
    """

    def __init__(self, store: Store, seq: int, *, as_of: date | None = None, known_at: datetime | None = None) -> None:
        self.as_of, self.known_at = as_of, known_at
        self._store, self.seq = store, seq
        self._whole: View | None = None

    def on(self, day: date) -> View:
        """The same ledger as it tells of the world up to a day, of what is read here already.

        Raises:
            ValueError: This view is of a day itself.
        """
        if self.as_of is not None:
            raise ValueError(f"a view of {self.as_of} cannot tell of other days")
        view = View(self._store, self.seq, as_of=day, known_at=self.known_at)
        view.__dict__ |= {name: value for name, value in self.__dict__.items() if name in _OF_ANY_DAY}
        view._whole = self
        return view

    def take_over(self, other: View) -> None:
        """Takes what another view of this ledger has read; only what was recorded between the two is read.

        Nothing is taken from or by a view of a day, or where too much lies between.
        """
        if self.as_of is not None or other.as_of is not None or "entries" not in other.__dict__:
            return
        after, until = sorted((self.seq, other.seq))
        with self._store.reading() as connection:
            changed = queries.changed_between(connection, after, until) if until - after <= _MOST_BETWEEN else None
            if changed is None or len(changed) > _MOST_CHANGED:
                return
            added = queries.rows(connection, DocumentRow, documents.c.seq > other.seq, documents.c.seq <= self.seq)
            rows = [row for row in other._document_rows if row.seq <= self.seq] + sorted(added, key=lambda row: row.seq)
        known = {id_: imprint for id_, imprint in other.imprints.items() if id_ not in changed}
        with readable("a document"):
            imprints = {(id_ := DocumentId(row.id)): known.get(id_) or self._imprint_of(row) for row in rows}
        self.__dict__ |= {"_document_rows": rows, "imprints": MappingProxyType(imprints)}
        for families in (self.families, other.families):  # a version that came or went changes who printed it first
            changed |= {member for id_ in tuple(changed) for member in families.members.get(DocumentId(id_), ())}
        made = self._made(self._in_order(self._rows_about(changed)), self.families)
        places = {row.id: row.seq for row in rows}
        self.__dict__["entries"] = merged(other.entries, made, changed, places, lambda entry: entry.statement.doc)
        if "notes" in other.__dict__:
            notes = self._notes_of(self._notings_about(changed))
            self.__dict__["notes"] = merged(other.notes, notes, changed, places, lambda entry: entry.note.doc)

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
        return StoredDocuments(self._document_rows, self._text_of, self.datings)

    @cached_property
    def imprints(self) -> Mapping[DocumentId, Imprint]:
        """Every document known without its text, in the order they were recorded."""
        with readable("a document"):
            return MappingProxyType({DocumentId(row.id): self._imprint_of(row) for row in self._document_rows})

    @cached_property
    def deliveries(self) -> Mapping[DocumentId, tuple[Delivery, ...]]:
        """For each document how often, when and under which names its bytes came in, oldest first."""
        arrived: dict[DocumentId, list[Delivery]] = {}
        with readable("a delivery"):
            for row in sorted(self._rows(DeliveryRow)):
                delivery = Delivery(row.name, instant_from_text(row.recorded_at))
                arrived.setdefault(DocumentId(row.document), []).append(delivery)
        return MappingProxyType({document: tuple(several) for document, several in arrived.items()})

    @cached_property
    def withdrawn(self) -> Mapping[DocumentId, Withdrawal]:
        """The documents that their publishers withdrew, and why."""
        found: dict[DocumentId, Withdrawal] = {}
        for row in sorted(self._rows(WithdrawalRow)):
            found.pop(DocumentId(row.document), None)
            if row.is_withdrawn:
                found[DocumentId(row.document)] = Withdrawal(row.reason)
        return MappingProxyType(found)

    @cached_property
    def datings(self) -> Mapping[DocumentId, Dating]:
        """The documents that analysts gave their day afterwards; of several the last stands."""
        with readable("a day"):
            return MappingProxyType({DocumentId(row.document): Dating.of(row) for row in sorted(self._rows(DatingRow))})

    @cached_property
    def families(self) -> Families:
        """Which documents are versions or copies of one text."""
        return self._families(self._rows(KinRow))

    def grade(self, document: DocumentId) -> Grade:
        """How far a report is trusted: by its own grade, else its publisher's, else F6, which cannot be judged."""
        return self._grading.of_document(self._imprints_of({document})[document])

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The statements in reading order: documents as recorded, each from its beginning to its end.

        With ``as_of``, those whose date may lie on or before that day, and those without a date.
        """
        if self._whole is not None and self.as_of is not None:
            return tuple(entry for entry in self._whole.entries if entry.by(self.as_of) is not None)
        return self._made(self._in_order(self._statement_rows()), self.families)

    def noted_by(self, document: DocumentId, coder: str) -> tuple[Note, ...]:
        """What an analyst noted of a document by hand, rejected or not, in the order it was noted."""
        rows = [row for row in self._notings_about({document}) if row.coder == coder]
        return tuple(note_from_wire(wire) for wire in json.loads(max(rows).notes)) if rows else ()

    @cached_property
    def notes(self) -> tuple[NoteEntry, ...]:
        """What documents tell of instruments, rounds and hurdles, in reading order.

        With ``as_of``, that of documents that may have been published by that day, and of those without a date.
        """
        return self._notes_of(self._rows(NotingRow))

    @cached_property
    def resolutions(self) -> tuple[Resolution, ...]:
        """How analysts settled contests, the newest last, whatever the day asked about."""
        with readable("a resolution"):
            return tuple(map(resolution_of, sorted(self._rows(ResolutionRow))))

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
            rows = queries.newest_rows(connection, self.seq, self._day, at_most)
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

    def note(self, id_or_prefix: str) -> NoteEntry:
        """The note with this id, or the only one whose id begins so.

        Raises:
            UnknownStatementError: No note of this view begins so, or more than one does.
        """
        found = [entry for entry in self.notes if id_or_prefix and entry.id.startswith(id_or_prefix)]
        if not found:
            raise UnknownStatementError(
                f"no note has the id {id_or_prefix!r}; `detente instruments`, `rounds` and `ratification` show them"
            )
        if len({entry.id for entry in found}) > 1:
            raise UnknownStatementError(f"{len(found)} notes begin with {id_or_prefix!r}; give more of the id")
        return found[0]

    def digest(self) -> str:
        """Hex SHA-256 of what the entries say, whatever the order and the moments they were recorded in."""
        are_withdrawn = {id_: id_ in self.withdrawn for id_ in self.imprints}
        return digest_of(self.entries, self.notes, self.resolutions, are_withdrawn, self.datings)

    @property
    def _day(self) -> str | None:
        return None if self.as_of is None else self.as_of.isoformat()

    @cached_property
    def _dossier(self) -> DossierRow | None:
        with self._store.reading() as connection:
            return queries.dossier_row(connection, self.seq)

    @cached_property
    def _document_rows(self) -> Sequence[DocumentRow]:
        return sorted(self._rows(DocumentRow), key=lambda row: row.seq)

    @cached_property
    def _grading(self) -> Grading:
        return Grading(self._rows(GradeRow), NO_OUTLETS if self.dossier_text is None else outlets_in(self.dossier_text))

    @cached_property
    def _note_reviews(self) -> Mapping[str, tuple[NoteReview, ...]]:
        found: dict[str, list[NoteReview]] = {}
        for row in sorted(self._rows(NoteReviewRow)):
            review = NoteReview(row.is_rejected, row.reason, row.analyst, instant_from_text(row.recorded_at))
            found.setdefault(row.note, []).append(review)
        return {note: tuple(reviews) for note, reviews in found.items()}

    def _rows(self, kind: type[Kind]) -> list[Kind]:
        with self._store.reading() as connection:
            return list(queries.rows(connection, kind, PROJECTIONS[kind].c.seq <= self.seq))

    def _statement_rows(self, *conditions: ColumnElement[bool]) -> list[StatementRow]:
        until = [] if self._day is None else [_may_be_by(self._day)]
        with self._store.reading() as connection:
            return list(queries.statement_rows(connection, self.seq, *conditions, *until))

    def _rows_about(self, ids: Collection[str]) -> list[StatementRow]:
        with self._store.reading() as connection:
            found = queries.rows_of(connection, StatementRow, "document", ids)
            return [row for row in found if row.since <= self.seq < row.until]

    def _notings_about(self, ids: Collection[str]) -> list[NotingRow]:
        with self._store.reading() as connection:
            return [row for row in queries.rows_of(connection, NotingRow, "document", ids) if row.seq <= self.seq]

    def _rows_of(self, ids: Collection[str]) -> Mapping[str, DocumentRow]:
        """The rows of some documents; where all are read already, those."""
        if "_document_rows" in self.__dict__:
            return {row.id: row for row in self._document_rows if row.id in ids}
        with self._store.reading() as connection:
            return {row.id: row for row in queries.rows_of(connection, DocumentRow, "id", ids)}

    def _imprints_of(self, ids: Collection[str]) -> Mapping[DocumentId, Imprint]:
        with readable("a document"):
            return {DocumentId(id_): self._imprint_of(row) for id_, row in self._rows_of(ids).items()}

    def _imprint_of(self, row: DocumentRow) -> Imprint:
        return dated(imprint_of(row), self.datings)

    def _in_order(self, rows: Sequence[StatementRow]) -> Sequence[StatementRow]:
        places = {id_: row.seq for id_, row in self._rows_of({row.document for row in rows}).items()}
        return sorted(rows, key=lambda row: (places[row.document], row.start, row.end, row.id))

    def _families_among(self, ids: Collection[str]) -> Families:
        """The families of some documents; where all are known already, those."""
        if "families" in self.__dict__:
            return self.families
        with self._store.reading() as connection:
            return self._families(queries.kin_rows(connection, self.seq, ids))

    def _families(self, rows: Sequence[KinRow]) -> Families:
        return Families.of(rows, self._imprints_of({id_ for row in rows for id_ in (row.document, row.of)}))

    def _made(self, rows: Sequence[StatementRow], families: Families | None = None) -> tuple[Entry, ...]:
        told = {row.document for row in rows}
        families = families or self._families_among(told)
        firsts = {families.first(DocumentId(id_)) for id_ in told if DocumentId(id_) in families.members}
        imprints = self._imprints_of(told | firsts)
        standings = {
            id_: (imprints[id_], origin_of(imprints[id_], imprints, families), self._standing(imprints[id_]))
            for id_ in map(DocumentId, told)
        }
        with readable("a statement"):
            return tuple(entry_of(row, *standings[DocumentId(row.document)]) for row in rows)

    def _standing(self, document: Imprint) -> DocumentStanding:
        return DocumentStanding(document.id in self.withdrawn, partial(self._grading.of_told, document))

    def _notes_of(self, rows: Sequence[NotingRow]) -> tuple[NoteEntry, ...]:
        newest = {(row.document, noter_of(row.coder)): row for row in sorted(rows)}
        by_document: dict[str, list[NotingRow]] = {}
        for row in sorted(newest.values(), key=lambda row: (is_hand(row.coder), row.seq)):
            by_document.setdefault(row.document, []).append(row)
        families, imprints = self.families, self.imprints
        with readable("a note"):
            return tuple(
                note_entry_of(
                    row,
                    note,
                    imprint,
                    origin_of(imprint, imprints, families),
                    self._standing(imprint),
                    self._note_reviews,
                )
                for id_, imprint in imprints.items()
                if id_ in by_document and self._may_be_told(imprint)
                for note, row in noted(by_document[id_])
            )

    def _may_be_told(self, document: Imprint) -> bool:
        return self.as_of is None or document.published is None or document.published.earliest <= self.as_of

    def _text_of(self, sha256: str) -> str:
        with self._store.reading() as connection:
            return queries.require_text(connection, sha256)


def _may_be_by(day: str) -> ColumnElement[bool]:
    return or_(statements.c.earliest.is_(None), statements.c.earliest <= day)
