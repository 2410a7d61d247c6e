"""The commands that take documents in: ``init``, ``dossier``, ``add`` and ``recode``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.options import Database, Form, Paths, TableOrJson, WorkspaceFolder
from detente.cli.output import print_record, tell

_LOST = (
    "{id} is not in it: its {n} statement{s} are left out of every table. If it has a new id, keep the old one; "
    "a party or an issue is renamed by its name."
)


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
    database: Database = None,
) -> None:
    """Make a workspace: a folder with a ledger and a dossier."""
    from detente.cli.calling import command
    from detente.dossier import advice
    from detente.workspace import Workspace

    with Workspace.create(folder, dossier, database=database) as workspace:
        frame = workspace.dossier
    tell(*advice(frame))
    tell(f"Made the workspace {folder} for “{frame.title}”. Next: {command('add', workspace=folder)} PATH...")


def dossier(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", readable=False, help="The dossier from now on.", show_default=False),
    ],
    folder: WorkspaceFolder = None,
) -> None:
    """Put another dossier in force.

    What was coded stays until detente recode codes it by the new one; earlier moments keep the dossier of then.
    """
    from detente.cli.calling import command
    from detente.cli.choosing import open_workspace
    from detente.dossier import advice

    with open_workspace(folder) as workspace:
        is_new = workspace.reframe(file)
        frame, lost = workspace.dossier, workspace.at().lost()
    tell(*advice(frame))
    tell(*(_LOST.format(id=id_, n=n, s="s"[: n != 1]) for id_, n in lost.items()))
    if is_new:
        tell(f"“{frame.title}” is in force. Next: {command('recode', workspace=folder)}")
    else:
        tell(f"{file} is in force already.")


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


def recode(folder: WorkspaceFolder = None, form: TableOrJson = Form.TABLE) -> None:
    """Code again what an older détente or dossier coded.

    What you reviewed, or somebody coded by hand here or in DNA, outlives the new coding; what nobody reviewed is
    superseded by it and stays in the history.
    """
    from detente.cli.adding import Progress
    from detente.cli.choosing import open_workspace
    from detente.cli.outcome_tables import outcomes_page
    from detente.model.wire import to_wire

    with open_workspace(folder) as workspace, Progress() as progress:
        progress.expect(len(workspace.view().imprints))
        workspace.recode(on_progress=progress)
    print_record(form, progress.outcomes, to_wire, outcomes_page)
