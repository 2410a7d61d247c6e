"""Costs: what red lines take from the packages, one by one and all of a party's together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.dealspace.counting import n_open, n_valid
from detente.dealspace.scenarios import DealLine, Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class LineCost:
    """What one red line on options costs, in packages.

    Attributes:
        n_removed: Packages that it excludes, whoever else excludes them too.
        n_unlocked: Packages that no red line would exclude if this one alone were given up.
    """

    line: DealLine
    n_removed: int
    n_unlocked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JointCost:
    """What all red lines on options of one party cost together, in packages.

    Attributes:
        party: Index of the party.
        n_lines: Its red lines on options.
        n_removed: Packages that one of them at least excludes.
        n_unlocked: Packages that no red line would exclude if all of them were given up.
    """

    party: int
    n_lines: int
    n_removed: int
    n_unlocked: int


def costs(scenario: Scenario) -> Iterator[LineCost]:
    """The red lines on options, in the scenario's order."""
    drawn = [(line,) for line in scenario.lines if line.issue is not None]
    for (line,), n_removed, n_unlocked in _taken(scenario, drawn):
        yield LineCost(line=line, n_removed=n_removed, n_unlocked=n_unlocked)


def joint_costs(scenario: Scenario) -> Iterator[JointCost]:
    """The parties that draw red lines on options, in the scenario's order."""
    drawn = [
        tuple(line for line in scenario.lines if line.party == party and line.issue is not None)
        for party in range(len(scenario.parties))
    ]
    for lines, n_removed, n_unlocked in _taken(scenario, [lines for lines in drawn if lines]):
        yield JointCost(party=lines[0].party, n_lines=len(lines), n_removed=n_removed, n_unlocked=n_unlocked)


def _taken(
    scenario: Scenario, groups: Sequence[tuple[DealLine, ...]]
) -> Iterator[tuple[tuple[DealLine, ...], int, int]]:
    """Each group of red lines with the packages that it excludes, and those that are open without it."""
    if not groups:
        return
    whole, now = n_valid(scenario), n_open(scenario)
    for lines in groups:
        others = tuple(each for each in scenario.lines if each not in lines)
        yield lines, whole - n_open(scenario, lines), n_open(scenario, others) - now
