"""Linkages: the drawing, the circles in words, and the table of every step."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import networkx as nx
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis import Linkages
from detente.model import Condition, Document, Edtf, IssueId, Statement
from detente.web.arrows import boxes, curves, flows_down
from detente.web.layering import layered
from detente.web.schemas import answer
from tests.web.reading import page_of, words


def test_an_arrow_tells_who_makes_what_wait_and_who_denies_it(bargain: TestClient) -> None:
    """From what must come first to what waits; dashed where somebody denies it; each leads to its row."""
    page = page_of(bargain, "/linkages")
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
    page = page_of(bargain, "/linkages")
    assert all("is-on-circle" in each.get("class") for each in page.find_class("arrow"))
    [circle] = page.find_class("circle")
    assert words(circle.xpath("p")[0]) == (
        "Deadlock. Passage only after Transit fees, says Norland; Transit fees only after Passage, says Sudmark. "
        "Each waits for the next, and the last for the first. "
        "One link is denied by every party that is told to make it."
    )


def test_the_table_tells_every_step_with_its_statements(bargain: TestClient, bargained) -> None:
    """Whose words, how firmly, since when, and a way to the characters."""
    page = page_of(bargain, "/linkages")
    row = page.get_element_by_id("link-passage-fees")
    assert "Norland ▮▮▯ firm “fees” 20 Feb 2031; 1 independent origin. Said 20 Feb 2031." in words(row)
    assert "denied by Norland" in words(row)
    said = bargained.statements
    linked = {href.partition("#")[2] for href in row.xpath(".//a/@href")}
    assert {said["wait"].id, said["denied"].id} <= linked


def test_a_lapsed_linkage_is_told_with_the_statement_and_not_drawn(
    open_coded: Callable[..., TestClient],
    make_document: Callable[..., Document],
    make_statement: Callable[..., Statement],
) -> None:
    """Its row says by which words its party took the issue up without a condition."""
    told = make_document("Fees first. Passage it is.", name="lapse", published=None)
    tied = {"condition": Condition("fees first", IssueId("fees"))}
    first = make_statement(told, "Fees first.", "norland", "passage", "condition", said_on=Edtf("2031-03-01"), **tied)
    later = make_statement(told, "Passage it is.", "norland", "passage", "accept", said_on=Edtf("2031-03-10"))
    page = page_of(open_coded(told, first, later), "/linkages")
    assert "1 linkage between issues, 1 of them lapsed; no circle among them." in words(page)
    row = page.get_element_by_id("link-passage-fees")
    assert "Lapsed: Taken up without a condition, 10 Mar 2031." in words(row)
    assert later.id in {href.partition("#")[2] for href in row.xpath(".//a/@href")}
    assert page.find_class("arrow") == []


def test_conditions_that_tie_nothing_are_listed_with_the_reason(client: TestClient) -> None:
    """A condition on the issue itself is no linkage; a rejection on a condition elsewhere is one."""
    page = page_of(client, "/linkages")
    assert [each.get("href") for each in page.find_class("arrow")] == ["#link-passage-fees"]
    assert "circle" not in {name for each in page.iter() for name in (each.get("class") or "").split()}


def test_without_linkages_the_page_says_what_one_is(open_coded: Callable[..., TestClient]) -> None:
    """No drawing, no table, no error."""
    page = page_of(open_coded(), "/linkages")
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


@pytest.mark.parametrize(
    ("n_issues", "n_beside", "is_down"), [(2, 1, False), (4, 1, False), (5, 1, True), (7, 1, True), (5, 9, False)]
)
def test_what_is_too_wide_for_a_page_flows_down(n_issues, n_beside, is_down):
    """A chain of five issues does; not where its rows would be wider still."""
    chain = [f"c{number}" for number in range(n_issues)]
    beside = [f"b{number}" for number in range(n_beside)]
    plan = layered([*chain, *beside], [*pairwise(chain), *((chain[0], each) for each in beside)])
    assert flows_down(plan) is is_down


@given(ARROWS, st.randoms(use_true_random=False))
def test_one_graph_is_drawn_in_one_way(arrows, random):
    """Whatever the order in which the arrows are told."""
    shuffled = random.sample(sorted(arrows), len(arrows))
    assert layered(NODES, shuffled).columns == layered(NODES, sorted(arrows)).columns


@given(ARROWS, st.booleans())
def test_no_box_covers_another_and_every_arrow_joins_its_boxes(arrows, is_down):
    """Boxes of a column stand below each other, columns beside each other, or both turned; arrows join their edges."""
    plan = layered(NODES, arrows)
    areas = boxes(plan, dict.fromkeys(NODES, 40.0), is_down=is_down)
    found = list(areas.values())
    for place, (x, y, width, height) in enumerate(found):
        for left, top, wide, high in found[place + 1 :]:
            assert x + width <= left or left + wide <= x or y + height <= top or top + high <= y
    for (tail, head), ways in curves(plan, areas, is_down=is_down).items():
        for node, (x, y) in ((tail, ways[0][0]), (head, ways[-1][3])):
            left, top, width, height = areas[node]
            assert (y if is_down else x) in ({top, top + height} if is_down else {left, left + width})
            assert left < x < left + width if is_down else top < y < top + height
        assert all(one[3] == other[0] for one, other in pairwise(ways))
