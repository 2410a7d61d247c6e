"""Profiles: how often each actor names each concept at each level of the qualifier, and how levels resemble.

A cell is one concept at one level. The counts n[actor, concept, level] are kept with the last two dimensions side by
side, so that every network is a product of matrices: N times the likeness of cells times N' for one-mode networks, N
times what a cell is worth for two-mode ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.analysis.networks.selecting import Selection
from detente.analysis.networks.tables import Codes, Kind, Rows
from detente.errors import MissingPartError

Matrix = NDArray[np.float64]

_DENSE_CELLS = 20_000_000
"""Above so many numbers counts are kept sparse, which takes SciPy."""


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

    Raises:
        MissingPartError: They would be too large, and SciPy is not installed.
    """
    places = np.full(len(selection.rows.labels) + 1, -1, dtype=np.int64)
    places[actors] = np.arange(len(actors))
    actor, cell = places[selection.rows.at(statements)], cells.of_statement[statements]
    shape = (len(actors), len(cells))
    if shape[0] * shape[1] > _DENSE_CELLS:
        told = np.ones(len(statements)) if weights is None else weights
        return sparse_arrays().csr_array((told, (actor, cell)), shape=shape)
    flat = np.bincount(actor * shape[1] + cell, weights, minlength=shape[0] * shape[1])
    return flat.reshape(shape).astype(np.float64, copy=False)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike the cells of one concept are; cells of two concepts are not.

    For whole numbers R - |difference|, and R: ratios of whole numbers stay exact, and ties that balance are 0. R is the
    span from the least to the greatest level.

    Attributes:
        starts: The first cell of each concept that has cells, and the number of cells.
        places: The number of each cell.
        whole: What cells wholly alike have.
    """

    starts: Rows
    places: Matrix
    whole: float

    def of(self, profiles: Any) -> Any:  # noqa: ANN401 -- dense or sparse
        """The profiles times the likeness of cells, actors by cells, dense or sparse as they are."""
        if not isinstance(profiles, np.ndarray):
            return profiles @ self._sparse()
        found = np.empty_like(profiles)
        for start, stop in pairwise(self.starts.tolist()):
            if stop - start == 1:
                found[:, start] = profiles[:, start] * self.whole
            else:
                found[:, start:stop] = profiles[:, start:stop] @ self._block(start, stop)
        return found

    def _block(self, start: int, stop: int) -> Matrix:
        places = self.places[start:stop]
        return self.whole - np.abs(places[:, None] - places)

    def _sparse(self) -> Any:  # noqa: ANN401 -- scipy's sparse arrays have no types
        return sparse_arrays().block_diag(
            [self._block(start, stop) for start, stop in pairwise(self.starts.tolist())], format="csr"
        )


def likeness(cells: Cells) -> Likeness | None:
    """How alike cells are.

    None for yes and no, for kinds, and where nothing or one level is told, where only a cell itself is like it.
    """
    numbers = cells.numbers
    if numbers is None or cells.is_boolean or len(numbers) < 2:
        return None
    return Likeness(_starts(cells.concept), numbers[cells.level.astype(np.int64)], float(np.ptp(numbers)))


def by_concept(profiles: Any, cells: Cells, worth: Matrix, concepts: Codes) -> Any:  # noqa: ANN401 -- dense or sparse
    """The sums over each concept's cells, actors by the concepts wanted, dense or sparse as the profiles are.

    Args:
        profiles: Counts, actors by cells.
        cells: Tell each cell's concept.
        worth: What a cell adds to its concept.
        concepts: The codes of the concepts wanted, in order; cells of others add nothing.
    """
    places = np.full(cells.n_concepts + 1, -1, dtype=np.int64)
    places[concepts] = np.arange(len(concepts))
    if not isinstance(profiles, np.ndarray):
        column = places[cells.concept]
        is_wanted = column >= 0
        at = (np.flatnonzero(is_wanted), column[is_wanted])
        return profiles @ sparse_arrays().csr_array((worth[is_wanted], at), shape=(len(cells), len(concepts)))
    summed = np.zeros((len(profiles), len(concepts)))
    starts = _starts(cells.concept)[:-1]
    column = places[cells.concept[starts]]
    if len(starts):
        summed[:, column[column >= 0]] = np.add.reduceat(profiles * worth, starts, axis=1)[:, column >= 0]
    return summed


def _starts(concept: Codes) -> Rows:
    """The first cell of each concept that has cells, and the number of cells."""
    return np.flatnonzero(np.concatenate([[True], np.diff(concept) != 0, [True]])) if len(concept) else np.zeros(1, int)


def dense(matrix: Any) -> Matrix:  # noqa: ANN401 -- dense or sparse
    """The matrix as an array, whatever it is kept as."""
    whole: Matrix = matrix if isinstance(matrix, np.ndarray) else matrix.toarray()
    return whole


def sparse_arrays() -> Any:  # noqa: ANN401 -- scipy's sparse arrays have no types
    """The library of sparse arrays.

    Raises:
        MissingPartError: It is not installed.
    """
    try:
        from scipy import sparse  # noqa: PLC0415 -- large, wanted by few, and not installed by default
    except ImportError as error:
        raise MissingPartError("a network of so many things", "SciPy", "networks") from error
    return sparse
