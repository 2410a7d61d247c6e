"""Utilities: what every option is worth to every party, as numbers that add up exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import frexp

import numpy as np
from numpy.typing import NDArray

from detente.dealspace.scenarios import Scenario

Numbers = NDArray[np.float64]

TOLERANCE = 1e-9
"""Utilities nearer than this are equal, and a reservation missed by less is met."""
_SPARE_BITS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """A scenario's utilities as arrays, parties in the last axis.

    Every number is a multiple of one small power of two, so that sums of floating-point numbers have no error whatever
    their order; the power is at most a billionth of ``TOLERANCE``, or what 52 bits leave of it for large utilities.

    Attributes:
        options: For each issue, the worth of each option, its weight included; shape (options, parties).
        payments: What each party gets beside the package; shape (parties,).
        reservations: What each party takes at least; shape (parties,).
        floors: The same, or the party's highest utility threshold where that is higher; shape (parties,).
        thresholds: The highest threshold of each party, minus infinity where it draws none; shape (parties,).
    """

    options: tuple[Numbers, ...]
    payments: Numbers
    reservations: Numbers
    floors: Numbers
    thresholds: Numbers

    def among(self, parties: Sequence[int]) -> Worth:
        """The same for these parties alone."""
        kept = list(parties)
        return Worth(
            options=tuple(rows[:, kept] for rows in self.options),
            payments=self.payments[kept],
            reservations=self.reservations[kept],
            floors=self.floors[kept],
            thresholds=self.thresholds[kept],
        )

    def of(self, package: Sequence[int]) -> Numbers:
        """What the package, an option's index for each issue, is worth to each party."""
        chosen = (rows[option] for rows, option in zip(self.options, package, strict=True))
        return np.asarray(self.payments + sum(chosen, np.zeros_like(self.payments)))


def worth(scenario: Scenario) -> Worth:
    """The utilities of a scenario that was checked; reckoned when they are first asked for."""
    return scenario.once(_worth)


def _worth(scenario: Scenario) -> Worth:
    sizes = [len(issue.options) for issue in scenario.issues]
    values = np.array([[each for row in party.values for each in row] for party in scenario.parties])
    raw = values * np.repeat(np.array([party.weights for party in scenario.parties]), sizes, axis=1)
    payments = np.array([party.payment for party in scenario.parties])
    starts = np.cumsum([0, *sizes[:-1]])
    most = float((np.maximum.reduceat(np.abs(raw), starts, axis=1).sum(axis=1) + np.abs(payments)).max())
    grid = 2.0 ** (frexp(max(most, 1.0))[1] - _SPARE_BITS)
    rounded = np.ascontiguousarray((np.rint(raw / grid) * grid).T)
    reservations = np.array([party.reservation for party in scenario.parties])
    thresholds = np.full(len(scenario.parties), -np.inf)
    for line in scenario.lines:
        if line.least is not None:
            thresholds[line.party] = max(thresholds[line.party], line.least)
    return Worth(
        options=tuple(rounded[start : start + size] for start, size in zip(starts.tolist(), sizes, strict=True)),
        payments=np.rint(payments / grid) * grid,
        reservations=reservations,
        floors=np.maximum(reservations, thresholds),
        thresholds=thresholds,
    )
