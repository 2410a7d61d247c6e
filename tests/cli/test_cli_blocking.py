"""Red lines, contests and linkages in a terminal and for machines."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
import typer
from rich.cells import cell_len
from typer.testing import CliRunner, Result

from detente.cli import blocking
from detente.cli.program import Program
from detente.workspace import Workspace

COMMANDS = ("redlines", "contests", "linkages")
Show = Callable[..., Result]


@pytest.fixture
def show() -> Show:
    """Runs one of the three commands in this process."""
    app = typer.Typer(cls=Program, pretty_exceptions_enable=False)
    for command in COMMANDS:
        app.command()(getattr(blocking, command))

    def run_command(*words: object, **env: str) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words], env=env)

    return run_command


@pytest.fixture(scope="session")
def cod(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    """A workspace with the invented negotiation that is bundled, for looking only."""
    from detente.cli import app  # noqa: PLC0415 - as the fixture of the other bundled workspace

    folder = tmp_path_factory.mktemp("bundled") / "cod"
    source = examples / "cod-quota"
    for words in (["init", folder, "--dossier", source / "dossier.yaml"], ["add", source, "--workspace", folder]):
        assert CliRunner().invoke(app, [str(word) for word in words]).exit_code == 0
    return folder


@pytest.fixture
def copied(talks: Path, tmp_path: Path) -> Path:
    """A copy of the bundled workspace, to change."""
    return copytree(talks, tmp_path / "talks")


def _json(show: Show, command: str, workspace: Path, *words: str) -> object:
    result = show(command, "--workspace", workspace, "--format", "json", *words)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize("columns", ["30", "60", "80", "100", "160"])
@pytest.mark.parametrize("command", COMMANDS)
def test_no_line_is_wider_than_the_terminal(show, talks, cod, command, columns):
    """Whatever the width, every line fits."""
    for workspace in (talks, cod):
        result = show(command, "--workspace", workspace, COLUMNS=columns)
        assert result.exit_code == 0
        assert max(cell_len(line) for line in result.stdout.splitlines()) <= int(columns)


@pytest.mark.parametrize("command", COMMANDS)
def test_where_nothing_was_said_there_is_nothing_to_show(show, made, command):
    """An empty ledger gives one plain sentence, and where to look for what was left out; for machines nothing."""
    result = show(command, "--workspace", made)
    assert result.exit_code == 0
    _, _, *more = result.stdout.splitlines()
    assert more in ([], ["`detente code --explain` shows what was left out of a text."])
    assert _json(show, command, made) in ([], {"links": [], "deadlocks": [], "untied": []})


@pytest.mark.parametrize("command", COMMANDS)
def test_an_earlier_day_knows_nothing_of_the_later_ones(show, talks, command):
    """--as-of leaves out what was said later."""
    early = json.dumps(_json(show, command, talks, "--as-of", "2025-03-01"))
    assert "2026-" not in early
    assert show(command, "--workspace", talks, "--known-at", "2001-01-01").exit_code == 1


def test_the_bundled_refusal_of_a_trade_stands_as_a_red_line(show, talks):
    """Ukraine's refusal to trade its bid is told with its words, its first and last day, and that it stands."""
    lines = _json(show, "redlines", talks)
    [line] = [each for each in lines if (each["party"], each["issue"]) == ("ukraine", "nato_membership")]
    assert (line["stance"], line["holds"], line["first_said"]) == ("reject", "stands", "2025-12-04")
    assert line["last_repeated"] == "2026-01-30"
    assert line["n_statements"] == len(line["statements"]) >= 2
    shown = show("redlines", "--workspace", talks).stdout
    assert "rules that out absolutely" in shown
    assert "first 2025-12-04, last 2026-01-30" in shown


def test_the_bundled_denial_stands_beside_the_report_it_denies(show, talks):
    """A newspaper's report and the White House's denial are one contest, each side with its teller."""
    found = _json(show, "contests", talks)
    [contest] = [
        each for each in found if each["kind"] == "denied" and each["issue"] == "security_guarantees"
    ]  # fmt: skip
    claim, denial = contest["sides"]
    assert (claim["stance"], claim["chains"], claim["is_own_word"]) == ("condition", [["Financial Times"]], False)
    assert (denial["stance"], denial["speaker"], denial["is_own_word"]) == ("deny", "White House", True)
    assert contest["is_certain"]
    assert "told and denied" in show("contests", "--workspace", talks).stdout


def test_the_bundled_numbers_that_a_party_changed_are_no_contest(show, cod):
    """Torvesund's quota fell and rose over the weeks, in its own words; that contradicts nothing, and is movement."""
    numbers = [each for each in _json(show, "contests", cod) if each["matter"] == "numbers"]
    assert all("torvesund" not in each["parties"] for each in numbers)
    with Workspace.open(cod) as workspace:
        moved = workspace.at().movement(date(2031, 3, 10)).moves
    assert "torvesund" in {each.party for each in moved}


def test_the_bundled_link_is_told_with_who_asserts_and_who_denies_it(show, talks):
    """Guarantees only after territory: told of the United States by a newspaper, and denied by it."""
    found = _json(show, "linkages", talks)
    [link] = [
        each
        for each in found["links"]
        if (each["dependent"], each["prerequisite"]) == ("security_guarantees", "territory")
    ]
    [asserted], [denied, *_] = link["asserted_by"], link["denied_by"]
    assert (asserted["party"], asserted["chains"], asserted["is_own_word"]) == ("us", [["Financial Times"]], False)
    assert (denied["party"], denied["is_own_word"]) == ("us", True)
    assert "Security guarantees only" in show("linkages", "--workspace", talks).stdout


def test_a_bundled_circle_is_told_as_a_sentence_of_the_parties_steps(show, cod):
    """The quota waits for the inner zone and the inner zone for the quota, and one of the two is denied."""
    [deadlock] = _json(show, "linkages", cod)["deadlocks"]
    assert [link["dependent"] for link in deadlock["links"]] == ["cod_quota", "zone_access"]
    shown = " ".join(show("linkages", "--workspace", cod).stdout.split())
    assert "Deadlock: Cod quota only after Access to the inner zone (Calvarra, as told by" in shown
    assert "One link is denied by every party that is told to make it." in shown


def test_a_contest_is_settled_and_opened_again(run, copied):
    """The verdict, its reason, source and analyst show with the contest; an open one goes before a settled one."""
    found = json.loads(run("contests", "--workspace", copied, "--format", "json").stdout)
    first = next(one for one in found if len(one["sides"]) > 1)
    id_ = "c" + hashlib.sha256(first["key"].encode()).hexdigest()[:8]
    asked = ("resolve", id_, "--reason", "seen in print", "--source", "the gazette", "--by", "bea")
    settled = run(*asked, "--uphold", first["sides"][0]["statements"][0], "--workspace", copied, COLUMNS="40")
    assert settled.exit_code == 0, settled.stderr
    for told in ("settled: one side holds", "seen in print (the gazette)", "bea", "- holds", "- does not hold"):
        assert told in " ".join(settled.stdout.split())
    *others, last = json.loads(run("contests", "--workspace", copied, "--format", "json").stdout)
    assert (last["key"], last["resolution"]["verdict"]) == (first["key"], "upheld")
    assert all(one["resolution"] is None for one in others)
    assert run("resolve", id_, "--verdict", "reopened", "--reason", "no", "--workspace", copied).exit_code == 0
    again = json.loads(run("contests", "--workspace", copied, "--format", "json").stdout)
    assert [one["key"] for one in again] == [one["key"] for one in found]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("c00000000", "--reason", "x", "--verdict", "parked"), "no contest has the id 'c00000000'"),
        (("c", "--reason", "x", "--verdict", "parked"), "contests begin with 'c'"),
    ],
)
def test_a_contest_that_is_not_there_is_told_in_one_line(run, copied, words, message):
    """With what lists those there are."""
    refused = run("resolve", *words, "--workspace", copied)
    assert refused.exit_code == 1
    assert message in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
