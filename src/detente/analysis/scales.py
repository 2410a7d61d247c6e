"""Scales: whether a number is on an issue's scale, which places of it a number holds, and what lies beyond it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from detente.model import Indicator, Issue, OptionId, ScaleKind, Statement, Value, Watch


class Narrowing(NamedTuple):
    """What is asked of a statement beside party, issue and act: an option, and the ends that its number keeps to."""

    option: OptionId | None = None
    at_least: float | None = None
    at_most: float | None = None

    @classmethod
    def of(cls, asked: Indicator | Watch) -> Narrowing:
        """What an indicator or something to watch asks."""
        return cls(asked.option, asked.at_least, asked.at_most)


def fits_scale(value: Value | None, issue: Issue) -> bool:
    """Whether the issue is a number in the unit of this one."""
    return value is not None and issue.scale.measures(value)


def tells(issue: Issue | None, told: Statement, narrowing: Narrowing) -> bool:
    """Whether a statement on an issue names the option and tells a number that are asked for."""
    if narrowing.option is not None and narrowing.option != told.option:
        return False
    if narrowing.at_least is None and narrowing.at_most is None:
        return True
    value = None if issue is None else number_told(issue, told.value, told.option)
    if value is None:
        return False
    is_enough = narrowing.at_least is None or (value.low is not None and value.low >= narrowing.at_least)
    return is_enough and (narrowing.at_most is None or (value.high is not None and value.high <= narrowing.at_most))


def holds(value: Value | None, place: float | None) -> bool:
    """Whether a number or range holds a place."""
    return value is not None and place is not None and value.holds(place)


def is_one_number(one: Value | None, other: Value | None) -> bool:
    """Whether both tell the same number: "15", "15 or more" and "more than 15" do, "up to 15" and "15 or more" do not.

    Example:
        >>> is_one_number(Value(15, 15, "years"), Value(15, None, "years"))
        True
    """
    if one is None or other is None or one == other:
        return one == other
    if not one.is_in(other.unit) or _told_ends(one) != _told_ends(other):
        return False
    is_from_both_sides = {one.low is None, other.low is None} == {True, False} == {one.high is None, other.high is None}
    return len(_told_ends(one)) == 1 and not is_from_both_sides


def is_elsewhere(value: Value | None, option: OptionId | None, issue: Issue | None) -> bool:
    """Whether a number and an option cannot be told of one outcome, as the option's place is another number."""
    place = _place_beside(value, option, issue)
    return place is not None and not holds(value, place)


def is_there(value: Value | None, option: OptionId | None, issue: Issue | None) -> bool:
    """Whether a number and an option tell one outcome, as the option's place is that number."""
    return holds(value, _place_beside(value, option, issue))


def _place_beside(value: Value | None, option: OptionId | None, issue: Issue | None) -> float | None:
    """The option's place, where the number is on the same scale."""
    if option is None or issue is None or not fits_scale(value, issue):
        return None
    return next((each.place for each in issue.options if each.id == option), None)


def _told_ends(value: Value) -> set[float]:
    return {end for end in (value.low, value.high) if end is not None}


def number_told(issue: Issue, value: Value | None, option: OptionId | None) -> Value | None:
    """The number on the issue's scale that is named, or else the option's place; None where that is no number."""
    if value is not None and fits_scale(value, issue):
        return value
    if option is None or issue.scale.kind is not ScaleKind.NUMBER:
        return None
    place = next((each.place for each in issue.options if each.id == option), None)
    return None if place is None else Value(place, place, issue.scale.unit or "")


def beyond(refused: Value, wanted: Iterable[Value]) -> Value | None:
    """A refused number or range with all that lies beyond it, seen from what is wanted beside it.

    Args:
        refused: On one scale with ``wanted``.
        wanted: One that shares a number with it tells no side.

    Returns:
        None where nothing tells the side, or some of it lies on either.

    Example:
        >>> beyond(Value(36, 36, "hours"), [Value(37.5, 37.5, "hours")])
        Value(low=None, high=36, unit='hours', exclusive=False)
    """
    if refused.low is None or refused.high is None:
        return None
    ends = [each.ends for each in wanted]
    sides = {high < refused.low for low, high in ends if high < refused.low or low > refused.high}
    if len(sides) != 1:
        return None
    return replace(refused, high=None) if sides.pop() else replace(refused, low=None)
