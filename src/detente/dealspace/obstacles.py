"""Obstacles: which red lines each package breaks, and the smallest sets of lines that some package breaks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.dealspace.dominance import Indices
from detente.dealspace.families import Family, joined, minimal
from detente.dealspace.looking import along, totals, valid
from detente.dealspace.scenarios import RESERVATION, DealLine, Scenario
from detente.dealspace.sweeps import components, sweep
from detente.dealspace.utilities import TOLERANCE, worth

LIMIT_LOOKED_AT = 1 << 20
"""Packages that are looked at one by one where thresholds bind; beyond it a solver is asked."""
_MOST_BITS = 62


def obstacles(scenario: Scenario) -> tuple[DealLine, ...]:
    """Every line that excludes something: the red lines, and each reservation as a threshold of its party."""
    values = worth(scenario)
    least = sum((rows.min(axis=0) for rows in values.options), values.payments)
    drawn = (
        DealLine(id=f"{party.id}:{RESERVATION}", party=index, least=party.reservation)
        for index, party in enumerate(scenario.parties)
    )
    return tuple(
        line
        for line in (*scenario.lines, *drawn)
        if line.excluded or (line.least is not None and least[line.party] < line.least - TOLERANCE)
    )


def has_threshold(lines: Sequence[DealLine]) -> bool:
    """Whether one of them asks for a utility, and so ties all issues together."""
    return any(line.least is not None for line in lines)


def families_by_part(scenario: Scenario, lines: Sequence[DealLine]) -> list[Family]:
    """For each part of the issues that no linkage ties to another, the smallest sets of lines that a choice breaks.

    Without thresholds a package breaks what its options break, so that parts are independent. Within a part a sweep
    keeps, for each state, the smallest sets alone.

    Args:
        scenario: Whose issues and linkages.
        lines: On options; bit ``k`` stands for the ``k``-th.
    """
    steps = sweep(scenario, tuple(scenario.open_options(())))
    broken = [_broken_by_option(scenario, lines, issue) for issue in range(len(scenario.issues))]
    part_of = {issue: index for index, part in enumerate(components(scenario)) for issue in part}
    by_part: list[dict[int, Family]] = [{0: (0,)} for _ in {*part_of.values()}]
    for step in steps:
        following: dict[int, Family] = {}
        for state, family in by_part[part_of[step.issue]].items():
            for move in step.moves:
                after = step.after(state, move)
                if after is not None:
                    choices = minimal(broken[step.issue][option] for option in move.options)
                    following[after] = minimal((*following.get(after, ()), *joined(family, choices)))
        by_part[part_of[step.issue]] = following
    return [states[0] for states in by_part]


def family_by_looking(scenario: Scenario, lines: Sequence[DealLine]) -> Family | None:
    """The smallest sets of lines that some package breaks, by looking at every package.

    Returns:
        None where there are more than ``LIMIT_LOOKED_AT`` packages, or more lines than bits.
    """
    if scenario.n_packages > LIMIT_LOOKED_AT or len(lines) > _MOST_BITS:
        return None
    sizes = [len(issue.options) for issue in scenario.issues]
    masks = np.zeros(sizes, dtype=np.int64)
    for issue in range(len(sizes)):
        masks |= np.array(_broken_by_option(scenario, lines, issue), dtype=np.int64).reshape(along(issue, sizes))
    for bit, line in enumerate(lines):
        if line.least is not None:
            total = totals(scenario, line.party)
            masks |= np.where(total < line.least - TOLERANCE, np.int64(1 << bit), np.int64(0))
    return _minimal_of(np.unique(masks[valid(scenario)]))


def _minimal_of(masks: Indices) -> Family:
    """As :func:`detente.dealspace.families.minimal`, for many masks at once."""
    rest = masks[np.argsort(np.bitwise_count(masks), kind="stable")]
    kept: list[int] = []
    while len(rest):
        smallest = int(rest[0])
        kept.append(smallest)
        rest = rest[(rest & smallest) != smallest]
    return tuple(kept)


def _broken_by_option(scenario: Scenario, lines: Sequence[DealLine], issue: int) -> list[int]:
    ours = [(1 << bit, line) for bit, line in enumerate(lines) if line.issue == issue]
    return [
        sum(bit for bit, line in ours if option in line.excluded)
        for option in range(len(scenario.issues[issue].options))
    ]
