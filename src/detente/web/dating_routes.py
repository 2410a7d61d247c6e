"""The addresses that a document is given its day at."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from detente.errors import RefusedReviewError
from detente.model.wire import Wire
from detente.web.answers import ERRORS, REFUSALS, DocumentAnswer
from detente.web.api import document_answer
from detente.web.asking import Now, Open, Show
from detente.web.dating import AskedDay, give_day
from detente.web.deciders import Decider
from detente.web.reader import reader_page
from detente.web.sessions import Ours
from detente.web.texts import document_of, entries_of

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
api = APIRouter(prefix="/api", responses=ERRORS)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBody:
    """When a document was published: a day, a month or a year; the reason is never empty."""

    published: str
    reason: str


class DayForm(BaseModel):
    """The same as a form sends it."""

    published: str = ""
    reason: str = ""


@router.post("/documents/{document}/days", dependencies=[Ours], response_model=None)
def date(
    workspace: Open, now: Now, show: Show, decider: Decider, document: str, form: Annotated[DayForm, Form()]
) -> Response:
    """Records the day that the form holds and leads back to the text; or shows it again with what is wrong."""
    snapshot = now()
    id_ = document_of(snapshot, document).id
    try:
        give_day(workspace, id_, form.published, form.reason, decider)
    except RefusedReviewError as error:
        asked = AskedDay(published=form.published, reason=form.reason, error=str(error))
        page = show(reader_page(snapshot, id_, decider=decider, asked_day=asked))
        page.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return page
    return RedirectResponse(f"/documents/{id_}", HTTPStatus.SEE_OTHER)


@api.post(
    "/documents/{document}/days", dependencies=[Ours], response_model=DocumentAnswer, responses=REFUSALS,
    status_code=HTTPStatus.CREATED,
)  # fmt: skip
def give(workspace: Open, now: Now, decider: Decider, document: str, body: DayBody) -> Wire:
    """Records when a document was published, codes it again by that day, and gives it after that."""
    id_ = document_of(now(), document).id
    give_day(workspace, id_, body.published, body.reason, decider)
    after = now()
    found = document_of(after, id_)
    return document_answer(after, found, len(entries_of(after, found)))
