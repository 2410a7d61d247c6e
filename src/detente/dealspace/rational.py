"""Individually rational packages: how many are worth to every party what it takes at least, counted exactly."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod, sqrt

import numpy as np

from detente.dealspace.counting import completions, count
from detente.dealspace.layers import Counts, Layer, Partials, merged, start, through
from detente.dealspace.pairing import pairs_of_two
from detente.dealspace.scenarios import Scenario
from detente.dealspace.sweeps import Step
from detente.dealspace.utilities import TOLERANCE, Numbers, Worth
from detente.errors import ScenarioError

LIMIT_ROWS = 200_000
"""Half packages of different worth that are paired, for one party or more than two."""
LIMIT_ROWS_OF_TWO = 1_500_000
"""The same for two parties, whose pairs need no comparison one by one."""
LIMIT_PAIRS = 5_000_000_000
"""Pairs of two half packages that are compared; about a minute's work."""
WHY_UNCOUNTED = (
    f"more than {LIMIT_ROWS_OF_TWO:,} half packages of different worth, or with other than two parties "
    f"{LIMIT_ROWS:,} of them or {LIMIT_PAIRS:,} pairs, are more than are counted"
)
"""Why there is no exact number where there is none."""
_LEAST_REST = 4_096
_CHUNK = 1 << 18


def n_rational(scenario: Scenario, worth: Worth, steps: Sequence[Step]) -> int | None:
    """The packages of a sweep that are worth ``worth.floors`` at least to every party, within 1e-9.

    The sweep drops partial packages that can no longer get there, counts those that can no longer miss it, and joins
    those of equal worth. What is undecided half way is paired with every way to finish (meet in the middle, Horowitz &
    Sahni 1974).

    Returns:
        The exact number; None where too many half packages are of different worth to pair them.
    """
    least = worth.floors - TOLERANCE
    if not count(steps):
        return 0
    split = _split(steps)
    settled, undecided = _first_half(scenario, worth, steps, split, least)
    if undecided is None:
        return None
    total = settled
    for state, partials in undecided.items():
        rest = _second_half(scenario, worth, steps[split:], state)
        if rest is None:
            return None
        if len(least) == 2 and rest.counts.dtype != np.object_:
            total += pairs_of_two(least - partials.vectors, partials.counts, rest.vectors, rest.counts)
        elif len(rest.rows) * len(partials.rows) <= LIMIT_PAIRS:
            total += _pairs(partials, rest, least)
        else:
            return None
    return total


def _limit_rows(worth: Worth) -> int:
    return LIMIT_ROWS_OF_TWO if len(worth.payments) == 2 else LIMIT_ROWS


def _split(steps: Sequence[Step]) -> int:
    """The place from which the ways to finish are few: at most the root of all of them, or a few thousand."""
    sizes = [sum(len(move.options) for move in step.moves) for step in steps]
    few = max(_LEAST_REST, int(sqrt(float(prod(sizes)))))
    return next(place for place in range(len(steps) + 1) if prod(sizes[place:]) <= few)


def _first_half(
    scenario: Scenario, worth: Worth, steps: Sequence[Step], split: int, least: Numbers
) -> tuple[int, Layer | None]:
    """The packages that are settled by the split, and the partial ones that are not; None where these are too many."""
    ways, (worst, best) = completions(steps), _rest(worth, steps)
    settled = 0

    def reduce(place: int, state: int, partials: Partials) -> Partials:
        nonlocal settled
        n_ways = ways[place].get(state, 0)
        if not n_ways:
            return partials.at(np.zeros(len(partials.rows), dtype=bool))
        is_sure = (partials.vectors + worst[place] >= least).all(axis=1)
        settled += int(partials.counts[is_sure].sum()) * n_ways
        may_be = np.asarray(~is_sure & (partials.vectors + best[place] >= least).all(axis=1))
        return _joined(place, state, partials.at(may_be))

    begin = {state: reduce(0, state, each) for state, each in start(worth, scenario.n_packages).items()}
    try:
        layers = through(
            steps[:split], worth, begin, reduce, limit_rows=_limit_rows(worth), what="packages are undecided"
        )
    except ScenarioError:
        return settled, None
    return settled, layers[-1]


def _second_half(scenario: Scenario, worth: Worth, steps: Sequence[Step], state: int) -> Partials | None:
    [nothing] = start(worth, scenario.n_packages).values()
    begin = {state: Partials(
        vectors=np.zeros_like(nothing.vectors), counts=nothing.counts, states=nothing.states, rows=nothing.rows,
        options=nothing.options,
    )}  # fmt: skip
    try:
        layers = through(steps, worth, begin, _joined, limit_rows=_limit_rows(worth), what="packages are undecided")
    except ScenarioError:
        return None
    return layers[-1].get(0 if steps else state)


def _joined(_place: int, _state: int, partials: Partials) -> Partials:
    """Rows of equal worth as one, unless they are so many that joining takes longer than it saves."""
    return merged(partials) if len(partials.rows) <= LIMIT_ROWS else partials


def _rest(worth: Worth, steps: Sequence[Step]) -> tuple[list[Numbers], list[Numbers]]:
    """For each place, the least and the most that each party may still gain; linkages are left out."""
    low = high = np.zeros_like(worth.payments)
    lows, highs = [low], [high]
    for step in reversed(steps):
        rows = worth.options[step.issue][[option for move in step.moves for option in move.options]]
        low, high = low + rows.min(axis=0), high + rows.max(axis=0)
        lows.append(low)
        highs.append(high)
    return lows[::-1], highs[::-1]


def _pairs(first: Partials, rest: Partials, least: Numbers) -> int:
    """The pairs that reach ``least`` together, each as often as both rows count."""
    order = np.argsort(-rest.vectors[:, 0])
    columns, counts = np.ascontiguousarray(rest.vectors[order].T), rest.counts[order]
    need = least - first.vectors
    reach = np.searchsorted(-columns[0], -need[:, 0], side="right")
    by_reach = np.argsort(reach)
    cumulated = np.concatenate((np.zeros(1, dtype=counts.dtype), np.cumsum(counts)))
    if need.shape[1] == 1:
        return int((first.counts * cumulated[reach]).sum())
    is_plain = bool((counts == 1).all())
    total, at = 0, 0
    while at < len(by_reach):
        rows = by_reach[at : at + max(1, _CHUNK // max(1, int(reach[by_reach[at]])))]
        rows = rows[: max(1, _CHUNK // max(1, int(reach[rows[-1]])))]
        width = int(reach[rows[-1]])
        is_met = np.arange(width) < reach[rows, None]
        for column, needed in zip(columns[1:, :width], need[rows].T[1:], strict=True):
            is_met &= column >= needed[:, None]
        total += _weighed(is_met, first.counts[rows], counts[:width], is_plain=is_plain)
        at += len(rows)
    return total


def _weighed(is_met: np.ndarray, ours: Counts, theirs: Counts, *, is_plain: bool) -> int:
    each = is_met.sum(axis=1) if is_plain else np.array([theirs[row].sum() for row in is_met])
    return sum(int(mine) * int(met) for mine, met in zip(ours, each, strict=True))
