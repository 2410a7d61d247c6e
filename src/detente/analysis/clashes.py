"""Clashes: when two statements cannot both stand, and the parts that this is told from."""

from __future__ import annotations

from enum import StrEnum

from detente.analysis.stances import line_of
from detente.analysis.standing import is_near
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
    wants = {Act.ACCEPT} if entry.statement.option is None else {Act.ACCEPT, Act.DEMAND}
    return line_of(entry.statement.act) in wants


def month_of(entry: Entry) -> tuple[int, int] | None:
    """The year and month it was said in; None where that is not told."""
    if entry.dated is None:
        return None
    first, last = entry.dated.earliest, entry.dated.latest
    return (first.year, first.month) if (first.year, first.month) == (last.year, last.month) else None


def do_overlap(one: Value, other: Value) -> bool:
    """Whether some number is in both, ends included; the unit is not looked at."""
    return not (_is_below(one.high, other.low) or _is_below(other.high, one.low))


def _is_opposed(one: Entry, other: Entry) -> bool:
    if not is_near(one, other) or one.statement.option != other.statement.option:
        return False
    return (is_for(one) and other.statement.act is Act.REJECT) or (is_for(other) and one.statement.act is Act.REJECT)


def _is_counted_differently(one: Entry, other: Entry) -> bool:
    ours, theirs = one.statement.value, other.statement.value
    if ours is None or theirs is None or month_of(one) is None or month_of(one) != month_of(other):
        return False
    options = {one.statement.option, other.statement.option} - {None}
    return len(options) <= 1 and ours.unit.casefold() == theirs.unit.casefold() and not do_overlap(ours, theirs)


def _is_below(high: float | None, low: float | None) -> bool:
    return high is not None and low is not None and high < low
