"""Answers: the shapes that the API promises, each the one JSON form of its record."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from detente.model import Act, Firmness, PartyKind, ScaleKind, StatementId, Status

Number = dict[str, int | float | str]
"""``{"value": n, "unit": u}`` for one number, ``{"min": a, "max": b, "unit": u}`` for a range.

``"exclusive": "min"`` or ``"max"`` stands beside an end that is itself not meant.
"""


@dataclass(frozen=True, slots=True)
class PartyAnswer:
    """A column of the matrix."""

    id: str
    name: str
    kind: PartyKind


@dataclass(frozen=True, slots=True)
class OptionAnswer:
    """One possible outcome of an issue."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleAnswer:
    """How an issue's outcomes are ordered; numbers are in ``unit``."""

    kind: ScaleKind
    unit: str | None
    low: float | None
    high: float | None
    status_quo: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueAnswer:
    """A row of the matrix; ``parent`` is the id of the wider issue."""

    id: str
    name: str
    parent: str | None
    scale: ScaleAnswer
    options: tuple[OptionAnswer, ...]


@dataclass(frozen=True, slots=True)
class UndatedRedLineAnswer:
    """A red line without a date, which makes no position."""

    statement: StatementId
    stance: Act


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionStandAnswer:
    """What a party makes of an option it names now: preferred, conditional or excluded, or what has replaced that."""

    option: str
    leaning: str
    firmness: Firmness
    statement: StatementId
    replaced_by: StatementId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandAnswer:
    """What a party says beside its stance, and the statement that says so."""

    stance: Act
    firmness: Firmness
    option: str | None
    value: Number | None
    condition: dict[str, str | None] | None
    statement: StatementId


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
    outranked: tuple[StatementId, ...]
    outranked_by: tuple[str, ...]
    is_hearsay: bool
    since: str | None
    last_confirmed: str | None
    ruling: StatementId
    statements: tuple[StatementId, ...]
    why: str
    run: tuple[StatementId, ...]
    undated_red_lines: tuple[UndatedRedLineAnswer, ...]
    asks_beside: Number | None
    beside: tuple[StandAnswer, ...]
    options: tuple[OptionStandAnswer, ...]
    lapsed: tuple[OptionStandAnswer, ...]
    office: str
    directness: str
    grade: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixAnswer:
    """Issues by parties: a position for every pair that the ledger speaks of, ``as_of`` and ``known_at``."""

    title: str
    as_of: str | None
    known_at: str | None
    parties: tuple[PartyAnswer, ...]
    issues: tuple[IssueAnswer, ...]
    positions: tuple[PositionAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAnswer:
    """An analyst's decision on a statement, with the fields it changed and the reason."""

    statement: StatementId
    decision: str
    reason: str
    reviewer: str
    changes: dict[str, Any]
    seen: int | None
    made: tuple[StatementId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementAnswer:
    """A statement as it stands after its reviews; ``start`` and ``end`` count characters of the text.

    ``doc`` is the id of its document, ``document`` the name.
    """

    id: StatementId
    document: str
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
    confidence: float
    coder: str
    cue: tuple[int, int] | None
    why: str
    restates: StatementId | None
    status: Status
    published: str | None
    recorded_at: str
    publisher: str | None
    reviews: tuple[ReviewAnswer, ...]
    coded: dict[str, Any] | None
    parents: tuple[StatementId, ...]
    origin: str | None
    is_withdrawn: bool
    grade: str
    graded_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAnswer:
    """A stored document without its text; ``family`` are the ids of nearly the same text, its own among them."""

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
    is_withdrawn: bool
    family: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkedAnswer:
    """A piece of text with the words found in it, as [start, end] characters of this piece."""

    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class FoundStatementAnswer:
    """A statement that tells all the words; ``tellers`` are speaker and those who report."""

    statement: StatementAnswer
    quote: MarkedAnswer
    tellers: MarkedAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPassageAnswer:
    """A sentence that holds words; ``start`` and ``end`` count characters of the document's text."""

    start: int
    end: int
    words: MarkedAnswer
    is_cut_before: bool
    is_cut_after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ImprintAnswer:
    """What a document tells about itself."""

    id: str
    name: str
    media_type: str
    sha256: str
    body_start: int
    title: str | None
    publisher: str | None
    url: str | None
    published: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDocumentAnswer:
    """A document with the first of what was found in it, and how much there is."""

    document: ImprintAnswer
    title: MarkedAnswer
    is_withdrawn: bool
    statements: tuple[FoundStatementAnswer, ...]
    n_statements: int
    passages: tuple[FoundPassageAnswer, ...]
    n_passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAnswer:
    """One page of what was found.

    Attributes:
        first: How many documents stand before this page.
        n_missing: How many documents and statements the index still lacks; 0 when all can be found.
    """

    n_documents: int
    n_statements: int
    first: int
    n_missing: int
    documents: tuple[FoundDocumentAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextAnswer:
    """A stored document with its text and its statements in reading order."""

    document: DocumentAnswer
    text: str
    statements: tuple[StatementAnswer, ...]


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """Something that can be gone to by name: a party, an issue or a document, and its address."""

    words: str
    href: str
    kind: str


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    """What went wrong, and what would be right.

    Attributes:
        theirs, ours: Where somebody decided in the meantime: what it says now, and what it was to say.
    """

    error: str
    theirs: Any = None
    ours: Any = None


ERRORS: dict[int | str, dict[str, Any]] = {
    status.value: {"model": ErrorAnswer}
    for status in (
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        HTTPStatus.NOT_IMPLEMENTED,
        HTTPStatus.SERVICE_UNAVAILABLE,
    )
}
"""How any operation of the API may fail."""

REFUSALS: dict[int | str, dict[str, Any]] = {
    status.value: {"model": ErrorAnswer}
    for status in (HTTPStatus.FORBIDDEN, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY)
}
"""How an operation that changes something may fail beside."""
