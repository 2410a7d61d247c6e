"""Stored: what a view gives of documents as they lie in the tables, a text only when it is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from detente.errors import DamagedLedgerError
from detente.ledger.clock import instant_from_text
from detente.ledger.rows import DatingRow, DocumentRow
from detente.model import Document, DocumentId, Edtf, Imprint
from detente.model.wire import document_from_wire

Printed = TypeVar("Printed", Document, Imprint)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One arrival of a document's bytes: the name it came under, and when it was recorded (UTC)."""

    name: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That a document was withdrawn: the reason, as it was recorded."""

    reason: str


@dataclass(frozen=True, slots=True)
class Dating:
    """That a document was given its day afterwards: which, why, by whom and when (UTC)."""

    published: Edtf
    reason: str
    analyst: str
    recorded_at: datetime

    @classmethod
    def of(cls, row: DatingRow) -> Dating:
        """The dating of a row."""
        return cls(Edtf(row.published), row.reason, row.analyst, instant_from_text(row.recorded_at))


def dated(document: Printed, datings: Mapping[DocumentId, Dating]) -> Printed:
    """The document, with the day that it was given afterwards, if any."""
    dating = datings.get(document.id)
    return document if dating is None else replace(document, published=dating.published)


class StoredDocuments(Mapping[DocumentId, Document]):
    """The documents of a view in the order they were recorded; a text is read when it is asked for."""

    def __init__(
        self, rows: Sequence[DocumentRow], text_of: Callable[[str], str], datings: Mapping[DocumentId, Dating]
    ) -> None:
        self._rows = {DocumentId(row.id): row for row in rows}
        self._text_of, self._datings = text_of, datings

    def __getitem__(self, document_id: DocumentId) -> Document:
        row = self._rows[document_id]
        text = self._text_of(row.text_sha256)
        with readable(f"document {document_id}"):
            return dated(document_from_wire(json.loads(row.wire), text), self._datings)

    def __contains__(self, document_id: object) -> bool:
        return document_id in self._rows

    def __iter__(self) -> Iterator[DocumentId]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


@contextmanager
def readable(what: str) -> Iterator[None]:
    """Tells a row that was changed by hand or by a failing disk from a bug."""
    try:
        yield
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedLedgerError(f"{what} cannot be read as it is stored; `detente verify` names the place") from error
