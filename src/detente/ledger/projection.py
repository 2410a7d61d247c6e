"""The projection: what the events up to a moment add up to, as rows of documents and statements.

The same function serves append, replay, rebuild and verify, so that tables and replay agree by design.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from detente.errors import DamagedLedgerError
from detente.ledger.chain import Recorded, canonical_json
from detente.ledger.upgrades import lift
from detente.model import Decision, Edtf, Status
from detente.model.wire import Wire


class DossierRow(NamedTuple):
    """A dossier that was in force from an event on."""

    seq: int
    recorded_at: str
    file: str
    text_sha256: str


class DocumentRow(NamedTuple):
    """A document; ``seq`` of its first delivery gives its place in the reading order."""

    id: str
    seq: int
    recorded_at: str
    text_sha256: str
    wire: str


class DeliveryRow(NamedTuple):
    """One arrival of a document's bytes, under a name."""

    seq: int
    recorded_at: str
    document: str
    name: str


class StatementRow(NamedTuple):
    """A statement with its reviews applied; ``earliest`` is the first day it may be dated."""

    id: str
    seq: int
    recorded_at: str
    document: str
    start: int
    end: int
    earliest: str | None
    party: str
    issue: str
    status: str
    wire: str
    reviews: str


Row = DossierRow | DocumentRow | DeliveryRow | StatementRow

_STATUS_AFTER = {
    Decision.ACCEPT: Status.ACCEPTED,
    Decision.CORRECT: Status.CORRECTED,
    Decision.REJECT: Status.REJECTED,
}


class Projection:
    """What a ledger knows: dossiers and deliveries by seq, documents and statements by id."""

    def __init__(
        self,
        *,
        dossiers: Iterable[DossierRow] = (),
        documents: Iterable[DocumentRow] = (),
        deliveries: Iterable[DeliveryRow] = (),
        statements: Iterable[StatementRow] = (),
    ) -> None:
        self.dossiers = {row.seq: row for row in dossiers}
        self.documents = {row.id: row for row in documents}
        self.deliveries = {row.seq: row for row in deliveries}
        self.statements = {row.id: row for row in statements}

    @property
    def dossier(self) -> DossierRow | None:
        """The dossier in force."""
        return self.dossiers[max(self.dossiers)] if self.dossiers else None

    @property
    def rows(self) -> dict[type[Row], Mapping[Any, Row]]:
        """Every row by kind and key."""
        return {
            DossierRow: self.dossiers,
            DocumentRow: self.documents,
            DeliveryRow: self.deliveries,
            StatementRow: self.statements,
        }

    def apply(self, event: Recorded) -> tuple[Row, ...]:
        """Takes the event in and gives the rows it makes or changes.

        Raises:
            DamagedLedgerError: The event is of an unknown kind or speaks of what no event before it brought.
        """
        try:
            return self._apply(event, lift(event.type, event.version, json.loads(event.payload)))
        except (KeyError, TypeError, ValueError) as error:
            raise DamagedLedgerError(
                f"event {event.seq} ({event.type}) cannot be replayed: {type(error).__name__} {error}; "
                "run `detente verify` and restore a copy"
            ) from error

    def _apply(self, event: Recorded, payload: Wire) -> tuple[Row, ...]:
        match event.type:
            case "dossier_changed":
                return (self._dossier(event, payload),)
            case "document_added":
                return self._document(event, payload)
            case "document_delivered":
                return (self._delivery(event, self.documents[payload["document"]].id, payload["name"]),)
            case "statement_coded":
                return (self._statement(event, payload),)
            case _:
                return (self._review(payload),)

    def _dossier(self, event: Recorded, payload: Wire) -> DossierRow:
        row = DossierRow(event.seq, event.recorded_at, payload["file"], payload["text_sha256"])
        self.dossiers[row.seq] = row
        return row

    def _document(self, event: Recorded, payload: Wire) -> tuple[Row, ...]:
        wire = payload["document"]
        row = DocumentRow(wire["id"], event.seq, event.recorded_at, payload["text_sha256"], canonical_json(wire))
        self.documents[row.id] = row
        return row, self._delivery(event, row.id, payload["delivery"])

    def _delivery(self, event: Recorded, document: str, name: str) -> DeliveryRow:
        row = DeliveryRow(event.seq, event.recorded_at, document, name)
        self.deliveries[row.seq] = row
        return row

    def _statement(self, event: Recorded, payload: Wire) -> StatementRow:
        wire = payload["statement"]
        row = StatementRow(
            id=payload["id"],
            seq=event.seq,
            recorded_at=event.recorded_at,
            status=Status.CODED.value,
            wire=canonical_json(wire),
            reviews="[]",
            **self._columns(wire),
        )
        self.statements[row.id] = row
        return row

    def _review(self, payload: Wire) -> StatementRow:
        before = self.statements[payload["statement"]]
        wire = json.loads(before.wire) | payload["changes"]
        row = before._replace(
            status=_STATUS_AFTER[Decision(payload["decision"])].value,
            wire=canonical_json(wire),
            reviews=canonical_json([*json.loads(before.reviews), payload]),
            **self._columns(wire),
        )
        self.statements[row.id] = row
        return row

    def _columns(self, wire: Wire) -> Wire:
        """What is stored apart from the statement, so that it can be sorted and chosen by."""
        document = self.documents[wire["doc"]]
        dated = wire["said_on"] or json.loads(document.wire)["published"]
        return {
            "document": wire["doc"],
            "start": wire["start"],
            "end": wire["end"],
            "earliest": None if dated is None else _earliest_day(dated),
            "party": wire["party"],
            "issue": wire["issue"],
        }


@lru_cache(maxsize=4096)
def _earliest_day(edtf: str) -> str:
    return Edtf(edtf).earliest.isoformat()
