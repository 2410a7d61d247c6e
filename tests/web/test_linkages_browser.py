"""The drawing of many linkages in a real browser: all of it is on the page, and no words lie on others."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from tests.web.browsing import IN_A_BROWSER, chromium, served
from tests.web.tied import tied

pytestmark = IN_A_BROWSER

_AREAS = """selector => [...document.querySelectorAll(selector)].map(each => {
    const {left, top, right, bottom} = each.getBoundingClientRect(); return [left, top, right, bottom];
})"""


@pytest.fixture(scope="module")
def drawing(tmp_path_factory):
    """A page 1280 pixels wide on which seven issues wait for each other."""
    with served(tied(tmp_path_factory.mktemp("tied"))) as address, chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{address}/linkages")
        yield page


def areas(page, selector):
    """Left, top, right and bottom of each element."""
    found = page.evaluate(_AREAS, selector)
    assert found
    return found


def is_within(one, other, slack=0.5):
    """Whether an area lies in another."""
    return all(one[side] >= other[side] - slack for side in (0, 1)) and all(
        one[side] <= other[side] + slack for side in (2, 3)
    )


def do_meet(one, other):
    """Whether two areas share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_the_drawing_is_whole_on_the_page(drawing):
    """Nothing of it has to be scrolled to, and nothing lies beyond its edges."""
    assert drawing.evaluate("(box => box.scrollWidth <= box.clientWidth)(document.querySelector('.graph-box'))")
    [graph] = areas(drawing, ".graph")
    assert all(is_within(each, graph) for each in areas(drawing, ".graph :is(rect, text)"))


def test_no_words_lie_on_others_or_on_a_box(drawing):
    """Each has its own ground, beside the boxes, and stays on it."""
    grounds, nodes = areas(drawing, ".arrow-words rect"), areas(drawing, ".node rect")
    assert not any(do_meet(*pair) for pair in (*combinations(grounds, 2), *product(grounds, nodes)))
    for within, of in ((nodes, ".node text"), (grounds, ".arrow-words text")):
        assert all(any(is_within(each, ground, slack=4) for ground in within) for each in areas(drawing, of))
