"""The addresses of the pages."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from detente.web.asking import Asked, AskedFor
from detente.web.briefs import brief_page
from detente.web.evidence import cell_page
from detente.web.matrices import matrix_page
from detente.web.rendering import show
from detente.web.statements import statements_page
from detente.web.texts import document_named, document_page, documents_page

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


@router.get("/")
def matrix(snapshot: Asked) -> HTMLResponse:
    """Where the parties stand."""
    return show(matrix_page(snapshot))


@router.get("/cell/{party}/{issue}")
def cell(snapshot: Asked, party: str, issue: str) -> HTMLResponse:
    """The evidence of one cell."""
    return show(cell_page(snapshot, party, issue))


@router.get("/statements")
def statements(snapshot: Asked, wanted: AskedFor, page: str = "") -> HTMLResponse:
    """The statements, filtered."""
    return show(statements_page(snapshot, wanted, page))


@router.get("/documents")
def documents(snapshot: Asked) -> HTMLResponse:
    """The stored documents."""
    return show(documents_page(snapshot))


@router.get("/documents/{document}", response_model=None)
def document(snapshot: Asked, document: str, statement: str = "") -> Response:
    """A stored text with its quotes marked; by the document's name, the way to it."""
    if named := document_named(snapshot, document):
        return RedirectResponse(snapshot.moment.link("documents", named, statement=statement))
    return show(document_page(snapshot, document, statement))


@router.get("/brief")
def brief(snapshot: Asked, length: str = "", since: str = "") -> HTMLResponse:
    """The brief, as it is also written to a file."""
    return brief_page(snapshot, length, since)
