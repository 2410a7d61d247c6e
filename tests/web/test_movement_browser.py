"""Movement and linkages in a real browser, on the bundled talks."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.web.browsing import IN_A_BROWSER, NARROW, WIDE, OpenPage, grave, press

PAGES = (
    "/movement", "/movement?issue=territory&parties=ukraine,us&begin=2025-12-01", "/movement?issue=territory&of=russia",
    "/linkages",
)  # fmt: skip

pytestmark = IN_A_BROWSER


def test_keys_lead_from_the_matrix_to_a_mark_and_its_words(open_page: OpenPage) -> None:
    """G and v, j to an issue, Enter; j walks the marks, k goes back, Enter opens the very words."""
    page = open_page("/")
    press(page, "g", "v")
    page.wait_for_url("**/movement")
    press(page, "j", "Enter")
    page.wait_for_url("**/movement?issue=*")
    press(page, "j", "j", "k")
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert label == page.locator(".lanes svg a[data-item]").first.get_attribute("aria-label")
    press(page, "Enter")
    page.wait_for_url("**/documents/**")
    page.wait_for_function("document.querySelector(':target').getBoundingClientRect().top < innerHeight")


def test_keys_lead_through_the_linkages(open_page: OpenPage) -> None:
    """G and l, j to an arrow, Enter to its row, Tab to a statement in it, Enter to its words."""
    page = open_page("/movement")
    press(page, "g", "l")
    page.wait_for_url("**/linkages")
    press(page, "j", "Enter")
    page.wait_for_url("**/linkages#link-*")
    row = page.locator("tr:target")
    assert row.is_visible()
    press(page, "Tab")
    assert page.evaluate("document.querySelector('tr:target').contains(document.activeElement)")
    for _ in range(8):
        if "/documents/" in (page.evaluate("document.activeElement.href") or ""):
            break
        press(page, "Tab")
    press(page, "Enter")
    page.wait_for_url("**/documents/**")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_two_parties_are_laid_over_each_other_without_a_script(open_page: OpenPage, size: dict[str, int]) -> None:
    """A plain form asks for them, and a mark in a lane leads to its words."""
    page = open_page("/movement?issue=territory", viewport=size, java_script_enabled=False)
    for party in ("ukraine", "us"):
        page.locator(f"input[name=parties][value={party}]").check()
    page.locator(".filters button").click()
    expect(page.locator("h2").first).to_contain_text("laid over each other")
    page.wait_for_load_state("load")
    assert page.locator("svg.overlay .wish").count() > 1
    assert page.locator("table.steps tbody tr").count() > 1
    page.locator("a.saying .dot").first.click()
    expect(page.locator(".is-asked").first).to_be_visible()


def test_on_a_narrow_screen_the_table_stands_for_the_drawing(open_page: OpenPage) -> None:
    """The graph is not shown, j walks the rows, and no lane is wider than the screen."""
    page = open_page("/linkages", viewport=NARROW)
    assert not page.locator(".graph").is_visible()
    press(page, "j")
    assert page.evaluate("document.querySelector('[data-chosen]').tagName") == "TR"
    page.goto("/movement?issue=talks_process")
    assert all(
        box["width"] <= NARROW["width"] for box in (each.bounding_box() for each in page.locator("svg.track").all())
    )


def test_on_a_narrow_screen_no_figure_is_cut_off(open_page: OpenPage) -> None:
    """The table of who moved how often shows its last column without being pushed aside."""
    page = open_page("/movement?issue=talks_process", viewport=NARROW)
    table = page.locator("table.figures").first
    assert table.locator("tbody tr").count() > 1
    assert table.evaluate("(each) => each.scrollWidth <= each.parentElement.clientWidth")


def test_lanes_fit_a_printed_page(open_page: OpenPage) -> None:
    """On A4 nothing is wider than the sheet, and every bar is drawn."""
    page = open_page("/movement?issue=territory", viewport={"width": 680, "height": 960})
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not page.locator(".filters").is_visible()
    assert all(box["width"] > 0 for box in (each.bounding_box() for each in page.locator(".segment").all()))
    assert page.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_page_shuts_anybody_out(open_page: OpenPage, scheme: str, size: dict[str, int]) -> None:
    """Axe finds nothing serious, also in what is folded, and no page is wider than its screen."""
    page = open_page(PAGES[0], color_scheme=scheme, viewport=size)
    found: list[tuple[str, str, str]] = []
    for place in PAGES:
        page.goto(place)
        page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        found += grave(page)
    assert found == []
