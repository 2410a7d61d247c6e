"""Nash bargaining between a reference point and the cost of failing."""

from __future__ import annotations

import numpy as np

from detente.dealspace.forecasts.bargaining import Bargaining, Floats
from detente.errors import DetenteError

COST_OF_FAILURE = 1.0
"""Unless told otherwise, failing costs everybody as much as losing the whole scale at full salience."""

_EDGE = 1e-12  # of the scale: an interval shorter than this is a point
_PARTS, _ROUNDS = 64, 8  # each round cuts the interval to one of so many parts: to 1e-14 of the scale


def nash(bargaining: Bargaining, cost_of_failure: float = COST_OF_FAILURE) -> float:
    """The asymmetric Nash bargaining solution with quadratic losses.

    The outcome x that maximises sum(c ln(u(x) - d)) where no u(x) is below d, with u(x) = -s ((x - position) / R)^2,
    R the length of the scale, and d = u(reference point) - cost of failure. The reference point itself where no
    other outcome leaves everybody at least as well off as failing. Actors without capability or salience are left out.

    The papers leave open what failure costs beyond the reference point; most take 0. With 0 some actor often gains
    from nothing and the forecast stays at the reference point. As the cost grows the outcome tends to the compromise.

    Args:
        bargaining: One with a reference point.
        cost_of_failure: What no deal costs each actor beyond the reference point, 0 or more; 1 is the loss of
            the whole scale at full salience.

    Raises:
        DetenteError: There is no reference point, or the cost is none.

    Source:
        Nash, J. F. (1950), The bargaining problem, Econometrica 18(2), 155-162; the weights: Kalai, E. (1977),
        Nonsymmetric Nash solutions and replications of 2-person bargaining, International Journal of Game Theory 6(3).
    """
    if not 0 <= cost_of_failure < np.inf:
        raise DetenteError(f"the cost of failure is {cost_of_failure:g}; give a number from 0 on")
    if bargaining.reference is None:
        raise DetenteError(f"{bargaining.name}: Nash bargaining needs a reference point; tell where no deal leaves it")
    has_weight = bargaining.weights > 0
    ideal = (bargaining.positions[has_weight] - bargaining.low) / bargaining.length
    reference = (bargaining.reference - bargaining.low) / bargaining.length
    solved = _solve(
        ideal, reference, bargaining.saliences[has_weight], bargaining.capabilities[has_weight], cost_of_failure
    )
    return min(max(bargaining.low + bargaining.length * solved, bargaining.low), bargaining.high)


def _solve(ideal: Floats, reference: float, salience: Floats, capability: Floats, cost: float) -> float:
    """The solution on a scale from 0 to 1; the slope of the sum of logarithms falls throughout, so it has one root."""
    reach = np.sqrt((reference - ideal) ** 2 + cost / salience)
    low, high = float((ideal - reach).max()), float((ideal + reach).min())
    inner_low, inner_high = max(low + _EDGE, float(ideal.min())), min(high - _EDGE, float(ideal.max()))
    if high - low <= 2 * _EDGE:
        return reference
    if inner_high <= inner_low:
        return inner_low

    def slopes(outcomes: Floats) -> Floats:
        apart = ideal - outcomes[:, None]
        gains = salience * (reach**2 - apart**2)
        found: Floats = (capability * salience * apart / gains).sum(axis=1)
        return found

    first, last = slopes(np.array([inner_low, inner_high]))
    if first <= 0:
        return inner_low
    if last >= 0:
        return inner_high
    for _ in range(_ROUNDS):
        grid = np.linspace(inner_low, inner_high, _PARTS + 1)
        place = int((slopes(grid[1:-1]) > 0).sum())
        inner_low, inner_high = grid[place], grid[place + 1]
    return float((inner_low + inner_high) / 2)
