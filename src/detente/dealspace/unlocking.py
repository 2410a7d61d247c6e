"""Unlocking: why there is no deal, and the least that would have to give, and whose it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import prod

from detente.dealspace.families import Family, Rank, bits, meeting_all, unions
from detente.dealspace.keeping import is_conflict
from detente.dealspace.obstacles import families_by_part, family_by_looking, has_threshold, obstacles
from detente.dealspace.scenarios import DealLine, Scenario
from detente.errors import ScenarioError

LIMIT_SETS = 1_000
"""Unlock sets and conflicts that are listed at most; they are counted beyond it where that can be done."""
_LIMIT_CONFLICTS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlockSet:
    """A smallest set of lines: with all of them given up some package is acceptable, with any of them kept none is.

    Attributes:
        lines: In the scenario's order; reservations last.
        cost: The sum of their costs.
    """

    lines: tuple[DealLine, ...]
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """A line, and how much depends on it.

    Attributes:
        n_sets: Unlock sets that hold it.
        is_needed: Whether all do: without it no deal is possible.
        is_in_smallest: Whether one of the smallest does.
    """

    line: DealLine
    n_sets: int
    is_needed: bool
    is_in_smallest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlocking:
    """Why a space is empty, and what would open it.

    Attributes:
        lines: Every line that excludes something, reservations last.
        has_deal: Whether some package is acceptable to everybody as things stand; nothing else is told then.
        conflicts: The smallest sets of lines that cannot stand together, the smallest first, at most ``LIMIT_SETS``.
        n_conflicts: How many there are; None where not all were found.
        unlock_sets: The fewest lines first, then the lowest cost; at most ``LIMIT_SETS``.
        n_unlock_sets: How many there are; None where not all were found.
        obstacles: The lines of the unlock sets, those that more sets need first.
    """

    scenario: Scenario
    lines: tuple[DealLine, ...]
    has_deal: bool
    conflicts: tuple[tuple[DealLine, ...], ...]
    n_conflicts: int | None
    unlock_sets: tuple[UnlockSet, ...]
    n_unlock_sets: int | None
    obstacles: tuple[Obstacle, ...]


def unlocking(scenario: Scenario, limit: int = LIMIT_SETS, tell: Callable[[int], None] | None = None) -> Unlocking:
    """The smallest conflicts and all smallest unlock sets of a scenario that was checked.

    Without thresholds the issues that no linkage ties together are independent, and so are their sets. With thresholds
    every package is looked at, or a solver is asked where they are too many. Conflicts are what meets every unlock set.

    Args:
        scenario: A scenario.
        limit: How many unlock sets and conflicts to list.
        tell: Called with the number of unlock sets found so far, where a solver is asked for one after the other.
    """
    lines = obstacles(scenario)
    families, is_complete = _families(scenario, lines, tell)
    telling = [family for family in families if family != (0,)]
    if not telling:
        return Unlocking(
            scenario=scenario, lines=lines, has_deal=True, conflicts=(), n_conflicts=0, unlock_sets=(),
            n_unlock_sets=0, obstacles=(),
        )  # fmt: skip
    sets = tuple(unions(telling, _ranked(lines), limit))
    conflicts = _conflicts(scenario, lines, telling, is_complete=is_complete)
    return Unlocking(
        scenario=scenario,
        lines=lines,
        has_deal=False,
        conflicts=tuple(_of(each, lines) for each in conflicts[:limit]),
        n_conflicts=len(conflicts) if is_complete and len(conflicts) <= _LIMIT_CONFLICTS else None,
        unlock_sets=tuple(
            UnlockSet(lines=_of(each, lines), cost=sum(line.cost for line in _of(each, lines))) for each in sets
        ),
        n_unlock_sets=prod(map(len, telling)) if is_complete else None,
        obstacles=tuple(_obstacles(telling, lines, sets)),
    )


def _families(
    scenario: Scenario, lines: Sequence[DealLine], tell: Callable[[int], None] | None
) -> tuple[list[Family], bool]:
    """The sets of lines that opening takes, part by part, and whether these are all."""
    if not has_threshold(lines):
        return families_by_part(scenario, lines), True
    looked = family_by_looking(scenario, lines)
    if looked is not None:
        return [looked], True
    from detente.dealspace.solving import unlocking_sets  # noqa: PLC0415 - the solver takes long to load

    found = list(unlocking_sets(scenario, lines, tell=tell))
    if not found:
        raise ScenarioError("the solver found no unlock set in its time; leave out issues, red lines or reservations")
    return [tuple(each for each in found if each is not None)], found[-1:] == [None]


def _conflicts(
    scenario: Scenario, lines: Sequence[DealLine], families: Sequence[Family], *, is_complete: bool
) -> list[int]:
    """The smallest conflicts, the smallest first; one alone where not every unlock set is known."""
    if is_complete:
        by_part = [meeting_all(family, _LIMIT_CONFLICTS) for family in families]
        known = [each for part in by_part if part is not None for each in part]
        if known:
            return sorted(known, key=lambda each: (each.bit_count(), each))
    kept = list(range(len(lines)))
    for index in range(len(lines)):
        without = [each for each in kept if each != index]
        if is_conflict(scenario, [lines[each] for each in without]):
            kept = without
    return [sum(1 << index for index in kept)]


def _obstacles(families: Sequence[Family], lines: Sequence[DealLine], listed: Sequence[int]) -> Iterator[Obstacle]:
    total = prod(map(len, families))
    smallest = min(each.bit_count() for each in listed)
    in_smallest = 0
    for each in listed:
        in_smallest |= each if each.bit_count() == smallest else 0
    counted = {
        bit: sum(1 for each in family if each & bit) * (total // len(family))
        for family in families
        for bit in {bit for each in family for bit in bits(each)}
    }
    for bit in sorted(counted, key=lambda each: (-counted[each], each)):
        yield Obstacle(
            line=lines[bit.bit_length() - 1],
            n_sets=counted[bit],
            is_needed=counted[bit] == total,
            is_in_smallest=bool(in_smallest & bit),
        )


def _ranked(lines: Sequence[DealLine]) -> Callable[[int], Rank]:
    def rank(mask: int) -> Rank:
        return mask.bit_count(), sum(line.cost for line in _of(mask, lines))

    return rank


def _of(mask: int, lines: Sequence[DealLine]) -> tuple[DealLine, ...]:
    return tuple(line for bit, line in enumerate(lines) if mask >> bit & 1)
