"""The command that shows where the statements come from: ``sources``."""

from __future__ import annotations

from detente.cli.options import AsOf, Form, KnownAt, TableOrJson, WorkspaceFolder
from detente.cli.output import print_record


def sources(
    folder: WorkspaceFolder = None, as_of: AsOf = None, known_at: KnownAt = None, form: TableOrJson = Form.TABLE
) -> None:
    """Show who reports on what, and what one report alone carries.

    How much each origin and each publisher tells, how much of it without a name, and through how many hands.
    """
    from detente.cli.choosing import open_workspace
    from detente.cli.source_tables import sources_page
    from detente.model.wire import to_wire

    with open_workspace(folder) as workspace:
        state = workspace.at(as_of, known_at)
        dossier, view = state.dossier, state.view
        print_record(
            form,
            state.sources(),
            to_wire,
            lambda found: sources_page(found, dossier, view.entries, view.imprints.values()),
        )
