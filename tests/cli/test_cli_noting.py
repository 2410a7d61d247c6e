"""The command that adds a note which the coder missed."""

from __future__ import annotations

import json
import re

import pytest


@pytest.fixture
def note(run, workspace):
    """Notes a meeting in the first dispatch."""

    def noted(*words: str, quote: str = "Norland demanded on Monday"):
        return run("note", "1-note", "round", "--quote", quote, *words, "--workspace", workspace)

    return noted


def test_a_note_is_added_and_shown(note, run, workspace):
    """With its id, in the list of meetings, in the log, and taken out by a review."""
    added = note("--set", "participants=norland,sudmark", "--set", "place=Halvik", "--by", "grace")
    assert added.exit_code == 0, added.output
    (id_,) = re.findall(r"n[0-9a-f]{12}", added.stderr)
    (met,) = json.loads(run("rounds", "--workspace", workspace, "--format", "json").stdout)
    assert id_ in met["notes"]
    logged = " ".join(run("log", "--workspace", workspace).stdout.split())
    assert "was noted by hand for drafts, meetings and hurdles" in logged
    assert "analyst/grace" in logged
    assert run("review", id_, "reject", "--reason", "no", "--workspace", workspace).exit_code == 0
    assert json.loads(run("rounds", "--workspace", workspace, "--format", "json").stdout) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "a note of kind round needs its participants"),
        (("--set", "participants=leek"), "the dossier has no party 'leek'"),
        (("--set", "participants=norland", "--start", "1"), "these words do not begin at character 1"),
    ],
)
def test_what_cannot_be_noted_is_one_line(note, words, told):
    """On standard error, with exit status 1."""
    refused = note(*words)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith(f"detente: {told}")
    assert refused.stderr.count("\n") == 1
