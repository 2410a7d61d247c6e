"""Assumptions, hypotheses and watch questions in a terminal and for machines."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
import typer
from rich.cells import cell_len
from rich.console import Console
from typer.testing import CliRunner, Result

from detente.analysis.watch import watch
from detente.cli import planning
from detente.cli.program import Program
from detente.cli.watch_tables import watch_page
from detente.model import Act, Watch
from tests.analysis.conftest import entry_of

COMMANDS = ("assumptions", "hypotheses", "watch")
Show = Callable[..., Result]


@pytest.fixture
def show() -> Show:
    """Runs one of the three commands in this process."""
    app = typer.Typer(cls=Program, pretty_exceptions_enable=False)
    for command in COMMANDS:
        app.command()(getattr(planning, command))

    def run_command(*words: object, **env: str) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words], env=env)

    return run_command


def _json(show: Show, command: str, workspace: Path, *words: str) -> list[dict[str, object]]:
    result = show(command, "--workspace", workspace, "--format", "json", *words)
    assert result.exit_code == 0, result.output
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize("columns", ["30", "60", "80", "100", "160"])
@pytest.mark.parametrize("command", COMMANDS)
def test_no_line_is_wider_than_the_terminal(show, talks, command, columns):
    """Whatever the width, every line fits."""
    result = show(command, "--workspace", talks, COLUMNS=columns)
    assert result.exit_code == 0, result.output
    assert max(cell_len(line) for line in result.stdout.splitlines()) <= int(columns)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_dossier_that_asks_nothing_is_told_where_to_ask(show, made, command):
    """One plain sentence names the dossier's key, and machines get an empty list."""
    result = show(command, "--workspace", made)
    assert result.exit_code == 0, result.output
    assert len(result.stdout.splitlines()) == 2
    assert _json(show, command, made) == []


def test_the_bundled_assumptions_come_with_the_most_inconsistent_first(show, talks):
    """Each with its verdict, the words for and against, and what would change it."""
    found = _json(show, "assumptions", talks)
    scores = [case["inconsistency"] for case in found]
    assert scores == sorted(scores, reverse=True)
    assert {case["verdict"] for case in found} >= {"broken", "holds"}
    [bid] = [case for case in found if case["id"] == "no_nato_veto"]
    assert (bid["verdict"], bid["inconsistency"]) == ("holds", 0)
    shown = " ".join(show("assumptions", "--workspace", talks).stdout.split())
    assert "Would be broken if this is seen: Kyiv accepts other assurances in place of membership." in shown
    assert "are matched by party, issue and act, and by" in shown


def test_the_bundled_question_tells_what_sets_its_hypotheses_apart(show, talks):
    """Warm words fit both and come last; the refusals tell them apart and come first."""
    [matrix] = _json(show, "hypotheses", talks)
    assert matrix["least_inconsistent"] == ["tactical_pause"]
    rows = matrix["rows"]
    assert (rows[0]["act"], rows[0]["diagnosticity"]) == ("reject", 1)
    assert (rows[-1]["act"], rows[-1]["diagnosticity"]) == ("assess", 0)
    shown = show("hypotheses", "--workspace", talks).stdout
    assert "rank 1" in shown
    assert "inconsistent" in shown


def test_the_bundled_watch_questions_are_answered_open_and_lapsed(show, talks):
    """What is answered stays listed with its words; on an earlier day it was not known yet."""
    states = {state["id"]: state for state in _json(show, "watch", talks)}
    assert (states["paris_on_troops"]["status"], states["amendments"]["status"]) == ("answered", "lapsed")
    assert states["russia_on_troops"]["status"] == "open"
    assert "send troops" in str(states["paris_on_troops"]["first"])
    early = {state["id"]: state for state in _json(show, "watch", talks, "--as-of", "2025-12-31")}
    assert early["paris_on_troops"]["status"] == early["amendments"]["status"] == "open"
    shown = " ".join(show("watch", "--workspace", talks).stdout.split())
    assert "answered" in shown
    assert "days left" in shown


def test_a_denied_answer_names_its_denial(dossier):
    """Beside the doubt, so that both can be looked up."""
    claim = entry_of("s1", "2031-03-10", "accept", via=("CNN",))
    denial = entry_of("s2", "2031-03-10", "deny")
    asked = replace(dossier, watch=(Watch(id="free", text="Does it?", act=Act.ACCEPT),))
    printed = Console(width=200, file=StringIO())
    printed.print(*watch_page(watch([claim, denial], [], asked), asked))
    assert "s1; possibly: it is denied by s2" in " ".join(printed.file.getvalue().split())
