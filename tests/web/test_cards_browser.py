"""Contests, drafts, assumptions and watch in a real browser, on the bundled talks."""

from __future__ import annotations

from itertools import product

import pytest
from playwright.sync_api import expect

from tests.web.browsing import IN_A_BROWSER, NARROW, WIDE, OpenPage, grave, press, until_focused

SCREENS = ("/contests", "/drafts", "/drafts/january_draft", "/assumptions", "/ratification", "/watch")

pytestmark = IN_A_BROWSER


def test_a_contest_is_settled_with_the_keyboard_alone(open_page: OpenPage) -> None:
    """From the matrix by g c to the inbox, j and Enter to the contest, e into the form, and back as settled."""
    page = open_page("/")
    press(page, "g", "c")
    page.wait_for_url("**/contests")
    before = page.locator(".contest-card").count()
    press(page, "j", "j", "k")
    assert page.locator("[data-chosen]").count() == 1
    press(page, "Enter")
    page.wait_for_url("**/contests/c*")
    press(page, "e")
    assert page.evaluate("document.activeElement.name") == "verdict"
    until_focused(page, "[name=upheld]")
    press(page, "Space")
    until_focused(page, "[name=reason]")
    page.keyboard.type("the spokesman's own words")
    press(page, "Tab")
    page.keyboard.type("transcript of the briefing")
    press(page, "Enter")
    expect(page.locator(".decision")).to_contain_text("the spokesman's own words")
    page.goto("/contests")
    assert page.locator(".contest-card").count() == before - 1
    assert page.get_by_text("Settled by an analyst (1)").count() == 1


def test_a_contest_is_parked_and_opened_again_without_scripts(open_page: OpenPage) -> None:
    """Plain forms do all of it."""
    page = open_page("/contests", java_script_enabled=False)
    page.locator(".contest-card .act a").last.click()
    page.wait_for_url("**/contests/c*")
    here = page.url
    for verdict, told in (("parked", "Parked"), ("reopened", "Opened again")):
        page.locator(f"input[value={verdict}]").check()
        page.locator("[name=reason]").fill(f"because {verdict}")
        page.locator("form.resolve button").click()
        expect(page.locator(".decision").first).to_contain_text(told)
        assert page.url == here
    expect(page.locator("details.folded")).to_have_count(1)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_reader_gets_from_a_draft_to_the_very_words(
    open_page: OpenPage,
    scripts: bool,  # noqa: FBT001 - a case
) -> None:
    """By keys or by links: the card, its hand-over, the marked characters in the text."""
    page = open_page("/drafts", java_script_enabled=scripts, viewport=NARROW)
    if scripts:
        press(page, "j", "Enter")
        page.wait_for_url("**/drafts/*")
        press(page, "j", "o")
    else:
        page.locator(".draft-name a").first.click()
        page.locator(".event a").first.click()
    page.wait_for_url("**/notes/*")
    marked = page.locator("article mark")
    expect(marked).to_have_count(1)
    assert 0 <= marked.bounding_box()["y"] < 844


def test_what_is_new_is_marked_as_read_with_the_keyboard_alone(open_page: OpenPage) -> None:
    """The key n goes to the next question with news; the button takes the marks away, for this browser."""
    page = open_page("/watch")
    assert page.locator(".is-new").count() > 0
    press(page, "n")
    assert "new" in page.locator("[data-chosen] .mark-word").inner_text()
    page.evaluate("document.activeElement.blur()")
    press(page, "Tab")
    until_focused(page, "form.read button")
    press(page, "Enter")
    expect(page.get_by_text("Nothing new in this browser")).to_be_visible()
    expect(page.locator(".is-new")).to_have_count(0)


def test_assumptions_are_walked_and_unfolded_with_the_keyboard_alone(open_page: OpenPage) -> None:
    """The key j goes from card to card; Enter on what is folded opens it; o leads to the words."""
    page = open_page("/assumptions")
    press(page, "j", "j")
    assert page.locator(".assumption[data-chosen]").count() == 1
    until_focused(page, "summary")
    press(page, "Enter")
    assert page.locator("details.all-words[open]").count() == 1
    press(page, "o")
    page.wait_for_url("**/documents/**")
    expect(page.locator("[data-chosen]")).to_have_count(1)


def test_no_screen_shuts_anybody_out(open_page: OpenPage) -> None:
    """Axe finds nothing serious in light and dark, wide and narrow, and nothing is wider than the window."""
    page = open_page("/contests")
    contest = page.locator(".contest-card .act a").first.get_attribute("href")
    page.goto("/drafts/january_draft")
    note = page.locator(".event a").first.get_attribute("href")
    found: list[tuple[object, ...]] = []
    for place in (*SCREENS, contest, note):
        page.goto(place)
        for size, scheme in product((WIDE, NARROW), ("light", "dark")):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            found += [(*each, size["width"], scheme) for each in grave(page)]
    assert found == []
