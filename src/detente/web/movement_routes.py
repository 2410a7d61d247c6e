"""The addresses of movement: its pages, and what they show as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from detente.analysis import Movement
from detente.model.wire import Wire, to_wire
from detente.web.answers import ERRORS
from detente.web.asking import Asked, Show
from detente.web.movement import LanesAnswer, lane_page, lanes_answer, lanes_page, movement_of, movement_page
from detente.web.schemas import answer

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
api = APIRouter(prefix="/api", responses=ERRORS)

Since = Annotated[str, Query(description="The day after which changes are told, YYYY-MM-DD; by default the last 30.")]
Parties = Annotated[list[str], Query(description="Two parties' ids, with a comma or one by one.")]


@router.get("/movement")
def movement(
    snapshot: Asked,
    show: Show,
    *,
    parties: Parties = [],  # noqa: B006 - a query's default, never changed
    issue: str = "",
    since: Since = "",
    begin: str = "",
    of: str = "",
    page: str = "",
) -> HTMLResponse:
    """Every issue at a glance, one with a lane for each party, or all stretches of one party on it."""
    if issue and of:
        return show(lane_page(snapshot, issue, of, page))
    if issue:
        return show(lanes_page(snapshot, issue, since, begin, parties))
    return show(movement_page(snapshot, since, begin, page))


@api.get("/movement", response_model=answer(Movement))
def movement_answer(
    snapshot: Asked,
    since: Since = "",
    issue: Annotated[str, Query(description="An issue's id; without it, all.")] = "",
) -> Wire:
    """What changed since a day, toward or away from whom, how fast, and who let how many chances pass."""
    found = movement_of(snapshot, since)
    if issue:
        found = found.chosen(issue=lanes_answer(snapshot, issue, ()).lanes.issue)
    wire: Wire = to_wire(found)
    return wire


@api.get("/lanes", response_model=answer(LanesAnswer))
def issue_lanes(
    snapshot: Asked,
    issue: Annotated[str, Query(description="An issue's id; one must be given.")] = "",
    parties: Parties = [],  # noqa: B006 - a query's default, never changed
) -> Wire:
    """How each party's position on an issue stood through time; two of them over each other if asked for."""
    wire: Wire = to_wire(lanes_answer(snapshot, issue, parties))
    return wire
