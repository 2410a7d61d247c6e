"""The brief in a real browser, where one is installed: it fits, asks for nothing, and can be read by all."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from detente.briefing import Length, to_html

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs a Chromium; install one with your package manager"),
]


@pytest.fixture(scope="module")
def browser():
    """One browser for all."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture
def file(record, tmp_path):
    """A full brief with long names, as a file."""
    dossier = replace(
        record.dossier,
        parties=tuple(replace(each, name=f"{each.name}{'schaft' * 9}") for each in record.dossier.parties),
        issues=tuple(replace(each, name=f"{each.name} {'angelegenheit' * 6}") for each in record.dossier.issues),
    )
    path = tmp_path / "brief.html"
    path.write_text(to_html(replace(record, dossier=dossier).brief(Length.FULL)), "utf-8")
    return path


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_the_page_is_never_wider_than_the_screen(browser, file, width):
    """Long names break; only the matrix may scroll, inside its own box."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_the_page_asks_for_nothing(browser, file):
    """One request, for the file itself, and no complaint in the console."""
    page = browser.new_page()
    requests, complaints = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(file.as_uri())
    assert requests == [file.as_uri()]
    assert complaints == []
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_is_accessible(browser, file, scheme, width):
    """No finding of axe: contrast, names, tables, headings, landmarks."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(file.as_uri())
    found = axe.run(page)
    assert found.violations_count == 0, found.generate_report()
    page.close()
