"""Clashes: when two statements of one party on one issue cannot both stand."""

from __future__ import annotations

from enum import StrEnum

from detente.analysis.stances import line_of
from detente.analysis.standing import is_near
from detente.model import Act, Entry, Value


class Clash(StrEnum):
    """Why two statements cannot both stand."""

    DENIED = "denied"
    OPPOSED = "opposed"
    NUMBERS = "numbers"


def clash(one: Entry, other: Entry) -> Clash | None:
    """Why the two cannot both stand, or None if they can. The order of the two does not matter.

    - denied: one of them is a denial; a denial comes whenever it comes, so no window applies
    - opposed: accept against reject on the same option, or with no option named on either side; demand
      or propose against reject on the same named option; within 30 days, since later it is movement
    - numbers: values in one unit that do not overlap, said in the same month, not of different options
    """
    if (one.statement.act is Act.DENY) != (other.statement.act is Act.DENY):
        return Clash.DENIED
    if _is_opposed(one, other):
        return Clash.OPPOSED
    return Clash.NUMBERS if _is_counted_differently(one, other) else None


def _is_opposed(one: Entry, other: Entry) -> bool:
    if not is_near(one, other) or one.statement.option != other.statement.option:
        return False
    lines = {line_of(one.statement.act), line_of(other.statement.act)}
    is_named = one.statement.option is not None
    return lines == {Act.ACCEPT, Act.REJECT} or (is_named and lines == {Act.DEMAND, Act.REJECT})


def _is_counted_differently(one: Entry, other: Entry) -> bool:
    ours, theirs = one.statement.value, other.statement.value
    if ours is None or theirs is None or _month(one) is None or _month(one) != _month(other):
        return False
    options = {one.statement.option, other.statement.option} - {None}
    return len(options) <= 1 and ours.unit.casefold() == theirs.unit.casefold() and not _overlap(ours, theirs)


def _month(entry: Entry) -> tuple[int, int] | None:
    if entry.dated is None:
        return None
    first, last = entry.dated.earliest, entry.dated.latest
    return (first.year, first.month) if (first.year, first.month) == (last.year, last.month) else None


def _overlap(one: Value, other: Value) -> bool:
    return not (_is_below(one.high, other.low) or _is_below(other.high, one.low))


def _is_below(high: float | None, low: float | None) -> bool:
    return high is not None and low is not None and high < low
