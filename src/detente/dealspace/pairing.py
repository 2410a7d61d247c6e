"""Pairing: how many pairs of two half packages give both parties what they take, without comparing each pair."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.dealspace.utilities import Numbers

Codes = NDArray[np.int32]
Weights = NDArray[np.int64]
_LONG = 16
"""Bits of a run that is halved, so that the halves stay in the processor's cache."""


def pairs_of_two(need: Numbers, ours: Weights, has: Numbers, theirs: Weights) -> int:
    """The pairs in which ``has`` is at least ``need`` for both parties, each as often as both rows count.

    All rows are put in falling order of the first party's numbers, which gives each its place, and counted in falling
    order of the second's: a pair is met where the other half comes first in both orders. Such pairs are counted as
    inversions are (Knuth 1998, The Art of Computer Programming, vol. 3, 5.1.1), one bit of the places after the other
    from the highest, so that rows in number ``n`` take ``n log n`` steps on whole arrays.

    Args:
        need: What each of our halves still needs; shape (rows, 2).
        ours: How many packages each of them stands for; all products together below 2**62.
        has: What each of the other halves gives; shape (others, 2).
        theirs: How many packages each of these stands for.
    """
    if not len(ours) or not len(theirs):
        return 0
    n_rows, n_theirs = len(ours) + len(theirs), len(theirs)
    is_plain = bool((ours == 1).all() and (theirs == 1).all())
    first, second = _falling(has, need, 0), _falling(has, need, 1)
    places = np.empty(n_rows, dtype=np.int32)
    places[first] = np.arange(n_rows, dtype=np.int32)
    n_bits = (n_rows - 1).bit_length()
    codes = 2 * np.arange(1 << n_bits, dtype=np.int32)
    codes[:n_rows] = 2 * places[second] + (second >= n_theirs)
    weights = None if is_plain else np.concatenate((theirs, ours))[first]
    return _met_in(codes, n_bits, weights)


def _met_in(codes: Codes, n_bits: int, weights: Weights | None) -> int:
    """The pairs met in a run of ``2**n_bits`` places; long runs are halved, short ones go through all bits at once."""
    total = 0
    for bit in reversed(range(n_bits)):
        is_late = (codes & (2 << bit)) != 0
        total += _met(codes, is_late, 2 << bit, weights)
        early, late = codes[np.flatnonzero(~is_late)], codes[np.flatnonzero(is_late)]
        if bit >= _LONG:
            return total + _met_in(early, bit, weights) + _met_in(late, bit, weights)
        codes = np.concatenate((early.reshape(-1, 1 << bit), late.reshape(-1, 1 << bit)), axis=1).ravel()
    return total


def _falling(has: Numbers, need: Numbers, party: int) -> NDArray[np.intp]:
    """The rows of ``has`` and then of ``need`` in falling order of a party's numbers, enough before what needs it."""
    return np.argsort(-np.concatenate((has[:, party], np.nextafter(need[:, party], -np.inf))))


def _met(codes: Codes, is_late: NDArray[np.bool_], width: int, weights: Weights | None) -> int:
    """The pairs met of an early half that gives and a late half that needs, in runs of ``width`` codes.

    Args:
        codes: Twice the place, and 1 where it needs, each run in falling order of the second party's numbers. Places
            beyond the rows give nothing to anybody, as they come last in their run.
        is_late: Whether the place is in the second half of its run.
        width: The length of a run.
        weights: By place; None where all are 1.
    """
    is_needing = (codes & 1) != 0
    gives = ~(is_late | is_needing)
    if weights is None:
        so_far = np.cumsum(gives, dtype=np.int32).reshape(-1, width)
    else:
        so_far = np.cumsum(np.where(gives, weights[np.minimum(codes >> 1, len(weights) - 1)], 0)).reshape(-1, width)
    so_far[1:] -= so_far[:-1, -1:].copy()
    rows = np.flatnonzero(is_late & is_needing)
    met = so_far.ravel()[rows]
    return int((met if weights is None else met * weights[codes[rows] >> 1]).sum(dtype=np.int64))
