"""Votes in the spatial model: distances between positions, how likely each prevails, and attitudes to risk."""

from __future__ import annotations

import numpy as np

from detente.dealspace.forecasts.bargaining import Floats

_LEAST_COALITION = 1e-8  # of the model: even nobody's support is more than nothing
_SAME_PLACE = 1e-6  # of the scale


def distances(owners: Floats, others: Floats, saliences: Floats) -> Floats:
    """How far each row of ``others`` lies from each row of ``owners``, each owner by its own saliences, in [0, 1]."""
    weights = np.where((saliences > 0).any(axis=1, keepdims=True), saliences, 1.0) ** 2
    squared = ((owners[:, None, :] - others[None, :, :]) ** 2 * weights[:, None, :]).sum(axis=2)
    return np.asarray(np.sqrt(squared / weights.sum(axis=1)[:, None]))


def with_risk(apart: Floats, risk: Floats) -> Floats:
    """Utilities at these distances by attitudes to risk, one a row: (1 - d) (1 + d R)."""
    return (1 - apart) * (1 + apart * risk[:, None])


def election(utilities: Floats, capabilities: Floats) -> Floats:
    """How likely each choice prevails; sums to 1.

    Every actor votes between each two choices with its capability times the difference of its utilities. A choice's
    chance is the product of its chances against each other one, as a share of all such products.

    Args:
        utilities: Actors by choices.
        capabilities: One for each actor.
    """
    # KTAB's least coalition is absolute; capabilities as shares of their mean keep it so for any unit of them.
    weight = capabilities / capabilities.mean()
    votes = weight[:, None, None] * (utilities[:, :, None] - utilities[:, None, :])
    behind = np.maximum(votes, 0).sum(axis=0) + _LEAST_COALITION
    products = (behind / (behind + behind.T)).prod(axis=1)
    return np.asarray(products / products.sum())


def attitudes(chances: Floats) -> Floats:
    """Attitudes to risk: who is likelier to prevail is bolder; 0 for all where all are as likely."""
    low, high = float(chances.min()), float(chances.max())
    if high - low <= 1e-12:
        return np.zeros_like(chances)
    return (3 * chances - (high + 2 * low)) / (2 * (high - low))


def distinct(positions: Floats) -> list[int]:
    """The first actor of each position."""
    kept: list[int] = []
    for actor, place in enumerate(positions):
        if not any(np.abs(positions[other] - place).max() <= _SAME_PLACE for other in kept):
            kept.append(actor)
    return kept
