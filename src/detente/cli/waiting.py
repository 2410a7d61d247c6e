"""Waiting: tells a person how far long work has come; one moving line in a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.status import Status


class Waiting:
    """A line that shows a growing number.

    Args:
        told: The line, with ``{}`` for the number.
    """

    def __init__(self, told: str) -> None:
        self._told = told
        self._status: Status | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self._status = Console(stderr=True, highlight=False).status(self._told.format(0))
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status is not None:
            self._status.stop()

    def at(self, number: int) -> None:
        """Shows how far it has come."""
        if self._status is not None:
            self._status.update(self._told.format(f"{number:,}"))
