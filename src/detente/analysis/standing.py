"""Standing: which of several statements tells a party's position now, and why that one.

Compared in this order; the first difference decides:

1. current: at most ``WINDOW_DAYS`` older than the latest dated statement among those compared that is no mere
   hearsay (:mod:`detente.analysis.hearsay`); undated last
2. likely: an analyst checked it, or the coder is at least ``LEAST_SURE`` sure of it: rather right than wrong
3. trusted: nobody graded its source D or E, or the report 4 or 5
4. direct: told by the party itself before reported, reported before unnamed
5. authorised: by who leads, negotiates or speaks for the party, before an aide
6. recent: the later day; a date told vaguely counts as the first day it may mean
7. reviewed: an analyst accepted or corrected it; a check of an old word does not make it the newest
8. senior: of one day, who leads or negotiates before a spokesperson
9. firm: red line, firm, flexible, unclear
10. specific: saying what is wanted, or naming an option, a number or a condition, before a bare refusal
11. confident: as the coder was
12. place: the earlier in the text, so that equal statements are never decided by chance
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from detente.analysis.hearsay import last_settled
from detente.analysis.offices import Office
from detente.analysis.origins import Directness
from detente.analysis.transcript import FIRMNESS_RANK, WINDOW_DAYS, Rows, Transcript
from detente.model import Entry


@dataclass(frozen=True, slots=True, order=True)
class Standing:
    """What is compared, in the order it is compared; ``day`` is an ordinal."""

    is_current: bool
    is_likely: bool
    is_trusted: bool
    directness: Directness
    is_authorised: bool
    day: int
    is_reviewed: bool
    office: Office
    firmness: int
    is_specific: bool
    confidence: float


_IN_ORDER = attrgetter(*Standing.__slots__)


def day_of(entry: Entry) -> date | None:
    """The first day it may mean: a vague date never looks newer than it is known to be."""
    dated = entry.dated
    return dated.earliest if dated else None


def newest_first(entries: Sequence[Entry]) -> list[Entry]:
    """By day, the latest first, undated last; on one day the more precise date, then by place."""
    in_place = sorted(entries, key=_place)
    return sorted(in_place, key=_recency, reverse=True)


def compared_of(told: Transcript, newest: Rows) -> Rows:
    """Those that take a position, or all if none does."""
    takes_position = told.takes_position
    return [row for row in newest if takes_position[row]] or newest


def window_start(told: Transcript, newest: Rows) -> int:
    """The first day that is current: the window before the newest that is no mere hearsay."""
    return last_settled(told, newest) - WINDOW_DAYS if newest else 0


def foremost(told: Transcript, compared: Rows) -> tuple[list[int], int]:
    """The beginning of the ranking, and how many of it are current: these, and where one alone is, the next.

    Args:
        told: The transcript.
        compared: What takes a position, or all where nothing does, newest first; never empty.
    """
    days, ranks = told.days, told.ranks
    since = window_start(told, compared)
    n_current = bisect_left(compared, x=True, key=lambda row: days[row] < since)
    ranking = sorted(compared[:n_current], key=ranks.__getitem__, reverse=True)
    if n_current == 1 and len(compared) > 1:
        ranking.append(max(compared[1:], key=ranks.__getitem__))
    return ranking, n_current


def reason(told: Transcript, ranking: Rows, n_current: int, n_statements: int) -> str:
    """Why the first of a ranking rules, in a clause: what sets it apart from the second."""
    if len(ranking) == 1:
        return "the only statement" if n_statements == 1 else "the only one that takes a position"
    first, second = ranking[:2]
    if n_current == 1:
        return "the only one with a date" if told.dates[second] is None else f"the newest by over {WINDOW_DAYS} days"
    direct = told.ways[first] is Directness.DIRECT
    clauses = (
        "",
        "coded rather right than wrong",
        "of a source that is not doubted",
        "told by the party itself" if direct else "told by a named source",
        "said with authority, and not by an aide",
        "the newest",
        "checked by an analyst",
        "said by the highest office that day",
        "the firmest of that day",
        "the most specific of that day",
        "coded with the most confidence that day",
    )
    ours, theirs = (_IN_ORDER(standing_of(told, row, told.days[row])) for row in (first, second))
    for clause, one, other in zip(clauses, ours, theirs, strict=True):
        if one != other:
            return clause
    return "the first in the text among equals"


def standing_of(told: Transcript, row: int, since: int) -> Standing:
    """What is compared of a statement, where those from that day on are current."""
    entry, office = told.entries[row], told.offices[row]
    return Standing(
        is_current=told.days[row] >= since,
        is_likely=told.is_likely[row],
        is_trusted=told.is_trusted[row],
        directness=told.ways[row],
        is_authorised=office is not Office.AIDE,
        day=told.days[row],
        is_reviewed=told.is_checked[row],
        office=office,
        firmness=FIRMNESS_RANK[told.firmness[row]],
        is_specific=told.is_specific[row],
        confidence=entry.statement.confidence,
    )


def _recency(entry: Entry) -> tuple[date, int]:
    dated = entry.dated
    return (date.min, 0) if dated is None else (dated.earliest, -(dated.latest - dated.earliest).days)


def _place(entry: Entry) -> tuple[str, int, int, str, str]:
    statement = entry.statement
    return statement.doc, statement.quote.start, statement.quote.end, statement.act, entry.id
