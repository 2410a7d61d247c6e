"""Headings: whether what a party wants now is nearer to another than what it wanted before.

The rules, with worked examples: docs/methods/movement.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from detente.analysis.nearness import GapState, Nearness, nearness
from detente.analysis.preferences import Preferences, scale_unit
from detente.model import Firmness, Issue, PartyId, StatementId

_NEAREST_LAST = (GapState.DEADLOCKED, GapState.OPEN, GapState.CLOSE, GapState.AGREED)


class Heading(StrEnum):
    """Whether a move brings a party nearer to another; sideways also where that cannot be told."""

    TOWARD = "toward"
    AWAY = "away"
    SIDEWAYS = "sideways"


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """A move as seen from another party, which is held where it stood.

    Attributes:
        party: The other party.
        heading: Toward it, away from it, or sideways.
        why: What tells it, in a clause, or why it cannot be told.
        before, after: The state of the gap between the two before and after the move.
        distance_before, distance_after: On the scale, in ``unit``; None where it is not told.
        unit: Of the scale; empty where it has none.
        statements: The other party's statements that tell where it stood.
    """

    party: PartyId
    heading: Heading
    why: str
    before: GapState
    after: GapState
    distance_before: float | None
    distance_after: float | None
    unit: str
    statements: tuple[StatementId, ...]

    @property
    def is_told(self) -> bool:
        """Whether the gap could be compared before and after."""
        return GapState.NOT_TOLD not in {self.before, self.after}


class Headed:
    """Something that goes toward, away from or past other parties."""

    __slots__ = ()
    directions: tuple[Direction, ...]

    def heads(self, heading: Heading) -> tuple[PartyId, ...]:
        """The other parties it goes toward, away from, or past."""
        return tuple(each.party for each in self.directions if each.heading is heading)


def direction(before: Preferences | None, after: Preferences, other: Preferences, issue: Issue) -> Direction:
    """Whether a move brings a party nearer to another, which is held at one position.

    Of what is held (:func:`_held`) the first that differs decides: the distance on the scale, the state of the gap, the
    overlap of the options, how many options one wants and the other excludes.

    Args:
        before: Of the party that moved; None where it had told nothing.
        after: The same party's, after the move.
        other: Of the other party, on the same issue.
        issue: As the dossier describes it.
    """
    now = nearness(after, other, issue)
    then = None if before is None else nearness(before, other, issue)
    heading, why = Heading.SIDEWAYS, "nothing was told before"
    if before is not None and then is not None:
        heading, why = Heading.SIDEWAYS, _untold(then, now)
        if not why:
            held = _held(before, after, other)
            is_as_told = held[0] is before and held[1] is after and held[2] is other
            heading, why = _heading(then, now) if is_as_told else _heading_of(*held, issue)
    return Direction(
        party=other.party,
        heading=heading,
        why=why,
        before=GapState.NOT_TOLD if then is None else then.state,
        after=now.state,
        distance_before=None if then is None else then.distance,
        distance_after=now.distance,
        unit=scale_unit(issue),
        statements=other.statements,
    )


def _held(
    before: Preferences, after: Preferences, other: Preferences
) -> tuple[Preferences, Preferences, Preferences]:  # fmt: skip
    """What is compared of the three: what the parties hold, and not how it came to be told.

    A contest is a doubt of ours and no step of theirs. Where one of the two firmnesses is unclear, no change of it is
    told. What was excluded stays so until the party accepts it: to speak of it no more lifts only a red line. Where the
    party tells an outcome that it wants only before or only after, what the other excludes of it is not counted.
    """
    is_unclear = Firmness.UNCLEAR in {before.firmness, after.firmness}
    firmness = after.firmness if before.firmness is Firmness.UNCLEAR else before.firmness
    was, now = (_undoubted(each, firmness if is_unclear else each.firmness) for each in (before, after))
    lifted = () if before.red_line is None else before.red_line.excluded
    kept = [each for each in before.excluded if each not in {*lifted, *after.accepted, *after.excluded}]
    theirs = _undoubted(other, other.firmness)
    if before.is_wanted is not after.is_wanted and (theirs.red_line or theirs.excluded):
        theirs = replace(theirs, red_line=None, excluded=())
    return was, replace(now, excluded=(*now.excluded, *kept)) if kept else now, theirs


def _undoubted(wants: Preferences, firmness: Firmness) -> Preferences:
    """The same without a contest, so firm; itself where it is that already."""
    is_so = wants.firmness is firmness and not wants.is_contested
    return wants if is_so else replace(wants, is_contested=False, firmness=firmness)


def _heading_of(before: Preferences, after: Preferences, other: Preferences, issue: Issue) -> tuple[Heading, str]:
    return _heading(nearness(before, other, issue), nearness(after, other, issue))


def _heading(then: Nearness, now: Nearness) -> tuple[Heading, str]:
    if untold := _untold(then, now):
        return Heading.SIDEWAYS, untold
    for what, nearer in _measures(then, now):
        if nearer:
            return (Heading.TOWARD if nearer > 0 else Heading.AWAY), what
    return Heading.SIDEWAYS, "as far apart as before"


def _untold(then: Nearness, now: Nearness) -> str:
    """Why two gaps cannot be compared; empty where they can."""
    why = next((each.why for each in (then, now) if each.state is GapState.NOT_TOLD), "")
    return f"cannot be told: {why}" if why else ""


def _measures(then: Nearness, now: Nearness) -> Iterable[tuple[str, float]]:
    """How much nearer the two are, by each measure that tells it, in the order in which they decide."""
    if then.distance is not None and now.distance is not None:
        yield "by the distance on the scale", then.distance - now.distance
    yield "by the state of the gap", _NEAREST_LAST.index(now.state) - _NEAREST_LAST.index(then.state)
    if then.overlap_share is not None and now.overlap_share is not None:
        yield "by the options that both accept", now.overlap_share - then.overlap_share
    yield "by the options that one wants and the other excludes", len(then.opposed) - len(now.opposed)
