"""Uncertainty: how often a deal exists when the uncertain entries are drawn, and which of them it hangs on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.analysis.coalitions import wilson
from detente.dealspace.dominance import nondominated
from detente.dealspace.drawing import as_drawn, numbers_drawn
from detente.dealspace.layers import Partials, packages_at, start, through
from detente.dealspace.scenarios import Entry, Scenario, UncertainEntry
from detente.dealspace.sweeps import Step, sweep
from detente.dealspace.utilities import TOLERANCE, Numbers, Worth, worth

_N_BINS = 8
_N_RESAMPLES = 200
_LIMIT_ROWS = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """How much of the doubt whether a deal exists comes from one entry.

    Attributes:
        share: First-order Sobol index in [0, 1]: by what share the variance of "a deal exists" would fall, on average,
            if this entry were known.
        low, high: Its 95 % interval, by resampling the draws.
    """

    entry: UncertainEntry
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """How often a deal exists under the draws; no forecast, but what the stated ranges amount to.

    Attributes:
        n_deals: Draws with a package that is acceptable to everybody.
        share: Of all draws, in [0, 1].
        low, high: Its 95 % interval (Wilson 1927), for the number of draws alone.
        influences: The uncertain entries, those that matter most first.
    """

    n_draws: int
    seed: int
    n_deals: int
    share: float
    low: float
    high: float
    influences: tuple[Influence, ...]


def chance(scenario: Scenario, n_draws: int, seed: int = 0, tell: Callable[[int], None] | None = None) -> Chance:
    """The share of draws in which some package is acceptable to everybody, and what it hangs on.

    Each entry is drawn by itself: numbers evenly between their ends, weights then scaled to sum to 1, red lines as
    standing or fallen by their chance. The influence of an entry is the variance of the mean of the outcome within
    eight classes of the entry, less what chance alone gives (first-order Sobol index from given data, Plischke,
    Borgonovo & Smith 2013).

    Args:
        scenario: A scenario that was checked, with uncertain entries.
        n_draws: How many draws; 1,000 tell the share to 3 of 100.
        seed: The same seed gives the same draws, and a longer run begins with a shorter one's.
        tell: Called with the number of draws that are done, from time to time.

    Raises:
        ScenarioError: Nothing in the scenario is uncertain.
    """
    drawn = numbers_drawn(scenario, n_draws, seed)
    exists = np.zeros(n_draws, dtype=bool)
    known: tuple[int, ...] | None = None  # what was acceptable in one draw often is in the next
    for index, row in enumerate(drawn):
        one = as_drawn(scenario, row)
        found = known if known is not None and is_acceptable(one, known) else acceptable(one)
        known, exists[index] = found or known, found is not None
        if tell is not None and (index + 1) % 100 == 0:
            tell(index + 1)
    n_deals = int(exists.sum())
    low, high = wilson(n_deals, n_draws)
    return Chance(
        n_draws=n_draws, seed=seed, n_deals=n_deals, share=n_deals / n_draws, low=low, high=high,
        influences=_influences(scenario.uncertain, drawn, exists, seed),
    )  # fmt: skip


def acceptable(scenario: Scenario) -> tuple[int, ...] | None:
    """A package that keeps every line, linkage and reservation: an option's index for each issue; None without one."""
    values = worth(scenario)
    steps = sweep(scenario, scenario.still_open)
    if not all(step.moves for step in steps):
        return None
    best = _best_rest(values, steps)

    def reduce(place: int, _state: int, partials: Partials) -> Partials:
        kept = partials.at(np.asarray((partials.vectors + best[place] >= values.floors - TOLERANCE).all(axis=1)))
        return kept.at(nondominated(np.minimum(kept.vectors, values.floors)))

    begin = start(values, 1)
    layers = through(steps, values, begin, reduce, limit_rows=_LIMIT_ROWS, what="packages are undecided")
    return packages_at(layers, steps, [0])[0] if layers[-1] else None


def is_acceptable(scenario: Scenario, package: Sequence[int]) -> bool:
    """Whether a package that satisfies the linkages keeps every line and reservation."""
    if any(line.issue is not None and package[line.issue] in line.excluded for line in scenario.lines):
        return False
    values = worth(scenario)
    return bool((values.of(package) >= values.floors - TOLERANCE).all())


def chance_to_wire(found: Chance, words: Callable[[UncertainEntry], str]) -> dict[str, Any]:
    """The share and the influences as JSON."""
    return {
        "n_draws": found.n_draws,
        "seed": found.seed,
        "n_deals": found.n_deals,
        "share": found.share,
        "interval": [found.low, found.high],
        "influences": [
            {"entry": words(each.entry), "share": each.share, "interval": [each.low, each.high]}
            for each in found.influences
        ],
    }


def entry_words(scenario: Scenario, entry: UncertainEntry) -> str:
    """An uncertain entry in words, e.g. ``the weight of Passage to Norland``."""
    if entry.line is not None:
        line = next(each for each in scenario.lines if each.id == entry.line)
        return f"whether {scenario.parties[line.party].name} keeps “{scenario.line_words(line)}”"
    party = scenario.parties[entry.party or 0].name
    if entry.issue is None:
        return f"the reservation of {party}"
    issue = scenario.issues[entry.issue]
    if entry.option is None:
        return f"the weight of {issue.name} to {party}"
    return f"what {issue.options[entry.option].name} on {issue.name} is worth to {party}"


def _best_rest(values: Worth, steps: Sequence[Step]) -> list[Numbers]:
    rest = np.zeros_like(values.payments)
    found = [rest]
    for step in reversed(steps):
        rest = rest + values.options[step.issue][[each for move in step.moves for each in move.options]].max(axis=0)
        found.append(rest)
    return found[::-1]


def _influences(
    entries: Sequence[UncertainEntry], drawn: Numbers, exists: NDArray[np.bool_], seed: int
) -> tuple[Influence, ...]:
    n_draws = len(exists)
    if exists.all() or not exists.any():
        return tuple(Influence(entry=entry, share=0.0, low=0.0, high=0.0) for entry in entries)
    again = np.random.default_rng([seed, n_draws]).integers(0, n_draws, (_N_RESAMPLES, n_draws))
    classes = [_classes(entry, drawn[:, index]) for index, entry in enumerate(entries)]
    found = []
    for entry, of in zip(entries, classes, strict=True):
        share = float(_shares(of[None], exists[None])[0])
        low, high = np.quantile(_shares(of[again], exists[again]), [0.025, 0.975])
        found.append(Influence(entry=entry, share=share, low=float(low), high=float(high)))
    return tuple(sorted(found, key=lambda each: -each.share))


def _classes(entry: UncertainEntry, numbers: Numbers) -> NDArray[np.intp]:
    if entry.entry is Entry.LINE:
        return np.asarray((numbers < entry.low).astype(np.intp))
    return np.asarray(np.minimum((numbers * _N_BINS).astype(np.intp), _N_BINS - 1))


def _shares(classes: NDArray[np.intp], exists: NDArray[np.bool_]) -> Numbers:
    """For each row, the share of the variance between classes, less that which classes of pure chance would have."""
    n_rows, n_draws = exists.shape
    places = (classes + _N_BINS * np.arange(n_rows)[:, None]).ravel()
    counts = np.bincount(places, minlength=n_rows * _N_BINS).reshape(n_rows, _N_BINS)
    hits = np.bincount(places, weights=exists.ravel(), minlength=n_rows * _N_BINS).reshape(n_rows, _N_BINS)
    mean = exists.mean(axis=1)
    variance = mean * (1 - mean)
    off = np.where(counts > 0, hits / np.maximum(counts, 1) - mean[:, None], 0.0)
    between = (counts * off**2).sum(axis=1) / n_draws
    n_classes = (counts > 0).sum(axis=1)
    share = between / np.where(variance > 0, variance, 1.0)
    corrected = (share * (n_draws - 1) - (n_classes - 1)) / np.maximum(1, n_draws - n_classes)
    return np.asarray(np.where(variance > 0, np.maximum(0.0, corrected), 0.0))
