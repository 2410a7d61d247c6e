"""Circles: the shortest way round through each arrow of a directed graph."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def circles(after: Mapping[Node, Sequence[Node]], order: Sequence[Node]) -> tuple[tuple[Node, ...], ...]:
    """The shortest circle through each arrow that lies on one, each circle once, the shortest first.

    All circles of a dense graph are too many to list; of these there are at most as many as arrows, and no arrow that
    lies on a circle is left out. Among equally short ones the order of the nodes decides.

    Args:
        after: The nodes that each node's arrows lead to.
        order: Every node once. A circle begins with the first of its nodes here.

    Returns:
        Circles as their nodes in the direction of the arrows, each node once.

    Source:
        Itai, A. and Rodeh, M. (1978), Finding a Minimum Circuit in a Graph, SIAM Journal on Computing 7(4): a search
        in breadth from the head of an arrow back to its tail.

    Example:
        >>> circles({"a": ["b"], "b": ["c", "a"], "c": ["a"]}, ["a", "b", "c"])
        (('a', 'b'), ('a', 'b', 'c'))
    """
    places = {node: place for place, node in enumerate(order)}
    ordered = {node: sorted(after.get(node, ()), key=places.__getitem__) for node in order}
    found: dict[tuple[Node, ...], None] = {}
    for tail in order:
        for head in ordered[tail]:
            way = _way(head, tail, ordered)
            if way:
                first = min(range(len(way)), key=lambda at: places[way[at]])
                found[(*way[first:], *way[:first])] = None
    return tuple(sorted(found, key=lambda circle: (len(circle), [places[node] for node in circle])))


def _way(start: Node, goal: Node, after: Mapping[Node, Sequence[Node]]) -> tuple[Node, ...]:
    """A shortest way from start to goal, both included; empty if there is none."""
    came: dict[Node, Node | None] = {start: None}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        if node == goal:
            way: list[Node] = []
            at: Node | None = node
            while at is not None:
                way.append(at)
                at = came[at]
            return tuple(reversed(way))
        for following in after[node]:
            if following not in came:
                came[following] = node
                waiting.append(following)
    return ()
