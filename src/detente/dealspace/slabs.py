"""Slabs: how many pairs of two half packages give three parties what they take, without comparing each pair.

Each party's numbers are cut into slabs. A pair is met where, for each party, the half that gives lies in a slab before
that of the half that needs, or in the same slab and there before it. For how many of the parties the slab is the same
tells how a pair is counted: for none, by a table of cells (Bentley 1975, range counting); for one, by such a table for
every 128 halves of the slab and by bits of words between them; for two or three, by comparing the few halves of a cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.dealspace.dominance import Indices
from detente.dealspace.utilities import Numbers

Places = NDArray[np.int32]
Slabs = NDArray[np.uint8]
_Whole = NDArray[np.unsignedinteger] | Places

_MOST_SLABS = 64
_PER_SLAB = 256
_FEW_PAIRS = 1 << 24
_CHUNK = 1 << 18
_WORD = 64
_WORDS = 2


def pairs_of_three(need: Numbers, has: Numbers) -> int:
    """The pairs in which ``has`` is at least ``need`` for all three parties; exact, ties of the numbers included.

    Args:
        need: What each of our halves still needs; shape (rows, 3).
        has: What each of the other halves gives; shape (others, 3). Places in a slab take 16 bits while there are up
            to four million.
    """
    if not len(need) or not len(has):
        return 0
    gives, needs = np.empty((3, len(has)), dtype=np.int32), np.empty((3, len(need)), dtype=np.int32)
    for party in range(3):
        gives[party], needs[party] = _places(-has[:, party], -need[:, party], "right")
    return _met(gives, needs)


def _places(gives: NDArray[Any], needs: NDArray[Any], side: Literal["left", "right"]) -> tuple[Places, Places]:
    """The rank of each that gives, and for each that needs the number of those that come before it."""
    order, by_need = np.argsort(gives), np.argsort(needs)
    places, before = np.empty(len(gives), dtype=np.int32), np.empty(len(needs), dtype=np.int32)
    places[order] = np.arange(len(gives), dtype=np.int32)
    before[by_need] = np.searchsorted(gives[order], needs[by_need], side=side)
    return places, before


def _met(gives: Places, needs: Places) -> int:
    """The pairs in which ``gives < needs`` for all parties; each row of ``gives`` is a permutation of its ranks."""
    n_gives = gives.shape[1]
    if n_gives <= _PER_SLAB or n_gives * needs.shape[1] <= _FEW_PAIRS:
        return _compared(gives, needs)
    n_slabs = min(_MOST_SLABS, n_gives // _PER_SLAB + 1)
    width = n_gives // n_slabs + 1
    slabs = (gives // width).astype(np.uint8), (needs // width).astype(np.uint8)
    inner = (gives % width).astype(np.uint16), (needs % width).astype(np.uint16)
    total = _by_table(*slabs, n_slabs)
    for one, others in ((0, [1, 2]), (1, [0, 2]), (2, [0, 1])):
        n_before = inner[1][one].astype(np.intp)
        giving = np.split(np.argsort(gives[one]), range(width, n_gives, width))
        needing = _parted(slabs[1][one], n_slabs)
        for rows, asking in zip(giving, needing, strict=False):
            total += _in_slab(slabs[0][others][:, rows], slabs[1][others][:, asking], n_before[asking], n_slabs)
    # Pairs that share the slabs of all three are to be counted once: with the first two.
    for one, other, third in ((0, 1, 2), (0, 2, 1), (1, 2, 0)):
        last = (gives[third], needs[third]) if third == 2 else (slabs[0][third], slabs[1][third])
        cells = (_parted(each[one].astype(np.uint16) * n_slabs + each[other], n_slabs**2) for each in slabs)
        compared = [(inner[side][one], inner[side][other], last[side]) for side in (0, 1)]
        for rows, asking in zip(*cells, strict=True):
            if len(rows) and len(asking):
                total += _of_cell([each[rows] for each in compared[0]], [each[asking] for each in compared[1]])
    return total


def _parted(keys: NDArray[np.unsignedinteger], n_keys: int) -> list[Indices]:
    """The rows of each key."""
    order = np.argsort(keys, kind="stable")
    return np.split(order, np.cumsum(np.bincount(keys, minlength=n_keys))[:-1])


def _by_table(gives: Slabs, needs: Slabs, n_slabs: int) -> int:
    """The pairs in which the slabs of all three parties come before."""
    shape = (n_slabs + 1,) * 3
    cells = np.ravel_multi_index(tuple(gives.astype(np.intp) + 1), shape)
    table = np.bincount(cells, minlength=shape[0] ** 3).reshape(shape)
    for axis in range(3):
        np.cumsum(table, axis=axis, out=table)
    return int(table[tuple(needs)].sum())


def _in_slab(gives: Slabs, needs: Slabs, n_before: Indices, n_slabs: int) -> int:
    """The pairs of one party's slab in which the slabs of the other two come before.

    Args:
        gives: Slabs of the others for those that give, in the order of their places; shape (2, rows).
        needs: The same for those that need; shape (2, others).
        n_before: For each that needs, how many of those that give come before it.
        n_slabs: How many each party has.
    """
    index, size = np.arange(gives.shape[1]), n_slabs + 1
    word, n_words = index // _WORD, _WORDS * (len(index) // (_WORD * _WORDS) + 1)
    first, second = gives.astype(np.intp) + 1
    cells = ((word // _WORDS + 1) * size + first) * size + second
    shape = (n_words // _WORDS + 1, size, size)
    table = np.bincount(cells, minlength=shape[0] * size**2).astype(np.uint16).reshape(shape)
    for layers in (table, table.swapaxes(0, 1)):
        for before, after in pairwise(layers):
            np.add(before, after, out=after)
    np.cumsum(table, axis=2, out=table)
    at_word, n_left = np.divmod(n_before, _WORD)
    total = int(table[at_word // _WORDS, needs[0], needs[1]].sum(dtype=np.int64))
    bits = np.uint64(1) << (index % _WORD).astype(np.uint64)
    masks = []
    for slabs in (first, second):
        mask = np.zeros((n_words, size), dtype=np.uint64)
        np.bitwise_or.at(mask, (word, slabs), bits)
        masks.append(np.bitwise_or.accumulate(mask, axis=1))
    up_to = (np.uint64(1) << n_left.astype(np.uint64)) - np.uint64(1)
    met = masks[0][at_word, needs[0]] & masks[1][at_word, needs[1]] & up_to
    late = np.flatnonzero(at_word % _WORDS)
    whole = masks[0][at_word[late] - 1, needs[0, late]] & masks[1][at_word[late] - 1, needs[1, late]]
    return total + sum(int(np.bitwise_count(each).sum(dtype=np.int64)) for each in (met, whole))


def _of_cell(gives: Sequence[_Whole], needs: Sequence[_Whole]) -> int:
    if len(gives[0]) <= _PER_SLAB or len(gives[0]) * len(needs[0]) <= _FEW_PAIRS:
        return _compared(gives, needs)
    places = [_places(one, other, "left") for one, other in zip(gives, needs, strict=True)]
    return _met(np.array([each for each, _ in places]), np.array([each for _, each in places]))


def _compared(gives: Sequence[_Whole] | Places, needs: Sequence[_Whole] | Places) -> int:
    total, step = 0, max(1, _CHUNK // len(gives[0]))
    for start in range(0, len(needs[0]), step):
        asked = [each[start : start + step, None] for each in needs]
        is_met = gives[0] < asked[0]
        is_met &= gives[1] < asked[1]
        is_met &= gives[2] < asked[2]
        total += int(np.count_nonzero(is_met))
    return total
