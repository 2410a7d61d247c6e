"""Deals, briefs and the check of the ledger."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest


@pytest.fixture
def with_red_line(run, workspace):
    """The workspace after an analyst has read a red line of Norland's against free passage."""
    result = run("statements", "--workspace", workspace, "--party", "norland", "--format", "jsonl")
    first = json.loads(result.stdout.splitlines()[0])
    words = ("--set", "act=reject", "--set", "option=free", "--set", "firmness=red_line", "--reason", "as worded")
    assert run("review", first["id"], "correct", *words, "--workspace", workspace).exit_code == 0
    return workspace


def test_deals_tell_what_a_red_line_excludes_and_costs(run, with_red_line):
    """The table names the excluded option, who excludes it, the price, and what is not counted."""
    shown = run("deals", "--workspace", with_red_line).stdout
    assert "The red lines leave 1 of 2 packages of named options." in shown
    assert "Free passage by Norland" in shown
    assert "Norland rejects on Passage: Free passage" in shown
    assert "Conditions that tie one issue to another" in shown


@pytest.mark.parametrize("columns", ["24", "40", "80", "140"])
def test_deals_fit_the_terminal(run, with_red_line, columns):
    """With red lines to show, no line is wider than the terminal either."""
    shown = run("deals", "--workspace", with_red_line, COLUMNS=columns).stdout
    assert max(len(line) for line in shown.splitlines()) <= int(columns)


def test_deals_for_machines_hold_the_whole_record(run, with_red_line):
    """JSON has the counts, every option with who excludes it, the costs and the limits."""
    told = json.loads(run("deals", "--workspace", with_red_line, "--format", "json").stdout)
    assert (told["n_packages"], told["n_possible"]) == (2, 1)
    assert told["issues"][0]["options"][0]["excluded_by"][0]["party"] == "norland"
    assert told["costs"][0]["n_unlocked"] == 1
    assert told["limits"]


def test_without_red_lines_every_package_is_open(run, workspace):
    """No red line, no column of exclusions."""
    shown = run("deals", "--workspace", workspace).stdout
    assert "No red line excludes any of 2 packages of named options." in shown
    assert "Excluded" not in shown


def test_a_brief_is_printed_as_markdown(run, workspace):
    """Without a file, and with -, the brief goes to standard output."""
    printed = run("brief", "--workspace", workspace)
    assert printed.exit_code == 0
    assert printed.stdout.startswith("# ")
    assert "The Grey Strait talks" in printed.stdout
    assert run("brief", "--workspace", workspace, "--output", "-").stdout == printed.stdout
    assert not printed.stderr


@pytest.mark.parametrize(("name", "beginning"), [("brief.md", "# "), ("Brief.HTML", "<!doctype html>")])
def test_a_brief_is_written_in_the_form_of_its_ending(run, workspace, tmp_path, name, beginning):
    """The ending chooses the form, missing folders are made, and we are told where it is."""
    file = tmp_path / "out" / name
    result = run("brief", "--workspace", workspace, "--output", file)
    assert result.exit_code == 0
    assert file.read_text(encoding="utf-8").lstrip().lower().startswith(beginning)
    assert result.stderr.startswith(f"Wrote {file}, ")
    assert not result.stdout


def test_a_brief_may_be_short_or_full(run, talks):
    """--length chooses how much it holds."""
    lengths = [
        len(run("brief", "--workspace", talks, "--length", length).stdout) for length in ("short", "standard", "full")
    ]
    assert lengths == sorted(set(lengths))


def test_a_brief_tells_what_moved_since_a_day(run, talks):
    """Only where a day is asked for; a day after the one looked at is one line."""
    assert "## What moved" not in run("brief", "--workspace", talks).stdout
    assert "## What moved" in run("brief", "--workspace", talks, "--since", "2026-01-20").stdout
    result = run("brief", "--workspace", talks, "--since", "2026-01-20", "--as-of", "2026-01-01")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


def test_a_brief_that_cannot_be_written_is_told(run, workspace, tmp_path):
    """A file where a folder should be is one line."""
    (tmp_path / "file").touch()
    result = run("brief", "--workspace", workspace, "--output", tmp_path / "file" / "brief.md")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_sound_ledger_is_confirmed(run, workspace):
    """`verify` tells what it checked, and that nothing is wrong."""
    result = run("verify", "--workspace", workspace)
    assert result.exit_code == 0
    assert "in 2 documents" in result.stdout
    assert "Everything is as it was recorded." in result.stdout


def test_a_changed_ledger_is_found_out(run, workspace):
    """`verify` names every place that was changed and ends with status 1."""
    with closing(sqlite3.connect(workspace / "ledger.sqlite", isolation_level=None)) as other:
        other.execute("DELETE FROM statement")
    result = run("verify", "--workspace", workspace)
    findings = [line for line in result.stdout.splitlines() if line.startswith("✗ ")]
    assert result.exit_code == 1
    assert findings
    assert f"{len(findings)} findings" in " ".join(result.stdout.split())
    told = json.loads(run("verify", "--workspace", workspace, "--format", "json").stdout)
    assert len(told["findings"]) == len(findings)
