"""Reference files: what an entry of a settings file asks to be written, in the form of DNA's reference outputs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from detente.analysis.networks.apart import Distance, distances
from detente.analysis.networks.asking import Compat, Mode, NetworkQuestion, Unit
from detente.analysis.networks.backbone import Backbone
from detente.analysis.networks.matrix_files import clock, matrix_csv, number, quoted, series_csv, windows_csv
from detente.analysis.networks.networks import Network, network, used_codes
from detente.analysis.networks.selecting import select
from detente.analysis.networks.settings_files import NetworkEntry
from detente.analysis.networks.tables import StatementTable, moment_of
from detente.analysis.networks.windows import networks_over_time
from detente.errors import NetworkError


class EntryFiles:
    """The files of one entry, each made when it is asked for, from networks that are made once.

    Raises:
        NetworkError: A setting is wrong.
    """

    def __init__(self, table: StatementTable, entry: NetworkEntry, compat: Compat) -> None:
        self._table, self._entry = table, entry
        self._question = entry.question(compat)

    @cached_property
    def networks(self) -> tuple[Network, ...]:
        """The network of the entry, or those of its windows.

        Raises:
            NetworkError: It cannot be computed.
        """
        if self._question.window is Unit.NO:
            return (network(self._table, self._question),)
        return tuple(networks_over_time(self._table, self._question))

    @property
    def is_event_list(self) -> bool:
        """Whether the entry wants statements and no network."""
        return self._question.mode is Mode.EVENT_LIST

    @cached_property
    def is_empty(self) -> bool:
        """Whether no statement is left."""
        return not len(select(self._table, self._question).kept)

    def backbone(self) -> Backbone:
        """The network of the entry, for judging sets of concepts.

        Raises:
            NetworkError: It cannot be computed.
        """
        return Backbone(self._table, self._question)

    def lines(self, file: str) -> Iterable[str]:
        """The lines of a file that the entry names.

        Raises:
            NetworkError: The file cannot be made of the entry.
        """
        name = file.removeprefix(self._entry.id)
        if self._entry.function == "nested":
            return nested_csv(self.backbone())
        if self._entry.function == "barplot":
            return levels_csv(self._table, self._question)
        if self.is_event_list:
            return event_list(self._table, self._question)
        if name.startswith(".distance_"):
            return self._distances(name.removeprefix(".distance_").removesuffix(".csv"))
        makers: dict[str, Callable[[Sequence[Network]], Iterable[str]]] = {
            ".windows.csv": windows_csv,
            ".csv": _matrix if self._question.window is Unit.NO else series_csv,
        }
        if name not in makers:
            raise NetworkError(f"no file of a network is called {file!r}; name it {self._entry.id}.csv")
        return makers[name](self.networks)

    def _distances(self, kind: str) -> Iterator[str]:
        if kind not in [each.value for each in Distance]:
            raise NetworkError(f"no distance is called {kind!r}; choose from {', '.join(Distance)}")
        found = distances(self.networks, Distance(kind), is_dna=self._question.is_dna)
        names = ["" if each.middle is None else clock(each.middle) for each in self.networks]
        return matrix_csv(found, names, names)


def event_list(table: StatementTable, question: NetworkQuestion) -> Iterator[str]:
    """The statements that a question leaves, one a line: id, document and time."""
    yield "statement_id,document_id,time\n"
    chosen = select(table, question)
    documents = table.column("id", is_document=True)
    ids, times = table.ids[chosen.kept].tolist(), chosen.kept_times.tolist()
    for each, document, time in zip(ids, documents.at(chosen.kept).tolist(), times, strict=True):
        yield f"{each},{documents.labels[document]},{clock(moment_of(time))}\n"


def nested_csv(backbone: Backbone) -> Iterator[str]:
    """The concepts in the order in which they can be spared, one a line, with the losses."""
    yield "i,entity,backbone_loss,redundant_loss,statements\n"
    for place, step in enumerate(backbone.nested(), start=1):
        losses = f"{number(step.backbone_loss)},{number(step.redundant_loss)}"
        yield f"{place},{quoted(step.concept)},{losses},{step.n_statements}\n"


def levels_csv(table: StatementTable, question: NetworkQuestion) -> Iterator[str]:
    """How often each thing is named at each level of the qualifier."""
    chosen = select(table, replace(question, columns=question.rows, is_columns_document=question.is_rows_document))
    things = used_codes(chosen.rows, chosen.kept)
    levels = () if chosen.qualifier is None else chosen.qualifier.labels
    yield ",".join(["label", *(each if each.isalnum() else quoted(each) for each in levels)]) + "\n"
    for thing in things.tolist():
        rows = chosen.kept[chosen.rows.at(chosen.kept) == thing]
        told = (
            [] if chosen.qualifier is None else np.bincount(chosen.qualifier.at(rows), minlength=len(levels)).tolist()
        )
        yield ",".join([quoted(chosen.rows.labels[thing]), *map(str, told)]) + "\n"


def _matrix(networks: Sequence[Network]) -> Iterator[str]:
    (only,) = networks
    return matrix_csv(only.values, only.rows, only.columns)
