"""The command ``serve``: the workspace in a browser."""
# ruff: noqa: PLC0415 -- a command loads what it needs when it runs, so that the others start fast

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.options import WorkspaceFolder


def serve(
    host: Annotated[
        str | None,
        typer.Option(
            help="Address of this machine. Without it: DETENTE_WEB_HOST, or else 127.0.0.1.", show_default=False
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=65535,
            help="Port to listen on. Without it: DETENTE_WEB_PORT, or else 8642; 0 takes any free one.",
            show_default=False,
        ),
    ] = None,
    folder: WorkspaceFolder = None,
) -> None:
    """Show the workspace in a browser on this machine."""
    from detente.settings import load_settings
    from detente.web import serve as serve_pages

    settings = load_settings()
    serve_pages(
        folder or settings.workspace,
        settings.web_host if host is None else host,
        settings.web_port if port is None else port,
        settings=settings,
    )
