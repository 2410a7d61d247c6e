"""Alignment: whether two actors drew together or apart since a day, and the statements that moved them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import combinations

import numpy as np

from detente.analysis.coalitions.coalitions import signed_question
from detente.analysis.coalitions.draws import document_draws
from detente.analysis.coalitions.measures import DRAWS, Measure, interval
from detente.analysis.networks import NetworkQuestion, StatementTable
from detente.analysis.networks.networks import Builder
from detente.analysis.networks.profiles import Matrix
from detente.analysis.networks.selecting import select
from detente.analysis.networks.tables import Codes, Rows, seconds_of


class Course(StrEnum):
    """What became of two actors' alignment; still where the interval of the change holds 0."""

    TOGETHER = "drew together"
    APART = "drew apart"
    STILL = "stood still"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Two actors before and after a day.

    Attributes:
        before, after: Congruence less conflict as a true cosine, in [-1, 1].
        change: After less before, with its interval.
        statements: What both said after the day on concepts that both speak on then: these moved it.
    """

    one: str
    other: str
    before: float
    after: float
    change: Measure
    course: Course
    statements: tuple[str, ...]


def alignments(
    table: StatementTable, question: NetworkQuestion, since: datetime, *, n_draws: int = DRAWS, seed: int = 1
) -> tuple[Alignment, ...]:
    """Every two actors that share a concept both before and from a day on, the greatest change first.

    Args:
        table: The statements.
        question: Names rows, columns, qualifier, filters and range.
        since: The first moment that counts as after.
        n_draws: So many times each side's documents are drawn anew, as many and with replacement.
        seed: The same seed gives the same result.

    Raises:
        NetworkError: A variable is missing.
    """
    builder = Builder(select(table, replace(signed_question(question), start=None)))
    chosen = builder.selection
    is_after = chosen.kept_times >= seconds_of(since)
    sides = chosen.kept[~is_after], chosen.kept[is_after]
    actors, _ = builder.names(chosen.kept)
    values, told = zip(*(_side(builder, side, actors) for side in sides), strict=True)
    drawn = np.array([after - before for before, after in _drawn(builder, sides, actors, n_draws, seed)])
    found = []
    for one, other in combinations(range(len(actors)), 2):
        if told[0][one, other] and told[1][one, other]:
            was, became = (float(each[one, other]) for each in values)
            change = interval(became - was, drawn[:, one, other].tolist(), -2.0, 2.0)
            found.append(
                Alignment(
                    one=chosen.rows.labels[actors[one]],
                    other=chosen.rows.labels[actors[other]],
                    before=was,
                    after=became,
                    change=change,
                    course=_course(change),
                    statements=_shared(builder, sides[1], (int(actors[one]), int(actors[other]))),
                )
            )
    return tuple(sorted(found, key=lambda each: (-abs(each.change.value), each.one, each.other)))


def _course(change: Measure) -> Course:
    if change.low > 0:
        return Course.TOGETHER
    return Course.APART if change.high < 0 else Course.STILL


def _side(builder: Builder, statements: Rows, actors: Codes, weights: Matrix | None = None) -> tuple[Matrix, Matrix]:
    ties = builder.ties(statements, actors, np.zeros(0, dtype=np.int32), weights)
    return ties.values, ties.is_told


def _drawn(
    builder: Builder, sides: Sequence[Rows], actors: Codes, n_draws: int, seed: int
) -> Iterator[tuple[Matrix, ...]]:
    """The ties before and after of each draw."""
    draws = [document_draws(builder.selection, n_draws, seed + place, side) for place, side in enumerate(sides)]
    for weights in zip(*draws, strict=True):
        yield tuple(_side(builder, side, actors, each)[0] for side, each in zip(sides, weights, strict=True))


def _shared(builder: Builder, statements: Rows, pair: tuple[int, int]) -> tuple[str, ...]:
    """The statements of both on the concepts that both speak on."""
    chosen = builder.selection
    rows, columns = chosen.rows.at(statements), chosen.columns.at(statements)
    both = np.intersect1d(columns[rows == pair[0]], columns[rows == pair[1]])
    said = statements[np.isin(rows, pair) & np.isin(columns, both)]
    return tuple(str(each) for each in chosen.table.ids[said].tolist())
