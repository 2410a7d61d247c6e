"""The server: a workspace's pages on this machine, until it is stopped."""

from __future__ import annotations

import errno
import ipaddress
import socket
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import uvicorn

from detente.errors import DetenteError
from detente.settings import Settings
from detente.web.app import LOOPBACK_NAMES, create_app
from detente.workspace import Workspace


def _tell(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def serve(
    workspace_folder: Path,
    host: str,
    port: int,
    *,
    settings: Settings | None = None,
    tell: Callable[[str], None] = _tell,
) -> None:
    """Serves the workspace's pages until Ctrl-C.

    Args:
        workspace_folder: The folder that holds the ledger.
        host: An address or name of this machine that no other machine reaches.
        port: 1 to 65535, or 0 for any free one.
        settings: Passed to the workspace.
        tell: Gets the line that says which address to open and how to stop.

    Raises:
        DetenteError: The host can be reached from outside, the port is taken, or the folder is no workspace.
    """
    refuse_open_host(host)
    # Opened once here, so that nobody is sent to an address where nothing can be shown.
    Workspace.open(workspace_folder, settings).close()
    shown = f"[{host}]" if ":" in host else host
    app = create_app(workspace_folder, settings, host_names=(*LOOPBACK_NAMES, shown))
    with closing(_listen(host, port)) as listener:
        tell(f"Open http://{shown}:{listener.getsockname()[1]}/ in a browser. Press Ctrl-C to stop.")
        server = uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="warning"))
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def refuse_open_host(host: str) -> None:
    """Refuses an address that other machines may reach.

    Raises:
        DetenteError: It is not this machine's own.

    Example:
        >>> refuse_open_host("127.0.0.1")
    """
    try:
        is_ours = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_ours = False
    if not is_ours:
        raise DetenteError(f"{host} can be reached from other machines, and there is no login yet; use 127.0.0.1")


def _listen(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise DetenteError(_refusal(error, host, port)) from error
    return listener


def _refusal(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use; choose another with --port, or stop the program that uses it"
    if error.errno == errno.EACCES:
        return f"port {port} is kept for the system; choose one above 1023 with --port"
    return f"cannot listen on {host}, port {port}: {error.strerror}; choose another with --host or --port"
