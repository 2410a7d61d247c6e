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

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date, timedelta

from detente.analysis.offices import Office, office_of
from detente.analysis.origins import Directness, directness
from detente.analysis.stances import takes_position
from detente.model import Act, Dossier, Entry, Firmness, Status

WINDOW_DAYS = 30
"""Within this many days an older statement may outrank a newer one by review or directness."""

_TELLS_WHAT_IS_WANTED = frozenset({Act.DEMAND, Act.PROPOSE})
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


def day_of(entry: Entry) -> date | None:
    """The first day it may mean: a vague date never looks newer than it is known to be."""
    return entry.dated.earliest if entry.dated else None


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
    compared = [entry for entry in entries if takes_position(entry.statement.act)] or list(entries)
    since = _window_start(compared)
    standings = [(entry, _standing(entry, since, dossier)) for entry in sorted(compared, key=_place)]
    return sorted(standings, key=lambda pair: pair[1], reverse=True)


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
    for clause, one, other in zip(clauses, astuple(ours), astuple(theirs), strict=True):
        if one != other:
            return clause
    return "the first in the text among equals"


def _standing(entry: Entry, since: date, dossier: Dossier | None) -> Standing:
    day, told, office = day_of(entry) or date.min, entry.statement, office_of(entry, dossier)
    return Standing(
        is_current=day >= since,
        is_reviewed=entry.status in {Status.ACCEPTED, Status.CORRECTED},
        is_trusted=not entry.grade.is_doubtful,
        directness=directness(entry),
        is_authorised=office is not Office.AIDE,
        day=day,
        office=office,
        firmness=_FIRMNESS_RANK[told.firmness],
        is_specific=told.act in _TELLS_WHAT_IS_WANTED
        or any(one is not None for one in (told.option, told.value, told.condition)),
        confidence=told.confidence,
    )


def _window_start(entries: Sequence[Entry]) -> date:
    days = [day for entry in entries if (day := day_of(entry))]
    return max(days) - timedelta(days=WINDOW_DAYS) if days else date.min


def _recency(entry: Entry) -> tuple[date, int]:
    if entry.dated is None:
        return date.min, 0
    return entry.dated.earliest, -(entry.dated.latest - entry.dated.earliest).days


def _place(entry: Entry) -> tuple[str, int, int, str, str]:
    statement = entry.statement
    return statement.doc, statement.quote.start, statement.quote.end, statement.act, entry.id
