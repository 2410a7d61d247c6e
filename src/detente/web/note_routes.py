"""The address of a note's words, and decisions on it."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from detente.errors import RefusedReviewError
from detente.model import Decision, NoteId, NoteReview
from detente.model.wire import Wire, to_wire
from detente.web.answers import ERRORS, REFUSALS
from detente.web.asking import Asked, Open, Show
from detente.web.deciders import Decider
from detente.web.notes import note_of, note_page
from detente.web.schemas import answer
from detente.web.sessions import Ours

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
api = APIRouter(prefix="/api", responses=ERRORS)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteReviewBody:
    """A decision on a note; the reason is never empty."""

    decision: Literal["reject", "undo"]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedNote:
    """A note's id, whether it is rejected now, and what analysts decided on it, oldest first."""

    id: NoteId
    is_rejected: bool
    reviews: tuple[NoteReview, ...]


class NoteReviewForm(BaseModel):
    """The same as a form sends it."""

    decision: str = ""
    reason: str = ""


@router.get("/notes/{note}")
def note(snapshot: Asked, show: Show, note: str) -> HTMLResponse:
    """A note's words in the stored text."""
    return show(note_page(snapshot, note))


@router.post("/notes/{note}/reviews", dependencies=[Ours], response_model=None)
def decide(
    snapshot: Asked, workspace: Open, show: Show, decider: Decider, note: str, form: Annotated[NoteReviewForm, Form()]
) -> Response:
    """Records what the form holds and leads back to the note; or shows it again with what is wrong."""
    entry = note_of(snapshot, note)
    try:
        workspace.review_note(entry.id, form.decision, form.reason, decider)
    except RefusedReviewError as error:
        page = show(note_page(snapshot, note, str(error)))
        page.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return page
    return RedirectResponse(f"/notes/{entry.id}", HTTPStatus.SEE_OTHER)


@api.post(
    "/notes/{note}/reviews", dependencies=[Ours], response_model=answer(ReviewedNote), responses=REFUSALS,
    status_code=HTTPStatus.CREATED,
)  # fmt: skip
def review(snapshot: Asked, workspace: Open, decider: Decider, note: str, body: NoteReviewBody) -> Wire:
    """Records an analyst's decision on a note, and gives the note after that."""
    entry = note_of(snapshot, note)
    found = workspace.review_note(entry.id, Decision(body.decision), body.reason, decider)
    told: Wire = to_wire(ReviewedNote(id=found.id, is_rejected=found.is_rejected, reviews=found.reviews))
    return told
