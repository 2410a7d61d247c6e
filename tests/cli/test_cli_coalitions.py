"""``detente coalitions``, for people and for machines."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from rich.cells import cell_len
from typer.testing import CliRunner, Result

from detente.cli import app as detente
from detente.cli import coalitions
from detente.cli.program import Program

Show = Callable[..., Result]


@pytest.fixture
def show(talks: Path) -> Show:
    """Runs the command in this process on the bundled workspace."""
    app = typer.Typer(cls=Program, pretty_exceptions_enable=False)
    app.command()(coalitions.coalitions)
    app.callback()(lambda: None)

    def run_command(*words: str, **env: str) -> Result:
        return CliRunner().invoke(app, ["coalitions", "--workspace", str(talks), "--draws", "20", *words], env=env)

    return run_command


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_tables_fit_the_terminal(show, columns):
    """No line is longer than the terminal is wide."""
    done = show("--changed-since", "2025-12-01", "--shares", COLUMNS=columns)
    assert done.exit_code == 0, done.output
    assert max(cell_len(line) for line in done.stdout.splitlines()) <= int(columns)


def test_every_number_has_its_interval(show):
    """As JSON: value, low and high, and the statements of every camp."""
    told = json.loads(show("--format", "json", "--changed-since", "2025-12-01").stdout)
    for name in ("modularity", "frustration", "polarisation", "n_camps"):
        measure = told["coalitions"][name]
        assert measure["low"] <= measure["high"]
    assert all(camp["statements"] for camp in told["coalitions"]["camps"])
    assert all(each["statements"] for each in told["alignments"])


def test_the_ties_are_those_of_the_network_with_cosines(show, talks):
    """The command that the table names gives the same values."""
    assert "`detente network --normalization cosine` lists them" in " ".join(show().stdout.split())
    ties = json.loads(show("--format", "json").stdout)["coalitions"]["ties"]
    asked = ["network", "--normalization", "cosine", "--workspace", str(talks), "--format", "json"]
    network = json.loads(CliRunner().invoke(detente, asked).stdout)["ties"]
    assert {(tie["one"], tie["other"]): pytest.approx(tie["difference"]["value"]) for tie in ties} == {
        (tie["source"], tie["target"]): tie["value"] for tie in network
    }


def test_shares_are_told_in_plain_words(show):
    """Where they are asked for: so many of so many issues, with statements."""
    assert "on which both take a side, they agree on" in " ".join(show("--shares").stdout.split())
    told = json.loads(show("--shares", "--format", "json").stdout)
    assert told["shares"]
    assert all(share["statements"] and share["low"] <= share["share"] <= share["high"] for share in told["shares"])
    assert json.loads(show("--format", "json").stdout)["shares"] is None


def test_a_variable_that_is_not_there_is_told(show):
    """In one line, with those that are."""
    done = show("--qualifier", "mood")
    assert done.exit_code == 1
    (line,) = done.stderr.splitlines()
    assert "no variable 'mood'; choose from party" in line


def test_before_anything_was_said_there_is_no_camp(show):
    """A day before the first statement."""
    assert "0 camps of 0 statements" in show("--as-of", "1990-01-01").stdout


def test_a_mediator_stands_in_no_camp(tmp_path, examples):
    """The league of the invented fisheries talks takes sides and is none; it is named, with the reason."""
    folder, source = tmp_path / "cod", examples / "cod-quota"
    for asked in (["init", folder, "--dossier", source / "dossier.yaml"], ["add", source, "--workspace", folder]):
        assert CliRunner().invoke(detente, [str(word) for word in asked]).exit_code == 0
    asked = ["coalitions", "--workspace", str(folder), "--draws", "20", "--columns", "issue"]
    told = json.loads(CliRunner().invoke(detente, [*asked, "--format", "json"]).stdout)
    [mediator] = told["mediators"]
    standing = [name for camp in told["coalitions"]["camps"] for name in camp["members"]]
    assert mediator not in (*standing, *told["coalitions"]["untied"])
    shown = " ".join(CliRunner().invoke(detente, asked).stdout.split())
    assert f"In no camp, as a mediator is no side: {mediator}." in shown


def test_what_cannot_be_told_is_told_first(show):
    """As on the page: an interval too wide, camps that cannot be relied on by name, and what would be needed."""
    told = json.loads(show("--format", "json").stdout)["coalitions"]
    shown = " ".join(show().stdout.split())
    assert shown.index("Take care.") < shown.index("Camp A: ")
    assert "actors take a side in" in shown
    assert "What would be needed is about 30 each" in shown
    for place, camp in enumerate(told["camps"]):
        assert f"Camp {'ABCDEFG'[place]}: {camp['stability']:.2f}" in shown
