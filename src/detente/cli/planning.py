"""The commands that show what a plan rests on: ``assumptions``, ``hypotheses`` and ``watch``."""

from __future__ import annotations

from detente.cli.options import AsOf, Form, KnownAt, TableOrJson, WorkspaceFolder
from detente.cli.output import print_record


def assumptions(
    folder: WorkspaceFolder = None, as_of: AsOf = None, known_at: KnownAt = None, form: TableOrJson = Form.TABLE
) -> None:
    """Show what speaks against each assumption, and for it.

    The most inconsistent first, each with its indicators, what would change its verdict, and what to watch.
    """
    from detente.cli.assumption_tables import assumptions_page
    from detente.cli.choosing import open_workspace
    from detente.model.wire import to_wire

    with open_workspace(folder) as workspace:
        state = workspace.at(as_of, known_at)
        print_record(form, state.assumptions(), to_wire, lambda found: assumptions_page(found, state.dossier))


def hypotheses(
    folder: WorkspaceFolder = None, as_of: AsOf = None, known_at: KnownAt = None, form: TableOrJson = Form.TABLE
) -> None:
    """Set competing hypotheses beside the evidence.

    The least contradicted is told first, with ties; then the evidence, what tells them apart most first.
    """
    from detente.cli.choosing import open_workspace
    from detente.cli.hypothesis_tables import hypotheses_page
    from detente.model.wire import to_wire

    with open_workspace(folder) as workspace:
        state = workspace.at(as_of, known_at)
        print_record(form, state.hypotheses(), to_wire, lambda found: hypotheses_page(found, state.dossier))


def watch(
    folder: WorkspaceFolder = None, as_of: AsOf = None, known_at: KnownAt = None, form: TableOrJson = Form.TABLE
) -> None:
    """Show what the dossier looks out for, and what answered it.

    Each question with its state, the days left and the words that answer it; answered ones stay listed.
    """
    from detente.cli.choosing import open_workspace
    from detente.cli.watch_tables import watch_page
    from detente.model.wire import to_wire

    with open_workspace(folder) as workspace:
        state = workspace.at(as_of, known_at)
        print_record(form, state.watch(), to_wire, lambda found: watch_page(found, state.dossier))
