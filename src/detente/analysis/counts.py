"""Counts: numbers that disagree about one thing, told of one party, by several, or about the talks as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import inf

from detente.analysis.clashes import Clash, do_overlap, month_of
from detente.analysis.contested import ContestKind, Finding
from detente.analysis.orders import settles
from detente.analysis.standing import newest_first
from detente.analysis.tellers import Tellers
from detente.model import Act, Dossier, Entry, IssueId, OptionId, PartyId, Value

_LEFT_TO_SETTLE = frozenset({"issue", "dispute", "point", "question", "sticking point", "topic"})
_NO_COUNT = frozenset({Act.DEMAND, Act.PROPOSE, Act.REJECT, Act.DENY, Act.THREATEN})
_NO_NUMBER = frozenset({Act.REJECT, Act.DENY, Act.THREATEN})
_TALKS = "left to settle"

_Month = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Thing:
    """What a number is told of: an issue, or the talks as a whole; in a unit."""

    issue: IssueId | None
    unit: str
    option: OptionId | None = None


def counts(entries: Sequence[Entry], dossier: Dossier, tellers: Tellers) -> list[Finding]:
    """Numbers that no single number can be, told of one thing in one month; and those that a party changed.

    Numbers of one party on one issue, in one unit and not of different options; numbers that several parties assess on
    an issue, or accept with one option; and counts of what is left to settle (issues, disputes, points, questions),
    which are told of the talks whatever issue they were coded on. A party's own words of different days settle each
    other, and so do different months: then the number changed.

    Args:
        entries: Those that count, each once.
        dossier: An issue whose own scale is in issues or points is not about the talks.
        tellers: Of the dossier.
    """
    units = {issue.id: (issue.scale.unit or "").casefold() for issue in dossier.issues}
    by_party: dict[tuple[PartyId, _Thing], list[Entry]] = defaultdict(list)
    shared: dict[_Thing, list[Entry]] = defaultdict(list)
    for entry in entries:
        told = entry.statement
        if told.value is None or told.act in _NO_NUMBER:
            continue
        unit = told.value.unit.casefold()
        is_count = _is_count(entry, units)
        thing = _Thing(None, _TALKS) if is_count else _Thing(told.issue, unit)
        by_party[told.party, thing].append(entry)
        if is_count or told.act is Act.ASSESS:
            shared[thing].append(entry)
        elif told.act is Act.ACCEPT and told.option is not None:
            shared[_Thing(told.issue, unit, told.option)].append(entry)
    found = [each for (_, thing), told_of in by_party.items() for each in _of_one_party(thing, told_of, tellers)]
    return found + [each for thing, told_of in shared.items() for each in _of_several(thing, told_of)]


def _is_count(entry: Entry, units: Mapping[IssueId, str]) -> bool:
    told = entry.statement
    if told.value is None or told.act in _NO_COUNT:
        return False
    unit = told.value.unit.casefold()
    return unit.removesuffix("s") in _LEFT_TO_SETTLE and units.get(told.issue) != unit


def _of_one_party(thing: _Thing, entries: Sequence[Entry], tellers: Tellers) -> Iterable[Finding]:
    for month, told in _by_month(entries).items():
        counted = _clashing(told, tellers)
        if counted:
            yield _counted(thing, month, counted)
    oldest = [entry for entry in reversed(newest_first(list(entries))) if entry.dated is not None]
    own = [entry for entry in oldest if settles(entry, tellers)]
    for told in (own, oldest):
        if any(_has_changed(one, other, tellers) for one, other in pairwise(told)):
            yield Finding(
                matter=Clash.NUMBERS,
                kind=ContestKind.CHANGED,
                issue=thing.issue,
                about=f"{thing.unit}-changed",
                why="told in another month, or its own word of another day",
                sides=_by_value(told),
            )
            return


def _of_several(thing: _Thing, entries: Sequence[Entry]) -> Iterable[Finding]:
    """Numbers of several parties that exclude each other, told of one thing in one month."""
    for month, told in _by_month(entries).items():
        ends: dict[PartyId, tuple[float, float]] = {}
        for entry in told:
            low, high = _ends(entry)
            least, most = ends.get(entry.statement.party, (inf, -inf))
            ends[entry.statement.party] = min(least, high), max(most, low)
        counted = [
            entry
            for entry in told
            if any(
                party != entry.statement.party and _excludes(entry, least, most)
                for party, (least, most) in ends.items()
            )
        ]
        if counted:
            yield _counted(thing, month, counted)


def _clashing(told: Sequence[Entry], tellers: Tellers) -> list[Entry]:
    """Those that a number of the same month excludes, not of another option, and not settled by their days."""
    ends: dict[tuple[OptionId | None, date | None], tuple[float, float]] = {}
    for entry in told:
        low, high = _ends(entry)
        key = entry.statement.option, _settled_on(entry, tellers)
        least, most = ends.get(key, (inf, -inf))
        ends[key] = min(least, high), max(most, low)
    return [
        entry
        for entry in told
        if any(
            _excludes(entry, least, most)
            and len({entry.statement.option, option} - {None}) <= 1
            and (None in {day, _settled_on(entry, tellers)} or day == _settled_on(entry, tellers))
            for (option, day), (least, most) in ends.items()
        )
    ]


def _settled_on(entry: Entry, tellers: Tellers) -> date | None:
    return entry.dated.earliest if entry.dated is not None and settles(entry, tellers) else None


def _is_settled(one: Entry, other: Entry, tellers: Tellers) -> bool:
    return settles(one, tellers) and settles(other, tellers) and one.dated != other.dated


def _has_changed(one: Entry, other: Entry, tellers: Tellers) -> bool:
    if do_overlap(_value(one), _value(other)):
        return False
    months = {month_of(one), month_of(other)}
    is_ordered = one.dated is not None and other.dated is not None and one.dated.latest < other.dated.earliest
    return is_ordered and ((None not in months and len(months) == 2) or _is_settled(one, other, tellers))


def _counted(thing: _Thing, month: _Month, entries: Sequence[Entry]) -> Finding:
    year, number = month
    return Finding(
        matter=Clash.NUMBERS,
        kind=ContestKind.COUNTED,
        issue=thing.issue,
        about=f"{thing.unit}{f'-{thing.option}' if thing.option else ''}-{year:04d}-{number:02d}",
        why="told in one month, and no number is both",
        sides=_by_value(entries),
    )


def _by_month(entries: Sequence[Entry]) -> Mapping[_Month, list[Entry]]:
    months: dict[_Month, list[Entry]] = defaultdict(list)
    for entry in entries:
        month = month_of(entry)
        if month is not None:
            months[month].append(entry)
    return months


def _by_value(entries: Sequence[Entry]) -> list[list[Entry]]:
    values: dict[tuple[float, float], list[Entry]] = defaultdict(list)
    for entry in entries:
        values[_ends(entry)].append(entry)
    return list(values.values())


def _value(entry: Entry) -> Value:
    value = entry.statement.value
    if value is None:
        raise ValueError(f"{entry.id} tells no number")
    return value


def _ends(entry: Entry) -> tuple[float, float]:
    value = _value(entry)
    return -inf if value.low is None else value.low, inf if value.high is None else value.high


def _excludes(entry: Entry, least: float, most: float) -> bool:
    """Whether it lies wholly above the lowest upper end, or wholly below the highest lower end."""
    low, high = _ends(entry)
    return low > least or high < most
