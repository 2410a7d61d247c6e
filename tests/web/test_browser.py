"""The pages in a real browser, on the bundled talks."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from detente.workspace import Workspace

CHROMIUM = Path("/usr/bin/chromium")
EXAMPLES = Path(__file__).parents[2] / "examples" / "talks"
SERVE = "import sys, pathlib, detente.web; detente.web.serve(pathlib.Path(sys.argv[1]), '127.0.0.1', 0)"
PAGES = ("/", "/statements?act=demand", "/documents", "/brief", "/?as_of=2026-01-20", "/nowhere")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serves the bundled talks as a user would, and stops with Ctrl-C."""
    folder = tmp_path_factory.mktemp("talks")
    with Workspace.create(folder / "talks", EXAMPLES / "dossier.yaml") as workspace:
        workspace.add([EXAMPLES])
    command = [sys.executable, "-c", SERVE, str(folder / "talks")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        told = server.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", told)
        assert found, told + server.stderr.read()
        yield found[0]
        server.send_signal(signal.SIGINT)
        assert server.wait(20) == 0
        assert server.stderr.read() == ""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium that makes no requests of its own."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield chromium
        chromium.close()


def watched(browser: Browser, **options: object) -> tuple[Page, list[str], list[str]]:
    """A fresh page, with what it writes to the console and what it asks for."""
    page = browser.new_context(**options).new_page()
    console: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: console.append(message.text))
    page.on("pageerror", lambda error: console.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    return page, console, requests


@pytest.mark.parametrize("width", [1280, 390])
def test_a_reader_gets_from_the_matrix_to_the_very_words(browser: Browser, address: str, width: int) -> None:
    """Two links lead from a cell to the highlighted span in the stored text, without any script."""
    page, console, requests = watched(browser, viewport={"width": width, "height": 844}, java_script_enabled=False)
    page.goto(address)
    page.locator("a.cell").first.click()
    statement = page.locator("li.evidence").first
    quote = statement.locator("blockquote").inner_text().strip("“”")
    statement.locator(".source a").click()
    assert "".join(page.locator(".is-asked").all_inner_texts()) == quote
    assert page.locator(".is-asked").first.bounding_box()["y"] < 844
    assert console == []
    assert all(request.startswith(address) for request in requests)
    page.context.close()


def test_the_matrix_can_be_walked_with_the_keyboard_alone(browser: Browser, address: str) -> None:
    """The first key reaches a link past the navigation, and Enter opens a focused cell."""
    page, _, _ = watched(browser)
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "cell":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/cell/**")
    page.context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)])
def test_no_page_shuts_anybody_out(browser: Browser, address: str, scheme: str, width: int) -> None:
    """Axe finds nothing serious on any page, in light and dark, wide and narrow."""
    page, console, requests = watched(browser, color_scheme=scheme, viewport={"width": width, "height": 844})
    cell, text = way(page, address)
    grave: list[tuple[str, str, str]] = []
    for place in (*PAGES, cell, text):
        page.goto(address + place)
        grave += [
            (place, each["id"], each["nodes"][0]["html"])
            for each in Axe().run(page).response["violations"]
            if each["impact"] in {"serious", "critical"}
        ]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
    assert grave == []
    assert [line for line in console if "404" not in line] == []
    assert all(request.startswith(address) for request in requests)
    page.context.close()


def way(page: Page, address: str) -> tuple[str, str]:
    """The first cell of the matrix and the first text it leads to."""
    page.goto(address)
    cell = page.locator("a.cell").first.get_attribute("href")
    page.goto(f"{address}{cell}")
    text = page.locator(".source a").first.get_attribute("href")
    assert cell
    assert text
    return cell, text
