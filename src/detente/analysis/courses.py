"""Courses: what a party's position on an issue came to show, day by day.

The rules are those of :func:`detente.analysis.positions`; here each day and each run is read once for all the days that
are asked about.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from detente.analysis.offices import Offices
from detente.analysis.origins import Directness, directness
from detente.analysis.positions import LEANINGS, Leaning
from detente.analysis.runs import does_break, is_same_line
from detente.analysis.stances import line_of, takes_position
from detente.analysis.standing import WINDOW_DAYS, Rank, by_rank, day_of
from detente.model import Act, Condition, Entry, Firmness, OptionId, StatementId, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What a position shows at the end of a day, as far as a move is told from it.

    Attributes:
        stance, firmness, option, value, condition: As in :class:`detente.analysis.Position`.
        stands: What is made of each option named then, and the statement that says so.
    """

    stance: Act
    firmness: Firmness
    option: OptionId | None
    value: Value | None
    condition: Condition | None
    stands: Mapping[OptionId, tuple[Leaning, StatementId]]


class _Named(NamedTuple):
    """What a stretch of a run names first, from its newest day back, and the day of its newest red line."""

    option: OptionId | None = None
    value: Value | None = None
    condition: Condition | None = None
    red_on: date | None = None


_Ranked = tuple[Entry, Rank]
_Way = tuple[Act, Directness]


class Course:
    """The statements of one party on one issue that take a position, by day.

    Args:
        newest: What counts of the two, newest first.
        offices: Of the people of the dossier.
    """

    def __init__(self, newest: Sequence[Entry], offices: Offices) -> None:
        told = [entry for entry in newest if takes_position(entry.statement.act)]
        by_day = [(day, list(said)) for day, said in groupby(told, key=day_of)]
        self._undated = [entry for day, said in by_day[-1:] if day is None for entry in said]
        dated = [(day, said) for day, said in reversed(by_day) if day is not None]
        self._days, self._said = [day for day, _ in dated], [said for _, said in dated]
        self._offices = offices
        self._first: dict[int, tuple[_Ranked, dict[OptionId, _Ranked]]] = {}
        self._runs: dict[tuple[int, OptionId | None, _Way], _Named] = {}

    @property
    def begun(self) -> date:
        """The first day on which a position is held; an undated one is held from the beginning of time."""
        return date.min if self._undated else min(self._days, default=date.max)

    def at(self, day: date) -> Moment | None:
        """What the position shows at the end of a day; None where none had been taken by then."""
        last = bisect_right(self._days, day) - 1
        if last < 0:
            return self._moment(_first_of(self._undated, self._offices), None) if self._undated else None
        since, here = self._days[last] - timedelta(days=WINDOW_DAYS), last
        ruling, stands = self._first_on(here)
        stands = dict(stands)
        for place in range(last - 1, -1, -1):
            if self._days[place] < since:
                break
            first, named = self._first_on(place)
            if first[1] > ruling[1]:
                ruling, here = first, place
            for option, ranked in named.items():
                if option not in stands or ranked[1] > stands[option][1]:
                    stands[option] = ranked
        return self._moment((ruling, stands), (here, last))

    def _first_on(self, place: int) -> tuple[_Ranked, dict[OptionId, _Ranked]]:
        if place not in self._first:
            self._first[place] = _first_of(self._said[place], self._offices)
        return self._first[place]

    def _moment(self, first: tuple[_Ranked, Mapping[OptionId, _Ranked]], days: tuple[int, int] | None) -> Moment:
        (ruling, _), stands = first
        told = ruling.statement
        run = self._run(ruling, *days) if days else _Named()
        firmness = told.firmness
        if firmness is not Firmness.FLEXIBLE and run.red_on is not None and days is not None:
            is_near = (self._days[days[0]] - run.red_on).days <= WINDOW_DAYS
            firmness = Firmness.RED_LINE if is_near else firmness
        return Moment(
            stance=told.act,
            firmness=firmness,
            option=run.option if told.option is None else told.option,
            value=run.value if told.value is None else told.value,
            condition=run.condition if told.condition is None and told.act is Act.CONDITION else told.condition,
            stands={option: (LEANINGS[entry.statement.act], entry.id) for option, (entry, _) in stands.items()},
        )

    def _run(self, ruling: Entry, here: int, last: int) -> _Named:
        """What the run of the ruling statement names, from the last day back."""
        way, option = (line_of(ruling.statement.act), directness(ruling)), ruling.statement.option
        later: list[_Named] = []
        for place in range(here, last + 1):
            named = self._told_on(place, option, way)
            if named is None:
                break
            option = named.option
            later.append(named)
        run = self._back_from(here - 1, option, way)
        for named in later:
            run = _before(named, run)
        return run

    def _back_from(self, place: int, option: OptionId | None, way: _Way) -> _Named:
        """What the run names from this day back; each stretch is walked once, whatever rules after it."""
        walked: list[tuple[tuple[int, OptionId | None, _Way], _Named]] = []
        run = None
        while run is None:
            key = place, option, way
            run = _Named(option) if place < 0 else self._runs.get(key)
            if run is None:
                named = self._told_on(place, option, way)
                if named is None:
                    run = self._runs[key] = _Named(option)
                else:
                    walked.append((key, named))
                    place, option = place - 1, named.option
        for key, named in reversed(walked):
            run = self._runs[key] = _before(named, run)
        return run

    def _told_on(self, place: int, option: OptionId | None, way: _Way) -> _Named | None:
        """What the run names on this day; None where the run ends before it."""
        is_kept, value, condition, red_on = False, None, None, None
        line, directly = way
        for entry in self._said[place]:
            if is_same_line(entry, line, option):
                told, is_kept = entry.statement, True
                option = option or told.option
                value = told.value if value is None else value
                condition = told.condition if condition is None else condition
                if told.firmness is Firmness.RED_LINE and directness(entry) >= directly:
                    red_on = self._days[place]
        if not is_kept and any(does_break(entry, line, directly, option) for entry in self._said[place]):
            return None
        return _Named(option, value, condition, red_on)


def _before(newer: _Named, older: _Named) -> _Named:
    """What the two stretches name, the newer one first."""
    return _Named(
        older.option if newer.option is None else newer.option,
        older.value if newer.value is None else newer.value,
        older.condition if newer.condition is None else newer.condition,
        older.red_on if newer.red_on is None else newer.red_on,
    )


def _first_of(said: Sequence[Entry], offices: Offices) -> tuple[_Ranked, dict[OptionId, _Ranked]]:
    """The statement of a day that ranks first, and the first on each option."""
    ranking = by_rank(said, date.min, offices)
    stands: dict[OptionId, _Ranked] = {}
    for ranked in ranking:
        told = ranked[0].statement
        if told.option is not None and told.act in LEANINGS:
            stands.setdefault(told.option, ranked)
    return ranking[0], stands
