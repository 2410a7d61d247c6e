"""Measures: numbers with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

DRAWS = 200
"""So many times the documents are drawn anew."""

_LOW, _HIGH = 2.5, 97.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number with its interval.

    Attributes:
        value: Of the statements as they are.
        low, high: The 95 % interval; ``value`` lies in it.
    """

    value: float
    low: float
    high: float


def interval(value: float, drawn: Sequence[float], least: float = -np.inf, greatest: float = np.inf) -> Measure:
    """A number with its interval: from the lower low end to the higher high end of two bootstrap intervals.

    The percentile interval lies where 95 % of the draws do; the basic one as far on the other side of the value, which
    makes up for what draws are off by where things repeat. Neither alone holds the truth often enough.

    Args:
        value: Of the statements as they are.
        drawn: Of each draw; NaN where a draw tells nothing.
        least: The number cannot be lower.
        greatest: Nor higher.

    Example:
        >>> interval(0.5, [0.25, 0.25, 0.25], least=0.0)
        Measure(value=0.5, low=0.25, high=0.75)

    Source: Davison and Hinkley (1997), Bootstrap Methods and their Application, sections 5.2 and 5.3.
    """
    known = np.array([each for each in drawn if not np.isnan(each)] or [value])
    low, high = np.percentile(known, [_LOW, _HIGH]).tolist()
    low, high = min(low, 2 * value - high, value), max(high, 2 * value - low, value)
    return Measure(value=value, low=float(max(low, least)), high=float(min(high, greatest)))
