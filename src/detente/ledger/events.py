"""Events: everything that can happen to a ledger, as frozen records and as stored payloads."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from detente.model import Document, DocumentId, Review, Statement
from detente.model.wire import Wire, imprint_to_wire, review_to_wire, statement_to_wire


@dataclass(frozen=True, slots=True)
class DossierChanged:
    """The frame was set or replaced.

    Attributes:
        text: The dossier file's text.
        file: Its path as the user gave it.
    """

    text: str
    file: str


@dataclass(frozen=True, slots=True)
class DocumentAdded:
    """A document came in for the first time.

    Attributes:
        document: The document with its text.
        delivery: The name it came under, as the user gave it.
    """

    document: Document
    delivery: str


@dataclass(frozen=True, slots=True)
class DocumentDelivered:
    """The bytes of a known document came in again.

    Attributes:
        document: The known document.
        name: The name they came under this time.
    """

    document: DocumentId
    name: str


@dataclass(frozen=True, slots=True)
class StatementCoded:
    """A statement was coded from a known document."""

    statement: Statement


@dataclass(frozen=True, slots=True)
class StatementReviewed:
    """An analyst accepted, corrected or rejected a statement."""

    review: Review


Event = DossierChanged | DocumentAdded | DocumentDelivered | StatementCoded | StatementReviewed

TYPES: dict[type[Event], str] = {
    DossierChanged: "dossier_changed",
    DocumentAdded: "document_added",
    DocumentDelivered: "document_delivered",
    StatementCoded: "statement_coded",
    StatementReviewed: "statement_reviewed",
}


def payload_of(event: Event) -> Wire:
    """The event's facts as stored; a text is named by its SHA-256 and kept beside the events."""
    match event:
        case DossierChanged(text, file):
            return {"file": file, "text_sha256": text_key(text)}
        case DocumentAdded(document, delivery):
            wire = imprint_to_wire(document)
            return {"document": wire, "delivery": delivery, "text_sha256": text_key(document.text)}
        case DocumentDelivered(document_id, name):
            return {"document": document_id, "name": name}
        case StatementCoded(statement):
            return {"id": statement.id, "statement": statement_to_wire(statement)}
        case StatementReviewed(review):
            return review_to_wire(review)


def text_of(event: Event) -> str | None:
    """The text that has to be stored with the event, if it brings one."""
    match event:
        case DossierChanged(text, _):
            return text
        case DocumentAdded(document, _):
            return document.text
        case _:
            return None


def text_key(text: str) -> str:
    """Hex SHA-256 of a text in UTF-8: the name it is stored under.

    Raises:
        UnicodeEncodeError: The text holds half a surrogate pair, which is no character.
    """
    return hashlib.sha256(text.encode()).hexdigest()
