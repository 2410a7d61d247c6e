"""Courses: what a party's position on an issue came to show, day by day.

The rules are those of :func:`detente.analysis.positions`; here each day and each run is read once for all the days that
are asked about.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Mapping
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from detente.analysis.columns import NEVER, UNDATED
from detente.analysis.disowned import disowned
from detente.analysis.hearsay import settling
from detente.analysis.leanings import LEANINGS, Leaning
from detente.analysis.origins import Directness
from detente.analysis.positions import (
    agreeing,
    asked_number,
    is_red_refusal,
    keeps_to,
    position_of,
)
from detente.analysis.precedence import is_kept_beside, may_be_kept, taken_beside
from detente.analysis.runs import does_break, heard_of
from detente.analysis.transcript import WINDOW_DAYS, Cell, Rows, Transcript
from detente.model import Act, Condition, Firmness, OptionId, StatementId, Value


class Moment(NamedTuple):
    """What a position shows at the end of a day, as far as a move is told from it.

    Attributes:
        stance, firmness, option, value, condition: As in :class:`detente.analysis.Position`.
        stands: What is made of each option named then, and the statement that says so.
        ruling: The statement that gives the stance.
    """

    stance: Act
    firmness: Firmness
    option: OptionId | None
    value: Value | None
    condition: Condition | None
    stands: Mapping[OptionId, tuple[Leaning, StatementId]]
    ruling: StatementId


_Named = tuple[OptionId | None, Value | None, Condition | None, int | None, OptionId | None, Value | None]
"""What a stretch of a run names first, from its newest day back; its newest red line's day, and what red lines name."""
_NOTHING: _Named = (None, None, None, None, None, None)
_Way = tuple[Act, Directness, Value | None]
"""The line of what rules, how directly it was told, and the number that it asks for."""
_Made = tuple[Leaning, StatementId]
"""What is made of an option, and the statement that says so."""
_Queue = deque[tuple[int, int, Any]]
"""What can still come to rank first in a window that moves on, the first in rank first: its rank, its place, itself."""
_Shown = tuple[int, int, Mapping[OptionId, _Made]]
"""What rules after a day, the place of the day that said so, and what is made of each option."""
_Words = tuple[Act, OptionId | None, Value | None, Condition | None, bool, Directness]
"""What a run is told from of one statement: its line, what it names, whether it draws a red line, how directly."""


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
        self._kept = _Part(told, [row for row in newest if row not in self._denied] if self._denied else newest)
        said = dict(zip(self._kept.days, self._kept.said, strict=True))
        if self._denied:
            said = {day: list[int]() for day in self._denied.values()}
            for row in newest:
                if told.takes_position[row]:
                    said.setdefault(told.days[row], []).append(row)
            said.pop(UNDATED, None)
        self.days = sorted(said)
        self.said = [said[day] for day in self.days]
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
        day = self.days[place] if place >= 0 else UNDATED
        moment = None if place in self._undecided else self._kept.at(day)
        if moment is not None or not self._denied:
            return moment
        if place not in self._moments:
            self._moments[place] = self._of_all(day)
        return self._moments[place]

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

    def _of_all(self, day: int) -> Moment | None:
        """What the position of all that had been told by a day shows."""
        by_then = [row for row in self._newest if self._told.days[row] <= day]
        if not any(map(self._told.takes_position.__getitem__, by_then)):
            return None
        denied = {row: turn for row, turn in self._denied.items() if turn <= day}
        held = position_of(self._told, by_then, denied)
        stands = {each.option: (each.leaning, each.statement) for each in held.options}
        return Moment(held.stance, held.firmness, held.option, held.value, held.condition, stands, held.ruling)


class _Part:
    """A course of some statements, as if nothing else had been told.

    Args:
        told: The transcript.
        newest: The statements, newest first.

    Attributes:
        days: Those on which a position was taken, the first first; what has no date is on none.
        said: What took it on each of them, newest first.
    """

    def __init__(self, told: Transcript, newest: Rows) -> None:
        self._told = told
        takes_position, days = told.takes_position, told.days
        taking = self._taking = [row for row in newest if takes_position[row]]
        by_day = [(day, list(said)) for day, said in groupby(taking, key=days.__getitem__)]
        self._undated = [row for day, said in by_day[-1:] if day == UNDATED for row in said]
        dated = [(day, said) for day, said in reversed(by_day) if day != UNDATED]
        self.days, self.said = [day for day, _ in dated], [said for _, said in dated]
        # Runs are walked by the days on which something was heard that makes or ends them, denials too.
        heard = [(day, list(said)) for day, said in groupby(heard_of(told, newest), key=days.__getitem__)]
        walked = [each for each in reversed(heard) if each[0] != UNDATED]
        self._heard_days, self._heard = [day for day, _ in walked], [said for _, said in walked]
        self._moments: dict[int, Moment | None] = {}
        self._reigns: dict[int, tuple[int, _Named, bool]] = {}
        self._runs: dict[tuple[OptionId | None, _Way], dict[int, _Named]] = defaultdict(dict)

    @property
    def begun(self) -> int:
        """The first day on which a position is held; an undated one is held from the beginning of time."""
        return UNDATED if self._undated else min(self.days, default=NEVER)

    def at(self, day: int) -> Moment | None:
        """What the position shows at the end of a day; None where none had been taken by then."""
        place = bisect_right(self.days, day) - 1
        if place not in self._moments:
            self._moments[place] = self._after(place)
        return self._moments[place]

    def _after(self, last: int) -> Moment | None:
        """What the position shows after a day on which one was taken."""
        if last < 0:
            return self._undated_moment()
        ruling, here, stands = self._shown[last]
        begun, ended = (bisect_left(self._heard_days, self.days[place]) for place in (here, last))
        return self._moment(ruling, stands, self._run(ruling, begun, ended), self.days[here])

    def _undated_moment(self) -> Moment | None:
        """What the position shows before any day on which one was taken."""
        if not self._undated:
            return None
        ruling, named = self._first_of(self._undated)
        asking = [row for row in self._undated if may_be_kept(self._told, row)]
        asked = max(asking, key=self._told.ranks.__getitem__, default=ruling)
        ruling = asked if is_kept_beside(self._told, asked, ruling) else ruling
        return self._moment(ruling, {option: self._made_of(row) for option, row in named.items()}, _NOTHING, None)

    @cached_property
    def _shown(self) -> list[_Shown]:
        """What rules after each day, and what is made of each option, of what was said within the window."""
        days, ranks = self.days, self._told.ranks
        shown: list[_Shown] = []
        best, asked, on_option = _Queue(), _Queue(), dict[OptionId, _Queue]()
        first, settled_on = 0, UNDATED
        settled = settling(self._told, self._taking)
        for place, said in enumerate(self.said):
            if not settled.isdisjoint(said):
                settled_on = days[place]
            while days[first] < (settled_on or days[place]) - WINDOW_DAYS:
                first += 1
            ruling, named = self._first_of(said)
            _enter(best, (ranks[ruling], place, ruling))
            _is_left(best, first)
            asking = [row for row in said if may_be_kept(self._told, row)]
            if asking:
                foremost = max(asking, key=ranks.__getitem__)
                _enter(asked, (ranks[foremost], place, foremost))
            # Options keep the order in which they are met from this day back, each day's in the order of its ranking.
            for option, row in reversed(named.items()):
                queue = on_option[option] = on_option.pop(option, _Queue())
                _enter(queue, (ranks[row], place, self._made_of(row)))
            stands = {
                option: queue[0][2] for option in reversed(on_option) if _is_left(queue := on_option[option], first)
            }
            is_kept = _is_left(asked, first) and is_kept_beside(self._told, asked[0][2], best[0][2])
            _, here, rules = asked[0] if is_kept else best[0]
            taken = taken_beside(self._told, rules, self.said[here])
            shown.append((rules if taken is None else taken, here, stands))
        return shown

    def _moment(self, ruling: int, stands: Mapping[OptionId, _Made], run: _Named, day: int | None) -> Moment:
        told = self._told
        stance, firmness, option = told.acts[ruling], told.firmness[ruling], told.options[ruling]
        value, condition = told.values[ruling], told.conditions[ruling]
        run_option, run_value, run_condition, red_on, red_option, red_value = run
        if firmness is not Firmness.FLEXIBLE and red_on is not None and day is not None:
            firmness = Firmness.RED_LINE if day - red_on <= WINDOW_DAYS else firmness
        if is_red_refusal(stance, firmness):
            run_option, run_value = red_option, red_value
        shown = run_option if option is None else option, run_value if value is None else value
        return Moment(
            stance,
            firmness,
            *agreeing(told, ruling, *shown),
            run_condition if condition is None and stance is Act.CONDITION else condition,
            stands,
            told.ids[ruling],
        )

    def _run(self, ruling: int, here: int, last: int) -> _Named:
        """What the run of the ruling statement names, from the last day back; each day of a reign is read once."""
        way = self._told.lines[ruling], self._told.ways[ruling], asked_number(self._told, ruling)
        begun = (self._told.options[ruling], *_NOTHING[1:])
        place, later, has_ended = self._reigns.get(ruling, (here, begun, False))
        if place > last + 1:
            place, later, has_ended = here, begun, False
        while place <= last and not has_ended:
            named = self._told_on(place, later[0], *way)
            has_ended = named is None
            later = later if named is None else _before(named, later)
            place += 1
        self._reigns[ruling] = place, later, has_ended
        return _before(later, self._back_from(here - 1, later[0], way))

    def _back_from(self, place: int, option: OptionId | None, way: _Way) -> _Named:
        """What the run names from this day back; each stretch is walked once, whatever rules after it."""
        walked: list[tuple[dict[int, _Named], int, _Named]] = []
        runs = self._runs[option, way]
        while (run := runs.get(place)) is None:
            named = self._told_on(place, option, *way) if place >= 0 else None
            if named is None:
                run = runs[place] = (option, *_NOTHING[1:])
                break
            walked.append((runs, place, named))
            place -= 1
            if named[0] is not option:
                option = named[0]
                runs = self._runs[option, way]
        for walked_runs, at, named in reversed(walked):
            run = walked_runs[at] = _before(named, run)
        return run

    def _told_on(
        self, place: int, option: OptionId | None, line: Act, directly: Directness, asked: Value | None
    ) -> _Named | None:
        """What the run names on this day; None where the run ends before it."""
        is_kept, value, condition, red_on, red_option, red_value = False, None, None, None, None, None
        for their_line, named, number, tied, is_red, way in self._words[place]:
            # What is_same_line tells, asked of every statement for each way of saying it.
            if their_line is line and (named is None or option is None or named == option):
                is_kept = True
                option = option or named
                value = number if value is None else value
                condition = tied if condition is None else condition
                if is_red and way >= directly and keeps_to(number, asked):
                    red_on = self._heard_days[place]
                    red_option = named if red_option is None else red_option
                    red_value = number if red_value is None else red_value
        if not is_kept and any(does_break(self._told, row, line, directly, option) for row in self._heard[place]):
            return None
        return option, value, condition, red_on, red_option, red_value

    @cached_property
    def _words(self) -> list[list[_Words]]:
        """What a run is told from, by day."""
        told, red_line = self._told, Firmness.RED_LINE
        lines, options, values, conditions = told.lines, told.options, told.values, told.conditions
        firmness, ways = told.firmness, told.ways
        return [
            [
                (lines[row], options[row], values[row], conditions[row], firmness[row] is red_line, ways[row])
                for row in said
            ]
            for said in self._heard
        ]

    def _made_of(self, row: int) -> _Made:
        return LEANINGS[self._told.acts[row]], self._told.ids[row]

    def _first_of(self, said: Rows) -> tuple[int, dict[OptionId, int]]:
        """The statement of a day that ranks first, and the first on each option."""
        ranking = sorted(said, key=self._told.ranks.__getitem__, reverse=True) if len(said) > 1 else said
        options, acts = self._told.options, self._told.acts
        stands: dict[OptionId, int] = {}
        for row in ranking:
            option = options[row]
            if option is not None and option not in stands and acts[row] in LEANINGS:
                stands[option] = row
        return ranking[0], stands


def _enter(queue: _Queue, item: tuple[int, int, Any]) -> None:
    """Takes in what came last: nothing before it that ranks lower can rank first again."""
    while queue and queue[-1][0] < item[0]:
        queue.pop()
    queue.append(item)


def _is_left(queue: _Queue, first: int) -> bool:
    """Whether anything is left from this place on; what came before it leaves."""
    while queue and queue[0][1] < first:
        queue.popleft()
    return bool(queue)


def course_on(told: Transcript, cell: Cell) -> Course:
    """The course of one party on one issue, by all that is told of it."""
    return Course(told, told.cells[cell])


def _before(newer: _Named, older: _Named) -> _Named:
    """What the two stretches name, the newer one first."""
    option, value, condition, red_on, red_option, red_value = newer
    return (
        older[0] if option is None else option,
        older[1] if value is None else value,
        older[2] if condition is None else condition,
        older[3] if red_on is None else red_on,
        older[4] if red_option is None else red_option,
        older[5] if red_value is None else red_value,
    )
