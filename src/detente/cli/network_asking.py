"""What ``detente network`` is asked, turned into a question, answered and shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import typer

from detente.analysis.networks import (
    Aggregation,
    Backbone,
    Compat,
    Duplicates,
    Kernel,
    Mode,
    Network,
    NetworkQuestion,
    Normalization,
    StatementTable,
    Unit,
    gexf,
    graphml,
    matrix_csv,
    networks_over_time,
    node_attributes,
    parquet,
    series_csv,
    sourced_network,
)
from detente.analysis.networks.network_wire import network_to_wire, series_to_wire
from detente.cli.backbone_tables import backbone_page
from detente.cli.network_tables import network_page, series_page
from detente.cli.options import Form
from detente.cli.output import print_record, tell, write_bytes, write_text
from detente.model import Dossier
from detente.model.wire import to_wire

_LEDGER = ("party", "outcome", "support")
_FILE = ("organization", "concept", "agreement")
_NOTHING = "none"
_ENDINGS = (".csv", ".graphml", ".gexf", ".parquet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The words of the command line; None for what was not said."""

    rows: str | None
    columns: str | None
    qualifier: str | None
    mode: str = "onemode"
    aggregation: str | None = None
    normalization: str | None = None
    duplicates: str = "document"
    has_isolates: bool = False
    since: date | None = None
    as_of: date | None = None
    window: int = 0
    unit: str = "months"
    kernel: str = "no"
    seed: int = 1
    compat: str = "none"

    def question(self, *, is_file: bool) -> NetworkQuestion:
        """What is asked, with the defaults of a ledger or of a file.

        Raises:
            NetworkError: The words do not go together.
        """
        rows, columns, qualifier = _FILE if is_file else _LEDGER
        mode = Mode(self.mode)
        named = qualifier if self.qualifier is None else self.qualifier
        has_none = named == _NOTHING
        normal = Normalization.AVERAGE if mode is Mode.ONE_MODE else Normalization.NO
        return NetworkQuestion(
            mode=mode,
            rows=self.rows or rows,
            columns=self.columns or columns,
            qualifier=None if has_none else named,
            aggregation=Aggregation(self.aggregation or ("ignore" if has_none else "subtract")),
            normalization=Normalization(self.normalization) if self.normalization else normal,
            duplicates=Duplicates(self.duplicates),
            has_isolates=self.has_isolates,
            start=None if self.since is None else datetime.combine(self.since, time.min),
            stop=None if self.as_of is None or not is_file else datetime.combine(self.as_of, time(23, 59, 59)),
            window=Unit(self.unit) if self.window else Unit.NO,
            window_size=self.window,
            kernel=Kernel(self.kernel),
            is_indented=True,
            compat=Compat(self.compat),
            seed=self.seed,
        )


def show_network(
    asked: Asked,
    file: Path | None,
    folder: Path | None,
    known_at: datetime | None,
    form: Form,
    export: Path | None,
    attributes: Path | None,
) -> None:
    """Answers from a file or a workspace, writes the export if one is asked for, and prints the rest.

    Raises:
        DetenteError: The statements cannot be read, or the network not be made.
    """
    _check(export, attributes)
    question = asked.question(is_file=file is not None)
    table, title = statements_of(asked, file, folder, known_at)
    if question.window is not Unit.NO:
        series = tuple(networks_over_time(table, question))
        _export(series, export, attributes)
        print_record(form, series, lambda made: series_to_wire(question, made), lambda made: series_page(made, title))
        return
    found = sourced_network(table, question)
    _export((found.network,), export, attributes)
    print_record(form, found, network_to_wire, lambda made: network_page(made, title))


def show_backbone(asked: Asked, file: Path | None, folder: Path | None, known_at: datetime | None, form: Form) -> None:
    """Prints which concepts carry the one-mode network, and which can be spared.

    Raises:
        DetenteError: The statements cannot be read, or the network not be made.
    """
    if asked.mode != Mode.ONE_MODE or asked.window:
        raise typer.BadParameter("--backbone is of one network among the rows; leave --mode and --window out")
    question = asked.question(is_file=file is not None)
    table, title = statements_of(asked, file, folder, known_at)
    found = Backbone(table, question).order()
    print_record(form, found, to_wire, lambda told: backbone_page(told, title))


def _check(export: Path | None, attributes: Path | None) -> None:
    if export is not None and export.suffix.lower() not in _ENDINGS:
        raise typer.BadParameter(f"{export} ends in none of {', '.join(_ENDINGS)}; give it one of these endings")
    if attributes is not None and export is None:
        raise typer.BadParameter("--attributes goes into an export; name one with --export FILE")


def statements_of(
    asked: Asked, file: Path | None, folder: Path | None, known_at: datetime | None
) -> tuple[StatementTable, str]:
    """The statements, and what they are of."""
    table, title, _ = framed_statements(asked, file, folder, known_at)
    return table, title


def framed_statements(
    asked: Asked, file: Path | None, folder: Path | None, known_at: datetime | None
) -> tuple[StatementTable, str, Dossier | None]:
    """The statements, what they are of, and their dossier; a file has none."""
    from detente.cli.choosing import open_workspace
    from detente.workspace.statement_files import read_statements

    if file is not None:
        return read_statements(file), file.name, None
    with open_workspace(folder) as workspace:
        state = workspace.at(asked.as_of, known_at)
        return state.statement_table(), state.dossier.title, state.dossier


def _export(networks: Sequence[Network], export: Path | None, attributes: Path | None) -> None:
    from detente.workspace.statement_files import read_text

    if export is None:
        return
    known = {} if attributes is None else node_attributes(read_text(attributes), str(attributes))
    match export.suffix.lower():
        case ".csv" if len(networks) == 1:
            only = networks[0]
            text = "".join(matrix_csv(only.values, only.rows, only.columns))
        case ".csv":
            text = "".join(series_csv(networks))
        case ".gexf":
            text = gexf(networks, known)
        case ".parquet":
            write_bytes(parquet(networks), export)
            tell(f"Wrote {export}.")
            return
        case _ if len(networks) == 1:
            text = graphml(networks[0], known)
        case _:
            raise typer.BadParameter("GraphML holds one network; write a series as .gexf, .csv or .parquet")
    write_text(text, export)
    tell(f"Wrote {export}.")
