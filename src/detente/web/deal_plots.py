"""Turns a frontier into a drawing of two parties' utilities, with the solutions marked, and a table of the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor

from detente.briefing.wording import listed
from detente.dealspace import Deals
from detente.dealspace.wording import package_words, packages_words
from detente.web.plot_words import Named, Placing, placings
from detente.web.reckoning import Reckoned
from detente.web.timelines import percent

_LEFT, _RIGHT, _TOP, _BOTTOM = 11.0, 95.0, 16.0, 304.0
_STEPS, _MOST_TICKS = (0.05, 0.1, 0.2, 0.25, 0.5, 1.0, 2.0, 5.0), 6
_LEAST_SPAN, _ROOM, _NEAR = 0.2, 0.2, 1.0
"""The least range of an axis; in ranges of what is drawn, the room beside it, and how far off no deal may lie."""
_MOST_DOTS, _MOST_ROWS = 400, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A number of an axis; ``at`` in percent along it, or in pixels from the top."""

    at: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """An efficient package; ``is_rational`` where it is worth to every party what no deal is."""

    x: str
    y: float
    is_rational: bool
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The solutions that choose one place of the drawing: a line of ``words`` for each, at ``placing``; y in pixels."""

    x: str
    y: float
    words: tuple[str, ...]
    placing: Placing


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A piece of the line along which, of these two alone, one cannot gain without the other's loss."""

    x: str
    y: float
    end_x: str
    end_y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotRow:
    """An efficient package in the table: what it is worth to each party, and which solutions choose it."""

    package: str
    worth: tuple[str, ...]
    chosen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """The frontier of two parties.

    Attributes:
        floor_x, floor_y: What no deal is worth to each, as places; None where that is far below what is drawn.
        beyond: What no deal is worth where it is not drawn, in a sentence; empty where it is.
        told: What is drawn, in a sentence.
        parties: The columns of the table.
        n_more: Rows that are left out.
    """

    x: str
    y: str
    ticks_x: tuple[Tick, ...]
    ticks_y: tuple[Tick, ...]
    floor_x: str | None
    floor_y: float | None
    beyond: str
    dots: tuple[Dot, ...]
    edges: tuple[Edge, ...]
    marks: tuple[Mark, ...]
    told: str
    parties: tuple[str, ...]
    rows: tuple[PlotRow, ...]
    n_more: int


def plot_of(found: Reckoned, pair: tuple[int, int]) -> Plot | None:
    """The drawing of two parties; None where there is no package to draw, or one party alone."""
    known = found.deals
    if known is None or not known.frontier.packages or len(found.scenario.parties) < 2:
        return None
    one, other = pair
    scale = _Scale(known, found, pair)
    parties = found.scenario.parties
    floors = [parties[each].reservation for each in pair]
    told_floors = tuple(
        f"{worth:g} to {parties[each].name}"
        for axis, (each, worth) in enumerate(zip(pair, floors, strict=True))
        if not scale.holds(axis, worth)
    )
    rational = {tuple(each) for each in known.rational.utilities.tolist()}
    vectors = known.frontier.utilities.tolist()
    places: dict[tuple[float, float], list[bool]] = {}
    for each in vectors:
        places.setdefault((round(each[one], 6), round(each[other], 6)), []).append(tuple(each) in rational)
    drawn = [(place, any(several), len(several)) for place, several in places.items()][:_MOST_DOTS]
    rest = len(places) - len(drawn)
    more = f"; {rest:,} more are not drawn" if rest else ""
    return Plot(
        x=parties[one].name,
        y=parties[other].name,
        ticks_x=tuple(Tick(at=scale.x(each), words=f"{each:g}") for each in scale.ticks(0)),
        ticks_y=tuple(Tick(at=f"{scale.y(each):g}", words=f"{each:g}") for each in scale.ticks(1)),
        floor_x=scale.x(floors[0]) if scale.holds(0, floors[0]) else None,
        floor_y=scale.y(floors[1]) if scale.holds(1, floors[1]) else None,
        beyond=f"No deal is worth {listed(told_floors)}, less than is drawn." if told_floors else "",
        dots=tuple(
            Dot(
                x=scale.x(x), y=scale.y(y), is_rational=is_rational,
                told=f"{packages_words(n_packages)}: {parties[one].name} {x:.3f}, {parties[other].name} {y:.3f}",
            )
            for (x, y), is_rational, n_packages in drawn
        ),
        edges=tuple(_edges(scale, [place for place, is_rational, _ in drawn if is_rational])),
        marks=tuple(_marks(scale, found, pair, [place for place, _, _ in drawn])),
        told=f"{len(known.frontier.packages):,} efficient packages by what they are worth to {parties[one].name} "
        f"(to the right) and to {parties[other].name} (upward){more}. The table tells each.",
        parties=tuple(party.name for party in parties),
        rows=tuple(_rows(known, found)),
        n_more=max(0, len(known.frontier.packages) - _MOST_ROWS),
    )  # fmt: skip


class _Scale:
    """Where utilities lie in the drawing: what is drawn fills it, with no deal where that is not far below."""

    def __init__(self, known: Deals, found: Reckoned, pair: tuple[int, int]) -> None:
        ends = [
            _ends(known.frontier.utilities[:, each].tolist(), found.scenario.parties[each].reservation) for each in pair
        ]
        self._steps = [_step(low, high) for low, high in ends]
        self._low = [floor(round(low / step, 6)) * step for (low, _), step in zip(ends, self._steps, strict=True)]
        self._high = [ceil(round(high / step, 6)) * step for (_, high), step in zip(ends, self._steps, strict=True)]

    def holds(self, axis: int, worth: float) -> bool:
        """Whether a worth lies within an axis."""
        return self._low[axis] <= worth <= self._high[axis]

    def x(self, worth: float) -> str:
        return percent(self.across(worth))

    def across(self, worth: float) -> float:
        return _LEFT + (worth - self._low[0]) / (self._high[0] - self._low[0]) * (_RIGHT - _LEFT)

    def y(self, worth: float) -> float:
        return round(_BOTTOM - (worth - self._low[1]) / (self._high[1] - self._low[1]) * (_BOTTOM - _TOP), 1)

    def ticks(self, axis: int) -> Iterable[float]:
        low, step = self._low[axis], self._steps[axis]
        return (round(low + step * number, 3) for number in range(round((self._high[axis] - low) / step) + 1))


def _ends(drawn: Sequence[float], reservation: float) -> tuple[float, float]:
    """The least and the most that an axis shows."""
    low, high = min(drawn), max(drawn)
    span = max(high - low, _LEAST_SPAN)
    if low - _NEAR * span <= reservation:
        return min(low, reservation), max(high, reservation)
    return low - _ROOM * span, high


def _step(low: float, high: float) -> float:
    """From one number of an axis to the next."""
    return next((step for step in _STEPS if (high - low) / step < _MOST_TICKS - 1), high - low)


def _edges(scale: _Scale, places: Sequence[tuple[float, float]]) -> Iterator[Edge]:
    """From each place that no other beats for these two to the next one, in steps: nothing lies between packages."""
    best: list[tuple[float, float]] = []
    for x, y in sorted(places, reverse=True):
        if not best or y > best[-1][1]:
            best.append((x, y))
    for (x, y), (left, up) in pairwise(best):
        yield Edge(x=scale.x(x), y=scale.y(y), end_x=scale.x(left), end_y=scale.y(y))
        yield Edge(x=scale.x(left), y=scale.y(y), end_x=scale.x(left), end_y=scale.y(up))


def _marks(
    scale: _Scale, found: Reckoned, pair: tuple[int, int], drawn: Sequence[tuple[float, float]]
) -> Iterator[Mark]:
    names: dict[tuple[float, float], list[str]] = {}
    for name, _, point in found.points:
        chosen = point.chosen.utilities[0].tolist()
        names.setdefault((round(chosen[pair[0]], 6), round(chosen[pair[1]], 6)), []).append(name)
    told = sorted(names.items(), key=lambda each: -each[0][1])
    named = [Named(across=scale.across(x), y=scale.y(y), words=tuple(words)) for (x, y), words in told]
    dots = [(scale.across(x), scale.y(y)) for x, y in drawn]
    for ((x, _), _), mark, placing in zip(told, named, placings(named, dots), strict=True):
        yield Mark(x=scale.x(x), y=mark.y, words=mark.words, placing=placing)


def _rows(known: Deals, found: Reckoned) -> Iterator[PlotRow]:
    """The packages that solutions choose first, then by the worth to the party that is worst off."""
    chosen: dict[tuple[float, ...], list[str]] = {}
    for name, _, point in found.points:
        for vector in point.chosen.utilities.tolist():
            chosen.setdefault(tuple(round(each, 9) for each in vector), []).append(name)
    rows = []
    for package, vector in zip(known.frontier.packages, known.frontier.utilities.tolist(), strict=True):
        names = chosen.get(tuple(round(each, 9) for each in vector), [])
        rows.append((not names, -min(vector), package, vector, names))
    for _, _, package, vector, names in sorted(rows)[:_MOST_ROWS]:
        yield PlotRow(
            package=package_words(found.scenario, package),
            worth=tuple(f"{each:.3f}" for each in vector),
            chosen=", ".join(names),
        )
