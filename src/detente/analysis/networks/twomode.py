"""Two-mode ties: how often, and how, each actor speaks on each concept."""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.analysis.networks.asking import Aggregation, NetworkQuestion, Normalization
from detente.analysis.networks.onemode import Ties
from detente.analysis.networks.profiles import Cells, Matrix, by_concept, dense
from detente.analysis.networks.tables import Codes
from detente.errors import NetworkError

_MOST_LEVELS = 53
"""A code is the sum of so many powers of two, which a float tells apart."""


def two_mode(profiles: Any, cells: Cells, concepts: Codes, question: NetworkQuestion) -> Ties:  # noqa: ANN401
    """The ties between actors and these concepts.

    ``ignore`` counts statements; ``subtract`` adds what their levels are worth, +1 and -1 for yes and no; ``combine``
    gives each set of levels a code: for yes and no 0 nothing, 1 yes only, 2 no only, 3 both.

    Args:
        profiles: Counts, actors by cells.
        cells: Of the question.
        concepts: The codes of the columns wanted.
        question: Names aggregation, normalization and whose numbers.

    Source: Leifeld (2016), Policy Debates as Dynamic Networks.
    """
    told = dense(by_concept(profiles, cells, np.ones(len(cells)), concepts))
    sign = _signs(cells)
    positive, negative = (dense(by_concept(profiles, cells, np.maximum(part, 0.0), concepts)) for part in (sign, -sign))
    if question.aggregation is Aggregation.COMBINE:
        codes = _codes(profiles, cells, question)
        values = dense(by_concept((profiles > 0).astype(np.float64), cells, codes, concepts))
    else:
        values = told if question.aggregation is Aggregation.IGNORE else positive - negative
    divisor = _divisor(values, told, question)
    with np.errstate(divide="ignore", invalid="ignore"):
        values, positive, negative = (np.where(divisor == 0, 0.0, m / divisor) for m in (values, positive, negative))
    return Ties(values=values, positive=positive, negative=negative, is_told=(told > 0).astype(np.float64))


def _signs(cells: Cells) -> Matrix:
    """What a statement of each cell adds; kinds have no sign, and add one."""
    if cells.numbers is None:
        return np.ones(len(cells))
    by_level = np.array([-1.0, 1.0]) if cells.is_boolean else cells.numbers
    return by_level[cells.level]


def _codes(profiles: Any, cells: Cells, question: NetworkQuestion) -> Matrix:  # noqa: ANN401 -- dense or sparse
    """2 to the power of how many levels come after that of each cell.

    Raises:
        NetworkError: There are more levels than a code can tell apart.
    """
    level, n_levels = cells.level.astype(np.int64), cells.n_levels
    if question.is_qualifier_document:  # what documents tell has the levels of this network alone
        is_used = np.asarray(profiles.sum(axis=0)) > 0
        used = np.unique(level[is_used])
        level, n_levels = np.minimum(np.searchsorted(used, level), max(len(used) - 1, 0)), len(used)
    if n_levels > _MOST_LEVELS:
        raise NetworkError(
            f"combine cannot tell {n_levels} levels apart; choose a qualifier with {_MOST_LEVELS} or fewer"
        )
    codes: Matrix = np.exp2(n_levels - 1 - level)
    return codes


def _divisor(values: Matrix, told: Matrix, question: NetworkQuestion) -> Matrix:
    """What ties are divided by: the row's (``activity``) or column's (``prominence``) statements, or its ties.

    Raises:
        NetworkError: The Discourse Network Analyzer fails on this question.
    """
    ones = np.ones_like(values)
    if question.normalization is Normalization.NO:
        return ones
    is_row = question.normalization is Normalization.ACTIVITY
    counted = (values > 0).astype(np.float64) if question.aggregation is Aggregation.COMBINE else told
    if question.is_dna and question.aggregation is Aggregation.COMBINE and not is_row:
        if values.shape[0] != values.shape[1]:
            raise NetworkError("DNA fails on combine with prominence unless there are as many rows as columns")
        ones *= counted.sum(axis=1)[None, :]  # its defect: the count of a row divides the column
    else:
        ones *= counted.sum(axis=1)[:, None] if is_row else counted.sum(axis=0)[None, :]
    return ones
