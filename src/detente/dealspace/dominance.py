"""Dominance: which vectors no other one is at least as good as for everybody and better for somebody."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from detente.dealspace.utilities import Numbers

Indices = NDArray[np.intp]

SLACK = 1e-12
"""A vector that is better by less than this everywhere is the same one, reached on another way."""
_BLOCK = 2048
_FIRST_TILE = 64
_FEW = 96
_FEW_PAIRS = 1024
_FEW_COMPARED = 1 << 14
_EARLIER = np.tri(_FEW, _FEW, -1, dtype=bool).T
_N_STRONG = 24
_N_TRIED = 3
_WORTHWHILE = 0.8
_WORD = 64


def nondominated(vectors: Numbers) -> Indices:
    """The rows that no other row dominates, one of those that are equal; in falling order of their sums.

    Many rows are first held against a few strong ones, which drops most. Two columns then take a sort; more take a
    comparison with the rows of larger sums, the largest first, block by block (sort-filter-skyline, Chomicki, Godfrey,
    Gryz & Liang 2003), and within a block as sets of bits (Tan, Eng & Ooi 2001).

    Args:
        vectors: Shape (rows, parties), more being better.
    """
    n_rows, n_parties = vectors.shape
    if n_rows < 2:
        return np.arange(n_rows)
    if n_parties == 1:
        return np.array([vectors[:, 0].argmax()])
    columns = np.ascontiguousarray(vectors.T)
    within, few = (_of_two, _FEW_PAIRS) if n_parties == 2 else (_of_more, _FEW)
    if n_rows <= few:
        return within(columns)
    left = _not_below_strong(columns)
    return np.asarray(left[within(columns.take(left, axis=1))])


def least_losses(losses: Numbers) -> Indices:
    """The columns of whole numbers that no other dominates, the first of those that are equal; from the last in order.

    Whole numbers need no slack, so that one sort serves comparison and order alike: what dominates a column comes
    before it.

    Args:
        losses: Shape (parties, rows), less being better.
    """
    n_parties, n_rows = losses.shape
    if n_rows < 2 or n_parties == 1:
        return nondominated(-losses.T)
    if n_rows > _FEW and n_parties > 2:
        rows = _not_below_strong(-losses)
        left = losses.take(rows, axis=1)
        if len(rows) > _FEW:
            rows = rows[nondominated(-left.T)]
            return np.asarray(rows[np.lexsort(losses.take(rows, axis=1)[::-1])[::-1]])
        return np.asarray(rows.take(least_losses(left)))
    order = np.lexsort(losses[::-1])
    ordered = losses.take(order, axis=1)
    if n_parties == 2:
        is_kept = ordered[1, 1:] < np.minimum.accumulate(ordered[1, :-1])
        return np.concatenate((order[1:][is_kept][::-1], order[:1]))
    covers = np.logical_and.reduce(ordered[:, :, None] <= ordered[:, None, :])
    covers &= _EARLIER[:n_rows, :n_rows]
    return np.asarray(order[~np.logical_or.reduce(covers)][::-1])


def _not_below_strong(columns: Numbers) -> Indices:
    """The rows that none of a few strong ones covers, and these few; given up where the first ones drop little."""
    n_rows = columns.shape[1]
    strong = _strong(columns)
    strongest = columns.take(strong, axis=1)
    rows = np.arange(n_rows)
    for tried in (slice(_N_TRIED), slice(_N_TRIED, None)) if n_rows > _BLOCK else (slice(None),):
        is_left = ~_is_covered(strongest[:, tried], columns)
        is_left[rows.searchsorted(strong)] = True
        columns, rows = columns.compress(is_left, axis=1), rows[is_left]
        if len(rows) > _WORTHWHILE * n_rows:
            break
    return rows


def _strong(columns: Numbers) -> Indices:
    """Rows that are best by one weighting or another."""
    return np.array([*dict.fromkeys((_weightings(len(columns)) @ columns).argmax(axis=1).tolist())])


@cache
def _weightings(n_parties: int) -> Numbers:
    drawn = np.random.default_rng(0).dirichlet(np.ones(n_parties), _N_STRONG)
    drawn[0] = 1 / n_parties
    return drawn


def _of_two(columns: Numbers) -> Indices:
    order = np.lexsort(-columns[::-1])
    second = columns[1].take(order)
    is_kept = np.ones(len(order), dtype=bool)
    np.greater(second[1:], np.maximum.accumulate(second[:-1]) + SLACK, out=is_kept[1:])
    return np.asarray(order[is_kept])


def _of_more(columns: Numbers) -> Indices:
    order = (-np.add.reduce(columns)).argsort(kind="stable")
    ordered = columns.take(order, axis=1)
    if len(order) <= _BLOCK:
        return np.asarray(order[_within(ordered)])
    kept = np.empty_like(ordered)
    kept_rows = np.empty(len(order), dtype=np.intp)
    n_kept = 0
    for start in range(0, len(order), _BLOCK):
        rows = _undominated_by(kept[:, :n_kept], ordered, np.arange(start, min(start + _BLOCK, len(order))))
        rows = rows[_within(ordered[:, rows])]
        kept[:, n_kept : n_kept + len(rows)] = ordered[:, rows]
        kept_rows[n_kept : n_kept + len(rows)] = rows
        n_kept += len(rows)
    return np.asarray(order[kept_rows[:n_kept]])


def _undominated_by(kept: Numbers, ordered: Numbers, rows: Indices) -> Indices:
    """The rows that none of the kept columns dominates, compared with growing tiles of them."""
    start, tile = 0, _FIRST_TILE
    while start < kept.shape[1] and len(rows):
        rows = rows[~_is_covered(kept[:, start : start + tile], ordered[:, rows])]
        start, tile = start + tile, tile * 4
    return rows


def _is_covered(by: Numbers, columns: Numbers) -> NDArray[np.bool_]:
    """Whether some column of ``by`` is at least as good, for each of the columns."""
    at_least = (by + SLACK)[:, :, None]
    if at_least.shape[1] * columns.size <= _FEW_COMPARED:
        return np.asarray(np.logical_or.reduce(np.logical_and.reduce(at_least >= columns[:, None, :])))
    is_better = at_least[0] >= columns[0]
    for one, other in zip(at_least[1:], columns[1:], strict=True):
        is_better &= one >= other
    return np.asarray(np.logical_or.reduce(is_better))


def _within(columns: Numbers) -> Indices:
    """Which columns of one block, in falling order of sums, stand when each is compared with those before it."""
    n_rows = columns.shape[1]
    if n_rows <= _FEW:
        covers = np.logical_and.reduce((columns + SLACK)[:, :, None] >= columns[:, None, :])
        covers &= _EARLIER[:n_rows, :n_rows]
        return np.asarray((~np.logical_or.reduce(covers)).nonzero()[0])
    at_least = _before(n_rows)
    for column in columns:
        at_least &= _no_worse(column)
    return np.flatnonzero(~at_least.any(axis=1))


def _no_worse(column: Numbers) -> NDArray[np.uint64]:
    """For each number of a column, which of its numbers are at least as large, as bits; shape (numbers, words)."""
    order = np.argsort(column)
    from_there = np.bitwise_or.accumulate(_bits_of(order)[::-1], axis=0)[::-1]
    return np.asarray(from_there[np.searchsorted(column[order], column - SLACK)])


def _before(size: int) -> NDArray[np.uint64]:
    """For each index, those before it, as bits; shape (size, words)."""
    up_to = np.bitwise_or.accumulate(_bits_of(np.arange(size)), axis=0)
    return np.concatenate((np.zeros_like(up_to[:1]), up_to[:-1]))


def _bits_of(indices: Indices) -> NDArray[np.uint64]:
    """One row of words for each index, in which its bit alone is set."""
    found = np.zeros((len(indices), -(-len(indices) // _WORD)), dtype=np.uint64)
    found[np.arange(len(indices)), indices // _WORD] = np.uint64(1) << (indices % _WORD).astype(np.uint64)
    return found
