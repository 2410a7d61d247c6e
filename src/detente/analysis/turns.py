"""Turns: in what a position changed on each day on which it was taken anew; each is compared once for all that ask."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import partial

from detente.analysis.courses import course_on
from detente.analysis.moves import Aspect, aspects_between
from detente.analysis.transcript import Cell, Transcript


class Turns:
    """The days of the course of a party on an issue, and in what each changed what the position shows.

    Args:
        told: The transcript.
        cell: The party and the issue.
    """

    def __init__(self, told: Transcript, cell: Cell) -> None:
        self._told, self.course = told, told.once(course_on, cell)
        self._found: dict[int, tuple[Aspect, ...]] = {}

    def on(self, place: int) -> tuple[Aspect, ...]:
        """In what the day at a place of the course changed it; only ``first`` where none had been taken before."""
        found = self._found.get(place)
        if found is None:
            course, ids = self.course, self._told.ids
            new = [ids[row] for row in course.said[place]]
            before, after = course.after(place - 1), course.after(place)
            beside = partial(course.beside, place - 1)
            found = self._found[place] = aspects_between(before, after, new, beside)
        return found

    def between(self, since: int, until: int) -> Mapping[int, tuple[Aspect, ...]]:
        """In what it changed on each day after the first and up to the last that changed it; to take one is no change.

        Args:
            since: A day, as an ordinal.
            until: A later one.
        """
        days, is_first = self.course.days, (Aspect.FIRST,)
        places = range(bisect_right(days, since), bisect_right(days, until))
        return {days[place]: found for place in places if (found := self.on(place)) and found != is_first}


def turns_on(told: Transcript, cell: Cell) -> Turns:
    """Those of one party on one issue, by all that is told of it."""
    return Turns(told, cell)
