"""The lines of a brief as records: none can be made without a statement to rest on.

Three kinds of content are kept apart all the way to the page: what a source says (``quote``, ``teller``),
what was coded from it (``stance``, ``firmness``, ``option``), and what was counted (``n_*``, ``since``).
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.model import Act, Edtf, Firmness, StatementId


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Something the brief says.

    Attributes:
        anchor: Its own id within the brief.
        label: What a source calls it when pointing back, e.g. "position".
        statements: What it rests on; never empty.

    Raises:
        ValueError: It rests on no statement.
    """

    anchor: str
    label: str
    statements: tuple[StatementId, ...]

    def __post_init__(self) -> None:
        if not self.statements:
            raise ValueError(f"the line {self.anchor!r} rests on no statement")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause(Line):
    """Part of a sentence of the bottom line: one party's stance, e.g. "Sudmark rejects Free passage".

    Attributes:
        option, value, condition: What the stance is about, in words.
        quote: The words that are as firm as the position, for a stance that names nothing else.
        told_by: Who reports it, where the party itself is not told to have said it.
    """

    party: str
    stance: Act
    option: str | None
    value: str | None
    condition: str | None
    quote: str
    told_by: str | None
    is_red_line: bool
    is_contested: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence(Line):
    """One issue of the bottom line, red lines first; ``n_further`` parties had no room."""

    issue: str
    clauses: tuple[Clause, ...]
    n_further: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell(Line):
    """A position at a glance."""

    party: str
    stance: Act
    firmness: Firmness
    detail: str | None
    n_statements: int
    is_contested: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the matrix: one cell, or None, for each of the brief's parties."""

    issue: str
    anchor: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two statements that cannot both stand: its stance, its words, whose and by whom, and when."""

    statement: StatementId
    stance: Act
    quote: str
    teller: str
    dated: Edtf | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest(Line):
    """Two statements of one party on one issue that cannot both stand.

    Attributes:
        clash: ``denied``, ``opposed`` or ``numbers``.
        ours: The ruling side.
        other: The side that does not stand beside it.
    """

    party: str
    issue: str
    clash: str
    ours: Side
    other: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionLine(Line):
    """A party's position on an issue.

    Attributes:
        option, value, condition: What the stance is about, in words.
        quote: The ruling statement's words.
        teller: Who is told to have said them, and by whom.
        dated: When.
        n_reviewed: How many of its statements an analyst has accepted or corrected.
        why: Why that statement rules.
        contests: Statements that cannot stand beside it.
        n_uncited: Statements that were counted and are not among the numbered sources.
    """

    party: str
    stance: Act
    firmness: Firmness
    option: str | None
    value: str | None
    condition: str | None
    quote: str
    teller: str
    dated: Edtf | None
    since: Edtf | None
    last_confirmed: Edtf | None
    n_statements: int
    n_origins: int
    n_reviewed: int
    n_uncited: int
    why: str
    contests: tuple[Contest, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """An issue with the positions on it, and the speaking parties that are silent on it."""

    anchor: str
    issue: str
    description: str
    lines: tuple[PositionLine, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RedLine(Line):
    """A red line as worded, and when it was first and last told.

    Attributes:
        now, now_firmness: The stance that rules today, where it is another or not as firm.
        is_now_later: Whether that was told after the red line; False where either has no date.
    """

    party: str
    issue: str
    stance: Act
    option: str | None
    quote: str
    teller: str
    first_said: Edtf | None
    last_repeated: Edtf | None
    n_statements: int
    now: Act | None
    now_firmness: Firmness | None
    is_now_later: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkage(Line):
    """A condition as told: a stance on one issue that depends on something, maybe of another issue."""

    party: str
    issue: str
    stance: Act
    condition: str
    depends_on: str | None
    quote: str
    teller: str
    dated: Edtf | None
