"""Admission: which of the events asked for are recorded, and in what form.

What is known already is not recorded twice; what could not be replayed or proven is refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from detente.errors import UnknownStatementError
from detente.ledger.corrections import settle
from detente.ledger.events import (
    DocumentAdded,
    DocumentDelivered,
    DossierChanged,
    Event,
    StatementCoded,
    StatementReviewed,
    text_key,
)
from detente.ledger.projection import Projection
from detente.model import Review, Statement

TextOf = Callable[[str], str]
"""Gives the stored text of a name (its SHA-256)."""


def admit(event: Event, known: Projection, text_of: TextOf) -> Event | None:
    """The event to record, or None where the ledger says all of it already.

    A known document becomes a delivery; a statement with a known id and a dossier with the text in
    force are left out; a review gets its changes in their stored form.

    Raises:
        UnknownStatementError: A review of a statement that was never coded.
        RefusedReviewError: A review that cannot be recorded as asked.
        ValueError: A document that was never added, or a quote that is not in its text.
    """
    match event:
        case DossierChanged(text, _):
            is_in_force = known.dossier is not None and known.dossier.text_sha256 == text_key(text)
            return None if is_in_force else event
        case DocumentAdded(document, delivery):
            return DocumentDelivered(document.id, delivery) if document.id in known.documents else event
        case DocumentDelivered(document_id, _):
            _require_document(document_id, known)
            return event
        case StatementCoded(statement):
            return None if statement.id in known.statements else _with_true_quote(event, statement, known, text_of)
        case StatementReviewed(review):
            return StatementReviewed(_settled(review, known, text_of))


def _with_true_quote(event: StatementCoded, statement: Statement, known: Projection, text_of: TextOf) -> StatementCoded:
    quote, text = statement.quote, text_of(_require_document(statement.doc, known))
    if text[quote.start : quote.end] != quote.text:
        raise ValueError(
            f"statement {statement.id} quotes {quote.text!r}, but document {statement.doc} reads "
            f"{text[quote.start : quote.end]!r} from character {quote.start} to {quote.end}"
        )
    return event


def _require_document(document_id: str, known: Projection) -> str:
    if document_id not in known.documents:
        raise ValueError(f"document {document_id} was never added; add it before what is said about it")
    return known.documents[document_id].text_sha256


def _settled(review: Review, known: Projection, text_of: TextOf) -> Review:
    row = known.statements.get(review.statement)
    if row is None:
        raise UnknownStatementError(f"no statement has the id {review.statement!r}; `detente statements` lists them")
    return settle(review, json.loads(row.wire), text_of(known.documents[row.document].text_sha256))
