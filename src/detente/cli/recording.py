"""The commands that take documents in: ``init``, ``dossier``, ``add`` and ``recode``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import Database, Form, Paths, TableOrJson, WorkspaceFolder
from detente.cli.output import print_record, tell

if TYPE_CHECKING:
    from detente.workspace.losing import Lost

_LOST = (
    "{id} is not in it: its {n} statement{s} are left out of every table. If it has a new id, keep the old one; "
    "a party or an issue is renamed by its name."
)
_LOST_OPTION = (
    "{id} is no option of {issue}: in its {n} statement{s} it is shown by that id and stands for no outcome. "
    "If it has a new id, keep the old one; an option is renamed by its name."
)
_LOST_NUMBER = (
    "{issue} is {now}: the {n} statement{s} with a number of {unit} stay as they are and compare with nothing. "
    "Correct those that count, or keep the unit."
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
        before = workspace.dossier
        is_new = workspace.reframe(file)
        frame, lost = workspace.dossier, workspace.at().lost(before)
    tell(*advice(frame), *_lost_lines(lost))
    if is_new:
        tell(f"“{frame.title}” is in force. Next: {command('recode', workspace=folder)}")
    else:
        tell(f"{file} is in force already.")


def _lost_lines(lost: Lost) -> Iterator[str]:
    """A sentence for each thing that statements name and the dossier has no place for."""
    for id_, n in lost.ids.items():
        yield _LOST.format(id=id_, n=n, s="s"[: n != 1])
    for (issue, option), n in lost.options.items():
        yield _LOST_OPTION.format(id=option, issue=issue, n=n, s="s"[: n != 1])
    for (issue, now, unit), n in lost.numbers.items():
        told = f"in {now} now" if now else "no number now"
        yield _LOST_NUMBER.format(issue=issue, now=told, unit=unit, n=n, s="s"[: n != 1])


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
    from detente.cli.outcome_tables import recoded_page
    from detente.model.wire import to_wire

    with open_workspace(folder) as workspace, Progress() as progress:
        progress.expect(len(workspace.view().imprints))
        workspace.recode(on_progress=progress)
    print_record(form, progress.outcomes, to_wire, recoded_page)
