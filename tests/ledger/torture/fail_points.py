"""Fail-points: every statement that is sent to the database, every commit and every change of a file, numbered.

A process that is armed with a number dies there, on the way of it, without any clearing up.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.pool import Pool

from tests.ledger.torture.children import DIED, exit_code_of

_OF_FILES = {"open", "os.rename", "os.remove", "os.truncate"}


class FailPoint:
    """Counts the points as they are passed, and ends the process at one of them."""

    def __init__(self, number: int, folder: Path | None) -> None:
        self._left, self._folder = number, None if folder is None else str(folder)

    def arm(self) -> None:
        """From here on points are counted; for the rest of this process."""
        for name in ("commit", "begin"):
            event.listen(Engine, name, self._pass)
        event.listen(Pool, "checkout", self._listen)
        event.listen(Pool, "checkin", self._pass)  # what was committed, before it is acknowledged
        if self._folder is not None:
            sys.addaudithook(self._audit)

    def _listen(self, connection: Any, *_: Any) -> None:
        """Makes a point of each statement that the driver itself is sent, whoever sends it."""
        if isinstance(connection, psycopg.Connection):
            connection.cursor_factory = _watched(psycopg.Cursor, self._pass)
            connection.server_cursor_factory = _watched(psycopg.ServerCursor, self._pass)
        else:
            connection.set_trace_callback(self._pass)

    def _audit(self, name: str, args: tuple[object, ...]) -> None:
        if name in _OF_FILES and str(args[0]).startswith(self._folder):
            self._pass()

    def _pass(self, *_: Any) -> None:
        self._left -= 1
        if self._left == 0:
            os._exit(DIED)


def _watched(kind: Any, pass_: Callable[[], None]) -> Any:
    class Watched(kind):
        def execute(self, *args: Any, **options: Any) -> Any:
            pass_()
            return super().execute(*args, **options)

        def executemany(self, *args: Any, **options: Any) -> Any:
            pass_()
            return super().executemany(*args, **options)

    return Watched


def die_everywhere(
    work: Callable[[Callable[[], None]], None], look: Callable[[], str], folder: Path | None = None
) -> list[str]:
    """Does the work again and again, dying at the first point, at the second and so on, until it is done.

    Args:
        work: Is given what to call when points are to be counted from. It opens what it needs itself, because nothing
            open may be shared with a process that dies.
        look: Tells what was left; ``after`` where the work was done, so that it is not done twice.
        folder: Changes of files in it are points too.

    Returns:
        What was left at each point in turn; at the end also how the process ended, where it did not die.
    """
    left: list[str] = []
    while "after" not in left:
        number = len(left) + 1

        def armed(number: int = number) -> None:
            work(FailPoint(number, folder).arm)

        code = exit_code_of(armed)
        left.append(look() if code == DIED else f"ended with {code}, {look()}")
        if code != DIED:
            break
    return left
