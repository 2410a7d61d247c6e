"""One-mode ties: who stands with whom, and against whom, through the concepts both speak on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.analysis.networks.asking import Aggregation, NetworkQuestion, Normalization
from detente.analysis.networks.profiles import Cells, Likeness, Matrix, by_concept, dense, likeness

_ROUNDING = 1e-12
"""Signs that differ by less than this share of their sum balance: weights of kernels are not exact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """The ties of one network, actors by actors or actors by concepts.

    Attributes:
        values: What was asked for.
        positive, negative: Both signs apart, in the same measure: congruence and conflict, or agreeing and
            disagreeing statements; zero where the qualifier has no signs.
        is_told: Where any statement bears on the tie. Not told and 0 is silence, told and 0 is balance.
    """

    values: Matrix
    positive: Matrix
    negative: Matrix
    is_told: Matrix


@dataclass(frozen=True, slots=True)
class Alikeness:
    """What one-mode ties of all windows of a question share.

    Attributes:
        cells: The cells of the question.
        of_cells: How alike they are; None where only a cell itself is like it.
        is_kind: Whether levels are no numbers.
        is_flat: Whether all numbers are one level.
    """

    cells: Cells
    of_cells: Likeness | None
    is_kind: bool
    is_flat: bool

    @classmethod
    def of(cls, cells: Cells) -> Alikeness:
        """From the cells of the question."""
        is_flat = cells.numbers is not None and cells.n_levels == 1
        return cls(cells, likeness(cells), cells.numbers is None, is_flat)

    def congruence(self, profiles: Any) -> Matrix:  # noqa: ANN401 -- dense or sparse
        """The products of two actors' counts, each by how alike their levels are, actors by actors."""
        if self.of_cells is None:
            return dense(profiles @ profiles.T)
        summed = dense(self.of_cells.of(profiles) @ profiles.T)
        return (summed + summed.T) / (2 * self.of_cells.whole)

    def together(self, profiles: Any) -> Matrix:  # noqa: ANN401 -- dense or sparse
        """The products of two actors' counts on each concept, whatever the levels."""
        every = np.arange(self.cells.n_concepts, dtype=np.int32)
        spoken = by_concept(profiles, self.cells, np.ones(len(self.cells)), every)
        return dense(spoken @ spoken.T)


def one_mode(profiles: Any, alike: Alikeness, question: NetworkQuestion) -> Ties:  # noqa: ANN401 -- dense or sparse
    """The ties between actors.

    Congruence sums products of counts over concepts, each by how alike the two levels are; conflict what is left of
    the products. Symmetric, the diagonal 0.

    Args:
        profiles: Counts, actors by cells.
        alike: Of the same cells.
        question: Names aggregation, normalization and whose numbers.

    Source: Leifeld (2016), Policy Debates as Dynamic Networks; Leifeld, Henrichsen, Buckton, Fergusson and Hilton
    (2022) for whole numbers.
    """
    together = alike.together(profiles)
    if question.aggregation is Aggregation.IGNORE:
        congruence, conflict = together, np.zeros_like(together)
    else:
        congruence = alike.congruence(profiles)
        if question.is_dna:
            congruence, conflict = _as_dna(profiles, congruence, together, alike)
        else:
            congruence = together.copy() if alike.is_flat else congruence  # numbers of one level are all alike
            conflict = together - congruence
    divisor = _divisor(profiles, congruence, question)
    positive, negative = (_without_diagonal(_divided(each, divisor)) for each in (congruence, conflict))
    is_told = _without_diagonal((together > 0).astype(np.float64))
    return Ties(values=_chosen(positive, negative, question), positive=positive, negative=negative, is_told=is_told)


def _as_dna(profiles: Any, congruence: Matrix, together: Matrix, alike: Alikeness) -> tuple[Matrix, Matrix]:  # noqa: ANN401
    """Where the qualifier tells kinds, what only one of two ever says counts as conflict, and as often as it says it.

    Where all numbers are one level every tie is NaN, not only those of actors who share a concept.
    """
    if alike.is_kind:
        spoken = dense(profiles @ (profiles > 0).astype(np.float64).T)
        alone = _totals(profiles)[:, None] - spoken
        return congruence, alone + alone.T
    if alike.is_flat:
        congruence = np.full_like(congruence, np.nan)
    return congruence, together - congruence


def _chosen(positive: Matrix, negative: Matrix, question: NetworkQuestion) -> Matrix:
    match question.aggregation:
        case Aggregation.CONFLICT:
            return negative
        case Aggregation.SUBTRACT:
            apart = positive - negative
            return np.where(np.abs(apart) <= _ROUNDING * (positive + negative), 0.0, apart)
        case _:
            return positive


def _divided(ties: Matrix, divisor: Matrix | None) -> Matrix:
    """The ties divided; 0 where the divisor is."""
    return ties if divisor is None else np.divide(ties, divisor, out=np.zeros_like(ties), where=divisor != 0)


def _divisor(profiles: Any, congruence: Matrix, question: NetworkQuestion) -> Matrix | None:  # noqa: ANN401
    """What ties are divided by, actors by actors; 0 where the tie is to be 0, None for no division.

    ``average``: half the statements of both. The true ``cosine`` and ``jaccard`` (Tanimoto's, which is Jaccard's for
    counts of 0 and 1) compare the actors' profiles: with s(a, b) their congruence, sqrt(s(a, a) s(b, b)) and
    s(a, a) + s(b, b) - s(a, b). DNA divides by the product of statements, and by what is alone plus the products.
    """
    if question.normalization is Normalization.NO:
        return None
    totals = _totals(profiles)
    if question.normalization is Normalization.AVERAGE:
        return np.add.outer(totals, totals) / 2
    if question.is_dna and question.normalization is Normalization.COSINE:
        return np.multiply.outer(totals, totals)
    if question.is_dna:
        spoken = dense(profiles @ (profiles > 0).astype(np.float64).T)
        alone = totals[:, None] - spoken
        return alone + alone.T + dense(profiles @ profiles.T)
    own = np.diag(congruence)
    if question.normalization is Normalization.COSINE:
        return np.sqrt(np.multiply.outer(own, own))
    return np.add.outer(own, own) - congruence


def _totals(profiles: Any) -> Matrix:  # noqa: ANN401 -- dense or sparse
    return np.asarray(profiles.sum(axis=1), dtype=np.float64)


def _without_diagonal(matrix: Matrix) -> Matrix:
    np.fill_diagonal(matrix, 0.0)
    return matrix
