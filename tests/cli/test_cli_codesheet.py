"""The command that takes in a coding sheet, and the sheet that the list of statements writes."""

from __future__ import annotations

import csv
import io
import json

import pytest

HEADER = "document,quote,party,issue,act,firmness\n"
ROW = "1-note,every ship take a pilot,league,passage,assess,firm\n"


@pytest.fixture
def take(run, workspace, tmp_path):
    """Takes in a text as a sheet."""

    def taken(text: str, *words: str):
        file = tmp_path / "codes.csv"
        file.write_text(text, encoding="utf-8")
        return run("codesheet", file, *words, "--workspace", workspace)

    return taken


def test_rows_are_told_and_counted(take, run, workspace):
    """A line for each that says something new, and their sums; the second time all is held."""
    shown = take(HEADER + ROW)
    assert shown.exit_code == 0, shown.output
    assert shown.stdout.splitlines()[-1] == "1 added."
    assert "assess" in run("statements", "--party", "league", "--workspace", workspace).stdout
    assert take(HEADER + ROW).stdout == "1 held already.\n"


def test_a_dry_run_records_nothing(take, run, workspace):
    """It tells so, and the statement is not there."""
    shown = take(HEADER + ROW, "--dry-run")
    assert " ".join(shown.stdout.split()).endswith("1 added. Nothing was recorded: this was a rehearsal.")
    assert run("statements", "--party", "league", "--workspace", workspace).stdout == "0 statements\n"


def test_a_bad_row_is_told_by_its_line(take):
    """The others are taken; the exit status is 1."""
    shown = take(HEADER + ROW.replace("assess", "shout") + ROW)
    told = " ".join(shown.stdout.split())
    assert shown.exit_code == 1
    assert "2 refused act cannot be 'shout'; it is one of demand" in told
    assert told.endswith("1 added, 1 refused.")


def test_what_became_of_the_rows_is_json_too(take):
    """With line, kind, statement, changes and reason."""
    (told,) = json.loads(take(HEADER + ROW, "--format", "json").stdout)
    assert (told["line"], told["kind"], told["changes"], told["reason"]) == (2, "added", {}, "")
    assert told["statement"].startswith("s")


def test_a_file_that_is_no_sheet_is_one_line(take):
    """On standard error, with exit status 1."""
    refused = take("a,b\n1,2\n")
    assert (refused.exit_code, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    assert refused.stderr.startswith("detente: codes.csv has a column 'a'; leave it out, or choose from act,")


def test_the_list_of_statements_is_a_sheet(run, workspace):
    """What it writes as CSV or JSON lines is read from standard input, and held already."""
    for form in ("csv", "jsonl"):
        sheet = run("statements", "--workspace", workspace, "--format", form).stdout
        taken = run("codesheet", "-", "--workspace", workspace, given=sheet)
        assert (taken.exit_code, taken.stdout) == (0, "3 held already.\n"), taken.output


def test_a_sheet_has_a_row_a_statement_with_every_code(run, workspace):
    """Decision and reason are left to the analyst."""
    shown = run("statements", "--workspace", workspace, "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(shown)))
    listed = [json.loads(line) for line in run("statements", "-w", workspace, "--format", "jsonl").stdout.splitlines()]
    assert [(row["id"], row["quote"], row["party"], row["act"]) for row in rows] == [
        (each["id"], each["quote"], each["party"], each["act"]) for each in listed
    ]
    assert {(row["decision"], row["reason"], row["reviews"]) for row in rows} == {("", "", "0")}
    assert {row["value"]: row["unit"] for row in rows if row["value"]} == {"300": "crowns"}
