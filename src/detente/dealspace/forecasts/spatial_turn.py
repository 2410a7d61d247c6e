"""One turn of bargains in the spatial model: each actor's best challenge, the bargain it offers, and what is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.dealspace.forecasts.bargaining import Floats
from detente.dealspace.forecasts.spatial_votes import distances, election, with_risk

_LEAST_GAIN = 1e-5
_LEAST_CONTRIBUTION = 1e-10
_LEAST_WEIGHT = 1e-6
_DECIMALS = 4  # so that what two actors agree on is one place
_TIE = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class SpatialBargain:
    """What two actors would move to, each from its own position."""

    actors: tuple[int, int]
    places: tuple[Floats, Floats]


def best_bargains(
    positions: Floats, saliences: Floats, capabilities: Floats, apart: Floats, risk: Floats
) -> list[SpatialBargain]:
    """The bargain that each actor offers to the one it gains the most by challenging; none where it gains nothing."""
    offers = []
    for actor in range(len(positions)):
        seen = with_risk(apart, (2 * risk[actor] + risk) / 3)
        chances, gains = _challenges(actor, seen, saliences.sum(axis=1), capabilities)
        if gains.max() <= _LEAST_GAIN:
            continue
        target = int((gains >= gains.max() - _TIE).argmax())
        offers.append(_interpolated(actor, target, positions, saliences, float(chances[target])))
    return offers


def _challenges(actor: int, seen: Floats, saliences: Floats, capabilities: Floats) -> tuple[Floats, Floats]:
    """The actor's chance against each other one and what it expects to gain, by its own view of all utilities.

    A third party weighs in by what it would come to be in the contest of the three: if its side wins it keeps its
    own position, if the other does it takes the winner's.
    """
    weight = saliences * capabilities / capabilities.mean()
    own = np.diag(seen)
    to_actor, to_target = seen[:, [actor]], seen
    direct = weight[:, None] * (to_actor - to_target)
    against = np.maximum(-np.diag(direct), 0) + _LEAST_CONTRIBUTION
    behind = np.maximum(direct[actor], 0) + _LEAST_CONTRIBUTION
    joined = behind + np.maximum(direct, 0)
    chance = joined / (joined + against + np.maximum(-direct, 0))
    with_actor = chance * (2 * to_actor + own[:, None]) + (1 - chance) * 3 * to_target
    with_target = chance * 3 * to_actor + (1 - chance) * (2 * to_target + own[:, None])
    votes = weight[:, None] * (with_actor - with_target)
    votes[actor] = 0
    np.fill_diagonal(votes, 0)
    behind, against = behind + np.maximum(votes, 0).sum(axis=0), against + np.maximum(-votes, 0).sum(axis=0)
    chances = behind / (behind + against)
    lost = seen[actor]
    contest = chances * 2 * own[actor] + (1 - chances) * 2 * lost
    gains = (1 - saliences) * 2 * own[actor] + saliences * contest - (own[actor] + lost)
    gains[actor] = 0
    return chances, gains


def _interpolated(actor: int, target: int, positions: Floats, saliences: Floats, chance: float) -> SpatialBargain:
    """Where the two would meet: the mean of their positions by the squares of salience and chance, issue by issue."""
    ours, theirs = saliences[actor] ** 2 * chance**2, saliences[target] ** 2 * (1 - chance) ** 2
    whole = ours + theirs + _LEAST_WEIGHT
    stay, other = positions[actor], positions[target]
    return SpatialBargain(
        (actor, target),
        (
            np.round(((ours + _LEAST_WEIGHT) * stay + theirs * other) / whole, _DECIMALS),
            np.round((ours * stay + (theirs + _LEAST_WEIGHT) * other) / whole, _DECIMALS),
        ),
    )


def chosen_positions(
    bargains: Sequence[SpatialBargain], positions: Floats, saliences: Floats, capabilities: Floats, risk: Floats
) -> Floats:
    """Where each actor stands after the turn: of its bargains, staying among them, the one that all would elect."""
    after = positions.copy()
    unchanged = _worth(None, positions, saliences, risk)
    worth = [(bargain, _worth(bargain, positions, saliences, risk)) for bargain in bargains]
    for actor in range(len(positions)):
        own = [bargain for bargain in bargains if actor in bargain.actors]
        if not own:
            continue
        told = [unchanged, *(each for bargain, each in worth if actor in bargain.actors)]
        chances = election(np.column_stack(told), capabilities)
        taken = int((chances >= chances.max() - _TIE).argmax())
        if taken:
            bargain = own[taken - 1]
            after[actor] = bargain.places[bargain.actors.index(actor)]
    return after


def _worth(bargain: SpatialBargain | None, positions: Floats, saliences: Floats, risk: Floats) -> Floats:
    """What each actor makes of all positions, on average, once the bargain is carried out; None for no change."""
    changed = positions.copy()
    if bargain is not None:
        for actor, place in zip(bargain.actors, bargain.places, strict=True):
            changed[actor] = place
    return np.asarray(with_risk(distances(positions, changed, saliences), risk).mean(axis=1))
