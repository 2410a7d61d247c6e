"""Profiles: how often each actor names each concept at each level of the qualifier, and how levels resemble.

A cell is one concept at one level. The counts n[actor, concept, level] are kept with the last two dimensions side by
side, so that every network is a product of matrices: N times the likeness of cells times N' for one-mode networks, N
times what a cell is worth for two-mode ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from detente.analysis.networks.selecting import Selection
from detente.analysis.networks.tables import Codes, Kind, Rows

Matrix = NDArray[np.float64]

_DENSE_CELLS = 20_000_000
"""Above so many numbers counts are kept sparse."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """The concepts at their levels, for all networks of one question.

    Attributes:
        concept, level: Of each cell, as codes.
        of_statement: The cell of each statement of the table; -1 where a variable is blank.
        n_concepts, n_levels: Concepts and levels of the question.
        numbers: What the levels are worth, where the qualifier is one of numbers.
        is_boolean: Whether the levels are no and yes.
    """

    concept: Codes
    level: Codes
    of_statement: Rows
    n_concepts: int
    n_levels: int
    numbers: NDArray[np.float64] | None
    is_boolean: bool

    def __len__(self) -> int:
        return len(self.concept)


def cells_of(selection: Selection) -> Cells:
    """The cells of a question: levels are those of all statements in its range, filtered or not.

    Source: DNA counts a whole number's levels, and the span between the first and the last, before its filters.
    """
    concepts = selection.columns
    qualifier = selection.qualifier
    levels = np.zeros(len(selection.table), dtype=np.int64)
    n_levels, numbers = 1, None
    if qualifier is not None:
        used = np.arange(2, dtype=np.int32)
        if qualifier.kind is not Kind.BOOLEAN:
            used = np.unique(qualifier.at(selection.original))
            used = used[used >= 0]
        places = np.zeros(len(qualifier.labels) + 1, dtype=np.int64)
        places[used] = np.arange(len(used))
        levels = np.where(qualifier.codes >= 0, places[qualifier.codes], -1)
        n_levels = len(used)
        numbers = qualifier.numbers[used] if qualifier.kind.is_number else None
    whole = concepts.codes.astype(np.int64) * max(n_levels, 1) + levels
    whole[(concepts.codes < 0) | (levels < 0)] = -1
    kept = np.unique(whole[selection.kept])
    of_statement = np.full(len(whole), -1, dtype=np.int64)
    of_statement[selection.kept] = np.searchsorted(kept, whole[selection.kept])
    return Cells(
        concept=(kept // max(n_levels, 1)).astype(np.int32),
        level=(kept % max(n_levels, 1)).astype(np.int32),
        of_statement=of_statement,
        n_concepts=len(concepts.labels),
        n_levels=n_levels,
        numbers=numbers,
        is_boolean=qualifier is not None and qualifier.kind is Kind.BOOLEAN,
    )


def counts(selection: Selection, cells: Cells, statements: Rows, actors: Codes, weights: Matrix | None = None) -> Any:  # noqa: ANN401 -- dense or sparse
    """How often each actor names each cell: actors by cells, dense or, where that would be too large, sparse.

    Args:
        selection: Tells each statement's actor.
        cells: Tell each statement's cell.
        statements: Which to count, repeats as often as they stand there.
        actors: The codes of the actors wanted, in order; every statement's is among them.
        weights: What each statement counts; one by default.
    """
    places = np.full(len(selection.rows.labels) + 1, -1, dtype=np.int64)
    places[actors] = np.arange(len(actors))
    actor, cell = places[selection.rows.at(statements)], cells.of_statement[statements]
    shape = (len(actors), len(cells))
    if shape[0] * shape[1] > _DENSE_CELLS:
        told = np.ones(len(statements)) if weights is None else weights
        return sparse.csr_array(sparse.coo_array((told, (actor, cell)), shape=shape))
    flat = np.bincount(actor * shape[1] + cell, weights, minlength=shape[0] * shape[1])
    return flat.reshape(shape).astype(np.float64, copy=False)


def likeness(cells: Cells) -> tuple[Any, float] | None:
    """How alike two cells of one concept are, cells by cells, sparse, and what cells wholly alike have.

    For whole numbers R - |difference|, and R: ratios of whole numbers stay exact, and ties that balance are 0. R is the
    span from the least to the greatest level. None for yes and no, for kinds, and where nothing or one level is told,
    where only a cell itself is like it.
    """
    concept, level = cells.concept, cells.level.astype(np.int64)
    numbers = cells.numbers
    if numbers is None or cells.is_boolean or len(numbers) < 2:
        return None
    starts = np.searchsorted(concept, np.arange(cells.n_concepts + 1))
    sizes = np.diff(starts)[concept]
    left = np.repeat(np.arange(len(cells)), sizes)
    right = np.repeat(starts[concept] - (np.cumsum(sizes) - sizes), sizes) + np.arange(len(left))
    span = float(np.ptp(numbers))
    alike = span - np.abs(numbers[level[left]] - numbers[level[right]])
    return sparse.csr_array(sparse.coo_array((alike, (left, right)), shape=(len(cells), len(cells)))), span


def worth(cells: Cells, by_cell: Matrix, concepts: Codes) -> Any:  # noqa: ANN401 -- scipy's sparse arrays have no types
    """What a cell adds to its concept: cells by the concepts wanted, sparse; cells of others add nothing."""
    places = np.full(cells.n_concepts + 1, -1, dtype=np.int64)
    places[concepts] = np.arange(len(concepts))
    column = places[cells.concept]
    is_wanted = column >= 0
    shape = (len(cells), len(concepts))
    return sparse.csr_array(
        sparse.coo_array((by_cell[is_wanted], (np.flatnonzero(is_wanted), column[is_wanted])), shape=shape)
    )


def dense(matrix: Any) -> Matrix:  # noqa: ANN401 -- scipy's sparse arrays have no types
    """The matrix as an array, whatever it is kept as."""
    whole: Matrix = matrix.toarray() if sparse.issparse(matrix) else np.asarray(matrix)
    return whole
