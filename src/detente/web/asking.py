"""Asking: how a request becomes a snapshot of the workspace, and a record an answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Query, Request
from fastapi.responses import HTMLResponse

from detente.web.moments import Moment
from detente.web.opened import Opened
from detente.web.rendering import Page, show
from detente.web.sessions import Token
from detente.web.snapshots import Snapshot
from detente.web.statements import Wanted
from detente.workspace import Workspace


def _moment(
    as_of: Annotated[str, Query(description="Only what was said by this day, YYYY-MM-DD.")] = "",
    known_at: Annotated[
        str, Query(description="Only what was recorded by this day or time in UTC, YYYY-MM-DDTHH:MM.")
    ] = "",
) -> Moment:
    return Moment.parse(as_of, known_at)


def _opened(request: Request) -> Opened:
    opened: Opened = request.app.state.opened
    return opened


def _snapshot(opened: Annotated[Opened, Depends(_opened)], moment: Annotated[Moment, Depends(_moment)]) -> Snapshot:
    return opened.snapshot(moment)


def _now(opened: Annotated[Opened, Depends(_opened)]) -> Callable[[], Snapshot]:
    return lambda: opened.snapshot(Moment())


def _workspace(opened: Annotated[Opened, Depends(_opened)]) -> Workspace:
    return opened.workspace()


def _wanted(
    *,
    party: Annotated[str, Query(description="A party's id.")] = "",
    issue: Annotated[str, Query(description="An issue's id.")] = "",
    act: Annotated[str, Query(description="An act, such as demand or reject.")] = "",
    firmness: Annotated[str, Query(description="A firmness, such as red_line.")] = "",
    status: Annotated[str, Query(description="What became of it, such as accepted; or undecided.")] = "",
    source: Annotated[str, Query(description="Who published the document.")] = "",
    first: Annotated[str, Query(alias="from", description="Said on this day or later, YYYY-MM-DD.")] = "",
    last: Annotated[str, Query(alias="to", description="Said by this day, YYYY-MM-DD.")] = "",
) -> Wanted:
    return Wanted(party, issue, act, firmness, status, source, first, last)


def _show(token: Token) -> Callable[[Page], HTMLResponse]:
    return lambda page: show(page, token)


At = Annotated[Moment, Depends(_moment)]
"""The moment that the request asks for."""

Kept = Annotated[Opened, Depends(_opened)]
"""The workspace as it stays open between requests."""

Asked = Annotated[Snapshot, Depends(_snapshot)]
"""The workspace at the moment that the request asks for."""

Now = Annotated[Callable[[], Snapshot], Depends(_now)]
"""Gives the workspace as it is when it is called: before a change, or after it."""

Open = Annotated[Workspace, Depends(_workspace)]
"""The workspace itself, for routes that change something."""

AskedFor = Annotated[Wanted, Depends(_wanted)]
"""The statements that the request asks for."""

Show = Annotated[Callable[[Page], HTMLResponse], Depends(_show)]
"""Turns a page's record into the answer to this browser."""
