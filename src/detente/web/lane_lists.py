"""Turns lanes and overlays into lists: in words, all that the charts draw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.analysis import Lane, Lanes, Overlay, Preferences, Segment
from detente.analysis.scales import is_there
from detente.briefing.wording import GAP_WORDS, date_words, distance_words, excerpt, listed, number_outcome
from detente.model import OptionId, Time, Value
from detente.web.moved import ASPECT_WORDS, source_links
from detente.web.parts import Link, Stance, Strength
from detente.web.snapshots import Snapshot, quoted_words, stance, strength

PAGE_LENGTH, SHOWN = 40, 10
"""How many stretches of one lane a page of its own holds, and how many of each stand below the chart."""

_QUOTED_CHARACTERS, _MOST_STEPS = 96, 60
_TIED = "on a condition: "


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentLine:
    """A stretch of a position in words.

    Attributes:
        begins, ends: As precisely as told; ``ends`` is empty where it lasts.
        is_possible: Whether its vague date leaves open when it held.
        quoted: The words of its condition, or of the statement where nothing else tells what it is about.
        changed: In what it differs from the one before; empty where that is no move.
    """

    begins: str
    ends: str
    is_possible: bool
    stance: Stance
    about: str
    quoted: str
    strength: Strength
    changed: str
    sources: tuple[Link, ...]
    n_more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneList:
    """A party's stretches, the newest first; then its statements that take no position, and those without a date.

    Attributes:
        more: Leads to the other stretches; None where there are none.
    """

    party: Link
    segments: tuple[SegmentLine, ...]
    more: Link | None
    beside: tuple[Link, ...]
    n_beside_more: int
    undated: tuple[Link, ...]
    n_undated_more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """A step of an overlay in words; ``far`` is empty where no distance is told."""

    begins: str
    one: str
    other: str
    state: str
    why: str
    far: str


def lane_list(snapshot: Snapshot, lane: Lane, found: Lanes, first: int = 0, at_most: int = SHOWN) -> LaneList:
    """What a lane draws, in words.

    Args:
        snapshot: Where it comes from.
        lane: Of a party.
        found: The issue's lanes.
        first: How many stretches to pass over, counted from the newest.
        at_most: How many to tell.
    """
    in_segments = {each for segment in lane.segments for each in segment.statements}
    dated = [each.statement for each in lane.sayings if each.dated is not None and each.statement not in in_segments]
    undated = [each.statement for each in lane.sayings if each.dated is None]
    beside, n_beside_more = source_links(snapshot, reversed(dated))
    without, n_undated_more = source_links(snapshot, undated)
    return LaneList(
        party=Link(snapshot.party(lane.party), snapshot.moment.link("cell", lane.party, found.issue)),
        segments=tuple(_segment(snapshot, each) for each in lane.segments[::-1][first : first + at_most]),
        more=Link(
            f"All {len(lane.segments)} stretches",
            snapshot.moment.link("movement", issue=found.issue, of=lane.party),
        )
        if len(lane.segments) > at_most
        else None,
        beside=beside,
        n_beside_more=n_beside_more,
        undated=without,
        n_undated_more=n_undated_more,
    )


def step_lines(snapshot: Snapshot, found: Overlay) -> Iterator[StepLine]:
    """All that an overlay draws, in words, the newest first; the oldest of very many are left to the JSON."""
    for step in reversed(found.steps[-_MOST_STEPS:]):
        yield StepLine(
            begins=date_words(step.begins),
            one=_wanted(snapshot, step.one),
            other=_wanted(snapshot, step.other),
            state=GAP_WORDS[step.state],
            why=step.why,
            far="" if step.distance is None else distance_words(step.distance, found.unit),
        )


def _segment(snapshot: Snapshot, segment: Segment) -> SegmentLine:
    entry = snapshot.entries[segment.ruling]
    about = snapshot.about(entry.statement.issue, segment.option, segment.value)
    condition = segment.condition.text if segment.condition else ""
    sources, n_more = source_links(snapshot, dict.fromkeys((*reversed(segment.statements), segment.ruling)))
    quoted = quoted_words(segment.stance, about, condition, entry.statement.quote.text)
    return SegmentLine(
        begins=date_words(segment.begins),
        ends=date_words(segment.ends) if segment.ends else "",
        is_possible=segment.certainty is Time.POSSIBLY,
        stance=stance(segment.stance, about, condition),
        about=about,
        quoted=excerpt(quoted, _QUOTED_CHARACTERS),
        strength=strength(segment.firmness),
        changed=listed(tuple(ASPECT_WORDS[each] for each in segment.aspects)),
        sources=sources,
        n_more=n_more,
    )


def _wanted(snapshot: Snapshot, told: Preferences | None) -> str:
    """What is compared of a party: an outcome that it wants, what it takes on a condition, what it refuses."""
    if told is None:
        return "no position yet"
    issue = snapshot.dossier.issue(told.issue)

    def named(options: tuple[OptionId, ...], number: Value | None) -> str:
        if number is not None:
            return number_outcome(issue, options, number)
        return listed(tuple(snapshot.dossier.option_name(issue.id, each) or each for each in options))

    is_own = bool(told.preferred) or not told.is_conditional
    if is_own:
        wanted, beside = named(told.preferred, told.number), named(told.conditional, None)
    else:
        wanted, beside = named(told.conditional, told.number if len(told.conditional) < 2 else None), ""
    refused = "" if told.refused is None else named(told.excluded, told.refused)
    others = tuple(each for each in told.excluded if not is_there(told.refused, each, issue))
    parts = [
        f"{_TIED}{wanted}" if wanted and told.is_conditional else wanted,
        f"{_TIED}{beside}" if beside else "",
        *(f"not: {each}" for each in (named(others, None), refused) if each),
    ]
    return "; ".join(part for part in parts if part) or "tells no outcome"
