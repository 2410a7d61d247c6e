"""The command that shows who stands with whom: ``network``, of a workspace, of a file, or of a list of settings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

import typer

from detente.cli.options import AsOf, Form, KnownAt, SaidSince, TableOrJson, WorkspaceFolder

# The words of detente.analysis.networks once more: loading it would take every start longer.
ModeWord = Literal["onemode", "twomode"]
AggregationWord = Literal["ignore", "congruence", "conflict", "subtract", "combine"]
NormalizationWord = Literal["no", "activity", "prominence", "average", "jaccard", "cosine"]
DuplicatesWord = Literal["include", "document", "week", "month", "year", "acrossrange"]
UnitWord = Literal["events", "days", "weeks", "months", "years"]
KernelWord = Literal["no", "uniform", "triangular", "epanechnikov", "gaussian"]
CompatWord = Literal["none", "dna"]

Input = Annotated[
    Path | None,
    typer.Option(
        "--input",
        metavar="FILE",
        readable=False,
        help="Statements of a .dna or CSV file in place of a workspace's.",
        show_default=False,
    ),
]
SettingsFile = Annotated[
    Path | None,
    typer.Option(
        "--settings",
        metavar="FILE",
        readable=False,
        help="A JSON list of networks; each entry's files are written to --out. Needs --input.",
        show_default=False,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", readable=False, help="Where --settings writes.", show_default=False),
]
Export = Annotated[
    Path | None,
    typer.Option(
        "--export",
        metavar="FILE",
        readable=False,
        help="Also write the network: .csv, .graphml, .gexf or .parquet.",
        show_default=False,
    ),
]
Attributes = Annotated[
    Path | None,
    typer.Option(
        "--attributes",
        metavar="FILE",
        readable=False,
        help="A .graphml file whose nodes' attributes go into the export.",
        show_default=False,
    ),
]
Rows = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Whose ties: party, speaker, origin, option ... [party]", show_default=False),
]
Columns = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Through what, or to what: outcome, issue, option ... [outcome]", show_default=False
    ),
]
Qualifier = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="What tells the side: support, option ...; none for nothing. [support]",
        show_default=False,
    ),
]
ModeChoice = Annotated[ModeWord, typer.Option(help="Ties among the rows, or from rows to columns.")]
AggregationChoice = Annotated[
    AggregationWord | None, typer.Option(help="How the qualifier enters. [subtract]", show_default=False)
]
NormalizationChoice = Annotated[
    NormalizationWord | None,
    typer.Option(help="What ties are divided by. [average; twomode: no]", show_default=False),
]
DuplicatesChoice = Annotated[DuplicatesWord, typer.Option(help="Count what is said again once within ...")]
WithIsolates = Annotated[bool, typer.Option("--isolates", help="Also what only left-out statements name.")]
Window = Annotated[
    int, typer.Option(min=0, metavar="N", help="A network for every N units of time.", show_default=False)
]
UnitChoice = Annotated[UnitWord, typer.Option(help="The unit of --window.")]
KernelChoice = Annotated[KernelWord, typer.Option(help="Weigh statements by their distance from a window's middle.")]
Seed = Annotated[
    int, typer.Option(min=0, metavar="N", help="Of draws among statements of one moment, in windows of events.")
]
CompatChoice = Annotated[
    CompatWord, typer.Option(help="With dna the Discourse Network Analyzer's numbers, defects and all.")
]

WithBackbone = Annotated[
    bool, typer.Option("--backbone", help="Show which columns carry the ties, and which can be spared.")
]


def network(
    *,
    rows: Rows = None,
    columns: Columns = None,
    qualifier: Qualifier = None,
    mode: ModeChoice = "onemode",
    aggregation: AggregationChoice = None,
    normalization: NormalizationChoice = None,
    duplicates: DuplicatesChoice = "document",
    isolates: WithIsolates = False,
    since: SaidSince = None,
    window: Window = 0,
    unit: UnitChoice = "months",
    kernel: KernelChoice = "no",
    seed: Seed = 1,
    compat: CompatChoice = "none",
    input_: Input = None,
    settings: SettingsFile = None,
    out: Out = None,
    export: Export = None,
    attributes: Attributes = None,
    backbone: WithBackbone = False,
    folder: WorkspaceFolder = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: TableOrJson = Form.TABLE,
) -> None:
    """Show who stands with whom: the ties of a discourse network.

    Two parties are tied by the outcomes that both take a side on: congruence where it is the same
    side, conflict where it is not. Every tie names its statements.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # many small products, which threads would only make wait
    from detente.cli.network_asking import Asked, show_backbone, show_network

    if settings is not None:
        return _write_files(input_, settings, out, compat)
    asked = Asked(
        rows=rows, columns=columns, qualifier=qualifier, mode=mode, aggregation=aggregation,
        normalization=normalization, duplicates=duplicates, has_isolates=isolates, since=since, as_of=as_of,
        window=window, unit=unit, kernel=kernel, seed=seed, compat=compat,
    )  # fmt: skip
    if backbone:
        return show_backbone(asked, input_, folder, known_at, form)
    return show_network(asked, input_, folder, known_at, form, export, attributes)


def _write_files(file: Path | None, settings: Path, out: Path | None, compat: CompatWord) -> None:
    from detente.analysis.networks import Compat
    from detente.cli.network_files import write_entries

    if file is None or out is None:
        raise typer.BadParameter("--settings needs --input FILE and --out DIR")
    write_entries(file, settings, Compat(compat), out)
