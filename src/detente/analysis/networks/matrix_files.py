"""Matrices as CSV: one network with its labels, a series of them cell by cell, and the table of its windows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from detente.analysis.networks.networks import Network
from detente.analysis.networks.profiles import Matrix


def matrix_csv(values: Matrix, rows: Sequence[str], columns: Sequence[str]) -> Iterator[str]:
    """A matrix with its labels, line by line; numbers in full precision.

    Example:
        >>> import numpy as np
        >>> list(matrix_csv(np.array([[0.5, 2.0]]), ["a"], ["b", "c"]))[1].rstrip()
        '"a",0.5,2'
    """
    yield ",".join(['""', *map(quoted, columns)]) + "\n"
    for label, row in zip(rows, values.tolist(), strict=True):
        yield ",".join([quoted(label), *map(number, row)]) + "\n"


def series_csv(networks: Iterable[Network]) -> Iterator[str]:
    """Every cell of every window, one a line: the number of the window from 1, row, column and tie."""
    yield "window,row,col,value\n"
    for window, each in enumerate(networks, start=1):
        columns = [quoted(label) for label in each.columns]
        for label, row in zip(each.rows, each.values.tolist(), strict=True):
            lead = f"{window},{quoted(label)},"
            yield from (f"{lead}{column},{number(tie)}\n" for column, tie in zip(columns, row, strict=True))


def windows_csv(networks: Iterable[Network]) -> Iterator[str]:
    """The windows of a series: when, so many statements, and the size of the matrix."""
    yield "window,start,middle,stop,num_statements,nrow,ncol\n"
    for window, each in enumerate(networks, start=1):
        times = ",".join("" if time is None else clock(time) for time in (each.start, each.middle, each.stop))
        yield f"{window},{times},{each.n_statements},{len(each.rows)},{len(each.columns)}\n"


def quoted(label: str) -> str:
    """A label between quotes, its own doubled."""
    return '"' + label.replace('"', '""') + '"'


def number(value: float) -> str:
    """The shortest text that gives the same number again; whole numbers without a point."""
    if value == value and abs(value) < 1e15 and value == int(value):  # noqa: PLR0124 -- NaN differs from itself
        return str(int(value))
    return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}.get(text := repr(value), text)


def clock(moment: datetime) -> str:
    """A moment to the minute, and to the second only where that is not 0.

    Example:
        >>> from datetime import datetime
        >>> clock(datetime(2031, 3, 6)), clock(datetime(2031, 3, 6, 23, 59, 59))
        ('2031-03-06T00:00', '2031-03-06T23:59:59')
    """
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")
