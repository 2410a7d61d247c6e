"""Bounds: which numbers the red lines leave on an issue that is a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from math import inf, isinf

from detente.analysis.exclusions import RedLine
from detente.model import Act, Issue, IssueId, Value


@dataclass(frozen=True, slots=True)
class Stretch:
    """Numbers without a gap.

    Attributes:
        low, high: Its ends; None for no end.
        has_low, has_high: Whether the end itself belongs to it.
    """

    low: float | None
    high: float | None
    _: KW_ONLY
    has_low: bool
    has_high: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLine:
    """What is left of a number issue that has no named options.

    Attributes:
        low, high: The ends of the dossier's scale after every red-line demand, in ``unit``, both
            included; None for no end. If nothing is left, they are as the demands leave them.
        refused: Numbers and ranges that a red line refuses, each end included.
        red_lines: What narrows it, in the dossier's order of parties.
    """

    issue: IssueId
    name: str
    unit: str
    low: float | None
    high: float | None
    refused: tuple[Value, ...]
    red_lines: tuple[RedLine, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no number is left."""
        return not self.left

    @property
    def left(self) -> tuple[Stretch, ...]:
        """The numbers that are left, in order.

        Example:
            >>> refused = (Value(18, None, "pairs"),)
            >>> line = NumberLine(
            ...     issue=IssueId("slots"), name="Slots", unit="pairs", low=0, high=40, refused=refused, red_lines=(),
            ... )
            >>> line.left
            (Stretch(low=0, high=18, has_low=True, has_high=False),)
        """
        start, end = _or(self.low, -inf), _or(self.high, inf)
        found, has_start = [], True
        for value in sorted(self.refused, key=lambda value: _or(value.low, -inf)):
            first, last = _or(value.low, -inf), _or(value.high, inf)
            if start < first <= end:
                found.append(Stretch(_end(start), first, has_low=has_start, has_high=False))
            if last >= start:
                start, has_start = last, False
        if start < end or (start == end and has_start):
            found.append(Stretch(_end(start), _end(end), has_low=has_start, has_high=True))
        return tuple(found)


def number_line(issue: Issue, red_lines: Sequence[RedLine]) -> NumberLine:
    """The numbers that no red line on this issue excludes, exactly, over the real numbers."""
    ours = tuple(line for line in red_lines if line.issue == issue.id)
    demanded = [line.value for line in ours if line.value and line.stance is Act.DEMAND]
    refused = tuple(line.value for line in ours if line.value and line.stance is Act.REJECT)
    whole = (_or(issue.scale.low, -inf), _or(issue.scale.high, inf))
    low = max([whole[0], *(_or(value.low, -inf) for value in demanded)])
    high = min([whole[1], *(_or(value.high, inf) for value in demanded)])
    return NumberLine(
        issue=issue.id,
        name=issue.name,
        unit=issue.scale.unit or "",
        low=None if low == -inf else low,
        high=None if high == inf else high,
        refused=refused,
        red_lines=ours,
    )


def _end(number: float) -> float | None:
    return None if isinf(number) else number


def _or(number: float | None, otherwise: float) -> float:
    return otherwise if number is None else number
