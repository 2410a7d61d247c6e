"""The addresses of linkages: the page, and what it shows as JSON."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from detente.analysis import Linkages
from detente.model.wire import Wire, to_wire
from detente.web.answers import ERRORS
from detente.web.asking import Asked, Show
from detente.web.linkages import linkage_page, linkages_page
from detente.web.schemas import answer

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
api = APIRouter(prefix="/api", responses=ERRORS)


@router.get("/linkages")
def linkages(snapshot: Asked, show: Show, only: str = "", page: str = "") -> HTMLResponse:
    """Which issue is made to wait for which, or one linkage with all who make it."""
    return show(linkage_page(snapshot, only) if only else linkages_page(snapshot, page))


@api.get("/linkages", response_model=answer(Linkages))
def linkages_answer(snapshot: Asked) -> Wire:
    """The directed graph of conditions between issues, its circles, and what ties nothing."""
    wire: Wire = to_wire(snapshot.state.linkages())
    return wire
