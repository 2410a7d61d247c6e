"""Courses: what a party's position on an issue came to show, day by day.

The rules are those of :func:`detente.analysis.positions`; here each day and each run is read once for all the days that
are asked about.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from detente.analysis.columns import UNDATED
from detente.analysis.disowned import disowned
from detente.analysis.positions import Position, position_of
from detente.analysis.reigns import Reigns
from detente.analysis.showing import Moment, Stand
from detente.analysis.transcript import Cell, Rows, Transcript


class Course:
    """The statements of one party on one issue that take a position, by day.

    From the day on which its party denied it, a claim takes no part; before that day it does.

    Args:
        told: The transcript.
        newest: What counts of the two, newest first.

    Attributes:
        days: Those on which a position was taken, or a claim denied, the first first; what has no date is on none.
        said: What took it on each of them, newest first.
    """

    def __init__(self, told: Transcript, newest: Rows) -> None:
        self._told, self._newest = told, newest
        self._denied = disowned(told, newest)
        self._kept = Reigns(told, [row for row in newest if row not in self._denied] if self._denied else newest)
        said = dict(zip(self._kept.days, self._kept.said, strict=True))
        if self._denied:
            said = {day: list[int]() for day in self._denied.values()}
            for row in newest:
                if told.takes_position[row]:
                    said.setdefault(told.days[row], []).append(row)
            said.pop(UNDATED, None)
        self.days = sorted(said)
        self.said = [said[day] for day in self.days]
        self._positions: dict[int, Position | None] = {}
        self._moments: dict[int, Moment | None] = {}

    @property
    def begun(self) -> int:
        """The first day on which a position is held; an undated one is held from the beginning of time."""
        return min((self._kept.begun, *(self._told.days[row] for row in self._denied)))

    def at(self, day: int) -> Moment | None:
        """What the position shows at the end of a day; None where none had been taken by then.

        It is the same object on every day on which nothing is said that takes a position, or denies a claim.
        """
        return self.after(bisect_right(self.days, day) - 1)

    def after(self, place: int) -> Moment | None:
        """What it shows after the day at a place of ``days``; at -1 what was held before any of them."""
        moment = None if place in self._undecided else self._kept.at(self._day(place))
        if moment is not None or not self._denied:
            return moment
        if place not in self._moments:
            held = self._of_all(place)
            self._moments[place] = None if held is None else _moment_of(held)
        return self._moments[place]

    def beside(self, place: int) -> Sequence[Stand]:
        """What stood beside that, see :class:`detente.analysis.Position`; none where nothing was held."""
        if place not in self._undecided and (self._kept.at(day := self._day(place)) is not None or not self._denied):
            return self._kept.beside(day)
        held = self._of_all(place)
        return () if held is None else held.beside

    def _day(self, place: int) -> int:
        return self.days[place] if place >= 0 else UNDATED

    def dated_at(self, day: int) -> Moment | None:
        """The same of what has a date alone."""
        return self.at(day) if self.days and self.days[0] <= day else None

    @cached_property
    def _undecided(self) -> set[int]:
        """The places at which a claim had been told that was denied on a later day."""
        found = set[int]()
        for row, turn in self._denied.items():
            day = self._told.days[row]
            found.update(range(bisect_left(self.days, day) - (day == UNDATED), bisect_left(self.days, turn)))
        return found

    def _of_all(self, place: int) -> Position | None:
        """The position of all that had been told by the day at a place."""
        if place not in self._positions:
            self._positions[place] = self._position(self._day(place))
        return self._positions[place]

    def _position(self, day: int) -> Position | None:
        by_then = [row for row in self._newest if self._told.days[row] <= day]
        if not any(map(self._told.takes_position.__getitem__, by_then)):
            return None
        denied = {row: turn for row, turn in self._denied.items() if turn <= day}
        return position_of(self._told, by_then, denied)


def _moment_of(held: Position) -> Moment:
    stands = {each.option: (each.leaning, each.statement) for each in held.options}
    lapsed = {each.option: each.leaning for each in held.lapsed}
    return Moment(held.stance, held.firmness, held.option, held.value, held.condition, stands, lapsed, held.ruling)


def course_on(told: Transcript, cell: Cell) -> Course:
    """The course of one party on one issue, by all that is told of it."""
    return Course(told, told.cells[cell])
