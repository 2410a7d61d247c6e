"""Arrays: orders and counts over many statements at once.

Of analysis only this module and the packages ``networks`` and ``coalitions`` load numpy.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.analysis.columns import column
from detente.model import Statement

_Numbers = NDArray[np.int64]

_DAYS_A_GROUP = 1 << 23
"""More than there are days, so that groups lie apart."""


def in_text(told: Sequence[Statement], ids: Sequence[str]) -> list[int]:
    """The place of each among all by document, characters, act and id."""
    quotes = column(told, "quote")
    keys = (
        _numbers(_in_order(column(told, "act"))),
        _numbers(column(quotes, "end")),
        _numbers(column(quotes, "start")),
        _numbers(_in_order(column(told, "doc"))),
    )
    order = np.lexsort(keys)
    is_next_equal = np.logical_and.reduce([np.diff(key[order]) == 0 for key in keys])
    if is_next_equal.any():
        equals = np.unique(np.concatenate((order[:-1][is_next_equal], order[1:][is_next_equal])))
        by_id = np.zeros(len(told), dtype=np.int64)
        by_id[equals] = _in_order([ids[row] for row in equals.tolist()])
        order = np.lexsort((by_id, *keys))
    return _places(order)


def newest_first(days: Sequence[int], last_days: Sequence[int], in_text: Sequence[int]) -> list[int]:
    """The place of each: the latest day first, undated last; on one day the more precise date, then by text."""
    first = _numbers(days)
    return _places(np.lexsort((_numbers(in_text), _numbers(last_days) - first, -first)))


def levels(marks: Sequence[tuple[Sequence[int], int]], confidence: Sequence[float]) -> list[int]:
    """The level of each by several marks, the higher the better; equals are on one level.

    Args:
        marks: The values of each, what decides first before the rest, with the bits that the highest takes.
        confidence: What decides between those equal in all marks, in [0, 1].
    """
    together = np.zeros(len(confidence), dtype=np.int64)
    for mark, n_bits in marks:
        together = (together << n_bits) | _numbers(mark)
    last = np.array(confidence, dtype=np.float64)
    order = np.lexsort((last, together))
    is_higher = (np.diff(together[order], prepend=-1) != 0) | (np.diff(last[order], prepend=-1.0) != 0)
    found = np.empty_like(together)
    found[order] = np.cumsum(is_higher)
    return _listed(found)


def ranks(levels: Sequence[int], in_text: Sequence[int]) -> list[int]:
    """A number for each, the higher the higher its level; of one level the earlier in the text is the higher."""
    return _places(np.lexsort((-_numbers(in_text), _numbers(levels))))


def numbered(*columns: Sequence[Hashable]) -> list[int]:
    """A number for each row; rows that are equal in all columns have the same."""
    return _listed(_groups(columns))


def are_opposed(
    names: tuple[Sequence[Hashable], Sequence[Hashable], Sequence[Hashable]],
    days: Sequence[int],
    is_strong: Sequence[bool],
    window_days: int,
) -> list[bool]:
    """For each, whether another of the first name, but of other second and third names, lies near it.

    Those are all that lie near but those of its second and those of its third name; what is both was left out twice.

    Args:
        names: Three of each.
        days: As ordinals.
        is_strong: One of two that are opposed has to be.
        window_days: How near.
    """
    on, strong = _numbers(days), np.array(is_strong, dtype=np.bool_)
    first, second, third = names
    groups = [_groups(each) for each in ((first,), (first, second), (first, third), names)]

    def n_near(among: NDArray[np.bool_]) -> _Numbers:
        of_first, of_second, of_third, of_both = (_n_near(group, on, among, window_days) for group in groups)
        return of_first - of_second - of_third + of_both

    found: list[bool] = (np.where(strong, n_near(np.ones_like(strong)), n_near(strong)) > 0).tolist()
    return found


def _n_near(groups: _Numbers, days: _Numbers, among: NDArray[np.bool_], window_days: int) -> _Numbers:
    """How many of some lie near each in its group."""
    keys = groups * _DAYS_A_GROUP + days
    others = np.sort(keys[among])
    return np.searchsorted(others, keys + window_days, "right") - np.searchsorted(others, keys - window_days)


def _groups(columns: Sequence[Sequence[Hashable]]) -> _Numbers:
    together = np.zeros(len(columns[0]), dtype=np.int64)
    for each in columns:
        places = {value: place for place, value in enumerate(dict.fromkeys(each))}
        together = together * len(places) + _numbers(list(map(places.__getitem__, each)))
    return together


def _in_order(names: Sequence[str]) -> list[int]:
    """The place of each name among all, in order."""
    places = {name: place for place, name in enumerate(sorted(set(names)))}
    return list(map(places.__getitem__, names))


def _places(order: NDArray[Any]) -> list[int]:
    """The place at which each comes in an order."""
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    return _listed(places)


def _numbers(each: Sequence[int]) -> _Numbers:
    return np.array(each, dtype=np.int64)


def _listed(each: _Numbers) -> list[int]:
    found: list[int] = each.tolist()
    return found
