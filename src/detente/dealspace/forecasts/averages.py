"""The compromise and the weighted median: the two plainest forecasts, which the others have seldom beaten."""

from __future__ import annotations

import numpy as np

from detente.dealspace.forecasts.bargaining import Bargaining, Floats

_SAME_SHARE = 1e-9  # of the whole weight: two halves that differ by less are equal


def compromise(bargaining: Bargaining) -> float:
    """The compromise model: the mean of the positions, weighted by capability times salience.

    sum(c s x) / sum(c s). Also what the asymmetric Nash bargaining solution tends to as failure costs everybody
    without limit (see :func:`detente.dealspace.forecasts.nash`).

    Source:
        Van den Bos, J. (1991), Dutch EC Decision Making; Achen, C. H. (2006), Institutional realism and bargaining
        models, in Thomson et al. (eds.), The European Union Decides, Cambridge University Press, chapter 4.

    Example:
        >>> from detente.dealspace.forecasts import Actor
        >>> actors = (Actor(id="n", name="N", position=0), Actor(id="s", name="S", position=90, capability=2))
        >>> compromise(Bargaining(issue="fees", name="Fees", low=0, high=100, actors=actors))
        60.0
    """
    return mean_of(bargaining.positions, bargaining.weights)


def weighted_median(bargaining: Bargaining) -> float:
    """The position that no other beats where everybody votes with capability times salience for the nearer one.

    Where exactly half of the weight lies on either side, every outcome between two positions is a median. The papers
    leave that case open; here it is the middle of the two.

    Source:
        Black, D. (1958), The Theory of Committees and Elections, Cambridge University Press; the weights: Bueno de
        Mesquita, B. (1994), Political forecasting: an expected utility method, in Bueno de Mesquita and Stokman
        (eds.), European Community Decision Making, Yale University Press, chapter 4.
    """
    return median_of(bargaining.positions, bargaining.weights)


def mean_of(positions: Floats, weights: Floats) -> float:
    """The weighted mean, never outside the positions.

    Args:
        positions: One for each actor.
        weights: As many, none negative, one positive.
    """
    mean = float(positions @ weights / weights.sum())
    return min(max(mean, float(positions.min())), float(positions.max()))


def median_of(positions: Floats, weights: Floats) -> float:
    """The weighted median, in the middle of the lower and the upper one; arguments as :func:`mean_of`."""
    order = np.argsort(positions, kind="stable")
    reached = np.cumsum(weights[order]) / weights.sum()
    lower = positions[order[np.searchsorted(reached, 0.5 - _SAME_SHARE)]]
    upper = positions[order[np.searchsorted(reached, 0.5 + _SAME_SHARE)]]
    return float(lower + (upper - lower) / 2)
