"""Points: the packages that the classic solutions of a bargaining problem choose, with every tie.

Each is the textbook's, over the individually rational packages, with the reservations as the disagreement point.
Nothing here says what will be agreed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.dealspace.dominance import Indices
from detente.dealspace.frontiers import Frontier
from detente.dealspace.looking import Looked
from detente.dealspace.nearbest import near_best, tight_weights
from detente.dealspace.scenarios import Scenario
from detente.dealspace.sweeps import Step
from detente.dealspace.utilities import TOLERANCE, Numbers, Worth

_DECIMALS = 9
_LARGEST_LIST = 100
Measure = Callable[[Numbers], Numbers]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What one solution chooses.

    Attributes:
        value: What it maximises, at its best.
        utilities: The vectors within 1e-9 of that value, in rising order; shape (vectors, parties).
        n_packages: The packages that have one of them.
        packages: One package for each vector, at most ``100``: an option's index for each issue.
        leximin: For the egalitarian solution, those of the vectors that are best for the worst off, then for the
            second worst, and so on; None for the others.
    """

    value: float
    utilities: Numbers
    n_packages: int
    packages: tuple[tuple[int, ...], ...]
    leximin: Numbers | None = None


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
    problem = _Problem(scenario, worth, rational, among)
    return Points(
        nash=problem.nash(),
        kalai_smorodinsky=problem.kalai_smorodinsky(),
        egalitarian=problem.egalitarian(),
        utilitarian=problem.utilitarian(),
    )


class _Problem:
    """One bargaining problem and what its solutions share."""

    def __init__(self, scenario: Scenario, worth: Worth, rational: Frontier, among: Looked | Sequence[Step]) -> None:
        self._looked = among if isinstance(among, Looked) else None
        self._steps: Sequence[Step] = () if isinstance(among, Looked) else among
        self._scenario, self._worth = scenario, worth
        self._disagreement = worth.reservations
        vectors = rational.utilities if self._looked is None else self._looked.vectors
        self._gains = vectors - self._disagreement

    def nash(self) -> Point:
        """Nash 1950: the largest product of the gains over the reservations.

        Packages with at least this product have, by the means' inequality, at least the sum of gains in units of the
        solution's own gains; that bound finds the ties.
        """
        products = _product(self._gains)
        value = float(products.max())
        gains = self._gains[products.argmax()]
        if value <= 2 * TOLERANCE or not (gains > TOLERANCE).all():
            return self._point(_product, products, [], [])
        root = (1 - TOLERANCE / value) ** (1 / len(gains))
        least = len(gains) * root + float((self._disagreement / gains).sum())
        return self._point(_product, products, [1 / gains], [least])

    def kalai_smorodinsky(self) -> Point:
        """Kalai & Smorodinsky 1975, discrete: the largest least share of the gain to the ideal point.

        The ideal is the most that each party has in an individually rational package; a party that could gain nothing
        there takes no part.
        """
        spans = self._gains.max(axis=0)
        return self._least(np.where(spans > TOLERANCE, spans, np.inf))

    def egalitarian(self) -> Point:
        """Kalai 1977: the largest least gain; ties that are best for the worst off, and so on, are its leximin."""
        found = self._least(np.ones_like(self._disagreement))
        if len(found.utilities) == 1:
            return replace(found, leximin=found.utilities)
        ranked = np.sort(found.utilities - self._disagreement, axis=1)
        is_best = np.ones(len(ranked), dtype=bool)
        for column in ranked.T:
            is_best &= column >= column[is_best].max() - TOLERANCE
        return replace(found, leximin=found.utilities[is_best])

    def utilitarian(self) -> Point:
        """Harsanyi 1955: the largest sum of utilities."""
        offset = float(self._disagreement.sum())

        def total(gains: Numbers) -> Numbers:
            return np.asarray(gains.sum(axis=1) + offset)

        totals = total(self._gains)
        return self._point(total, totals, [np.ones_like(self._disagreement)], [float(totals.max())])

    def _least(self, spans: Numbers) -> Point:
        """The largest least gain, each party's measured in spans; without end for a party that takes no part."""
        takes_part = np.isfinite(spans)

        def least(gains: Numbers) -> Numbers:
            if takes_part.all():
                return np.asarray((gains / spans).min(axis=1))
            shares = gains[:, takes_part] / spans[takes_part]
            return np.asarray(shares.min(axis=1) if shares.shape[1] else np.zeros(len(gains)))

        measured = least(self._gains)
        if self._looked is not None:
            return self._point(least, measured, [], [])
        value = float(measured.max())
        counted = np.where(takes_part, spans, 1e9)
        rows = [tight_weights(self._worth, self._steps, counted)]
        asked = [float(rows[0] @ (np.where(takes_part, value * counted, 0) + self._disagreement))]
        for party in np.flatnonzero(takes_part):
            rows.append(np.eye(len(spans))[party])
            asked.append(float(value * spans[party] + self._disagreement[party]))
        return self._point(least, measured, rows, asked)

    def _point(self, measure: Measure, measured: Numbers, rows: list[Numbers], asked: list[float]) -> Point:
        """Every rational package whose measure is within 1e-9 of the best, found among those that meet the bounds.

        Args:
            measure: Of gains; shape (packages, parties) to (packages,).
            measured: What it is of the packages looked at, or of the frontier, which holds the best.
            rows: Weights of the parties in bounds that no tie misses.
            asked: What each bound asks: ``rows @ u(x) >= asked``.
        """
        value = float(measured.max())
        if self._looked is not None:
            return _tied(self._looked.vectors, measured >= value - TOLERANCE, value, self._looked.packages)
        n_parties = len(self._disagreement)
        spare = np.array([TOLERANCE * max(1.0, float(np.abs(row).sum())) for row in rows])
        weights = np.array([*rows, *np.eye(n_parties)]).reshape(-1, n_parties)
        least = np.concatenate((np.array(asked) - spare, self._worth.floors - TOLERANCE))
        found = near_best(self._scenario, self._worth, self._steps, weights, least)
        is_tied = measure(found.vectors - self._disagreement) >= value - TOLERANCE
        return _tied(found.vectors, is_tied, value, found.packages, found.counts)


def _product(gains: Numbers) -> Numbers:
    return np.asarray(gains.prod(axis=1))


def _tied(
    vectors: Numbers,
    is_tied: NDArray[np.bool_],
    value: float,
    packages: Callable[[Indices], list[tuple[int, ...]]],
    counts: Sequence[int] | None = None,
) -> Point:
    rows = np.flatnonzero(is_tied)
    chosen = rows[_distinct(np.round(vectors[rows], _DECIMALS))] if len(rows) > 1 else rows
    return Point(
        value=value,
        utilities=vectors[chosen],
        n_packages=len(rows) if counts is None else sum(counts[row] for row in rows.tolist()),
        packages=tuple(packages(chosen[:_LARGEST_LIST])),
    )


def _distinct(vectors: Numbers) -> Indices:
    """The first of the rows of each vector, in rising order."""
    order = np.lexsort(vectors.T[::-1])
    ordered = vectors[order]
    return np.asarray(order[np.concatenate(([True], (ordered[1:] != ordered[:-1]).any(axis=1)))])
