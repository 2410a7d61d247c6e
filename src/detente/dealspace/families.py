"""Families of sets: the smallest of them, what meets all of them, and their unions, the smallest first.

A set of red lines is a whole number, one bit for each line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import heappop, heappush
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

Family = tuple[int, ...]
Sets = NDArray[Any]
"""Sets as whole numbers of 64 bits, or Python's own where these are too few."""
_WORD = 62
_CHUNK = 256
Rank = tuple[int, float]


def minimal(sets: Iterable[int]) -> Family:
    """The sets that hold no other of them, the smallest first."""
    kept: list[int] = []
    for each in sorted({*sets}, key=lambda one: (one.bit_count(), one)):
        if not any(each & smaller == smaller for smaller in kept):
            kept.append(each)
    return tuple(kept)


def joined(one: Iterable[int], other: Iterable[int]) -> Family:
    """The smallest unions of a set of each family."""
    others = tuple(other)
    return minimal(first | second for first in one for second in others)


def meeting_all(family: Sequence[int], limit: int) -> Family | None:
    """The smallest sets that share an element with every set of the family, one set after the other (Berge 1989).

    The smallest conflicts meet all unlock sets and the other way round (Reiter 1987). A set that misses the next one is
    widened by one of its elements, which makes it too large only where a set that was kept shares that element alone.

    Returns:
        None where there are more than ``limit`` on the way.
    """
    kind: type = np.int64 if max(family, default=0).bit_length() <= _WORD else np.object_
    found: Sets = np.zeros(1, dtype=kind)
    for each in sorted(family, key=int.bit_count):
        shared = found & each
        met, missing = found[shared != 0], found[shared == 0]
        widened = [_widened(missing, bit, met[(met & each) == bit]) for bit in bits(each)]
        found = np.concatenate([met, *widened])
        if len(found) > limit:
            return None
    return tuple(sorted(found.tolist(), key=lambda one: (one.bit_count(), one)))


def _widened(sets: Sets, bit: int, kept: Sets) -> Sets:
    """The sets with one more element, less those that then hold one of the sets kept."""
    grown = sets | bit
    is_small = np.ones(len(grown), dtype=bool)
    for start in range(0, len(grown) if len(kept) else 0, _CHUNK):
        part = grown[start : start + _CHUNK]
        is_small[start : start + _CHUNK] = ~((kept[None] & ~part[:, None]) == 0).any(axis=1)
    return grown[is_small]


def bits(mask: int) -> Iterator[int]:
    """The sets of one element that make up a set."""
    while mask:
        lowest = mask & -mask
        yield lowest
        mask ^= lowest


def unions(families: Sequence[Family], rank: Callable[[int], Rank], limit: int) -> Iterator[int]:
    """One set of each family together, by rising rank, at most ``limit`` of them.

    Args:
        families: Of disjoint elements, none empty.
        rank: Of a set; that of a union is the sum of its parts'.
        limit: How many to give.
    """
    ordered = [sorted(family, key=lambda one: (*rank(one), one)) for family in families]
    start = (0,) * len(ordered)
    queue = [(*_rank_at(ordered, start, rank), start)]
    seen = {start}
    for _ in range(min(limit, prod(map(len, ordered)))):
        *_, place = heappop(queue)
        yield sum(family[index] for family, index in zip(ordered, place, strict=True))
        for position, index in enumerate(place):
            following = (*place[:position], index + 1, *place[position + 1 :])
            if index + 1 < len(ordered[position]) and following not in seen:
                seen.add(following)
                heappush(queue, (*_rank_at(ordered, following, rank), following))


def _rank_at(ordered: Sequence[Sequence[int]], place: tuple[int, ...], rank: Callable[[int], Rank]) -> Rank:
    ranks = [rank(family[index]) for family, index in zip(ordered, place, strict=True)]
    return sum(count for count, _ in ranks), sum(cost for _, cost in ranks)
