"""Scales: whether a number is on an issue's scale, and which places of it a number holds."""

from __future__ import annotations

from detente.model import Issue, OptionId, ScaleKind, Value


def fits_scale(value: Value | None, issue: Issue) -> bool:
    """Whether the issue is a number in the unit of this one."""
    return value is not None and issue.scale.measures(value)


def holds(value: Value | None, place: float | None) -> bool:
    """Whether a number or range holds a place, its ends included."""
    if value is None or place is None:
        return False
    return (value.low is None or place >= value.low) and (value.high is None or place <= value.high)


def number_told(issue: Issue, value: Value | None, option: OptionId | None) -> Value | None:
    """The number on the issue's scale that is named, or else the option's place; None where that is no number."""
    if value is not None and fits_scale(value, issue):
        return value
    if option is None or issue.scale.kind is not ScaleKind.NUMBER:
        return None
    place = next((each.place for each in issue.options if each.id == option), None)
    return None if place is None else Value(place, place, issue.scale.unit or "")
