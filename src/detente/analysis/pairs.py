"""Pairs: how far two parties stand apart on an issue, and what would close the gap.

The definition of each state, with worked examples: docs/methods/gaps.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.analysis.exclusions import RedLine
from detente.analysis.nearness import CLOSE_SHARE, GapState, Nearness, both, nearness
from detente.analysis.preferences import Preferences, scale_unit
from detente.model import Condition, Issue, IssueId, OptionId, PartyId, StatementId, Time, Value

__all__ = ["CLOSE_SHARE", "Gap", "GapState", "Need", "gap"]


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
    near, wanted = nearness(one, other, issue), (one.accepted, other.accepted)
    return Gap(
        issue=issue.id,
        parties=(one.party, other.party),
        state=near.state,
        why=near.why,
        distance=near.distance,
        unit=scale_unit(issue),
        distance_share=near.distance_share,
        overlap_share=near.overlap_share,
        common=both(*wanted),
        opposed=near.opposed,
        refused=both(one.excluded, other.excluded),
        red_lines=near.red_lines,
        needs=(_need(one, other, near), _need(other, one, near)) if near.state is not GapState.AGREED else (),
        told=_less_certain(one.told, other.told),
        preferences=(one, other),
        statements=tuple(dict.fromkeys((*one.statements, *other.statements))),
    )


def _need(one: Preferences, other: Preferences, near: Nearness) -> Need:
    """What ``one`` would need to accept for the gap to close while the other stays where it is."""
    has_condition = other.is_wanted and other.is_conditional
    return Need(
        party=one.party,
        options=tuple(option for option in other.accepted if option not in one.preferred),
        number=None if near.distance == 0 else other.number,
        condition=other.condition if has_condition else None,
        has_condition=has_condition,
        gives_up=next((line for line in near.red_lines if line.party == one.party), None),
        statements=other.statements if other.is_wanted else (),
    )


def _less_certain(one: Time, other: Time) -> Time:
    order = (Time.CERTAINLY, Time.POSSIBLY, Time.UNDATED)
    return max(one, other, key=order.index)
