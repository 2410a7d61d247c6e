"""Parts of pages as records: links, marks, cells, statements, notes; in words, before any template sees them."""

from __future__ import annotations

from dataclasses import dataclass

from detente.analysis import Heading
from detente.model import Act, StatementId


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere on these pages; ``is_here`` on the page that shows it."""

    words: str
    href: str
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class NavLink:
    """A screen of the navigation, with its key after ``g``."""

    words: str
    href: str
    key: str
    is_here: bool


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
        moment_values: The moment as forms to other pages carry it along.
        keys: The page of the keys.
    """

    talks: str
    links: tuple[NavLink, ...]
    path: str
    kept: tuple[tuple[str, str], ...] = ()
    moment: str = ""
    as_of: str = ""
    known_at: str = ""
    now: str
    moment_values: tuple[tuple[str, str], ...] = ()
    keys: str


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


@dataclass(frozen=True, slots=True)
class Moved:
    """What is told otherwise than at the last visit, in words, and whether it goes toward the others or away."""

    heading: Heading
    words: str

    @property
    def arrow(self) -> str:
        """How it is shown beside the words."""
        return {Heading.TOWARD: "→←", Heading.AWAY: "←→", Heading.SIDEWAYS: "↕"}[self.heading]


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days that can be replayed.

    Attributes:
        first: The first one, YYYY-MM-DD; the others are counted from it.
        n_days: The number of the last one.
        shown: The number of the one that is shown.
        kept: Query values that go on to another day.
    """

    first: str
    n_days: int
    shown: int
    shown_words: str
    first_words: str
    last_words: str
    kept: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A mark with its words."""

    mark: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A position at a glance.

    Attributes:
        party: Its name.
        about: Option and number; empty where neither was told.
        quoted: The condition's words, or the statement's own where nothing else tells what it is about.
        n_origins: Independent reports that they go back to.
        since: Since when the party has said so; empty where no date was told.
        age: How far it fades, from 0 for what was confirmed lately to 3.
        outranked: The mark and the words for what is newer, ranks lower and says otherwise; None where nothing does.
        is_hearsay: Whether only unnamed or doubted sources tell it.
        is_unsure: Whether it rests on one statement, coded rather wrong than right.
        moved: What is told otherwise than at the last visit; None where nothing is.
    """

    party: str
    stance: Stance
    about: str
    quoted: str
    strength: Strength
    n_statements: int
    n_origins: int
    since: str
    age: int
    is_contested: bool
    outranked: Doubt | None
    is_hearsay: bool
    is_unsure: bool
    moved: Moved | None
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """An issue with one cell, or None, for each column; ``depth`` counts the wider issues above it."""

    issue: Link
    cells: tuple[Cell | None, ...]
    depth: int

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


@dataclass(frozen=True, slots=True)
class Teller:
    """Somebody between speaker and document; ``is_unnamed`` where told without a name."""

    name: str
    is_unnamed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A statement with everything that is known about it.

    Attributes:
        about: The option's name and the number told; empty where none is.
        condition: What it depends on; empty if nothing.
        condition_issue: The name of the issue that belongs to; empty if none.
        speaker: Whose words are reported; empty if only the party as a whole.
        chain: Who stands between speaker and document, nearest the speaker first.
        tellers: The same, nearest the document first.
        dated: When it was said, or else when the document was published; empty where neither is told.
        is_said_on: Whether ``dated`` tells when it was said.
        confidence: The coder's, in percent.
        is_corrected: Whether an analyst has changed it since it was coded with that confidence.
        status: What has become of it, in a few words.
        counts: Whether it takes part in positions.
        n_reviews: How many reviews it has, undone ones too: what a decision on it says it has seen.
        is_undecided: Whether no analyst has decided on it.
        is_open: Whether it can be decided on as it stands.
        has_undo: Whether there is a decision to take back.
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
    tellers: tuple[Teller, ...]
    dated: str
    is_said_on: bool
    confidence: int
    is_corrected: bool
    status: str
    counts: bool
    n_reviews: int
    is_undecided: bool
    is_open: bool
    has_undo: bool
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
    """A document in the list.

    Attributes:
        kinship: What it is of the one it stands below, such as "new version"; empty where it stands alone.
        withdrawn: Why its publisher withdrew it; empty where it did not.
        members: The other documents of its family, the first printed first.
    """

    title: Link
    publisher: str
    published: str
    name: str
    n_statements: int
    kinship: str = ""
    withdrawn: str = ""
    members: tuple[DocumentLine, ...] = ()
