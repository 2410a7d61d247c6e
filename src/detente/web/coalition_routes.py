"""The addresses of coalitions: the page, two actors alone, the network as a file, and what they show as JSON."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, Response

from detente.analysis.coalitions import CampsAt, Pair
from detente.analysis.networks import gexf, graphml, matrix_csv
from detente.analysis.networks.network_wire import network_to_wire
from detente.model.wire import Wire, to_wire
from detente.web.answers import ERRORS
from detente.web.asking import Asked, Show
from detente.web.camp_asking import CampQuery
from detente.web.camp_pairs import pair_page
from detente.web.coalitions import coalitions_page
from detente.web.failures import NoSuchPageError
from detente.web.movement import since_day
from detente.web.schemas import answer
from detente.web.snapshots import Snapshot
from detente.workspace.camps import Camps

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
api = APIRouter(prefix="/api", responses=ERRORS)

_MEDIA = {"graphml": "application/graphml+xml", "gexf": "application/gexf+xml", "csv": "text/csv"}


def _asked_for(
    by: Annotated[str, Query(description="Whose ties: party or speaker; by default party.")] = "",
    through: Annotated[str, Query(description="Through what: outcome, issue or option; by default outcome.")] = "",
    months: Annotated[str, Query(description="Of the last 3, 6 or 12 months; 0 or nothing for all days.")] = "",
) -> CampQuery:
    return CampQuery.parse(by, through, months)


AskedFor = Annotated[CampQuery, Depends(_asked_for)]
Since = Annotated[str, Query(description="The day from which on changes are told; by default the last 30 days.")]
One = Annotated[str, Query(description="One of those who stand in camps, by name, or a party by its id.")]
Other = Annotated[str, Query(description="Another one.")]


@router.get("/coalitions")
def coalitions(snapshot: Asked, show: Show, asked: AskedFor, since: Since = "") -> HTMLResponse:
    """Who stands with whom."""
    return show(coalitions_page(snapshot, asked, since_day(snapshot, since), since.strip()))


@router.get("/coalitions/pair")
def pair(snapshot: Asked, show: Show, asked: AskedFor, one: One = "", other: Other = "") -> HTMLResponse:
    """What two agree and disagree on."""
    return show(pair_page(snapshot, asked, one, other, since_day(snapshot, "")))


@router.get("/coalitions/{name}")
def network_file(snapshot: Asked, asked: AskedFor, name: str) -> Response:
    """The network as a file for other programs."""
    return _file(snapshot, asked, name)


@api.get("/coalitions", response_model=answer(Camps))
def coalitions_answer(snapshot: Asked, asked: AskedFor, since: Since = "") -> Wire:
    """The camps with their ties, and who drew together or apart; as ``detente coalitions --format json`` gives it."""
    wire: Wire = to_wire(snapshot.camps.camps(asked, since_day(snapshot, since)))
    return wire


@api.get("/coalitions/days", response_model=list[answer(CampsAt)])  # type: ignore[misc]
def coalition_days(snapshot: Asked, asked: AskedFor) -> list[Wire]:
    """The camps at days on the way to the one that is shown, which is the last."""
    return [to_wire(each) for each in snapshot.camps.series(asked, since_day(snapshot, ""))]


@api.get("/coalitions/pair", response_model=answer(Pair))
def pair_answer(snapshot: Asked, asked: AskedFor, one: One = "", other: Other = "") -> Wire:
    """What two agree and disagree on, with the statements of each."""
    wire: Wire = to_wire(snapshot.camps.pair(asked, one, other))
    return wire


@api.get("/network")
def network_answer(snapshot: Asked, asked: AskedFor) -> dict[str, Any]:
    """The ties with their statements; as ``detente network --format json`` gives it."""
    return network_to_wire(snapshot.camps.network(asked))


def _file(snapshot: Snapshot, asked: CampQuery, name: str) -> Response:
    stem, _, ending = name.rpartition(".")
    if stem != "network" or ending not in _MEDIA:
        raise NoSuchPageError(f"There is no {name!r}; choose from {', '.join(f'network.{each}' for each in _MEDIA)}.")
    made = snapshot.camps.network(asked).network
    match ending:
        case "graphml":
            text = graphml(made)
        case "gexf":
            text = gexf((made,))
        case _:
            text = "".join(matrix_csv(made.values, made.rows, made.columns))
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type=_MEDIA[ending], headers=headers)
