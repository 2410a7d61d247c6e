"""Sameness: whether a position or an offer is about what a red line names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from detente.analysis.scales import number_told
from detente.analysis.showing import keeps_to
from detente.model import Act, Issue, OptionId, Value


class Sameness(Enum):
    """Whether something is about what a red line names; partly where its numbers reach beyond the line's."""

    SAME = auto()
    PARTLY = auto()
    OTHER = auto()
    NOT_TOLD = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """What a red line says of an issue, its act as that of its group."""

    act: Act
    option: OptionId | None
    value: Value | None
    issue: Issue


def sameness(line: Line, option: OptionId | None, value: Value | None) -> Sameness:
    """By number where both tell one, an option with a place on the scale as its number; by option else.

    Args:
        line: What the red line names.
        option: The option that is named beside it.
        value: The number that is.
    """
    ours, theirs = number_told(line.issue, line.value, line.option), number_told(line.issue, value, option)
    if ours is None or theirs is None:
        ours, theirs = line.value, value
    if ours is not None and theirs is not None and ours.is_in(theirs.unit):
        if not ours.overlaps(theirs):
            return Sameness.OTHER
        return Sameness.SAME if keeps_to(ours, theirs) else Sameness.PARTLY
    if line.option is not None and option is not None:
        return Sameness.SAME if line.option == option else Sameness.OTHER
    return Sameness.NOT_TOLD
