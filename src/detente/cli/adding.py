"""Adding from the command line: paths and standard input in one run, its progress, and what counts as done."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.status import Status

from detente.briefing.phrases import count_words
from detente.cli.inputs import standard_input
from detente.cli.options import STANDARD_STREAM
from detente.cli.output import clean, tell
from detente.errors import DetenteError
from detente.workspace import Outcome, OutcomeKind, Workspace

_FILES_A_LINE = 10


class Progress:
    """Told each outcome as it comes; one moving line in a terminal, a line now and then elsewhere.

    Attributes:
        outcomes: What has become of the files so far, in order.
        n_expected: How many files there are, as far as they have been looked for.
        is_stopped: Whether the reader broke the run off.
    """

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []
        self.n_expected = 0
        self.is_stopped = False
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

    def expect(self, n_files: int) -> None:
        """Takes note that so many more files will come."""
        self.n_expected += n_files

    def settle(self) -> None:
        """Tells how far the run came if it was broken off."""
        if self.is_stopped:
            so_far = f"after {self._n_files()}" if self.outcomes else "before anything was recorded"
            tell(f"detente: stopped {so_far}; run the same command again")

    def __call__(self, outcome: Outcome) -> None:
        """Takes note of an outcome."""
        self.outcomes.append(outcome)
        n_files = len(self.outcomes)
        if self._status is not None:
            self._status.update(clean(f"{self._so_far()}: {outcome.name}"))
        elif n_files % _FILES_A_LINE == 0:
            tell(f"{self._so_far()} ...")

    def _so_far(self) -> str:
        n_statements = sum(outcome.n_statements for outcome in self.outcomes)
        return f"{self._n_files()} read, {count_words(n_statements, 'statement')} recorded"

    def _n_files(self) -> str:
        return f"{len(self.outcomes)} of {count_words(self.n_expected, 'file')}"


def add_all(workspace: Workspace, paths: Sequence[Path], progress: Progress) -> None:
    """Adds the files and folders, then what stands on standard input if ``-`` is among the paths."""
    with progress:
        progress.expect(int(STANDARD_STREAM in paths))
        files = [path for path in paths if path != STANDARD_STREAM]
        workspace.add(files, on_found=progress.expect, on_progress=progress)
        if STANDARD_STREAM in paths:
            data, name = standard_input(workspace.settings.document_limit_bytes)
            workspace.add_bytes(data, name, on_progress=progress)


def require_all(outcomes: Sequence[Outcome]) -> None:
    """Accepts a run in which nothing was refused.

    Raises:
        DetenteError: Something was; what could be read is recorded all the same.
    """
    n_refused = sum(outcome.kind is OutcomeKind.REFUSED for outcome in outcomes)
    if n_refused:
        n_read = sum(outcome.document_id is not None for outcome in outcomes)
        refused = "1 file was refused" if n_refused == 1 else f"{n_refused} files were refused"
        others = "1 other is" if n_read == 1 else f"{n_read} others are"
        rest = f"{others} in the ledger" if n_read else "nothing was recorded"
        raise DetenteError(f"{refused}, the reason stands above; {rest}")
