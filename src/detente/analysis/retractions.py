"""Retractions: which statements a party took back by saying the opposite later, or another number."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import accumulate

from detente.analysis.clashes import are_apart, is_for
from detente.analysis.columns import NEVER, UNDATED
from detente.analysis.hearsay import settled_by
from detente.analysis.leanings import LEANINGS, Leaning, first_asked, is_asked_firmly, is_taken
from detente.analysis.transcript import WINDOW_DAYS, Rows, Transcript
from detente.model import Act, OptionId, Time

_REPLACED = (Leaning.PREFERRED, Leaning.CONDITIONAL)


def told_by(told: Transcript, row: int, as_of: date | None) -> Time | None:
    """Whether it had been said by a day; without one whatever has a date had."""
    if as_of is not None:
        return told.entries[row].by(as_of)
    return Time.UNDATED if told.days[row] == UNDATED else Time.CERTAINLY


def taken_back(told: Transcript, rows: Rows, as_of: date | None = None) -> dict[int, int]:
    """What was taken back, with what took it back: certainly later, the opposite or another number, and ruling over it.

    Accept and reject are opposites where they name the same option or none; demand and reject where they name the same
    one. On an issue that is a number what is wanted, or taken on a condition, is replaced by another number of the
    same; what would be taken on a condition also by another number that is accepted without one, or that is demanded or
    proposed firmly and was not asked for before the offer. Which of the two rules is what positions go by: the later
    one, but within ``WINDOW_DAYS``, and of mere hearsay however long after, first the one that is likely, trusted, more
    direct and authorised, in this order.

    Args:
        told: The transcript.
        rows: Of one party on one issue.
        as_of: The day of the view; what was only possibly said by it takes nothing back.
    """
    dated = [row for row in rows if told.days[row] != UNDATED]
    last = NEVER if as_of is None else as_of.toordinal()
    sides: dict[tuple[OptionId | None, bool], list[int]] = defaultdict(list)
    for row in dated:
        if is_for(told, row) or told.acts[row] is Act.REJECT:
            sides[told.options[row], is_for(told, row)].append(row)
    found: dict[int, int] = {}
    for (option, is_yes), ours in sides.items():
        theirs = sides.get((option, not is_yes), ())
        found |= _ruled_over(told, ours, [row for row in theirs if told.last_days[row] <= last])
    wanted, offers = ([row for row in dated if _counts(told, row) is each] for each in _REPLACED)
    for ours, newer in ((wanted, wanted), (offers, offers), (offers, [row for row in wanted if is_taken(told, row)])):
        _replace(told, found, ours, [row for row in newer if told.last_days[row] <= last])
    issue = told.number_issues.get(told.issues[dated[0]]) if offers else None
    if issue is not None:
        firmly = [row for row in wanted if told.last_days[row] <= last and is_asked_firmly(told, row)]
        for later, offered in _by_first_asked(told, offers, firmly, first_asked(told, wanted, issue)):
            _replace(told, found, offered, later)
    return found


def _replace(told: Transcript, found: dict[int, int], ours: Rows, theirs: Rows) -> None:
    """Adds those of ours that another number of theirs replaced."""
    replaced = _ruled_over(told, ours, theirs)
    found |= {row: newer for row, newer in replaced.items() if row not in found and are_apart(told, row, newer)}


def _by_first_asked(
    told: Transcript, offers: Rows, firmly: Rows, first: Mapping[int, int]
) -> Iterator[tuple[Rows, Rows]]:
    """Offers with the demands of a number that was first asked for after them, offers that share these together."""
    oldest_first = sorted(firmly, key=first.__getitem__)
    begun = [first[row] for row in oldest_first]
    together: dict[int, list[int]] = defaultdict(list)
    for row in offers:
        together[bisect_right(begun, told.last_days[row])].append(row)
    return ((oldest_first[place:], ours) for place, ours in together.items())


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
    settled = settled_by(told, told.newest_first(theirs))
    alone = [(levels[row], ids[row], row) for row in reversed(oldest_first)]
    best = [row for _, _, row in accumulate(alone, max)]
    found: dict[int, int] = {}
    for row in ours:
        at = bisect_right(on, last_days[row])
        if at == len(on):
            continue
        if settled is not None and days[settled] - days[row] > WINDOW_DAYS:
            found[row] = settled
        elif levels[best[len(on) - 1 - at]] > levels[row]:
            found[row] = best[len(on) - 1 - at]
    return found
