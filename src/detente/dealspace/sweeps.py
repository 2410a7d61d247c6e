"""Sweeps: the issues one after the other, with what the linkages still ask of those to come.

A package is built by one option after the other. What came before matters to what follows only by the linkages of which
one end is settled and the other is not: one bit each, set where the settled end asks something of the other. The states
of a sweep are sets of such bits, so that counts, frontiers and unlock sets all follow linkages exactly without listing
packages (Bertsekas 2005, Dynamic Programming and Optimal Control, vol. 1: the state holds what the future depends on).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.dealspace.scenarios import DealLinkage, Scenario
from detente.errors import ScenarioError

LIMIT_OPEN = 16
"""Linkages of which one end may be settled and the other not yet, at one moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Options of one issue that do the same to the linkages.

    Attributes:
        options: Indices of the issue's options.
        barred_by: Bits of linkages that leave no room for them, once set.
        sets: Bits of linkages that they set.
    """

    options: tuple[int, ...]
    barred_by: int
    sets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One issue of the sweep.

    Attributes:
        issue: Its index in the scenario.
        settles: Bits of linkages that need not be remembered after it.
    """

    issue: int
    moves: tuple[Move, ...]
    settles: int

    def after(self, state: int, move: Move) -> int | None:
        """The state after a move, or None where the state leaves no room for it."""
        return None if state & move.barred_by else (state & ~self.settles) | move.sets


def sweep(scenario: Scenario, open_options: Sequence[Sequence[int]]) -> tuple[Step, ...]:
    """The steps through every issue: linked ones first, each near those it is linked to, then the others, small first.

    Args:
        scenario: Its linkages decide the order and the moves.
        open_options: For each issue, the options that may be taken.

    Raises:
        ScenarioError: More than ``LIMIT_OPEN`` linkages cross at one place.
    """
    order = _order(scenario, open_options)
    place = {issue: index for index, issue in enumerate(order)}
    steps = []
    for issue in order:
        ties = [(1 << bit, linkage) for bit, linkage in enumerate(scenario.linkages) if issue in _ends(linkage)]
        settled = sum(bit for bit, linkage in ties if place[issue] == max(map(place.__getitem__, _ends(linkage))))
        moves: dict[tuple[int, int], list[int]] = {}
        for option in open_options[issue]:
            barred_by = sum(bit for bit, linkage in ties if bit & settled and _strains(linkage, issue, option))
            sets = sum(bit for bit, linkage in ties if not bit & settled and _strains(linkage, issue, option))
            moves.setdefault((barred_by, sets), []).append(option)
        steps.append(
            Step(
                issue=issue,
                moves=tuple(Move(options=tuple(of), barred_by=by, sets=sets) for (by, sets), of in moves.items()),
                settles=settled,
            )
        )
    _check_width(scenario, place)
    return tuple(steps)


def components(scenario: Scenario) -> list[list[int]]:
    """The issues, those together that linkages tie directly or through others; in the scenario's order."""
    group = list(range(len(scenario.issues)))
    for linkage in scenario.linkages:
        one, other = sorted((group[linkage.issue], group[linkage.needs]))
        group = [one if each == other else each for each in group]
    return [[issue for issue, root in enumerate(group) if root == each] for each in dict.fromkeys(group)]


def _order(scenario: Scenario, open_options: Sequence[Sequence[int]]) -> list[int]:
    near: dict[int, list[int]] = {issue: [] for issue in range(len(scenario.issues))}
    for linkage in scenario.linkages:
        near[linkage.issue].append(linkage.needs)
        near[linkage.needs].append(linkage.issue)
    order: list[int] = []
    for component in components(scenario):
        if len(component) > 1:
            order += _from_one_end(min(component, key=lambda issue: len(near[issue])), near)
    alone = [issue for issue, others in near.items() if not others]
    return order + sorted(alone, key=lambda issue: len(open_options[issue]))


def _from_one_end(first: int, near: dict[int, list[int]]) -> list[int]:
    """Always the issue next that leaves the fewest linkages open (greedy minimum cut)."""
    order, rest = [first], {*near[first]}
    while rest:
        done = {*order}
        chosen = min(sorted(rest), key=lambda issue: sum(1 if other not in done else -1 for other in near[issue]))
        order.append(chosen)
        rest = (rest | {*near[chosen]}) - {*order}
    return order


def _ends(linkage: DealLinkage) -> tuple[int, int]:
    return linkage.issue, linkage.needs


def _strains(linkage: DealLinkage, issue: int, option: int) -> bool:
    """Whether this outcome of one end leaves not every outcome of the other; a linkage breaks where both ends do."""
    return option in linkage.options if issue == linkage.issue else option not in linkage.needed


def _check_width(scenario: Scenario, place: dict[int, int]) -> None:
    for cut in range(len(place)):
        n_open = sum(min(ends) <= cut < max(ends) for ends in _places(scenario, place))
        if n_open > LIMIT_OPEN:
            told = f"{n_open} linkages hang together in one place, more than {LIMIT_OPEN}"
            raise ScenarioError(f"{told}; join issues that are linked to many others into one")


def _places(scenario: Scenario, place: dict[int, int]) -> list[tuple[int, int]]:
    return [(place[linkage.issue], place[linkage.needs]) for linkage in scenario.linkages]
