"""Charts of lanes as records: every mark with its place, its words and where it leads."""

from __future__ import annotations

from dataclasses import dataclass

from detente.model import Act
from detente.web.parts import Link
from detente.web.timelines import Stretch, Tick


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a bar: ``solid``, or where a date is vague ``begins`` or ``ends``, which are drawn soft."""

    kind: str
    stretch: Stretch


@dataclass(frozen=True, slots=True)
class Fitted:
    """Words that fit into a bar on a wide screen; ``is_for_all`` where also on a narrow one."""

    words: str
    is_for_all: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentMark:
    """A stretch of a position.

    Attributes:
        thickness: Of the bar, in pixels: three steps by firmness.
        is_hollow: Whether how firm it is was unclear.
        glyph, verb, about: What is written above it; None where it does not fit.
        at: Where it begins.
        told: All of it in a sentence.
        href: Leads to the words that give the stance.
    """

    act: Act
    thickness: int
    is_hollow: bool
    pieces: tuple[Piece, ...]
    at: str
    glyph: Fitted | None
    verb: Fitted | None
    about: Fitted | None
    told: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SayingMark:
    """A statement on its day; on all the days that it may mean where its date is vague.

    Attributes:
        at: The day; where ``stretch`` is told, the first of its days.
        y: How far below the lane's top, in pixels.
    """

    act: Act
    at: str
    stretch: Stretch | None
    y: int
    told: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMark:
    """A hand-over or a meeting: a line on its day, a soft band over the days that it may mean.

    Attributes:
        at: The day; empty where ``band`` is told, or where it has no place on the axis.
        words: What is written beside it; ``is_left`` where it is written to its left.
        is_expected: Whether it is only announced.
    """

    at: str
    band: Stretch | None
    words: str
    is_left: bool
    is_expected: bool
    told: str
    href: str

    @property
    def is_placed(self) -> bool:
        """Whether it can be drawn without inventing a day."""
        return bool(self.at or self.band)


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneChart:
    """One party's lane.

    Attributes:
        id: Unlike any other's on the page.
        height: In pixels.
        told: What it shows, in a sentence.
        n_more: Older statements that have no mark of their own here.
    """

    id: str
    party: Link
    height: int
    segments: tuple[SegmentMark, ...]
    sayings: tuple[SayingMark, ...]
    told: str
    n_more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LanesChart:
    """The lanes of one issue under one axis.

    Attributes:
        until: Where the last day that is looked at ends; empty where the axis ends with it.
    """

    ticks: tuple[Tick, ...]
    lanes: tuple[LaneChart, ...]
    drafts: tuple[EventMark, ...]
    meetings: tuple[EventMark, ...]
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A height of an overlay that means an option or a number, with its words; ``y`` in pixels from the top."""

    y: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WishMark:
    """What a party wants for a time: a line at one height, or a bar over a range.

    Attributes:
        side: ``one`` or ``other``.
        kind: ``wanted``, ``conditional`` or ``excluded``.
        soft: The days on which it may have begun; None where its day is told.
    """

    side: str
    kind: str
    y: float
    height: float
    soft: Stretch | None
    stretch: Stretch | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapMark:
    """The gap for a time: a band between the two where the scale tells it, and its state in words.

    Attributes:
        y, height: Of the band in pixels; a height of 0 is no band.
        words: What fits below it.
    """

    stretch: Stretch
    state: str
    y: float
    height: float
    words: Fitted | None
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlayChart:
    """Two parties over each other; ``height`` in pixels."""

    one: str
    other: str
    height: float
    ticks: tuple[Tick, ...]
    levels: tuple[Level, ...]
    wishes: tuple[WishMark, ...]
    gaps: tuple[GapMark, ...]
    told: str
