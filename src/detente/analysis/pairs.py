"""Pairs: how far two parties stand apart on an issue, and what would close the gap.

The definition of each state, with worked examples: docs/methods/gaps.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from detente.analysis.bounds import number_line
from detente.analysis.distances import distance, overlap_share
from detente.analysis.exclusions import RedLine, holds
from detente.analysis.preferences import Preferences, scale_range, scale_unit
from detente.model import Act, Condition, Firmness, Issue, IssueId, OptionId, PartyId, StatementId, Time, Value

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
class Need:
    """What one party would need to accept for a gap to close while the other stays where it is.

    Attributes:
        options: What the other accepts and this party does not want yet.
        number: What the other wants on the scale, where this party's number does not meet it.
        condition: What the other makes it depend on, where that is told.
        has_condition: Whether a condition of the other would have to be met, told in words or not.
        gives_up: This party's own red line that stands in the way; None for none.
        statements: The other's statements that tell it.
    """

    party: PartyId
    options: tuple[OptionId, ...]
    number: Value | None
    condition: Condition | None
    has_condition: bool
    gives_up: RedLine | None
    statements: tuple[StatementId, ...]

    @property
    def is_told(self) -> bool:
        """Whether the other tells anything that could be accepted."""
        return bool(self.options) or self.number is not None or self.has_condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """How far two parties stand apart on an issue.

    Attributes:
        parties: The two, in the dossier's order.
        state: See docs/methods/gaps.md.
        why: The reason for the state, in a clause.
        distance: Between what the two want on the scale, in ``unit``; 0 where that overlaps, None where it is not told.
        unit: Of the scale; empty where it has none.
        distance_share: The distance as a share of the scale's range, in [0, 1]; 1 also where it is greater.
        overlap_share: The options that both accept, as a share in [0, 1] of those that either accepts.
        common: The options that both accept, on a condition or not.
        opposed: The options that one of them accepts and the other excludes.
        refused: The options that both exclude.
        red_lines: Those that stand in the way: they exclude each other, or one excludes what the other wants.
        needs: For each of the two, what it would need to accept; empty where they are agreed.
        told: Whether what is compared had been said by then: the less certain of the two.
        preferences: What is compared.
        statements: What the gap rests on.
    """

    issue: IssueId
    parties: tuple[PartyId, PartyId]
    state: GapState
    why: str
    distance: float | None
    unit: str
    distance_share: float | None
    overlap_share: float | None
    common: tuple[OptionId, ...]
    opposed: tuple[OptionId, ...]
    refused: tuple[OptionId, ...]
    red_lines: tuple[RedLine, ...]
    needs: tuple[Need, ...]
    told: Time
    preferences: tuple[Preferences, Preferences]
    statements: tuple[StatementId, ...]


def gap(one: Preferences, other: Preferences, issue: Issue) -> Gap:
    """How far two parties stand apart on the issue; apart from the order, the same whoever is named first.

    Args:
        one: Of one party on ``issue``.
        other: Of another.
        issue: As the dossier describes it.

    Source:
        Red lines as reservation values, and what is left between them as the zone of possible agreement: Raiffa, H.
        (1982), The Art and Science of Negotiation, Harvard University Press, chapter 4. The states are ours.
    """
    apart = distance(one.number, other.number) if one.number and other.number else None
    range_ = scale_range(issue)
    share = None if apart is None or range_ is None else min(1.0, apart / range_)
    in_the_way = _red_lines_in_the_way(one, other, issue)
    state, why = _state(one, other, apart, share, in_the_way)
    return Gap(
        issue=issue.id,
        parties=(one.party, other.party),
        state=state,
        why=why,
        distance=apart,
        unit=scale_unit(issue),
        distance_share=share,
        overlap_share=overlap_share(one.accepted, other.accepted),
        common=_both(one.accepted, other.accepted),
        opposed=tuple(option.id for option in issue.options if _is_opposed(option.id, one, other)),
        refused=_both(one.excluded, other.excluded),
        red_lines=in_the_way,
        needs=(_need(one, other, apart, in_the_way), _need(other, one, apart, in_the_way))
        if state is not GapState.AGREED
        else (),
        told=_less_certain(one.told, other.told),
        preferences=(one, other),
        statements=tuple(dict.fromkeys((*one.statements, *other.statements))),
    )


def _state(
    one: Preferences, other: Preferences, apart: float | None, share: float | None, in_the_way: Sequence[RedLine]
) -> tuple[GapState, str]:
    """The first that holds, and why."""
    if in_the_way and (len(in_the_way) > 1 or _is_firm(one, other, in_the_way[0])):
        both = len(in_the_way) > 1
        return GapState.DEADLOCKED, "the red lines exclude each other" if both else "a red line excludes what is wanted"
    if untold := _untold(one, other, apart):
        return GapState.NOT_TOLD, untold
    is_common = apart == 0 if apart is not None else bool(_both(one.accepted, other.accepted))
    if is_common:
        return _common_state(one, other, is_number=apart is not None)
    if share is not None and share <= CLOSE_SHARE:
        return GapState.CLOSE, f"{share:.0%} of the scale apart"
    if share is not None:
        return GapState.OPEN, f"{share:.0%} of the scale apart"
    return GapState.OPEN, "no outcome that both accept"


def _common_state(one: Preferences, other: Preferences, *, is_number: bool) -> tuple[GapState, str]:
    """Agreed where both want one outcome with no condition and no contest, else close."""
    is_wanted = is_number or bool(_both(one.preferred, other.preferred))
    if not is_wanted or one.is_conditional or other.is_conditional:
        return GapState.CLOSE, "one outcome in common, on a condition"
    if one.is_contested or other.is_contested:
        return GapState.CLOSE, "one outcome in common, but contested"
    return GapState.AGREED, "both want one outcome"


def _untold(one: Preferences, other: Preferences, apart: float | None) -> str:
    """Why the two cannot be compared; empty where they can."""
    if not (one.is_told and other.is_told):
        return "neither tells an outcome" if not (one.is_told or other.is_told) else "one tells no outcome"
    if not (one.is_wanted or other.is_wanted):
        return "neither tells what it would accept"
    has_options = all(each.accepted or each.excluded for each in (one, other))
    if apart is None and not has_options and not _is_number_refused(one, other):
        return "one tells options and the other a number that holds none"
    return ""


def _is_number_refused(one: Preferences, other: Preferences) -> bool:
    """Whether one tells the number that it wants, and the other one that it rejects."""
    return bool((one.number and other.refused) or (other.number and one.refused))


def _red_lines_in_the_way(one: Preferences, other: Preferences, issue: Issue) -> tuple[RedLine, ...]:
    """Both red lines where they leave no outcome together, else the one that excludes all that the other wants."""
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
        return distance(line.value, wants.number) > 0
    ends = (wants.number.low, wants.number.high)
    return None not in ends and all(holds(line.value, end) for end in ends)


def _is_firm(one: Preferences, other: Preferences, line: RedLine) -> bool:
    """Whether the party that a red line stands against insists on what it wants."""
    against = other if line.party == one.party else one
    return against.firmness in {Firmness.FIRM, Firmness.RED_LINE}


def _need(one: Preferences, other: Preferences, apart: float | None, in_the_way: Sequence[RedLine]) -> Need:
    """What ``one`` would need to accept for the gap to close while the other stays where it is."""
    has_condition = other.is_wanted and other.is_conditional
    return Need(
        party=one.party,
        options=tuple(option for option in other.accepted if option not in one.preferred),
        number=None if apart == 0 else other.number,
        condition=other.condition if has_condition else None,
        has_condition=has_condition,
        gives_up=next((line for line in in_the_way if line.party == one.party), None),
        statements=other.statements if other.is_wanted else (),
    )


def _is_opposed(option: OptionId, one: Preferences, other: Preferences) -> bool:
    """Whether one of the two accepts the option and the other excludes it."""
    is_ours, is_theirs = option in one.accepted, option in other.accepted
    return (is_ours and option in other.excluded) or (is_theirs and option in one.excluded)


def _both(ones: Sequence[OptionId], others: Sequence[OptionId]) -> tuple[OptionId, ...]:
    return tuple(option for option in ones if option in others)


def _less_certain(one: Time, other: Time) -> Time:
    order = (Time.CERTAINLY, Time.POSSIBLY, Time.UNDATED)
    return max(one, other, key=order.index)
