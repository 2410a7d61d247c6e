"""A number by hand is told in the unit of its issue where the two units are kindred."""

from __future__ import annotations

import pytest

from detente.coding.scales import converted
from detente.model import Issue, IssueId, Scale, ScaleKind, Value


def issue_in(unit: str | None) -> Issue:
    """An issue with a number scale of this unit, or with options alone."""
    scale = Scale(kind=ScaleKind.NUMBER, unit=unit, low=0, high=1000) if unit else Scale()
    return Issue(id=IssueId("x"), name="X", scale=scale)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (Value(2, 3, "weeks"), "days", Value(14, 21, "days")),
        (Value(36, 36, "hours"), "days", Value(1.5, 1.5, "days")),
        (Value(18, None, "months", exclusive=True), "years", Value(1.5, None, "years", exclusive=True)),
        (Value(5, 5, "%"), "percent", Value(5, 5, "percent")),
        (Value(1.5, 1.5, "billion euros"), "million euros", Value(1500, 1500, "million euros")),
        (Value(2, 2, "billion euros a year"), "million euros a year", Value(2000, 2000, "million euros a year")),
        (Value(20, 20, "cents"), "euros", Value(0.2, 0.2, "euros")),
    ],
)
def test_a_kindred_unit_is_converted(value, unit, expected):
    """One way or the other, with what "billion" stands for; an open end stays open."""
    assert converted(value, issue_in(unit)) == expected


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        (Value(3, 3, "percent"), "crowns"),
        (Value(2, 2, "billion euros"), "million euros a year"),
        (Value(2, 2, "weeks"), None),
        (Value(2, 2, "DAYS"), "days"),
        (Value(2, 2, ""), "days"),
    ],
)
def test_any_other_number_stays_as_it_is_told(value, unit):
    """In a unit that is not kindred, in the issue's own, in none, or where the issue has no number."""
    assert converted(value, issue_in(unit)) == value
