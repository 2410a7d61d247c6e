"""Admission: which of the events asked for are recorded, and in what form.

What is known already is not recorded twice; what could not be replayed or proven is refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from detente.errors import RefusedReviewError
from detente.ledger.chain import canonical_json
from detente.ledger.events import (
    DocumentAdded,
    DocumentCoded,
    DocumentDelivered,
    DocumentNoted,
    DossierChanged,
    Event,
    StatementCoded,
    key_of,
)
from detente.ledger.judgements import judged
from detente.ledger.projection import Projection
from detente.ledger.proofs import Surroundings, require_document, require_said_by, require_true_quote
from detente.ledger.rows import DocumentRow, NotingRow
from detente.ledger.standing import is_by_hand, noter_of
from detente.model import BY_ANALYST, Statement, Status, is_hand
from detente.model.note_wire import note_from_wire, note_to_wire


def admit(event: Event, known: Projection, ledger: Surroundings) -> Event | None:
    """The event to record, or None where the ledger says all of it already.

    A known document becomes a delivery; a statement with a known id, and what is in force already, is left out;
    a review gets its changes in their stored form.

    Raises:
        UnknownStatementError: A review of a statement that was never coded.
        StaleReviewError: A review by somebody who did not know of a newer one.
        RefusedReviewError: A review, grade, withdrawal or statement by hand that cannot be recorded as asked.
        ValueError: A document that was never added, or a quote that is not in its text.
    """
    match event:
        case StatementCoded(statement):  # first, because most events are
            return _coded(event, statement, known, ledger)
        case DossierChanged(text, _):
            return None if _in_force(known) == key_of(text.encode()) else event
        case DocumentAdded():
            return _added(event, known, ledger)
        case DocumentDelivered(document_id, _):
            require_document(document_id, known)
            return event
        case DocumentCoded(document_id, coder):
            row = require_document(document_id, known)
            is_known = is_current(row, coder, known, ledger.dossier_at)
            return None if is_known else replace(event, dossier=_in_force(known))
        case DocumentNoted():
            return _noted(event, known, ledger.text)
        case _:
            return judged(event, known, ledger)


def _noted(event: DocumentNoted, known: Projection, text_of: Callable[[str], str]) -> Event | None:
    row = require_document(event.document, known)
    before = known.notings.get((event.document, noter_of(event.coder)))
    text = text_of(row.text_sha256)
    for note in event.notes:
        quote = note.quote
        if note.doc != event.document or text[quote.start : quote.end] != quote.text:
            raise ValueError(f"note {note.id} quotes {quote.text!r}, which document {event.document} does not read")
    if before is not None and is_hand(event.coder):
        _require_all(event, before)
    told = canonical_json([note_to_wire(note) for note in event.notes])
    return None if before is not None and (before.coder, before.notes) == (event.coder, told) else event


def _require_all(event: DocumentNoted, before: NotingRow) -> None:
    """Refuses a noting by hand that leaves out what its analyst noted before: that is rejected, and never dropped."""
    if {note_from_wire(wire).id for wire in json.loads(before.notes)} - {note.id for note in event.notes}:
        raise RefusedReviewError(
            f"{event.coder.removeprefix(BY_ANALYST)} noted something else of document {event.document} in the "
            "meantime; note it again"
        )


def _added(event: DocumentAdded, known: Projection, ledger: Surroundings) -> Event:
    document = event.document
    if document.id in known.documents:
        return DocumentDelivered(document.id, event.delivery)
    if event.data is not None and key_of(event.data) != document.sha256:
        raise ValueError(f"document {document.id} is not made of these bytes; their SHA-256 is {key_of(event.data)}")
    return ledger.with_kin(event)


def _coded(event: StatementCoded, statement: Statement, known: Projection, ledger: Surroundings) -> Event | None:
    require_true_quote(statement, known, ledger.text)
    if statement.is_by_hand and statement.said_on is not None:
        require_said_by(statement.said_on, statement.doc, known, ledger.today)
    row = known.statements.get(statement.id)
    if row is None:
        return event
    is_outdated = row.generation < len(known.codings.get(row.document, ()))
    return event if row.status == Status.SUPERSEDED.value and is_outdated else None


def is_current(document: DocumentRow, coder: str, known: Projection, dossier_at: Callable[[int], str | None]) -> bool:
    """Whether a document was coded last by this coder, by the dossier in force, and as it is dated now."""
    codings, dating = known.codings.get(document.id, ()), known.datings.get(document.id)
    coded_at = codings[-1].seq if codings else document.seq
    if dating is not None and dating.seq > coded_at:
        return False
    return _last_coding(document, known, dossier_at) == (coder, _in_force(known))


def _in_force(known: Projection) -> str | None:
    return None if known.dossier is None else known.dossier.text_sha256


def _last_coding(
    document: DocumentRow, known: Projection, dossier_at: Callable[[int], str | None]
) -> tuple[str | None, str | None]:
    """Who coded a document last, None where nothing of it tells, and the SHA-256 of the dossier it was coded by."""
    if codings := known.codings.get(document.id):
        return codings[-1].coder, codings[-1].dossier
    rows = [row for row in known.of_document(document.id) if not is_by_hand(row.wire)]
    coders = {json.loads(row.coded or row.wire)["coder"] for row in rows}
    return coders.pop() if len(coders) == 1 else None, dossier_at(document.seq)
