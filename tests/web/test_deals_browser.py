"""Deals in a real browser: by keyboard, without scripts, at once with them, in light and dark, wide and narrow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest
from playwright.sync_api import Page, expect

from tests.web.browsing import IN_A_BROWSER, NARROW, WIDE, OpenPage, grave, press, served
from tests.web.deadlocked import deadlocked

PATHS = (
    "/deals",
    "/deals?without=sudmark:passage&without=sudmark:fees",
    "/deals/uncertainty?draws=20",
    "/deals/forecasts",
)

pytestmark = IN_A_BROWSER


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serves the talks without a deal."""
    with served(deadlocked(tmp_path_factory.mktemp("talks")).folder) as found:
        yield found


def ending(address: str) -> re.Pattern[str]:
    """An address of the page that ends so."""
    return re.compile(re.escape(address) + "$")


def choose(page: Page, words: str) -> None:
    """Presses j until what is chosen begins with these words."""
    chosen = page.locator("[data-chosen]")
    for _ in range(40):
        press(page, "j")
        if " ".join(chosen.inner_text().split()).startswith(words):
            return
    raise AssertionError(f"j never comes to {words!r}")


def test_from_the_matrix_to_a_deal_by_keys_alone(open_page: OpenPage) -> None:
    """Keys g p lead to the page, j to the second set, Enter to the deal space without its lines."""
    page = open_page()
    press(page, "g", "p")
    expect(page.locator("h1")).to_have_text("Is there a deal?")
    expect(page.locator("#answer .verdict")).to_contain_text("No.")
    press(page, "j", "j", "Enter")
    expect(page.locator("#answer .verdict")).to_contain_text("The red lines that can be read leave room for a deal")
    expect(page).to_have_url(ending("/deals?without=norland:passage&without=sudmark:fees#answer"))


def test_a_line_is_muted_and_stands_again_by_one_key(open_page: OpenPage) -> None:
    """The answer comes without another page, is compared, and the address follows it."""
    page = open_page("/deals?without=sudmark:fees")
    choose(page, "mute")
    choose(page, "mute")
    press(page, "m")
    compared = page.locator("#answer .compared p").first
    expect(compared).to_have_text("With these 2 changes: 18 packages that every party could accept, instead of 0.")
    expect(page).to_have_url(ending("/deals?without=sudmark:passage&without=sudmark:fees&x=norland&y=sudmark"))
    expect(page.locator("svg.plot .mark-words").first).to_be_visible()
    press(page, "m")
    expect(page.locator("#answer .verdict")).to_contain_text("No.")


def test_without_scripts_the_form_asks_the_same(open_page: OpenPage) -> None:
    """Tick, move a number, press the button: the address can be sent on."""
    page = open_page("/deals", java_script_enabled=False)
    page.check("input[value='sudmark:passage']")
    page.fill("input[name='set:norland:fees']", "300")
    page.click("text=Show what follows")
    expect(page.locator("#answer .verdict")).to_contain_text("The red lines that can be read leave room for a deal")
    expect(page).to_have_url(ending("/deals?without=sudmark:passage&set=norland:fees%3D300&x=norland&y=sudmark"))
    expect(page.locator("input[name='set:norland:fees']")).to_have_value("300")


def test_a_number_is_answered_at_once_and_one_that_cannot_be_is_told(open_page: OpenPage) -> None:
    """The message takes the answer's place; what was typed stays to be put right."""
    page = open_page("/deals?without=sudmark:passage", may_refuse=True)
    field = page.locator("input[name='set:norland:fees']")
    field.fill("250")
    field.blur()
    expect(page.locator("#answer .verdict")).to_contain_text("The red lines that can be read leave room for a deal")
    page.click(".otherwise summary")
    weight = page.locator("input[name='set:norland:passage:weight']")
    weight.fill("7")
    weight.blur()
    expect(page.locator("#answer")).to_contain_text("7 is no weight for one issue of norland")
    weight.fill("0.5")
    weight.blur()
    expect(page.locator("#answer .verdict")).to_contain_text("The red lines that can be read leave room for a deal")


def test_o_leads_to_the_words_of_a_line(open_page: OpenPage) -> None:
    """From a conflict to the marked quote in the stored text."""
    page = open_page("/deals")
    choose(page, "Norland nothing but Piloted")
    press(page, "o")
    expect(page.locator("mark").first).to_be_visible()
    assert "/documents/" in page.url


def test_on_paper_the_answer_stands_and_the_buttons_do_not(open_page: OpenPage) -> None:
    """Printing leaves out what nobody can press."""
    page = open_page(PATHS[1])
    page.emulate_media(media="print")
    expect(page.locator("#answer .verdict")).to_be_visible()
    expect(page.locator("svg.plot")).to_be_visible()
    for hidden in ("text=Show what follows", ".pair-choice", ".relax >> nth=0"):
        expect(page.locator(hidden)).to_be_hidden()


@pytest.mark.parametrize(("size", "scheme"), list(product((WIDE, NARROW), ("light", "dark"))))
def test_nobody_is_shut_out(open_page: OpenPage, size: dict[str, int], scheme: str) -> None:
    """Axe finds nothing serious, and nothing is wider than the window."""
    for path in PATHS:
        assert grave(open_page(path, viewport=size, color_scheme=scheme)) == []
