"""A real browser at a real server, for the tests that walk through the pages."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
NEEDS_CHROMIUM = pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium: apt-get install chromium")
IN_A_BROWSER = [pytest.mark.slow, NEEDS_CHROMIUM]
"""The marks of a module that walks through the pages: ``pytestmark = IN_A_BROWSER``."""
WIDE, NARROW = ({"width": width, "height": 844} for width in (1280, 390))
OpenPage = Callable[..., Page]
"""The fixture ``open_page``: the page at a path; the options are those of a browser's context."""
_PATIENCE_MS = 60_000  # a busy machine is no defect of the pages
_MOST_TABS = 60
_SERVE = "import sys, pathlib, detente.web; detente.web.serve(pathlib.Path(sys.argv[1]), '127.0.0.1', 0)"

expect.set_options(timeout=_PATIENCE_MS)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serves a workspace as a user would, gives its address, and stops it with Ctrl-C."""
    command = [sys.executable, "-c", _SERVE, str(folder)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        told = server.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", told)
        assert found, told + server.stderr.read()
        try:
            yield found[0]
        finally:
            server.send_signal(signal.SIGINT)
        assert server.wait(20) == 0
        assert server.stderr.read() == ""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium that makes no requests of its own."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page, with what it writes to the console and what it asks for."""

    page: Page
    address: str
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def complaints(self, *, may_refuse: bool = False) -> list[str]:
        """What was written to the console, and what was asked of others than the server.

        Args:
            may_refuse: Whether the server may answer with an error of the client's, of which Chromium notes the status.
        """
        told = [line for line in self.console if not (may_refuse and "status of 4" in line)]
        return told + [request for request in self.requests if not request.startswith(self.address)]


@contextmanager
def watched(browser: Browser, address: str, **options: object) -> Iterator[Watched]:
    """A fresh browser's page for this address, whose paths it can go to; the options are those of a context."""
    context = browser.new_context(base_url=address, **({"viewport": WIDE} | options))
    context.set_default_timeout(_PATIENCE_MS)
    found = Watched(context.new_page(), address)
    found.page.on("console", lambda message: found.console.append(message.text))
    found.page.on("pageerror", lambda error: found.console.append(str(error)))
    found.page.on("request", lambda request: found.requests.append(request.url))
    yield found
    context.close()


def press(page: Page, *keys: str) -> None:
    """Presses keys one after the other, once the page's scripts listen."""
    page.wait_for_load_state("load")
    for key in keys:
        page.keyboard.press(key)


def until_focused(page: Page, selector: str) -> None:
    """Presses Tab until the focus is on what is looked for."""
    page.wait_for_load_state("load")
    for _ in range(_MOST_TABS):
        if page.evaluate("(s) => document.activeElement?.matches(s) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {selector}")


def grave(page: Page) -> list[tuple[str, str, str]]:
    """What axe finds serious on a page, and whether it is wider than the window."""
    page.wait_for_load_state("load")
    found = [
        (page.url, each["id"], each["nodes"][0]["html"])
        for each in Axe().run(page).response["violations"]
        if each["impact"] in {"serious", "critical"}
    ]
    is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*found, *([(page.url, "wider than the window", "")] if is_wide else [])]
