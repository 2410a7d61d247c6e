"""The application: pages and API over one workspace folder, for browsers on this machine."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

import detente
from detente.errors import DetenteError, StaleReviewError
from detente.settings import Settings
from detente.web import (
    api,
    coalition_routes,
    contest_routes,
    dating_routes,
    deal_routes,
    deciding_api,
    deciding_routes,
    draft_routes,
    intake_routes,
    linkages_routes,
    movement_routes,
    note_routes,
    plan_routes,
    reader_routes,
    routes,
    search_routes,
    stating_routes,
)
from detente.web.failures import heading_of, invalid_words, status_of
from detente.web.headers import HEADERS, SafeHeaders
from detente.web.heads import Heads
from detente.web.jobs import Intake
from detente.web.opened import Opened
from detente.web.pages import ErrorPage
from detente.web.parts import Link
from detente.web.rendering import STATIC, show
from detente.web.sessions import Sessions

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
"""The names a browser on this machine may call us by; any other may be a foreign page's trick."""


def create_app(
    workspace_folder: Path, settings: Settings | None = None, *, host_names: Sequence[str] = LOOPBACK_NAMES
) -> FastAPI:
    """The pages and the API of a workspace.

    Args:
        workspace_folder: The folder that holds the ledger; opened with the first request.
        settings: Passed to the workspace.
        host_names: The names that a request may address; all others are refused.
    """
    opened = Opened(workspace_folder, settings)
    intake = Intake(workspace_folder, settings)

    @asynccontextmanager
    async def closing(_: FastAPI) -> AsyncIterator[None]:
        yield
        intake.close()
        opened.close()

    app = FastAPI(
        title="détente",
        version=detente.__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=closing,
    )
    app.state.opened = opened
    app.state.intake = intake
    app.include_router(routes.router)
    app.include_router(reader_routes.router)
    app.include_router(deciding_routes.router)
    app.include_router(api.router)
    app.include_router(deciding_api.router)
    screens = (
        movement_routes, contest_routes, draft_routes, linkages_routes, deal_routes, coalition_routes, plan_routes,
        search_routes, intake_routes, note_routes, dating_routes, stating_routes,
    )  # fmt: skip
    for screen in screens:
        app.include_router(screen.router)
        app.include_router(screen.api)
    app.mount("/static", StaticFiles(directory=STATIC))
    app.add_exception_handler(DetenteError, _our_error)
    app.add_exception_handler(HTTPException, _no_page)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(Exception, _bug)
    app.add_middleware(Heads)
    app.add_middleware(Sessions, secret=secrets.token_bytes(32))
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(host_names), www_redirect=False)
    app.add_middleware(SafeHeaders)
    return app


def _our_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, DetenteError)  # noqa: S101  # the handler is registered for it
    more = {"theirs": error.theirs, "ours": error.ours} if isinstance(error, StaleReviewError) else {}
    return _told(request, status_of(error), str(error), getattr(error, "instead", None), more)


def _no_page(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", HTTPStatus.NOT_FOUND)
    answer = _told(request, status, "Go back to the matrix and take a link from there.")
    answer.headers.update(getattr(error, "headers", None) or {})  # such as which methods are allowed
    return answer


def _not_understood(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  # the handler is registered for it
    first = error.errors()[0]
    told = invalid_words(first["loc"], first["type"], first.get("ctx", {}), first["msg"])
    return _told(request, HTTPStatus.UNPROCESSABLE_ENTITY, told)


def _bug(request: Request, _error: Exception) -> Response:
    answer = _told(
        request,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "This is a fault of the program; nothing was changed. What went wrong is told where it was started.",
    )
    # The framework answers a bug outside of every middleware.
    answer.headers.update(HEADERS)
    return answer


def _told(
    request: Request, status: int, message: str, instead: Link | None = None, more: Mapping[str, object] | None = None
) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": message, **(more or {})}, status)
    return show(ErrorPage(heading_of(status), message, instead), request.scope.get("token", ""), status)
