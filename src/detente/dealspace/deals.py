"""Deals: all that a scenario tells of what could be agreed, in one record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.dealspace.costs import LineCost, costs
from detente.dealspace.counting import completions, count, n_open, n_valid
from detente.dealspace.frontiers import Frontier, frontier, frontiers_of
from detente.dealspace.looking import look
from detente.dealspace.points import Point, Points, points
from detente.dealspace.rational import WHY_UNCOUNTED, n_rational
from detente.dealspace.scenarios import Scenario
from detente.dealspace.sweeps import Step, sweep
from detente.dealspace.utilities import TOLERANCE, Numbers, worth
from detente.errors import ScenarioError

LIMIT_COMPARED = 4_000
"""Packages whose frontier is sought by comparing all of them at once."""
LIMIT_LISTED = 100_000
"""Packages that are listed one by one at most."""
_DECIMALS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Deals:
    """What could be agreed.

    Attributes:
        n_packages: All packages.
        n_valid: Those that satisfy the linkages.
        n_open: Those of them that no red line on an option excludes.
        n_rational: Those of them that are worth to each party its reservation and thresholds; None where the exact
            number is out of reach.
        costs: What each red line on options takes away.
        frontier: The Pareto frontier of the open packages that meet the thresholds.
        rational: The part of it that meets every reservation; its packages dominate all rational ones.
        points: The solutions; None where no package is rational.
    """

    scenario: Scenario
    n_packages: int
    n_valid: int
    n_open: int
    n_rational: int | None
    costs: tuple[LineCost, ...]
    frontier: Frontier
    rational: Frontier
    points: Points | None

    @property
    def is_empty(self) -> bool:
        """Whether no package is acceptable to everybody: the zone of possible agreement is empty."""
        return not self.rational.packages


def deals(scenario: Scenario) -> Deals:
    """What could be agreed in a scenario that was checked; exact.

    Raises:
        ScenarioError: The frontier is too large to hold.
    """
    values = worth(scenario)
    looked = look(scenario, values)
    steps: Sequence[Step] = ()
    if looked and looked.columns.shape[1] <= LIMIT_COMPARED:
        found, rational = frontiers_of(looked)
    else:
        steps = sweep(scenario, scenario.still_open)
        found = frontier(scenario, values, steps)
        rational = found.where(np.asarray((found.utilities >= values.floors - TOLERANCE).all(axis=1)))
    return Deals(
        scenario=scenario,
        n_packages=scenario.n_packages,
        n_valid=n_valid(scenario),
        n_open=n_open(scenario),
        n_rational=int(np.count_nonzero(looked.is_rational)) if looked else n_rational(scenario, values, steps),
        costs=tuple(costs(scenario)),
        frontier=found,
        rational=rational,
        points=points(scenario, values, rational, looked or steps),
    )


def packages(scenario: Scenario, limit: int = LIMIT_LISTED) -> tuple[tuple[int, ...], ...]:
    """Every package that no red line on an option and no linkage excludes: an option's index for each issue.

    Raises:
        ScenarioError: There are more than ``limit``.
    """
    steps = sweep(scenario, scenario.still_open)
    total = count(steps)
    if total > limit:
        told = f"{total:,} packages are open, more than the {limit:,} that can be listed"
        raise ScenarioError(f"{told}; the counts, the frontier and the points need no list")
    return tuple(sorted(_listed(steps, completions(steps), 0, 0, (0,) * len(steps))))


def deals_to_wire(found: Deals) -> dict[str, Any]:
    """Counts, frontier and points as JSON; an empty space has counts of 0 and null points."""
    known = found.points
    return {
        "name": found.scenario.title,
        "parties": [party.id for party in found.scenario.parties],
        "packages": found.n_packages,
        "valid": found.n_valid,
        "open": found.n_open,
        "individually_rational": found.n_rational,
        "why_not_counted": WHY_UNCOUNTED if found.n_rational is None else None,
        "red_lines": [
            {"id": cost.line.id, "removes": cost.n_removed, "unlocks": cost.n_unlocked} for cost in found.costs
        ],
        "frontier_size_all": len(found.frontier.packages),
        "frontier_size_IR": len(found.rational.packages),
        "frontier_IR_utilities": _rounded(found.rational.utilities),
        "nash": known and _point(known.nash, found.scenario),
        "kalai_smorodinsky": known and _point(known.kalai_smorodinsky, found.scenario),
        "egalitarian": known and _point(known.egalitarian, found.scenario),
        "utilitarian_IR": known and _point(known.utilitarian, found.scenario),
    }


def package_names(scenario: Scenario, package: Sequence[int]) -> dict[str, str]:
    """The package's option on each issue, by their names."""
    return {issue.name: issue.options[option].name for issue, option in zip(scenario.issues, package, strict=True)}


def indifferent(scenario: Scenario) -> frozenset[int]:
    """The issues on which every option is worth the same to everybody, so that no solution chooses between them."""
    return frozenset(issue for issue, rows in enumerate(worth(scenario).options) if (rows == rows[0]).all())


def _point(point: Point, scenario: Scenario) -> dict[str, Any]:
    told: dict[str, Any] = {
        "value": point.value,
        "utilities": _rounded(point.utilities),
        "n_packages": point.n_packages,
        "packages": [package_names(scenario, package) for package in point.packages],
    }
    if point.leximin is None:
        return told
    return told | {
        "leximin_utilities": _rounded(point.leximin.utilities),
        "leximin_packages": [package_names(scenario, package) for package in point.leximin.packages],
    }


def _rounded(utilities: Numbers) -> list[list[float]]:
    rows: list[list[float]] = (np.round(utilities, _DECIMALS) + 0.0).tolist()
    return rows


def _listed(
    steps: Sequence[Step], ways: Sequence[dict[int, int]], place: int, state: int, chosen: tuple[int, ...]
) -> Iterator[tuple[int, ...]]:
    if place == len(steps):
        yield chosen
        return
    step = steps[place]
    for move in step.moves:
        after = step.after(state, move)
        if after is not None and ways[place + 1].get(after):
            for option in move.options:
                taken = (*chosen[: step.issue], option, *chosen[step.issue + 1 :])
                yield from _listed(steps, ways, place + 1, after, taken)
