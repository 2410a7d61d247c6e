"""The brief in a real browser, where one is installed: it fits, asks for nothing, and can be read by all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from detente.briefing import Length, to_html
from detente.workspace import Workspace
from tests.web.browsing import IN_A_BROWSER, chromium

pytestmark = IN_A_BROWSER


@pytest.fixture(scope="module")
def browser():
    """One browser for all."""
    with chromium() as found:
        yield found


@pytest.fixture
def file(whole, tmp_path):
    """A full brief with long names, as a file."""
    dossier = replace(
        whole.dossier,
        parties=tuple(replace(each, name=f"{each.name}{'schaft' * 9}") for each in whole.dossier.parties),
        issues=tuple(replace(each, name=f"{each.name} {'angelegenheit' * 6}") for each in whole.dossier.issues),
    )
    path = tmp_path / "brief.html"
    path.write_text(to_html(replace(whole, dossier=dossier).brief(Length.FULL, since=date(2031, 3, 11))), "utf-8")
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


@pytest.mark.parametrize(("length", "n_pages"), [(Length.SHORT, 1), (Length.STANDARD, 3)])
@pytest.mark.parametrize("example", ["talks", "cod-quota"])
def test_a_short_brief_is_one_page_and_a_standard_one_three_at_most(browser, tmp_path, example, length, n_pages):
    """Printed on A4, also with what moved."""
    folder = Path(__file__).parents[2] / "examples" / example
    with Workspace.create(tmp_path / "w", folder / "dossier.yaml") as workspace:
        workspace.add([folder])
        state = workspace.at()
        newest = max(entry.dated.latest for entry in state.view.entries if entry.dated)
        file = tmp_path / "brief.html"
        file.write_text(to_html(state.brief(length, newest.replace(day=1))), "utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    printed = PdfDocument(page.pdf(prefer_css_page_size=True))
    page.close()
    assert len(printed) <= n_pages
