"""Parts of pages as records: links, marks, cells, statements, notes; in words, before any template sees them."""

from __future__ import annotations

from dataclasses import dataclass

from detente.model import Act, StatementId


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere on these pages; ``is_here`` on the page that shows it."""

    words: str
    href: str
    is_here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds every page.

    Attributes:
        talks: The dossier's title.
        links: To the main pages.
        path: This page's own, without its query.
        kept: Query values that the form for another moment must keep.
        moment: The moment in words; empty for now.
        as_of, known_at: The moment as the form shows it; empty for now.
        now: This page at no fixed moment.
    """

    talks: str
    links: tuple[Link, ...]
    path: str
    kept: tuple[tuple[str, str], ...] = ()
    moment: str = ""
    as_of: str = ""
    known_at: str = ""
    now: str


@dataclass(frozen=True, slots=True)
class Stance:
    """An act as it is shown.

    Attributes:
        act: Also its class for the stylesheet.
        glyph, verb: What stands before the words it is about.
        link: What stands behind them, before a condition; empty if nothing.
    """

    act: Act
    glyph: str
    verb: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Strength:
    """Firmness as it is shown: a bar for the eye, words for everyone."""

    bar: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A position at a glance.

    Attributes:
        party: Its name.
        about: Option and number; empty where neither was told.
        quoted: The condition's words, or the statement's own where nothing else tells what it is about.
        since: Since when the party has said so; empty where no date was told.
    """

    party: str
    stance: Stance
    about: str
    quoted: str
    strength: Strength
    n_statements: int
    since: str
    is_contested: bool
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """An issue with one cell, or None, for each column."""

    issue: Link
    cells: tuple[Cell | None, ...]

    @property
    def is_blank(self) -> bool:
        """Whether no party has spoken on it."""
        return not any(self.cells)


@dataclass(frozen=True, slots=True)
class Change:
    """A field that a correction changed, in words; ``old`` is empty where it is not known."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A review in words: what was decided, by whom, why, and what that changed."""

    decision: str
    reviewer: str
    reason: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A statement with everything that is known about it.

    Attributes:
        about: The option's name and the number told; empty where none is.
        condition: What it depends on; empty if nothing.
        condition_issue: The name of the issue that belongs to; empty if none.
        speaker: Whose words are reported; empty if only the party as a whole.
        chain: Who stands between speaker and document, nearest the speaker first.
        dated: When it was said, or else when the document was published; empty where neither is told.
        is_said_on: Whether ``dated`` tells when it was said.
        confidence: The coder's, in percent.
        is_corrected: Whether an analyst has changed it since it was coded with that confidence.
        status: What has become of it, in a few words.
        counts: Whether it takes part in positions.
        why: The reason of the coding.
        role: What it does for the position of its cell; empty if nothing special.
        text: Leads to its characters in the stored text.
        source: Publisher and date of the document.
    """

    id: StatementId
    party: str
    issue: str
    cell: str
    stance: Stance
    about: str
    strength: Strength
    condition: str
    condition_issue: str
    quote: str
    speaker: str
    chain: tuple[str, ...]
    dated: str
    is_said_on: bool
    confidence: int
    is_corrected: bool
    status: str
    counts: bool
    why: str
    coder: str
    reviews: tuple[Decided, ...]
    role: str
    text: Link
    source: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list to choose from."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """A list to choose from, under the name it has in an address."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """A document in the list."""

    title: Link
    publisher: str
    published: str
    name: str
    n_statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A statement beside the text, in reading order.

    Attributes:
        quoted: The beginning of its quote, where neither option nor number was told; or its condition.
        href: Leads to its characters.
        is_asked: Whether the page was asked for this one.
        is_orphan: Whether the text no longer holds its quote where it says.
        left_out: Why it takes no part, in a few words; empty where it does.
    """

    id: StatementId
    party: str
    issue: str
    stance: Stance
    about: str
    quoted: str
    href: str
    is_asked: bool
    is_orphan: bool
    left_out: str
