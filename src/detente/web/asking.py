"""Asking: how a request becomes a snapshot of the workspace, opened for this request alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Query, Request

from detente.web.moments import Moment
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


def _snapshot(request: Request, moment: Annotated[Moment, Depends(_moment)]) -> Iterator[Snapshot]:
    state = request.app.state
    with Workspace.open(state.workspace_folder, state.settings) as workspace:
        yield Snapshot.of(workspace, moment)


def _wanted(
    party: Annotated[str, Query(description="A party's id.")] = "",
    issue: Annotated[str, Query(description="An issue's id.")] = "",
    act: Annotated[str, Query(description="An act, such as demand or reject.")] = "",
) -> Wanted:
    return Wanted(party, issue, act)


Asked = Annotated[Snapshot, Depends(_snapshot)]
"""The workspace at the moment that the request asks for."""

AskedFor = Annotated[Wanted, Depends(_wanted)]
"""The statements that the request asks for."""
