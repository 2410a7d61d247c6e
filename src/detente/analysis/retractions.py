"""Retractions: which statements a party took back by saying the opposite later, or another number."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from datetime import date
from itertools import accumulate

from detente.analysis.clashes import are_apart, is_for
from detente.analysis.columns import NEVER, UNDATED
from detente.analysis.positions import LEANINGS, Leaning
from detente.analysis.transcript import WINDOW_DAYS, Rows, Transcript
from detente.model import Act, OptionId, Time


def told_by(told: Transcript, row: int, as_of: date | None) -> Time | None:
    """Whether it had been said by a day; without one whatever has a date had."""
    if as_of is not None:
        return told.entries[row].by(as_of)
    return Time.UNDATED if told.days[row] == UNDATED else Time.CERTAINLY


def taken_back(told: Transcript, rows: Rows, as_of: date | None = None) -> dict[int, int]:
    """What was taken back, with what took it back: certainly later, the opposite or another number, and ruling over it.

    Accept and reject are opposites where they name the same option or none; demand and reject where they name the same
    one. On an issue that is a number what is wanted, or taken on a condition, is replaced by another number of the
    same. Which of the two rules is what positions go by: the later one, but within ``WINDOW_DAYS`` first the one that
    is likely, trusted, more direct and authorised, in this order.

    Args:
        told: The transcript.
        rows: Of one party on one issue.
        as_of: The day of the view; what was only possibly said by it takes nothing back.
    """
    dated = [row for row in rows if told.days[row] != UNDATED]
    last = NEVER if as_of is None else as_of.toordinal()
    by_then = [row for row in dated if told.last_days[row] <= last]
    sides: dict[tuple[OptionId | None, bool], list[int]] = defaultdict(list)
    for row in dated:
        if is_for(told, row) or told.acts[row] is Act.REJECT:
            sides[told.options[row], is_for(told, row)].append(row)
    found: dict[int, int] = {}
    for (option, is_yes), ours in sides.items():
        theirs = sides.get((option, not is_yes), ())
        found |= _ruled_over(told, ours, [row for row in theirs if told.last_days[row] <= last])
    for leaning in (Leaning.PREFERRED, Leaning.CONDITIONAL):
        ours, theirs = ([row for row in some if _counts(told, row) is leaning] for some in (dated, by_then))
        replaced = _ruled_over(told, ours, theirs)
        found |= {row: newer for row, newer in replaced.items() if row not in found and are_apart(told, row, newer)}
    return found


def _counts(told: Transcript, row: int) -> Leaning | None:
    """What is made of the number that it tells on the issue's scale; None where it tells none."""
    issue, number = told.number_issues.get(told.issues[row]), told.values[row]
    is_on_scale = issue is not None and number is not None and issue.scale.measures(number)
    return LEANINGS.get(told.acts[row]) if is_on_scale else None


def _ruled_over(told: Transcript, ours: Rows, theirs: Rows) -> dict[int, int]:
    """Those of ours that one of theirs was certainly said after and rules over, with that one."""
    days, last_days, levels, ids = told.days, told.last_days, told.levels, told.ids
    oldest_first = sorted(theirs, key=lambda row: (days[row], ids[row]))
    on = [days[row] for row in oldest_first]
    alone = [(levels[row], ids[row], row) for row in reversed(oldest_first)]
    best = [row for _, _, row in accumulate(alone, max)]
    found: dict[int, int] = {}
    for row in ours:
        at = bisect_right(on, last_days[row])
        if at == len(on):
            continue
        if on[-1] - days[row] > WINDOW_DAYS:
            found[row] = oldest_first[-1]
        elif levels[best[len(on) - 1 - at]] > levels[row]:
            found[row] = best[len(on) - 1 - at]
    return found
