"""Admission: which of the events asked for are recorded, and in what form.

What is known already is not recorded twice; what could not be replayed or proven is refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from detente.errors import RefusedReviewError, StaleReviewError, UnknownStatementError
from detente.ledger.corrections import require_reason, settle
from detente.ledger.events import (
    DocumentAdded,
    DocumentCoded,
    DocumentDelivered,
    DocumentWithdrawn,
    DossierChanged,
    Event,
    SourceGraded,
    StatementCoded,
    StatementReviewed,
    StatementsRemade,
    key_of,
)
from detente.ledger.projection import Projection
from detente.ledger.rows import DocumentRow, StatementRow
from detente.ledger.standing import standing_reviews
from detente.model import UNGRADED, Decision, Review, Statement, Status
from detente.model.wire import Wire

_REVIEWABLE = frozenset({Status.CODED, Status.ACCEPTED, Status.CORRECTED, Status.REJECTED})


class Surroundings(Protocol):
    """What admission asks of a ledger beside what is known of the documents concerned."""

    def text(self, sha256: str) -> str:
        """The stored text of this name."""

    def with_kin(self, event: DocumentAdded) -> DocumentAdded:
        """The event with the earlier documents that its document is nearly the same as."""

    def grade(self, source: str | None, document: str | None) -> str | None:
        """The grade that a source or a report has."""

    def dossier_at(self, seq: int) -> str | None:
        """The SHA-256 of the dossier that was in force at an event."""


def admit(event: Event, known: Projection, ledger: Surroundings) -> Event | None:
    """The event to record, or None where the ledger says all of it already.

    A known document becomes a delivery; a statement with a known id, and what is in force already, is left out;
    a review gets its changes in their stored form.

    Raises:
        UnknownStatementError: A review of a statement that was never coded.
        StaleReviewError: A review by somebody who did not know of a newer one.
        RefusedReviewError: A review, grade or withdrawal that cannot be recorded as asked.
        ValueError: A document that was never added, or a quote that is not in its text.
    """
    match event:
        case StatementCoded(statement):  # first, because most events are
            return _coded(event, statement, known, ledger.text)
        case DossierChanged(text, _):
            is_in_force = known.dossier is not None and known.dossier.text_sha256 == key_of(text.encode())
            return None if is_in_force else event
        case DocumentAdded():
            return _added(event, known, ledger)
        case DocumentDelivered(document_id, _):
            _require_document(document_id, known)
            return event
        case DocumentWithdrawn(document_id, reason, is_withdrawn):
            _require_document(document_id, known)
            _require_words(reason, "a withdrawal needs a reason; say where it was told")
            return None if known.withdrawn.get(document_id, False) == is_withdrawn else event
        case DocumentCoded(document_id, coder):
            row = _require_document(document_id, known)
            in_force = None if known.dossier is None else known.dossier.text_sha256
            is_known = current_coding(row, known, ledger.dossier_at) == (coder, in_force)
            return None if is_known else replace(event, dossier=in_force)
        case StatementReviewed(review):
            if review.decision in {Decision.SPLIT, Decision.MERGE}:
                raise ValueError(f"to {review.decision.value} a statement takes a StatementsRemade, with what is made")
            return StatementReviewed(_settled(review, known, ledger.text))
        case StatementsRemade():
            return _remade(event, known, ledger.text)
        case SourceGraded():
            return _graded(event, known, ledger)


def _graded(event: SourceGraded, known: Projection, ledger: Surroundings) -> Event | None:
    if (event.source is None) == (event.document is None):
        raise ValueError("a grade is of a source or of a document")
    if event.document is not None:
        _require_document(event.document, known)
    _require_words(event.reason, "a grade needs a reason; say in a few words why")
    before = ledger.grade(event.source, event.document) or str(UNGRADED)
    return None if before == str(event.grade) else event


def _added(event: DocumentAdded, known: Projection, ledger: Surroundings) -> Event:
    document = event.document
    if document.id in known.documents:
        return DocumentDelivered(document.id, event.delivery)
    if event.data is not None and key_of(event.data) != document.sha256:
        raise ValueError(f"document {document.id} is not made of these bytes; their SHA-256 is {key_of(event.data)}")
    return ledger.with_kin(event)


def _coded(
    event: StatementCoded, statement: Statement, known: Projection, text_of: Callable[[str], str]
) -> Event | None:
    _require_true_quote(statement, known, text_of)
    row = known.statements.get(statement.id)
    if row is None:
        return event
    is_outdated = row.generation < len(known.codings.get(row.document, ()))
    return event if row.status == Status.SUPERSEDED.value and is_outdated else None


def current_coding(
    document: DocumentRow, known: Projection, dossier_at: Callable[[int], str | None]
) -> tuple[str | None, str | None]:
    """Who coded a document last, None where nothing of it tells, and the SHA-256 of the dossier it was coded by."""
    if codings := known.codings.get(document.id):
        return codings[-1].coder, codings[-1].dossier
    rows = [row for row in known.of_document(document.id) if row.parents == "[]"]
    coders = {json.loads(row.coded or row.wire)["coder"] for row in rows}
    return coders.pop() if len(coders) == 1 else None, dossier_at(document.seq)


def _remade(event: StatementsRemade, known: Projection, text_of: Callable[[str], str]) -> Event:
    reviews = tuple(_settled(review, known, text_of) for review in event.reviews)
    is_split = reviews[0].decision is Decision.SPLIT
    if is_split and (len(reviews) != 1 or len({one.id for one in event.made}) < 2):
        raise RefusedReviewError("a split makes two statements or more that differ; give each --part its own fields")
    if not is_split and (len({review.statement for review in reviews}) < 2 or len(event.made) != 1):
        raise RefusedReviewError("a merge makes one statement of two or more; name the others")
    documents = {known.statements[review.statement].document for review in reviews}
    if len(documents) != 1 or documents != {one.doc for one in event.made}:
        raise RefusedReviewError("statements of different documents cannot be made into one; correct each by itself")
    parents = json.dumps([review.statement for review in reviews], separators=(",", ":"))
    for one in event.made:
        _require_true_quote(one, known, text_of)
        there = known.statements.get(one.id)
        if there is not None and (there.parents != parents or there.status != Status.UNMADE.value):
            raise RefusedReviewError(f"statement {one.id} says that already; change a field, or review that one")
    made = tuple(one.id for one in event.made)
    return replace(event, reviews=tuple(replace(review, made=made) for review in reviews))


def _require_true_quote(statement: Statement, known: Projection, text_of: Callable[[str], str]) -> None:
    quote, text = statement.quote, text_of(_require_document(statement.doc, known).text_sha256)
    if text[quote.start : quote.end] != quote.text:
        raise ValueError(
            f"statement {statement.id} quotes {quote.text!r}, but document {statement.doc} reads "
            f"{text[quote.start : quote.end]!r} from character {quote.start} to {quote.end}"
        )


def _require_document(document_id: str, known: Projection) -> DocumentRow:
    if document_id not in known.documents:
        raise ValueError(f"document {document_id} was never added; add it before what is said about it")
    return known.documents[document_id]


def _require_words(text: str, message: str) -> None:
    if not text.strip():
        raise RefusedReviewError(message)


def _settled(review: Review, known: Projection, text_of: Callable[[str], str]) -> Review:
    row = known.statements.get(review.statement)
    if row is None:
        raise UnknownStatementError(f"no statement has the id {review.statement!r}; `detente statements` lists them")
    require_reason(review.reason, review.reviewer)
    _require_fresh(review, row)
    reviews = json.loads(row.reviews)
    if review.decision is Decision.UNDO:
        if row.status == Status.UNMADE.value or not standing_reviews(reviews):
            raise RefusedReviewError(f"statement {row.id} has no review to undo; `detente history {row.id}` shows it")
        _require_last_made(row, reviews, known)
    elif row.status not in _REVIEWABLE:
        raise RefusedReviewError(_why_not(row, reviews))
    return settle(review, json.loads(row.wire), text_of(known.documents[row.document].text_sha256))


def _require_last_made(row: StatementRow, reviews: list[Wire], known: Projection) -> None:
    """Refuses to undo a split or merge while others stand for what it made: they would count beside its parents."""
    for made in standing_reviews(reviews)[-1]["made"]:
        status = Status(known.statements[made].status)
        if status in {Status.SPLIT, Status.MERGED}:
            raise RefusedReviewError(f"statement {made}, made from {row.id}, was {status.value} since; undo that first")


def _require_fresh(review: Review, row: StatementRow) -> None:
    reviews = json.loads(row.reviews)
    if review.seen is None or review.seen == len(reviews):
        return
    newest, statement = reviews[-1], json.loads(row.wire)
    theirs = {field: statement[field] for field in review.changes} or {"status": row.status}
    ours = dict(review.changes) or {"decision": review.decision.value}
    raise StaleReviewError(
        f"statement {row.id} was reviewed by {newest['reviewer']} in the meantime: it says {_told(theirs)}, "
        f"you wanted {_told(ours)}; look at it again and decide anew",
        theirs=theirs,
        ours=ours,
    )


def _told(fields: dict[str, object]) -> str:
    return ", ".join(f"{field} {json.dumps(value, ensure_ascii=False)}" for field, value in fields.items())


def _why_not(row: StatementRow, reviews: list[dict[str, object]]) -> str:
    made = [str(one) for review in standing_reviews(reviews) for one in _list(review["made"])]
    match Status(row.status):
        case Status.SUPERSEDED:
            return f"statement {row.id} is superseded by a newer coding of its document; review what that coded"
        case Status.UNMADE:
            return f"statement {row.id} was made by a split or merge that was undone; review what it was made from"
        case status:
            return f"statement {row.id} was {status.value}; review {', '.join(made)}, or undo that first"


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
