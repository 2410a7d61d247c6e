"""Camps: the groups of a signed network that hang together inside and stand against each other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Camps = NDArray[np.int64]

N_COMPARED = 8
"""Of so many actors every partition is compared: 4,140 of them."""
_LEAST_GAIN = 1e-12
_STARTS = 8


def modularity_matrix(ties: Matrix) -> Matrix:
    """How much stronger each tie is than chance would have it, divided so that camps' sums add up to modularity.

    Positive and negative ties have a chance of their own: the product of both actors' sums of that sign.

    Args:
        ties: Signed, symmetric, the diagonal 0.

    Source: Gómez, Jensen and Arenas (2009), Analysis of community structure in networks of correlated data, Physical
    Review E 80, 016114, eq. 17.
    """
    total = np.abs(ties).sum()
    if total == 0:
        return np.zeros_like(ties)
    by_chance = np.zeros_like(ties)
    for part, sign in ((np.maximum(ties, 0.0), 1.0), (np.maximum(-ties, 0.0), -1.0)):
        sums = part.sum(axis=1)
        if sums.sum() > 0:
            by_chance += sign * np.outer(sums, sums) / sums.sum()
    surplus: Matrix = (ties - by_chance) / total
    return surplus


def signed_modularity(ties: Matrix, camps: Camps) -> float:
    """How much better camps fit the ties than chance, in [-1, 1]; 0 where all are one camp.

    Example:
        >>> ties = np.array([[0, 1, -1], [1, 0, -1], [-1, -1, 0.0]])
        >>> round(signed_modularity(ties, np.array([0, 0, 1])), 3), signed_modularity(ties, np.array([0, 0, 0]))
        (0.333, 0.0)
    """
    surplus = modularity_matrix(ties)
    return float(np.round(surplus[camps[:, None] == camps[None, :]].sum(), 12)) + 0.0


def find_camps(ties: Matrix, seed: int = 1, starts: int = _STARTS) -> Camps:
    """The camps of the highest signed modularity that is found; actors without a tie are camps of their own.

    Of up to ``N_COMPARED`` actors every partition is compared. Of more, actors move one by one to the camp that gains
    most, then whole camps do, until nothing gains; the best of several orders is taken, and a better one may exist.

    Args:
        ties: Signed, symmetric, the diagonal 0.
        seed: Of the orders.
        starts: So many orders.

    Returns:
        A number for each actor, from 0 in the order of the first member.

    Source: Blondel, Guillaume, Lambiotte and Lefebvre (2008), Fast unfolding of communities in large networks.
    """
    surplus = modularity_matrix(ties)
    if 0 < len(ties) <= N_COMPARED:
        return _best_of_all(surplus)
    draw = np.random.default_rng(seed)
    best, best_sum = np.arange(len(ties)), -np.inf
    for _ in range(starts):
        camps = _unfolded(surplus, draw)
        fit = surplus[camps[:, None] == camps[None, :]].sum()
        if fit > best_sum + _LEAST_GAIN:
            best, best_sum = camps, fit
    return numbered(best)


def _best_of_all(surplus: Matrix) -> Camps:
    """The best of all partitions; of equals the one with the most camps."""
    partitions, is_together = _partitions(len(surplus))
    fits = is_together @ surplus.ravel()
    equal = np.flatnonzero(fits >= fits.max() - _LEAST_GAIN)
    found: Camps = partitions[equal[np.argmax(partitions[equal].max(axis=1))]].copy()
    return found


@cache
def _partitions(size: int) -> tuple[Camps, Matrix]:
    """Every way to part so many actors into camps, and which pairs each puts together, a row each."""
    found = [[0]]
    for _ in range(size - 1):
        found = [[*camps, one] for camps in found for one in range(max(camps) + 2)]
    partitions = np.array(found)
    is_together = partitions[:, :, None] == partitions[:, None, :]
    return partitions, is_together.reshape(len(partitions), -1).astype(np.float64)


def _unfolded(surplus: Matrix, draw: np.random.Generator) -> Camps:
    """Moves of actors, then of whole camps as if each were one actor, while anything gains."""
    camps = np.arange(len(surplus))
    while True:
        membership = np.zeros((len(surplus), camps.max(initial=-1) + 1))
        membership[np.arange(len(camps)), camps] = 1.0
        moved = _moved(membership.T @ surplus @ membership, draw)
        merged = numbered(moved[camps])
        if merged.max(initial=-1) == camps.max(initial=-1):
            return _moved(surplus, draw, merged)
        camps = merged


def _moved(surplus: Matrix, draw: np.random.Generator, camps: Camps | None = None) -> Camps:
    """Each one in turn goes to the camp where it adds most, until nobody gains by going."""
    size = len(surplus)
    camps = np.arange(size) if camps is None else camps.copy()
    is_moving = True
    while is_moving:
        is_moving = False
        for one in draw.permutation(size):
            gains = np.bincount(camps, surplus[one], minlength=size)
            gains[camps[one]] -= surplus[one, one]
            target = int(gains.argmax())
            if gains[target] > gains[camps[one]] + _LEAST_GAIN:
                camps[one] = target
                is_moving = True
    return camps


def numbered(camps: Camps) -> Camps:
    """The same camps numbered from 0 in the order of their first members."""
    _, first, place = np.unique(camps, return_index=True, return_inverse=True)
    order = np.argsort(np.argsort(first))
    renumbered: Camps = order[place]
    return renumbered


def frustration(ties: Matrix, camps: Camps) -> float:
    """The share of ties that camps leave frustrated, by weight: against inside, or for between them; in [0, 1].

    Source: Harary (1959), On the measurement of structural balance; Doreian and Mrvar (1996), A partitioning approach
    to structural balance, Social Networks 18.
    """
    total = np.abs(ties).sum()
    is_inside = camps[:, None] == camps[None, :]
    wrong = np.maximum(-ties, 0.0)[is_inside].sum() + np.maximum(ties, 0.0)[~is_inside].sum()
    return float(wrong / total) if total else 0.0


def polarisation(ties: Matrix, camps: Camps) -> float:
    """How far the actors fall into camps that oppose each other, in [0, 1]; 1 for two equal, united, opposed camps.

    4 sum over camps g other than h of p_g^2 p_h c_g d_gh, with p the camps' shares of the actors, c_g how united a
    camp is (positive less negative ties over both, 1 for a camp of one, at least 0), and d_gh how opposed two are
    (negative less positive over both, at least 0).

    Source: Esteban and Ray (1994), On the measurement of polarization, Econometrica 62(4), eq. 3 with alpha 1; c and d
    take the places of identification and of alienation.
    """
    n_camps = int(camps.max(initial=-1)) + 1
    shares = np.bincount(camps, minlength=n_camps) / max(len(camps), 1)
    found = 0.0
    for one in range(n_camps):
        inside = ties[np.ix_(camps == one, camps == one)]
        united = 1.0 if len(inside) == 1 else max(_lean(inside), 0.0)
        for other in range(n_camps):
            if one != other:
                opposed = max(-_lean(ties[np.ix_(camps == one, camps == other)]), 0.0)
                found += 4 * shares[one] ** 2 * shares[other] * united * opposed
    return float(min(found, 1.0))


def _lean(ties: Matrix) -> float:
    """Positive less negative ties over both, in [-1, 1]; 0 where there is none."""
    total = np.abs(ties).sum()
    return float(ties.sum() / total) if total else 0.0


def jaccard(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of members that two camps have in common, in [0, 1]."""
    both = set(one) | set(other)
    return len(set(one) & set(other)) / len(both) if both else 0.0
