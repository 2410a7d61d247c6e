"""KTAB's Spatial Model of Politics, its first turn: who challenges whom, what they agree on, and what prevails then."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.dealspace.forecasts.bargaining import Bargaining, Floats, sorted_actors
from detente.dealspace.forecasts.spatial_turn import best_bargains, chosen_positions
from detente.dealspace.forecasts.spatial_votes import attitudes, distances, distinct, election, with_risk


@dataclass(frozen=True, slots=True, eq=False)
class FirstTurn:
    """What the model makes of its inputs in the first turn, rows and columns by actor.

    Attributes:
        values: What each row makes of each column's position, risk aside, in [0, 1].
        risk: Each actor's attitude to risk: 1 the boldest, -1/2 the most timid.
        utilities: ``values`` with the row's attitude to risk.
        chances: How likely each actor's position prevails as things stand; those of one position share one figure.
        positions: After the turn's bargains, on scales from 0 to 1; shape actors by issues.
        chances_after: As ``chances``, after the turn.
    """

    values: Floats
    risk: Floats
    utilities: Floats
    chances: Floats
    positions: Floats
    chances_after: Floats


def spatial(bargaining: Bargaining) -> float:
    """The mean of the positions after the first turn, weighted by how likely each of them prevails then.

    The model itself ends with probabilities; that their mean is the forecast is our reading, and so is to stop after
    the first turn, the part of it that was checked against reference runs (see :func:`first_turn`). On one issue
    salience tells who gives way in the bargains, not who prevails.

    Source:
        Wise, B. P., Lester, L. and Efird, B. (2015), An introduction to the KAPSARC Toolkit for Behavioral Analysis
        (KTAB) using one-dimensional spatial models, KAPSARC discussion paper; the rules as KTAB's code has them.
    """
    order = sorted_actors(bargaining)
    places = ((bargaining.positions[order] - bargaining.low) / bargaining.length)[:, None]
    turn = first_turn(places, bargaining.saliences[order][:, None], bargaining.capabilities[order])
    one_each = distinct(turn.positions)
    after, chances = turn.positions[one_each, 0], turn.chances_after[one_each]
    expected = float(after @ chances / chances.sum())
    return bargaining.low + bargaining.length * min(max(expected, float(places.min())), float(places.max()))


def first_turn(positions: Floats, saliences: Floats, capabilities: Floats) -> FirstTurn:
    """The first turn for any number of issues, by the settings of KTAB's reference runs.

    Voting proportional to capability times utility; the chance of a position the product of its chances against each
    other (conditional), equal positions counted once; attitudes to risk by the middle range, an other's guessed by a
    third; third parties half committed; the initiator's bargain, interpolated by salience and chance squared and
    rounded to four decimals. Of equal targets and bargains the first is taken.

    Args:
        positions: Shape actors by issues, each issue on a scale from 0 to 1.
        saliences: Of that shape; an actor's sum is at most 1.
        capabilities: One for each actor.
    """
    apart = distances(positions, positions, saliences)
    values = 1 - apart
    risk = attitudes(election(values, capabilities))
    utilities = with_risk(apart, risk)
    bargains = best_bargains(positions, saliences, capabilities, apart, risk)
    after = chosen_positions(bargains, positions, saliences, capabilities, risk)
    apart_after = distances(after, after, saliences)
    risk_after = attitudes(election(1 - apart_after, capabilities))
    return FirstTurn(
        values=values,
        risk=risk,
        utilities=utilities,
        chances=_shared(positions, utilities, capabilities),
        positions=after,
        chances_after=_shared(after, with_risk(apart_after, risk_after), capabilities),
    )


def _shared(positions: Floats, utilities: Floats, capabilities: Floats) -> Floats:
    """The chance of each actor's position, equal positions standing for election once."""
    one_each = distinct(positions)
    chances = election(utilities[:, one_each], capabilities)
    same = np.abs(positions[:, None, :] - positions[None, one_each, :]).max(axis=2).argmin(axis=1)
    return np.asarray(chances[same])
