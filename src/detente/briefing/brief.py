"""The brief as a record: its parts in order, what was counted, what is missing, the numbered sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from detente.briefing.limits import Length
from detente.briefing.records import Confidence, Item, Line, Part, Row, Section, Sentence, SourceId
from detente.model import DocumentId, Edtf, NoteId, StatementId, Status


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
class Missing:
    """What the ledger does not hold.

    Attributes:
        silent_issues: Issues of the dossier that nobody is told to have spoken on.
        silent_parties: Parties of the dossier that are told to have said nothing.
        n_empty_cells, n_cells: Parties by issues: those of which no statement tells where the party stands, and all.
        n_undated: Counted statements without any date.
        n_left_out: Statements that take no part: rejected, superseded, or of a document that was withdrawn.
        n_outside: Statements left out because the dossier does not name their party or issue.
    """

    silent_issues: tuple[str, ...]
    silent_parties: tuple[str, ...]
    n_empty_cells: int
    n_cells: int
    n_undated: int
    n_left_out: int
    n_outside: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A numbered source: a quote with its characters and everybody on its way.

    Attributes:
        number: Counted from 1 in the order of the brief.
        statement, note: Which of the two it is; the other is None.
        uses: (anchor, label) of the lines that rest on it.
        start, end: Its characters in the stored text.
        party: Whose stance it tells; None for a note.
        said_on: When it was said, or when what it tells was or will be.
        title, publisher, published, url: Of the document; None where not told.
        status: ``coded`` or what an analyst made of it.
        is_by_hand: Whether somebody coded it who read the text.
    """

    number: int
    statement: StatementId | None
    note: NoteId | None
    quote: str
    party: str | None
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
    is_by_hand: bool
    uses: tuple[tuple[str, str], ...]

    @property
    def anchor(self) -> str:
        """Its id within the brief."""
        return f"source-{self.number}"

    @property
    def source(self) -> SourceId:
        """The id of the statement or note."""
        source = self.statement or self.note
        if source is None:
            raise ValueError(f"source {self.number} is neither a statement nor a note")
        return source


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What the bottom line begins with.

    Attributes:
        since: After which day it was agreed; None where no day was asked for.
        issues: Those on which all parties that take a position want one outcome.
        drafts: Instruments that are told to be agreed or more, by more than one party's word and refused by none.
    """

    since: date | None
    issues: tuple[Sentence, ...]
    drafts: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The parts of a brief that rest on sources, in the order they are shown.

    Attributes:
        agreed: What was agreed; None where nothing was.
        bottom_line: The other issues.
        bottom_drafts: Other instruments that are told to have come somewhere, as the bottom line tells them.
        confidence: How far the positions of the bottom line can be relied on; None where it tells none.
        n_further: Issues with two or more positions that the bottom line had no room for.
        movement: What moved since the day that was asked for; None where none was.
        parties: Names of the matrix' columns.
        further_parties, further_rows: Names of what the matrix had no room for.
        n_further_sections: Issues that were not told one by one.
        parts: Those after the issues, empty ones left out.
        left_out: Titles of the parts that a brief of this length has no room for, with their lines.
    """

    agreed: Agreed | None
    bottom_line: tuple[Sentence, ...]
    bottom_drafts: tuple[Item, ...]
    confidence: Confidence | None
    n_further: int
    movement: Part | None
    parties: tuple[str, ...]
    rows: tuple[Row, ...]
    further_parties: tuple[str, ...]
    further_rows: tuple[str, ...]
    sections: tuple[Section, ...]
    n_further_sections: int
    parts: tuple[Part, ...]
    left_out: tuple[tuple[str, int], ...]

    @property
    def lines(self) -> Iterator[Line]:
        """Every line, in the order they are shown; a sentence before its clauses."""
        yield from _bottom_lines(self.agreed.issues if self.agreed else ())
        yield from self.agreed.drafts if self.agreed else ()
        yield from _bottom_lines(self.bottom_line)
        yield from self.bottom_drafts
        if self.confidence:
            yield self.confidence
        if self.movement:
            yield from self.movement.lines
        for row in self.rows:
            yield from (cell for cell in row.cells if cell)
        for section in self.sections:
            yield from section.lines
        for part in self.parts:
            yield from part.lines

    def part(self, key: str) -> Part | None:
        """The part of this key, if it is shown."""
        return next((part for part in self.parts if part.key == key), None)


def _bottom_lines(sentences: Iterable[Sentence]) -> Iterator[Line]:
    for sentence in sentences:
        yield from sentence.clauses
        yield sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A brief, ready to be shown; ``number_of`` gives the number of everything cited."""

    title: str
    length: Length
    as_of: date | None
    known_at: datetime | None
    counts: Counts
    body: Body
    missing: Missing
    citations: tuple[Citation, ...]
    number_of: Mapping[SourceId, int]

    def numbers(self, line: Line) -> tuple[int, ...]:
        """The numbers of the sources a line rests on, in its own order."""
        return self.numbers_of(line.sources)

    def numbers_of(self, sources: Iterable[SourceId]) -> tuple[int, ...]:
        """The numbers of these sources, each once."""
        return tuple(dict.fromkeys(self.number_of[source] for source in sources))
