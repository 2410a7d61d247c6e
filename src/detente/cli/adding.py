"""Adding from the command line: paths and standard input in one run, and what counts as done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from detente.cli.inputs import STANDARD_INPUT, standard_input
from detente.cli.progress import Progress
from detente.errors import DetenteError
from detente.workspace import Outcome, OutcomeKind, Workspace


def add_all(workspace: Workspace, paths: Sequence[Path], progress: Progress) -> None:
    """Adds the files and folders, then what stands on standard input if ``-`` is among the paths."""
    with progress:
        workspace.add([path for path in paths if path != STANDARD_INPUT], on_progress=progress)
        if STANDARD_INPUT in paths:
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
        rest = f"{n_read} others are in the ledger" if n_read else "nothing else was given"
        raise DetenteError(f"{n_refused} refused, the table says why; {rest}")
