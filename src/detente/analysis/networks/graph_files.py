"""Graph files: networks as GraphML and GEXF for Gephi, visone and Cytoscape, and node attributes back from GraphML."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np

from detente.analysis.networks.asking import Mode
from detente.analysis.networks.networks import Network
from detente.errors import MissingPartError, NetworkError

Attributes = Mapping[str, Mapping[str, str | int | float | bool]]
"""What is known of each thing, by its label."""

Days = tuple[date, date]
"""The first and the last of a stretch."""

_RESERVED = frozenset({"label", "kind", "id", "spells", "start", "end", "viz"})
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_DAY = timedelta(days=1)
_POSITIVE, _NEGATIVE, _NEUTRAL = "positive", "negative", "balanced"
_SIZE_LIMIT = 64_000_000


def graphml(network: Network, attributes: Attributes | None = None) -> str:
    """One network as GraphML: nodes with label, kind and attributes, ties with weight, sign and both signs apart.

    ``weight`` is the tie's size, as layouts want it, and ``value`` the tie itself. A tie of 0 that statements bear on
    stands with the sign "balanced"; silence has no tie.
    """
    lines = _networkx().generate_graphml(_graph(network, attributes or {}))
    return "\n".join([_DECLARATION, *lines]) + "\n"


def gexf(networks: Sequence[Network], attributes: Attributes | None = None) -> str:
    """A network, or a series of them, as GEXF.

    Of a series each tie and each thing has time spells: the windows it stands in, those that overlap as one spell,
    as spells of one thing are meant to stand apart. A tie's numbers are those of its strongest window; its
    ``value over time`` is told for each. One network has its spell alone, and nothing that changes in it.

    Args:
        networks: One, or the windows of a series in order.
        attributes: What is known of each thing.
    """
    is_dated = all(each.start is not None for each in networks)
    graph = _over_time(networks, attributes or {}) if is_dated else _graph(networks[0], attributes or {})
    written = io.BytesIO()
    _networkx().write_gexf(graph, written, version="1.2draft")
    return written.getvalue().decode("utf-8")


def node_attributes(text: str, name: str) -> dict[str, dict[str, str | int | float | bool]]:
    """The attributes of the nodes of a GraphML file, defaults included, by their labels, or ids where they have none.

    Args:
        text: The file's.
        name: The file as the user knows it.

    Raises:
        NetworkError: It is no GraphML.
    """
    if len(text) > _SIZE_LIMIT:
        raise NetworkError(f"{name} holds more than {_SIZE_LIMIT // 1_000_000} million characters; give a smaller file")
    library = _networkx()
    try:
        graph = library.parse_graphml(text)
    except Exception as error:  # the parser raises whatever the XML's defect leads to
        raise NetworkError(f"{name} is no GraphML that can be read ({error}); save it again as GraphML") from error
    found: dict[str, dict[str, str | int | float | bool]] = {}
    for node, told in graph.nodes(data=True):
        label = str(told.get("label", node))
        known = {**graph.graph.get("node_default", {}), **told}
        found[label] = {key: value for key, value in known.items() if key not in _RESERVED}
    return found


def _networkx() -> Any:  # noqa: ANN401 -- networkx has no types
    """The library that knows these files.

    Raises:
        MissingPartError: It is not installed.
    """
    try:
        import networkx as nx  # noqa: PLC0415 -- large, wanted by few, and not installed by default
    except ImportError as error:
        raise MissingPartError("GraphML or GEXF", "networkx", "graphs") from error
    return nx


def _graph(network: Network, attributes: Attributes) -> Any:  # noqa: ANN401 -- networkx has no types
    graph: Any = _networkx().Graph()
    targets = _add_nodes(graph, network, attributes)
    for row, column in _told(network):
        graph.add_edge(f"r{row}", targets[column], **_tie(network, row, column))
    return graph


def _add_nodes(graph: Any, network: Network, attributes: Attributes) -> list[str]:  # noqa: ANN401
    """Adds rows and, in a two-mode network, columns; gives the columns' node ids."""
    is_one_mode = network.mode is Mode.ONE_MODE
    for prefix, labels in (("r", network.rows), ("c", () if is_one_mode else network.columns)):
        for place, label in enumerate(labels):
            known = {key: value for key, value in attributes.get(label, {}).items() if key not in _RESERVED}
            kind = "row" if prefix == "r" else "column"
            graph.add_node(f"{prefix}{place}", label=label, kind=kind, **known)
    prefix = "r" if is_one_mode else "c"
    return [f"{prefix}{place}" for place in range(len(network.columns))]


def _told(network: Network) -> list[tuple[int, int]]:
    """The ties that statements bear on or that are not 0, each pair of a one-mode network once."""
    ties = (network.is_told > 0) | (network.values != 0)
    if network.mode is Mode.ONE_MODE:
        ties = np.triu(ties, 1)
    return [(row, column) for row, column in np.argwhere(ties).tolist()]


def _tie(network: Network, row: int, column: int) -> dict[str, Any]:
    value = float(network.values[row, column])
    sign = _NEUTRAL if value == 0 else _POSITIVE if value > 0 else _NEGATIVE
    return {
        "weight": abs(value),
        "value": value,
        "sign": sign,
        "positive": float(network.positive[row, column]),
        "negative": float(network.negative[row, column]),
    }


def _over_time(networks: Sequence[Network], attributes: Attributes) -> Any:  # noqa: ANN401
    """All windows in one graph."""
    graph: Any = _networkx().Graph(mode="dynamic", timeformat="date")
    ids: dict[tuple[str, str], str] = {}
    own = _own_days(networks) if len(networks) > 1 else [None]
    for each, days in zip(networks, own, strict=True):
        spell = _days(each)
        is_one_mode = each.mode is Mode.ONE_MODE
        rows = [_node(graph, ids, "row", label, attributes, spell) for label in each.rows]
        columns = (
            rows if is_one_mode else [_node(graph, ids, "column", label, attributes, spell) for label in each.columns]
        )
        for row, column in _told(each):
            _add_tie(graph, (rows[row], columns[column]), _tie(each, row, column), spell, days)
    for _, told in [*graph.nodes(data=True), *((pair, told) for *pair, told in graph.edges(data=True))]:
        told["spells"] = [_written(spell) for spell in joined(told["spells"])]
    return graph


def _add_tie(graph: Any, ends: tuple[str, str], tie: dict[str, Any], spell: Days, days: Days | None) -> None:  # noqa: ANN401
    known = graph.edges[ends] if graph.has_edge(*ends) else {}
    if tie["weight"] >= known.get("weight", 0.0):
        graph.add_edge(*ends, **tie)
    told = graph.edges[ends]
    told.setdefault("spells", []).append(spell)
    if days is not None:
        told.setdefault("value over time", []).append((tie["value"], *_written(days)))


def _node(
    graph: Any,  # noqa: ANN401
    ids: dict[tuple[str, str], str],
    kind: str,
    label: str,
    attributes: Attributes,
    spell: Days,
) -> str:
    node = ids.setdefault((kind, label), f"n{len(ids)}")
    if node not in graph:
        known = {key: value for key, value in attributes.get(label, {}).items() if key not in _RESERVED}
        graph.add_node(node, label=label, kind=kind, spells=[], **known)
    graph.nodes[node]["spells"].append(spell)
    return node


def joined(spells: Iterable[Days]) -> list[Days]:
    """Spells in the order of time, those that overlap as one.

    Example:
        >>> joined([(date(2031, 1, 1), date(2031, 2, 9)), (date(2031, 2, 1), date(2031, 3, 9))])
        [(datetime.date(2031, 1, 1), datetime.date(2031, 3, 9))]
    """
    found: list[Days] = []
    for start, stop in sorted(spells):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], stop))
        else:
            found.append((start, stop))
    return found


def _own_days(networks: Sequence[Network]) -> list[Days | None]:
    """The days that each window tells of alone: all of its own or, where windows overlap, from its middle to the next.

    None for a window whose middle lies on the same day as the next one's.
    """
    spells = [_days(each) for each in networks]
    if all(one[1] < other[0] for one, other in pairwise(spells)):
        return list(spells)
    middles = [
        spell[0] if each.middle is None else each.middle.date() for each, spell in zip(networks, spells, strict=True)
    ]
    own = [(middle, following - _DAY) for middle, following in pairwise(middles)]
    return [days if days[0] <= days[1] else None for days in [*own, (middles[-1], spells[-1][1])]]


def _days(network: Network) -> Days:
    """The first and the last day of a window."""
    start, stop = network.start, network.stop
    if start is None or stop is None:
        raise NetworkError("a network without a date has no time spells")
    return start.date(), stop.date()


def _written(days: Days) -> tuple[str, str]:
    return days[0].isoformat(), days[1].isoformat()
