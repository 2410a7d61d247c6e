"""Orders in time: which of one party's words a later one settles, and which stay side by side."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from detente.analysis.columns import UNDATED
from detente.analysis.transcript import WINDOW_DAYS, Rows, Transcript


def beside(told: Transcript, ours: Rows, theirs: Rows) -> list[int]:
    """Those of one side beside which one of the other side stays.

    Two stay side by side where both have a date, at most ``WINDOW_DAYS`` apart, and they are not the party's own words
    of two different days.
    """
    days, settled_on = told.days, told.settled_on
    all_days = sorted([days[row] for row in theirs if days[row] != UNDATED])
    told_days = sorted([days[row] for row in theirs if days[row] != UNDATED and settled_on[row] is None])
    found: list[int] = []
    for row in ours:
        day = days[row]
        if day == UNDATED:
            continue
        others = all_days if settled_on[row] is None else told_days
        if _has_between(others, day - WINDOW_DAYS, day + WINDOW_DAYS) or _has_between(all_days, day, day):
            found.append(row)
    return found


def are_near(told: Transcript, ours: Rows, theirs: Rows) -> bool:
    """Whether some dated one of each side lie at most ``WINDOW_DAYS`` apart, whoever tells them."""
    days = told.days
    others = sorted([days[row] for row in theirs if days[row] != UNDATED])
    return any(
        _has_between(others, days[row] - WINDOW_DAYS, days[row] + WINDOW_DAYS) for row in ours if days[row] != UNDATED
    )


def _has_between(days: Sequence[int], first: int, last: int) -> bool:
    at = bisect_left(days, first)
    return at < len(days) and days[at] <= last
