"""The command that takes in a coding sheet: ``codesheet``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import STANDARD_STREAM, Form, Reviewer, TableOrJson, WorkspaceFolder
from detente.cli.output import print_record, tell

if TYPE_CHECKING:
    from detente.workspace import RowOutcome, Workspace


def codesheet(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            readable=False,
            help="CSV, or JSON an object a line; - is standard input.",
            show_default=False,
        ),
    ],
    is_rehearsal: Annotated[
        bool, typer.Option("--dry-run", help="Record nothing, only tell what would become of each row.")
    ] = False,
    reviewer: Reviewer = None,
    folder: WorkspaceFolder = None,
    form: TableOrJson = Form.TABLE,
) -> None:
    """Take in a coding sheet: hand codes, corrections and verdicts.

    Each row tells a statement by id, or by document, quote, party, issue and act. What it tells otherwise corrects the
    statement, what is not there is added, the column decision accepts or rejects. detente statements --format csv
    writes such a sheet. Rows that cannot be taken are listed; the others are recorded at once.
    """
    from detente.cli.choosing import open_workspace
    from detente.cli.codesheet_tables import codesheet_page
    from detente.cli.inputs import lines_of
    from detente.model.wire import to_wire
    from detente.workspace import RowKind

    name = "standard input" if file == STANDARD_STREAM else file.name
    with open_workspace(folder) as workspace:
        lines = lines_of(file, "a coding sheet as CSV in UTF-8")
        outcomes = workspace.take_codes(lines, name, reviewer, is_rehearsal=is_rehearsal)
        odd = [] if is_rehearsal else list(_odd_numbers(outcomes, workspace))
    print_record(form, outcomes, to_wire, lambda told: codesheet_page(told, is_rehearsal=is_rehearsal))
    tell(*odd)
    if any(each.kind is RowKind.REFUSED for each in outcomes):
        raise typer.Exit(1)


def _odd_numbers(outcomes: Sequence[RowOutcome], workspace: Workspace) -> Iterator[str]:
    """What is to be known of the numbers that were recorded, each with its line."""
    from detente.briefing.number_words import odd_numbers
    from detente.workspace import RowKind

    view, dossier = workspace.view(), workspace.dossier
    for each in outcomes:
        if each.statement is not None and (each.kind is RowKind.ADDED or "value" in each.changes):
            yield from (f"line {each.line}: {told}" for told in odd_numbers([view.entry(each.statement)], dossier))
