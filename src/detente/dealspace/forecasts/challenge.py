"""The challenge model: actors propose to each other what they could make the other accept, round after round."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from detente.dealspace.forecasts.averages import median_of
from detente.dealspace.forecasts.bargaining import Bargaining, Floats, sorted_actors

ROUNDS = 10
"""At most so many rounds are played."""

_NOTHING = 1e-9


class Conflict(StrEnum):
    """What happens where two actors both expect to gain by challenging each other."""

    STANDOFF = "standoff"
    WEAKER_MOVES = "weaker_moves"


def challenge(bargaining: Bargaining, conflict: Conflict = Conflict.STANDOFF) -> float:
    """The weighted median after at most ten rounds of challenges; see :func:`challenge_rounds`."""
    return median_of(challenge_rounds(bargaining, conflict)[-1], bargaining.weights)


def challenge_rounds(bargaining: Bargaining, conflict: Conflict = Conflict.STANDOFF) -> list[Floats]:
    """The actors' positions at the start and after each round, until nobody moves or ten are played.

    The expected utility model of Bueno de Mesquita as Scholz, Calbert and Smith reconstruct it, with their equations
    for the utilities of success, failure and no challenge, the chance of winning pair by pair, security, and risk.
    In each round every actor expects E to gain from challenging another, and moves by what the two expect:

    - one expects to gain and the other to lose more: the other moves all the way (it is compelled);
    - one expects to gain and the other to lose less: the other moves by the ratio of the two (they compromise);
    - both expect to gain: they clash, and nobody moves; both expect to lose: nothing happens.

    The paper leaves several things open. Here the status quo is taken for certain where nobody challenges (Q = 1); the
    range is that of the positions at the start; a clash is a standoff (in the other reading the one that expects less
    moves all the way); of several offers an actor takes the one whose proposer expects the most, then the smallest
    move, then that of the lowest position; what lies within 1e-9 of 0 is 0, and at 0 nothing happens.

    Args:
        bargaining: Any; saliences are read as they stand, so that halving all of them changes the outcome.
        conflict: The reading of a clash.

    Returns:
        Arrays of positions on the scale, in the order of the actors.

    Source:
        Scholz, J. B., Calbert, G. J. and Smith, G. A. (2011), Unravelling Bueno De Mesquita's group decision model,
        Journal of Theoretical Politics 23(4), 510-531; Bueno de Mesquita, B. (1994), as for the weighted median.
    """
    order = sorted_actors(bargaining)
    positions, saliences = bargaining.positions[order], bargaining.saliences[order]
    weights, reach = bargaining.weights[order], float(np.ptp(positions))
    rounds = [positions]
    while reach and len(rounds) <= ROUNDS:
        gains = _gains(rounds[-1], saliences, weights, reach)
        moves = _moves(rounds[-1], gains, reach, conflict)
        if not (np.abs(moves) > _NOTHING * reach).any():
            break
        rounds.append(rounds[-1] + moves)
    back = np.argsort(order)
    return [told[back] for told in rounds]


def _gains(positions: Floats, saliences: Floats, weights: Floats, reach: float) -> Floats:
    """What row i expects to gain by challenging column j, risk taken into account."""
    apart = np.abs(positions[:, None] - positions[None, :]) / reach
    chances = _chances(positions, weights)
    bold = _expected(apart, chances, saliences, np.ones(len(positions)))
    threat = bold.sum(axis=0)
    spread = float(np.ptp(threat))
    if spread <= _NOTHING:
        return bold
    risk = (2 * threat - threat.max() - threat.min()) / spread
    return _expected(apart, chances, saliences, (1 - risk / 3) / (1 + risk / 3))


def _chances(positions: Floats, weights: Floats) -> Floats:
    """How likely row i wins over column j: the share of the weight, by how much each prefers i's position, behind i."""
    apart = np.abs(positions[:, None] - positions[None, :])
    preferred = apart[None, :, :] - apart[:, None, :]
    behind = np.maximum(preferred, 0) @ weights
    voting = np.abs(preferred) @ weights
    return np.asarray(np.divide(behind, voting, out=np.full_like(behind, 0.5), where=voting > 0))


def _expected(apart: Floats, chances: Floats, saliences: Floats, exponents: Floats) -> Floats:
    power = exponents[:, None]
    success, failure = 2 - 4 * (0.5 - 0.5 * apart) ** power, 2 - 4 * (0.5 + 0.5 * apart) ** power
    resisted = chances * success + (1 - chances) * failure
    return np.asarray(saliences[None, :] * resisted + (1 - saliences[None, :]) * success - (2 - 4 * 0.5**power))


def _moves(positions: Floats, gains: Floats, reach: float, conflict: Conflict) -> Floats:
    """How far each actor moves by the one offer that it takes."""
    theirs = gains.T
    gaining, losing = gains > _NOTHING, theirs < -_NOTHING
    share = np.minimum(1, np.abs(np.divide(theirs, gains, out=np.ones_like(gains), where=gaining)))
    share[theirs < -np.abs(gains)] = 1
    offered = gaining & losing
    if conflict is Conflict.WEAKER_MOVES:
        clash = gaining & (theirs > _NOTHING) & (gains > theirs)
        share[clash], offered = 1, offered | clash
    moves = share * (positions[:, None] - positions[None, :])
    taken = np.where(offered, gains, -np.inf)
    foremost = offered & (taken >= taken.max(axis=0) - _NOTHING)
    lengths = np.where(foremost, np.abs(moves), np.inf)
    shortest = (lengths <= lengths.min(axis=0) + _NOTHING * reach) & foremost
    first = shortest.argmax(axis=0)
    return np.where(shortest.any(axis=0), moves[first, np.arange(len(positions))], 0.0)
