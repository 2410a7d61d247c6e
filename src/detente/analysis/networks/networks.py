"""Networks: the statements of a question turned into ties between named things."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np

from detente.analysis.networks.asking import Mode, NetworkQuestion
from detente.analysis.networks.onemode import Alikeness, Ties, one_mode
from detente.analysis.networks.profiles import Cells, Matrix, cells_of, counts
from detente.analysis.networks.selecting import Selection, select
from detente.analysis.networks.tables import Codes, Column, Rows, StatementTable, moment_of
from detente.analysis.networks.twomode import two_mode


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Ties between things, and the statements they rest on.

    Attributes:
        rows, columns: The things tied; the same in a one-mode network.
        values: The ties, rows by columns.
        positive, negative: Both signs apart, in the same measure.
        is_told: Where any statement bears on a tie: 0 there is balance, elsewhere silence.
        statements: Places in the table of the statements that it rests on, in order.
        start, middle, stop: The stretch of time; None where no statement has a date. ``middle`` is a window's.
    """

    mode: Mode
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: Matrix
    positive: Matrix
    negative: Matrix
    is_told: Matrix
    statements: Rows
    start: datetime | None
    stop: datetime | None
    middle: datetime | None = None

    @property
    def n_statements(self) -> int:
        """So many statements it rests on."""
        return len(self.statements)


class Builder:
    """Makes the networks of one question, which share their concepts, levels and likeness.

    Attributes:
        selection: The statements of the question.
    """

    def __init__(self, selection: Selection) -> None:
        self.selection = selection

    @cached_property
    def cells(self) -> Cells:
        """The concepts at their levels."""
        return cells_of(self.selection)

    @cached_property
    def alike(self) -> Alikeness:
        """How alike the cells are, for one-mode networks."""
        return Alikeness.of(self.cells)

    def ties(self, statements: Rows, actors: Codes, concepts: Codes, weights: Matrix | None = None) -> Ties:
        """The ties that these statements make between these actors, or these actors and concepts."""
        profiles = counts(self.selection, self.cells, statements, actors, weights)
        if self.selection.question.mode is Mode.ONE_MODE:
            return one_mode(profiles, self.alike, self.selection.question)
        return two_mode(profiles, self.cells, concepts, self.selection.question)

    def names(self, statements: Rows) -> tuple[Codes, Codes]:
        """The actors and concepts of a network of these statements; with isolates, those of the whole range too."""
        chosen = self.selection
        basis = chosen.original if chosen.question.has_isolates else statements
        return used_codes(chosen.rows, basis), used_codes(chosen.columns, basis)

    def network(self, statements: Rows, start: int | None, stop: int | None, middle: int | None = None) -> Network:
        """The network of these statements, which lie between these times."""
        actors, concepts = self.names(statements)
        return self.named(
            self.ties(statements, actors, concepts), statements, (actors, concepts), (start, middle, stop)
        )

    def named(
        self,
        ties: Ties,
        statements: Rows,
        names: tuple[Codes, Codes],
        times: tuple[int | None, int | None, int | None],
    ) -> Network:
        """Ties with the names of what they tie, and the times they are of: start, middle and stop."""
        chosen = self.selection
        rows = tuple(chosen.rows.labels[code] for code in names[0])
        is_one_mode = chosen.question.mode is Mode.ONE_MODE
        start, middle, stop = (None if time is None else moment_of(time) for time in times)
        return Network(
            mode=chosen.question.mode,
            rows=rows,
            columns=rows if is_one_mode else tuple(chosen.columns.labels[code] for code in names[1]),
            values=ties.values,
            positive=ties.positive,
            negative=ties.negative,
            is_told=ties.is_told,
            statements=statements,
            start=start,
            middle=middle,
            stop=stop,
        )


def used_codes(column: Column, statements: Rows) -> Codes:
    """The codes that any of these statements has, blanks left out, in the order of their labels."""
    codes = column.at(statements)
    is_used = np.bincount(codes[codes >= 0], minlength=len(column.labels)) > 0
    return np.flatnonzero(is_used).astype(np.int32)


def network(table: StatementTable, question: NetworkQuestion) -> Network:
    """The one network of all statements that answer a question, windows left aside.

    Raises:
        NetworkError: A variable is missing, or the question cannot be computed.
    """
    selection = select(table, question)
    return Builder(selection).network(selection.kept, selection.start, selection.stop)
