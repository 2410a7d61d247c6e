"""Points: the packages that the classic solutions of a bargaining problem choose, with every tie.

Each is the textbook's, over the individually rational packages, with the reservations as the disagreement point.
Nothing here says what will be agreed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from detente.dealspace.dominance import Indices
from detente.dealspace.frontiers import Frontier
from detente.dealspace.looking import Looked
from detente.dealspace.nearbest import Found, near_best, tight_weights
from detente.dealspace.scenarios import Scenario
from detente.dealspace.sweeps import Step
from detente.dealspace.utilities import TOLERANCE, Numbers, Worth

_DECIMALS = 9
_LARGEST_LIST = 100
_SOLUTIONS = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")
_FOUR = np.arange(4)
Measure = Callable[[Numbers], Numbers]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Packages that are as good as each other.

    Attributes:
        utilities: Their vectors in rising order; shape (vectors, parties).
        n_packages: The packages that have one of them.
        packages: One package for each vector, at most ``100``: an option's index for each issue.
    """

    utilities: Numbers
    n_packages: int
    packages: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point(Chosen):
    """What one solution chooses: every package within 1e-9 of the best.

    Attributes:
        value: What it maximises, at its best.
        leximin: For the egalitarian solution, those of its ties that are best for the worst off, then for the second
            worst, and so on; None for the others.
    """

    value: float
    leximin: Chosen | None = None

    @property
    def chosen(self) -> Chosen:
        """What is shown of it: its leximin, where it has one, else all its ties."""
        return self.leximin or self


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """The four solutions of one bargaining problem."""

    nash: Point
    kalai_smorodinsky: Point
    egalitarian: Point
    utilitarian: Point


def points(scenario: Scenario, worth: Worth, rational: Frontier, among: Looked | Sequence[Step]) -> Points | None:
    """The solutions over the individually rational packages; None where there is none.

    Args:
        scenario: Whose packages.
        worth: Their utilities.
        rational: The frontier of the individually rational packages: every solution has a package on it.
        among: All these packages, where they are few, or a sweep through the issues by which ties are searched for.
    """
    if not rational.packages:
        return None
    if isinstance(among, Looked):
        return _points_looked_at(among, worth.reservations)
    problem = _Problem(scenario, worth, rational, among)
    return Points(
        nash=problem.nash(),
        kalai_smorodinsky=problem.kalai_smorodinsky(),
        egalitarian=problem.egalitarian(),
        utilitarian=problem.utilitarian(),
    )


def _points_looked_at(looked: Looked, disagreement: Numbers) -> Points:
    """The solutions where every package was looked at; those that choose the same ones share them."""
    among = looked.is_rational.nonzero()[0]
    columns = looked.columns.take(among, axis=1)
    gains = columns - disagreement[:, None]
    measured = np.empty((4, len(among)))
    np.multiply.reduce(gains, out=measured[0])
    measured[1] = _least_share(gains, _spans(gains))
    np.minimum.reduce(gains, out=measured[2])
    np.add.reduce(columns, out=measured[3])
    values = np.maximum.reduce(measured, axis=1)
    solutions, rows = (measured >= (values - TOLERANCE)[:, None]).nonzero()
    ends = solutions.searchsorted(_FOUR, side="right").tolist()
    known: dict[bytes, Chosen] = {}
    found, start = {}, 0
    for name, value, end in zip(_SOLUTIONS, values.tolist(), ends, strict=True):
        tied, start = rows[start:end], end
        key = tied.tobytes()
        if key not in known:
            known[key] = _looked_up(looked, among, columns, tied)
        best, leximin = known[key], None
        if name == "egalitarian":
            is_best = _is_leximin(columns.take(tied, axis=1).T, disagreement)
            leximin = best if is_best.all() else _looked_up(looked, among, columns, tied[is_best])
        found[name] = Point(
            value=value,
            utilities=best.utilities,
            n_packages=best.n_packages,
            packages=best.packages,
            leximin=leximin,
        )
    return Points(**found)


def _looked_up(looked: Looked, among: Indices, columns: Numbers, rows: Indices) -> Chosen:
    """The packages of some rows of ``columns``."""
    distinct = _distinct(columns, rows)
    return Chosen(
        utilities=columns.take(distinct, axis=1).T,
        n_packages=len(rows),
        packages=tuple(looked.packages(among.take(distinct[:_LARGEST_LIST]))),
    )


class _Problem:
    """A bargaining problem whose packages are too many to look at, and what its solutions share."""

    def __init__(self, scenario: Scenario, worth: Worth, rational: Frontier, steps: Sequence[Step]) -> None:
        self._scenario, self._worth, self._steps = scenario, worth, steps
        self._disagreement = worth.reservations
        self._gains = rational.utilities.T - self._disagreement[:, None]

    def nash(self) -> Point:
        """Nash 1950: the largest product of the gains over the reservations.

        Packages with at least this product have, by the means' inequality, at least the sum of gains in units of the
        solution's own gains; that bound finds the ties.
        """
        products = np.multiply.reduce(self._gains)
        value = float(products.max())
        gains = self._gains[:, products.argmax()]
        if value <= 2 * TOLERANCE or not (gains > TOLERANCE).all():
            return self._point(np.multiply.reduce, [], [])
        root = (1 - TOLERANCE / value) ** (1 / len(gains))
        least = len(gains) * root + float((self._disagreement / gains).sum())
        return self._point(np.multiply.reduce, [1 / gains], [least])

    def kalai_smorodinsky(self) -> Point:
        """Kalai & Smorodinsky 1975, discrete: the largest least share of the gain to the ideal point.

        The ideal is the most that each party has in an individually rational package; a party that could gain nothing
        there takes no part.
        """
        return self._least(_spans(self._gains))

    def egalitarian(self) -> Point:
        """Kalai 1977: the largest least gain; ties that are best for the worst off, and so on, are its leximin."""
        return self._least(np.ones_like(self._disagreement), has_leximin=True)

    def utilitarian(self) -> Point:
        """Harsanyi 1955: the largest sum of utilities."""
        offset = float(self._disagreement.sum())

        def total(gains: Numbers) -> Numbers:
            return np.asarray(np.add.reduce(gains) + offset)

        return self._point(total, [np.ones_like(self._disagreement)], [float(total(self._gains).max())])

    def _least(self, spans: Numbers, *, has_leximin: bool = False) -> Point:
        """The largest least gain, each party's measured in spans; without end for a party that takes no part."""

        def least(gains: Numbers) -> Numbers:
            return _least_share(gains, spans)

        takes_part = np.isfinite(spans)
        value = float(least(self._gains).max())
        counted = np.where(takes_part, spans, 1e9)
        rows = [tight_weights(self._worth, self._steps, counted)]
        asked = [float(rows[0] @ (np.where(takes_part, value * counted, 0) + self._disagreement))]
        for party in np.flatnonzero(takes_part):
            rows.append(np.eye(len(spans))[party])
            asked.append(float(value * spans[party] + self._disagreement[party]))
        return self._point(least, rows, asked, has_leximin=has_leximin)

    def _point(self, measure: Measure, rows: list[Numbers], asked: list[float], *, has_leximin: bool = False) -> Point:
        """Every rational package whose measure is within 1e-9 of the best, found among those that meet the bounds.

        Args:
            measure: Of gains; shape (parties, packages) to (packages,). The frontier holds its best.
            rows: Weights of the parties in bounds that no tie misses.
            asked: What each bound asks: ``rows @ u(x) >= asked``.
            has_leximin: Whether the ties' leximin is told too.
        """
        value = float(measure(self._gains).max())
        n_parties = len(self._disagreement)
        spare = np.array([TOLERANCE * max(1.0, float(np.abs(row).sum())) for row in rows])
        weights = np.array([*rows, *np.eye(n_parties)]).reshape(-1, n_parties)
        least = np.concatenate((np.array(asked) - spare, self._worth.floors - TOLERANCE))
        found = near_best(self._scenario, self._worth, self._steps, weights, least)
        tied = np.flatnonzero(measure(found.vectors.T - self._disagreement[:, None]) >= value - TOLERANCE)
        best, leximin = _swept_up(found, tied), None
        if has_leximin:
            leximin = _swept_up(found, tied[_is_leximin(found.vectors[tied], self._disagreement)])
        return Point(
            value=value,
            utilities=best.utilities,
            n_packages=best.n_packages,
            packages=best.packages,
            leximin=leximin,
        )


def _swept_up(found: Found, rows: Indices) -> Chosen:
    """The packages of some rows of what a sweep found."""
    distinct = _distinct(found.vectors.T, rows)
    return Chosen(
        utilities=found.vectors[distinct],
        n_packages=sum(found.counts[row] for row in rows.tolist()),
        packages=tuple(found.packages(distinct[:_LARGEST_LIST])),
    )


def _spans(gains: Numbers) -> Numbers:
    """The most that each party gains; without end for one that gains nothing."""
    spans = np.maximum.reduce(gains, axis=1)
    if min(spans.tolist()) <= TOLERANCE:
        spans[spans <= TOLERANCE] = np.inf
    return np.asarray(spans)


def _least_share(gains: Numbers, spans: Numbers) -> Numbers:
    """The least gain in spans, of the parties whose span has an end; 0 where there is none."""
    if inf in spans.tolist():
        takes_part = spans < inf
        if not takes_part.any():
            return np.zeros(gains.shape[1])
        gains, spans = gains[takes_part], spans[takes_part]
    return np.asarray(np.minimum.reduce(gains / spans[:, None]))


def _is_leximin(utilities: Numbers, disagreement: Numbers) -> NDArray[np.bool_]:
    """Which of them are best for the worst off, of these for the second worst, and so on."""
    is_best = np.ones(len(utilities), dtype=bool)
    for column in np.sort(utilities - disagreement, axis=1).T:
        is_best &= column >= column[is_best].max() - TOLERANCE
    return is_best


def _distinct(columns: Numbers, rows: Indices) -> Indices:
    """The first of these rows of each vector, in rising order."""
    if len(rows) < 2:
        return rows
    rounded = np.round(columns.take(rows, axis=1), _DECIMALS)
    order = np.lexsort(rounded[::-1])
    ordered = rounded.take(order, axis=1)
    is_new = np.ones(len(order), dtype=bool)
    np.logical_or.reduce(ordered[:, 1:] != ordered[:, :-1], out=is_new[1:])
    return np.asarray(rows[order[is_new]])
