"""Stored: what a view gives of documents as they lie in the tables, a text only when it is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from detente.errors import DamagedLedgerError
from detente.ledger.rows import DocumentRow
from detente.model import Document, DocumentId
from detente.model.wire import document_from_wire


@dataclass(frozen=True, slots=True)
class Delivery:
    """One arrival of a document's bytes: the name it came under, and when it was recorded (UTC)."""

    name: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That a document was withdrawn: the reason, as it was recorded."""

    reason: str


class StoredDocuments(Mapping[DocumentId, Document]):
    """The documents of a view in the order they were recorded; a text is read when it is asked for."""

    def __init__(self, rows: Sequence[DocumentRow], text_of: Callable[[str], str]) -> None:
        self._rows = {DocumentId(row.id): row for row in rows}
        self._text_of = text_of

    def __getitem__(self, document_id: DocumentId) -> Document:
        row = self._rows[document_id]
        text = self._text_of(row.text_sha256)
        with readable(f"document {document_id}"):
            return document_from_wire(json.loads(row.wire), text)

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
