"""The brief as a record: its parts in order, what was counted, what is missing, the numbered sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from detente.briefing.records import Contest, Line, Linkage, RedLine, Row, Section, Sentence
from detente.model import DocumentId, Edtf, StatementId, Status


class Length(StrEnum):
    """How much a brief holds.

    ``short``: bottom line, matrix and red lines, each line with the statement that rules. ``standard``:
    every part, each line with up to three statements. ``full``: every part and every statement.
    """

    SHORT = "short"
    STANDARD = "standard"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What was counted for the whole brief."""

    statements: int
    documents: int
    origins: int
    reviewed: int
    first: Edtf | None
    last: Edtf | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """What the ledger does not hold.

    Attributes:
        silent_issues: Issues of the dossier that nobody is told to have spoken on.
        silent_parties: Parties of the dossier that are told to have said nothing.
        n_undated: Counted statements without any date.
        n_left_out: Statements that take no part: rejected, superseded, or of a document that was withdrawn.
        n_outside: Statements left out because the dossier does not name their party or issue.
    """

    silent_issues: tuple[str, ...]
    silent_parties: tuple[str, ...]
    n_undated: int
    n_left_out: int
    n_outside: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A numbered source: a quote with its characters and everybody on its way.

    Attributes:
        number: Counted from 1 in the order of the brief.
        uses: (anchor, label) of the lines that rest on it.
        start, end: Its characters in the stored text.
        title, publisher, published, url: Of the document; None where not told.
        status: ``coded`` or what an analyst made of it.
    """

    number: int
    statement: StatementId
    quote: str
    party: str
    speaker: str | None
    chain: tuple[str, ...]
    said_on: Edtf | None
    document: DocumentId
    start: int
    end: int
    title: str | None
    publisher: str | None
    published: Edtf | None
    url: str | None
    status: Status
    uses: tuple[tuple[str, str], ...]

    @property
    def anchor(self) -> str:
        """Its id within the brief."""
        return f"source-{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The parts of a brief that rest on statements, in the order they are shown.

    Attributes:
        n_further: Issues with two or more positions that the bottom line had no room for.
        parties: Names of the matrix' columns.
    """

    bottom_line: tuple[Sentence, ...]
    n_further: int
    parties: tuple[str, ...]
    rows: tuple[Row, ...]
    sections: tuple[Section, ...]
    red_lines: tuple[RedLine, ...]
    linkages: tuple[Linkage, ...]
    contests: tuple[Contest, ...]

    @property
    def lines(self) -> Iterator[Line]:
        """Every line, in the order they are shown; a sentence by its clauses."""
        for sentence in self.bottom_line:
            yield from sentence.clauses
        for row in self.rows:
            yield from (cell for cell in row.cells if cell)
        for section in self.sections:
            for line in section.lines:
                yield line
                yield from line.contests
        yield from self.red_lines
        yield from self.linkages
        yield from self.contests


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A brief, ready to be shown; ``number_of`` gives the number of every cited statement."""

    title: str
    length: Length
    as_of: date | None
    known_at: datetime | None
    counts: Counts
    body: Body
    gaps: Gaps
    citations: tuple[Citation, ...]
    number_of: Mapping[StatementId, int]

    def numbers(self, line: Line) -> tuple[int, ...]:
        """The numbers of the sources a line rests on, in its own order."""
        return tuple(dict.fromkeys(self.number_of[statement] for statement in line.statements))
