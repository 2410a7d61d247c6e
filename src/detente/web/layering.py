"""Layering: places for the nodes and arrows of a directed graph, from what comes first on the left to what waits.

Nodes that lie on one circle share a column. An arrow over several columns passes each in a place of its own, so that it
crosses no node. The order within a column follows the neighbours' (barycentres), as far as a few sweeps bring it.

Source: Sugiyama, Tagawa and Toda (1981), Methods for Visual Understanding of Hierarchical System Structures, IEEE
Transactions on Systems, Man, and Cybernetics 11(2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

_SWEEPS = 8

Arrow = tuple[str, str]
"""Its tail and its head."""


@dataclass(frozen=True, slots=True)
class Layered:
    """A graph in columns.

    Attributes:
        columns: From left to right, each from top to bottom: nodes, and where an arrow passes its two ends and the
            number of the column.
        column_of: Of each node.
        ways: Of each arrow, what it leads through from its tail to its head.
    """

    columns: tuple[tuple[object, ...], ...]
    column_of: Mapping[str, int]
    ways: Mapping[Arrow, tuple[object, ...]]


def layered(nodes: Sequence[str], arrows: Iterable[Arrow]) -> Layered:
    """The graph in columns; the same for the same order of nodes, whatever the order of arrows.

    Args:
        nodes: In the order that decides where nothing else does.
        arrows: Between two different nodes, each once.

    Example:
        >>> layered(["a", "b", "c"], [("a", "b"), ("b", "c"), ("a", "c")]).columns
        (('a',), ('b', ('a', 'c', 1)), ('c',))
    """
    known = {node: place for place, node in enumerate(nodes)}
    ordered = sorted(arrows, key=lambda arrow: (known[arrow[0]], known[arrow[1]]))
    column_of = _column_of(nodes, ordered)
    ways: dict[Arrow, tuple[object, ...]] = {}
    columns: list[list[object]] = [[] for _ in range(max(column_of.values(), default=-1) + 1)]
    for node in nodes:
        columns[column_of[node]].append(node)
    for tail, head in ordered:
        passed = [(tail, head, column) for column in range(column_of[tail] + 1, column_of[head])]
        for point in passed:
            columns[point[2]].append(point)
        ways[tail, head] = (tail, *passed, head)
    return Layered(tuple(map(tuple, _swept(columns, ways.values()))), column_of, ways)


def _column_of(nodes: Sequence[str], arrows: Sequence[Arrow]) -> dict[str, int]:
    """The column of each node: one behind the last of those that an arrow leads from, circles taken as one.

    Nodes on one circle, and no others, reach the same nodes; what leads to a node reaches more than it does.
    """
    after: dict[str, list[str]] = {node: [] for node in nodes}
    before: dict[str, list[str]] = {node: [] for node in nodes}
    for tail, head in arrows:
        after[tail].append(head)
        before[head].append(tail)
    circles: dict[frozenset[str], list[str]] = {}
    for node in nodes:
        circles.setdefault(_reached(node, after), []).append(node)
    column_of: dict[str, int] = {}
    for reached in sorted(circles, key=len, reverse=True):
        circle = circles[reached]
        tails = {tail for node in circle for tail in before[node]}.difference(circle)
        column_of |= dict.fromkeys(circle, max((column_of[tail] + 1 for tail in tails), default=0))
    return column_of


def _reached(node: str, after: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The node and all that arrows lead to from it."""
    found, rest = {node}, [node]
    while rest:
        new = set(after[rest.pop()]) - found
        found |= new
        rest.extend(new)
    return frozenset(found)


def _swept(columns: list[list[object]], ways: Iterable[Sequence[object]]) -> list[list[object]]:
    """The columns with each thing near the middle of what it is tied to on the left, then on the right, and so on."""
    before: dict[object, list[object]] = {}
    after: dict[object, list[object]] = {}
    for way in ways:
        for one, other in pairwise(way):
            before.setdefault(other, []).append(one)
            after.setdefault(one, []).append(other)
    for sweep in range(_SWEEPS):
        tied, path = (before, range(1, len(columns))) if sweep % 2 == 0 else (after, range(len(columns) - 2, -1, -1))
        for column in path:
            beside = columns[column - 1] if sweep % 2 == 0 else columns[column + 1]
            places = {each: place / max(1, len(beside) - 1) for place, each in enumerate(beside)}
            columns[column] = _sorted(columns[column], tied, places)
    return columns


def _sorted(
    column: list[object], tied: Mapping[object, Sequence[object]], places: Mapping[object, float]
) -> list[object]:
    """By the mean place of the neighbours; what has none keeps its own."""

    def middle(place: int, each: object) -> float:
        found = [places[other] for other in tied.get(each, ()) if other in places]
        return sum(found) / len(found) if found else place / max(1, len(column) - 1)

    keys = {each: (middle(place, each), place) for place, each in enumerate(column)}
    return sorted(column, key=keys.__getitem__)
