"""The commands that record: ``init``, ``add`` and ``review``."""
# ruff: noqa: PLC0415 -- a command loads what it needs when it runs, so that the others start fast

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.options import DecisionWord, Form, Paths, TableOrJson, WorkspaceFolder
from detente.cli.output import print_record, show, tell


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make it in.", show_default=False)],
    dossier: Annotated[
        Path,
        typer.Option(metavar="FILE", help="The dossier that frames the negotiation.", show_default=False),
    ],
) -> None:
    """Make a workspace: a folder with a ledger and a dossier."""
    from detente.workspace import Workspace

    with Workspace.create(folder, dossier) as workspace:
        title = workspace.dossier.title
    tell(f"Made the workspace {folder} for “{title}”. Next: detente add PATH... --workspace {folder}")


def add(paths: Paths, folder: WorkspaceFolder = None, form: TableOrJson = Form.TABLE) -> None:
    """Read, code and record documents.

    Reads .txt, .md, .html, .pdf and .docx; of a folder, all documents in and below it.
    """
    from detente.cli.adding import add_all, require_all
    from detente.cli.outcome_tables import outcomes_page
    from detente.cli.progress import Progress
    from detente.cli.wire import to_wire
    from detente.cli.workspaces import open_workspace

    with open_workspace(folder) as workspace:
        progress = Progress()
        try:
            add_all(workspace, paths, progress)
        finally:
            print_record(form, progress.outcomes, to_wire, outcomes_page)
    require_all(progress.outcomes)


def review(
    statement: Annotated[
        str,
        typer.Argument(metavar="ID", help="The statement's id, or enough of its beginning.", show_default=False),
    ],
    decision: Annotated[DecisionWord, typer.Argument(metavar="DECISION", help="What you decide.", show_default=False)],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why, in a few words.", show_default=False)],
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="For correct: a field's new value, as detente statements --format json writes it; repeatable.",
            show_default=False,
        ),
    ] = None,
    reviewer: Annotated[
        str | None,
        typer.Option(
            "--by", metavar="NAME", help="Who decides. Without it: DETENTE_REVIEWER, or else you.", show_default=False
        ),
    ] = None,
    folder: WorkspaceFolder = None,
) -> None:
    """Accept, correct or reject a statement.

    What was recorded before is kept: --known-at still shows it.
    """
    from detente.cli.changes import parse_changes
    from detente.cli.statement_tables import statements_page
    from detente.cli.workspaces import open_workspace

    with open_workspace(folder) as workspace:
        entry = workspace.review(statement, decision, parse_changes(changes or []), reason, reviewer)
        show(*statements_page([entry], workspace.dossier))
