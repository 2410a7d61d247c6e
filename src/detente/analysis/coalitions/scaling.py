"""Scaling: actors on one line, so that those who take the same sides stand close together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.analysis.coalitions.draws import document_draws
from detente.analysis.coalitions.measures import DRAWS, Measure, interval
from detente.analysis.coalitions.shares import leanings
from detente.analysis.networks import NetworkQuestion, StatementTable
from detente.analysis.networks.networks import Builder
from detente.analysis.networks.profiles import Matrix
from detente.analysis.networks.selecting import select

_LEAST_ACTORS = 2
_NOTHING = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an actor stands on the line.

    Attributes:
        place: 0 is the mean of all; 1 is a standard distance where all leanings were explained by the line.
        n_concepts: Of those that count, it takes a side on so many; on the others it is taken to lean as the rest do.
        statements: The ids of what it said on them.
    """

    name: str
    place: Measure
    n_concepts: int
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pole:
    """A concept on the line.

    Attributes:
        agreeing, disagreeing: Where those stand who are for it, and those who are against it.
        n_actors: So many take a side on it.
    """

    concept: str
    agreeing: float
    disagreeing: float
    n_actors: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Actors and concepts on one line.

    Attributes:
        places: From left to right; the first by name stands on the left.
        poles: The concepts that part actors most first.
        left_out: Concepts on which fewer than two take a side, or all lean alike, and actors who speak on no other.
        line_share: How much of all that parts the actors the line tells, in [0, 1].
        second_share: How much a second line would tell; where it comes near, one line is too little.
        n_statements, n_draws, seed: What it rests on, and the draws of the intervals.
    """

    places: tuple[Place, ...]
    poles: tuple[Pole, ...]
    left_out: tuple[str, ...]
    line_share: Measure
    second_share: float
    n_statements: int
    n_draws: int
    seed: int


def scaling(table: StatementTable, question: NetworkQuestion, *, n_draws: int = DRAWS, seed: int = 1) -> Scale:
    """The first axis of a correspondence analysis of who leans how far for and against what.

    Every concept has two poles, for and against, and an actor a share at each, which add up to 1; who is silent on a
    concept leans as the mean of those who speak, and is neither drawn nor pushed by it.

    Args:
        table: The statements.
        question: Names rows, columns, a qualifier of yes and no or of whole numbers, filters and range.
        n_draws: So many times the documents are drawn anew; two or more.
        seed: The same seed gives the same result.

    Raises:
        NetworkError: A variable is missing, or the qualifier tells no sides.

    Source: Greenacre (2017), Correspondence Analysis in Practice, 3rd edition, chapters 8 and 23 (doubling); the
    bootstrap of whole documents, Davison and Hinkley (1997), section 3.8.
    """
    builder = Builder(select(table, question))
    chosen = builder.selection
    lean = leanings(builder)
    is_counted = _parting(lean)
    is_placed = (~np.isnan(lean[:, is_counted])).any(axis=1)
    actors, concepts = builder.names(chosen.kept)
    names = [chosen.rows.labels[code] for code in actors.tolist()]
    themes = [chosen.columns.labels[code] for code in concepts.tolist()]
    whole = lean[np.ix_(is_placed, is_counted)]
    axis, columns, shares = first_axis(whole)
    drawn, drawn_shares = [], []
    for weights in document_draws(chosen, n_draws, seed):
        found, share = _again(leanings(builder, weights)[is_placed], axis)
        drawn.append(found)
        drawn_shares.append(share)
    placed = np.flatnonzero(is_placed).tolist()
    places = [
        Place(
            name=names[actor],
            place=interval(float(axis[row]), [each[row] for each in drawn]),
            n_concepts=int((~np.isnan(whole[row])).sum()),
            statements=_said(builder, int(actors[actor]), concepts[is_counted].tolist()),
        )
        for row, actor in enumerate(placed)
    ]
    poles = _poles([themes[concept] for concept in np.flatnonzero(is_counted).tolist()], columns, whole)
    return Scale(
        places=tuple(sorted(places, key=lambda each: (each.place.value, each.name))),
        poles=tuple(sorted(poles, key=lambda each: (-abs(each.agreeing - each.disagreeing), each.concept))),
        left_out=tuple(np.array(themes, dtype=object)[~is_counted]) + tuple(np.array(names, dtype=object)[~is_placed]),
        line_share=interval(float(shares[0]), drawn_shares, 0.0, 1.0),
        second_share=float(shares[1]),
        n_statements=len(chosen.kept),
        n_draws=n_draws,
        seed=seed,
    )


def _poles(concepts: Sequence[str], columns: Matrix, lean: Matrix) -> list[Pole]:
    """Both poles of each concept that is counted."""
    return [
        Pole(
            concept=concept,
            agreeing=float(columns[0, place]),
            disagreeing=float(columns[1, place]),
            n_actors=int((~np.isnan(lean[:, place])).sum()),
        )
        for place, concept in enumerate(concepts)
    ]


def first_axis(lean: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    """Principal places of actors on the first axis, of both poles of each concept, and the shares of two axes.

    Args:
        lean: Actors by concepts, in [0, 1], NaN for silence; every concept parts those who speak on it.

    Returns:
        Places of the actors, the first of them that is off 0 below it; places of the poles, for and against, by
        concepts; how much of the inertia the first and the second axis hold.

    Example:
        >>> first_axis(np.array([[1.0], [0.0]]))[0].round(9).tolist()
        [-1.0, 1.0]
    """
    n_actors, n_concepts = lean.shape
    if not lean.size:
        return np.zeros(n_actors), np.zeros((2, n_concepts)), np.zeros(2)
    means = np.nanmean(lean, axis=0)
    apart = np.where(np.isnan(lean), 0.0, lean - means)
    masses = np.concatenate((means, 1 - means)) / n_concepts
    residuals = np.hstack((apart, -apart)) / (n_concepts * np.sqrt(n_actors * masses))
    left, sizes, right = np.linalg.svd(residuals, full_matrices=False)
    inertia = np.zeros(2)
    inertia[: min(2, len(sizes))] = sizes[:2] ** 2 / max((sizes**2).sum(), _NOTHING)
    actors = left[:, 0] * sizes[0] * np.sqrt(n_actors)
    poles = (right[0] / np.sqrt(masses)).reshape(2, n_concepts) * sizes[0]
    off = actors[np.abs(actors) > _NOTHING]
    turn = -1.0 if len(off) and off[0] > 0 else 1.0
    return actors * turn, poles * turn, inertia


def _parting(lean: Matrix) -> NDArray[np.bool_]:
    """Which concepts two or more take a side on, and not all alike."""
    told = (~np.isnan(lean)).sum(axis=0)
    low, high = (np.where(np.isnan(lean), fill, lean) for fill in (np.inf, -np.inf))
    spread = high.max(axis=0, initial=-np.inf) - low.min(axis=0, initial=np.inf)
    is_parting: NDArray[np.bool_] = (told >= _LEAST_ACTORS) & (spread > _NOTHING)
    return is_parting


def _again(lean: Matrix, axis: Matrix) -> tuple[Matrix, float]:
    """Places and share of a draw, turned as the whole; NaN for those whom the draw leaves out."""
    lean = lean[:, _parting(lean)]
    is_placed = (~np.isnan(lean)).any(axis=1)
    found = np.full(len(lean), np.nan)
    places, _, shares = first_axis(lean[is_placed])
    turn = -1.0 if places @ axis[is_placed] < 0 else 1.0
    found[is_placed] = places * turn
    return found, float(shares[0])


def _said(builder: Builder, actor: int, concepts: list[int]) -> tuple[str, ...]:
    chosen = builder.selection
    rows, columns = chosen.rows.at(chosen.kept), chosen.columns.at(chosen.kept)
    said = chosen.kept[(rows == actor) & np.isin(columns, concepts)]
    return tuple(str(each) for each in chosen.table.ids[said].tolist())
