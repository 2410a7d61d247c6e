"""The addresses of the API: what the pages show, as JSON."""

from __future__ import annotations

from fastapi import APIRouter

from detente.web.answers import (
    DocumentAnswer,
    ErrorAnswer,
    MatrixAnswer,
    StatementAnswer,
    TextAnswer,
    document_answers,
    matrix_answer,
    statement_answer,
    text_answer,
)
from detente.web.asking import Asked, AskedFor
from detente.web.texts import document_of, entries_of

router = APIRouter(
    prefix="/api",
    responses={status: {"model": ErrorAnswer} for status in (400, 404, 500, 503)},
)


@router.get("/matrix")
def matrix(snapshot: Asked) -> MatrixAnswer:
    """Where every party stands on every issue."""
    return matrix_answer(snapshot)


@router.get("/statements")
def statements(snapshot: Asked, wanted: AskedFor) -> list[StatementAnswer]:
    """The statements of a party, an issue and an act, or all of them, newest first."""
    return [statement_answer(entry) for entry in wanted.chosen(snapshot)]


@router.get("/documents")
def documents(snapshot: Asked) -> list[DocumentAnswer]:
    """The stored documents, in the order they were recorded."""
    return document_answers(snapshot)


@router.get("/documents/{document}")
def document(snapshot: Asked, document: str) -> TextAnswer:
    """A stored text and its statements in reading order."""
    found = document_of(snapshot, document)
    return text_answer(found, entries_of(snapshot, found))
