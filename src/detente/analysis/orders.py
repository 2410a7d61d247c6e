"""Orders in time: which of one party's words a later one settles, and which stay side by side."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from detente.analysis.columns import UNDATED, Span, is_in_order
from detente.analysis.transcript import WINDOW_DAYS, Rows, Transcript


def beside(told: Transcript, ours: Rows, theirs: Rows) -> list[int]:
    """Those of one side beside which one of the other side stays.

    Two stay side by side where both have a date, at most ``WINDOW_DAYS`` apart, and are not one voice's of two times of
    which one is the later.
    """
    days, voices = told.days, told.voices
    days_of: dict[str | None, list[int]] = defaultdict(list)
    ends_of: dict[str | None, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for row in theirs:
        if days[row] != UNDATED:
            days_of[voices[row]].append(days[row])
            ends_of[voices[row]][days[row]].add(told.last_days[row])
    all_days = sorted(day for told_days in days_of.values() for day in told_days)
    for told_days in days_of.values():
        told_days.sort()
    kept: dict[tuple[str | None, Span], bool] = {}
    for row in ours:
        voice, span = voices[row], told.span(row)
        if days[row] != UNDATED and (voice, span) not in kept:
            window = days[row] - WINDOW_DAYS, days[row] + WINDOW_DAYS
            n_own = 0 if voice is None else _n_between(days_of.get(voice, ()), *window)
            is_open = n_own > 0 and _is_open(span, ends_of[voice])
            kept[voice, span] = is_open or _n_between(all_days, *window) > n_own
    return [row for row in ours if kept.get((voices[row], told.span(row)))]


def is_one_voice(told: Transcript, rows: Rows) -> bool:
    """Whether one voice tells them all, each of a time that is told to be before or after that of each other."""
    voices = {told.voices[row] for row in rows}
    if len(voices) != 1 or None in voices:
        return False
    last_days = [last for _, last in sorted(map(told.span, rows))]
    return all(last <= next_last for last, next_last in pairwise(last_days))


def are_near(told: Transcript, ours: Rows, theirs: Rows) -> bool:
    """Whether some dated one of each side lie at most ``WINDOW_DAYS`` apart, whoever tells them."""
    days = told.days
    others = sorted([days[row] for row in theirs if days[row] != UNDATED])
    return any(
        _n_between(others, days[row] - WINDOW_DAYS, days[row] + WINDOW_DAYS) for row in ours if days[row] != UNDATED
    )


def _is_open(span: Span, ends: Mapping[int, Iterable[int]]) -> bool:
    """Whether some other time within the window may be the same, or either the earlier or the later.

    Args:
        span: The one time.
        ends: The last days of the others, by their first days.
    """
    nearby = range(span[0] - WINDOW_DAYS, span[0] + WINDOW_DAYS + 1)
    return any(not is_in_order(span, (first, last)) for first in nearby for last in ends.get(first, ()))


def _n_between(days: Sequence[int], first: int, last: int) -> int:
    return bisect_right(days, last) - bisect_left(days, first)
