"""Selecting: the statements that a network is made of, by range, document, value and blank."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.analysis.networks.asking import Aggregation, NetworkQuestion, Unit, ValueFilter
from detente.analysis.networks.duplicates import without_duplicates
from detente.analysis.networks.tables import NO_LABEL, UNDATED, Column, Rows, StatementTable, seconds_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The statements of a question, twice: before and after its filters.

    Attributes:
        rows, columns: The two variables of the network.
        qualifier: The third, where there is one.
        original: Places of the statements of range and documents; they give levels, and names of isolates.
        kept: Those that are left after value filters, blanks and duplicates, in order.
        start, stop: The range in seconds, both included; None where nothing is dated.
    """

    table: StatementTable
    question: NetworkQuestion
    rows: Column
    columns: Column
    qualifier: Column | None
    original: Rows
    kept: Rows
    start: int | None
    stop: int | None

    @property
    def kept_times(self) -> Rows:
        """When the kept statements were made, in seconds."""
        times: Rows = self.table.times[self.kept]
        return times


def select(table: StatementTable, question: NetworkQuestion) -> Selection:
    """The statements that answer a question.

    Raises:
        NetworkError: A variable is not there, or cannot be used so.
    """
    rows = table.column(question.rows, is_document=question.is_rows_document)
    columns = table.column(question.columns, is_document=question.is_columns_document)
    qualifier = None
    if question.qualifier is not None:
        qualifier = table.column(question.qualifier, is_document=question.is_qualifier_document)
    start, stop = _range(table, question)
    original = np.flatnonzero(_in_range(table, question, start, stop) & _passes(table, question.document_filters))
    is_asked = question.is_dna or question.aggregation is not Aggregation.IGNORE
    is_told = _told(rows, columns, qualifier if is_asked else None)
    is_left = (_passes(table, question.value_filters) & is_told)[original]
    kept = without_duplicates(table, original[is_left], question, (rows, columns, qualifier))
    return Selection(
        table=table,
        question=question,
        rows=rows,
        columns=columns,
        qualifier=qualifier,
        original=original,
        kept=kept,
        start=start,
        stop=stop,
    )


def _range(table: StatementTable, question: NetworkQuestion) -> tuple[int | None, int | None]:
    start = table.first if question.start is None else seconds_of(question.start)
    stop = table.last if question.stop is None else seconds_of(question.stop)
    return start, stop


def _in_range(
    table: StatementTable, question: NetworkQuestion, start: int | None, stop: int | None
) -> NDArray[np.bool_]:
    """Which statements lie in the range; those without a date only where no dates are asked for."""
    is_undated: NDArray[np.bool_] = table.times == UNDATED
    if start is None or stop is None:
        return is_undated
    is_in: NDArray[np.bool_] = (table.times >= start) & (table.times <= stop)
    asks_dates = question.start is not None or question.stop is not None or question.window is not Unit.NO
    return is_in if asks_dates else is_in | is_undated


def _passes(table: StatementTable, filters: tuple[ValueFilter, ...]) -> NDArray[np.bool_]:
    """Which statements no filter leaves out."""
    is_left = np.ones(len(table), dtype=bool)
    for each in filters:
        column = table.column(each.variable, is_document=each.is_document)
        codes = [code for value in each.values if (code := column.code_of(value)) is not None]
        codes += [NO_LABEL] if "" in each.values else []
        is_left &= np.isin(column.codes, codes, invert=not each.is_kept)
    return is_left


def _told(rows: Column, columns: Column, qualifier: Column | None) -> NDArray[np.bool_]:
    """Which statements leave none of the variables blank."""
    is_told: NDArray[np.bool_] = (rows.codes != NO_LABEL) & (columns.codes != NO_LABEL)
    return is_told if qualifier is None else is_told & (qualifier.codes != NO_LABEL)
