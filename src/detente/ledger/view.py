"""Views: what a ledger says about a day of the world, as it was known at a moment; for reading only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType

from detente.errors import DamagedLedgerError, UnknownStatementError
from detente.ledger.chain import canonical_json
from detente.ledger.clock import instant_from_text
from detente.ledger.projection import DocumentRow, Projection, StatementRow
from detente.model import Document, DocumentId, Entry, Imprint, StatementId, Status
from detente.model.wire import (
    document_from_wire,
    imprint_from_wire,
    review_from_wire,
    statement_from_wire,
    statement_to_wire,
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One arrival of a document's bytes: the name it came under, and when it was recorded (UTC)."""

    name: str
    recorded_at: datetime


class StoredDocuments(Mapping[DocumentId, Document]):
    """The documents of a view in the order they were recorded; a text is read when it is asked for."""

    def __init__(self, rows: Sequence[DocumentRow], text_of: Callable[[str], str]) -> None:
        self._rows = {DocumentId(row.id): row for row in sorted(rows, key=lambda row: row.seq)}
        self._text_of = text_of

    def __getitem__(self, document_id: DocumentId) -> Document:
        row = self._rows[document_id]
        text = self._text_of(row.text_sha256)
        with _readable(f"document {document_id}"):
            return document_from_wire(json.loads(row.wire), text)

    def __contains__(self, document_id: object) -> bool:
        return document_id in self._rows

    def __iter__(self) -> Iterator[DocumentId]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


@dataclass(frozen=True)
class View:
    """A ledger with both times fixed.

    Attributes:
        as_of: The day of the world asked about; None for all days.
        known_at: The moment whose knowledge is used; None for the present.
        documents: Every document known with its text, in the order they were recorded.
    """

    as_of: date | None
    known_at: datetime | None
    documents: Mapping[DocumentId, Document]
    _known: Projection = field(repr=False)
    _text_of: Callable[[str], str] = field(repr=False)

    @classmethod
    def of(
        cls,
        known: Projection,
        text_of: Callable[[str], str],
        *,
        as_of: date | None = None,
        known_at: datetime | None = None,
    ) -> View:
        """The view of what is known; ``text_of`` gives the stored text of a name (its SHA-256)."""
        documents = StoredDocuments(tuple(known.documents.values()), text_of)
        return cls(as_of, known_at, documents, known, text_of)

    @cached_property
    def dossier_text(self) -> str | None:
        """The text of the dossier in force; None where none was recorded yet."""
        dossier = self._known.dossier
        return None if dossier is None else self._text_of(dossier.text_sha256)

    @property
    def dossier_file(self) -> str | None:
        """The path the dossier was read from, as the user gave it."""
        return None if self._known.dossier is None else self._known.dossier.file

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The statements in reading order: documents as recorded, each from its beginning to its end.

        With ``as_of``, those whose date may lie on or before that day, and those without a date.
        """
        documents, statements = self._known.documents, self._known.statements.values()
        day = None if self.as_of is None else self.as_of.isoformat()
        with _readable("a statement"):
            chosen = [row for row in statements if day is None or row.earliest is None or row.earliest <= day]
            chosen.sort(key=lambda row: (documents[row.document].seq, row.start, row.end, row.id))
            return tuple(_entry(row, self.imprints[DocumentId(row.document)]) for row in chosen)

    @cached_property
    def imprints(self) -> Mapping[DocumentId, Imprint]:
        """Every document known without its text, in the order they were recorded."""
        rows = sorted(self._known.documents.values(), key=lambda row: row.seq)
        with _readable("a document"):
            return MappingProxyType({DocumentId(row.id): imprint_from_wire(json.loads(row.wire)) for row in rows})

    @cached_property
    def deliveries(self) -> Mapping[DocumentId, tuple[Delivery, ...]]:
        """For each document how often, when and under which names its bytes came in, oldest first."""
        arrived: dict[DocumentId, list[Delivery]] = {}
        with _readable("a delivery"):
            for _, row in sorted(self._known.deliveries.items()):
                delivery = Delivery(row.name, instant_from_text(row.recorded_at))
                arrived.setdefault(DocumentId(row.document), []).append(delivery)
        return MappingProxyType({document: tuple(several) for document, several in arrived.items()})

    def entry(self, id_or_prefix: str) -> Entry:
        """The entry with this id, or the only one whose id begins so.

        Raises:
            UnknownStatementError: No entry of this view begins so, or more than one does.
        """
        found = [entry for entry in self.entries if id_or_prefix and entry.id.startswith(id_or_prefix)]
        if not found:
            raise UnknownStatementError(f"no statement has the id {id_or_prefix!r}; `detente statements` lists them")
        if len(found) > 1:
            ids = ", ".join(entry.id for entry in found[:3])
            raise UnknownStatementError(
                f"{len(found)} statements begin with {id_or_prefix!r} ({ids} ...); give more of the id"
            )
        return found[0]

    def digest(self) -> str:
        """Hex SHA-256 of what the entries say, whatever the order and the moments they were recorded in."""
        said = [
            canonical_json([entry.id, entry.status, statement_to_wire(entry.statement), _reasons(entry)])
            for entry in self.entries
        ]
        return hashlib.sha256("\n".join(sorted(said)).encode()).hexdigest()


@contextmanager
def _readable(what: str) -> Iterator[None]:
    """Tells a row that was changed by hand or by a failing disk from a bug."""
    try:
        yield
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedLedgerError(f"{what} cannot be read as it is stored; `detente verify` names the place") from error


def _entry(row: StatementRow, document: Imprint) -> Entry:
    return Entry(
        id=StatementId(row.id),
        statement=statement_from_wire(json.loads(row.wire)),
        status=Status(row.status),
        published=document.published,
        publisher=document.publisher,
        recorded_at=instant_from_text(row.recorded_at),
        reviews=tuple(review_from_wire(wire) for wire in json.loads(row.reviews)) if row.reviews != "[]" else (),
    )


def _reasons(entry: Entry) -> list[list[object]]:
    return [[review.decision, review.reason, review.reviewer, dict(review.changes)] for review in entry.reviews]
