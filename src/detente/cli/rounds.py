"""The command that shows the meetings of the talks: ``rounds``."""

from __future__ import annotations

from detente.cli.options import AsOf, Form, KnownAt, TableOrJson, WorkspaceFolder
from detente.cli.output import print_record


def rounds(
    folder: WorkspaceFolder = None, as_of: AsOf = None, known_at: KnownAt = None, form: TableOrJson = Form.TABLE
) -> None:
    """List the meetings of the talks, announced and held.

    With place, date, who took part, who mediated, and what each side tells to have come of it.
    """
    from detente.cli.choosing import open_workspace
    from detente.cli.round_tables import rounds_page
    from detente.model.wire import to_wire

    with open_workspace(folder) as workspace:
        state = workspace.at(as_of, known_at)
        print_record(form, state.rounds(), to_wire, lambda found: rounds_page(found, state.dossier))
