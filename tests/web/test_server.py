"""Serving is for this machine only."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from detente.errors import DetenteError, NotAWorkspaceError
from detente.web import serve


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "::", "example.org", ""])  # noqa: S104 - refused
def test_an_address_that_others_reach_is_refused(recorded, host: str) -> None:
    """Without a login nobody else may look."""
    with pytest.raises(DetenteError, match=r"no login yet; use 127\.0\.0\.1"):
        serve(recorded.folder, host, 0)


@pytest.mark.slow
def test_it_serves_until_ctrl_c(recorded) -> None:
    """The told address answers, nothing else is written, and Ctrl-C ends it without complaint."""
    code = "import sys, pathlib, detente.web; detente.web.serve(pathlib.Path(sys.argv[1]), '127.0.0.1', 0)"
    command = [sys.executable, "-c", code, str(recorded.folder)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        told = server.stderr.readline()
        address = re.fullmatch(r"Open (http://127\.0\.0\.1:\d+/) in a browser\. Press Ctrl-C to stop\.\n", told)
        with urllib.request.urlopen(address[1], timeout=20) as answer:  # noqa: S310 - our own address
            assert b"Grey Strait" in answer.read()
        server.send_signal(signal.SIGINT)
        assert server.communicate(timeout=20) == ("", "")
        assert server.returncode == 0


def test_a_port_in_use_is_one_clear_error(recorded) -> None:
    """Whoever starts it twice is told what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(DetenteError, match=f"port {port} is in use"):
            serve(recorded.folder, "127.0.0.1", port)


def test_a_folder_that_is_no_workspace_is_refused_before_any_address_is_told(tmp_path: Path) -> None:
    """Nobody is sent to a page that cannot be shown."""
    told: list[str] = []
    with pytest.raises(NotAWorkspaceError):
        serve(tmp_path, "127.0.0.1", 0, tell=told.append)
    assert told == []
