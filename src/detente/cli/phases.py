"""The commands that place actors on a line and part time into phases: ``scaling`` and ``phases``."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from detente.cli.coalitions import Draws, SeedOfDraws, Side, Through, Who
from detente.cli.networks import Input, UnitChoice
from detente.cli.options import AsOf, Form, KnownAt, SaidSince, TableOrJson, WorkspaceFolder

WindowOfPhases = Annotated[int, typer.Option(min=1, metavar="N", help="So many units of time are one state.")]

DrawsOfTurns = Annotated[
    int,
    typer.Option(
        min=2, max=100_000, metavar="N", help="So many times the documents are drawn, to tell how sure a turn is."
    ),
]


def phases(
    rows: Who = None,
    columns: Through = None,
    qualifier: Side = None,
    window: WindowOfPhases = 1,
    unit: UnitChoice = "months",
    draws: DrawsOfTurns = 200,
    seed: SeedOfDraws = 1,
    *,
    since: SaidSince = None,
    input_: Input = None,
    folder: WorkspaceFolder = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: TableOrJson = Form.TABLE,
) -> None:
    """Show when who stands with whom turned: the phases.

    Every window is a state of the network; states that lie close together are one phase. A turn tells in how many of
    the draws it is there too.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # many small products, which threads would only make wait
    from detente.analysis.coalitions import phases as phases_of
    from detente.cli.network_asking import Asked, statements_of
    from detente.cli.output import print_record
    from detente.cli.phase_tables import phases_page
    from detente.model.wire import to_wire

    asked = Asked(
        rows=rows, columns=columns, qualifier=qualifier, since=since, as_of=as_of, window=window, unit=unit, seed=seed
    )
    table, title = statements_of(asked, input_, folder, known_at)
    found = phases_of(table, asked.question(is_file=input_ is not None), n_draws=draws, seed=seed)
    print_record(form, found, to_wire, lambda told: phases_page(told, title))


def scaling(
    rows: Who = None,
    columns: Through = None,
    qualifier: Side = None,
    draws: Draws = 200,
    seed: SeedOfDraws = 1,
    *,
    since: SaidSince = None,
    input_: Input = None,
    folder: WorkspaceFolder = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: TableOrJson = Form.TABLE,
) -> None:
    """Show the actors on one line, by the sides they take.

    The first axis of a correspondence analysis, with a 95 % interval for every place, and the concepts that part the
    actors most.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # many small products, which threads would only make wait
    from detente.analysis.coalitions import scaling as scale_of
    from detente.cli.network_asking import Asked, statements_of
    from detente.cli.output import print_record
    from detente.cli.scale_tables import scale_page
    from detente.model.wire import to_wire

    asked = Asked(rows=rows, columns=columns, qualifier=qualifier, since=since, as_of=as_of, seed=seed)
    table, title = statements_of(asked, input_, folder, known_at)
    found = scale_of(table, asked.question(is_file=input_ is not None), n_draws=draws, seed=seed)
    print_record(form, found, to_wire, lambda told: scale_page(told, title))
