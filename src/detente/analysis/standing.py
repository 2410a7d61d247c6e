"""Standing: which of several statements tells a party's position now, and why that one.

Compared in this order; the first difference decides:

1. current: within ``WINDOW_DAYS`` of the latest dated statement among those compared; undated last
2. reviewed: an analyst accepted or corrected it
3. trusted: nobody graded its source D or E, or the report 4 or 5
4. direct: told by the party itself before reported, reported before unnamed
5. authorised: by who leads, negotiates or speaks for the party, before an aide
6. recent: the later day; a date told vaguely counts as the first day it may mean
7. senior: of one day, who leads or negotiates before a spokesperson
8. firm: red line, firm, flexible, unclear
9. specific: saying what is wanted, or naming an option, a number or a condition, before a bare refusal
10. confident: as the coder was
11. place: the earlier in the text, so that equal statements are never decided by chance
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from operator import attrgetter, itemgetter

from detente.analysis.offices import Office, Offices
from detente.analysis.origins import Directness, directness
from detente.analysis.stances import takes_position
from detente.model import Act, Dossier, Edtf, Entry, Firmness, Status

WINDOW_DAYS = 30
"""Within this many days an older statement may outrank a newer one by review or directness."""

_N_DATES = 1 << 14
"""So many dates are read once only."""
_TELLS_WHAT_IS_WANTED = (Act.DEMAND, Act.PROPOSE)
_CHECKED = (Status.ACCEPTED, Status.CORRECTED)
_FIRMNESS_RANK = {Firmness.UNCLEAR: 0, Firmness.FLEXIBLE: 1, Firmness.FIRM: 2, Firmness.RED_LINE: 3}


@dataclass(frozen=True, slots=True, order=True)
class Standing:
    """What is compared, in the order it is compared."""

    is_current: bool
    is_reviewed: bool
    is_trusted: bool
    directness: Directness
    is_authorised: bool
    day: date
    office: Office
    firmness: int
    is_specific: bool
    confidence: float


_IN_ORDER = attrgetter(*Standing.__slots__)
Rank = tuple[bool, bool, bool, Directness, bool, date, Office, int, bool, float]
"""A standing as a bare tuple; a million of them are compared quickly."""


def day_of(entry: Entry) -> date | None:
    """The first day it may mean: a vague date never looks newer than it is known to be."""
    dated = entry.dated
    return _days(dated.text)[0] if dated else None


def days_of(entry: Entry) -> tuple[date, date] | None:
    """The first day and the last that it may mean."""
    dated = entry.dated
    return _days(dated.text) if dated else None


def is_near(one: Entry, other: Entry) -> bool:
    """Whether both have a date and lie at most ``WINDOW_DAYS`` apart."""
    first, second = day_of(one), day_of(other)
    return first is not None and second is not None and abs((first - second).days) <= WINDOW_DAYS


def newest_first(entries: Sequence[Entry]) -> list[Entry]:
    """By day, the latest first, undated last; on one day the more precise date, then by place."""
    in_place = sorted(entries, key=_place)
    return sorted(in_place, key=_recency, reverse=True)


def ranked(entries: Sequence[Entry], dossier: Dossier | None = None) -> list[tuple[Entry, Standing]]:
    """The statements that take a position, or all if none does, with the ruling one first.

    Args:
        entries: Of one party on one issue.
        dossier: Tells the offices of people; without it only the speakers' own words do.
    """
    compared = newest_first(compared_of(entries))
    return _standings(compared, _window_start(compared), Offices(dossier))


def foremost(compared: Sequence[Entry], offices: Offices) -> list[tuple[Entry, Standing]]:
    """The beginning of the ranking: the statements that are current, and where one alone is, the next.

    Args:
        compared: What takes a position, or all where nothing does, newest first; never empty.
        offices: Of the people of the dossier.
    """
    since = _window_start(compared)
    n_current = bisect_left(compared, x=True, key=lambda entry: (day_of(entry) or date.min) < since)
    ranking = _standings(compared[:n_current], since, offices)
    return ranking if n_current > 1 else ranking + _standings(compared[n_current:], since, offices)[:1]


def compared_of(entries: Sequence[Entry]) -> list[Entry]:
    """The statements that take a position, or all if none does."""
    return [entry for entry in entries if takes_position(entry.statement.act)] or list(entries)


def reason(ranking: Sequence[tuple[Entry, Standing]], n_statements: int) -> str:
    """Why the first of a ranking rules, in a clause: what sets it apart from the second."""
    if len(ranking) == 1:
        return "the only statement" if n_statements == 1 else "the only one that takes a position"
    (_, ours), (second, theirs) = ranking[0], ranking[1]
    if ours.is_current and not theirs.is_current:
        return "the only one with a date" if second.dated is None else f"the newest by over {WINDOW_DAYS} days"
    direct = ours.directness is Directness.DIRECT
    clauses = (
        "",
        "checked by an analyst",
        "of a source that is not doubted",
        "told by the party itself" if direct else "told by a named source",
        "said with authority, and not by an aide",
        "the newest",
        "said by the highest office that day",
        "the firmest of that day",
        "the most specific of that day",
        "coded with the most confidence that day",
    )
    for clause, one, other in zip(clauses, _IN_ORDER(ours), _IN_ORDER(theirs), strict=True):
        if one != other:
            return clause
    return "the first in the text among equals"


def by_rank(entries: Sequence[Entry], since: date, offices: Offices) -> list[tuple[Entry, Rank]]:
    """The statements, the first in rank first, where those from that day on are current."""
    ranks = [(entry, _rank(entry, since, offices)) for entry in sorted(entries, key=_place)]
    return sorted(ranks, key=itemgetter(1), reverse=True)


def _standings(entries: Sequence[Entry], since: date, offices: Offices) -> list[tuple[Entry, Standing]]:
    return [(entry, Standing(*rank)) for entry, rank in by_rank(entries, since, offices)]


def _rank(entry: Entry, since: date, offices: Offices) -> Rank:
    day, told, office = day_of(entry) or date.min, entry.statement, offices.of(entry)
    return (
        day >= since,
        entry.status in _CHECKED,
        not entry.grade.is_doubtful,
        directness(entry),
        office is not Office.AIDE,
        day,
        office,
        _FIRMNESS_RANK[told.firmness],
        told.act in _TELLS_WHAT_IS_WANTED
        or told.option is not None
        or told.value is not None
        or told.condition is not None,
        told.confidence,
    )


def _window_start(newest: Sequence[Entry]) -> date:
    day = day_of(newest[0]) if newest else None
    return date.min if day is None else day - timedelta(days=WINDOW_DAYS)


def _recency(entry: Entry) -> tuple[date, int]:
    dated = entry.dated
    return (date.min, 0) if dated is None else _recency_told(dated.text)


@lru_cache(maxsize=_N_DATES)
def _recency_told(text: str) -> tuple[date, int]:
    first, last = _days(text)
    return first, -(last - first).days


@lru_cache(maxsize=_N_DATES)
def _days(text: str) -> tuple[date, date]:
    dated = Edtf(text)
    return dated.earliest, dated.latest


def _place(entry: Entry) -> tuple[str, int, int, str, str]:
    statement = entry.statement
    return statement.doc, statement.quote.start, statement.quote.end, statement.act, entry.id
