"""Linkages: the drawing, the circles in words, and the table of every step."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import networkx as nx
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from detente.analysis import Linkages
from detente.ledger import DocumentAdded, DossierChanged, StatementCoded
from detente.model import Condition, Document, Edtf, IssueId, Statement
from detente.web.arrows import boxes, curves
from detente.web.layering import layered
from detente.web.schemas import answer


def words(element: html.HtmlElement) -> str:
    """What a reader sees of an element, on one line."""
    return " ".join(element.text_content().split())


def test_an_arrow_tells_who_makes_what_wait_and_who_denies_it(bargain: TestClient) -> None:
    """From what must come first to what waits; dashed where somebody denies it; each leads to its row."""
    page = html.fromstring(bargain.get("/linkages").text)
    arrows = {each.get("href"): each for each in page.find_class("arrow")}
    assert arrows["#link-passage-fees"].get("aria-label") == (
        "Passage only after Transit fees, says Norland; denied by Norland"
    )
    assert "is-denied" in arrows["#link-passage-fees"].get("class")
    assert "is-denied" not in arrows["#link-fees-passage"].get("class")
    assert all(page.get_element_by_id(href[1:]) is not None for href in arrows)
    assert {words(each) for each in page.find_class("node")} == {"Passage", "Transit fees"}
    assert "Sudmark ▮▮▯" in words(page.find_class("arrow-words")[0])


def test_a_circle_is_marked_and_told_in_a_sentence(bargain: TestClient) -> None:
    """With the doubt that a denial brings."""
    page = html.fromstring(bargain.get("/linkages").text)
    assert all("is-on-circle" in each.get("class") for each in page.find_class("arrow"))
    [circle] = page.find_class("circle")
    assert words(circle.xpath("p")[0]) == (
        "Deadlock. Passage only after Transit fees, says Norland; Transit fees only after Passage, says Sudmark. "
        "Each waits for the next, and the last for the first. "
        "One link is denied by every party that is told to make it."
    )


def test_the_table_tells_every_step_with_its_statements(bargain: TestClient, bargained) -> None:
    """Whose words, how firmly, since when, and a way to the characters."""
    page = html.fromstring(bargain.get("/linkages").text)
    row = page.get_element_by_id("link-passage-fees")
    assert "Norland ▮▮▯ firm “fees” 20 Feb 2031; 1 independent origin. Said 20 Feb 2031." in words(row)
    assert "denied by Norland" in words(row)
    said = bargained.statements
    linked = {href.partition("#")[2] for href in row.xpath(".//a/@href")}
    assert {said["wait"].id, said["denied"].id} <= linked


def test_a_lapsed_linkage_is_told_with_the_statement_and_not_drawn(
    record: Callable[..., Path],
    open_client: Callable[[Path], TestClient],
    dossier_yaml: str,
    make_document: Callable[..., Document],
    make_statement: Callable[..., Statement],
) -> None:
    """Its row says by which words its party took the issue up without a condition."""
    told = make_document("Fees first. Passage it is.", name="lapse", published=None)
    tied = {"condition": Condition("fees first", IssueId("fees"))}
    first = make_statement(told, "Fees first.", "norland", "passage", "condition", said_on=Edtf("2031-03-01"), **tied)
    later = make_statement(told, "Passage it is.", "norland", "passage", "accept", said_on=Edtf("2031-03-10"))
    coded = map(StatementCoded, (first, later))
    folder = record([[DossierChanged(dossier_yaml, "s.yaml"), DocumentAdded(told, "lapse.txt"), *coded]])
    page = html.fromstring(open_client(folder).get("/linkages").text)
    assert "1 linkage between issues, 1 of them lapsed; no circle among them." in words(page)
    row = page.get_element_by_id("link-passage-fees")
    assert "Lapsed: Taken up without a condition, 10 Mar 2031." in words(row)
    assert later.id in {href.partition("#")[2] for href in row.xpath(".//a/@href")}
    assert page.find_class("arrow") == []


def test_conditions_that_tie_nothing_are_listed_with_the_reason(client: TestClient) -> None:
    """A condition on the issue itself is no linkage; a rejection on a condition elsewhere is one."""
    page = html.fromstring(client.get("/linkages").text)
    assert [each.get("href") for each in page.find_class("arrow")] == ["#link-passage-fees"]
    assert "circle" not in {name for each in page.iter() for name in (each.get("class") or "").split()}


def test_without_linkages_the_page_says_what_one_is(
    record: Callable[..., Path], open_client: Callable[[Path], TestClient], dossier_yaml: str
) -> None:
    """No drawing, no table, no error."""
    page = html.fromstring(open_client(record([[DossierChanged(dossier_yaml, "s.yaml")]])).get("/linkages").text)
    assert "A linkage is a statement on one issue with a condition that belongs to another." in words(page)
    assert not page.xpath("//main//svg | //table")


def test_the_api_tells_what_the_page_draws(bargain: TestClient) -> None:
    """The same record, true to the shape that the description promises."""
    told = bargain.get("/api/linkages").json()
    answer(Linkages).model_validate(told)
    assert [(each["dependent"], each["prerequisite"]) for each in told["links"]] == [
        ("passage", "fees"), ("fees", "passage"),
    ]  # fmt: skip
    assert len(told["deadlocks"]) == 1


NODES = [str(number) for number in range(7)]
ARROWS = st.sets(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda each: each[0] != each[1]))


@given(ARROWS)
def test_what_comes_first_stands_left_of_what_waits_unless_both_wait_for_each_other(arrows):
    """Arrows lead to the right; one within a column is part of a circle; every arrow passes each column between."""
    plan = layered(NODES, arrows)
    assert sorted(each for column in plan.columns for each in column if isinstance(each, str)) == NODES
    reach = {node: {node} for node in NODES}
    for _ in NODES:
        for tail, head in arrows:
            reach[tail] |= reach[head]
    for tail, head in arrows:
        way = plan.ways[tail, head]
        assert (way[0], way[-1]) == (tail, head)
        step = plan.column_of[head] - plan.column_of[tail]
        assert step > 0 or (step == 0 and tail in reach[head])
        assert len(way) == max(2, step + 1)


@given(ARROWS)
def test_columns_are_the_generations_of_the_graph_with_its_circles_folded(arrows):
    """As networkx finds them."""
    graph = nx.DiGraph(sorted(arrows))
    graph.add_nodes_from(NODES)
    folded = nx.condensation(graph)
    groups = [[folded.nodes[one]["members"] for one in group] for group in nx.topological_generations(folded)]
    told = {node: column for column, group in enumerate(groups) for members in group for node in members}
    assert layered(NODES, arrows).column_of == told


@given(ARROWS, st.randoms(use_true_random=False))
def test_one_graph_is_drawn_in_one_way(arrows, random):
    """Whatever the order in which the arrows are told."""
    shuffled = random.sample(sorted(arrows), len(arrows))
    assert layered(NODES, shuffled).columns == layered(NODES, sorted(arrows)).columns


@given(ARROWS)
def test_no_box_covers_another_and_every_arrow_joins_its_boxes(arrows):
    """Boxes of a column stand below each other, columns beside each other; arrows begin and end at the edges."""
    plan = layered(NODES, arrows)
    areas = boxes(plan, dict.fromkeys(NODES, 40.0))
    found = list(areas.values())
    for place, (x, y, width, height) in enumerate(found):
        for left, top, wide, high in found[place + 1 :]:
            assert x + width <= left or left + wide <= x or y + height <= top or top + high <= y
    for (tail, head), ways in curves(plan, areas).items():
        for node, (x, y) in ((tail, ways[0][0]), (head, ways[-1][3])):
            left, top, width, height = areas[node]
            assert x in {left, left + width}
            assert top < y < top + height
        assert all(one[3] == other[0] for one, other in pairwise(ways))
