"""The addresses of the pages."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from detente.web.asking import Asked, Kept, Show
from detente.web.briefs import brief_file, brief_page
from detente.web.documents import documents_page
from detente.web.evidence import cell_page
from detente.web.matrices import matrix_page
from detente.web.pages import KeysPage
from detente.web.visits import Visit, since

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


@router.get("/")
def matrix(request: Request, snapshot: Asked, opened: Kept, show: Show) -> HTMLResponse:
    """Where the parties stand, and what is told otherwise than at this browser's last visit."""
    now = datetime.now(UTC)
    last = Visit.of(request)
    visit = last.next(now) if last else Visit(None, now)
    answer = show(matrix_page(snapshot, since(visit, snapshot, opened)))
    visit.keep(answer)
    return answer


@router.get("/cell/{party}/{issue}")
def cell(snapshot: Asked, show: Show, party: str, issue: str, page: str = "") -> HTMLResponse:
    """The evidence of one cell."""
    return show(cell_page(snapshot, party, issue, page))


@router.get("/documents")
def documents(snapshot: Asked, show: Show, publisher: str = "", page: str = "") -> HTMLResponse:
    """The stored documents, of one publisher or all."""
    return show(documents_page(snapshot, publisher, page))


@router.get("/keys")
def keys(snapshot: Asked, show: Show) -> HTMLResponse:
    """The keys, to be changed or switched off."""
    return show(KeysPage(snapshot.frame("keys")))


@router.get("/brief")
def brief(snapshot: Asked, length: str = "", since: str = "") -> HTMLResponse:
    """The brief, as it is also written to a file."""
    return brief_page(snapshot, length, since)


@router.get("/brief/{name}")
def kept_brief(snapshot: Asked, name: str, length: str = "", since: str = "") -> Response:
    """The brief as a file to keep."""
    return brief_file(snapshot, name, length, since)
