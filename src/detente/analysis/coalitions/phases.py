"""Phases: stretches of time in which a network stays much the same, and the turns between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import numpy as np

from detente.analysis.coalitions.coalitions import signed_question
from detente.analysis.coalitions.courses import MOST_BY_CHANCE_SHARE, Course, clearest
from detente.analysis.coalitions.measures import DRAWS
from detente.analysis.networks import Kernel, Network, NetworkQuestion, StatementTable, Unit, networks_over_time
from detente.analysis.networks.moments import moved
from detente.analysis.networks.networks import Builder
from detente.analysis.networks.profiles import Matrix
from detente.analysis.networks.selecting import select
from detente.analysis.networks.tables import seconds_of
from detente.errors import NetworkError

_MOST_CHANGES = 3
_NEAR = 1
_EQUAL = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The network of one window.

    Attributes:
        start, stop: The window, both included.
        is_whole: Whether it is as long as asked for; the last one ends with the range.
        phase: Its number, from 1 in the order of time; it comes back where the network does. None where no tie is told.
        statements: The ids of those in the window.
    """

    start: datetime
    stop: datetime
    is_whole: bool
    phase: int | None
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of two actors' tie, in [-1, 1]."""

    one: str
    other: str
    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """From one phase to the next.

    Attributes:
        before, after: The numbers of the phases.
        last, first: The starts of the last window before and of the first one after it.
        chance_share: The share of courses, in (0, 1], that part as clearly when documents change days by chance.
        drawn_share: The share of draws, in [0, 1], in which the clearest parting between the turns before and after
            this one lies here, or one window from here.
        changes: The ties that changed most: their means over the phase's windows before and after.
    """

    before: int
    after: int
    last: datetime
    first: datetime
    chance_share: float
    drawn_share: float
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phases:
    """The states of a network over time.

    Attributes:
        states: A window each, oldest first.
        turns: Where the phase changes.
        n_phases: So many different ones.
        chance_share: Of the clearest parting of the whole, as a turn's; 1 where there are too few states.
        distances: Between the states that have a phase, divided by the greatest one.
        n_draws, seed: Of the turns' shares.
    """

    states: tuple[State, ...]
    turns: tuple[Turn, ...]
    n_phases: int
    chance_share: float
    distances: tuple[tuple[float, ...], ...]
    n_draws: int
    seed: int


def phases(table: StatementTable, question: NetworkQuestion, *, n_draws: int = DRAWS, seed: int = 1) -> Phases:
    """The states of the signed network, window by window, parted where they turn; the last reaches the range's end.

    The distance of two states is the sum of what their ties differ by. The course is parted where its two sides lie
    furthest apart, and each part again, as long as documents that exchange their days by chance part as clearly in no
    more than ``MOST_BY_CHANCE_SHARE`` of ``N_SHUFFLES`` courses. A part that cannot be told from an earlier phase by
    the same test is its return.

    Args:
        table: The statements.
        question: Names rows, columns, qualifier, filters, range and windows; ties are as ``signed_question`` has them.
        n_draws: So many times the documents are drawn anew; two or more.
        seed: The same seed gives the same result.

    Raises:
        NetworkError: A variable is missing, no window is asked for or a weighted one, or it is longer than the range.

    Source: Matteson and James (2014), A nonparametric approach for multiple change point analysis of multivariate data,
    Journal of the American Statistical Association 109; permutation tests, Davison and Hinkley (1997), section 4.3.
    """
    if question.kernel is not Kernel.NO:
        raise NetworkError("phases are found of windows that count each statement once; leave the kernel out")
    asked = signed_question(question)
    builder = Builder(select(table, asked))
    windows = tuple(networks_over_time(table, asked, has_rest=True))
    places = [place for place, each in enumerate(windows) if each.is_told.any()]
    told = [windows[place] for place in places]
    course = Course(builder, told, seed)
    cuts = course.cuts()
    edges = [0, *(cut.place for cut in cuts), len(told)]
    parts = [range(*each) for each in pairwise(edges)] if told else []
    numbers = _numbers(course, parts)
    phase_of = dict(zip(places, (n for n, part in zip(numbers, parts, strict=True) for _ in part), strict=True))
    apart = course.distances / (course.distances.max(initial=0) or 1.0)
    shares = _drawn_shares(course, edges, n_draws, seed)
    return Phases(
        states=tuple(
            _state(table, each, phase_of.get(place), is_whole=_is_whole(windows, place, asked))
            for place, each in enumerate(windows)
        ),
        turns=tuple(
            Turn(
                before=numbers[place],
                after=numbers[place + 1],
                last=_start(told[cut.place - 1]),
                first=_start(told[cut.place]),
                chance_share=cut.chance_share,
                drawn_share=shares[place],
                changes=_changes(
                    builder, *(course.states[list(part)].mean(axis=0) for part in parts[place : place + 2])
                ),
            )
            for place, cut in enumerate(cuts)
        ),
        n_phases=max(numbers, default=0),
        chance_share=course.chance_share(0, len(told)),
        distances=tuple(tuple(row) for row in apart.tolist()),
        n_draws=n_draws,
        seed=seed,
    )


def _numbers(course: Course, parts: Sequence[range]) -> list[int]:
    """The phase of each part, from 1 in the order of time: that of an earlier one from which it cannot be told."""
    numbers: list[int] = []
    for part in parts:
        earlier: dict[int, list[int]] = {}
        for number, other in zip(numbers, parts, strict=False):
            if number != numbers[-1]:
                earlier.setdefault(number, []).extend(other)
        likeness = {number: course.likeness(states, part) for number, states in earlier.items()}
        nearest = max(likeness, key=lambda number: likeness[number], default=0)
        is_back = likeness.get(nearest, 0.0) > MOST_BY_CHANCE_SHARE
        numbers.append(nearest if is_back else max(numbers, default=0) + 1)
    return numbers


def _drawn_shares(course: Course, edges: Sequence[int], n_draws: int, seed: int) -> list[float]:
    """How often each turn lies where it does, or near, in draws of the documents."""
    stretches = list(zip(edges, edges[1:], edges[2:], strict=False))
    n_near = np.zeros(len(stretches))
    for apart in course.drawn(n_draws, seed) if stretches else ():
        for place, (first, cut, stop) in enumerate(stretches):
            drawn = first + clearest(apart[first:stop, first:stop])[1]
            n_near[place] += abs(drawn - cut) <= _NEAR
    shares: list[float] = (n_near / n_draws).tolist()
    return shares


def _start(window: Network) -> datetime:
    assert window.start is not None  # noqa: S101 -- windows lie in time
    return window.start


def _is_whole(windows: Sequence[Network], place: int, question: NetworkQuestion) -> bool:
    """Whether a window ends where one of its length does."""
    stop = windows[place].stop
    if question.window is Unit.EVENTS or stop is None:
        return True
    begun = seconds_of(_start(windows[0]))
    return moved(begun, place + question.window_size, question.window) == seconds_of(stop) + 1


def _state(table: StatementTable, window: Network, phase: int | None, *, is_whole: bool) -> State:
    assert window.start is not None and window.stop is not None  # noqa: S101, PT018 -- windows lie in time
    ids = tuple(str(each) for each in table.ids[window.statements].tolist())
    return State(start=window.start, stop=window.stop, is_whole=is_whole, phase=phase, statements=ids)


def _changes(builder: Builder, before: Matrix, after: Matrix) -> tuple[Change, ...]:
    chosen = builder.selection
    actors, _ = builder.names(chosen.kept)
    pairs = np.transpose(np.triu_indices(len(actors), 1))
    greatest = np.argsort(-np.abs(after - before), kind="stable")[:_MOST_CHANGES].tolist()
    return tuple(
        Change(
            one=chosen.rows.labels[actors[pairs[place][0]]],
            other=chosen.rows.labels[actors[pairs[place][1]]],
            before=float(before[place]),
            after=float(after[place]),
        )
        for place in greatest
        if abs(after[place] - before[place]) > _EQUAL
    )
