"""Drawing: a scenario as it may be when each of its uncertain entries is drawn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from detente.dealspace.scenarios import DealLine, DealParty, Entry, Scenario, UncertainEntry
from detente.dealspace.utilities import Numbers
from detente.errors import ScenarioError


def numbers_drawn(scenario: Scenario, n_draws: int, seed: int) -> Numbers:
    """A number in [0, 1) for each draw and each uncertain entry; shape (draws, entries).

    The same seed gives the same draws, and a longer run begins with a shorter one's.

    Raises:
        ScenarioError: Nothing in the scenario is uncertain.
    """
    if not scenario.uncertain:
        raise ScenarioError("nothing in the scenario is uncertain; give it entries with ranges, or draw nothing")
    n_entries = len(scenario.uncertain)
    return np.array([np.random.default_rng([seed, index]).random(n_entries) for index in range(n_draws)])


def as_drawn(scenario: Scenario, row: Numbers) -> Scenario:
    """The scenario with each uncertain entry as its number in [0, 1) makes it.

    A number lies evenly between its ends, weights are scaled to sum to 1 then, and a red line stands or has fallen.
    """
    parties = [_Party(party) for party in scenario.parties]
    fallen: set[str] = set()
    for entry, number in zip(scenario.uncertain, row, strict=True):
        if entry.entry is Entry.LINE:
            fallen |= {entry.line or ""} if number >= entry.low else set()
        else:
            parties[entry.party or 0].put(entry, entry.low + float(number) * (entry.high - entry.low))
    lines: tuple[DealLine, ...] = tuple(line for line in scenario.lines if line.id not in fallen)
    return replace(scenario, lines=lines, parties=tuple(each.made() for each in parties))


class _Party:
    """A party while its entries are drawn."""

    def __init__(self, party: DealParty) -> None:
        self._party = party
        self._weights, self._reservation = list(party.weights), party.reservation
        self._values = [list(row) for row in party.values]

    def put(self, entry: UncertainEntry, number: float) -> None:
        if entry.issue is None:
            self._reservation = number
        elif entry.option is None:
            self._weights[entry.issue] = number
        else:
            self._values[entry.issue][entry.option] = number

    def made(self) -> DealParty:
        total = sum(self._weights) or 1.0
        return replace(
            self._party,
            weights=tuple(weight / total for weight in self._weights),
            values=tuple(map(tuple, self._values)),
            reservation=self._reservation,
        )
