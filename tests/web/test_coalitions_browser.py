"""Coalitions in a real browser: by keys alone, without scripts, on a narrow screen, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.browsing import IN_A_BROWSER, NARROW, WIDE, OpenPage, grave, press, served
from tests.web.camped import make_camped

PAGES = ("/coalitions", "/coalitions?by=speaker&through=issue&months=3", "/coalitions/pair?one=Norland&other=Ostmark")

pytestmark = IN_A_BROWSER


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serves the talks with two camps."""
    with served(make_camped(Path(tmp_path_factory.mktemp("camped")) / "talks")) as found:
        yield found


def test_keys_lead_from_a_tie_to_the_words_of_one_who_made_it(open_page: OpenPage) -> None:
    """G and n, j to a tie, Enter to the two, j to an issue, o to the very words."""
    page = open_page("/linkages")
    press(page, "g", "n")
    page.wait_for_url("**/coalitions")
    press(page, "j", "j", "k")
    assert page.evaluate("document.activeElement.closest('.tie') !== null")
    press(page, "Enter")
    page.wait_for_url("**/coalitions/pair?*")
    press(page, "j")
    assert page.evaluate("document.querySelector('[data-chosen]').className") == "concept"
    press(page, "o")
    page.wait_for_url("**/documents/**")
    page.wait_for_function("document.querySelector(':target')?.getBoundingClientRect().top < innerHeight")


def test_the_slider_shows_another_day(open_page: OpenPage) -> None:
    """Arrow keys on it: drawing, tables and address follow, and the form keeps what was chosen."""
    page = open_page("/coalitions?through=issue")
    assert "Ostmark" in page.locator(".changes").inner_text()
    page.locator(".replay input[type=range]").focus()
    press(page, *["ArrowLeft"] * 21)
    page.wait_for_url("**/coalitions?through=issue&as_of=2031-03-03")
    page.locator(".past").wait_for()
    assert page.locator(".field-words").all_text_contents() == ["Camp A: stability 1.00", "Camp B: stability 1.00"]
    assert page.locator(".filters input[name=as_of]").input_value() == "2031-03-03"


def test_without_a_script_a_form_asks_for_speakers(open_page: OpenPage) -> None:
    """Selects and a button; the address holds what was chosen; a tie leads to its statements."""
    page = open_page("/coalitions?as_of=2031-03-03", java_script_enabled=False)
    page.locator("select[name=by]").select_option("speaker")
    page.locator("select[name=months]").select_option("3")
    with page.expect_navigation():
        page.locator(".filters button").click()
    assert all(part in page.url for part in ("by=speaker", "months=3", "as_of=2031-03-03"))
    with page.expect_navigation():
        page.locator(".ties tbody th a").first.click()
    assert "Minister of" in page.locator("h1").inner_text()
    assert page.locator(".saying").count() > 3


def test_on_a_narrow_screen_the_table_stands_for_the_drawing(open_page: OpenPage) -> None:
    """No drawing; j walks the rows and Enter opens the two; charts are no wider than the screen."""
    page = open_page("/coalitions", viewport=NARROW)
    assert not page.locator(".graph").is_visible()
    boxes = [box for each in page.locator("svg").all() if (box := each.bounding_box())]
    assert boxes
    assert all(box["width"] <= NARROW["width"] for box in boxes)
    press(page, "j")
    assert page.evaluate("document.querySelector('[data-chosen]').tagName") == "TR"
    press(page, "Enter")
    page.wait_for_url("**/coalitions/pair?*")


def test_it_fits_a_printed_page(open_page: OpenPage) -> None:
    """On A4 nothing is wider than the sheet; forms are left out, fields and charts are not."""
    page = open_page("/coalitions", viewport={"width": 680, "height": 960})
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not page.locator(".filters").is_visible()
    fields = page.locator(".field").all()
    assert fields
    assert all((box := each.bounding_box()) and box["width"] > 0 for each in fields)
    assert page.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nobody_is_shut_out(open_page: OpenPage, scheme: str, size: dict[str, int]) -> None:
    """Axe finds nothing serious, and no page is wider than its screen."""
    for path in PAGES:
        assert grave(open_page(path, viewport=size, color_scheme=scheme)) == []
