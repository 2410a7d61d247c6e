"""Clashes: when two statements cannot both stand, and the parts that this is told from."""

from __future__ import annotations

from enum import StrEnum

from detente.analysis.stances import line_of
from detente.analysis.standing import days_of, is_near
from detente.model import Act, Entry, Value


class Clash(StrEnum):
    """Why two statements cannot both stand.

    ``clash`` tells the first three, which are about one party on one issue; ``formula`` (two sides tell another outcome
    of one thing) and ``dates`` (one event, told at days that exclude each other) are found by ``contests``.
    """

    DENIED = "denied"
    OPPOSED = "opposed"
    NUMBERS = "numbers"
    FORMULA = "formula"
    DATES = "dates"


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


def is_for(entry: Entry) -> bool:
    """Whether it speaks for what it names, so that a rejection of the same opposes it."""
    line = line_of(entry.statement.act)
    return line is Act.ACCEPT or (line is Act.DEMAND and entry.statement.option is not None)


def month_of(entry: Entry) -> tuple[int, int] | None:
    """The year and month it was said in; None where that is not told."""
    days = days_of(entry)
    if days is None:
        return None
    first, last = days
    return (first.year, first.month) if first.year == last.year and first.month == last.month else None


def do_overlap(one: Value, other: Value) -> bool:
    """Whether some number is in both, ends included; the unit is not looked at."""
    return not (_is_below(one.high, other.low) or _is_below(other.high, one.low))


def _is_opposed(one: Entry, other: Entry) -> bool:
    ours, theirs = one.statement, other.statement
    if (ours.act is Act.REJECT) == (theirs.act is Act.REJECT) or ours.option != theirs.option:
        return False
    return is_for(other if ours.act is Act.REJECT else one) and is_near(one, other)


def _is_counted_differently(one: Entry, other: Entry) -> bool:
    ours, theirs = one.statement.value, other.statement.value
    if ours is None or theirs is None or do_overlap(ours, theirs):
        return False
    option, their_option = one.statement.option, other.statement.option
    if option != their_option and option is not None and their_option is not None:
        return False
    month = month_of(one)
    return month is not None and month == month_of(other) and ours.unit.casefold() == theirs.unit.casefold()


def _is_below(high: float | None, low: float | None) -> bool:
    return high is not None and low is not None and high < low
