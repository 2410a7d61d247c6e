"""Every command that a document shows is run, in the order of its page."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente.cli import app
from detente.workspace import Workspace

ROOT = Path(__file__).parents[1]
PAGES = [
    page
    for page in (ROOT / "README.md", ROOT / "examples/README.md", *sorted(ROOT.glob("docs/**/*.md")))
    if re.search(r"^(\.venv/bin/)?detente ", page.read_text(encoding="utf-8"), re.MULTILINE)
]
WITHOUT_END = "serve"
ON_A_SERVER = "postgresql://"
Shown = Iterator[list[str]]


def shown(page: Path) -> Shown:
    """The words of each command in a page's blocks that are of no language, without the program's name."""
    blocks = re.findall(r"^```(.*?)\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    for line in (line for language, block in blocks if not language for line in block.splitlines()):
        found = re.match(r"(?:\.venv/bin/)?detente (.*)", line)
        if found:
            yield shlex.split(found[1], comments=True)


@pytest.fixture(scope="session")
def cod(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of the smaller example, to be copied."""
    folder = tmp_path_factory.mktemp("bundled") / "cod"
    with Workspace.create(folder, ROOT / "examples/cod-quota/dossier.yaml") as workspace:
        workspace.add([ROOT / "examples/cod-quota"])
    return folder


@pytest.fixture
def project(bundled_talks: Path, cod: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as the documents take it to be: the examples, what ``make run`` made, and files of the reader's own."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    shutil.copytree(bundled_talks, tmp_path / "out/talks")
    shutil.copytree(cod, tmp_path / "out/cod")
    shutil.copytree(ROOT / "examples/cod-quota", tmp_path / "reports")
    shutil.move(tmp_path / "reports/dossier.yaml", tmp_path / "dossier.yaml")
    written = (ROOT / "docs/methods/dealspace.md").read_text(encoding="utf-8").split("```json\n")[1].split("```")[0]
    (tmp_path / "strait.json").write_text(json.dumps(json.loads(written)), encoding="utf-8")
    sheet = (
        "document,quote,party,issue,act\n2025-03-13-two-refusals,have met with a refusal,russia,foreign_troops,reject\n"
    )
    (tmp_path / "codes.csv").write_text(sheet, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DETENTE_REVIEWER", "ada")
    monkeypatch.setenv("DETENTE_WORKSPACE", "out/talks")
    return tmp_path


def named(command: str, workspace: Path, looked_at: tuple[str, str] | None) -> dict[str, list[str]]:
    """What ``ID``, ``STATEMENT`` and ``NAME`` stand for.

    A contest's for ``resolve``; two of a document for ``merge``; a document's name for ``withdraw`` and ``date``;
    else what rules the position that was looked at last.
    """
    with Workspace.open(workspace) as opened:
        state = opened.at()
        if command == "resolve":
            contest = state.contests()[0]
            return {"ID": [contest.id], "STATEMENT": [contest.sides[0].statements[0]]}
        if command in {"withdraw", "date"}:
            return {"NAME": [next(iter(state.view.imprints.values())).name]}
        if command == "merge":
            document = next(iter(state.view.imprints))
            entries = [entry for entry in state.view.entries if entry.statement.doc == document]
            return {"ID": [entry.id for entry in sorted(entries, key=lambda entry: entry.statement.quote.start)[-2:]]}
        position = state.matrix.cell(*looked_at) if looked_at else None
        return {"ID": [position.ruling if position else state.view.entries[0].id]}


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_shown_does_what_the_page_says(page, project):
    """One after the other, as a reader would; what never ends or needs a server is left out."""
    looked_at, last = None, {}
    for words in shown(page):
        command = words[0]
        if command == WITHOUT_END or any(ON_A_SERVER in word for word in words):
            continue
        if command == "position":
            looked_at, last = (words[1], words[2]), {}
        asked = words
        if {"ID", "STATEMENT", "NAME"} & set(words):
            workspace = project / dict(pairwise(words)).get("--workspace", "out/talks")
            own = command in {"merge", "resolve", "withdraw", "date"}
            ids = named(command, workspace, looked_at) if own or not last else last
            last = last if own else ids
            left = {name: iter(each) for name, each in ids.items()}
            asked = [next(left[word]) if word in left else word for word in words]
        result = CliRunner().invoke(app, asked, prog_name="detente")
        assert result.exit_code == 0, f"detente {shlex.join(asked)}\n{result.output}"


def test_every_command_is_shown_somewhere():
    """The guides, the quickstart and the methods leave none out."""
    told = {words[0] for page in PAGES for words in shown(page)}
    assert {command.name or command.callback.__name__ for command in app.registered_commands} - told == set()
