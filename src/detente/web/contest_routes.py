"""The addresses of contests: pages with forms, and the same as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, create_model

from detente.analysis import Contest
from detente.analysis.wire import contest_to_wire
from detente.errors import RefusedReviewError
from detente.model import StatementId, Verdict
from detente.model.wire import Wire
from detente.web.answers import ERRORS, REFUSALS
from detente.web.asking import Asked, Open, Show
from detente.web.contests import Draft, contest_of, contest_page, contests_page, stale_page
from detente.web.schemas import answer
from detente.web.sessions import Ours

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
api = APIRouter(prefix="/api", responses=ERRORS)

ContestAnswer: type[BaseModel] = create_model(
    "ContestAnswer", __base__=answer(Contest), __doc__=Contest.__doc__, id=(str, ...), is_settled=(bool, ...)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionBody:
    """What an analyst finds of a contest.

    Attributes:
        verdict: What was found.
        reason: Why; never empty.
        upheld: For "upheld": a statement of each side that holds.
        source: What it rests on: a document, an address, who told.
    """

    verdict: Verdict
    reason: str
    upheld: tuple[str, ...] = ()
    source: str | None = None


class ResolutionForm(BaseModel):
    """The same as a form sends it; what it leaves out is empty."""

    verdict: str = ""
    reason: str = ""
    source: str = ""
    upheld: tuple[str, ...] = ()
    seen: str = ""

    @property
    def draft(self) -> Draft:
        """What the analyst is about to decide."""
        return Draft(
            verdict=self.verdict,
            reason=self.reason,
            source=self.source,
            upheld=tuple(map(StatementId, self.upheld)),
            seen=self.seen,
        )


@router.get("/contests")
def contests(snapshot: Asked, show: Show, page: str = "") -> HTMLResponse:
    """The inbox."""
    return show(contests_page(snapshot, page))


@router.get("/contests/{contest}")
def contest(snapshot: Asked, show: Show, contest: str) -> HTMLResponse:
    """One contest, to be decided."""
    return show(contest_page(snapshot, contest))


@router.post("/contests/{contest}/resolutions", dependencies=[Ours], response_model=None)
def decide(
    snapshot: Asked,
    workspace: Open,
    show: Show,
    contest: str,
    form: Annotated[ResolutionForm, Form()],
) -> Response:
    """Records what the form holds and leads back to the contest; or shows the form again with what is wrong."""
    draft = form.draft
    stale = stale_page(snapshot, contest, draft)
    if stale is not None:
        return _refused(show(stale), HTTPStatus.CONFLICT)
    holding = draft.upheld if draft.verdict == Verdict.UPHELD else ()
    try:
        workspace.resolve(contest, draft.verdict, draft.reason, upheld=holding, source=draft.source.strip() or None)
    except RefusedReviewError as error:
        return _refused(show(contest_page(snapshot, contest, draft, str(error))), HTTPStatus.UNPROCESSABLE_ENTITY)
    return RedirectResponse(snapshot.moment.link("contests", contest), HTTPStatus.SEE_OTHER)


@api.get("/contests", response_model=list[ContestAnswer])  # type: ignore[valid-type]
def contest_list(snapshot: Asked) -> list[Wire]:
    """The statements that cannot all hold, side by side, those that need an answer first."""
    return list(map(contest_to_wire, snapshot.contests))


@api.post(
    "/contests/{contest}/resolutions", dependencies=[Ours], response_model=ContestAnswer, responses=REFUSALS,
    status_code=HTTPStatus.CREATED,
)  # fmt: skip
def resolve(snapshot: Asked, workspace: Open, contest: str, body: ResolutionBody) -> Wire:
    """Records an analyst's verdict on a contest, and gives the contest after that."""
    found = contest_of(snapshot, contest)
    resolved = workspace.resolve(found.key, body.verdict, body.reason, upheld=body.upheld, source=body.source)
    return contest_to_wire(resolved)


def _refused(page: HTMLResponse, status: HTTPStatus) -> HTMLResponse:
    page.status_code = status
    return page
