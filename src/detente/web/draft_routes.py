"""The addresses of drafts and meetings: pages, and the same as JSON."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from detente.analysis import InstrumentHistory, Round
from detente.model.wire import Wire, to_wire
from detente.web.answers import ERRORS
from detente.web.asking import Asked, Show
from detente.web.drafts import draft_page, drafts_page
from detente.web.schemas import answer

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
api = APIRouter(prefix="/api", responses=ERRORS)


@router.get("/drafts")
def drafts(snapshot: Asked, show: Show, page: str = "") -> HTMLResponse:
    """The drafts and the meetings."""
    return show(drafts_page(snapshot, page))


@router.get("/drafts/{draft}")
def draft(snapshot: Asked, show: Show, draft: str) -> HTMLResponse:
    """The card of one draft."""
    return show(draft_page(snapshot, draft))


@api.get("/instruments", response_model=list[answer(InstrumentHistory)])  # type: ignore[misc]
def instruments(snapshot: Asked) -> list[Wire]:
    """The proposals, drafts and agreements, and how far each has come."""
    return [to_wire(each) for each in snapshot.state.instruments]


@api.get("/rounds", response_model=list[answer(Round)])  # type: ignore[misc]
def rounds(snapshot: Asked) -> list[Wire]:
    """The meetings of the talks, held and announced."""
    return [to_wire(each) for each in snapshot.state.rounds()]
