"""Telling: rows made into what a view tells of statements, notes and verdicts."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from detente.ledger.chain import canonical_json
from detente.ledger.clock import instant_from_text
from detente.ledger.families import Families
from detente.ledger.rows import DocumentRow, NotingRow, ResolutionRow, StatementRow
from detente.ledger.stored import Dating
from detente.model import (
    DocumentId,
    Entry,
    Grade,
    Imprint,
    Note,
    NoteEntry,
    NoteReview,
    Resolution,
    Statement,
    StatementId,
    Status,
    Verdict,
)
from detente.model.note_wire import note_from_wire, note_to_wire
from detente.model.wire import imprint_from_wire, review_from_wire, statement_from_wire, statement_to_wire

Told = TypeVar("Told", Entry, NoteEntry)


@dataclass(frozen=True, slots=True)
class DocumentStanding:
    """What a ledger makes of a document.

    Attributes:
        is_withdrawn: Whether its publisher withdrew it.
        graded: How far something is trusted that it tells through these tellers, and by which of them.
    """

    is_withdrawn: bool
    graded: Callable[[tuple[str, ...]], tuple[Grade, tuple[str, ...]]]


def entry_of(row: StatementRow, document: Imprint, origin: str | None, standing: DocumentStanding) -> Entry:
    """The statement of a row."""
    statement = _statement(row.wire)
    grade, graded_by = standing.graded(statement.reported_by)
    return Entry(
        id=StatementId(row.id),
        statement=statement,
        status=Status(row.status),
        published=document.published,
        publisher=document.publisher,
        recorded_at=instant_from_text(row.recorded_at),
        reviews=tuple(review_from_wire(wire) for wire in json.loads(row.reviews)) if row.reviews != "[]" else (),
        coded=None if row.coded is None else _statement(row.coded),
        parents=tuple(map(StatementId, json.loads(row.parents))) if row.parents != "[]" else (),
        origin=origin,
        is_withdrawn=standing.is_withdrawn,
        grade=grade,
        graded_by=graded_by,
    )


def noted(rows: Sequence[NotingRow]) -> list[tuple[Note, NotingRow]]:
    """The notes of a document, each with its row; of several with one id that of the last row.

    Args:
        rows: The notings that hold, programs' before those by hand, these in the order they were recorded.
    """
    told = [(note_from_wire(wire), row) for row in rows for wire in json.loads(row.notes)]
    if len(rows) == 1:
        return told
    found = {note.id: (note, row) for note, row in told}
    return sorted(found.values(), key=lambda each: (each[0].quote.start, each[0].quote.end))


def note_entry_of(
    row: NotingRow,
    note: Note,
    document: Imprint,
    origin: str | None,
    standing: DocumentStanding,
    reviews: Mapping[str, tuple[NoteReview, ...]],
) -> NoteEntry:
    """One note of a row."""
    return NoteEntry(
        note=note,
        published=document.published,
        publisher=document.publisher,
        recorded_at=instant_from_text(row.recorded_at),
        coder=row.coder,
        origin=origin,
        is_withdrawn=standing.is_withdrawn,
        grade=standing.graded(note.reported_by)[0],
        reviews=reviews.get(note.id, ()) if reviews else (),
    )


def imprint_of(row: DocumentRow) -> Imprint:
    """The document of a row, without its text."""
    return imprint_from_wire(json.loads(row.wire))


def resolution_of(row: ResolutionRow) -> Resolution:
    """The verdict of a row."""
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


def origin_of(document: Imprint, imprints: Mapping[DocumentId, Imprint], families: Families) -> str | None:
    """Who first published the text that a document is a copy or a version of; None where it stands alone."""
    if document.id not in families.members:
        return None
    first = imprints[families.first(document.id)]
    return first.publisher or f"document {first.id}"


def merged(
    known: Sequence[Told],
    made: Sequence[Told],
    changed: Collection[str],
    places: Mapping[str, int],
    document_of: Callable[[Told], str],
) -> tuple[Told, ...]:
    """What is known, with what was made of the documents that changed in its place, in reading order."""
    found = [each for each in known if document_of(each) not in changed]
    for document, several in groupby(made, document_of):
        at = bisect_left(found, places[document], key=lambda each: places[document_of(each)])
        found[at:at] = several
    return tuple(found)


def digest_of(
    entries: Iterable[Entry],
    notes: Iterable[NoteEntry],
    resolutions: Iterable[Resolution],
    documents: Mapping[DocumentId, bool],
    datings: Mapping[DocumentId, Dating],
) -> str:
    """Hex SHA-256 of what was said, in whatever order it comes.

    Args:
        entries: With their reviews.
        notes: With whether they are rejected.
        resolutions: Without who made them and when.
        documents: Whether each is withdrawn.
        datings: The days that were given to some of them.
    """
    said = [
        canonical_json([entry.id, entry.status, statement_to_wire(entry.statement), _reasons(entry)])
        for entry in entries
    ]
    said += [canonical_json(["document", id_, is_withdrawn]) for id_, is_withdrawn in documents.items()]
    said += [canonical_json(["dated", id_, dating.published.text]) for id_, dating in datings.items()]
    said += [canonical_json(["note", note_to_wire(entry.note), entry.is_rejected]) for entry in notes]
    said += [
        canonical_json(["resolution", one.contest, one.statements, one.verdict, one.upheld]) for one in resolutions
    ]
    return hashlib.sha256("\n".join(sorted(said)).encode()).hexdigest()


def _reasons(entry: Entry) -> list[list[object]]:
    return [[review.decision, review.reason, review.reviewer, dict(review.changes)] for review in entry.reviews]


def _statement(wire: str) -> Statement:
    return statement_from_wire(json.loads(wire))
