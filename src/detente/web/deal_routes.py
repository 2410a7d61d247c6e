"""The addresses of deals: the page, how sure it is, what models make of it, and the same as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from detente.dealspace import (
    Changes,
    Recorded,
    Scenario,
    chance_to_wire,
    changed_to_wire,
    deals,
    entry_words,
    space_to_wire,
    unlocking,
)
from detente.dealspace.forecasts import Forecasts
from detente.dealspace.openings import openings, unlocking_to_wire
from detente.errors import ScenarioError
from detente.model.wire import Wire, to_wire
from detente.web.answers import ERRORS
from detente.web.asking import Asked, Show
from detente.web.deal_doubts import MOST_DRAWS, doubts_page
from detente.web.deal_outlooks import outlooks_page
from detente.web.deal_shapes import ChanceAnswer, ChangedAnswer, SpaceAnswer, UnlockAnswer
from detente.web.deal_wishes import Wish
from detente.web.deals import deals_page
from detente.web.failures import BadQueryError, NoSuchPageError
from detente.web.reckoning import N_DRAWS, reckoned, recorded_of
from detente.web.schemas import answer
from detente.web.snapshots import Snapshot

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
api = APIRouter(prefix="/api", responses=ERRORS)

_Many = list[str]


def _changes(
    without: Annotated[_Many, Query(description="Red lines, reservations or linkages that fall, by id.")] = [],  # noqa: B006 - a query's default, never changed
    allow: Annotated[_Many, Query(description="LINE=OPTION: a line leaves room for an option.")] = [],  # noqa: B006
    number: Annotated[_Many, Query(alias="set", description="ENTRY=NUMBER: another number.")] = [],  # noqa: B006
    pay: Annotated[_Many, Query(description="PARTY:PARTY=NUMBER: a side payment.")] = [],  # noqa: B006
    add_option: Annotated[_Many, Query(description="ISSUE:OPTION=VALUES: one more option.")] = [],  # noqa: B006
) -> Changes:
    return Changes(
        without=tuple(without), allow=tuple(allow), number=tuple(number), pay=tuple(pay), add_option=tuple(add_option)
    )


AskedChanges = Annotated[Changes, Depends(_changes)]


@router.get("/deals")
def deals_shown(request: Request, snapshot: Asked, show: Show) -> Response:
    """Is there a deal; what the form sends is answered at the address that links write."""
    return _at_its_address(request, snapshot, ("deals",)) or show(deals_page(snapshot, Wish.of(request.query_params)))


@router.get("/deals/uncertainty")
def doubts_shown(request: Request, snapshot: Asked, show: Show) -> Response:
    """How sure it is whether there is a deal."""
    wish = Wish.of(request.query_params)
    return _at_its_address(request, snapshot, ("deals", "uncertainty")) or show(doubts_page(snapshot, wish))


@router.get("/deals/forecasts")
def outlooks_shown(snapshot: Asked, show: Show) -> HTMLResponse:
    """What bargaining models make of the positions."""
    return show(outlooks_page(snapshot))


@api.get("/deals", response_model=answer(SpaceAnswer))
def deals_answer(snapshot: Asked) -> Wire:
    """Which packages the red lines leave, and the scenario's counts, frontier and points."""
    recorded, _ = recorded_of(snapshot)
    found = None if recorded is None else reckoned(recorded.scenario).deals
    return space_to_wire(snapshot.state.deal_space(), recorded, found)


@api.get("/deals/what-if", response_model=answer(ChangedAnswer))
def changed_answer(snapshot: Asked, changes: AskedChanges) -> Wire:
    """What changes make of the deals, beside how things stand."""
    recorded, changed = _changed(snapshot, changes)
    return changed_to_wire(changes, deals(recorded.scenario), deals(changed))


@api.get("/deals/unlock", response_model=answer(UnlockAnswer))
def unlock_answer(snapshot: Asked, changes: AskedChanges) -> Wire:
    """What cannot stand together, and every smallest set of lines whose fall opens a deal."""
    _, changed = _changed(snapshot, changes)
    found = unlocking(changed)
    return unlocking_to_wire(found, openings(found))


@api.get("/deals/chance", response_model=answer(ChanceAnswer))
def chance_answer(
    snapshot: Asked,
    changes: AskedChanges,
    draws: Annotated[int, Query(ge=2, le=MOST_DRAWS)] = N_DRAWS,
    seed: Annotated[int, Query(ge=0, lt=2**31)] = 0,
) -> Wire:
    """How often a deal exists when the uncertain entries are drawn, and what that hangs on."""
    _, changed = _changed(snapshot, changes)
    found = reckoned(changed).chance_in(draws, seed)
    if found is None:
        raise ScenarioError("nothing in the scenario is uncertain, so there is nothing to draw")
    return chance_to_wire(found, lambda entry: entry_words(changed, entry))


@api.get("/deals/forecasts", response_model=answer(Forecasts))
def forecasts_answer(
    snapshot: Asked, issue: Annotated[str, Query(description="An issue's id; without it, all.")] = ""
) -> Wire:
    """What bargaining models make of the positions, each with its error on past decisions."""
    known = [each.id for each in snapshot.dossier.issues]
    if issue and issue not in known:
        raise NoSuchPageError(f"The dossier has no issue {issue!r}.")
    wire: Wire = to_wire(snapshot.state.forecasts(issue or None))
    return wire


def _changed(snapshot: Snapshot, changes: Changes) -> tuple[Recorded, Scenario]:
    recorded, missing = recorded_of(snapshot)
    if recorded is None:
        raise NoSuchPageError(f"There is no deal space: {missing}.")
    try:
        return recorded, changes.of(recorded.scenario)
    except ScenarioError as error:
        raise BadQueryError("the change", "; ".join(changes.words), f"one that fits: {error}") from error


def _at_its_address(request: Request, snapshot: Snapshot, path: tuple[str, ...]) -> Response | None:
    """Where the form's fields are told as links write them; None where they are already."""
    wish = Wish.of(request.query_params)
    if wish.is_told_by(request.query_params):
        return None
    return RedirectResponse(wish.link(snapshot.moment, *path), status_code=303)
