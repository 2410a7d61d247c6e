"""Bounds: which numbers the red lines leave on an issue that is a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from math import inf, isinf

from detente.analysis.exclusions import RedLine
from detente.model import Act, Issue, IssueId, Value

_Cut = tuple[float, bool]
"""A place between numbers: before this one, or (True) behind it."""


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
        low, high: The ends of the dossier's scale after every red-line demand, in ``unit``; None for no end. If
            nothing is left, they are as the demands leave them.
        has_low, has_high: Whether the end itself is left.
        refused: Numbers and ranges that a red line refuses.
        red_lines: What narrows it, in the dossier's order of parties.
    """

    issue: IssueId
    name: str
    unit: str
    low: float | None
    high: float | None
    has_low: bool = True
    has_high: bool = True
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
        start, end = _before(self.low, has_end=self.has_low), _behind(self.high, has_end=self.has_high)
        found = []
        for first, last in sorted(map(_cuts, self.refused)):
            if start < min(first, end):
                found.append(_stretch(start, min(first, end)))
            start = max(start, last)
        if start < end:
            found.append(_stretch(start, end))
        return tuple(found)


def number_line(issue: Issue, red_lines: Sequence[RedLine]) -> NumberLine:
    """The numbers that no red line on this issue excludes, exactly, over the real numbers."""
    ours = tuple(line for line in red_lines if line.issue == issue.id)
    demanded = [line.value for line in ours if line.value and line.stance is Act.DEMAND]
    refused = tuple(line.value for line in ours if line.value and line.stance is Act.REJECT)
    start = max([_before(issue.scale.low), *(_cuts(value)[0] for value in demanded)])
    end = min([_behind(issue.scale.high), *(_cuts(value)[1] for value in demanded)])
    whole = _stretch(start, end)
    return NumberLine(
        issue=issue.id,
        name=issue.name,
        unit=issue.scale.unit or "",
        low=whole.low,
        high=whole.high,
        has_low=whole.has_low,
        has_high=whole.has_high,
        refused=refused,
        red_lines=ours,
    )


def _cuts(value: Value) -> tuple[_Cut, _Cut]:
    """Where the numbers of a value begin and end."""
    has_end = not value.exclusive
    return _before(value.low, has_end=has_end), _behind(value.high, has_end=has_end)


def _before(low: float | None, *, has_end: bool = True) -> _Cut:
    return (-inf, False) if low is None else (low, not has_end)


def _behind(high: float | None, *, has_end: bool = True) -> _Cut:
    return (inf, True) if high is None else (high, has_end)


def _stretch(start: _Cut, end: _Cut) -> Stretch:
    (low, is_without_low), (high, has_high) = start, end
    return Stretch(
        None if isinf(low) else low, None if isinf(high) else high, has_low=not is_without_low, has_high=has_high
    )
