"""Turns a snapshot into the answers of the API: what the pages show, for machines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from detente.analysis import Position
from detente.model import Act, Document, Entry, Firmness, StatementId, Status
from detente.model.wire import document_to_wire, statement_to_wire, value_to_wire
from detente.web.snapshots import Snapshot

Wire = dict[str, Any]
Number = dict[str, int | float | str]
"""``{"value": n, "unit": u}`` for one number, ``{"min": a, "max": b, "unit": u}`` for a range."""


@dataclass(frozen=True, slots=True)
class Named:
    """A party or an issue: its id and its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionAnswer:
    """Where a party stands on an issue. Dates are EDTF; statements are ids, newest first."""

    party: str
    issue: str
    stance: Act
    firmness: Firmness
    option: str | None
    value: Number | None
    condition: dict[str, str | None] | None
    n_statements: int
    n_origins: int
    is_contested: bool
    contested_by: tuple[StatementId, ...]
    since: str | None
    last_confirmed: str | None
    ruling: StatementId
    statements: tuple[StatementId, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixAnswer:
    """Issues by parties: a position for every pair that the record speaks of, ``as_of`` and ``known_at``."""

    title: str
    as_of: str | None
    known_at: str | None
    parties: tuple[Named, ...]
    issues: tuple[Named, ...]
    positions: tuple[PositionAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAnswer:
    """An analyst's decision on a statement, with the fields it changed and the reason."""

    decision: str
    reviewer: str
    reason: str
    changes: Wire


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementAnswer:
    """A statement as it stands after its reviews; ``start`` and ``end`` count characters of the stored text."""

    id: StatementId
    status: Status
    doc: str
    start: int
    end: int
    quote: str
    party: str
    speaker: str | None
    reported_by: tuple[str, ...]
    issue: str
    option: str | None
    act: Act
    firmness: Firmness
    value: Number | None
    condition: dict[str, str | None] | None
    said_on: str | None
    published: str | None
    confidence: float
    coder: str
    cue: tuple[int, int] | None
    why: str
    recorded_at: str
    reviews: tuple[ReviewAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAnswer:
    """A stored document without its text."""

    id: str
    name: str
    media_type: str
    sha256: str
    body_start: int
    title: str | None
    publisher: str | None
    url: str | None
    published: str | None
    n_statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextAnswer:
    """A stored document with its text and its statements in reading order."""

    document: DocumentAnswer
    text: str
    statements: tuple[StatementAnswer, ...]


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    """What went wrong, and what would be right."""

    error: str


def matrix_answer(snapshot: Snapshot) -> MatrixAnswer:
    """Where every party stands on every issue."""
    table, told = snapshot.matrix, snapshot.moment.query
    return MatrixAnswer(
        title=table.title,
        as_of=told.get("as_of"),
        known_at=told.get("known_at"),
        parties=tuple(Named(party.id, party.name) for party in table.parties),
        issues=tuple(Named(issue.id, issue.name) for issue in table.issues),
        positions=tuple(_position_answer(position) for position in table.positions.values()),
    )


def statement_answer(entry: Entry) -> StatementAnswer:
    """A statement with its status and its reviews."""
    statement = entry.statement
    typed = {
        "act": statement.act,
        "firmness": statement.firmness,
        "reported_by": statement.reported_by,
        "cue": statement.cue,
    }
    return StatementAnswer(
        id=entry.id,
        status=entry.status,
        published=entry.published.text if entry.published else None,
        recorded_at=entry.recorded_at.isoformat(),
        reviews=tuple(
            ReviewAnswer(decision=each.decision, reviewer=each.reviewer, reason=each.reason, changes=dict(each.changes))
            for each in entry.reviews
        ),
        **(statement_to_wire(statement) | typed),
    )


def document_answers(snapshot: Snapshot) -> list[DocumentAnswer]:
    """Every document known at the moment, in the order they were recorded."""
    counted = Counter(entry.statement.doc for entry in snapshot.view.entries)
    return [_document_answer(snapshot.document(each), counted[each]) for each in snapshot.view.documents]


def text_answer(document: Document, entries: tuple[Entry, ...]) -> TextAnswer:
    """A document with its text and its statements."""
    return TextAnswer(
        document=_document_answer(document, len(entries)),
        text=document.text,
        statements=tuple(statement_answer(entry) for entry in entries),
    )


def _document_answer(document: Document, n_statements: int) -> DocumentAnswer:
    return DocumentAnswer(n_statements=n_statements, **document_to_wire(document))


def _position_answer(position: Position) -> PositionAnswer:
    condition = position.condition
    return PositionAnswer(
        party=position.party,
        issue=position.issue,
        stance=position.stance,
        firmness=position.firmness,
        option=position.option,
        value=value_to_wire(position.value),
        condition={"text": condition.text, "issue": condition.issue} if condition else None,
        n_statements=position.n_statements,
        n_origins=position.n_origins,
        is_contested=position.is_contested,
        contested_by=position.contested_by,
        since=position.since.text if position.since else None,
        last_confirmed=position.last_confirmed.text if position.last_confirmed else None,
        ruling=position.ruling,
        statements=position.statements,
        why=position.why,
    )
