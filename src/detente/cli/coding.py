"""The commands that need no workspace: ``code`` and ``attribute``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.options import ListForm, Paths, TableOrLines
from detente.cli.output import print_list


def code(
    paths: Paths,
    dossier: Annotated[
        Path,
        typer.Option(metavar="FILE", readable=False, help="The dossier to code against.", show_default=False),
    ],
    form: TableOrLines = ListForm.TABLE,
) -> None:
    """Code documents into statements; nothing is recorded."""
    from detente.cli.inputs import Inputs
    from detente.cli.statement_tables import coded_page
    from detente.coding import Coder
    from detente.dossier import load
    from detente.model.wire import coded_to_wire

    frame = load(dossier)
    coder, inputs = Coder(frame), Inputs(paths)
    coded = ((document, each) for document in inputs for each in coder.code(document).statements)
    print_list(form, coded, lambda row: coded_to_wire(*row), lambda rows: coded_page(rows, frame))
    inputs.settle()


def attribute(paths: Paths, form: TableOrLines = ListForm.TABLE) -> None:
    """Find who is told to have said what; nothing is recorded.

    Source, cue and content are counted in characters of the file's text.
    """
    from detente.cli.inputs import Inputs
    from detente.cli.statement_tables import attributions_page
    from detente.coding import attribute as attributions_in
    from detente.model.wire import attribution_to_wire

    inputs = Inputs(paths)
    found = ((document, each) for document in inputs for each in attributions_in(document.text, document.body_start))
    print_list(form, found, lambda row: attribution_to_wire(*row), attributions_page)
    inputs.settle()
