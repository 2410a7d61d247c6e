"""Individually rational packages: how many are worth to every party what it takes at least, counted exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod, sqrt

import numpy as np

from detente.dealspace.counting import completions, count
from detente.dealspace.layers import Counts, Partials, merged, start, through
from detente.dealspace.pairing import pairs_of_two
from detente.dealspace.scenarios import Scenario
from detente.dealspace.slabs import pairs_of_three
from detente.dealspace.sweeps import Step
from detente.dealspace.utilities import TOLERANCE, Numbers, Worth
from detente.errors import ScenarioError

LIMIT_ROWS = 200_000
"""Half packages of different worth that are paired, for more than three parties."""
LIMIT_ROWS_OF_FEW = 1_500_000
"""The same for up to three parties, whose pairs need no comparison one by one."""
LIMIT_PAIRS = 5_000_000_000
"""Pairs of two half packages that are compared; about a minute's work."""
WHY_UNCOUNTED = (
    f"more than {LIMIT_ROWS_OF_FEW:,} half packages, or where the reservations of more than three parties exclude "
    f"something {LIMIT_ROWS:,} of them of different worth or {LIMIT_PAIRS:,} pairs, are more than are counted"
)
"""Why there is no exact number where there is none."""
_FEW_PAIRS = 20_000_000
_FEW = 3
_LEAST_REST = 4_096
_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True, kw_only=True)
class _Halves:
    """Half packages of one state: what each is worth, shape (rows, parties), and how many each row stands for."""

    vectors: Numbers
    counts: Counts


def n_rational(scenario: Scenario, worth: Worth, steps: Sequence[Step]) -> int | None:
    """The packages of a sweep that are worth ``worth.floors`` at least to every party, within 1e-9.

    The sweep drops partial packages that can no longer get there, counts those that can no longer miss it, and joins
    those of equal worth. What is undecided half way is paired with every way to finish (meet in the middle, Horowitz &
    Sahni 1974). A party that takes every package asks for nothing and is left out.

    Returns:
        The exact number; None where too many half packages are of different worth to pair them.
    """
    if not (total := count(steps)):
        return 0
    asking = np.flatnonzero(worth.payments + _rest(worth, steps)[0][0] < worth.floors - TOLERANCE)
    if not len(asking):
        return total
    worth = worth.among(asking.tolist())
    least = worth.floors - TOLERANCE
    split = _split(steps)
    settled, undecided = _first_half(scenario, worth, steps, split, least)
    if undecided is None:
        return None
    total = settled
    for state, halves in undecided.items():
        rest = _second_half(scenario, worth, steps[split:], state)
        if rest is None:
            return None
        paired = _paired(halves, rest, least)
        if paired is None:
            return None
        total += paired
    return total


def _limit_rows(worth: Worth) -> int:
    return LIMIT_ROWS_OF_FEW if len(worth.payments) <= _FEW else LIMIT_ROWS


def _split(steps: Sequence[Step]) -> int:
    """The place from which the ways to finish are few: at most the root of all of them, or a few thousand."""
    sizes = [sum(len(move.options) for move in step.moves) for step in steps]
    few = max(_LEAST_REST, int(sqrt(float(prod(sizes)))))
    return next(place for place in range(len(steps) + 1) if prod(sizes[place:]) <= few)


def _first_half(
    scenario: Scenario, worth: Worth, steps: Sequence[Step], split: int, least: Numbers
) -> tuple[int, dict[int, _Halves] | None]:
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
    return settled, {state: _halves(partials) for state, partials in layers[-1].items()}


def _second_half(scenario: Scenario, worth: Worth, steps: Sequence[Step], state: int) -> _Halves | None:
    [nothing] = start(worth, scenario.n_packages).values()
    begin = {state: Partials(
        vectors=np.zeros_like(nothing.vectors), counts=nothing.counts, states=nothing.states, rows=nothing.rows,
        options=nothing.options,
    )}  # fmt: skip
    try:
        layers = through(steps, worth, begin, _joined, limit_rows=_limit_rows(worth), what="packages are undecided")
    except ScenarioError:
        return None
    last = layers[-1].get(0 if steps else state)
    return None if last is None else _halves(last)


def _halves(partials: Partials) -> _Halves:
    return _Halves(vectors=partials.vectors, counts=partials.counts)


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


def _paired(first: _Halves, rest: _Halves, least: Numbers) -> int | None:
    """The pairs that reach ``least`` together, each as often as both rows count; None where they are too many."""
    n_parties, n_pairs = len(least), len(first.counts) * len(rest.counts)
    if n_parties == 2 and rest.counts.dtype != np.object_:
        return pairs_of_two(least - first.vectors, first.counts, rest.vectors, rest.counts)
    if n_parties == _FEW and n_pairs > _FEW_PAIRS:
        n_rows = max(int(first.counts.sum()), int(rest.counts.sum()))
        if n_rows <= LIMIT_ROWS_OF_FEW:
            return pairs_of_three(least - _each(first), _each(rest))
    return _pairs(first, rest, least) if n_parties == 1 or n_pairs <= LIMIT_PAIRS else None


def _each(halves: _Halves) -> Numbers:
    """The vector of each partial package, as often as its row counts."""
    is_plain = bool((halves.counts == 1).all())
    return halves.vectors if is_plain else np.repeat(halves.vectors, halves.counts.astype(np.intp), axis=0)


def _pairs(first: _Halves, rest: _Halves, least: Numbers) -> int:
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
