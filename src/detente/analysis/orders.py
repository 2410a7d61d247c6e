"""Orders in time: which of one party's words a later one settles, and which stay side by side."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from detente.analysis.columns import UNDATED
from detente.analysis.transcript import WINDOW_DAYS, Rows, Transcript


def beside(told: Transcript, ours: Rows, theirs: Rows) -> list[int]:
    """Those of one side beside which one of the other side stays.

    Two stay side by side where both have a date, at most ``WINDOW_DAYS`` apart, and are not one voice's of two
    different days.
    """
    days, voices = told.days, told.voices
    by_voice: dict[str | None, list[int]] = defaultdict(list)
    for row in theirs:
        if days[row] != UNDATED:
            by_voice[voices[row]].append(days[row])
    all_days = sorted(day for told_days in by_voice.values() for day in told_days)
    for told_days in by_voice.values():
        told_days.sort()
    found: list[int] = []
    for row in ours:
        day, voice = days[row], voices[row]
        if day == UNDATED:
            continue
        window = day - WINDOW_DAYS, day + WINDOW_DAYS
        n_settled = 0 if voice is None else _n_between(by_voice.get(voice, ()), *window)
        if _n_between(all_days, *window) > n_settled or _n_between(all_days, day, day):
            found.append(row)
    return found


def is_one_voice(told: Transcript, rows: Rows) -> bool:
    """Whether one voice tells them all, each of a known day."""
    voices = {told.voices[row] for row in rows}
    return len(voices) == 1 and None not in voices


def are_near(told: Transcript, ours: Rows, theirs: Rows) -> bool:
    """Whether some dated one of each side lie at most ``WINDOW_DAYS`` apart, whoever tells them."""
    days = told.days
    others = sorted([days[row] for row in theirs if days[row] != UNDATED])
    return any(
        _n_between(others, days[row] - WINDOW_DAYS, days[row] + WINDOW_DAYS) for row in ours if days[row] != UNDATED
    )


def _n_between(days: Sequence[int], first: int, last: int) -> int:
    return bisect_right(days, last) - bisect_left(days, first)
