"""Intake, search and documents in a real browser: by keyboard, without a script, for everybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.web.browsing import IN_A_BROWSER, NARROW, WIDE, OpenPage, grave, press

PAGES = ("/search?q=territory", "/search", "/search?q=talks&party=us&from=2025-01-01", "/documents", "/intake")
MOST_LOOKS = 1000

pytestmark = IN_A_BROWSER


def test_by_keys_from_any_page_to_the_words_in_the_text(open_page: OpenPage) -> None:
    """Stroke, words, Enter; j to a result, o to its place: the words are marked and in sight."""
    page = open_page("/")
    press(page, "/")
    page.keyboard.type("territory")
    press(page, "Enter")
    page.wait_for_url("**/search?q=territory*")
    page.locator("main").focus()
    press(page, "j")
    expect(page.locator(".text-found[data-chosen]")).to_have_count(1)
    place = page.locator(".text-found[data-chosen] a[data-source]").first
    words = place.inner_text().strip("“”… ")
    press(page, "o")
    page.wait_for_url("**/documents/**")
    chosen = page.locator("[data-chosen] blockquote, .is-asked").first
    assert chosen.inner_text().strip("“” ") in words
    page.wait_for_function("document.querySelector(':target').getBoundingClientRect().top < innerHeight")


def test_results_come_while_typing(open_page: OpenPage) -> None:
    """Without Enter; the address follows, so that the page can be shared and loaded again."""
    page = open_page("/search")
    page.keyboard.type("terri")
    expect(page.locator(".text-found mark").first).to_be_visible()
    page.keyboard.type("zzz")
    expect(page.locator("#found .empty")).to_be_visible()
    page.wait_for_url("**/search?q=terrizzz*")
    assert page.evaluate("document.activeElement.name") == "q"


def test_searching_and_narrowing_need_no_script(open_page: OpenPage) -> None:
    """The form and its lists do all."""
    page = open_page("/documents", java_script_enabled=False, viewport=NARROW)
    page.locator(".search input").fill("territory")
    press(page, "Enter")
    page.wait_for_url("**/search?q=territory*")
    page.locator(".narrow summary").click()
    page.select_option("select[name=party]", "russia")
    page.locator("#asking button").click()
    page.wait_for_url("**party=russia*")
    assert page.locator(".hit.is-statement").count() >= 1
    assert page.locator(".hit:not(.is-statement)").count() == 0
    page.locator(".hit a.place").first.click()
    expect(page.locator(".is-asked").first).to_be_visible()


def test_a_text_is_added_by_keyboard_alone_and_found(open_page: OpenPage) -> None:
    """G i, the fields one after the other, Enter; the queue tells what became of it by itself; the search finds it."""
    page = open_page("/")
    press(page, "g", "i")
    page.wait_for_url("**/intake")
    page.locator("textarea[name=text]").focus()
    page.keyboard.type("Russia rejects the quincunx proposal, the Kremlin said.")
    for value in ("A short note", "The Sound", "2026-02-07"):
        press(page, "Tab")
        page.keyboard.type(value)
    press(page, "Tab", "Enter")
    page.wait_for_url("**/intake#job-*")
    expect(page.locator("#queue:not([data-busy])")).to_be_visible()
    expect(page.locator("article.job").first).to_contain_text("1 recorded")
    page.goto("/search?q=quincunx")
    expect(page.locator(".origin").first).to_contain_text("The Sound")


def test_a_refused_file_is_tried_again_without_a_script(open_page: OpenPage, tmp_path: Path) -> None:
    """Form, link and button: the reason is told, and the second try stands beside the first."""
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    page = open_page("/intake", java_script_enabled=False)
    page.set_input_files("input[type=file]", broken)
    with page.expect_navigation():
        page.locator("#drop button").click()
    looks = 0
    while page.locator("#queue[data-busy]").count() and (looks := looks + 1) < MOST_LOOKS:
        with page.expect_navigation():
            page.locator("#queue > p a").click()
    job = page.locator("article.job").first
    expect(job).to_contain_text("is no sound PDF")
    job.locator("form.retry button").click()
    expect(page.locator("article.job").first).to_contain_text("tries job")


def test_files_are_dropped(open_page: OpenPage) -> None:
    """A file let go over the form is sent."""
    page = open_page("/intake")
    page.evaluate(
        """() => {
            const held = new DataTransfer();
            held.items.add(new File(["Ukraine insists on the dropped clause."], "2026-02-08-dropped.txt"));
            const drop = new DragEvent("drop", { dataTransfer: held, bubbles: true, cancelable: true });
            document.getElementById("drop").dispatchEvent(drop);
        }"""
    )
    page.wait_for_url("**/intake#job-*")
    expect(page.locator("#queue:not([data-busy])")).to_be_visible()
    expect(page.locator("article.job").first).to_contain_text("2026-02-08-dropped.txt")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_page_shuts_anybody_out(open_page: OpenPage, scheme: str, size: dict[str, int]) -> None:
    """Axe finds nothing serious, and nothing is wider than the window."""
    page = open_page(PAGES[0], color_scheme=scheme, viewport=size)
    found: list[tuple[str, str, str]] = []
    for place in PAGES:
        page.goto(place)
        found += grave(page)
    assert found == []
