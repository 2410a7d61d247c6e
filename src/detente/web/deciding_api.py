"""The addresses of the API that decisions are sent to, by the words of the workspace's own functions."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from detente.model import Entry
from detente.model.wire import Wire, to_wire
from detente.web.answers import ERRORS, REFUSALS, StatementAnswer
from detente.web.api import statement_answer
from detente.web.asking import Now, Open
from detente.web.deciders import Decider
from detente.web.deciding import MOST_AT_ONCE, Outcome, Wished, accept_each, decide, merge, require_words, split
from detente.web.schemas import answer
from detente.web.sessions import Ours
from detente.web.snapshots import Snapshot

router = APIRouter(prefix="/api", responses=ERRORS | REFUSALS, dependencies=[Ours])


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    reason: str = Field(description="Why; never empty.")


class ReviewBody(_Body):
    """A decision on one statement."""

    decision: Literal["accept", "correct", "reject", "undo"]
    changes: dict[str, Any] = Field(default_factory=dict, description="For a correction: field to new value.")
    seen: int | None = Field(None, description="How many reviews of it the reviewer saw; refused where there are more.")


class Named(BaseModel):
    """A statement with the number of its reviews that the reviewer saw."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    statement: str
    seen: int


class AcceptBody(_Body):
    """Several statements to accept, each by itself."""

    decision: Literal["accept"] = "accept"
    statements: list[Named] = Field(min_length=1, max_length=MOST_AT_ONCE)


class SplitBody(_Body):
    """The parts of one statement, each by the fields in which it differs from it."""

    parts: list[dict[str, Any]] = Field(min_length=2, max_length=MOST_AT_ONCE)
    seen: int | None = Field(None, description="How many reviews of it the reviewer saw; refused where there are more.")


class MergeBody(_Body):
    """Statements of one document that are one."""

    statements: list[Named] = Field(min_length=2, max_length=MOST_AT_ONCE)
    changes: dict[str, Any] = Field(default_factory=dict, description="Field to new value, in the first of them.")


@router.post("/statements/{statement}/reviews", response_model=StatementAnswer)
def review(workspace: Open, now: Now, decider: Decider, statement: str, body: ReviewBody) -> Wire:
    """Records a decision on a statement; gives the statement after it."""
    require_words(statement)
    entry = decide(workspace, statement, Wished(body.decision, body.seen, body.reason, body.changes), decider)
    return statement_answer(now(), entry)


@router.post("/statements/{statement}/split", response_model=list[StatementAnswer])
def split_one(workspace: Open, now: Now, decider: Decider, statement: str, body: SplitBody) -> list[Wire]:
    """Puts several statements in the place of one; gives it and then those."""
    require_words(statement)
    return _told(now(), split(workspace, statement, body.parts, body.reason, decider, body.seen))


@router.post("/merges", response_model=list[StatementAnswer])
def merge_several(workspace: Open, now: Now, decider: Decider, body: MergeBody) -> list[Wire]:
    """Puts one statement in the place of several; gives it and then those."""
    named = [(each.statement, each.seen) for each in body.statements]
    return _told(now(), merge(workspace, named, body.changes, body.reason, decider))


@router.post("/reviews", response_model=list[answer(Outcome)])  # type: ignore[misc]
def accept_several(workspace: Open, decider: Decider, body: AcceptBody) -> list[Wire]:
    """Accepts each of the statements that are named; what is refused stops no other."""
    named = [(each.statement, each.seen) for each in body.statements]
    return [to_wire(outcome) for outcome in accept_each(workspace, named, body.reason, decider)]


def _told(snapshot: Snapshot, entries: tuple[Entry, ...]) -> list[Wire]:
    return [statement_answer(snapshot, entry) for entry in entries]
