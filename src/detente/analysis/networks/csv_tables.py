"""CSV files of statements as tables: id, doc, date, author, source, section, type, then any variables."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache

import numpy as np

from detente.analysis.networks.tables import (
    NO_LABEL,
    UNDATED,
    Column,
    Kind,
    StatementTable,
    moment_of,
    number_column,
    seconds_of,
    sorted_table,
    text_column,
)
from detente.errors import NetworkError

LEADING = ("id", "doc", "date", "author", "source", "section", "type")
"""The columns that stand before the variables."""

_REQUIRED = ("id", "doc", "date")
_LONGEST_FIELD = 1 << 24
_N_DATES = 1 << 16
_DNA_DAY = "%d.%m.%Y"


def csv_table(lines: Iterable[str], name: str) -> StatementTable:
    """The statements of a CSV file.

    A column whose values are all 0 or 1 is a yes or no, one of whole numbers a number, any other one of names. Dates
    are ISO 8601 days or times, days as DNA writes them (06.03.2031), or seconds since 1970; empty cells are blanks.

    Args:
        lines: The file's, with its header.
        name: The file as the user knows it.

    Raises:
        NetworkError: A leading column is missing, or a line cannot be read; the message names it.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    header, columns = _read(lines, name)
    by_name = dict(zip(header, columns, strict=True))
    times = np.fromiter(_seconds(by_name["date"], name), dtype=np.int64, count=len(by_name["date"]))
    documents = by_name["doc"]
    known = times[times != UNDATED]
    in_documents = {each: text_column(by_name[each], Kind.DOCUMENT) for each in LEADING[3:] if each in by_name}
    table = StatementTable(
        ids=_ids(by_name["id"]),
        times=times,
        variables={each: _variable(by_name[each]) for each in header if each not in LEADING},
        document_variables={"id": text_column(documents, Kind.DOCUMENT), **in_documents},
        first=int(known.min()) if len(known) else None,
        last=int(known.max()) if len(known) else None,
        name=name,
    )
    return sorted_table(table, _document_order(documents))


def _read(lines: Iterable[str], name: str) -> tuple[list[str], list[Sequence[str]]]:
    """The header and the columns, every row as long as the header."""
    rows = csv.reader(lines, strict=True)
    try:
        header = [each.strip().removeprefix("\ufeff") for each in next(rows, [])]
        _check_header(header, name)
        columns = list(zip(*_rows(rows, len(header), name), strict=True))
    except csv.Error as error:
        raise NetworkError(
            f"{name}, line {rows.line_num}: {error}; write it as CSV with quotes around texts"
        ) from error
    return header, list(columns) or [[] for _ in header]


def _rows(rows: Iterator[list[str]], n_columns: int, name: str) -> Iterator[list[str]]:
    for number, row in enumerate(rows, start=2):
        if len(row) == n_columns:
            yield row
        elif row:
            raise NetworkError(
                f"{name}, row {number}: {len(row)} cells under {n_columns} headings; quote texts with commas"
            )


def _check_header(header: Sequence[str], name: str) -> None:
    missing = [each for each in _REQUIRED if each not in header]
    if missing:
        raise NetworkError(
            f"{name} is no CSV file of statements: no column {', '.join(missing)}; the first line names the columns "
            f"{', '.join(LEADING)} and the variables"
        )
    doubled = sorted({each for each in header if header.count(each) > 1})
    if doubled:
        raise NetworkError(f"{name} has two columns called {doubled[0]!r}; rename one")


def _seconds(cells: Iterable[str], name: str) -> Iterator[int]:
    for number, cell in enumerate(cells, start=2):
        try:
            yield _time(cell.strip())
        except (OSError, OverflowError, ValueError) as error:  # a calendar tells its ends by any of them
            raise NetworkError(f"{name}, row {number}: {cell!r} is no date; write it like 2031-03-06") from error


@lru_cache(maxsize=_N_DATES)
def _time(cell: str) -> int:
    if not cell:
        return UNDATED
    if cell.lstrip("-").isdigit() and len(cell.lstrip("-")) != len("20310306"):
        return seconds_of(moment_of(int(cell)))
    moment = datetime.strptime(cell, _DNA_DAY) if "." in cell[:3] else datetime.fromisoformat(cell)  # noqa: DTZ007
    return seconds_of(moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None))


def _ids(
    cells: Sequence[str],
) -> np.ndarray[tuple[int], np.dtype[np.int64]] | np.ndarray[tuple[int], np.dtype[np.str_]]:
    try:
        return np.array(cells, dtype=np.int64)
    except (OverflowError, ValueError):
        return np.array(cells, dtype=np.str_)


def _document_order(documents: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """What documents of one moment are sorted by: their numbers, or else their names."""
    ids = _ids(documents)
    return np.unique(ids, return_inverse=True)[1].astype(np.int64)


def _variable(cells: Sequence[str]) -> Column:
    distinct = {cell.strip() for cell in cells} - {""}
    if not distinct or not all(_is_whole(cell) for cell in distinct):
        return text_column(cells)
    is_blank = np.fromiter((not cell.strip() for cell in cells), dtype=bool, count=len(cells))
    values = np.fromiter((int(cell) if cell.strip() else NO_LABEL for cell in cells), dtype=np.int64, count=len(cells))
    kind = Kind.BOOLEAN if distinct <= {"0", "1"} else Kind.INTEGER
    return number_column(values, kind, is_blank)


def _is_whole(cell: str) -> bool:
    digits = cell.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) < len("1000000000000000000")
