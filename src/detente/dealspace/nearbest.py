"""Near the best: every package that meets a few linear bounds, found by cutting off what cannot meet them any more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.dealspace.counting import completions
from detente.dealspace.dominance import Indices
from detente.dealspace.layers import Layer, Partials, merged, packages_at, start, through
from detente.dealspace.scenarios import Scenario
from detente.dealspace.sweeps import Step
from detente.dealspace.utilities import TOLERANCE, Numbers, Worth

LIMIT_ROWS = 3_000_000
_ROUNDS = 60
"""Steps taken to look for tight weights."""
"""Partial packages kept at one step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Packages by what they are worth.

    Attributes:
        vectors: Shape (rows, parties).
        counts: The packages that each row stands for.
        layers, steps: The way back to one package of each row.
    """

    vectors: Numbers
    counts: tuple[int, ...]
    layers: tuple[Layer, ...]
    steps: tuple[Step, ...]

    def packages(self, rows: Indices) -> list[tuple[int, ...]]:
        """One package of each of these rows."""
        return packages_at(self.layers, self.steps, rows.tolist())


def near_best(scenario: Scenario, worth: Worth, steps: Sequence[Step], weights: Numbers, least: Numbers) -> Found:
    """The packages ``x`` with ``weights @ u(x) >= least`` in every row, by what they are worth.

    A partial package is dropped once even the best that each bound could still gain, bound by bound, is too little.

    Args:
        scenario: Whose packages.
        worth: Their utilities.
        steps: A sweep through its issues.
        weights: One row for each bound; shape (bounds, parties).
        least: What each bound asks; shape (bounds,).

    Raises:
        ScenarioError: Too many partial packages meet the bounds.
    """
    rest = _best_rest(worth, steps, weights)
    ways = completions(steps)

    def reduce(place: int, state: int, partials: Partials) -> Partials:
        if not ways[place].get(state):
            return partials.at(np.zeros(len(partials.rows), dtype=bool))
        reach = partials.vectors @ weights.T + rest[place]
        return merged(partials.at(np.asarray((reach >= least - TOLERANCE / 1000).all(axis=1))))

    begin = start(worth, scenario.n_packages)
    layers = through(steps, worth, begin, reduce, limit_rows=LIMIT_ROWS, what="packages are near the best")
    last = layers[-1].get(0)
    if last is None:
        return Found(vectors=np.empty((0, len(scenario.parties))), counts=(), layers=(), steps=())
    counts = tuple(int(each) for each in last.counts)
    return Found(vectors=last.vectors, counts=counts, layers=tuple(layers), steps=tuple(steps))


def tight_weights(worth: Worth, steps: Sequence[Step], gains: Numbers) -> Numbers:
    """Weights of the parties by which no package can be much better than the best for the party that is worst off.

    By linear duality the largest least gain is at most the largest weighted gain, whatever the weights; subgradient
    steps look for weights that make this bound small (Held, Wolfe & Crowder 1974). Any weights are right to use.

    Args:
        worth: The utilities.
        steps: A sweep; linkages are left out of the bound.
        gains: What a party's utility is divided by; shape (parties,).
    """
    rows = [worth.options[step.issue][_taken(step)] / gains for step in steps if _taken(step)]
    weights = np.full(len(gains), 1 / len(gains))
    total, average = 0.0, np.zeros_like(weights)
    for index in range(1, _ROUNDS + 1):
        slope = sum((each[(each @ weights).argmax()] for each in rows), -worth.floors / gains)
        slope = slope - slope.mean()
        norm = float(np.linalg.norm(slope))
        if norm == 0:
            break
        step = 1 / (index + 4) / norm
        weights = np.maximum(weights - step * slope, 0)
        weights /= weights.sum()
        total, average = total + step, average + step * weights
    return np.asarray((average / total if total else weights) / gains)


def _taken(step: Step) -> list[int]:
    return [option for move in step.moves for option in move.options]


def _best_rest(worth: Worth, steps: Sequence[Step], weights: Numbers) -> list[Numbers]:
    """For each place of the sweep, the most that each bound may still gain; linkages are left out."""
    gain = np.zeros(len(weights))
    found = [gain]
    for step in reversed(steps):
        taken = _taken(step)
        best = (worth.options[step.issue][taken] @ weights.T).max(axis=0) if taken else np.full(len(weights), -np.inf)
        gain = gain + best
        found.append(gain)
    return found[::-1]
