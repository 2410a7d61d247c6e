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
    if len(vectors) < 2:
        return np.arange(len(vectors))
    n_parties = vectors.shape[1]
    if n_parties == 1:
        return np.array([vectors[:, 0].argmax()])
    within, few = (_of_two, _FEW_PAIRS) if n_parties == 2 else (_of_more, _FEW)
    if len(vectors) <= few:
        return within(vectors)
    left = _not_below_strong(vectors)
    return np.asarray(left[within(vectors[left])])


def _not_below_strong(vectors: Numbers) -> Indices:
    """The rows that none of a few strong ones covers, and these few; given up where the first ones drop little."""
    columns = np.ascontiguousarray(vectors.T)
    rows, strong = np.arange(len(vectors)), _strong(columns)
    for tried in (strong[:_N_TRIED], strong[_N_TRIED:]):
        is_left = ~_is_covered(vectors[tried].T, columns)
        is_left[np.searchsorted(rows, strong)] = True
        columns, rows = columns[:, is_left], rows[is_left]
        if len(rows) > _WORTHWHILE * len(vectors):
            break
    return rows


def _strong(columns: Numbers) -> Indices:
    """Rows that are best by one weighting or another, none of them covered by one before it."""
    rows = np.array([*dict.fromkeys((_weightings(len(columns)) @ columns).argmax(axis=1).tolist())])
    return np.asarray(rows[_within(columns[:, rows])])


@cache
def _weightings(n_parties: int) -> Numbers:
    drawn = np.random.default_rng(0).dirichlet(np.ones(n_parties), _N_STRONG)
    drawn[0] = 1 / n_parties
    return drawn


def _of_two(vectors: Numbers) -> Indices:
    order = np.lexsort((-vectors[:, 1], -vectors[:, 0]))
    second = vectors[order, 1]
    best_before = np.concatenate(([-np.inf], np.maximum.accumulate(second)[:-1]))
    return np.asarray(order[second > best_before + SLACK])


def _of_more(vectors: Numbers) -> Indices:
    order = np.argsort(-vectors.sum(axis=1), kind="stable")
    ordered = np.ascontiguousarray(vectors[order].T)
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
    is_better = by[0][:, None] + SLACK >= columns[0]
    for one, other in zip(by[1:], columns[1:], strict=True):
        is_better &= one[:, None] + SLACK >= other
    return np.asarray(is_better.any(axis=0))


def _within(columns: Numbers) -> Indices:
    """Which columns of one block, in falling order of sums, stand when each is compared with those before it."""
    if columns.shape[1] <= _FEW:
        covers = (columns[:, :, None] + SLACK >= columns[:, None, :]).all(axis=0)
        return np.flatnonzero(~np.triu(covers, 1).any(axis=0))
    at_least = _before(columns.shape[1])
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
