"""The matrix in a terminal and for machines."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from detente.analysis import Matrix
from detente.cli.calling import command, program
from detente.cli.matrix_tables import Layout, _quoted
from detente.cli.styles import GAP
from detente.model import Act, Firmness, Issue, IssueId, Party, PartyId, PartyKind

WIDTHS = ["30", "40", "80", "100", "140", "220"]


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("command", ["matrix", "statements", "deals", "verify"])
def test_no_line_is_wider_than_the_terminal(run, talks, command, columns):
    """Whatever the width, every line fits."""
    result = run(command, "--workspace", talks, COLUMNS=columns)
    assert result.exit_code == 0
    assert max(cell_len(line) for line in result.stdout.splitlines()) <= int(columns)


@pytest.mark.parametrize("columns", WIDTHS[1:])
def test_no_party_and_no_issue_is_left_out(run, talks, columns):
    """Each party heads one column or is named as silent; each issue has a row or is named as untouched."""
    shown = run("matrix", "--workspace", talks, COLUMNS=columns).stdout
    told = json.loads(run("matrix", "--workspace", talks, "--format", "json").stdout)
    for named in (*told["parties"], *told["issues"]):
        assert all(word in shown for word in named["name"].split())


def test_wide_terminals_get_one_table_and_narrow_ones_several(run, talks):
    """Parties that do not fit stand in further tables below, each with the issues of its own parties."""
    wide = run("matrix", "--workspace", talks, COLUMNS="220").stdout
    narrow = run("matrix", "--workspace", talks, COLUMNS="80").stdout
    assert "Each table leaves out the issues" not in wide
    assert "Each table leaves out the issues" in narrow
    assert len(narrow.splitlines()) > len(wide.splitlines())


def test_a_cell_tells_stance_firmness_number_and_since_when(run, workspace):
    """A cell shows glyph and verb, bar, number of statements and the first date; a legend explains them."""
    shown = run("matrix", "--workspace", workspace).stdout
    assert "▲ demands ▮▮▯" in shown
    assert "300 crowns" in shown
    assert "×1 since 2031-03-10" in shown
    assert "▮▮▮ red line   ▮▮▯ firm   ▮▯▯ flexible   ▯▯▯ unclear   ×3 three statements" in shown
    signs = ("≠ a newer word says otherwise: hearsay", "≠? a newer word", "~ told by unnamed or doubted sources alone")
    for sign in signs:
        assert sign in shown
    assert "No statement by: Maritime League." in shown


def test_a_contested_cell_is_marked(run, made, tmp_path):
    """A position that another statement denies carries the mark."""
    note = tmp_path / "note.txt"
    note.write_text(
        "Sudmark accepts a transit fee of 300 crowns. Sudmark denied that it accepts a transit fee of 300 crowns.\n"
    )
    assert run("add", note, "--workspace", made).exit_code == 0
    told = json.loads(run("matrix", "--workspace", made, "--format", "json").stdout)
    assert any(position["is_contested"] for position in told["positions"])
    assert "×2 ‡" in run("matrix", "--workspace", made).stdout


def test_before_the_first_statement_a_later_day_is_asked_for(run, workspace):
    """Not another document: there are statements, only none by then."""
    shown = run("matrix", "--workspace", workspace, "--as-of", "1990-01-01").stdout
    assert "No statement takes a position by then. Choose a later day." in shown
    assert "add PATH" not in shown


def test_each_unsure_cell_is_marked(run, talks):
    """What rests on one statement, coded rather wrong than right, carries the mark; the legend explains it."""
    told = json.loads(run("matrix", "--workspace", talks, "--format", "json").stdout)["positions"]
    n_unsure = sum(each["confidence"] < 0.5 and len(each["run"]) == 1 for each in told)
    shown = run("matrix", "--workspace", talks, COLUMNS="220").stdout
    assert 0 < n_unsure < len(told)
    assert shown.count("(?)") == n_unsure + 1
    assert "(?) stands on one statement alone, coded rather wrong than right" in shown


def test_a_day_in_the_past_shows_only_what_was_said_by_then(run, workspace):
    """--as-of leaves out later statements and is told in the head of the table."""
    shown = run("matrix", "--workspace", workspace, "--as-of", "2031-03-15").stdout
    assert "300 crowns" not in shown
    assert "as of 2031-03-15" in shown


@pytest.mark.parametrize("moment", ["2999-01-01", "2999-01-01T10:00", "2999-01-01T10:00+02:00"])
def test_a_moment_of_the_ledger_may_be_a_day_or_a_time(run, workspace, moment):
    """--known-at takes a day as a whole, a time in UTC, or a time with its zone."""
    result = run("matrix", "--workspace", workspace, "--known-at", moment)
    assert result.exit_code == 0
    assert "300 crowns" in result.stdout


def test_before_anything_was_recorded_there_is_nothing_to_show(run, workspace):
    """--known-at before the first record is an error that says so."""
    result = run("matrix", "--workspace", workspace, "--known-at", "2001-01-01")
    assert result.exit_code == 1
    assert "nothing had been recorded" in result.stderr


def test_an_empty_ledger_says_what_comes_next(run, made):
    """A matrix without positions names the command that fills it."""
    result = run("matrix", "--workspace", made)
    assert result.exit_code == 0
    assert f"detente add --workspace {made} PATH..." in result.stdout.replace("\\\n", "")


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell")
@pytest.mark.parametrize("columns", ["40", "100"])
@pytest.mark.parametrize("times", [(), ("--as-of", "2031-03-15"), ("--known-at", "2999-01-01")])
def test_the_command_below_the_matrix_can_be_copied(script, workspace, columns, times):
    """The last lines, pasted into a shell, list what a cell rests on: same program, workspace and times."""
    env = os.environ | {"COLUMNS": columns}
    shown = script("matrix", "--workspace", workspace, *times, env=env).stdout
    line = shown.partition("What a cell rests on:\n")[2]
    assert max(map(len, line.splitlines())) <= int(columns)
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "pilot" in done.stdout


def test_the_program_is_named_as_it_was_called(monkeypatch, tmp_path):
    """By its name where the shell finds it by that, or else by the shortest path from here."""
    file = tmp_path / "bin" / "detente"
    file.parent.mkdir()
    file.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "argv", [str(file)])
    assert program() == str(file)
    monkeypatch.setenv("PATH", str(file.parent))
    assert program() == "detente"
    monkeypatch.setenv("PATH", "")
    monkeypatch.chdir(tmp_path)
    assert program() == "bin/detente"
    monkeypatch.chdir(file.parent)
    assert program() == "./detente"
    monkeypatch.setattr(sys, "argv", ["/usr/lib/pytest/__main__.py"])
    assert command("matrix", workspace=tmp_path / "two words") == (
        f"detente matrix --workspace '{tmp_path / 'two words'}'"
    )


def test_a_cell_that_would_only_say_a_stance_quotes_its_statement(run, made, tmp_path):
    """Without option, number and condition, the ruling statement's words stand in the cell, in two lines at most."""
    long = "who sail there by night and by day and in every season of a very long year"
    note = tmp_path / "2031-03-10-note.txt"
    note.write_text(f"Norland rejects the passage of yachts {long}.\n")
    assert run("add", note, "--workspace", made).exit_code == 0
    (position,) = json.loads(run("matrix", "--workspace", made, "--format", "json").stdout)["positions"]
    assert (position["option"], position["value"], position["condition"]) == (None, None, None)
    shown = run("matrix", "--workspace", made, COLUMNS="60").stdout
    lines = [line[line.index(part) :] for line in shown.splitlines() for part in ("“", "…”") if part in line]
    assert "“Norland rejects" in shown
    assert "…”" in shown
    assert len(lines) == 2
    assert "very long year" not in shown


@pytest.mark.parametrize("text", ["word " * 50, "谈判" * 60, "x" * 200])
@pytest.mark.parametrize("columns", [8, 17, 30])
def test_a_quote_in_a_cell_takes_two_lines_at_most(text, columns):
    """Whatever letters it has, a cut quote fits the cell."""
    cut = _quoted(text, columns).plain.splitlines()
    assert len(cut) <= 2
    assert max(map(cell_len, cut)) <= columns


def test_the_matrix_for_machines_is_complete(run, talks):
    """Every position comes with all it says, also what the table leaves out."""
    told = json.loads(run("matrix", "--workspace", talks, "--format", "json").stdout)
    statements = json.loads(run("statements", "--workspace", talks, "--format", "json").stdout)
    ids = {statement["id"] for statement in statements}
    assert sum(position["n_statements"] for position in told["positions"]) == len(ids)
    for position in told["positions"]:
        assert {"party", "issue", "stance", "firmness", "option", "value", "condition", "n_statements", "n_origins",
                "is_contested", "contested_by", "outranked", "outranked_by", "is_hearsay", "since", "last_confirmed",
                "ruling", "statements", "why", "undated_red_lines", "run", "asks_beside", "beside", "options", "lapsed",
                "office", "directness", "grade", "confidence"} == set(position)  # fmt: skip
        assert ids.issuperset([position["ruling"], *position["statements"]])
        assert Act(position["stance"])
        assert Firmness(position["firmness"])


def test_a_terminal_without_utf8_gets_plain_marks(script, talks):
    """Where the encoding lacks our characters, the table is made of plain ones."""
    env = os.environ | {"PYTHONIOENCODING": "ascii"}
    result = script("matrix", "--workspace", talks, env=env)
    assert result.returncode == 0
    assert result.stdout.isascii()
    assert "^ demands ##-" in result.stdout
    assert "?" not in result.stdout.replace("? accepts if", "").replace("(?)", "").replace("!=?", "")


@given(n_parties=st.integers(1, 30), longest=st.integers(1, 60), columns=st.integers(20, 300))
def test_every_layout_fits_and_keeps_every_party(n_parties: int, longest: int, columns: int):
    """Columns and gaps never exceed the width, and each party stands in just one table, in order."""
    parties = tuple(
        Party(id=PartyId(str(number)), name=f"Party {number}", kind=PartyKind.STATE) for number in range(n_parties)
    )
    issue = Issue(id=IssueId("i"), name="n" * longest)
    speaking = {(party.id, issue.id): None for party in parties}
    matrix = Matrix(title="t", parties=parties, issues=(issue,), positions=speaking)
    layout = Layout.of(matrix, columns)
    assert sum(layout.groups, ()) == parties
    assert max(len(group) for group in layout.groups) * (layout.cell + GAP) + layout.name <= columns
    assert layout.cell > 0
