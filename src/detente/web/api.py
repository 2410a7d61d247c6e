"""The addresses of the API: what the pages show, as JSON."""

from __future__ import annotations

from collections import Counter

from fastapi import APIRouter

from detente.analysis.wire import matrix_to_wire
from detente.model import Document, Entry
from detente.model.wire import Wire, entry_to_wire, imprint_to_wire
from detente.web.answers import DocumentAnswer, ErrorAnswer, MatrixAnswer, StatementAnswer, TextAnswer
from detente.web.asking import Asked, AskedFor
from detente.web.snapshots import Snapshot
from detente.web.texts import document_of, entries_of

router = APIRouter(
    prefix="/api",
    responses={status: {"model": ErrorAnswer} for status in (400, 404, 500, 503)},
)


@router.get("/matrix", response_model=MatrixAnswer)
def matrix(snapshot: Asked) -> Wire:
    """Where every party stands on every issue."""
    return matrix_to_wire(snapshot.matrix)


@router.get("/statements", response_model=list[StatementAnswer])
def statements(snapshot: Asked, wanted: AskedFor) -> list[Wire]:
    """The statements of a party, an issue and an act, or all of them, newest first."""
    return [_statement(snapshot, entry) for entry in wanted.chosen(snapshot)]


@router.get("/documents", response_model=list[DocumentAnswer])
def documents(snapshot: Asked) -> list[Wire]:
    """The stored documents, in the order they were recorded."""
    counted = Counter(entry.statement.doc for entry in snapshot.view.entries)
    imprints = snapshot.view.imprints
    return [imprint_to_wire(imprints[each]) | {"n_statements": counted[each]} for each in imprints]


@router.get("/documents/{document}", response_model=TextAnswer)
def document(snapshot: Asked, document: str) -> Wire:
    """A stored text and its statements in reading order."""
    found = document_of(snapshot, document)
    return _text(snapshot, found, entries_of(snapshot, found))


def _statement(snapshot: Snapshot, entry: Entry) -> Wire:
    return entry_to_wire(entry, snapshot.view.imprints[entry.statement.doc].name)


def _text(snapshot: Snapshot, document: Document, entries: tuple[Entry, ...]) -> Wire:
    return {
        "document": imprint_to_wire(document) | {"n_statements": len(entries)},
        "text": document.text,
        "statements": [_statement(snapshot, entry) for entry in entries],
    }
