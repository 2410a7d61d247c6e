"""Backtests: how far each model missed outcomes that are known, measured once and shipped as a table."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """How far one model missed, on scales from 0 to 100.

    Attributes:
        model: Its id, or ``middle`` for always saying the middle of the scale.
        reading: What was chosen where the model leaves a choice; empty where it leaves none.
        capability: What stood for capability: ``gdp`` or ``equal``.
        n_issues: On how many issues.
        mean_error: Mean absolute error.
        root_mean_square_error: Root of the mean of the squared errors.
        median_error: Median absolute error.
        near_share: Share of the issues missed by at most 10, in [0, 1].
        compromise_error: Mean absolute error of the compromise model on the same issues, for comparison.
    """

    model: str
    reading: str
    capability: str
    n_issues: int
    mean_error: float
    root_mean_square_error: float
    median_error: float
    near_share: float
    compromise_error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BacktestTable:
    """All backtests, with where their data come from and the command that measures them."""

    source: str
    command: str
    rows: tuple[Backtest, ...]

    def of(self, model: str, reading: str | None = None) -> tuple[Backtest, ...]:
        """Those of a model; in one reading if it is given."""
        return tuple(row for row in self.rows if row.model == model and reading in {None, row.reading})


@cache
def backtest_table() -> BacktestTable:
    """The table that ships with the package."""
    told = json.loads(files("detente.dealspace.forecasts").joinpath("backtests.json").read_text(encoding="utf-8"))
    return BacktestTable(
        source=told["source"], command=told["command"], rows=tuple(Backtest(**row) for row in told["rows"])
    )
