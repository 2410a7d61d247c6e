"""The addresses that a statement is added at."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from detente.errors import RefusedReviewError
from detente.model import Act, Firmness
from detente.model.wire import Wire
from detente.web.answers import ERRORS, REFUSALS, StatementAnswer
from detente.web.api import statement_answer
from detente.web.asking import Now, Open, Show
from detente.web.deciders import Decider
from detente.web.evidence import text_link
from detente.web.forms import Form, fields_of
from detente.web.reader import reader_page
from detente.web.sessions import Ours
from detente.web.stating import AskedStatement, state, state_by_form
from detente.web.texts import document_of

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
api = APIRouter(prefix="/api", responses=ERRORS)


class StatementBody(BaseModel):
    """A statement that the coder missed; what may be left out is told in docs/web.md."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    quote: str = Field(description="Its words, as the text has them.")
    party: str
    issue: str
    act: Act
    firmness: Firmness = Firmness.UNCLEAR
    start: int | None = Field(None, description="Where the words begin, if the text has them several times.")
    option: str | None = None
    value: dict[str, Any] | None = Field(None, description="A number or range; without a unit in the issue's.")
    condition: dict[str, Any] | None = None
    speaker: str | None = None
    reported_by: list[str] = Field(default_factory=list)
    said_on: str | None = None
    reason: str = Field("", description="Why it is a statement; may be left out.")


@router.post("/documents/{document}/statements", dependencies=[Ours], response_model=None)
def add(workspace: Open, now: Now, show: Show, decider: Decider, form: Form, document: str) -> Response:
    """Adds the statement that the form holds and leads to it; or shows the text again with what is wrong."""
    snapshot, fields = now(), fields_of(form)
    found = document_of(snapshot, document)
    try:
        entry = state_by_form(workspace, found, fields, decider)
    except RefusedReviewError as error:
        asked = AskedStatement(fields=fields, error=str(error))
        page = show(reader_page(snapshot, found.id, decider=decider, asked_statement=asked))
        page.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return page
    return RedirectResponse(text_link(now(), entry), HTTPStatus.SEE_OTHER)


@api.post(
    "/documents/{document}/statements", dependencies=[Ours], response_model=StatementAnswer, responses=REFUSALS,
    status_code=HTTPStatus.CREATED,
)  # fmt: skip
def tell(workspace: Open, now: Now, decider: Decider, document: str, body: StatementBody) -> Wire:
    """Adds a statement that the coder missed, and gives it."""
    id_ = document_of(now(), document).id
    fields = body.model_dump(mode="json", exclude={"reason"}, exclude_none=True)
    return statement_answer(now(), state(workspace, id_, fields, body.reason, decider))
