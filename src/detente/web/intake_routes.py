"""The addresses of the intake: what is sent is queued, and the queue is shown."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import UploadFile

from detente.model.wire import Wire, to_wire
from detente.web.answers import ERRORS, REFUSALS, ErrorAnswer
from detente.web.asking import Asked, Now, Open, Show
from detente.web.failures import BadQueryError, ForeignRequestError, TooLargeError
from detente.web.intake import Refusal, intake_page
from detente.web.jobs import Intake, Job
from detente.web.pasting import Pasted
from detente.web.rendering import show as shown
from detente.web.schemas import answer
from detente.web.sessions import Ours, Token
from detente.workspace import Workspace

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
api = APIRouter(prefix="/api", responses=ERRORS | REFUSALS | {413: {"model": ErrorAnswer}})

_FILES_AT_ONCE = 20
"""So many files of the largest size may be sent at once."""
_FIELDS = ("text", "name", "publisher", "published", "path")
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {"files": {"type": "array", "items": {"type": "string", "format": "binary"}}},
                    "required": ["files"],
                }
            },
            "application/json": {
                "schema": {
                    "oneOf": [
                        {
                            "type": "object",
                            "properties": {name: {"type": "string"} for name in _FIELDS if name != "path"},
                            "required": ["text"],
                            "additionalProperties": False,
                        },
                        {
                            "type": "object",
                            "properties": {"path": {"type": "string"}},
                            "required": ["path"],
                            "additionalProperties": False,
                        },
                    ]
                }
            },
        },
    }
}


def _intake(request: Request) -> Intake:
    intake: Intake = request.app.state.intake
    return intake


Queue = Annotated[Intake, Depends(_intake)]
"""The jobs of this program."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What came with a request: files, or fields by name."""

    files: tuple[UploadFile, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)


async def _sized(request: Request, workspace: Open) -> AsyncIterator[None]:
    """Refuses what is too large before any of it is read; what came with the rest is closed in the end.

    Raises:
        TooLargeError: It is, or its size is not told.
    """
    most = _FILES_AT_ONCE * workspace.settings.document_limit_bytes
    told = request.headers.get("content-length", "")
    if not told.isdigit() and "transfer-encoding" in request.headers:
        raise TooLargeError("The size of what is sent was not told, so nothing was read. Send it in one piece.")
    if told.isdigit() and int(told) > most:
        raise TooLargeError(
            f"{int(told) / 1e6:,.1f} MB were sent at once, the limit is {most / 1e6:,.1f} MB; nothing was read. "
            "Send fewer files at once, or give the path of their folder."
        )
    if "form" in request.headers.get("content-type", ""):
        await request.form(max_part_size=most)  # kept by the request, for whoever asks it for the form later
    try:
        yield
    finally:
        await request.close()


async def _sent(request: Request) -> Sent:
    kind = request.headers.get("content-type", "")
    if "form" in kind:
        form = await request.form()
        files = tuple(each for each in form.getlist("files") if isinstance(each, UploadFile) and each.filename)
        fields = {name: value for name in _FIELDS if isinstance(value := form.get(name), str) and value}
        return Sent(files, fields)
    return Sent(fields=_fields(await request.body()))


def _fields(body: bytes) -> Mapping[str, str]:
    right = 'an object with "text" or "path", and perhaps "name", "publisher" and "published", all of them texts'
    try:
        told: Any = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadQueryError("the body", _beginning(body), right) from error
    if not isinstance(told, dict) or not all(name in _FIELDS and isinstance(told[name], str) for name in told):
        raise BadQueryError("the body", _beginning(body), right)
    return told


def _beginning(body: bytes) -> str:
    return body[:40].decode("utf-8", "replace")


Given = Annotated[Sent, Depends(_sent)]
"""What came with the request."""
CHANGING = [Depends(_sized), Ours]


def take(intake: Intake, workspace: Workspace, sent: Sent, request: Request) -> Job:
    """Queues what was sent.

    Raises:
        BadQueryError: It is nothing, or more than one thing, or a path that is not whole.
        ForeignRequestError: A path, from another machine.
    """
    ways = [bool(sent.files), "text" in sent.fields, "path" in sent.fields]
    if sum(ways) != 1:
        raise BadQueryError("what was sent", "nothing" if not any(ways) else "more than one", "files, a text or a path")
    if "path" in sent.fields:
        _require_here(request)
        path = _whole(sent.fields["path"])
        return intake.add(path, str(path))
    limit = workspace.settings.document_limit_bytes
    if sent.files:
        kept = tuple(intake.keep(each.filename or "", each.file, each.size or 0, limit) for each in sent.files)
        what = kept[0].name if len(kept) == 1 else f"{len(kept)} files, {kept[0].name} first"
        return intake.add(kept, what)
    pasted = Pasted(**{name: value for name, value in sent.fields.items() if name != "path"})
    content = pasted.content
    return intake.add((intake.keep_bytes(pasted.file_name, content, limit),), pasted.file_name)


def _whole(told: str) -> Path:
    right = "a whole path of this machine, such as /home/ada/dispatches or ~/dispatches"
    if "\0" in told:
        raise BadQueryError("path", told.replace("\0", "?"), right)
    try:
        path = Path(told.strip().strip('"')).expanduser()
    except RuntimeError as error:
        raise BadQueryError("path", told, right) from error
    if not path.is_absolute():
        raise BadQueryError("path", told, right)
    return path


def _require_here(request: Request) -> None:
    """Lets pass who sits at this machine, whose files may be read by path."""
    try:
        is_here = request.client is None or ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        is_here = False
    if not is_here:
        raise ForeignRequestError("A path is taken only from this machine itself. Send the files instead.")


@router.get("/intake")
def intake_shown(snapshot: Asked, show: Show, workspace: Open, intake: Queue) -> HTMLResponse:
    """The queue, and what became of it."""
    return show(intake_page(snapshot, intake.jobs, workspace.settings.document_limit_bytes))


@router.post("/intake", dependencies=CHANGING, response_model=None)
def intake_given(request: Request, workspace: Open, intake: Queue, sent: Given, now: Now, token: Token) -> Response:
    """Queues what a form sent, and leads back to the queue; what cannot be taken is shown again with the reason."""
    try:
        job = take(intake, workspace, sent, request)
    except BadQueryError as error:
        refusal = Refusal(error.name, f"Nothing was added: {error}", sent.fields)
        page = intake_page(now(), intake.jobs, workspace.settings.document_limit_bytes, refusal)
        return shown(page, token, HTTPStatus.BAD_REQUEST)
    return RedirectResponse(f"/intake#job-{job.id}", HTTPStatus.SEE_OTHER)


@router.post("/intake/{job}/retry", dependencies=CHANGING)
def intake_retried(intake: Queue, job: int) -> RedirectResponse:
    """Queues what was refused once more, and leads back to the queue."""
    return RedirectResponse(f"/intake#job-{intake.retry(job).id}", HTTPStatus.SEE_OTHER)


@api.get("/intake", response_model=list[answer(Job)])  # type: ignore[misc]  # a type made when it runs
def jobs(intake: Queue) -> list[Wire]:
    """The jobs since the program started, the newest first, with what became of each file."""
    return [_wire(job) for job in intake.jobs]


@api.post(
    "/intake", response_model=answer(Job), status_code=HTTPStatus.ACCEPTED, dependencies=CHANGING, openapi_extra=_BODY
)
def job_given(request: Request, workspace: Open, intake: Queue, sent: Given) -> Wire:
    """Queues files, a text or a path of this machine."""
    return _wire(take(intake, workspace, sent, request))


@api.post("/intake/{job}/retry", response_model=answer(Job), status_code=HTTPStatus.ACCEPTED, dependencies=CHANGING)
def job_retried(intake: Queue, job: int) -> Wire:
    """Queues what a job refused once more, as a job of its own."""
    return _wire(intake.retry(job))


def _wire(job: Job) -> Wire:
    wire: Wire = to_wire(job)
    return wire
