"""The addresses that forms send decisions to; each leads back to the page that it came from.

A script that asks for a part of a page gets that in place of the way back: what it shows then is made here too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from detente.errors import StaleReviewError, UnknownStatementError
from detente.model import Decision, Entry
from detente.web.asking import Now, Open, Show
from detente.web.deciders import Decider, keep_name
from detente.web.deciding import Wished, accept_each, decide, merge, named_in, parts_of, split, wished
from detente.web.forms import Form, back_of, fields_of, seen_of
from detente.web.reader import note_part
from detente.web.reasons import USUAL
from detente.web.rendering import Page
from detente.web.sessions import Ours
from detente.web.snapshots import Snapshot
from detente.web.statement_pages import merged_page, outcomes_page, stale_page
from detente.web.statements import item_part

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False, dependencies=[Ours])

_PARTS: Mapping[str, Callable[[Snapshot, Sequence[Entry]], Page]] = MappingProxyType(
    {"note": note_part, "item": item_part}
)
Part = Annotated[str, Header(alias="x-part")]
"""What a script wants in place of a whole page: ``note`` or ``item``; empty for none."""


@router.post("/statements/{statement}/reviews", response_model=None)
def review(
    workspace: Open, now: Now, show: Show, decider: Decider, form: Form, statement: str, part: Part = ""
) -> Response:
    """Accepts, corrects or rejects a statement, or takes the last decision back."""
    fields, before = fields_of(form), now()
    entry = before.view.entry(statement)
    wish = wished(before, entry, fields)
    try:
        entry = decide(workspace, entry.id, wish, decider)
    except StaleReviewError as error:
        return _stale(now(), show, entry.id, error, wish, back_of(form))
    if part in _PARTS:
        return show(_PARTS[part](now(), [entry]))
    return RedirectResponse(back_of(form, entry.id), HTTPStatus.SEE_OTHER)


@router.post("/statements/{statement}/split", response_model=None)
def split_one(
    workspace: Open, now: Now, show: Show, decider: Decider, form: Form, statement: str, part: Part = ""
) -> Response:
    """Puts several statements in the place of one; a script is told where the first of them is shown."""
    fields, before = fields_of(form), now()
    entry = before.view.entry(statement)
    parts = parts_of(entry, fields, before.view.documents[entry.statement.doc].text)
    reason = fields.get("reason", "").strip() or USUAL[Decision.SPLIT]
    try:
        _, first, *_ = split(workspace, entry.id, parts, reason, decider, seen_of(fields.get("seen", "")))
    except StaleReviewError as error:
        return _stale(now(), show, entry.id, error, None, back_of(form))
    back = back_of(form, first.id)
    if part in _PARTS:
        return Response(status_code=HTTPStatus.CREATED, headers={"location": back})
    return RedirectResponse(back, HTTPStatus.SEE_OTHER)


@router.post("/reviews", response_model=None)
def several(workspace: Open, now: Now, show: Show, decider: Decider, form: Form, part: Part = "") -> Response:
    """Accepts each of the statements that are named, or makes one of them."""
    fields = fields_of(form)
    named = named_in([value for value in form.getlist("several") if isinstance(value, str)])
    reason = fields.get("reason", "").strip()
    if fields.get("do") == Decision.MERGE:
        try:
            made, *merged = merge(workspace, named, {}, reason or USUAL[Decision.MERGE], decider)
        except StaleReviewError as error:
            stale = next(id_ for id_, seen in named if len(now().view.entry(id_).reviews) != seen)
            return _stale(now(), show, stale, error, None, back_of(form))
        back = back_of(form, made.id)
        page = merged_page(now(), made, merged, back)
        return RedirectResponse(back, HTTPStatus.SEE_OTHER) if page is None else show(page)
    outcomes = tuple(accept_each(workspace, named, reason or USUAL[Decision.ACCEPT], decider))
    if part in _PARTS:
        after = now()
        known = [entry for id_, _ in named if (entry := _entry(after, id_)) is not None]
        answer = show(_PARTS[part](after, known))
        answer.headers["x-refused"] = str(sum(not each.is_recorded for each in outcomes))
        return answer
    if all(each.is_recorded for each in outcomes):
        return RedirectResponse(back_of(form), HTTPStatus.SEE_OTHER)
    return show(outcomes_page(now(), outcomes, back_of(form)))


@router.post("/decider", response_model=None)
def decider(form: Form) -> Response:
    """Keeps the name that this browser decides in; a blank one is forgotten."""
    answer = RedirectResponse(back_of(form), HTTPStatus.SEE_OTHER)
    keep_name(answer, fields_of(form).get("name", ""))
    return answer


def _entry(snapshot: Snapshot, statement: str) -> Entry | None:
    try:
        return snapshot.view.entry(statement)
    except UnknownStatementError:
        return None


def _stale(
    snapshot: Snapshot,
    show: Callable[[Page], HTMLResponse],
    statement: str,
    error: StaleReviewError,
    wish: Wished | None,
    back: str,
) -> HTMLResponse:
    answer = show(stale_page(snapshot, snapshot.view.entry(statement), error, wish, back))
    answer.status_code = HTTPStatus.CONFLICT
    return answer
