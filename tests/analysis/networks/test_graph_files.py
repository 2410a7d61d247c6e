"""Exports open elsewhere: read back as other programs read them, and built as their formats say."""

from __future__ import annotations

import io
import re
import sys
import xml.etree.ElementTree as ET
from datetime import datetime

import networkx as nx
import numpy as np
import pytest

from detente.analysis.networks import (
    Aggregation,
    Kernel,
    Mode,
    NetworkQuestion,
    Unit,
    gexf,
    graphml,
    network,
    networks_over_time,
    node_attributes,
    parquet,
)
from detente.errors import MissingPartError, NetworkError

QUESTION = NetworkQuestion(
    mode=Mode.ONE_MODE, rows="who", columns="what", qualifier="agree", aggregation=Aggregation.SUBTRACT
)
TWO_MODE = NetworkQuestion(rows="who", columns="what", qualifier="agree", aggregation=Aggregation.SUBTRACT)
SAID = [
    "1,1,2031-01-01,,,,,Norland & <Co>,Fees,1",
    '2,1,2031-01-01,,,,,"Süd ""mark""",Fees,1',
    "3,2,2031-02-01,,,,,Norland & <Co>,Ports,1",
    '4,2,2031-02-01,,,,,"Süd ""mark""",Ports,0',
    "5,3,2031-03-01,,,,,Westray,Fees,0",
    "6,4,2031-03-31,,,,,,,",  # says nothing, and ends the range
]
ATTRIBUTES = {"Westray": {"bloc": "west", "seats": 12, "share": 0.5, "is_member": True}}
GEXF = "{http://www.gexf.net/1.2draft}"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
XSD_TYPES = {"integer", "long", "double", "float", "boolean", "liststring", "string", "anyURI"}


def _ties(graph):
    label = dict(graph.nodes(data="label"))
    return {frozenset((label[a], label[b])): told for a, b, told in graph.edges(data=True)}


@pytest.mark.parametrize("question", [QUESTION, TWO_MODE], ids=["onemode", "twomode"])
def test_graphml_read_back_is_the_network(made, question):
    """Labels with quotes, umlauts and angle brackets, the ties of either sign, attributes with their types."""
    found = network(made(SAID), question)
    graph = nx.parse_graphml(graphml(found, ATTRIBUTES))
    expected = {
        frozenset((row, column)): (
            found.values[i, j],
            abs(found.values[i, j]),
            found.positive[i, j],
            found.negative[i, j],
        )
        for i, row in enumerate(found.rows)
        for j, column in enumerate(found.columns)
        if found.is_told[i, j]
    }
    names = ("value", "weight", "positive", "negative")
    assert {pair: tuple(told[name] for name in names) for pair, told in _ties(graph).items()} == expected
    attributes = {told["label"]: told for _, told in graph.nodes(data=True)}
    assert {key: attributes["Westray"][key] for key in ATTRIBUTES["Westray"]} == ATTRIBUTES["Westray"]


def test_attributes_written_as_gephi_writes_them_are_read(made):
    """Keys with titles, a default, no directed edges, positions and colours: labels and values come in, typed."""
    text = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key attr.name="label" attr.type="string" for="node" id="label"/>
<key attr.name="Edge Label" attr.type="string" for="edge" id="edgelabel"/>
<key attr.name="weight" attr.type="double" for="edge" id="weight"/>
<key attr.name="Bloc" attr.type="string" for="node" id="bloc"><default>none</default></key>
<key attr.name="Seats" attr.type="int" for="node" id="seats"/>
<key attr.name="r" attr.type="int" for="node" id="r"/>
<key attr.name="x" attr.type="float" for="node" id="x"/>
<graph edgedefault="undirected">
<node id="7"><data key="label">Westray</data><data key="bloc">west</data><data key="seats">12</data>
<data key="r">153</data><data key="x">-79.5</data></node>
<node id="8"><data key="label">Süd "mark"</data></node>
<edge id="0" source="7" target="8"><data key="weight">1.0</data></edge>
</graph></graphml>"""
    known = node_attributes(text, "gephi.graphml")
    assert known["Westray"] == {"Bloc": "west", "Seats": 12, "r": 153, "x": -79.5}
    assert known['Süd "mark"'] == {"Bloc": "none"}
    graph = nx.parse_graphml(graphml(network(made(SAID), QUESTION), known))
    assert {told["label"]: told.get("Seats") for _, told in graph.nodes(data=True)}["Westray"] == 12


def test_attributes_written_by_networkx_come_back(made):
    """What another program knows of the nodes goes out and comes in again."""
    known = node_attributes(graphml(network(made(SAID), QUESTION), ATTRIBUTES), "ours.graphml")
    assert {key: known["Westray"][key] for key in ATTRIBUTES["Westray"]} == ATTRIBUTES["Westray"]
    assert "kind" not in known["Westray"]


def _over_time(made, **changes):
    return tuple(
        networks_over_time(
            made(SAID), NetworkQuestion(**{**_asked(), "window": Unit.MONTHS, "window_size": 1, **changes})
        )
    )


def _asked():
    return {name: getattr(QUESTION, name) for name in ("mode", "rows", "columns", "qualifier", "aggregation")}


def test_gexf_read_back_has_the_spells_of_every_window(made):
    """Norland and Sudmark in two months, Westray a node of the third alone."""
    graph = nx.read_gexf(io.BytesIO(gexf(_over_time(made)).encode()))
    told = {graph.nodes[node]["label"]: graph.nodes[node] for node in graph}
    assert told["Westray"]["spells"] == [("2031-03-01", "2031-03-31")]
    assert told["Norland & <Co>"]["spells"] == [("2031-01-01", "2031-01-31"), ("2031-02-01", "2031-02-28")]
    assert graph.graph["mode"] == "dynamic"


def test_spells_that_overlap_are_one_and_each_window_keeps_its_value(made):
    """Windows of two months, moved by one: both speak in January and February, Gephi takes no overlapping spells."""
    graph = nx.read_gexf(io.BytesIO(gexf(_over_time(made, window_size=2)).encode()))
    (pair,) = (told for a, b, told in graph.edges(data=True) if "Westray" not in {_label(graph, a), _label(graph, b)})
    assert pair["spells"] == [("2031-01-01", "2031-03-31")]
    assert pair["value over time"] == [(0.0, "2031-01-30", "2031-03-01"), (-1.0, "2031-03-02", "2031-03-31")]


def test_one_network_has_its_days_and_nothing_that_changes_in_them(made):
    """Every attribute is declared among those that stay, which is all that some readers look at."""
    text = gexf([network(made(SAID), QUESTION)])
    assert 'mode="dynamic" class' not in text
    graph = nx.read_gexf(io.BytesIO(text.encode()))
    assert graph.number_of_edges() > 0
    assert all("spells" in told and "value over time" not in told for *_, told in graph.edges(data=True))


def _label(graph, node):
    return graph.nodes[node]["label"]


SERIES = {
    "months": {},
    "overlapping": {"window_size": 2},
    "events": {"window": Unit.EVENTS, "window_size": 3},
    "kernel": {"window_size": 2, "kernel": Kernel.GAUSSIAN},
}


@pytest.mark.parametrize("series", [*SERIES, None])
def test_gexf_is_built_as_its_schema_says(made, series):
    """Order of elements, types of attributes, ids that are there, spells that end after they begin (GEXF 1.2draft)."""
    networks = (network(made(SAID), QUESTION),) if series is None else _over_time(made, **SERIES[series])
    root = ET.fromstring(gexf(networks, ATTRIBUTES))  # noqa: S314 -- our own file
    assert (root.tag, root.get("version")) == (f"{GEXF}gexf", "1.2")
    (graph,) = root.findall(f"{GEXF}graph")
    assert graph.get("defaultedgetype") == "undirected"
    assert graph.get("mode") in {"static", "dynamic"}
    assert graph.get("timeformat", "date") in {"integer", "double", "date", "dateTime"}
    declared = {}
    for attributes in graph.findall(f"{GEXF}attributes"):
        assert attributes.get("class") in {"node", "edge"}
        assert attributes.get("mode") in {"static", "dynamic"}
        for each in attributes:
            assert each.get("type") in XSD_TYPES
            declared[attributes.get("class"), each.get("id")] = attributes.get("mode")
    nodes = graph.findall(f"{GEXF}nodes/{GEXF}node")
    edges = graph.findall(f"{GEXF}edges/{GEXF}edge")
    ids = [node.get("id") for node in nodes]
    assert len(set(ids)) == len(ids) == 3
    assert len({edge.get("id") for edge in edges}) == len(edges)
    for kind, elements in (("node", nodes), ("edge", edges)):
        for element in elements:
            values = element.findall(f"{GEXF}attvalues/{GEXF}attvalue")
            timed = [value for value in values if declared[kind, value.get("for")] == "dynamic"]
            assert not any(value.get("start") for value in values if value not in timed)
            _follow_one_another(timed)
            _follow_one_another(element.findall(f"{GEXF}spells/{GEXF}spell"))
    assert all({edge.get("source"), edge.get("target")} <= set(ids) for edge in edges)
    assert all(float(edge.get("weight")) >= 0 for edge in edges)
    assert all(element.findall(f"{GEXF}spells/{GEXF}spell") for element in (*nodes, *edges))


def _follow_one_another(stretches):
    days = [datetime.fromisoformat(each.get(end)) for each in stretches for end in ("start", "end")]
    assert days == sorted(days)
    assert all(one < other for one, other in zip(days[1::2], days[2::2], strict=False))


def test_graphml_is_built_as_its_schema_says(made):
    """Declared UTF-8, keys with known types, ids that are names, no data without its key, edges between nodes."""
    text = graphml(network(made(SAID), TWO_MODE), ATTRIBUTES)
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<graphml ')
    root = ET.fromstring(text)  # noqa: S314 -- our own file
    assert [child.tag for child in root] == [f"{GRAPHML}key"] * (len(root) - 1) + [f"{GRAPHML}graph"]
    keys = {key.get("id"): key for key in root.findall(f"{GRAPHML}key")}
    assert len(keys) == len(root) - 1
    assert {key.get("attr.type") for key in keys.values()} <= {"boolean", "int", "long", "float", "double", "string"}
    assert len({(key.get("for"), key.get("attr.name")) for key in keys.values()}) == len(keys)
    graph = root[-1]
    ids = [node.get("id") for node in graph.findall(f"{GRAPHML}node")]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z0-9._:-]+", each) for each in ids)  # an NMTOKEN
    for element in graph:
        kind = element.tag.removeprefix(GRAPHML)
        assert kind == "node" or {element.get("source"), element.get("target")} <= set(ids)
        assert all(keys[data.get("key")].get("for") == kind for data in element)


def test_parquet_holds_every_cell_with_its_types(made):
    """Read back by the library that wrote it: both signs apart, silence told, windows with their moments."""
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    networks = _over_time(made, has_isolates=True)
    table = pq.read_table(io.BytesIO(parquet(networks)))
    assert {name: str(kind) for name, kind in zip(table.schema.names, table.schema.types, strict=True)} == {
        "window": "int32", "start": "timestamp[ms]", "middle": "timestamp[ms]", "stop": "timestamp[ms]",
        "row": "string", "column": "string", "value": "double", "positive": "double",
        "negative": "double", "is_told": "bool",
    }  # fmt: skip
    rows = table.to_pylist()
    assert len(rows) == 3 * 9
    clash = next(
        r for r in rows if r["window"] == 2 and r["row"].startswith("Norland") and r["column"].startswith("Süd")
    )
    assert (clash["value"], clash["positive"], clash["negative"], clash["is_told"]) == (-1, 0, 1, True)
    assert clash["start"] == datetime.fromisoformat("2031-02-01")
    np.testing.assert_array_equal([r["value"] for r in rows[:9]], networks[0].values.ravel())


def test_without_its_library_parquet_is_one_clear_error(made, monkeypatch):
    """With the command that installs it."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingPartError, match=r"pip install 'detente\[parquet\]'"):
        parquet([network(made(SAID), QUESTION)])


def test_no_window_is_no_parquet():
    """And no empty file."""
    with pytest.raises(NetworkError, match="no statement has a date"):
        parquet([])
