"""The addresses that texts and statements are read at."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from detente.web.asking import Asked, AskedFor, Show
from detente.web.deciders import Decider
from detente.web.forms import address_within
from detente.web.reader import note_part, reader_page
from detente.web.statement_pages import statement_page
from detente.web.statements import item_part, statements_page
from detente.web.texts import document_named

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


@router.get("/statements")
def statements(snapshot: Asked, show: Show, wanted: AskedFor, decider: Decider, page: str = "") -> HTMLResponse:
    """The statements, filtered."""
    return show(statements_page(snapshot, wanted, page, decider))


@router.get("/statements/{statement}")
def statement(snapshot: Asked, show: Show, decider: Decider, statement: str, back: str = "") -> HTMLResponse:
    """One statement, with everything that can be decided on it."""
    return show(statement_page(snapshot, statement, address_within(back), decider))


@router.get("/parts/notes/{statement}")
def note(snapshot: Asked, show: Show, statement: str) -> HTMLResponse:
    """One statement as it stands beside its text."""
    return show(note_part(snapshot, [snapshot.view.entry(statement)]))


@router.get("/parts/items/{statement}")
def item(snapshot: Asked, show: Show, statement: str) -> HTMLResponse:
    """One statement as it stands in the list."""
    return show(item_part(snapshot, [snapshot.view.entry(statement)]))


@router.get("/documents/{document}", response_model=None)
def document(
    snapshot: Asked,
    show: Show,
    decider: Decider,
    document: str,
    statement: str = "",
    at: str = "",
    explain: str = "",
) -> Response:
    """A stored text with its quotes marked; by the document's name, the way to it."""
    if named := document_named(snapshot, document):
        return RedirectResponse(snapshot.moment.link("documents", named, statement=statement, at=at))
    return show(reader_page(snapshot, document, statement, decider, at=at, is_explained=bool(explain)))
