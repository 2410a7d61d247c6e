"""The addresses of the API: what the pages show, as JSON."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Query

from detente.analysis.wire import matrix_to_wire
from detente.model import Document, Entry, Imprint
from detente.model.wire import Wire, entry_to_wire, imprint_to_wire
from detente.web.answers import ERRORS, DocumentAnswer, MatrixAnswer, PlaceAnswer, StatementAnswer, TextAnswer
from detente.web.asking import Asked, AskedFor
from detente.web.snapshots import Snapshot
from detente.web.texts import document_of, entries_of

router = APIRouter(prefix="/api", responses=ERRORS)


@router.get("/matrix", response_model=MatrixAnswer)
def matrix(snapshot: Asked) -> Wire:
    """Where every party stands on every issue."""
    return matrix_to_wire(snapshot.matrix)


@router.get("/statements", response_model=list[StatementAnswer])
def statements(snapshot: Asked, wanted: AskedFor) -> list[Wire]:
    """The statements of a party, an issue and an act, or all of them, newest first."""
    return [statement_answer(snapshot, entry) for entry in wanted.chosen(snapshot)]


@router.get("/documents", response_model=list[DocumentAnswer])
def documents(
    snapshot: Asked, publisher: Annotated[str, Query(description="Only of this publisher.")] = ""
) -> list[Wire]:
    """The stored documents, in the order they were recorded."""
    counted = Counter(entry.statement.doc for entry in snapshot.view.entries)
    return [
        document_answer(snapshot, each, counted[each.id])
        for each in snapshot.view.imprints.values()
        if not publisher or each.publisher == publisher
    ]


@router.get("/documents/{document}", response_model=TextAnswer)
def document(snapshot: Asked, document: str) -> Wire:
    """A stored text and its statements in reading order."""
    found = document_of(snapshot, document)
    return _text(snapshot, found, entries_of(snapshot, found))


@router.get("/places", response_model=list[PlaceAnswer])
def places(snapshot: Asked) -> list[Wire]:
    """Where one can go by name: parties, issues and documents."""
    link, dossier = snapshot.moment.link, snapshot.dossier
    parties = ((each.name, link("statements", party=each.id), "party") for each in dossier.parties)
    issues = ((each.name, link("statements", issue=each.id), "issue") for each in dossier.issues)
    texts = (
        (each.title or each.name, link("documents", each.id), "document") for each in snapshot.view.imprints.values()
    )
    return [{"words": words, "href": href, "kind": kind} for words, href, kind in (*parties, *issues, *texts)]


def statement_answer(snapshot: Snapshot, entry: Entry) -> Wire:
    """A statement in the form of the API."""
    return entry_to_wire(entry, snapshot.view.imprints[entry.statement.doc].name)


def document_answer(snapshot: Snapshot, document: Imprint, n_statements: int) -> Wire:
    """A document in the form of the API."""
    family = snapshot.view.families.members.get(document.id, ())
    return imprint_to_wire(document) | {
        "n_statements": n_statements,
        "is_withdrawn": document.id in snapshot.view.withdrawn,
        "family": list(family),
    }


def _text(snapshot: Snapshot, document: Document, entries: tuple[Entry, ...]) -> Wire:
    return {
        "document": document_answer(snapshot, document, len(entries)),
        "text": document.text,
        "statements": [statement_answer(snapshot, entry) for entry in entries],
    }
