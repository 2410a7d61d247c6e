"""Evidence: the ties of a network as records, each with the statements that it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.analysis.networks.asking import Mode, NetworkQuestion
from detente.analysis.networks.networks import Network, network
from detente.analysis.networks.tables import StatementTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """One tie of a network.

    Attributes:
        source, target: What it ties; in a one-mode network each pair stands once.
        value: As asked for.
        positive, negative: Both signs apart, in the same measure.
        through: The concepts that both speak on, or the one concept of a two-mode tie.
        statements: Their ids, in order of time.
    """

    source: str
    target: str
    value: float
    positive: float
    negative: float
    through: tuple[str, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcedNetwork:
    """A network whose ties carry what they rest on.

    Attributes:
        question: What was asked.
        network: The ties as a matrix.
        ties: Those that any statement bears on, the strongest first; 0 among them is balance and not silence.
        n_left_out: Statements of the range that filters, blanks and duplicates left out.
    """

    question: NetworkQuestion
    network: Network
    ties: tuple[Tie, ...]
    n_left_out: int


def sourced_network(table: StatementTable, question: NetworkQuestion) -> SourcedNetwork:
    """The network that answers a question, with the statements of every tie.

    Raises:
        NetworkError: A variable is missing, or the question cannot be computed.
    """
    made = network(table, question)
    ties = sorted(_ties(table, question, made), key=lambda tie: (-abs(tie.value), tie.source, tie.target))
    return SourcedNetwork(question=question, network=made, ties=tuple(ties), n_left_out=len(table) - made.n_statements)


def _ties(table: StatementTable, question: NetworkQuestion, made: Network) -> Iterator[Tie]:
    """Each tie that is told, with its statements."""
    rows = table.column(question.rows, is_document=question.is_rows_document)
    columns = table.column(question.columns, is_document=question.is_columns_document)
    said: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place in made.statements.tolist():
        said[rows.labels[rows.codes[place]]][columns.labels[columns.codes[place]]].append(place)
    is_one_mode = made.mode is Mode.ONE_MODE
    for row, column in np.argwhere(made.is_told > 0).tolist():
        source, target = made.rows[row], made.columns[column]
        if is_one_mode and column <= row:
            continue
        through = sorted(said[source].keys() & said[target].keys()) if is_one_mode else [target]
        of = [source, target] if is_one_mode else [source]
        places = sorted({place for each in of for concept in through for place in said[each][concept]})
        yield Tie(
            source=source,
            target=target,
            value=float(made.values[row, column]),
            positive=float(made.positive[row, column]),
            negative=float(made.negative[row, column]),
            through=tuple(through),
            statements=tuple(str(each) for each in table.ids[places].tolist()),
        )
