"""The lines of a brief as records: none can be made without a statement or a note to rest on.

What sources say (``quote``, ``told``) is kept apart all the way to the page from what is inferred from it: what was
coded (``stance``, ``firmness``, ``option``), counted (``n_*``, ``since``) or found by an analysis (``inferred``).
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.model import Act, Edtf, Firmness, NoteId, StatementId

SourceId = StatementId | NoteId
"""What a line can rest on: one of the ledger's statements or notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Something the brief says.

    Attributes:
        anchor: Its own id within the brief.
        label: What a source calls it when pointing back, e.g. "position".
        statements, notes: What it rests on; never both empty.

    Raises:
        ValueError: It rests on no statement and no note.
    """

    anchor: str
    label: str
    statements: tuple[StatementId, ...] = ()
    notes: tuple[NoteId, ...] = ()

    def __post_init__(self) -> None:
        if not self.sources:
            raise ValueError(f"the line {self.anchor!r} rests on no statement and no note")

    @property
    def sources(self) -> tuple[SourceId, ...]:
        """The statements, then the notes."""
        return (*self.statements, *self.notes)


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
    """One issue of the bottom line, red lines first; it rests on what gives its state, its clauses each on their own.

    Attributes:
        n_further: Parties that had no room.
        state: How far apart the parties stand on it, and why, as found; empty where that is not known.
    """

    issue: str
    state: str
    clauses: tuple[Clause, ...]
    n_further: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence(Line):
    """How far the bottom line can be relied on.

    Attributes:
        level: ``high``, ``moderate`` or ``low``.
        n_positions: Positions that it is judged by.
        n_backed: Of these, how many have an unbroken run that two or more independent origins tell, by statements that
            somebody checked or that are coded rather right than wrong.
        n_direct: How many were told directly, with nobody between who spoke and the document.
        n_checked: How many an analyst checked.
        n_contested: How many some statement cannot stand beside.
        n_poorly_coded: How many have a ruling statement that nobody checked and that is coded rather wrong than right.
        coded: How sure the coder is on average of those that nobody checked, in [0, 1]; None where there are none.
    """

    level: str
    n_positions: int
    n_backed: int
    n_direct: int
    n_checked: int
    n_contested: int
    n_poorly_coded: int
    coded: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell(Line):
    """A position at a glance."""

    party: str
    stance: Act
    firmness: Firmness
    detail: str | None
    n_statements: int
    is_contested: bool
    is_unsure: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the matrix: one cell, or None, for each of the brief's parties."""

    issue: str
    anchor: str
    cells: tuple[Cell | None, ...]


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
        against: Statements that cannot stand beside it, the newest first; they are among ``statements``.
        n_uncited: Statements that were counted and are not among the numbered sources of the line.
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
    against: tuple[StatementId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """An issue with the positions on it, the speaking parties silent on it; ``n_further`` positions had no room."""

    anchor: str
    issue: str
    description: str
    lines: tuple[PositionLine, ...]
    n_further: int
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Words of a source; ``label`` is what they are to the line, e.g. "Denial", empty where that needs no word."""

    source: SourceId
    label: str
    quote: str
    teller: str
    dated: Edtf | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """An analyst's verdict, with the reason in the analyst's own words."""

    verdict: str
    analyst: str
    on: Edtf
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Line):
    """A line of any other part: what was inferred, beside the words it was inferred from.

    Attributes:
        head: What it is about: names and texts of the dossier, or what a text calls a thing.
        is_quoted: Whether ``head`` is what a text calls it.
        about: More of that.
        mark: What was found, in a word or two.
        inferred: What was found, in sentences; never a source's words.
        told: Words of sources.
        ruling: What an analyst decided; None where nobody did.
        n_uncited: Statements and notes behind it that are not cited.
    """

    head: str
    is_quoted: bool
    about: str
    mark: str
    inferred: tuple[str, ...]
    told: tuple[Told, ...]
    ruling: Ruling | None
    n_uncited: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Something the dossier asks about and that nothing in the ledger bears on: it rests on nothing, and says so."""

    anchor: str
    head: str
    about: str
    mark: str
    inferred: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the brief that is a list.

    Attributes:
        key: Of its title.
        notes: What holds for the whole part.
        n_further: Lines that had no room.
    """

    key: str
    items: tuple[Item | Silence, ...]
    notes: tuple[str, ...] = ()
    n_further: int = 0

    @property
    def lines(self) -> tuple[Item, ...]:
        """Those that rest on sources."""
        return tuple(item for item in self.items if isinstance(item, Item))
