"""Distances: how far two parties' preferences lie apart on a scale, and how far the options they accept overlap."""

from __future__ import annotations

from collections.abc import Collection
from math import inf

from detente.model import Value


def distance(one: Value, other: Value) -> float:
    """The distance between two intervals, in their unit; 0 where they have a number in common.

    An open end reaches without limit. Both values must be in one unit.

    Source:
        The distance between two sets, inf |x - y| over their points: Deza, M. M. and Deza, E. (2009), Encyclopedia of
        Distances, Springer ("set-set distance").

    Example:
        >>> distance(Value(None, 600, "crowns"), Value(800, None, "crowns"))
        200.0
    """
    low = max(_or(one.low, -inf), _or(other.low, -inf))
    high = min(_or(one.high, inf), _or(other.high, inf))
    return max(0.0, float(low - high))


def overlap_share(ones: Collection[str], others: Collection[str]) -> float | None:
    """The options that both have, as a share in [0, 1] of those that either has; None where one has none.

    Source:
        Jaccard, P. (1912), The distribution of the flora in the alpine zone, New Phytologist 11(2), 37-50.

    Example:
        >>> overlap_share({"free", "piloted"}, {"piloted"})
        0.5
    """
    if not ones or not others:
        return None
    return len({*ones} & {*others}) / len({*ones} | {*others})


def _or(number: float | None, otherwise: float) -> float:
    return otherwise if number is None else number
