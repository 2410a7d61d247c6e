"""The command that shows what a deal has to pass at home: ``ratification``."""

from __future__ import annotations

from detente.cli.options import AsOf, Form, KnownAt, TableOrJson, WorkspaceFolder
from detente.cli.output import print_record


def ratification(
    folder: WorkspaceFolder = None, as_of: AsOf = None, known_at: KnownAt = None, form: TableOrJson = Form.TABLE
) -> None:
    """List what a deal has to pass at home, party by party.

    Constitution, referendum, election, parliament, courts and opinion, each with what it touches, since when it is
    told, and the statements in which the party tells it itself.
    """
    from detente.cli.choosing import open_workspace
    from detente.cli.ratification_tables import ratification_page
    from detente.model.wire import to_wire

    with open_workspace(folder) as workspace:
        state = workspace.at(as_of, known_at)
        print_record(form, state.ratification(), to_wire, lambda found: ratification_page(found, state.dossier))
