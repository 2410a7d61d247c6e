"""The addresses of what a plan rests on: assumptions, hypotheses, hurdles and watch; pages, and the same as JSON."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from detente.analysis import AssumptionCase, Hurdle, HypothesisMatrix, WatchState
from detente.model.wire import Wire, to_wire
from detente.web.answers import ERRORS
from detente.web.asking import Asked, Show
from detente.web.hurdles import hurdles_page
from detente.web.plans import assumptions_page
from detente.web.schemas import answer
from detente.web.seen import mark_seen, seen_of
from detente.web.sessions import Ours
from detente.web.watching import watch_page

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
api = APIRouter(prefix="/api", responses=ERRORS)


@router.get("/assumptions")
def assumptions(snapshot: Asked, show: Show) -> HTMLResponse:
    """The assumptions and the hypotheses."""
    return show(assumptions_page(snapshot))


@router.get("/ratification")
def ratification(snapshot: Asked, show: Show) -> HTMLResponse:
    """The hurdles at home."""
    return show(hurdles_page(snapshot))


@router.get("/watch")
def watch(snapshot: Asked, show: Show, request: Request) -> HTMLResponse:
    """What is looked out for, with what is new to this browser."""
    return show(watch_page(snapshot, seen_of(request.cookies, snapshot.dossier.id)))


@router.post("/watch/seen", dependencies=[Ours], response_model=None)
def seen(snapshot: Asked, until: Annotated[str, Form()] = "") -> Response:
    """Marks all hits of the page that sent this as read, in this browser alone."""
    response = RedirectResponse("/watch", HTTPStatus.SEE_OTHER)
    mark_seen(response, snapshot.dossier.id, until)
    return response


@api.get("/assumptions", response_model=list[answer(AssumptionCase)])  # type: ignore[misc]
def assumption_list(snapshot: Asked) -> list[Wire]:
    """How the assumptions of the dossier stand, the most inconsistent first."""
    return [to_wire(each) for each in snapshot.assumptions]


@api.get("/hypotheses", response_model=list[answer(HypothesisMatrix)])  # type: ignore[misc]
def hypothesis_list(snapshot: Asked) -> list[Wire]:
    """The answers to the dossier's questions beside the evidence."""
    return [to_wire(each) for each in snapshot.hypotheses]


@api.get("/ratification", response_model=list[answer(Hurdle)])  # type: ignore[misc]
def hurdle_list(snapshot: Asked) -> list[Wire]:
    """What a deal has to pass at home, party by party."""
    return [to_wire(each) for each in snapshot.state.ratification()]


@api.get("/watch", response_model=list[answer(WatchState)])  # type: ignore[misc]
def watch_list(snapshot: Asked) -> list[Wire]:
    """What the dossier looks out for, with what has answered it."""
    return [to_wire(each) for each in snapshot.watch]
