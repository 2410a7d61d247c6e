"""Orders in time: which of one party's words a later one settles, and which stay side by side."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from detente.analysis.standing import WINDOW_DAYS, day_of
from detente.analysis.tellers import Tellers
from detente.model import Entry


def settles(entry: Entry, tellers: Tellers) -> bool:
    """Whether it is the party's own word of a known day: two of different days are one that changed."""
    return entry.dated is not None and entry.dated.is_day and tellers.is_own_word(entry)


class Opponents:
    """The statements of one side, to ask which of the other side's they stay beside.

    Two stay side by side where both have a date, at most ``WINDOW_DAYS`` apart, and they are not the party's own words
    of two different days.
    """

    def __init__(self, entries: Sequence[Entry], tellers: Tellers) -> None:
        self._tellers = tellers
        self._days = sorted(day for entry in entries if (day := day_of(entry)) is not None)
        told = [entry for entry in entries if not settles(entry, tellers)]
        self._told_days = sorted(day for entry in told if (day := day_of(entry)) is not None)

    def has_beside(self, entry: Entry) -> bool:
        """Whether one of them stays beside this statement of the other side."""
        day = day_of(entry)
        if day is None:
            return False
        window = timedelta(days=WINDOW_DAYS)
        if not settles(entry, self._tellers):
            return _has_between(self._days, day - window, day + window)
        return _has_between(self._told_days, day - window, day + window) or _has_between(self._days, day, day)


def _has_between(days: Sequence[date], first: date, last: date) -> bool:
    return bisect_left(days, first) < bisect_right(days, last)
