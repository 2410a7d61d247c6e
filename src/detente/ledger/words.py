"""Words: which characters an event may be told in, the same on every store.

What a document says of itself, its text, title, publisher and speakers, may hold any character. What people and
programs tell about it holds no NUL: PostgreSQL keeps none in a text, and what one store takes every store must take.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from detente.ledger.events import (
    ContestResolved,
    DocumentAdded,
    DocumentCoded,
    DocumentDated,
    DocumentDelivered,
    DocumentNoted,
    DocumentWithdrawn,
    DossierChanged,
    Event,
    Judgement,
    NoteReviewed,
    SourceGraded,
    StatementCoded,
    StatementReviewed,
    StatementsRemade,
)
from detente.model import Review, Statement

_QUOTED = {"quote", "condition"}
"""Fields that a correction takes from the text."""


def require_no_nul(event: Event) -> None:
    """Refuses an event that a NUL stands in where people and programs tell something.

    Raises:
        ValueError: One does.
    """
    for field, told in _told(event):
        refuse_nul(field, told)


def refuse_nul(field: str, told: object) -> None:
    """Refuses a NUL in a text, or in any text of a list or mapping.

    Raises:
        ValueError: There is one.
    """
    match told:
        case str():
            if "\0" in told:
                raise ValueError(f"{field} cannot be {told!r}: it holds a NUL character; leave that out")
        case Mapping():
            for each in (*told.keys(), *told.values()):
                refuse_nul(field, each)
        case list() | tuple():
            for each in told:
                refuse_nul(field, each)
        case _:
            return


def _told(event: Event) -> Iterator[tuple[str, object]]:
    match event:
        case StatementCoded(statement):  # first, because most events are
            yield from _of_statement(statement)
        case DossierChanged(_, file):
            yield "the dossier's file", file
        case DocumentAdded(document, delivery):
            yield "a document's id", document.id
            yield "a document's name", document.name
            yield "the name of a delivery", delivery
        case DocumentDelivered(document_id, name):
            yield "a document's id", document_id
            yield "the name of a delivery", name
        case DocumentCoded(document_id, coder):
            yield "a document's id", document_id
            yield "the coder", coder
        case DocumentNoted(document_id, coder):
            yield "a document's id", document_id
            yield "the coder", coder
        case _:
            yield from _of_judgement(event)


def _of_judgement(event: Judgement) -> Iterator[tuple[str, object]]:
    match event:
        case DocumentWithdrawn(document_id, reason):
            yield "a document's id", document_id
            yield "the reason", reason
        case DocumentDated(document_id, _, reason):
            yield "a document's id", document_id
            yield "the reason", reason
        case StatementReviewed(review):
            yield from _of_review(review)
        case StatementsRemade(reviews, made):
            for review in reviews:
                yield from _of_review(review)
            for statement in made:
                yield from _of_statement(statement)
        case SourceGraded(_, reason, source, document_id):
            yield "the reason", reason
            yield "the source", source
            yield "a document's id", document_id
        case NoteReviewed(document_id, note, reason):
            yield "a document's id", document_id
            yield "a note's id", note
            yield "the reason", reason
        case ContestResolved(contest, statements, _, reason, upheld, source):
            yield "the contest", contest
            yield "a statement's id", [*statements, *upheld]
            yield "the reason", reason
            yield "the source", source


def _of_statement(statement: Statement) -> Iterator[tuple[str, Any]]:
    yield "a document's id", statement.doc
    yield "the party", statement.party
    yield "the issue", statement.issue
    yield "the option", statement.option
    yield "the coder", statement.coder


def _of_review(review: Review) -> Iterator[tuple[str, Any]]:
    yield "a statement's id", review.statement
    yield "the reason", review.reason
    yield "the reviewer", review.reviewer
    for field, value in review.changes.items():
        if field not in _QUOTED:
            yield f"the {field}", value
