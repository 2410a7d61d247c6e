"""Judgements: which of the decisions that analysts make are recorded, and in what form."""

from __future__ import annotations

import json
from dataclasses import replace

from detente.errors import RefusedReviewError, StaleReviewError, UnknownStatementError
from detente.ledger.clock import is_to_come
from detente.ledger.corrections import require_reason, settle
from detente.ledger.events import (
    ContestResolved,
    DocumentDated,
    DocumentWithdrawn,
    Judgement,
    NoteReviewed,
    SourceGraded,
    StatementReviewed,
    StatementsRemade,
)
from detente.ledger.projection import Projection
from detente.ledger.proofs import Surroundings, require_document, require_said_by, require_true_quote
from detente.ledger.rows import StatementRow
from detente.ledger.standing import standing_reviews
from detente.model import UNGRADED, Decision, Edtf, Review, Status, Verdict
from detente.model.note_wire import note_from_wire
from detente.model.wire import Wire

_IDS_TOLD = 6


def judged(event: Judgement, known: Projection, ledger: Surroundings) -> Judgement | None:
    """The decision to record, or None where it is in force already; a review gets its changes in their stored form.

    Raises:
        UnknownStatementError: It is about a statement that was never coded.
        StaleReviewError: It was made by somebody who did not know of a newer review.
        RefusedReviewError: It cannot be recorded as asked.
        ValueError: A document was never added.
    """
    match event:
        case DocumentWithdrawn(document_id, reason, is_withdrawn):
            require_document(document_id, known)
            _require_words(reason, "a withdrawal needs a reason; say where it was told")
            return None if known.withdrawn.get(document_id, False) == is_withdrawn else event
        case DocumentDated():
            return _dated(event, known, ledger)
        case StatementReviewed(review):
            if review.decision in {Decision.SPLIT, Decision.MERGE}:
                raise ValueError(f"to {review.decision.value} a statement takes a StatementsRemade, with what is made")
            return StatementReviewed(_settled(review, known, ledger))
        case StatementsRemade():
            return _remade(event, known, ledger)
        case SourceGraded():
            return _graded(event, known, ledger)
        case NoteReviewed():
            return _note_reviewed(event, known)
        case ContestResolved():
            _require_verdict(event, known)
            return event


def _dated(event: DocumentDated, known: Projection, ledger: Surroundings) -> DocumentDated | None:
    require_document(event.document, known)
    _require_words(event.reason, "a day needs a reason; say where it was told")
    if is_to_come(event.published, ledger.today):
        raise RefusedReviewError(
            f"{event.published} is still to come, and no document was published then; give the day on which it was"
        )
    return None if known.published(event.document) == event.published.text else event


def _graded(event: SourceGraded, known: Projection, ledger: Surroundings) -> SourceGraded | None:
    if (event.source is None) == (event.document is None):
        raise ValueError("a grade is of a source or of a document")
    if event.document is not None:
        require_document(event.document, known)
    _require_words(event.reason, "a grade needs a reason; say in a few words why")
    before = ledger.grade(event.source, event.document) or str(UNGRADED)
    return None if before == str(event.grade) else event


def _note_reviewed(event: NoteReviewed, known: Projection) -> NoteReviewed | None:
    require_document(event.document, known)
    _require_words(event.reason, "a decision on a note needs a reason; say in a few words why")
    notings = (row for (document, _), row in known.notings.items() if document == event.document)
    if event.note not in {note_from_wire(wire).id for row in notings for wire in json.loads(row.notes)}:
        raise UnknownStatementError(f"no note of document {event.document} has the id {event.note!r}")
    return None if known.rejected_notes.get(event.note, False) == event.is_rejected else event


def _require_verdict(event: ContestResolved, known: Projection) -> None:
    for id_ in event.statements:
        if id_ not in known.statements:
            raise UnknownStatementError(f"no statement has the id {id_!r}; `detente contests` lists them")
    _require_words(event.reason, "a verdict needs a reason; say in a few words why")
    statements, upheld = set(event.statements), set(event.upheld)
    if not statements:
        raise RefusedReviewError("a verdict is on statements; `detente contests` lists them")
    if upheld - statements:
        raise RefusedReviewError(f"{', '.join(sorted(upheld - statements))} is not in the contest; uphold one that is")
    if event.verdict is Verdict.UPHELD and not upheld:
        ids = ", ".join(event.statements[:_IDS_TOLD]) + (" ..." if len(event.statements) > _IDS_TOLD else "")
        raise RefusedReviewError(
            f"which side holds is not told; tick it, or on the command line give --uphold ID with one of {ids}; "
            "where all hold the verdict is all_hold, or changed"
        )
    if event.verdict is not Verdict.UPHELD and upheld:
        raise RefusedReviewError(
            f"a side is upheld, but the verdict is {event.verdict}; uphold none, or choose the verdict upheld"
        )
    if upheld == statements:
        raise RefusedReviewError(
            "every side is upheld; leave out one that does not hold, or choose the verdict all_hold, or changed"
        )


def _remade(event: StatementsRemade, known: Projection, ledger: Surroundings) -> StatementsRemade:
    reviews = tuple(_settled(review, known, ledger) for review in event.reviews)
    is_split = reviews[0].decision is Decision.SPLIT
    if is_split and (len(reviews) != 1 or len({one.id for one in event.made}) < 2):
        raise RefusedReviewError(
            "a split makes two statements or more that differ in party, issue, act or words; "
            "change one of these in a part (on the command line: --part)"
        )
    if not is_split and (len({review.statement for review in reviews}) < 2 or len(event.made) != 1):
        raise RefusedReviewError("a merge makes one statement of two or more; name the others")
    documents = {known.statements[review.statement].document for review in reviews}
    if len(documents) != 1 or documents != {one.doc for one in event.made}:
        raise RefusedReviewError("statements of different documents cannot be made into one; correct each by itself")
    days = {json.loads(known.statements[review.statement].wire)["said_on"] for review in reviews}
    parents = json.dumps([review.statement for review in reviews], separators=(",", ":"))
    for one in event.made:
        require_true_quote(one, known, ledger.text)
        if one.said_on is not None and one.said_on.text not in days:
            require_said_by(one.said_on, one.doc, known, ledger.today)
        there = known.statements.get(one.id)
        if there is not None and (there.parents != parents or there.status != Status.UNMADE.value):
            raise RefusedReviewError(f"statement {one.id} says that already; change a field, or review that one")
    made = tuple(one.id for one in event.made)
    return replace(event, reviews=tuple(replace(review, made=made) for review in reviews))


def _settled(review: Review, known: Projection, ledger: Surroundings) -> Review:
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
    elif not Status(row.status).is_reviewable:
        raise RefusedReviewError(_why_not(row, reviews))
    settled = settle(review, json.loads(row.wire), ledger.text(known.documents[row.document].text_sha256))
    if said_on := settled.changes.get("said_on"):
        require_said_by(Edtf(str(said_on)), row.document, known, ledger.today)
    return settled


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
    if not 0 <= review.seen < len(reviews):
        raise RefusedReviewError(
            f"statement {row.id} has {len(reviews)} reviews, and {review.seen} cannot have been seen; look at it again"
        )
    newest, statement = reviews[-1], json.loads(row.wire)
    theirs = {field: statement[field] for field in review.changes if field in statement} or {"status": row.status}
    ours = dict(review.changes) or {"decision": review.decision.value}
    raise StaleReviewError(
        f"statement {row.id} was reviewed by {newest['reviewer']} in the meantime: it says {_told(theirs)}, "
        f"you wanted {_told(ours)}; look at it again and decide anew",
        theirs=theirs,
        ours=ours,
    )


def _require_words(text: str, message: str) -> None:
    if not text.strip():
        raise RefusedReviewError(message)


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
