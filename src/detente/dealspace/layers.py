"""Layers: the packages settled so far in a sweep, by what they are worth, with the way back to one package each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.dealspace.dominance import SLACK, Indices
from detente.dealspace.sweeps import Move, Step
from detente.dealspace.utilities import Numbers, Worth
from detente.errors import ScenarioError

Counts = NDArray[Any]
"""Whole numbers of 64 bits, or Python's own where these are too few."""

_LARGEST_INT64 = 2**62
_CROWD = 4
"""How many times the rows that may be kept are looked through at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partials:
    """Partial packages of one state.

    Attributes:
        vectors: What each is worth so far; shape (rows, parties).
        counts: The partial packages that each row stands for.
        states, rows: Where each was one step before.
        options: The option that was taken last.
    """

    vectors: Numbers
    counts: Counts
    states: NDArray[np.int64]
    rows: Indices
    options: Indices

    def at(self, rows: Indices | NDArray[np.bool_]) -> Partials:
        """These rows alone."""
        return Partials(
            vectors=self.vectors[rows],
            counts=self.counts[rows],
            states=self.states[rows],
            rows=self.rows[rows],
            options=self.options[rows],
        )


Layer = dict[int, Partials]
Reduce = Callable[[int, int, Partials], Partials]
"""Keeps of a place's and a state's partial packages what matters; the place counts the steps that were taken."""


def start(worth: Worth, n_packages: int) -> Layer:
    """The layer before the first step: nothing settled, the payments alone.

    Args:
        worth: The scenario's.
        n_packages: The most that a count may reach; beyond 64 bits counts are Python's whole numbers.
    """
    kind: type = np.int64 if n_packages < _LARGEST_INT64 else np.object_
    nowhere = np.zeros(1, dtype=np.intp)
    counts: Counts = np.ones(1, dtype=kind)
    return {0: Partials(vectors=worth.payments[None], counts=counts, states=nowhere, rows=nowhere, options=nowhere)}


def through(
    steps: Sequence[Step], worth: Worth, begin: Layer, reduce: Reduce, *, limit_rows: int, what: str
) -> list[Layer]:
    """Every layer of a sweep, the one before the first step included.

    Args:
        steps: The sweep.
        worth: What the options are worth.
        begin: The first layer.
        reduce: What to keep of each state.
        limit_rows: The most rows that one layer may keep.
        what: What the rows are, for the message.

    Raises:
        ScenarioError: A layer keeps more rows than that.
    """
    layers = [begin]
    for place, step in enumerate(steps, start=1):
        moves = [
            (after, state, move)
            for state in layers[-1]
            for move in step.moves
            if (after := step.after(state, move)) is not None
        ]
        n_moved = sum(len(layers[-1][state].rows) * len(move.options) for _, state, move in moves)
        _check_size(n_moved, _CROWD * limit_rows, what)
        gathered: dict[int, list[Partials]] = {}
        for after, state, move in moves:
            gathered.setdefault(after, []).append(_moved(layers[-1][state], state, move, worth.options[step.issue]))
        reduced = {state: reduce(place, state, _joined(parts)) for state, parts in gathered.items()}
        layers.append({state: partials for state, partials in reduced.items() if len(partials.rows)})
        _check_size(sum(len(partials.rows) for partials in layers[-1].values()), limit_rows, what)
    return layers


def packages_at(layers: Sequence[Layer], steps: Sequence[Step], rows: Iterable[int]) -> list[tuple[int, ...]]:
    """For rows of the last layer's only state, one package each: an option's index for each issue."""
    found = []
    for row in rows:
        chosen = [0] * len(steps)
        state, index = 0, int(row)
        for layer, step in zip(reversed(layers[1:]), reversed(steps), strict=True):
            partials = layer[state]
            chosen[step.issue] = int(partials.options[index])
            state, index = int(partials.states[index]), int(partials.rows[index])
        found.append(tuple(chosen))
    return found


def merged(partials: Partials) -> Partials:
    """The rows of equal vectors as one, with their counts added up."""
    if len(partials.rows) < 2:
        return partials
    keys = np.ascontiguousarray(np.round(partials.vectors / (2 * SLACK)))
    order = np.lexsort(keys.T)
    is_new = np.concatenate(([True], (keys[order[1:]] != keys[order[:-1]]).any(axis=1)))
    if is_new.all():
        return partials
    firsts = np.flatnonzero(is_new)
    kept = partials.at(order[firsts])
    counts = np.add.reduceat(partials.counts[order], firsts)
    return Partials(vectors=kept.vectors, counts=counts, states=kept.states, rows=kept.rows, options=kept.options)


def _moved(partials: Partials, state: int, move: Move, worth: Numbers) -> Partials:
    taken = np.array(move.options, dtype=np.intp)
    n_rows, n_options = len(partials.rows), len(taken)
    vectors = (partials.vectors[:, None, :] + worth[taken][None]).reshape(-1, worth.shape[1])
    return Partials(
        vectors=vectors,
        counts=np.repeat(partials.counts, n_options),
        states=np.full(n_rows * n_options, state, dtype=np.int64),
        rows=np.repeat(np.arange(n_rows), n_options),
        options=np.tile(taken, n_rows),
    )


def _check_size(n_rows: int, limit: int, what: str) -> None:
    if n_rows > limit:
        told = f"more than {limit:,} {what} before all issues are settled"
        raise ScenarioError(f"{told}; join parties that want the same, or issues that matter little")


def _joined(parts: Sequence[Partials]) -> Partials:
    if len(parts) == 1:
        return parts[0]
    return Partials(
        vectors=np.concatenate([each.vectors for each in parts]),
        counts=np.concatenate([each.counts for each in parts]),
        states=np.concatenate([each.states for each in parts]),
        rows=np.concatenate([each.rows for each in parts]),
        options=np.concatenate([each.options for each in parts]),
    )
