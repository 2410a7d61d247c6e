"""``detente phases`` and ``detente scaling``, for people and for machines."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from rich.cells import cell_len
from typer.testing import CliRunner, Result

from detente.cli import phases
from detente.cli.program import Program

HEAD = "id,doc,date,author,source,section,type,organization,concept,agreement\n"
Show = Callable[..., Result]


@pytest.fixture
def show() -> Show:
    """Runs a command in this process."""
    app = typer.Typer(cls=Program, pretty_exceptions_enable=False)
    app.command()(phases.phases)
    app.command()(phases.scaling)

    def run_command(*words: object, **env: str) -> Result:
        return CliRunner().invoke(app, [*(str(word) for word in words), "--draws", "10"], env=env)

    return run_command


@pytest.fixture
def turned(tmp_path: Path) -> Path:
    """Norland stands with Sudmark for four months, and with Westray for the next four."""
    lines = [HEAD]
    for month in range(1, 9):
        blocs = ("Norland", "Sudmark"), ("Westray", "Ostmark")
        blocs = blocs if month < 5 else (("Norland", "Westray"), ("Sudmark", "Ostmark"))
        for side, members in enumerate(blocs):
            for who in members:
                for concept in range(4):
                    number = len(lines)
                    lines.append(f"{number},{number},2031-{month:02d}-01,,,,,{who},C{concept},{(concept + side) % 2}\n")
    file = tmp_path / "turned.csv"
    file.write_text("".join(lines) + "999,999,2031-08-31,,,,,,,\n")
    return file


def test_a_turn_is_shown_with_what_changed(show, turned):
    """When, in how many draws, and whose tie."""
    done = show("phases", "--input", turned)
    assert done.exit_code == 0, done.output
    assert "2 phases in 8 windows" in done.stdout
    assert "1 to 2, 2031-05-01" in done.stdout
    told = json.loads(show("phases", "--input", turned, "--format", "json").stdout)
    assert [state["phase"] for state in told["states"]] == [1] * 4 + [2] * 4
    assert len(told["distances"]) == 8


def test_actors_are_shown_on_one_line(show, turned):
    """From left to right, each with its interval."""
    done = show("scaling", "--input", turned, "--since", "2031-05-01")
    assert done.exit_code == 0, done.output
    assert "One line tells 100%" in done.stdout
    told = json.loads(show("scaling", "--input", turned, "--since", "2031-05-01", "--format", "json").stdout)
    assert [each["name"] for each in told["places"]] == ["Norland", "Westray", "Ostmark", "Sudmark"]
    assert all(each["place"]["low"] <= each["place"]["value"] <= each["place"]["high"] for each in told["places"])


@pytest.mark.parametrize("columns", ["40", "80", "120"])
@pytest.mark.parametrize("command", ["phases", "scaling"])
def test_tables_fit_the_terminal(show, talks, turned, command, columns):
    """No line is longer than the terminal is wide, of a workspace and of a file."""
    for source in (["--workspace", talks], ["--input", turned]):
        done = show(command, *source, COLUMNS=columns)
        assert done.exit_code == 0, done.output
        assert max(cell_len(line) for line in done.stdout.splitlines()) <= int(columns)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["phases", "--window", "99"], "longer than the range"),
        (["phases", "--qualifier", "mood"], "no variable 'mood'"),
        (["scaling", "--qualifier", "concept"], "yes and no or of whole numbers"),
    ],
)
def test_what_cannot_be_shown_is_told_in_one_line(show, turned, words, told):
    """With what to do."""
    done = show(*words, "--input", turned)
    assert done.exit_code == 1
    (line,) = done.stderr.splitlines()
    assert told in line


def test_before_anything_was_said_there_is_nothing_to_show(show, talks):
    """And no error."""
    assert "no line" in show("scaling", "--workspace", talks, "--as-of", "1990-01-01").stdout
    assert "0 windows" in show("phases", "--workspace", talks, "--as-of", "1990-01-01").stdout


def test_a_last_window_that_is_not_over_is_told(show, turned):
    """It counts as the others do, up to the last day, and the page says that it is shorter."""
    whole = turned.read_text().replace("2031-08-31", "2031-08-20")
    turned.write_text(whole)
    told = show("phases", "--input", turned).stdout
    assert "in 8 windows" in told
    assert "The last window, 1 August 2031 to 20 August 2031, is shorter than the others." in " ".join(told.split())


def test_windows_that_are_all_whole_are_not_remarked_on(show, turned):
    """Nothing is said where none is shorter."""
    assert "shorter" not in show("phases", "--input", turned).stdout
