"""Nearness: how near what two parties want of an issue comes, by each measure, and the state that makes.

The definition of each state, with worked examples: docs/methods/gaps.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from detente.analysis.bounds import number_line
from detente.analysis.distances import distance, overlap_share
from detente.analysis.exclusions import RedLine
from detente.analysis.preferences import Preferences, scale_range
from detente.analysis.scales import holds
from detente.model import Act, Firmness, Issue, OptionId

CLOSE_SHARE = 0.1
"""Numbers at most this share of the scale's range apart are close. A convention of ours, not a finding."""


class GapState(StrEnum):
    """How far apart parties stand, from the nearest to the farthest; last, that it cannot be told."""

    AGREED = "agreed"
    CLOSE = "close"
    OPEN = "open"
    DEADLOCKED = "deadlocked"
    NOT_TOLD = "not_told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearness:
    """How near two parties come on an issue; each field as in :class:`detente.analysis.Gap`."""

    state: GapState
    why: str
    distance: float | None
    distance_share: float | None
    overlap_share: float | None
    opposed: tuple[OptionId, ...]
    red_lines: tuple[RedLine, ...]


def nearness(one: Preferences, other: Preferences, issue: Issue) -> Nearness:
    """How near two parties come on the issue; the same whoever is named first.

    Args:
        one: Of one party on ``issue``.
        other: Of another.
        issue: As the dossier describes it.
    """
    apart = distance(one.number, other.number) if one.number and other.number else None
    range_ = None if apart is None else scale_range(issue)
    share = None if apart is None or range_ is None else min(1.0, apart / range_)
    in_the_way = _red_lines_in_the_way(one, other, issue)
    state, why = _state(one, other, apart, share, in_the_way)
    ours, theirs = one.accepted, other.accepted
    return Nearness(
        state=state,
        why=why,
        distance=apart,
        distance_share=share,
        overlap_share=overlap_share(ours, theirs),
        opposed=_opposed(one, other, issue) if one.excluded or other.excluded else (),
        red_lines=in_the_way,
    )


def _opposed(one: Preferences, other: Preferences, issue: Issue) -> tuple[OptionId, ...]:
    """The options that one of them accepts and the other excludes, in the dossier's order."""
    found = {*one.accepted} & {*other.excluded} | {*other.accepted} & {*one.excluded}
    return tuple(option.id for option in issue.options if option.id in found) if found else ()


def _state(
    one: Preferences, other: Preferences, apart: float | None, share: float | None, in_the_way: Sequence[RedLine]
) -> tuple[GapState, str]:
    """The first that holds, and why."""
    if in_the_way and (len(in_the_way) > 1 or _is_firm(one, other, in_the_way[0])):
        is_mutual = len(in_the_way) > 1
        why = "the red lines exclude each other" if is_mutual else "a red line excludes what is wanted"
        return GapState.DEADLOCKED, why
    if untold := _untold(one, other, apart):
        return GapState.NOT_TOLD, untold
    is_common = apart == 0 if apart is not None else bool(both(one.accepted, other.accepted))
    if is_common:
        return _common_state(one, other, is_number=apart is not None)
    if share is not None and share <= CLOSE_SHARE:
        return GapState.CLOSE, f"{share:.0%} of the scale apart"
    if share is not None:
        return GapState.OPEN, f"{share:.0%} of the scale apart"
    return GapState.OPEN, "no outcome that both accept"


def _common_state(one: Preferences, other: Preferences, *, is_number: bool) -> tuple[GapState, str]:
    """Open if it may be rejected, agreed where both want one outcome with no condition and no contest, else close."""
    if one.is_in_doubt or other.is_in_doubt:
        return GapState.OPEN, "one outcome in common, unless a rejection that names none means it"
    is_wanted = is_number or bool(both(one.preferred, other.preferred))
    if not is_wanted or one.is_conditional or other.is_conditional:
        return GapState.CLOSE, "one outcome in common, on a condition"
    if one.is_contested or other.is_contested:
        return GapState.CLOSE, "one outcome in common, but contested"
    return GapState.AGREED, "both want one outcome"


def _untold(one: Preferences, other: Preferences, apart: float | None) -> str:
    """Why the two cannot be compared; empty where they can."""
    if not (one.is_told and other.is_told):
        return "no outcome is coded for " + ("one" if one.is_told or other.is_told else "either")
    if not (one.is_wanted or other.is_wanted):
        return "no outcome is coded that either would accept"
    has_options = all(each.accepted or each.excluded for each in (one, other))
    if apart is None and not has_options and not _is_number_refused(one, other):
        return "one tells options and the other a number that holds none"
    return ""


def _is_number_refused(one: Preferences, other: Preferences) -> bool:
    """Whether one tells the number that it wants, and the other one that it rejects."""
    return bool((one.number and other.refused) or (other.number and one.refused))


def _red_lines_in_the_way(one: Preferences, other: Preferences, issue: Issue) -> tuple[RedLine, ...]:
    """Both red lines where they leave no outcome together, else the one that excludes all that the other wants."""
    if one.red_line is None and other.red_line is None:
        return ()
    lines = [each.red_line for each in (one, other) if each.red_line]
    if len(lines) == 2 and _leave_nothing(lines, issue):
        return tuple(lines)
    for line, wants in ((one.red_line, other), (other.red_line, one)):
        if line and _excludes_all(line, wants, issue):
            return (line,)
    return ()


def _leave_nothing(lines: Sequence[RedLine], issue: Issue) -> bool:
    if issue.options:
        return {option.id for option in issue.options} <= {option for line in lines for option in line.excluded}
    return number_line(issue, lines).is_empty


def _excludes_all(line: RedLine, wants: Preferences, issue: Issue) -> bool:
    """Whether a red line leaves no room for anything that a party wants, not even on a condition."""
    if issue.options:
        return bool(wants.accepted) and set(wants.accepted) <= set(line.excluded)
    if line.value is None or wants.number is None:
        return False
    if line.stance is Act.DEMAND:
        return line.value.overlaps(wants.number) is False
    return all(holds(line.value, end) for end in wants.number.ends)


def _is_firm(one: Preferences, other: Preferences, line: RedLine) -> bool:
    """Whether the party that a red line stands against insists on what it wants."""
    against = other if line.party == one.party else one
    return against.firmness in {Firmness.FIRM, Firmness.RED_LINE}


def both(ones: Sequence[OptionId], others: Sequence[OptionId]) -> tuple[OptionId, ...]:
    """The options that are among both, in the order of the first."""
    return tuple(option for option in ones if option in others)
