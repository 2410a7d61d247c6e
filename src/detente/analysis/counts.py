"""Counts: numbers that disagree about one thing, told of one party, by several, or about the talks as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from itertools import pairwise
from math import inf
from typing import NamedTuple, TypeVar

from detente.analysis.clashes import TELLS_NO_NUMBER, Clash, is_offer_beside_demand, month_of
from detente.analysis.columns import UNDATED, Span, is_in_order
from detente.analysis.contested import ContestKind, Finding
from detente.analysis.transcript import Rows, Transcript
from detente.model import Act, Dossier, IssueId, OptionId, PartyId, Value

_LEFT_TO_SETTLE = frozenset({"issue", "dispute", "point", "question", "sticking point", "topic"})
_NO_COUNT = frozenset({Act.DEMAND, Act.PROPOSE, Act.REJECT, Act.DENY, Act.THREATEN})
_TALKS = "left to settle"

_Month = tuple[int, int]
_Ends = tuple[float, float]
_Key = tuple[OptionId | None, str | None, Span, Act]
_Name = TypeVar("_Name", bound=Hashable)


class _Thing(NamedTuple):
    """What a number is told of: an issue, or the talks as a whole; in a unit."""

    issue: IssueId | None
    unit: str
    option: OptionId | None = None


def counts(told: Transcript, dossier: Dossier) -> list[Finding]:
    """Numbers that no single number can be, told of one thing in one month; and those that a party changed.

    Numbers of one party on one issue, in one unit and not of different options; numbers that several parties assess on
    an issue, or accept with one option; and counts of what is left to settle (issues, disputes, points, questions),
    which are told of the talks whatever issue they were coded on. What one voice tells of two times settles each
    other: where it takes a position that is movement, and no contest. An offer on a condition stands beside a demand,
    whatever its number. Else the number changed, as it did where several
    tellers tell another in another month.

    Args:
        told: The transcript.
        dossier: An issue whose own scale is in issues or points is not about the talks.
    """
    units = {issue.id: (issue.scale.unit or "").casefold() for issue in dossier.issues}
    by_party: dict[tuple[PartyId, _Thing], list[int]] = defaultdict(list)
    shared: dict[_Thing, list[int]] = defaultdict(list)
    values, acts = told.values, told.acts
    for row in told.inside:
        value, act = values[row], acts[row]
        if value is None or act in TELLS_NO_NUMBER:
            continue
        issue, option, unit = told.issues[row], told.options[row], value.unit.casefold()
        is_count = act not in _NO_COUNT and unit.removesuffix("s") in _LEFT_TO_SETTLE and units.get(issue) != unit
        thing = _Thing(None, _TALKS) if is_count else _Thing(issue, unit)
        by_party[told.parties[row], thing].append(row)
        if is_count or act is Act.ASSESS:
            shared[thing].append(row)
        elif act is Act.ACCEPT and option is not None:
            shared[_Thing(issue, unit, option)].append(row)
    found = [each for (_, thing), rows in by_party.items() for each in _of_one_party(told, thing, rows)]
    return found + [each for thing, rows in shared.items() for each in _of_several(told, thing, rows)]


def _of_one_party(told: Transcript, thing: _Thing, newest: Rows) -> Iterable[Finding]:
    for month, rows in _by_month(told, newest).items():
        counted = _clashing(told, rows)
        if counted:
            yield _counted(told, thing, month, counted)
    oldest = [row for row in reversed(newest) if told.days[row] != UNDATED]
    own = [row for row in oldest if told.voices[row] == ""]
    for rows in (own, oldest):
        changed = [pair for pair in pairwise(rows) if _has_changed(told, *pair)]
        if any(not _is_movement(told, *pair) for pair in changed):
            yield Finding(
                matter=Clash.NUMBERS,
                kind=ContestKind.CHANGED,
                issue=thing.issue,
                about=f"{thing.unit}-changed",
                why="told in another month, or by one teller of another day",
                sides=_by_value(told, rows),
            )
        if changed:
            return


def _of_several(told: Transcript, thing: _Thing, newest: Rows) -> Iterable[Finding]:
    """Numbers of several parties that exclude each other, told of one thing in one month."""
    for month, rows in _by_month(told, newest).items():
        ends = _outermost((told.parties[row], _ends(told, row)) for row in rows)
        counted = [
            row
            for row in rows
            if any(party != told.parties[row] and _excludes(_ends(told, row), each) for party, each in ends.items())
        ]
        if counted:
            yield _counted(told, thing, month, counted)


def _clashing(told: Transcript, rows: Rows) -> list[int]:
    """Those that a number of the same month excludes, not of another option, and not settled by their dates."""
    if len(rows) < 2:
        return []
    said = [((told.options[row], told.voices[row], told.span(row), told.lines[row]), _ends(told, row)) for row in rows]
    ends = _outermost(said)
    return [
        row
        for row, (key, own) in zip(rows, said, strict=True)
        if any(_excludes(own, each) and _may_be_one(key, other) for other, each in ends.items())
    ]


def _may_be_one(one: _Key, other: _Key) -> bool:
    """Whether neither the option nor one voice's dates tell two numbers apart, nor a condition beside a demand."""
    (option, voice, span, line), (their_option, their_voice, their_span, their_line) = one, other
    is_settled = voice is not None and voice == their_voice and is_in_order(span, their_span)
    is_apart = is_settled or is_offer_beside_demand(line, their_line)
    return not is_apart and (option is None or their_option is None or option == their_option)


def _has_changed(told: Transcript, one: int, other: int) -> bool:
    if told.last_days[one] >= told.days[other] or _value(told, one).overlaps(_value(told, other)):
        return False
    if is_offer_beside_demand(told.acts[one], told.acts[other]):
        return False
    months = {month_of(told, one), month_of(told, other)}
    return (None not in months and len(months) == 2) or told.are_settled(one, other)


def _is_movement(told: Transcript, one: int, other: int) -> bool:
    """Whether the change is told by one voice, and is one of what the party wants."""
    return told.are_settled(one, other) and told.takes_position[one] and told.takes_position[other]


def _counted(told: Transcript, thing: _Thing, month: _Month, rows: Rows) -> Finding:
    year, number = month
    return Finding(
        matter=Clash.NUMBERS,
        kind=ContestKind.COUNTED,
        issue=thing.issue,
        about=f"{thing.unit}{f'-{thing.option}' if thing.option else ''}-{year:04d}-{number:02d}",
        why="told in one month, and no number is both",
        sides=_by_value(told, rows),
    )


def _by_month(told: Transcript, rows: Rows) -> Mapping[_Month, list[int]]:
    months: dict[_Month, list[int]] = defaultdict(list)
    for row in rows:
        month = month_of(told, row)
        if month is not None:
            months[month].append(row)
    return months


def _by_value(told: Transcript, rows: Rows) -> list[list[int]]:
    """Those that say the same: one number, and in one line of acts where a position is taken."""
    values: dict[tuple[_Ends, Act | None], list[int]] = defaultdict(list)
    for row in rows:
        values[_ends(told, row), told.lines[row] if told.takes_position[row] else None].append(row)
    return list(values.values())


def _value(told: Transcript, row: int) -> Value:
    value = told.values[row]
    if value is None:
        raise ValueError(f"{told.ids[row]} tells no number")
    return value


def _ends(told: Transcript, row: int) -> _Ends:
    return _value(told, row).ends


def _outermost(told: Iterable[tuple[_Name, _Ends]]) -> dict[_Name, _Ends]:
    """The lowest upper end and the highest lower end under each name."""
    ends: dict[_Name, _Ends] = {}
    for name, (low, high) in told:
        least, most = ends.get(name, (inf, -inf))
        ends[name] = min(least, high), max(most, low)
    return ends


def _excludes(own: _Ends, others: _Ends) -> bool:
    """Whether it lies wholly above the lowest upper end, or wholly below the highest lower end."""
    return own[0] > others[0] or own[1] < others[1]
