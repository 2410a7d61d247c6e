"""Spreads: how far the counts and the worth of packages go when the uncertain entries are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.dealspace.counting import n_open
from detente.dealspace.drawing import as_drawn, numbers_drawn
from detente.dealspace.scenarios import Scenario
from detente.dealspace.utilities import Numbers, worth

MIDDLE = 0.9
"""The share of the draws that a range holds; as many lie below it as above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spreads:
    """Between which numbers the middle ``MIDDLE`` of the draws lie.

    Attributes:
        n_open: Least and most packages that no red line excludes.
        utilities: For each package asked for and each party, the lowest and the highest worth; shape
            (packages, parties, 2).
        middles: The median worth of the same; shape (packages, parties). What is assumed may lie outside the range: of
            an entry at the end of its own range, such as a value of 1, draws go to one side alone.
    """

    n_draws: int
    seed: int
    n_open: tuple[int, int]
    utilities: Numbers
    middles: Numbers


def spreads(scenario: Scenario, packages: Sequence[Sequence[int]], n_draws: int, seed: int = 0) -> Spreads:
    """How far counts and utilities go under the draws of :func:`detente.dealspace.chance` with the same seed.

    Args:
        scenario: A scenario that was checked, with uncertain entries.
        packages: An option's index for each issue.
        n_draws: How many draws.
        seed: The same seed gives the same draws.

    Raises:
        ScenarioError: Nothing in the scenario is uncertain.
    """
    ends = [(1 - MIDDLE) / 2, (1 + MIDDLE) / 2]
    counts: list[int] = []
    worths = np.empty((n_draws, len(packages), len(scenario.parties)))
    for index, row in enumerate(numbers_drawn(scenario, n_draws, seed)):
        drawn = as_drawn(scenario, row)
        values = worth(drawn)
        counts.append(n_open(drawn))
        worths[index] = [values.of(package) for package in packages] or worths[index]
    counts.sort()
    low, high = (counts[round(end * (n_draws - 1))] for end in ends)
    return Spreads(
        n_draws=n_draws, seed=seed, n_open=(low, high),
        utilities=np.moveaxis(np.quantile(worths, ends, axis=0), 0, -1), middles=np.median(worths, axis=0),
    )  # fmt: skip
