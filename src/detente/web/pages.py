"""Pages as records: what each page shows, before any template sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.model import StatementId
from detente.web.marking import Passage
from detente.web.parts import Cell, DocumentLine, Evidence, Filter, Frame, Link, Note, Row, Stance, Strength


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixPage:
    """Issues by parties.

    Attributes:
        parties: The columns: those with a position.
        silent: Names of the parties without one.
        stances, strengths: Every mark, for the key.
        is_wide: More columns than fit beside each other.
    """

    template: ClassVar[str] = "matrix.html"
    frame: Frame
    parties: tuple[Link, ...]
    rows: tuple[Row, ...]
    silent: tuple[str, ...]
    stances: tuple[Stance, ...]
    strengths: tuple[Strength, ...]
    is_wide: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPage:
    """The evidence of one cell, newest first.

    Attributes:
        cell: The position; None if no statement counts.
        confirmed: When the party last said so; empty where no date was told.
        why: Why the ruling statement rules.
        n_origins: Independent reports the statements go back to.
        left_out: Statements that take no part: rejected, superseded, or of a document that was withdrawn.
    """

    template: ClassVar[str] = "cell.html"
    frame: Frame
    party: str
    issue: str
    description: str
    cell: Cell | None
    confirmed: str
    why: str
    n_origins: int
    evidence: tuple[Evidence, ...]
    left_out: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementsPage:
    """Statements newest first, filtered, a page at a time.

    Attributes:
        kept: Query values that the filters' form must keep.
        n_found: How many there are on all pages.
        first: The number of the first one shown, counted from 1.
        newer, older: Addresses of the neighbouring pages; empty if there is none.
    """

    template: ClassVar[str] = "statements.html"
    frame: Frame
    filters: tuple[Filter, ...]
    kept: tuple[tuple[str, str], ...]
    evidence: tuple[Evidence, ...]
    n_found: int
    first: int
    newer: str
    older: str


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """Every stored document, newest first."""

    template: ClassVar[str] = "documents.html"
    frame: Frame
    documents: tuple[DocumentLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """A stored text with the quotes of its statements marked.

    Attributes:
        url: Where it came from; empty unless it is an http address.
        links: For each statement, the address that asks for it.
        asked: The statement asked for, if it is one of this text.
        missing: The statement asked for, if it is none of this text; empty otherwise.
    """

    template: ClassVar[str] = "document.html"
    frame: Frame
    title: str
    publisher: str
    published: str
    name: str
    url: str
    passages: tuple[Passage, ...]
    links: dict[StatementId, str]
    notes: tuple[Note, ...]
    asked: Evidence | None
    missing: str


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What went wrong, and where to go on: ``instead`` before the main pages."""

    template: ClassVar[str] = "error.html"
    heading: str
    message: str
    instead: Link | None = None


Page = MatrixPage | CellPage | StatementsPage | DocumentsPage | DocumentPage | ErrorPage
