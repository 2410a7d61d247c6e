"""Turns the words of a command line into calls of the library, and what they give into tables and JSON."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

from detente import __version__

if TYPE_CHECKING:
    from detente.cli.program import app as app

__all__ = ["app", "main"]


def main() -> None:
    """Runs the program on this process's arguments and ends the process, see :func:`detente.cli.program.main`.

    The version is told without loading the program, which takes longer than telling it.
    """
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"detente {__version__}\n")
        return
    from detente.cli.program import main as run

    run()


def __getattr__(name: str) -> object:
    if name == "app":
        return importlib.import_module("detente.cli.program").app
    raise AttributeError(f"module 'detente.cli' has no attribute {name!r}")
