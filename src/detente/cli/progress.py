"""Progress on standard error: one moving line in a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.status import Status

from detente.cli.output import clean, tell
from detente.workspace import Outcome

_EVERY = 10


class Progress:
    """Told each outcome as it comes; keeps them in order.

    Attributes:
        outcomes: What has become of the files so far.
    """

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []
        self._status: Status | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            console = Console(stderr=True, highlight=False, markup=False, emoji=False)
            self._status = console.status("Reading ...")
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status is not None:
            self._status.stop()

    def __call__(self, outcome: Outcome) -> None:
        """Takes note of an outcome."""
        self.outcomes.append(outcome)
        n_files = len(self.outcomes)
        if self._status is not None:
            self._status.update(clean(f"{self._so_far()}: {outcome.name}"))
        elif n_files % _EVERY == 0:
            tell(f"{self._so_far()} ...")

    def _so_far(self) -> str:
        n_statements = sum(outcome.n_statements for outcome in self.outcomes)
        return f"{len(self.outcomes)} files read, {n_statements} statements recorded"
