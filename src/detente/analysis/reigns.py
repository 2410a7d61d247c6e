"""Reigns: which statement rules after each day, what its run shows, and what stands beside it; each is read once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import Generic, TypeVar

from detente.analysis.columns import NEVER, UNDATED
from detente.analysis.hearsay import is_borne_out
from detente.analysis.leanings import LEANINGS, Leaning
from detente.analysis.origins import Directness
from detente.analysis.precedence import is_kept_beside, may_be_kept, taken_beside
from detente.analysis.runs import does_break, heard_of
from detente.analysis.showing import (
    SIDES,
    Moment,
    Stand,
    agreeing,
    asked_number,
    is_red_refusal,
    keeps_to,
    may_stand_beside,
)
from detente.analysis.transcript import WINDOW_DAYS, Rows, Transcript
from detente.model import Act, Condition, Firmness, OptionId, StatementId, Value

_Item = TypeVar("_Item")
_Named = tuple[OptionId | None, Value | None, Condition | None, int | None, OptionId | None, Value | None]
"""What a stretch of a run names first, from its newest day back; its newest red line's day, and what red lines name."""
_NOTHING: _Named = (None, None, None, None, None, None)
_Way = tuple[Act, Directness, Value | None]
"""The line of what rules, how directly it was told, and the number that it asks for."""
_Made = tuple[Leaning, StatementId]
"""What is made of an option, and the statement that says so."""
_Said = tuple[int, int]
"""The place of the day on which it was said, -1 for none, and the statement."""
_Shown = tuple[int, int, Mapping[OptionId, _Made], Mapping[OptionId, Leaning]]
"""What rules after a day and the place of the day that said so, what is made of each option, and what was made of those
that lapsed."""
_Words = tuple[Act, OptionId | None, Value | None, Condition | None, bool, Directness]
"""What a run is told from of one statement: its line, what it names, whether it draws a red line, how directly."""


class Reigns:
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
        ruling, here, stands, lapsed = self._shown[last]
        return Moment.of(self._held(ruling, here, last), stands, lapsed)

    def beside(self, day: int) -> Sequence[Stand]:
        """What stood beside the position at the end of a day."""
        moment, last = self.at(day), bisect_right(self.days, day) - 1
        if moment is None:
            return ()
        held = (self._held(row, here, last) for here, row in self._sides_by(last))
        return [each for each in held if may_stand_beside(moment, each)]

    def _held(self, row: int, here: int, last: int) -> Stand:
        """What a statement of the day at a place shows, with its run up to a later one."""
        if here < 0:
            return self._stand(row, _NOTHING, None)
        begun, ended = (bisect_left(self._heard_days, self.days[place]) for place in (here, last))
        return self._stand(row, self._run(row, begun, ended), self.days[here])

    def _undated_moment(self) -> Moment | None:
        """What the position shows before any day on which one was taken."""
        if not self._undated:
            return None
        ruling, named = self._first_of(self._undated)
        asking = [row for row in self._undated if may_be_kept(self._told, row)]
        asked = max(asking, key=self._told.ranks.__getitem__, default=ruling)
        ruling = asked if is_kept_beside(self._told, asked, ruling) else ruling
        held = self._held(ruling, -1, -1)
        stands = {option: self._made_of(row) for option, row in named.items()}
        return Moment.of(held, stands, {})

    def _sides_by(self, last: int) -> Iterator[_Said]:
        """What ranked first on each side by the day at a place, or else came last of it."""
        ranks = self._told.ranks
        for places in self._places_by_side.values():
            end = bisect_right(places, (last, NEVER))
            first = self._first_current[last] if last >= 0 else -1
            current = places[bisect_left(places, (first, -1)) : end] or places[:end][-1:]
            if current:
                yield max(current, key=lambda said: ranks[said[1]])

    @cached_property
    def _places_by_side(self) -> Mapping[Act, Sequence[_Said]]:
        """What ranks first on each day of what is wanted, refused and threatened with, the first day first."""
        found: dict[Act, list[_Said]] = defaultdict(list)
        for place, said in enumerate([self._undated, *self.said], -1):
            for side, row in self._first_by_side(said).items():
                found[side].append((place, row))
        return found

    @cached_property
    def _undated_leanings(self) -> Mapping[OptionId, Leaning]:
        named = self._first_of(self._undated)[1] if self._undated else {}
        return {option: LEANINGS[self._told.acts[row]] for option, row in named.items()}

    def _first_by_side(self, said: Rows) -> dict[Act, int]:
        """What ranks first on each side."""
        found: dict[Act, int] = {}
        acts, ranks = self._told.acts, self._told.ranks
        for row in said:
            side = SIDES[acts[row]]
            if side not in found or ranks[row] > ranks[found[side]]:
                found[side] = row
        return found

    @cached_property
    def _shown(self) -> list[_Shown]:
        """What rules after each day, and what is made of each option, of what was said within the window."""
        ranks = self._told.ranks
        shown: list[_Shown] = []
        best, on_option = _Window[int](), dict[OptionId, _Window[_Made]]()
        asked, lapsed = _Window[int](), self._undated_leanings
        for place, first in enumerate(self._first_current):
            said = self.said[place]
            ruling, named = self._first_of(said)
            best.enter(ranks[ruling], place, ruling)
            asking = [row for row in said if may_be_kept(self._told, row)]
            if asking:
                row = asking[0] if len(asking) == 1 else max(asking, key=ranks.__getitem__)
                asked.enter(ranks[row], place, row)
            # Options keep the order in which they are met from this day back, each day's in the order of its ranking.
            for option, row in reversed(named.items()):
                window = on_option[option] = on_option.pop(option, _Window())
                window.enter(ranks[row], place, self._made_of(row))
            best.move_on(first)
            is_asked = asked.move_on(first)
            gone = [option for option, window in on_option.items() if not window.move_on(first)]
            if gone:
                left = {option: on_option.pop(option).foremost[1][0] for option in gone}
                lapsed = {**lapsed, **left}
            stands = {option: on_option[option].foremost[1] for option in reversed(on_option)}
            here, rules = best.foremost
            if is_asked and is_kept_beside(self._told, asked.foremost[1], rules):
                here, rules = asked.foremost
            taken = taken_beside(self._told, rules, self.said[here])
            shown.append((rules if taken is None else taken, here, stands, lapsed))
        return shown

    @cached_property
    def _first_current(self) -> list[int]:
        """For each day the place of the first that is current then."""
        told, days, firsts = self._told, self.days, list[int]()
        sound = {told.days[row] for row in self._taking if told.is_sound[row]}
        first, settled_on = 0, UNDATED
        for place, day in enumerate(days):
            if day in sound or self._is_borne_out(place):
                settled_on = day
            while days[first] < (settled_on or day) - WINDOW_DAYS:
                first += 1
            firsts.append(first)
        return firsts

    def _is_borne_out(self, place: int) -> bool:
        """Whether hearsay of the day at a place was borne out by then."""
        said = self.said
        return any(
            is_borne_out(self._told, row, (each for at in range(place, -1, -1) for each in said[at]))
            for row in said[place]
        )

    def _stand(self, ruling: int, run: _Named, day: int | None) -> Stand:
        told = self._told
        stance, firmness, option = told.acts[ruling], told.firmness[ruling], told.options[ruling]
        value, condition = told.values[ruling], told.conditions[ruling]
        run_option, run_value, run_condition, red_on, red_option, red_value = run
        if firmness is not Firmness.FLEXIBLE and red_on is not None and day is not None:
            firmness = Firmness.RED_LINE if day - red_on <= WINDOW_DAYS else firmness
        if is_red_refusal(stance, firmness):
            run_option, run_value = red_option, red_value
        shown = run_option if option is None else option, run_value if value is None else value
        condition = run_condition if condition is None and stance is Act.CONDITION else condition
        return Stand(stance, firmness, *agreeing(told, ruling, *shown), condition, told.ids[ruling])

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


class _Window(Generic[_Item]):
    """What ranks first within a window that moves on, and what was the last in it where nothing is left."""

    __slots__ = ("_items", "_last")

    def __init__(self) -> None:
        self._items = deque[tuple[int, int, _Item]]()
        self._last: tuple[int, _Item] | None = None

    def enter(self, rank: int, place: int, item: _Item) -> None:
        """Takes in what came last: nothing before it that ranks lower can rank first again."""
        items = self._items
        while items and items[-1][0] < rank:
            items.pop()
        items.append((rank, place, item))

    def move_on(self, first: int) -> bool:
        """Lets go what came before a place; tells whether anything is left."""
        items = self._items
        while items and items[0][1] < first:
            self._last = items.popleft()[1:]
        return bool(items)

    @property
    def foremost(self) -> tuple[int, _Item]:
        """The place of what ranks first in it, or else was in it last, and itself."""
        if self._items:
            return self._items[0][1:]
        assert self._last is not None  # noqa: S101 - asked only where something was in it
        return self._last


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
