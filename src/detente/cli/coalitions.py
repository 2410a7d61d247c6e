"""The command that shows who stands together: ``coalitions``."""

from __future__ import annotations

import os
from datetime import date
from typing import Annotated

import typer

from detente.cli.networks import Input
from detente.cli.options import AsOf, Form, KnownAt, TableOrJson, WorkspaceFolder, day_option

Who = Annotated[str | None, typer.Option(metavar="NAME", help="Who: party, speaker ... [party]", show_default=False)]
Through = Annotated[
    str | None, typer.Option(metavar="NAME", help="Through what: outcome, issue ... [outcome]", show_default=False)
]
Side = Annotated[str | None, typer.Option(metavar="NAME", help="What tells the side. [support]", show_default=False)]
Draws = Annotated[
    int,
    typer.Option(min=2, max=100_000, metavar="N", help="So many times the documents are drawn for the intervals."),
]
SeedOfDraws = Annotated[int, typer.Option(min=0, metavar="N", help="The same seed gives the same result.")]


def coalitions(
    rows: Who = None,
    columns: Through = None,
    qualifier: Side = None,
    changed_since: Annotated[
        date | None, day_option("--changed-since", "Also who drew together or apart from this day on.")
    ] = None,
    draws: Draws = 200,
    seed: SeedOfDraws = 1,
    *,
    shares: Annotated[bool, typer.Option("--shares", help="Also on how many outcomes each two agree.")] = False,
    input_: Input = None,
    folder: WorkspaceFolder = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: TableOrJson = Form.TABLE,
) -> None:
    """Show the camps: who stands together, and how surely.

    With how far the camps oppose each other, and who drew together. A mediator of the dossier stands in no camp. Every
    number has a 95 % interval, for which whole documents are drawn anew.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # many small products, which threads would only make wait
    from detente.cli.coalition_tables import coalitions_page
    from detente.cli.network_asking import Asked, framed_statements
    from detente.cli.output import print_record
    from detente.model.wire import to_wire
    from detente.workspace.camps import camps_of

    asked = Asked(rows=rows, columns=columns, qualifier=qualifier, as_of=as_of)
    question = asked.question(is_file=input_ is not None)
    table, title, dossier = framed_statements(asked, input_, folder, known_at)
    found = camps_of(table, question, changed_since, n_draws=draws, seed=seed, has_shares=shares, dossier=dossier)
    print_record(form, found, to_wire, lambda told: coalitions_page(told, title))
