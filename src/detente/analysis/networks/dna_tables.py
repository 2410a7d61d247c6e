"""Files of the Discourse Network Analyzer as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.analysis.networks.tables import (
    NO_LABEL,
    Column,
    Kind,
    StatementTable,
    coded_column,
    number_column,
    sorted_table,
)
from detente.errors import NetworkError
from detente.ledger.dna_files import DnaFile

_DOCUMENT_FIELDS = ("title", "author", "source", "section", "type")


def dna_table(file: DnaFile, statement_type: str | None = None) -> StatementTable:
    """The statements of one type; their time is their document's.

    Args:
        file: An open file.
        statement_type: The type's label; by default the first one that has statements.

    Raises:
        NetworkError: The file has no such type.
    """
    types = file.statement_types()
    chosen = _chosen(file, types, statement_type)
    told = file.statements(chosen)
    ids = np.array(told.ids, dtype=np.int64)
    documents = tuple(file.documents(has_texts=False))
    document_ids = np.array([each.id for each in documents], dtype=np.int64)
    place = np.searchsorted(document_ids, np.array(told.documents, dtype=np.int64))
    dates = np.array([each.date for each in documents], dtype=np.int64)
    kinds = {each.name: each.data_type for each in file.variables() if each.statement_type == chosen}
    entities = file.entities()
    table = StatementTable(
        ids=ids,
        times=dates[place] if len(ids) else np.zeros(0, dtype=np.int64),
        variables={
            name: _column(kinds[name], pairs, ids, entities)
            for name, pairs in told.values.items()
            if kinds[name] != "long text"
        },
        document_variables={
            "id": coded_column(place, [str(each) for each in document_ids.tolist()], Kind.DOCUMENT),
            **{name: _of_documents([getattr(each, name) for each in documents], place) for name in _DOCUMENT_FIELDS},
        },
        first=int(dates.min()) if len(dates) else None,
        last=int(dates.max()) if len(dates) else None,
        name=str(file.path),
    )
    return sorted_table(table, place, np.array(told.starts, dtype=np.int64), np.array(told.stops, dtype=np.int64))


def _chosen(file: DnaFile, types: dict[int, str], label: str | None) -> int:
    if label is None:
        return next((each for each in types if file.statements(each).ids), next(iter(types), 0))
    found = next((each for each, known in types.items() if known == label), None)
    if found is None:
        known = ", ".join(repr(each) for each in types.values())
        raise NetworkError(f"{file.path} has no statement type {label!r}; choose from {known or 'none'}")
    return found


def _column(
    data_type: str, pairs: Sequence[tuple[int, Any]], ids: NDArray[np.int64], entities: dict[int, str]
) -> Column:
    """A value for each statement; DNA's own default where a file lacks it: yes, 0, or no name."""
    default = {"boolean": 1, "integer": 0}.get(data_type, NO_LABEL)
    values = np.full(len(ids), default, dtype=np.int64)
    if pairs:
        told = np.array(pairs, dtype=np.int64)
        is_known = np.isin(told[:, 0], ids)
        values[np.searchsorted(ids, told[is_known, 0])] = told[is_known, 1]
    if data_type == "short text":
        known = np.array(sorted(entities), dtype=np.int64)
        is_named = np.isin(values, known)
        places = np.where(is_named, np.searchsorted(known, values), NO_LABEL)
        return coded_column(places, [entities[each] for each in known.tolist()])
    return number_column(values, Kind(data_type))


def _of_documents(told: Sequence[str], place: NDArray[np.int64]) -> Column:
    places: dict[str, int] = {}
    raw = np.array([places.setdefault(each, len(places)) for each in told], dtype=np.int64)
    return coded_column(raw[place] if len(place) else np.zeros(0, dtype=np.int64), list(places), Kind.DOCUMENT)
