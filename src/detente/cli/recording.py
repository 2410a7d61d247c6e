"""The commands that record: ``init``, ``add`` and ``review``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.options import DecisionWord, Form, Paths, TableOrJson, WorkspaceFolder
from detente.cli.output import print_record, show, tell


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", readable=False, help="The folder to make it in.", show_default=False)
    ],
    dossier: Annotated[
        Path,
        typer.Option(
            metavar="FILE", readable=False, help="The dossier that frames the negotiation.", show_default=False
        ),
    ],
) -> None:
    """Make a workspace: a folder with a ledger and a dossier."""
    from detente.cli.calling import command
    from detente.dossier import advice
    from detente.workspace import Workspace

    with Workspace.create(folder, dossier) as workspace:
        frame = workspace.dossier
    tell(*advice(frame))
    tell(f"Made the workspace {folder} for “{frame.title}”. Next: {command('add', workspace=folder)} PATH...")


def add(paths: Paths, folder: WorkspaceFolder = None, form: TableOrJson = Form.TABLE) -> None:
    """Read, code and record documents.

    Reads .txt, .md, .html, .pdf and .docx; of a folder, all documents in and below it.
    """
    from detente.cli.adding import Progress, add_all, require_all
    from detente.cli.choosing import open_workspace
    from detente.cli.outcome_tables import outcomes_page
    from detente.model.wire import to_wire

    with open_workspace(folder) as workspace:
        progress = Progress()
        try:
            add_all(workspace, paths, progress)
        except KeyboardInterrupt:
            progress.is_stopped = True
            raise
        finally:
            print_record(form, progress.outcomes, to_wire, outcomes_page)
            progress.settle()
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
    from detente.cli.choosing import open_workspace
    from detente.cli.statement_tables import statements_page

    with open_workspace(folder) as workspace:
        entry = workspace.review(statement, decision, parse_changes(changes or []), reason, reviewer)
        show(*statements_page([entry], workspace.dossier))


def parse_changes(texts: Sequence[str]) -> dict[str, object]:
    """Field to new value. A value is plain text, unless it is ``null`` or begins like a JSON object or list.

    Raises:
        typer.BadParameter: No ``=``, a field twice, or JSON that cannot be read.

    Example:
        >>> parse_changes(["act=reject", "option=null", 'value={"value": 5, "unit": "percent"}'])
        {'act': 'reject', 'option': None, 'value': {'value': 5, 'unit': 'percent'}}
    """
    changes: dict[str, object] = {}
    for text in texts:
        field, is_set, value = text.partition("=")
        if not is_set or not field.strip():
            raise typer.BadParameter(f"{text!r} is no change; write it like --set act=reject")
        if field.strip() in changes:
            raise typer.BadParameter(f"{field.strip()} is set twice; keep one")
        changes[field.strip()] = _value(value.strip())
    return changes


def _value(text: str) -> object:
    if text != "null" and not text.startswith(("{", "[")):
        return text
    try:
        return json.loads(text)
    except ValueError as error:
        raise typer.BadParameter(
            f'{text!r} is no JSON; write it like --set \'value={{"value": 5, "unit": "percent"}}\''
        ) from error
