"""Courses: the states of a signed network window by window, and whether chance could part them as clearly."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.analysis.coalitions.draws import document_draws, documents_of
from detente.analysis.networks import Network
from detente.analysis.networks.networks import Builder
from detente.analysis.networks.profiles import Matrix
from detente.analysis.networks.tables import Codes, Rows, seconds_of

N_SHUFFLES = 99
MOST_BY_CHANCE_SHARE = 0.05
"""States are told apart where no more than this share of shuffled courses part as clearly; in parts of parts half."""

LEAST_WINDOWS = 2
"""A phase lasts as many; one window alone may be odd by chance."""

_EQUAL = 1e-9


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a stretch of states parts.

    Attributes:
        place: The first state after it.
        chance_share: The share of shuffled courses, the true one included, that part as clearly.
    """

    place: int
    chance_share: float


class Course:
    """The states of windows that tell a tie, oldest first.

    Args:
        builder: Of the question.
        windows: Those that tell a tie.
        seed: Of the shuffled courses.
    """

    def __init__(self, builder: Builder, windows: Sequence[Network], seed: int) -> None:
        self._builder, self._windows, self._seed = builder, windows, seed
        chosen = builder.selection
        self._spans = [(seconds_of(each.start), seconds_of(each.stop)) for each in windows if each.start and each.stop]
        self._document = documents_of(chosen, chosen.kept)
        self._days = np.zeros(int(self._document.max(initial=-1)) + 1, dtype=np.int64)
        self._days[self._document] = chosen.kept_times
        self._shares: dict[tuple[int, int], float] = {}

    @cached_property
    def states(self) -> Matrix:
        """The ties of all pairs of actors, windows by pairs."""
        return self._stacked([self._ties(each.statements) for each in self._windows])

    @cached_property
    def distances(self) -> Matrix:
        """The sum of what ties differ by, windows by windows."""
        return _apart(self.states)

    def cuts(self) -> list[Cut]:
        """Where the course turns, from one state to before another: at its clearest parting, then within both parts.

        Source: Matteson and James (2014), A nonparametric approach for multiple change point analysis of multivariate
        data, Journal of the American Statistical Association 109.
        """
        return list(self._cuts(0, len(self._windows), MOST_BY_CHANCE_SHARE))

    def _cuts(self, first: int, stop: int, level: float) -> Iterator[Cut]:
        share = self.chance_share(first, stop)
        if share <= level:
            place = first + clearest(self.distances[first:stop, first:stop])[1]
            yield from self._cuts(first, place, level / 2)  # both parts together risk no more than the whole
            yield Cut(place, share)
            yield from self._cuts(place, stop, level / 2)

    def chance_share(self, first: int, stop: int) -> float:
        """The share of shuffled courses that part as clearly as this stretch does; 1 where it is too short to part."""
        if stop - first < 2 * LEAST_WINDOWS:
            return 1.0
        if (first, stop) not in self._shares:
            self._shares[first, stop] = self._chance(range(first, stop), lambda apart: clearest(apart)[0])
        return self._shares[first, stop]

    def likeness(self, one: Sequence[int], other: Sequence[int]) -> float:
        """The share of shuffled courses in which these states lie as far from those."""
        return self._chance([*one, *other], lambda apart: energy(apart, len(one)))

    def drawn(self, n_draws: int, seed: int) -> Iterator[Matrix]:
        """The distances in each draw of documents."""
        chosen = self._builder.selection
        counts = np.zeros(len(chosen.table))
        for weights in document_draws(chosen, n_draws, seed):
            counts[chosen.kept] = weights
            yield _apart(
                self._stacked([self._ties(each.statements, counts[each.statements]) for each in self._windows])
            )

    def _chance(self, places: Sequence[int], statistic: Callable[[Matrix], float]) -> float:
        """How often documents of these windows that exchange their days give as much; the course itself counts too."""
        reached = statistic(self.distances[np.ix_(places, places)])
        spans = [self._spans[place] for place in places]
        is_inside = np.zeros(len(self._days), dtype=bool)
        for start, stop in spans:
            is_inside |= (self._days >= start) & (self._days <= stop)
        draw = np.random.default_rng(self._seed)
        kept, n_as_much = self._builder.selection.kept, 1
        for _ in range(N_SHUFFLES):
            days = self._days.copy()
            days[is_inside] = draw.permutation(days[is_inside])
            times = days[self._document]
            states = [self._ties(kept[(times >= start) & (times <= stop)]) for start, stop in spans]
            n_as_much += statistic(_apart(self._stacked(states))) >= reached - _EQUAL
        return n_as_much / (N_SHUFFLES + 1)

    @cached_property
    def _actors(self) -> Codes:
        return self._builder.names(self._builder.selection.kept)[0]

    def _ties(self, statements: Rows, weights: Matrix | None = None) -> Matrix:
        values = self._builder.ties(statements, self._actors, np.zeros(0, dtype=np.int32), weights).values
        pairs: Matrix = values[np.triu_indices(len(self._actors), 1)]
        return pairs

    def _stacked(self, states: Sequence[Matrix]) -> Matrix:
        n_pairs = len(self._actors) * (len(self._actors) - 1) // 2
        return np.array(states, dtype=np.float64).reshape(len(states), n_pairs)


def _apart(states: Matrix) -> Matrix:
    """How far states lie from each other: the sum of what their ties differ by."""
    apart = np.zeros((len(states), len(states)))
    for place, state in enumerate(states):
        apart[place, place:] = apart[place:, place] = np.abs(states[place:] - state).sum(axis=1)
    return apart


def energy(apart: Matrix, n_first: int) -> float:
    """How far the first so many of these states lie from the rest, beyond what each part lies from itself.

    With n and m states, the mean distance b between the parts, and v and w between the different states of each:
    n m (2 b - v - w) / (n + m); about 0 where both parts are alike.

    Example:
        >>> energy(np.array([[0, 0, 3, 3], [0, 0, 3, 3], [3, 3, 0, 0], [3, 3, 0, 0.0]]), 2)
        6.0

    Source: Székely and Rizzo (2004), Testing for equal distributions in high dimension, InterStat 5; as Matteson and
    James (2014) use it.
    """
    n_rest = len(apart) - n_first
    between = apart[:n_first, n_first:].mean()
    one = apart[:n_first, :n_first].sum() / (n_first * (n_first - 1))
    other = apart[n_first:, n_first:].sum() / (n_rest * (n_rest - 1))
    return float(n_first * n_rest / len(apart) * (2 * between - one - other))


def clearest(apart: Matrix) -> tuple[float, int]:
    """The greatest energy of a cut in time whose sides are both long enough, and the first state after it."""
    places = range(LEAST_WINDOWS, len(apart) - LEAST_WINDOWS + 1)
    found = [energy(apart, place) for place in places]
    best = int(np.argmax(np.array(found) >= max(found) - _EQUAL))  # of equals the earliest
    return found[best], places[best]
