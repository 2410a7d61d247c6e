"""Retractions: which statements a party took back by saying the opposite later."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from datetime import date
from itertools import accumulate

from detente.analysis.clashes import is_for
from detente.analysis.columns import NEVER, UNDATED
from detente.analysis.transcript import WINDOW_DAYS, Rows, Transcript
from detente.model import Act, OptionId, Time


def told_by(told: Transcript, row: int, as_of: date | None) -> Time | None:
    """Whether it had been said by a day; without one whatever has a date had."""
    if as_of is not None:
        return told.entries[row].by(as_of)
    return Time.UNDATED if told.days[row] == UNDATED else Time.CERTAINLY


def taken_back(told: Transcript, rows: Rows, as_of: date | None = None) -> dict[int, int]:
    """What was taken back, with what took it back: certainly later, the opposite of it, and ruling over it.

    Accept and reject are opposites where they name the same option or none; demand and reject where they name the same
    one. Which of the two rules is what positions go by: the later one, but within ``WINDOW_DAYS`` first the one that
    is likely, trusted, more direct and authorised, in this order.

    Args:
        told: The transcript.
        rows: Of one party on one issue.
        as_of: The day of the view; what was only possibly said by it takes nothing back.
    """
    last = NEVER if as_of is None else as_of.toordinal()
    days, last_days, levels, ids = told.days, told.last_days, told.levels, told.ids
    sides: dict[tuple[OptionId | None, bool], list[int]] = defaultdict(list)
    for row in rows:
        if days[row] != UNDATED and (is_for(told, row) or told.acts[row] is Act.REJECT):
            sides[told.options[row], is_for(told, row)].append(row)
    found: dict[int, int] = {}
    for (option, is_yes), ours in sides.items():
        theirs = [row for row in sides.get((option, not is_yes), ()) if last_days[row] <= last]
        theirs.sort(key=lambda row: (days[row], ids[row]))
        on = [days[row] for row in theirs]
        alone = [(levels[row], ids[row], row) for row in reversed(theirs)]
        best = [row for _, _, row in accumulate(alone, max)]
        for row in ours:
            at = bisect_right(on, last_days[row])
            if at == len(on):
                continue
            if on[-1] - days[row] > WINDOW_DAYS:
                found[row] = theirs[-1]
            elif levels[best[len(on) - 1 - at]] > levels[row]:
                found[row] = best[len(on) - 1 - at]
    return found
