"""Every screen of the workspace in a real browser: by its key, by walking it, without scripts, on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from detente.web.places import PLACES
from tests.web.browsing import IN_A_BROWSER, NARROW, WIDE, OpenPage, press, until_focused
from tests.web.screenshots import SCREENS

A4_LANDSCAPE = {"width": 1010, "height": 680}

pytestmark = IN_A_BROWSER


def words(page: Page) -> str:
    """What is told below the navigation."""
    return page.locator("main").inner_text()


@pytest.mark.parametrize("place", PLACES[:-1], ids=lambda place: place.words)
def test_each_screen_is_reached_by_its_key_and_walked(open_page: OpenPage, place) -> None:
    """G and its letter; the skip link leads past the navigation; j chooses the first thing, k stays with it."""
    page = open_page("/keys")
    press(page, "g", place.key)
    page.wait_for_url(re.compile(rf"/{place.path}$"))
    expect(page.locator("nav a[aria-current]")).to_have_text(place.words)
    press(page, "Tab", "Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    if page.locator("[data-item]").count():
        press(page, "j", "k")
        chosen = page.locator("[data-chosen]")
        expect(chosen).to_have_count(1)
        assert chosen.evaluate("each => each.contains(document.activeElement)")
        expect(chosen).to_be_in_viewport()


def test_the_brief_is_reached_by_its_key_and_left_by_its_first_link(open_page: OpenPage) -> None:
    """It is a file as well, and listens to no key: Tab and Enter lead back."""
    page = open_page("/")
    press(page, "g", "b")
    page.wait_for_url("**/brief")
    until_focused(page, "a[href='/']")
    press(page, "Enter")
    expect(page.locator("h1")).to_have_text("Where the parties stand")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_each_screen_reads_without_scripts(open_page: OpenPage, size: dict[str, int]) -> None:
    """The same heading and as many words as with scripts; nothing waits to be loaded."""
    bare, full = open_page("/", java_script_enabled=False, viewport=size), open_page("/", viewport=size)
    for path in [each for name, each in SCREENS.items() if name != "nowhere"]:
        bare.goto(path)
        full.goto(path)
        assert bare.locator("h1").inner_text() == full.locator("h1").inner_text(), path
        told, shown = (len(words(each).split()) for each in (bare, full))
        assert told > 10, path
        assert told >= 0.9 * shown, path


def test_from_a_deal_to_its_doubts_and_the_models_by_keys_alone(open_page: OpenPage) -> None:
    """Tab and Enter on the links; a number of draws is typed; j walks the models, o opens a party's words."""
    page = open_page("/deals")
    until_focused(page, "a[href^='/deals/uncertainty']")
    press(page, "Enter")
    expect(page.locator("h1")).to_have_text("How sure is it?")
    until_focused(page, "input[name=draws]")
    press(page, "Control+a")
    page.keyboard.type("20")
    press(page, "Enter")
    expect(page.locator(".verdict")).to_contain_text("20 draws")
    page.goto("/deals/forecasts")
    chosen = page.locator("[data-chosen]")
    for _ in range(20):
        press(page, "j")
        if chosen.locator("[data-source]").count():
            break
    press(page, "o")
    page.wait_for_url("**/documents/**")
    expect(page.locator("[data-chosen]")).to_be_in_viewport()


def test_a_pair_is_walked_to_the_words_by_keys_alone(open_page: OpenPage) -> None:
    """From the table of ties: Enter opens the two, j an issue, o the words that one of them said."""
    page = open_page("/coalitions")
    press(page, "j", "Enter")
    page.wait_for_url("**/coalitions/pair?*")
    press(page, "j", "o")
    page.wait_for_url("**/documents/**")
    expect(page.locator("[data-chosen]")).to_be_in_viewport()


def test_the_matrix_fits_a_printed_sheet(open_page: OpenPage) -> None:
    """On A4 landscape every column is there, no word sticks out of its cell, and what only works on a screen is not."""
    page = open_page("/", viewport=A4_LANDSCAPE)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not page.locator("input[type=range]").is_visible()
    assert not page.locator(".top nav").is_visible()
    sticking = "[...document.querySelectorAll('a.cell')].filter(each => each.scrollWidth > each.clientWidth + 1).length"
    assert page.evaluate(sticking) == 0
    page.emulate_media(media="screen")
    page.set_viewport_size(WIDE)
    assert page.evaluate(sticking) == 0
