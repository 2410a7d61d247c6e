"""Turns a frontier into a drawing of two parties' utilities, with the solutions marked, and a table of the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from detente.dealspace import Deals
from detente.dealspace.wording import package_words
from detente.web.plot_words import Named, Placing, placings
from detente.web.reckoning import Reckoned
from detente.web.timelines import percent

_LEFT, _RIGHT, _TOP, _BOTTOM = 11.0, 95.0, 16.0, 304.0
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_MOST_DOTS, _MOST_ROWS = 400, 60
_SHAPES = {"Nash": "circle", "Kalai-Smorodinsky": "square", "Egalitarian": "diamond", "Utilitarian": "triangle"}


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
    """The solutions that choose one place of the drawing.

    Attributes:
        shapes: One for each solution.
        y: In pixels.
        words: A line for each solution; ``placing`` tells where they stand.
    """

    x: str
    y: float
    shapes: tuple[str, ...]
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
        floor_x, floor_y: What no deal is worth to each, as places.
        told: What is drawn, in a sentence.
        parties: The columns of the table.
        n_more: Rows that are left out.
    """

    x: str
    y: str
    ticks_x: tuple[Tick, ...]
    ticks_y: tuple[Tick, ...]
    floor_x: str
    floor_y: float
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
    rational = {tuple(each) for each in known.rational.utilities.tolist()}
    vectors = known.frontier.utilities.tolist()
    places = {(round(each[one], 6), round(each[other], 6)): tuple(each) in rational for each in vectors}
    for each in vectors:
        places[round(each[one], 6), round(each[other], 6)] |= tuple(each) in rational
    drawn = list(places.items())[:_MOST_DOTS]
    rest = len(places) - len(drawn)
    more = f"; {rest:,} more are not drawn" if rest else ""
    return Plot(
        x=parties[one].name,
        y=parties[other].name,
        ticks_x=tuple(Tick(at=scale.x(each), words=f"{each:g}") for each in scale.ticks(0)),
        ticks_y=tuple(Tick(at=f"{scale.y(each):g}", words=f"{each:g}") for each in scale.ticks(1)),
        floor_x=scale.x(parties[one].reservation),
        floor_y=scale.y(parties[other].reservation),
        dots=tuple(
            Dot(
                x=scale.x(x), y=scale.y(y), is_rational=is_rational,
                told=f"{parties[one].name} {x:.3f}, {parties[other].name} {y:.3f}",
            )
            for (x, y), is_rational in drawn
        ),
        edges=tuple(_edges(scale, [place for place, is_rational in drawn if is_rational])),
        marks=tuple(_marks(scale, found, pair, [place for place, _ in drawn])),
        told=f"{len(known.frontier.packages):,} efficient packages by what they are worth to {parties[one].name} "
        f"(to the right) and to {parties[other].name} (upward){more}. The table tells each.",
        parties=tuple(party.name for party in parties),
        rows=tuple(_rows(known, found)),
        n_more=max(0, len(known.frontier.packages) - _MOST_ROWS),
    )  # fmt: skip


class _Scale:
    """Where utilities lie in the drawing."""

    def __init__(self, known: Deals, found: Reckoned, pair: tuple[int, int]) -> None:
        floors = [found.scenario.parties[each].reservation for each in pair]
        columns = [known.frontier.utilities[:, each] for each in pair]
        self._low = [min(0.0, float(column.min()), floor) for column, floor in zip(columns, floors, strict=True)]
        self._high = [max(1.0, float(column.max()), floor) for column, floor in zip(columns, floors, strict=True)]

    def x(self, worth: float) -> str:
        return percent(self.across(worth))

    def across(self, worth: float) -> float:
        return _LEFT + (worth - self._low[0]) / (self._high[0] - self._low[0]) * (_RIGHT - _LEFT)

    def y(self, worth: float) -> float:
        return round(_BOTTOM - (worth - self._low[1]) / (self._high[1] - self._low[1]) * (_BOTTOM - _TOP), 1)

    def ticks(self, axis: int) -> Iterable[float]:
        low, high = self._low[axis], self._high[axis]
        return (round(low + each * (high - low), 3) for each in _TICKS)


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
        chosen = (point.utilities if point.leximin is None else point.leximin)[0].tolist()
        names.setdefault((round(chosen[pair[0]], 6), round(chosen[pair[1]], 6)), []).append(name)
    told = sorted(names.items(), key=lambda each: -each[0][1])
    named = [Named(across=scale.across(x), y=scale.y(y), words=tuple(words)) for (x, y), words in told]
    dots = [(scale.across(x), scale.y(y)) for x, y in drawn]
    for ((x, _), words), mark, placing in zip(told, named, placings(named, dots), strict=True):
        shapes = tuple(_SHAPES[each] for each in words)
        yield Mark(x=scale.x(x), y=mark.y, shapes=shapes, words=mark.words, placing=placing)


def _rows(known: Deals, found: Reckoned) -> Iterator[PlotRow]:
    """The packages that solutions choose first, then by the worth to the party that is worst off."""
    chosen: dict[tuple[float, ...], list[str]] = {}
    for name, _, point in found.points:
        for vector in (point.utilities if point.leximin is None else point.leximin).tolist():
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
