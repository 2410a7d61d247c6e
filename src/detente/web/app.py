"""The application: pages and API over one workspace folder, for browsers on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

import detente
from detente.errors import DetenteError
from detente.settings import Settings
from detente.web import api, routes
from detente.web.failures import heading_of, status_of
from detente.web.headers import HEADERS, SafeHeaders
from detente.web.heads import Heads
from detente.web.pages import ErrorPage
from detente.web.parts import Link
from detente.web.rendering import STATIC, show

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
"""The names a browser on this machine may call us by; any other may be a foreign page's trick."""


def create_app(
    workspace_folder: Path, settings: Settings | None = None, *, host_names: Sequence[str] = LOOPBACK_NAMES
) -> FastAPI:
    """The pages and the API of a workspace.

    Args:
        workspace_folder: The folder that holds the ledger; opened anew for every request.
        settings: Passed to the workspace.
        host_names: The names that a request may address; all others are refused.
    """
    app = FastAPI(
        title="détente",
        version=detente.__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.workspace_folder, app.state.settings = workspace_folder, settings
    app.include_router(routes.router)
    app.include_router(api.router)
    app.mount("/static", StaticFiles(directory=STATIC))
    app.add_exception_handler(DetenteError, _our_error)
    app.add_exception_handler(HTTPException, _no_page)
    app.add_exception_handler(Exception, _bug)
    app.add_middleware(Heads)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(host_names), www_redirect=False)
    app.add_middleware(SafeHeaders)
    return app


def _our_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, DetenteError)  # noqa: S101  # the handler is registered for it
    return _told(request, status_of(error), str(error), getattr(error, "instead", None))


def _no_page(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", HTTPStatus.NOT_FOUND)
    return _told(request, status, "Go back to the matrix and take a link from there.")


def _bug(request: Request, _error: Exception) -> Response:
    answer = _told(
        request,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "This is a fault of the program; nothing was changed. What went wrong is told where it was started.",
    )
    # The framework answers a bug outside of every middleware.
    answer.headers.update(HEADERS)
    return answer


def _told(request: Request, status: int, message: str, instead: Link | None = None) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": message}, status)
    return show(ErrorPage(heading_of(status), message, instead), status)
