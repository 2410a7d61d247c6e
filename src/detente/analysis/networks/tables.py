"""Tables: coded statements as columns of numbers, in the order of time, ready to be counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.errors import NetworkError

Codes = NDArray[np.int32]
Rows = NDArray[np.int64]
Text = TypeVar("Text")

UNDATED = int(np.iinfo(np.int64).min)
"""The time of a statement that nobody dates."""

NO_LABEL = -1
"""The code of a blank."""


class Kind(StrEnum):
    """What a variable's values are: yes or no, whole numbers, names, or something a document tells of itself."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    SHORT_TEXT = "short text"
    DOCUMENT = "document"

    @property
    def is_number(self) -> bool:
        """Whether values can be subtracted."""
        return self in {Kind.BOOLEAN, Kind.INTEGER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One variable: a code for each statement, and what the codes stand for.

    Attributes:
        codes: Places in ``labels``, one a statement; :data:`NO_LABEL` for a blank.
        labels: Distinct values as text, numbers in their order and names in that of their UTF-16 code units.
    """

    kind: Kind
    codes: Codes
    labels: tuple[str, ...]

    @property
    def numbers(self) -> NDArray[np.float64]:
        """The labels of a variable of numbers, as numbers."""
        return np.array([int(label) for label in self.labels], dtype=np.float64)

    def code_of(self, label: str) -> int | None:
        """The code of a value; None where no statement has it."""
        return self.labels.index(label) if label in self.labels else None

    def label_at(self, row: int) -> str:
        """The value of one statement; empty for a blank."""
        code = int(self.codes[row])
        return "" if code == NO_LABEL else self.labels[code]

    def at(self, rows: Rows) -> Codes:
        """The codes of these statements."""
        chosen: Codes = self.codes[rows]
        return chosen

    def reordered(self, order: Rows) -> Column:
        """The same variable with its statements in another order, or some of them."""
        return Column(kind=self.kind, codes=self.codes[order], labels=self.labels)


def text_column(values: Iterable[str], kind: Kind = Kind.SHORT_TEXT) -> Column:
    """A column of names; empty ones are blanks.

    Example:
        >>> text_column(["b", "", "a", "b"]).codes.tolist(), text_column(["b", "", "a", "b"]).labels
        ([1, -1, 0, 1], ('a', 'b'))
    """
    places: dict[str, int] = {}
    raw = np.fromiter((places.setdefault(value, len(places)) for value in values), dtype=np.int32)
    return coded_column(raw, list(places), kind)


def coded_column(raw: NDArray[Any], labels: Sequence[str], kind: Kind = Kind.SHORT_TEXT) -> Column:
    """A column from places in a list of names in any order; empty names, and :data:`NO_LABEL`, are blanks.

    Names that are not used are left out, and the rest is put in order.
    """
    is_used = np.zeros(len(labels) + 1, dtype=bool)
    is_used[raw] = True
    used = [place for place in range(len(labels)) if is_used[place] and labels[place]]
    used.sort(key=lambda place: code_units(labels[place]))
    new = np.full(len(labels) + 1, NO_LABEL, dtype=np.int32)
    new[used] = np.arange(len(used), dtype=np.int32)
    return Column(kind=kind, codes=new[raw], labels=tuple(labels[place] for place in used))


def number_column(values: NDArray[np.int64], kind: Kind, is_blank: NDArray[np.bool_] | None = None) -> Column:
    """A column of whole numbers.

    Args:
        values: One a statement.
        kind: Boolean or integer.
        is_blank: Which statements tell none.
    """
    if kind is Kind.BOOLEAN:
        values = (values != 0).astype(np.int64)
    told = values if is_blank is None else values[~is_blank]
    levels = np.array([0, 1]) if kind is Kind.BOOLEAN else np.unique(told)
    codes = np.searchsorted(levels, values).astype(np.int32)
    if is_blank is not None:
        codes[is_blank] = NO_LABEL
    return Column(kind=kind, codes=codes, labels=tuple(str(level) for level in levels.tolist()))


def code_units(label: str) -> bytes:
    """What names are ordered by: their UTF-16 code units, as the field's programs in Java order them."""
    return label.encode("utf-16-be", "surrogatepass")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementTable:
    """Statements as columns, sorted by time, document, place in the document, and id.

    Attributes:
        ids: The statements' ids, as integers or text.
        times: Seconds since 1970 in the clock that the statements' dates are told in; :data:`UNDATED` where none is.
        variables: What was coded, by name.
        document_variables: What the documents tell of themselves (``id``, ``author``, ``source``, ``section``,
            ``type``, ``title``), by name.
        first, last: Times of the first and the last document, coded or not; None where none has a date.
        name: What the statements were read from, for errors.
    """

    ids: NDArray[Any]
    times: Rows
    variables: Mapping[str, Column]
    document_variables: Mapping[str, Column]
    first: int | None
    last: int | None
    name: str = "the statements"

    def __len__(self) -> int:
        return len(self.times)

    def column(self, name: str, *, is_document: bool = False) -> Column:
        """A variable by its name.

        Args:
            name: As the file or the ledger calls it.
            is_document: Look only at what documents tell of themselves; else at what was coded, and then at that.

        Raises:
            NetworkError: There is no such variable.
        """
        places = [self.document_variables] if is_document else [self.variables, self.document_variables]
        for place in places:
            if name in place:
                return place[name]
        known = ", ".join(dict.fromkeys(each for place in places for each in place))
        what = "document variable" if is_document else "variable"
        raise NetworkError(f"{self.name} has no {what} {name!r}; choose from {known or 'none'}")

    def subset(self, rows: Rows) -> StatementTable:
        """These statements only, in the order given; the documents' range stays."""
        return StatementTable(
            ids=self.ids[rows],
            times=self.times[rows],
            variables={name: column.reordered(rows) for name, column in self.variables.items()},
            document_variables={name: column.reordered(rows) for name, column in self.document_variables.items()},
            first=self.first,
            last=self.last,
            name=self.name,
        )


def sorted_table(table: StatementTable, *keys: NDArray[Any]) -> StatementTable:
    """The table in the order of time, then of these keys, the first one first, then of ids."""
    order = np.lexsort((table.ids, *reversed(keys), table.times))
    return table.subset(order)


def moment_of(seconds: int) -> datetime:
    """The moment that a time of a table means, without a time zone.

    Example:
        >>> moment_of(1106697600).isoformat()
        '2005-01-26T00:00:00'
    """
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)


def seconds_of(moment: datetime) -> int:
    """The time in a table of a moment without a time zone."""
    return int(moment.replace(tzinfo=UTC).timestamp())
