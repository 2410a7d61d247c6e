"""The commands that look at a ledger: ``matrix``, ``statements``, ``deals``, ``brief`` and ``verify``."""
# ruff: noqa: PLC0415 -- a command loads what it needs when it runs, so that the others start fast

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.options import (
    STANDARD_OUTPUT,
    ActWord,
    AsOf,
    BriefFile,
    Form,
    KnownAt,
    LengthWord,
    ListForm,
    TableOrJson,
    TableOrLines,
    WorkspaceFolder,
)
from detente.cli.output import print_list, print_record


def matrix(
    folder: WorkspaceFolder = None, as_of: AsOf = None, known_at: KnownAt = None, form: TableOrJson = Form.TABLE
) -> None:
    """Show where every party stands on every issue."""
    from detente.cli.matrix_tables import matrix_page
    from detente.cli.wire import matrix_to_wire
    from detente.cli.workspaces import open_workspace

    with open_workspace(folder) as workspace:
        print_record(form, workspace.matrix(as_of, known_at), matrix_to_wire, matrix_page)


def statements(
    *,
    party: Annotated[str | None, typer.Option(metavar="ID", help="Only this party's.", show_default=False)] = None,
    issue: Annotated[str | None, typer.Option(metavar="ID", help="Only on this issue.", show_default=False)] = None,
    act: Annotated[ActWord | None, typer.Option(help="Only of this act.", show_default=False)] = None,
    doc: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only from this document, by name or id.", show_default=False),
    ] = None,
    folder: WorkspaceFolder = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: TableOrLines = ListForm.TABLE,
) -> None:
    """List what was said, by whom, and who says so."""
    from detente.cli.choosing import Choice, names_of
    from detente.cli.statement_tables import statements_page
    from detente.cli.wire import entry_to_wire
    from detente.cli.workspaces import open_workspace

    with open_workspace(folder) as workspace:
        view, dossier = workspace.view(as_of, known_at), workspace.dossier
        entries, names = Choice(party=party, issue=issue, act=act, doc=doc).of(view, dossier), names_of(view)
        print_list(
            form,
            entries,
            lambda entry: entry_to_wire(entry, names[entry.statement.doc]),
            lambda rows: statements_page(rows, dossier),
        )


def deals(
    folder: WorkspaceFolder = None, as_of: AsOf = None, known_at: KnownAt = None, form: TableOrJson = Form.TABLE
) -> None:
    """Count the packages that no red line excludes.

    Shows the options left on each issue, and what each red line costs.
    """
    from detente.cli.deal_tables import deals_page
    from detente.cli.wire import to_wire
    from detente.cli.workspaces import open_workspace

    with open_workspace(folder) as workspace:
        dossier = workspace.dossier
        print_record(form, workspace.deal_space(as_of, known_at), to_wire, lambda found: deals_page(found, dossier))


def brief(
    output: BriefFile = STANDARD_OUTPUT,
    length: Annotated[LengthWord, typer.Option(help="How much it holds.")] = "standard",
    folder: WorkspaceFolder = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> None:
    """Write the brief, every line with its sources."""
    from detente.briefing import Length
    from detente.cli.briefs import write_brief
    from detente.cli.workspaces import open_workspace

    with open_workspace(folder) as workspace:
        write_brief(workspace.brief(as_of, known_at, length=Length(length)), output)


def verify(folder: WorkspaceFolder = None, form: TableOrJson = Form.TABLE) -> None:
    """Check that the ledger still is what was recorded.

    Checks the hash chain, every quote against its text, and the tables against the events.
    """
    from detente.cli.verification_page import verification_page
    from detente.cli.wire import to_wire
    from detente.cli.workspaces import open_workspace

    with open_workspace(folder) as workspace:
        verification = workspace.verify()
    print_record(form, verification, to_wire, verification_page)
    if not verification.is_clean:
        raise typer.Exit(1)
