"""Coalitions: who stands in one camp, how stable that is, and how far the camps oppose each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.analysis.coalitions.camps import (
    Camps,
    Matrix,
    find_camps,
    frustration,
    jaccard,
    polarisation,
    signed_modularity,
)
from detente.analysis.coalitions.draws import document_draws
from detente.analysis.coalitions.measures import DRAWS, Measure, interval
from detente.analysis.networks import (
    Aggregation,
    Mode,
    NetworkQuestion,
    Normalization,
    SourcedNetwork,
    StatementTable,
    sourced_network,
)
from detente.analysis.networks.networks import Builder
from detente.analysis.networks.selecting import select
from detente.analysis.networks.tables import Codes
from detente.errors import NetworkError

STABLE = 0.6
"""A camp less stable than this is not to be relied on (Hennig 2007)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Camp:
    """A group that hangs together.

    Attributes:
        members: By how surely they belong, the surest first.
        belonging: For each member the share of draws, in [0, 1], in which it stood with another one, on average.
        stability: Mean over draws of the share of members in common with the draw's nearest camp, in [0, 1]; below
            0.6 it should not be relied on (Hennig 2007).
        statements: The ids of all statements of its members that the ties rest on.
    """

    members: tuple[str, ...]
    belonging: tuple[float, ...]
    stability: float
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedTie:
    """How two who share a concept stand to each other.

    Attributes:
        congruence, conflict: As true cosines; what they agree on, and what they disagree on.
        difference: Congruence less conflict, in [-1, 1], with its interval; 0 is balance. A draw in which the two
            share no concept counts as 0.
        through: The concepts that both speak on.
        statements: What both said on them, in order of time.
    """

    one: str
    other: str
    congruence: float
    conflict: float
    difference: Measure
    through: tuple[str, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coalitions:
    """The camps of a set of statements.

    Attributes:
        camps: The largest first.
        ties: Of every two who share a concept, the strongest first.
        untied: Those who have no tie, or none but ties of 0, and stand in no camp.
        modularity, frustration, polarisation: See :mod:`detente.analysis.coalitions.camps`.
        n_camps: How many camps there are.
        n_statements: So many statements they rest on.
        n_draws, seed: Of the intervals.
    """

    camps: tuple[Camp, ...]
    ties: tuple[SignedTie, ...]
    untied: tuple[str, ...]
    modularity: Measure
    frustration: Measure
    polarisation: Measure
    n_camps: Measure
    n_statements: int
    n_draws: int
    seed: int


def signed_question(question: NetworkQuestion) -> NetworkQuestion:
    """The one-mode network that camps are found in: congruence less conflict, as true cosines in [-1, 1]."""
    return replace(question, mode=Mode.ONE_MODE, aggregation=Aggregation.SUBTRACT, normalization=Normalization.COSINE)


def coalitions(table: StatementTable, question: NetworkQuestion, *, n_draws: int = DRAWS, seed: int = 1) -> Coalitions:
    """The camps, with what comes of them when whole documents are drawn anew, as many and with replacement.

    Args:
        table: The statements.
        question: Names rows, columns, qualifier, filters and range; ties are always as ``signed_question`` has them.
        n_draws: So many draws; two or more.
        seed: The same seed gives the same result.

    Raises:
        NetworkError: A variable is missing, or there are too few draws.

    Source: the bootstrap of whole documents, Davison and Hinkley (1997), section 3.8; stability of clusters, Hennig
    (2007), Cluster-wise assessment of cluster stability, Computational Statistics & Data Analysis 52(1).
    """
    if n_draws < 2:
        raise NetworkError(f"{n_draws} draws give no interval; ask for two or more")
    builder = Builder(select(table, signed_question(question)))
    kept = builder.selection.kept
    actors, _ = builder.names(kept)
    ties = _ties(builder, actors)
    is_tied = np.abs(ties).sum(axis=1) > 0
    chosen, ties = actors[is_tied], ties[np.ix_(is_tied, is_tied)]
    camps = find_camps(ties, seed)
    draws = _draws(builder, actors, n_draws, seed)
    drawn = [
        (again, find_camps(again, seed, starts=1)) for again in draws[np.ix_(np.arange(n_draws), is_tied, is_tied)]
    ]
    names = builder.selection.rows.labels
    return Coalitions(
        camps=_camps(builder, chosen, camps, [each for _, each in drawn]),
        ties=_signed(sourced_network(table, signed_question(question)), draws),
        untied=tuple(names[code] for code in actors[~is_tied].tolist()),
        modularity=_measure(signed_modularity, ties, camps, drawn, (-1.0, 1.0)),
        frustration=_measure(frustration, ties, camps, drawn, (0.0, 1.0)),
        polarisation=_measure(polarisation, ties, camps, drawn, (0.0, 1.0)),
        n_camps=_measure(
            lambda _, each: float(len(np.unique(each))), ties, camps, drawn, (min(1, len(camps)), len(camps))
        ),
        n_statements=len(kept),
        n_draws=n_draws,
        seed=seed,
    )


def _ties(builder: Builder, actors: Codes, weights: Matrix | None = None) -> Matrix:
    return builder.ties(builder.selection.kept, actors, np.zeros(0, dtype=np.int32), weights).values


def _draws(builder: Builder, actors: Codes, n_draws: int, seed: int) -> Matrix:
    """The ties between these actors in each draw: draws by actors by actors."""
    weights = document_draws(builder.selection, n_draws, seed)
    return np.stack([_ties(builder, actors, each) for each in weights])


def _signed(found: SourcedNetwork, draws: Matrix) -> tuple[SignedTie, ...]:
    places = {name: place for place, name in enumerate(found.network.rows)}
    return tuple(
        SignedTie(
            one=tie.source,
            other=tie.target,
            congruence=tie.positive,
            conflict=tie.negative,
            difference=interval(tie.value, draws[:, places[tie.source], places[tie.target]].tolist(), -1.0, 1.0),
            through=tie.through,
            statements=tie.statements,
        )
        for tie in found.ties
    )


def _measure(
    measure: Callable[[Matrix, Camps], float],
    ties: Matrix,
    camps: Camps,
    drawn: list[tuple[Matrix, Camps]],
    ends: tuple[float, float],
) -> Measure:
    return interval(measure(ties, camps), [measure(again, each) for again, each in drawn], *ends)


def _camps(builder: Builder, actors: Codes, camps: Camps, drawn: list[Camps]) -> tuple[Camp, ...]:
    chosen = builder.selection
    rows = chosen.rows.at(chosen.kept)
    together = np.mean([each[:, None] == each[None, :] for each in drawn], axis=0) if len(camps) else np.zeros((0, 0))
    found = []
    for camp in range(int(camps.max(initial=-1)) + 1):
        places = np.flatnonzero(camps == camp)
        belonging = _belonging(together, places)
        names = [chosen.rows.labels[code] for code in actors[places].tolist()]
        order = _surest(belonging, names)
        said = chosen.kept[np.isin(rows, actors[places])]
        found.append(
            Camp(
                members=tuple(names[place] for place in order),
                belonging=tuple(belonging[place] for place in order),
                stability=float(np.mean([_nearest(places, each) for each in drawn])),
                statements=tuple(str(each) for each in chosen.table.ids[said].tolist()),
            )
        )
    return tuple(sorted(found, key=lambda camp: (-len(camp.members), camp.members)))


def _belonging(together: Matrix, places: Camps) -> list[float]:
    """For each member the mean share of draws in which it stood with each of the others; 1 for a camp of one."""
    if len(places) == 1:
        return [1.0]
    inside = together[np.ix_(places, places)]
    shares: list[float] = ((inside.sum(axis=1) - 1) / (len(places) - 1)).tolist()
    return shares


def _surest(belonging: Sequence[float], names: Sequence[str]) -> list[int]:
    """The members' places, those who belong most surely first, then by name."""
    return sorted(range(len(names)), key=lambda place: (-belonging[place], names[place]))


def _nearest(places: Camps, drawn: Camps) -> float:
    """The share of members that a camp has in common with the nearest camp of a draw."""
    return max(jaccard(places.tolist(), np.flatnonzero(drawn == each).tolist()) for each in np.unique(drawn[places]))
