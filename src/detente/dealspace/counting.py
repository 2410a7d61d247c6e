"""Counting: how many packages there are, how many no red line excludes, and what each line takes away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import prod

from detente.dealspace.scenarios import DealLine, Scenario
from detente.dealspace.sweeps import Move, Step, sweep


def n_valid(scenario: Scenario) -> int:
    """The packages that satisfy every linkage, whatever the red lines say."""
    return n_open(scenario, ()) if scenario.linkages else scenario.n_packages


def n_open(scenario: Scenario, lines: tuple[DealLine, ...] | None = None) -> int:
    """The packages that satisfy every linkage and that none of these lines on options excludes, all by default."""
    options = scenario.still_open if lines is None else tuple(scenario.open_options(lines))
    return count(sweep(scenario, options)) if scenario.linkages else prod(map(len, options))


def count(steps: Sequence[Step]) -> int:
    """The packages of a sweep: exact, in whole numbers of any size, and without listing one."""
    totals = {0: 1}
    for step in steps:
        following: dict[int, int] = defaultdict(int)
        for state, total in totals.items():
            for move in step.moves:
                after = step.after(state, move)
                if after is not None:
                    following[after] += total * len(move.options)
        totals = following
    return totals.get(0, 0)


def completions(steps: Sequence[Step]) -> list[dict[int, int]]:
    """For each place of a sweep, its end included, the ways to finish from each state that can be reached."""
    reached: list[set[int]] = [{0}]
    for step in steps:
        moved = {step.after(state, move) for state in reached[-1] for move in step.moves if move.options}
        reached.append({state for state in moved if state is not None})
    ways: dict[int, int] = {0: 1}
    found = [ways]
    for step, states in zip(reversed(steps), reversed(reached[:-1]), strict=True):
        ways = {state: sum(_onward(step, move, state, ways) for move in step.moves) for state in states}
        found.append(ways)
    return found[::-1]


def _onward(step: Step, move: Move, state: int, ways: dict[int, int]) -> int:
    after = step.after(state, move)
    return 0 if after is None else len(move.options) * ways.get(after, 0)
