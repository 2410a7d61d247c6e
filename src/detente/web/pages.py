"""Pages as records: what each page shows, before any template sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.web.parts import Cell, Days, Evidence, Frame, Link, Row, Stance, Strength


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixPage:
    """Issues by parties.

    Attributes:
        parties: The columns: those with a position.
        slim: Whether a column has little in it, for each party.
        silent: Names of the parties without one.
        stances, strengths: Every mark, for the key.
        is_wide: More columns than fit beside each other.
        days: That can be replayed; None where there is but one.
        since: What is told otherwise than at the last visit, in a sentence; empty at the first.
    """

    template: ClassVar[str] = "matrix.html"
    frame: Frame
    parties: tuple[Link, ...]
    rows: tuple[Row, ...]
    slim: tuple[bool, ...]
    silent: tuple[str, ...]
    stances: tuple[Stance, ...]
    strengths: tuple[Strength, ...]
    is_wide: bool
    days: Days | None
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPage:
    """The evidence of one cell, newest first, a page at a time.

    Attributes:
        cell: The position; None if no statement counts.
        confirmed: When the party last said so; empty where no date was told.
        why: Why the ruling statement rules.
        n_origins: Independent reports the statements go back to.
        ruling: The statement that gives the position, where it stands on another page.
        left_out: Statements that take no part: rejected, superseded, or of a document that was withdrawn.
        n_found: How many statements there are on all pages.
        first: The number of the first one shown, counted from 1.
        newer, older: Addresses of the neighbouring pages; empty if there is none.
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
    ruling: Evidence | None
    evidence: tuple[Evidence, ...]
    left_out: tuple[Evidence, ...]
    n_found: int
    first: int
    newer: str
    older: str


@dataclass(frozen=True, slots=True)
class KeysPage:
    """The keys, to be changed or switched off."""

    template: ClassVar[str] = "keys.html"
    frame: Frame


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What went wrong, and where to go on: ``instead`` before the main pages."""

    template: ClassVar[str] = "error.html"
    heading: str
    message: str
    instead: Link | None = None
