"""The commands that show what stands in the way: ``redlines``, ``contests`` and ``linkages``."""

from __future__ import annotations

from detente.cli.options import AsOf, Form, KnownAt, TableOrJson, WorkspaceFolder
from detente.cli.output import print_record


def redlines(
    folder: WorkspaceFolder = None, as_of: AsOf = None, known_at: KnownAt = None, form: TableOrJson = Form.TABLE
) -> None:
    """List every red line ever drawn, and whether it stands.

    With its words, when it was first and last said, what was offered since, and what it excludes.
    """
    from detente.cli.choosing import open_workspace
    from detente.cli.redline_tables import redlines_page
    from detente.model.wire import to_wire

    with open_workspace(folder) as workspace:
        state = workspace.at(as_of, known_at)
        print_record(form, state.red_lines(), to_wire, lambda found: redlines_page(found, state.dossier))


def contests(
    folder: WorkspaceFolder = None, as_of: AsOf = None, known_at: KnownAt = None, form: TableOrJson = Form.TABLE
) -> None:
    """List the statements that cannot all hold, side by side.

    Claims and denials, numbers that disagree, one thing told differently, and what only changed over time; each side
    with who tells it and how far that is trusted.
    """
    from detente.analysis.wire import contest_to_wire
    from detente.cli.choosing import open_workspace
    from detente.cli.contest_tables import contests_page

    with open_workspace(folder) as workspace:
        state = workspace.at(as_of, known_at)
        print_record(
            form,
            state.contests(),
            lambda found: list(map(contest_to_wire, found)),
            lambda found: contests_page(found, state.dossier),
        )


def linkages(
    folder: WorkspaceFolder = None, as_of: AsOf = None, known_at: KnownAt = None, form: TableOrJson = Form.TABLE
) -> None:
    """Show which issue is made to wait for which, and the circles.

    Who makes it wait, who denies that, since when; a circle is a deadlock. Conditions that order no two issues follow.
    """
    from detente.cli.choosing import open_workspace
    from detente.cli.linkage_tables import linkages_page
    from detente.model.wire import to_wire

    with open_workspace(folder) as workspace:
        state = workspace.at(as_of, known_at)
        print_record(form, state.linkages(), to_wire, lambda found: linkages_page(found, state.dossier))
