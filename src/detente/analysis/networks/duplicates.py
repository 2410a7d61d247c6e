"""Duplicates: statements that say the same again within a document, a calendar period or the whole range."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.analysis.networks.asking import Aggregation, Duplicates, NetworkQuestion
from detente.analysis.networks.tables import UNDATED, Column, Kind, Rows, StatementTable
from detente.errors import NetworkError

_DAY_SECONDS = 86_400
_THURSDAY = 3
"""1970 began on one."""
_SHARED_INTEGERS = (-128, 127)
"""Java keeps one object for each of these; the Discourse Network Analyzer compares objects, not values."""


def without_duplicates(
    table: StatementTable,
    rows: Rows,
    question: NetworkQuestion,
    variables: tuple[Column, Column, Column | None],
) -> Rows:
    """The first of all statements that agree in row, column, qualifier and period; linear in their number.

    The calendar is true by default: a month is one of a year, a week is one of ISO 8601, and both signs survive
    whatever the aggregation. With ``compat="dna"`` months and weeks of all years are one, and the qualifier is not
    looked at where the aggregation ignores it.

    Args:
        table: The statements.
        rows: Places of the statements, in order.
        question: Names the period, the aggregation and whose numbers.
        variables: The network's rows, columns and qualifier.

    Raises:
        NetworkError: The Discourse Network Analyzer fails on this question.
    """
    if question.duplicates is Duplicates.INCLUDE or not len(rows):
        return rows
    keys: list[NDArray[Any]] = [each.at(rows) for each in variables[:2]]
    qualifier = variables[2]
    if qualifier is not None and not (question.is_dna and question.aggregation is Aggregation.IGNORE):
        if question.is_dna and question.is_qualifier_document:
            raise NetworkError("DNA fails where duplicates are left out by a qualifier of the documents; include them")
        keys.append(_qualifiers(qualifier, rows, question))
    keys += _period(table, rows, question)
    _, first = np.unique(_together(keys), return_index=True)
    kept: Rows = rows[np.sort(first)]
    return kept


def _qualifiers(qualifier: Column, rows: Rows, question: NetworkQuestion) -> NDArray[np.int64]:
    """The qualifier's codes; in compat mode a large whole number equals nothing, not even itself."""
    codes = qualifier.at(rows).astype(np.int64)
    if question.is_dna and qualifier.kind is Kind.INTEGER:
        low, high = _SHARED_INTEGERS
        values = qualifier.numbers[codes]
        is_alone = (values < low) | (values > high)
        codes[is_alone] = len(qualifier.labels) + np.flatnonzero(is_alone)
    return codes


def _period(table: StatementTable, rows: Rows, question: NetworkQuestion) -> list[NDArray[Any]]:
    """What tells the periods of the statements apart; those without a date share one of their own."""
    if question.duplicates is Duplicates.ACROSS_RANGE:
        return []
    if question.duplicates is Duplicates.DOCUMENT:
        return [table.column("id", is_document=True).at(rows)]
    is_undated = table.times[rows] == UNDATED
    days = np.where(is_undated, 0, table.times[rows] // _DAY_SECONDS)
    return [is_undated.astype(np.int64), *_calendar(days, question)]


def _calendar(days: NDArray[np.int64], question: NetworkQuestion) -> list[NDArray[np.int64]]:
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    years = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
    if question.duplicates is Duplicates.YEAR:
        return [years]
    if question.duplicates is Duplicates.MONTH:
        return [months % 12 if question.is_dna else months]
    if not question.is_dna:
        return [(days + _THURSDAY) // 7]
    return [week_numbers(days, question.locale)]


def week_numbers(days: NDArray[np.int64], locale: str = "en_GB") -> NDArray[np.int64]:
    """The number of the week in its year, 1 to 53, of days counted from 1970.

    Args:
        days: Days since 1 January 1970.
        locale: ``en_US`` begins weeks on Sunday, and the first is that with 1 January; all others as ISO 8601.

    Example:
        >>> import numpy as np
        >>> days = (np.array(["2026-01-03", "2026-01-04"], dtype="datetime64[D]")).astype(int)
        >>> week_numbers(days).tolist(), week_numbers(days, "en_US").tolist()
        ([1, 1], [1, 2])
    """
    first_weekday, deciding_day = (6, 6) if locale == "en_US" else (0, 3)  # 0 is Monday
    begins = days - (days + _THURSDAY - first_weekday) % 7
    deciding = begins + deciding_day  # the year of this day is the week's
    new_year = deciding.astype("datetime64[D]").astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    weeks: NDArray[np.int64] = (deciding - new_year) // 7 + 1
    return weeks


def _together(keys: list[NDArray[Any]]) -> NDArray[np.int64]:
    """One number for each combination of keys; folded again where the product of their ranges would overflow."""
    joined = np.zeros(len(keys[0]), dtype=np.int64)
    size = 1
    for key in keys:
        low = int(key.min())
        span = int(key.max()) - low + 1
        if size * span >= np.iinfo(np.int64).max:
            _, joined = np.unique(joined, return_inverse=True)
            size = int(joined.max()) + 1
        joined = joined * span + (key.astype(np.int64) - low)
        size *= span
    return joined
