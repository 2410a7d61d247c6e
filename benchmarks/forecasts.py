"""Measures the forecast models on the issues of DEU III with known outcomes, beside the simplest forecasts.

Run by `make bench`, or `python benchmarks/forecasts.py [--bargaining FOLDER] [--write] [--check]`. The folder holds
deu3_issues.json (351 issues: positions, salience, a stand-in for power, reference point, outcome; all on 0-100) and
deu3_baselines_measured.json (simple forecasts measured by another program). --write puts the figures into the package,
--check ends with 1 where they are not those in the package. Issues of one proposal are decided together.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from detente.dealspace.forecasts import Actor, Bargaining, Conflict, challenge, compromise, exchange, nash, spatial
from detente.dealspace.forecasts import weighted_median as median
from detente.dealspace.forecasts.backtests import Backtest, backtest_table

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "src/detente/dealspace/forecasts/backtests.json"
SOURCE = (
    "DEU III: positions, salience and outcomes of EU legislation, Arregui and Perarnaud (2021), doi:10.34810/data53, "
    "CC BY 4.0; capability gdp is each state's GDP, Commission and Parliament as the largest state"
)
COMMAND = "python benchmarks/forecasts.py --write"
CAPABILITIES = ("gdp", "equal")
Forecast = Callable[["Issue", str], float | None]


@dataclass(frozen=True)
class Issue:
    """One issue as the data tell it, with the others of its proposal."""

    told: dict[str, Any]
    proposal: str
    place: int

    @property
    def outcome(self) -> float:
        """What was decided."""
        return float(self.told["outcome"])


def main() -> int:
    """Measures, prints, and writes or checks if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--bargaining", type=Path, default=ROOT.parent / "shared/bargaining", help="folder of deu3*.json"
    )
    parser.add_argument("--write", action="store_true", help="put the figures into the package")
    parser.add_argument("--check", action="store_true", help="end with 1 where the package has other figures")
    options = parser.parse_args()
    if not (options.bargaining / "deu3_issues.json").exists():
        print(f"Forecasts are not measured: {options.bargaining} has no deu3_issues.json.")
        return 0
    issues = read(options.bargaining / "deu3_issues.json")
    show_baselines(issues, json.loads((options.bargaining / "deu3_baselines_measured.json").read_text())["all"])
    rows = list(backtests(issues))
    if options.write:
        TABLE.write_text(table_text(rows), encoding="utf-8")
    differing = [row for row, shipped in zip(rows, backtest_table().rows, strict=True) if row != shipped]
    for row in differing:
        print(f"The package has other figures for {row.model}, {row.reading or 'its one reading'}, {row.capability}.")
    return 1 if options.check and differing else 0


def read(file: Path) -> list[Issue]:
    """The issues with outcomes, each knowing its proposal."""
    issues, seen = [], {}
    for told in json.loads(file.read_text(encoding="utf-8"))["issues"]:
        PROPOSALS.setdefault(told["proposal"], []).append(told)
        seen[told["proposal"]] = seen.get(told["proposal"], -1) + 1
        issues.append(Issue(told, told["proposal"], seen[told["proposal"]]))
    return issues


PROPOSALS: dict[str, list[dict[str, Any]]] = {}
"""Issues by proposal, as read."""


def bargaining(
    told: dict[str, Any], capability: str, *, has_salience: bool = True, without: Iterable[str] = ()
) -> Bargaining:
    """An issue as the models take it."""
    actors = tuple(
        Actor(
            id=actor["id"],
            name=actor["id"],
            position=actor["position"],
            capability=actor["gdp"] if capability == "gdp" else 1.0,
            salience=actor["salience"] / 100 if has_salience else 1.0,
        )
        for actor in told["actors"]
        if actor["id"] not in set(without)
    )
    return Bargaining(
        issue=told["issue"], name=told["issue"], low=0, high=100, actors=actors, reference=told["reference_point"]
    )


@cache
def exchanged(proposal: str, capability: str) -> tuple[float, ...]:
    """The outcomes of a proposal's issues after exchanges."""
    return exchange([bargaining(told, capability) for told in PROPOSALS[proposal]]).outcomes


def with_reference(forecast: Callable[[Bargaining], float]) -> Forecast:
    """A forecast only of issues with a reference point."""

    def run(issue: Issue, capability: str) -> float | None:
        one = bargaining(issue.told, capability)
        return None if one.reference is None else forecast(one)

    return run


def by(forecast: Callable[[Bargaining], float], **choice: bool | tuple[str, ...]) -> Forecast:
    """A forecast of any issue."""
    return lambda issue, capability: forecast(bargaining(issue.told, capability, **choice))


def position_of(actor: str) -> Forecast:
    """What one actor wanted."""
    return lambda issue, _: next((one["position"] for one in issue.told["actors"] if one["id"] == actor), None)


MODELS: tuple[tuple[str, str, Forecast], ...] = (
    ("middle", "", lambda *_: 50.0),
    ("compromise", "", by(compromise)),
    ("median", "", by(median)),
    ("nash", "cost of failure 1", with_reference(nash)),
    ("nash", "cost of failure 0", with_reference(lambda one: nash(one, 0))),
    ("challenge", "standoff", by(challenge)),
    ("challenge", "weaker_moves", by(lambda one: challenge(one, Conflict.WEAKER_MOVES))),
    ("spatial", "", by(spatial)),
    ("exchange", "", lambda issue, capability: exchanged(issue.proposal, capability)[issue.place]),
)
"""Model, reading, and how it forecasts."""

BASELINES: dict[str, tuple[Forecast, str]] = {
    "midpoint 50": (lambda *_: 50.0, "equal"),
    "mean (equal weights)": (by(compromise, has_salience=False), "equal"),
    "median (equal weights)": (by(median, has_salience=False), "equal"),
    "salience-weighted mean (compromise, equal power)": (by(compromise), "equal"),
    "salience-weighted median (equal power)": (by(median), "equal"),
    "GDP x salience weighted mean": (by(compromise), "gdp"),
    "GDP x salience weighted median": (by(median), "gdp"),
    "GDP weighted mean (no salience)": (by(compromise, has_salience=False), "gdp"),
    "Council only: salience-weighted mean": (by(compromise, without=("com", "ep")), "equal"),
    "Commission position": (position_of("com"), "equal"),
    "EP position": (position_of("ep"), "equal"),
    "reference point (status quo)": (lambda issue, _: issue.told["reference_point"], "equal"),
}
"""The simple forecasts of deu3_baselines_measured.json, by our functions."""


def backtests(issues: list[Issue]) -> Iterable[Backtest]:
    """Every model's errors, printed as they come."""
    print(f"\n{'model':12}{'reading':20}{'capability':12}{'n':>5}{'MAE':>7}{'RMSE':>7}{'median':>8}{'near':>7}"
          f"{'compromise':>12}{'CPU s':>8}")  # fmt: skip
    for model, reading, forecast in MODELS:
        for capability in CAPABILITIES:
            begun = time.process_time()
            told = [(forecast(issue, capability), issue) for issue in issues]
            pairs = [(number, issue) for number, issue in told if number is not None]
            spent = time.process_time() - begun
            missed = errors((number, issue.outcome) for number, issue in pairs)
            plain = errors((compromise(bargaining(issue.told, capability)), issue.outcome) for _, issue in pairs)
            row = Backtest(
                model=model, reading=reading, capability=capability, n_issues=len(pairs),
                mean_error=round(float(missed.mean()), 2),
                root_mean_square_error=round(float(np.sqrt((missed**2).mean())), 2),
                median_error=round(float(np.median(missed)), 2),
                near_share=round(float((missed <= 10 + 1e-9).mean()), 3),
                compromise_error=round(float(plain.mean()), 2),
            )  # fmt: skip
            print(
                f"{model:12}{reading:20}{capability:12}{row.n_issues:>5}{row.mean_error:>7.2f}"
                f"{row.root_mean_square_error:>7.2f}{row.median_error:>8.2f}{row.near_share:>7.3f}"
                f"{row.compromise_error:>12.2f}{spent:>8.2f}"
            )
            yield row


def errors(pairs: Iterable[tuple[float, float]]) -> np.ndarray:
    """Absolute errors of pairs of forecast and outcome."""
    return np.array([abs(forecast - outcome) for forecast, outcome in pairs])


def show_baselines(issues: list[Issue], measured: dict[str, dict[str, float]]) -> None:
    """The mean absolute errors of the simple forecasts beside those that another program measured."""
    print(f"{'simple forecast':52}{'n':>5}{'MAE':>8}{'measured':>10}{'apart':>8}")
    for name, (forecast, capability) in BASELINES.items():
        told = [(forecast(issue, capability), issue.outcome) for issue in issues]
        missed = errors((number, outcome) for number, outcome in told if number is not None)
        theirs = measured[name]["MAE"]
        print(f"{name:52}{len(missed):>5}{missed.mean():>8.2f}{theirs:>10.2f}{abs(missed.mean() - theirs):>8.3f}")


def table_text(rows: list[Backtest]) -> str:
    """The table as the package keeps it."""
    lines = ",\n    ".join(json.dumps(asdict(row)) for row in rows)
    head = f'{{\n  "source": {json.dumps(SOURCE)},\n  "command": {json.dumps(COMMAND)},\n'
    return f'{head}  "rows": [\n    {lines}\n  ]\n}}\n'


if __name__ == "__main__":
    sys.exit(main())
