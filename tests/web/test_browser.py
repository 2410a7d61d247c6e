"""The pages in a real browser, on the bundled talks."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.browsing import IN_A_BROWSER, NARROW, WIDE, OpenPage, grave, press

PAGES = ("/", "/statements?act=demand", "/documents", "/brief", "/keys", "/?as_of=2026-01-20", "/nowhere")

pytestmark = IN_A_BROWSER


@pytest.fixture
def wide(open_page: OpenPage) -> Page:
    """A desk's window at the matrix."""
    return open_page("/")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_reader_gets_from_the_matrix_to_the_very_words(open_page: OpenPage, size: dict[str, int]) -> None:
    """Two links lead from a cell to the highlighted span in the stored text, without any script."""
    page = open_page("/", viewport=size, java_script_enabled=False)
    page.locator("a.cell").first.click()
    statement = page.locator("li.evidence").first
    quote = statement.locator("blockquote").inner_text().strip("“”")
    statement.locator(".source a").click()
    page.wait_for_url("**/documents/**")
    assert "".join(page.locator(".is-asked").all_inner_texts()) == quote
    assert page.locator(".is-asked").first.bounding_box()["y"] < size["height"]


def test_the_matrix_can_be_walked_with_the_keyboard_alone(wide: Page) -> None:
    """Tab and Enter reach the content past the navigation."""
    press(wide, "Tab")
    assert wide.evaluate("document.activeElement.className") == "skip"
    press(wide, "Enter")
    assert wide.evaluate("document.activeElement.id") == "main"


def test_evidence_opens_beside_the_matrix_by_key_and_closes_again(wide: Page) -> None:
    """J chooses a cell, Enter opens its statements beside it, Escape goes back to the cell."""
    before = wide.url
    press(wide, "j")
    cell = wide.locator("a.cell[data-chosen]")
    party = cell.locator(".party").inner_text()
    press(wide, "Enter")
    expect(wide.locator("#evidence h2").first).to_contain_text(party)
    assert wide.url == before
    press(wide, "Escape")
    expect(wide.locator("#evidence")).to_be_hidden()
    assert wide.evaluate("document.activeElement.matches('a.cell[data-chosen]')")


def test_arrows_go_from_cell_to_cell(wide: Page) -> None:
    """Right to the next party's, down to the next issue's."""
    press(wide, "j")
    first = wide.evaluate("document.activeElement.getAttribute('href')")
    press(wide, "ArrowRight")
    right = wide.evaluate("document.activeElement.getAttribute('href')")
    press(wide, "ArrowLeft", "ArrowDown")
    below = wide.evaluate("document.activeElement.getAttribute('href')")
    (_, _, party, issue), (_, _, other, same), (_, _, still, next_) = (
        each.split("/") for each in (first, right, below)
    )
    assert (party, issue) != (other, same)
    assert (issue, party) == (same, still)
    assert next_ != issue


def test_any_day_can_be_replayed_by_the_slider(wide: Page) -> None:
    """The words follow at once, the matrix after it, and the address can be shared."""
    wide.locator("input[type=range]").focus()
    press(wide, *["PageDown"] * 3)
    shown = wide.locator(".replay output").inner_text()
    expect(wide.locator(".past")).to_contain_text("what was said by")
    expect(wide.locator(".past")).to_contain_text(shown)
    wide.wait_for_url("**/?as_of=*")
    cells = wide.locator("a.cell").count()
    wide.reload()
    assert wide.locator("a.cell").count() == cells
    assert wide.locator(".replay output").inner_text() == shown


def test_of_two_days_asked_for_the_later_one_is_shown(open_page: OpenPage) -> None:
    """Though the answer for the first comes last."""
    page, held = open_page("/"), []
    asked = re.compile(r"\?as_of=")
    page.route(asked, lambda route: route.continue_() if held else held.append(route))
    page.locator(".replay input[type=range]").focus()
    with page.expect_request(asked) as first:
        press(page, "ArrowLeft")
    with page.expect_response(asked) as second:
        press(page, "ArrowLeft")
    page.wait_for_url(second.value.url)
    shown = page.locator(".past").inner_text()
    with page.expect_response(first.value.url):
        held[0].continue_()
    page.evaluate("() => new Promise((done) => setTimeout(done, 300))")
    assert (page.url, page.locator(".past").inner_text()) == (second.value.url, shown)


def test_the_explanation_once_closed_stays_closed(wide: Page) -> None:
    """In this browser."""
    wide.locator(".key summary").click()
    wide.wait_for_function("localStorage.length > 0")
    wide.reload()
    assert wide.evaluate("document.querySelector('.key').open") is False


def test_screens_are_reached_by_g_and_a_letter(wide: Page) -> None:
    """And the search field by a stroke."""
    press(wide, "g", "s")
    wide.wait_for_url("**/statements")
    press(wide, "/")
    assert wide.evaluate("document.activeElement.name") == "q"


def test_anything_is_reached_by_its_name(wide: Page) -> None:
    """Ctrl-K, some letters of an issue's name, Enter."""
    name = wide.locator(".matrix tbody th a").nth(1).inner_text()
    press(wide, "Control+k")
    wide.keyboard.type(name[:9])
    expect(wide.locator("#palette [role=option]").first).to_contain_text(name)
    press(wide, "Enter")
    wide.wait_for_url("**/statements?issue=*")


def test_keys_can_be_changed_and_switched_off(wide: Page) -> None:
    """Another key does what the first did; with keys off, none does anything."""
    wide.goto("/keys")
    wide.locator("#key-next").press("y")
    wide.goto("/")
    press(wide, "j")
    assert wide.locator("[data-chosen]").count() == 0
    press(wide, "y")
    assert wide.locator("[data-chosen]").count() == 1
    wide.goto("/keys")
    wide.get_by_label("Listen to no key at all").check()
    wide.goto("/")
    press(wide, "y")
    assert wide.locator("[data-chosen]").count() == 0


def test_the_keys_are_listed_wherever_one_is(wide: Page) -> None:
    """A question mark shows them, Escape puts them away."""
    press(wide, "?")
    expect(wide.get_by_role("dialog")).to_contain_text("next that nobody decided")
    press(wide, "Escape")
    expect(wide.get_by_role("dialog")).to_be_hidden()


def test_the_brief_is_chosen_by_length_and_day_without_scripts(open_page: OpenPage) -> None:
    """A form above it, which is not printed."""
    page = open_page("/brief", java_script_enabled=False)
    page.get_by_label("Length").select_option("short")
    page.get_by_label("What moved since").fill("2026-01-15")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/brief?length=short&since=2026-01-15*")
    expect(page.locator("#movement")).to_have_count(1)
    page.emulate_media(media="print")
    assert not page.locator(".served").is_visible()


@pytest.mark.parametrize(
    ("scheme", "size"), [("light", WIDE), ("dark", WIDE), ("light", NARROW)], ids=["light", "dark", "light narrow"]
)
def test_no_page_shuts_anybody_out(open_page: OpenPage, scheme: str, size: dict[str, int]) -> None:
    """Axe finds nothing serious on any page, in light and dark, wide and narrow."""
    page = open_page("/", may_refuse=True, color_scheme=scheme, viewport=size)
    found: list[tuple[str, str, str]] = []
    for place in (*PAGES, *way(page)):
        page.goto(place)
        found += grave(page)
    assert found == []


def way(page: Page) -> tuple[str, str]:
    """The first cell of the matrix and the first text it leads to."""
    cell = page.locator("a.cell").first.get_attribute("href")
    page.goto(cell)
    text = page.locator(".source a").first.get_attribute("href")
    assert cell
    assert text
    return cell, text
