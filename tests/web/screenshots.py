"""Pictures of every screen, for the documents and to be looked at.

Each screen at 1280 and 390 pixels, light and dark, goes to ``build/screenshots`` as a whole page, with what is printed
of some as PDF; ``--documents`` (``make screenshots``) renews the pictures of ``docs/images`` too.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from itertools import product
from pathlib import Path

from playwright.sync_api import Page

from detente.workspace import Workspace
from tests.web.browsing import CHROMIUM, chromium, served, watched
from tests.web.deadlocked import deadlocked
from tests.web.tied import tied

ROOT = Path(__file__).parents[2]
EXAMPLE, TUTORIAL = ROOT / "examples" / "talks", ROOT / "examples" / "river"
ALL, SHOWN = ROOT / "build" / "screenshots", ROOT / "docs" / "images"
SCREENS = {
    "matrix": "/", "cell": "/cell/ukraine/territory", "movements": "/movement", "movement": "/movement?issue=territory",
    "overlay": "/movement?issue=territory&parties=ukraine,russia", "lane": "/movement?issue=territory&of=ukraine",
    "contests": "/contests", "drafts": "/drafts", "draft": "/drafts/january_draft", "linkages": "/linkages",
    "deals-talks": "/deals", "deals-talks-doubts": "/deals/uncertainty?draws=50",
    "deals-talks-forecasts": "/deals/forecasts", "coalitions": "/coalitions",
    "pair": "/coalitions/pair?one=Ukraine&other=Russia", "assumptions": "/assumptions",
    "hurdles": "/ratification", "watch": "/watch", "statements": "/statements", "documents": "/documents",
    "intake": "/intake", "search": "/search?q=guarantees", "brief": "/brief", "keys": "/keys",
    "past": "/?as_of=2026-01-20", "nowhere": "/nowhere",
}  # fmt: skip
WITHOUT_A_DEAL = {"deals": "/deals", "deals-doubts": "/deals/uncertainty", "deals-forecasts": "/deals/forecasts"}
EMPTY = {f"empty-{name}": SCREENS[name] for name in ("matrix", "movements", "statements", "documents", "brief")}
OF_THE_TUTORIAL = {"tutorial-matrix": "/", "tutorial-linkages": "/linkages"}
IN_DOCUMENTS = (
    "matrix", "movement", "contests", "reader", "linkages", "deals", "coalitions",
    "tutorial-matrix", "tutorial-reader", "tutorial-linkages",
)  # fmt: skip
PRINTED = ("matrix", "reader", "brief")
MOST_PIXELS = 6000
"""A picture of a longer page ends there."""


def main() -> None:
    """Takes them all: of the bundled talks, of talks without a deal, of many linkages, of an empty workspace."""
    if not CHROMIUM.exists():
        sys.exit("needs Chromium: apt-get install chromium")
    ALL.mkdir(parents=True, exist_ok=True)
    shown = IN_DOCUMENTS if "--documents" in sys.argv[1:] else ()
    with tempfile.TemporaryDirectory() as own:
        folder, empty = Path(own) / "talks", Path(own) / "empty"
        Workspace.create(empty, EXAMPLE / "dossier.yaml").close()
        with Workspace.create(folder, EXAMPLE / "dossier.yaml") as workspace:
            workspace.add([EXAMPLE])
            entry, contest = workspace.statements()[0], workspace.at().contests()[0]
            note = workspace.view().notes[0]
        below = {
            "reader": f"/documents/{entry.statement.doc}?statement={entry.id}",
            "statement": f"/statements/{entry.id}",
            "contest": f"/contests/{contest.id}",
            "note": f"/notes/{note.id}",
        }
        taken = _take(folder, SCREENS | below, shown)
        river = Path(own) / "river"
        with Workspace.create(river, TUTORIAL / "dossier.yaml") as workspace:
            workspace.add([TUTORIAL])
            entry = workspace.statements()[0]
        reader = {"tutorial-reader": f"/documents/{entry.statement.doc}?statement={entry.id}"}
        taken += _take(river, OF_THE_TUTORIAL | reader, shown)
        taken += _take(deadlocked(Path(own)).folder, WITHOUT_A_DEAL, shown)
        many = Path(own) / "tied"
        many.mkdir()
        taken += _take(tied(many), {"linkages-many": "/linkages"}, ())
        taken += _take(empty, EMPTY, ())
    sys.stdout.write(f"{taken} pictures in {ALL.relative_to(ROOT)}\n")


def _take(folder: Path, screens: Mapping[str, str], shown: tuple[str, ...]) -> int:
    """Takes the pictures of one workspace's screens, and gives how many."""
    with served(folder) as address, chromium() as browser:
        for width, scheme in product((1280, 390), ("light", "dark")):
            size = {"width": width, "height": 900}
            with watched(browser, address, viewport=size, color_scheme=scheme) as found:
                for name, path in screens.items():
                    found.page.goto(address + path, wait_until="networkidle")
                    _keep(found.page, ALL / f"{name}-{width}-{scheme}.png")
                    if (width, scheme) == (1280, "light"):
                        if name in shown:
                            found.page.screenshot(path=SHOWN / f"{name}.png")
                        if name in PRINTED:
                            found.page.pdf(path=ALL / f"{name}.pdf", prefer_css_page_size=True)
    return 4 * len(screens)


def _keep(page: Page, file: Path) -> None:
    width, height = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    page.screenshot(
        path=file, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": min(height, MOST_PIXELS)}
    )


if __name__ == "__main__":
    main()
