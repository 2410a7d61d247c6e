"""The command that tells one cell of the matrix as a whole: ``position``."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.options import AsOf, Form, KnownAt, TableOrJson, WorkspaceFolder
from detente.cli.output import print_record


def position(
    party: Annotated[str, typer.Argument(metavar="PARTY", help="The party's id or name.", show_default=False)],
    issue: Annotated[str, typer.Argument(metavar="ISSUE", help="The issue's id or name.", show_default=False)],
    folder: WorkspaceFolder = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: TableOrJson = Form.TABLE,
) -> None:
    """Tell the whole story of one party on one issue.

    What it wants now and why that statement rules, each option it names, since when, what contests it, and every
    statement, newest first.
    """
    from detente.cli.choosing import Choice, open_workspace
    from detente.cli.position_tables import position_page, position_to_wire

    with open_workspace(folder) as workspace:
        state = workspace.at(as_of, known_at)
        asked = Choice(party=party, issue=issue).within(state.dossier)
        party, issue = asked.party or party, asked.issue or issue
        entries = asked.of(state)
        found = state.matrix.cell(party, issue)
        print_record(
            form,
            found,
            lambda told: position_to_wire(told, entries),
            lambda told: position_page(told, entries, state.dossier, party, issue),
        )
