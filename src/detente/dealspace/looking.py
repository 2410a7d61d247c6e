"""Looking: every open package of a small scenario, which is quicker than to be clever."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.dealspace.dominance import Indices
from detente.dealspace.scenarios import Scenario
from detente.dealspace.utilities import TOLERANCE, Numbers, Worth

LIMIT_LOOKED_AT = 1 << 17
"""Packages that are looked at one by one."""
_FEW = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """Every package that keeps all red lines and linkages.

    Attributes:
        vectors: What each is worth to each party, one party's numbers beside each other; shape (packages, parties).
        is_rational: Whether it is worth to each party its reservation too; shape (packages,).
        places: The place of each among the packages of open options, the last issue's options first; shape (packages,).
        options: The open options of each issue.
    """

    vectors: Numbers
    is_rational: NDArray[np.bool_]
    places: Indices
    options: tuple[tuple[int, ...], ...]

    def packages(self, rows: Indices) -> list[tuple[int, ...]]:
        """These packages: an option's index for each issue."""
        places = self.places[rows]
        if len(places) <= _FEW:
            return [self._package(place) for place in places.tolist()]
        found = np.unravel_index(places, [len(each) for each in self.options])
        taken = (np.array(each)[index].tolist() for each, index in zip(self.options, found, strict=True))
        return list(zip(*taken, strict=True))

    def _package(self, place: int) -> tuple[int, ...]:
        chosen = []
        for options in reversed(self.options):
            place, digit = divmod(place, len(options))
            chosen.append(options[digit])
        return tuple(reversed(chosen))

    def rational(self) -> Looked:
        """Those alone that are worth to each party its reservation."""
        if self.is_rational.all():
            return self
        kept = self.is_rational
        columns = np.compress(kept, self.vectors.T, axis=1)
        return Looked(vectors=columns.T, is_rational=kept[kept], places=self.places[kept], options=self.options)


def look(scenario: Scenario, worth: Worth) -> Looked | None:
    """Every package that keeps the lines; None where there are more than ``LIMIT_LOOKED_AT`` packages of any kind."""
    if scenario.n_packages > LIMIT_LOOKED_AT:
        return None
    options = tuple(scenario.open_options())
    columns = worth.payments[:, None]
    for rows, taken in zip(worth.options, options, strict=True):
        open_rows = rows.T if len(taken) == len(rows) else rows[list(taken)].T
        columns = np.add(columns[:, :, None], open_rows[:, None, :], order="C").reshape(len(columns), -1)
    places = np.arange(columns.shape[1])
    is_kept = columns[0] >= -np.inf
    if scenario.linkages:
        is_kept &= valid(scenario)[np.ix_(*options)].ravel()
    for party in np.flatnonzero(worth.thresholds > -np.inf):
        is_kept &= columns[party] >= worth.thresholds[party] - TOLERANCE
    if not is_kept.all():
        columns, places = np.compress(is_kept, columns, axis=1), places[is_kept]
    is_rational = np.asarray((columns >= worth.reservations[:, None] - TOLERANCE).all(axis=0))
    return Looked(vectors=columns.T, is_rational=is_rational, places=places, options=options)


def valid(scenario: Scenario) -> NDArray[np.bool_]:
    """Whether each package satisfies the linkages; one axis for each issue."""
    sizes = [len(issue.options) for issue in scenario.issues]
    is_valid = np.ones(sizes, dtype=bool)
    for linkage in scenario.linkages:
        asks = np.isin(np.arange(sizes[linkage.issue]), sorted(linkage.options)).reshape(along(linkage.issue, sizes))
        has = np.isin(np.arange(sizes[linkage.needs]), sorted(linkage.needed)).reshape(along(linkage.needs, sizes))
        is_valid &= ~asks | has
    return is_valid


def along(issue: int, sizes: tuple[int, ...] | list[int]) -> list[int]:
    """The shape of an array of one issue's options that broadcasts to all packages."""
    return [size if index == issue else 1 for index, size in enumerate(sizes)]
