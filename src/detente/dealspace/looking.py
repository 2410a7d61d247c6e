"""Looking: every open package of a small scenario, which is quicker than to be clever."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.dealspace.dominance import Indices
from detente.dealspace.scenarios import Scenario
from detente.dealspace.utilities import TOLERANCE, Numbers, Worth, worth

_FEW = 3
LIMIT_LOOKED_AT = 1 << 17
"""Packages that are looked at one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """Every package that keeps all red lines and linkages.

    Attributes:
        columns: What each is worth to each party; shape (parties, packages).
        is_rational: Whether it is worth to each party its reservation too; shape (packages,).
        places: The place of each among the packages of open options, the last issue's options first; shape (packages,).
        options: The open options of each issue.
    """

    columns: Numbers
    is_rational: NDArray[np.bool_]
    places: Indices
    options: tuple[tuple[int, ...], ...]

    def packages(self, rows: Indices) -> list[tuple[int, ...]]:
        """These packages: an option's index for each issue."""
        if len(rows) <= _FEW:
            return [self._package(place) for place in self.places.take(rows).tolist()]
        found = np.unravel_index(self.places.take(rows), [len(each) for each in self.options])
        taken = [
            index.tolist() if each[-1] + 1 == len(each) else np.array(each).take(index).tolist()
            for each, index in zip(self.options, found, strict=True)
        ]
        return [*zip(*taken, strict=True)]

    def _package(self, place: int) -> tuple[int, ...]:
        chosen = []
        for options in reversed(self.options):
            place, digit = divmod(place, len(options))
            chosen.append(options[digit])
        return tuple(reversed(chosen))


def look(scenario: Scenario, values: Worth) -> Looked | None:
    """Every package that keeps the lines; None where there are more than ``LIMIT_LOOKED_AT`` packages of any kind."""
    if scenario.n_packages > LIMIT_LOOKED_AT:
        return None
    options = scenario.still_open
    first, *others = (
        rows.T if len(taken) == len(rows) else rows[list(taken)].T
        for rows, taken in zip(values.options, options, strict=True)
    )
    columns = values.payments[:, None] + first
    for rows in others:
        columns = np.add(columns[:, :, None], rows[:, None, :], order="C").reshape(len(columns), -1)
    places = np.arange(columns.shape[1])
    if scenario.linkages or scenario.lines:
        is_kept = np.logical_and.reduce(columns >= values.thresholds[:, None] - TOLERANCE)
        if scenario.linkages:
            is_kept &= valid(scenario)[np.ix_(*options)].ravel()
        columns, places = columns.compress(is_kept, axis=1), places[is_kept]
    is_rational = np.logical_and.reduce(columns >= values.reservations[:, None] - TOLERANCE)
    return Looked(columns=columns, is_rational=np.asarray(is_rational), places=places, options=options)


def valid(scenario: Scenario) -> NDArray[np.bool_]:
    """Whether each package satisfies the linkages; one axis for each issue."""
    sizes = [len(issue.options) for issue in scenario.issues]
    is_valid = np.ones(sizes, dtype=bool)
    for linkage in scenario.linkages:
        asks = np.isin(np.arange(sizes[linkage.issue]), sorted(linkage.options)).reshape(along(linkage.issue, sizes))
        has = np.isin(np.arange(sizes[linkage.needs]), sorted(linkage.needed)).reshape(along(linkage.needs, sizes))
        is_valid &= ~asks | has
    return is_valid


def totals(scenario: Scenario, party: int) -> Numbers:
    """What each package is worth to a party, whether it keeps the lines or not; one axis for each issue."""
    values = worth(scenario)
    sizes = [len(rows) for rows in values.options]
    parts = [rows[:, party].reshape(along(issue, sizes)) for issue, rows in enumerate(values.options)]
    total: Numbers = sum(parts, np.asarray(values.payments[party]))
    return total


def along(issue: int, sizes: tuple[int, ...] | list[int]) -> list[int]:
    """The shape of an array of one issue's options that broadcasts to all packages."""
    return [size if index == issue else 1 for index, size in enumerate(sizes)]
