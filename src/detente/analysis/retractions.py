"""Retractions: which statements a party took back by saying the opposite later."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import accumulate
from operator import attrgetter

from detente.analysis.clashes import is_for
from detente.analysis.standing import WINDOW_DAYS, Standing, day_of
from detente.model import Act, Entry, OptionId, StatementId, Time

_APART = attrgetter(*(name for name in Standing.__slots__ if name != "is_current"))
"""All of a standing but whether it is current, in the order that standings are compared."""


def told_by(entry: Entry, as_of: date | None) -> Time | None:
    """Whether it had been said by a day; without one whatever has a date had."""
    if as_of is not None:
        return entry.by(as_of)
    return Time.UNDATED if entry.dated is None else Time.CERTAINLY


def taken_back(
    told: Sequence[Entry], standings: Mapping[StatementId, Standing], as_of: date | None = None
) -> dict[StatementId, StatementId]:
    """What was taken back, with what took it back: certainly later, the opposite of it, and ruling over it.

    Accept and reject are opposites where they name the same option or none; demand and reject where they name the same
    one. Which of the two rules is what positions go by: the later one, but within ``WINDOW_DAYS`` first the one that
    is reviewed, trusted, more direct and authorised.

    Args:
        told: Of one party on one issue.
        standings: Of each of them.
        as_of: The day of the view; what was only possibly said by it takes nothing back.
    """
    sides: dict[tuple[OptionId | None, bool], list[Entry]] = defaultdict(list)
    for entry in told:
        if entry.dated is not None and (is_for(entry) or entry.statement.act is Act.REJECT):
            sides[entry.statement.option, is_for(entry)].append(entry)
    found: dict[StatementId, StatementId] = {}
    for (option, is_yes), ours in sides.items():
        theirs = [each for each in sides.get((option, not is_yes), ()) if told_by(each, as_of) is Time.CERTAINLY]
        theirs.sort(key=lambda each: (day_of(each) or date.min, each.id))
        days = [day_of(each) or date.min for each in theirs]
        alone = [(_APART(standings[each.id]), each.id) for each in theirs]
        best = list(accumulate(reversed(alone), max))
        for entry in ours:
            at = bisect_right(days, entry.dated.latest if entry.dated else date.max)
            if at == len(days):
                continue
            if (days[-1] - (day_of(entry) or date.min)).days > WINDOW_DAYS:
                found[entry.id] = theirs[-1].id
            elif best[len(days) - 1 - at][0] > _APART(standings[entry.id]):
                found[entry.id] = best[len(days) - 1 - at][1]
    return found
