"""Position exchange: two actors trade votes on two issues so that both gain alike, and what is decided then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.dealspace.forecasts.bargaining import Bargaining, Floats
from detente.errors import DetenteError

_TIE = 1e-9  # of the scale from 0 to 100
_SCALE = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """What one side of an exchange gives: its vote on an issue, moved toward the other's position."""

    actor: str
    issue: str
    moved_from: float
    moved_to: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One trade.

    Attributes:
        votes: What each of the two gives, on the issues' own scales.
        gain: What either gains: salience times the shift of the compromise, issues on scales from 0 to 100.
    """

    votes: tuple[Vote, Vote]
    gain: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRun:
    """What exchanges make of several issues.

    Attributes:
        outcomes: The compromise of each issue after all exchanges, in the order of the issues.
        exchanges: In the order they are made.
        n_potential: Pairs of actors on pairs of issues that stand on opposite sides of both, before any is made.
    """

    outcomes: tuple[float, ...]
    exchanges: tuple[Exchange, ...]
    n_potential: int


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """Actors by issues, positions from 0 to 100; where an actor takes no position its weight is 0."""

    actors: tuple[str, ...]
    wanted: Floats
    saliences: Floats
    weights: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Offers:
    """By receiver i, supplier j, issue p that i demands and j supplies, issue q that i supplies and j demands."""

    is_opposed: NDArray[np.bool_]
    gains: Floats
    shifts: Floats


def exchange(bargainings: Sequence[Bargaining]) -> ExchangeRun:
    """The Equal Gain model of position exchange, one round of it.

    Decisions are by compromise. Two actors on opposite sides of it on two issues may exchange: each moves its vote on
    the issue that matters less to it, relative to the other's saliences, toward the other's position, and both gain
    the same. One of the two moves as far as it can: to the other's position, or until the compromise is where the
    receiver wants it. The exchange of the highest gain is made, then the next with the compromises as they now are,
    until none is left.

    The papers leave open what may be traded again. Here an actor gives its vote on an issue once, and neither gives
    nor demands it afterwards; gains are those of the two that trade, by what they wanted at first; of equal gains the
    one comes first whose actors hold the lower positions. On a single issue nothing can be exchanged, and
    the outcome is the compromise.

    Args:
        bargainings: Issues that are decided together, with the same ids for the same actors.

    Raises:
        DetenteError: Two issues have one id.

    Source:
        Stokman, F. N. and Van Oosten, R. (1994), The exchange of voting positions, in Bueno de Mesquita and Stokman
        (eds.), as for the weighted median; Dijkstra, J., Van Assen, M. A. L. M. and Stokman, F. N. (2008), Outcomes
        of collective decisions with externalities predicted, Journal of Theoretical Politics 20(4), 415-441.
    """
    issues = [one.issue for one in bargainings]
    if len(set(issues)) < len(issues):
        raise DetenteError("two issues have one id; an exchange needs to tell them apart")
    table = _table(bargainings)
    votes, is_free = table.wanted.copy(), table.weights > 0
    made: list[Exchange] = []
    offers = _offers(table, votes, is_free)
    n_potential = int(offers.is_opposed.sum()) // 4
    while (best := float(offers.gains.max(initial=0))) > _TIE:
        i, j, p, q = (int(at) for at in np.argwhere(offers.gains >= best - _TIE)[0])
        given = [(j, p, i, offers.shifts[i, j, p, q]), (i, q, j, offers.shifts[j, i, q, p])]
        told = []
        for giver, issue, receiver, shift in given:
            before = votes[giver, issue]
            move = shift * table.weights[:, issue].sum() / table.weights[giver, issue]
            votes[giver, issue] += np.copysign(move, table.wanted[receiver, issue] - before)
            is_free[giver, issue] = False
            moved_from, moved_to = (_on_scale(at, bargainings[issue]) for at in (before, votes[giver, issue]))
            told.append(Vote(actor=table.actors[giver], issue=issues[issue], moved_from=moved_from, moved_to=moved_to))
        made.append(Exchange(votes=(told[0], told[1]), gain=best))
        offers = _offers(table, votes, is_free)
    decided = _decided(table, votes)
    outcomes = tuple(_on_scale(float(at), one) for at, one in zip(decided, bargainings, strict=True))
    return ExchangeRun(outcomes=outcomes, exchanges=tuple(made), n_potential=n_potential)


def _table(bargainings: Sequence[Bargaining]) -> _Table:
    told = {(actor.id, n): (actor, one) for n, one in enumerate(bargainings) for actor in one.actors}
    shape = range(len(bargainings))
    names = list({actor for actor, _ in told})

    def stand(name: str) -> list[tuple[float, ...]]:
        found = [told.get((name, n)) for n in shape]
        return [(-1.0,) if one is None else (one[0].position, one[0].salience, one[0].capability) for one in found]

    names.sort(key=stand)
    wanted, saliences, weights = (np.zeros((len(names), len(shape))) for _ in range(3))
    for n, one in enumerate(bargainings):
        for actor, weight in zip(one.actors, one.weights, strict=True):
            at = names.index(actor.id), n
            wanted[at] = (actor.position - one.low) / one.length * _SCALE
            saliences[at], weights[at] = actor.salience, weight
    return _Table(tuple(names), wanted, saliences, weights)


def _decided(table: _Table, votes: Floats) -> Floats:
    return np.asarray((table.weights * votes).sum(axis=0) / table.weights.sum(axis=0))


def _offers(table: _Table, votes: Floats, is_free: NDArray[np.bool_]) -> _Offers:
    """Every exchange that is possible now, its gain, and how far it shifts the compromise on p."""
    n_actors, n_issues = votes.shape
    decided = _decided(table, votes)
    side = np.sign(np.where(np.abs(votes - decided) > _TIE, votes - decided, 0)) * is_free
    opposed = side[:, None, :] * side[None, :, :] < 0
    is_opposed = opposed[:, :, :, None] & opposed[:, :, None, :] & ~np.eye(n_issues, dtype=bool)
    salience = table.saliences
    for_p, for_q = salience[:, None, :, None], salience[:, None, None, :]
    is_demand = for_p * salience[None, :, None, :] > salience[None, :, :, None] * for_q
    share = table.weights / table.weights.sum(axis=0)
    apart = np.abs(votes[:, None, :] - votes[None, :, :])
    # The farthest shift of each issue: the giver at the receiver's position, or the compromise there.
    farthest = np.minimum(apart * share[None, :, :], np.abs(votes - decided)[:, None, :])
    together = salience[:, None, :] + salience[None, :, :]
    of_p, of_q = farthest[:, :, :, None], farthest.transpose(1, 0, 2)[:, :, None, :]
    both = together[:, :, :, None], together[:, :, None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        shift_p = np.minimum(of_p, np.where(both[0] > 0, of_q * both[1] / both[0], 0))
        shift_q = np.where(both[1] > 0, shift_p * both[0] / both[1], 0)
    possible = is_opposed & is_demand
    gains = np.where(possible, for_p * shift_p - for_q * shift_q, 0)
    back = possible.transpose(1, 0, 3, 2)
    shifts = np.where(possible, shift_p, np.where(back, shift_q.transpose(1, 0, 3, 2), 0))
    return _Offers(is_opposed, gains, shifts.reshape(n_actors, n_actors, n_issues, n_issues))


def _on_scale(number: float, bargaining: Bargaining) -> float:
    told = bargaining.low + bargaining.length * float(number) / _SCALE
    return min(max(told, bargaining.low), bargaining.high)
