"""Frontiers: the packages that no other one is at least as good as for everybody and better for somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from detente.dealspace.dominance import Indices, least_losses, nondominated
from detente.dealspace.layers import Partials, packages_at, start, through
from detente.dealspace.looking import Looked
from detente.dealspace.scenarios import Scenario
from detente.dealspace.sweeps import Step
from detente.dealspace.utilities import TOLERANCE, Numbers, Worth

LIMIT_VECTORS = 250_000
"""Partial packages on the frontier at one step; more take minutes."""
_DECIMALS = 9
_UNITS = 10.0**_DECIMALS


@dataclass(frozen=True, slots=True, kw_only=True)
class Frontier:
    """The Pareto frontier: one package for every vector of utilities that no other dominates.

    Attributes:
        utilities: What each is worth to each party, in rising order of the first parties; shape (vectors, parties).
        packages: One package for each row: an option's index for each issue.
    """

    utilities: Numbers
    packages: tuple[tuple[int, ...], ...]

    def where(self, kept: NDArray[np.bool_]) -> Frontier:
        """These rows alone."""
        is_kept = kept.tolist()
        if all(is_kept):
            return self
        packages = tuple(compress(self.packages, is_kept))
        return Frontier(utilities=self.utilities[kept], packages=packages)


def frontier(scenario: Scenario, worth: Worth, steps: Sequence[Step]) -> Frontier:
    """The frontier of the packages that satisfy every linkage, red line and threshold; exact.

    A partial package that another one of the same state dominates never extends to an undominated whole, so each step
    keeps the undominated ones alone (Nemhauser & Ullmann 1969). Vectors within 1e-9 of each other are one.

    Raises:
        ScenarioError: Too many partial packages are undominated.
    """
    begin, n_steps = start(worth, scenario.n_packages), len(steps)

    def reduce(place: int, _state: int, partials: Partials) -> Partials:
        vectors = partials.vectors
        return partials.at(nondominated(np.round(vectors, _DECIMALS) if place == n_steps else vectors))

    layers = through(steps, worth, begin, reduce, limit_rows=LIMIT_VECTORS, what="packages are undominated")
    last = layers[-1].get(0)
    if last is None:
        return Frontier(utilities=np.empty((0, len(scenario.parties))), packages=())
    order = _rising(last.vectors)
    order = order[(last.vectors[order] >= worth.thresholds - TOLERANCE).all(axis=1)]
    return Frontier(utilities=last.vectors[order], packages=tuple(packages_at(layers, steps, order)))


def frontiers_of(looked: Looked) -> tuple[Frontier, Frontier]:
    """The frontier of packages that were all looked at, and the part of it that meets every reservation."""
    order = least_losses(np.rint(looked.columns * -_UNITS))
    utilities = looked.columns.take(order, axis=1).T
    found = Frontier(utilities=utilities, packages=tuple(looked.packages(order)))
    return found, found.where(looked.is_rational.take(order))


def _rising(vectors: Numbers) -> Indices:
    return np.asarray(np.lexsort(np.round(vectors, _DECIMALS).T[::-1]))
