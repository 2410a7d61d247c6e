"""Keeping lines: whether any package keeps them all, and the best that does.

Every package is looked at where that is possible, and a solver is asked where they are too many.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.dealspace.looking import along, totals, valid
from detente.dealspace.obstacles import LIMIT_LOOKED_AT
from detente.dealspace.scenarios import DealLine, Scenario
from detente.dealspace.utilities import TOLERANCE


def is_conflict(scenario: Scenario, lines: Sequence[DealLine]) -> bool:
    """Whether no package keeps all of these lines.

    Raises:
        ScenarioError: The solver gave up.
        MissingPartError: There are too many packages to look at, and no solver.
    """
    if scenario.n_packages <= LIMIT_LOOKED_AT:
        return not _kept(scenario, lines).any()
    from detente.dealspace import solving  # noqa: PLC0415 - the solver takes long to load

    return solving.is_conflict(scenario, lines)


def fairest(scenario: Scenario, lines: Sequence[DealLine], given_up: Collection[str]) -> tuple[int, ...] | None:
    """A package that keeps every line but those given up: the largest least gain, then the largest sum, then the first.

    Gains are counted from the reservations, also of who gives its reservation up.

    Returns:
        An option's index for each issue; None where there is no such package, or the solver gave up.

    Raises:
        MissingPartError: There are too many packages to look at, and no solver.
    """
    if scenario.n_packages > LIMIT_LOOKED_AT:
        from detente.dealspace import solving  # noqa: PLC0415 - the solver takes long to load

        return solving.fairest(scenario, lines, given_up)
    is_open = _kept(scenario, [line for line in lines if line.id not in given_up])
    if not is_open.any():
        return None
    if scenario.has_values:
        least, summed = np.full(is_open.shape, np.inf), np.zeros(is_open.shape)
        for index, party in enumerate(scenario.parties):
            total = totals(scenario, index)
            np.minimum(least, total - party.reservation, out=least)
            summed += total
        is_open &= least >= least[is_open].max() - TOLERANCE
        is_open &= summed >= summed[is_open].max() - TOLERANCE
    return tuple(int(place) for place in np.unravel_index(int(is_open.argmax()), is_open.shape))


def _kept(scenario: Scenario, lines: Iterable[DealLine]) -> NDArray[np.bool_]:
    """Whether each package keeps these lines and the linkages; one axis for each issue."""
    is_kept = valid(scenario)
    for line in lines:
        if line.issue is not None:
            n_options = is_kept.shape[line.issue]
            is_out = np.isin(np.arange(n_options), sorted(line.excluded))
            is_kept &= ~is_out.reshape(along(line.issue, is_kept.shape))
        if line.least is not None:
            is_kept &= totals(scenario, line.party) >= line.least - TOLERANCE
    return is_kept
