"""Searching from the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from detente.searching import INDEX_FILE


@pytest.fixture
def filled(run, made: Path, inbox: Path) -> Path:
    """A workspace with the two dispatches."""
    assert run("add", inbox, "--workspace", made).exit_code == 0
    return made


def found(run, folder: Path, *words: str) -> list[dict]:
    """The documents found, as JSON lines."""
    result = run("search", *words, "--workspace", folder, "--format", "jsonl")
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_words_are_found_with_their_characters(run, filled, inbox) -> None:
    """A line a document: statements in their one form, sentences cut out of the very file."""
    (each,) = found(run, filled, "pilot", "strait ")
    text = (inbox / "1-note.md").read_text(encoding="utf-8")
    assert each["document"]["name"] == "1-note"
    pieces = [(one["statement"]["start"], one["quote"]) for one in each["statements"]]
    pieces += [(one["start"], one["words"]) for one in each["passages"]]
    assert pieces
    for start, piece in pieces:
        assert text[start:].startswith(piece["text"])
    assert {piece["text"][a:b].lower() for _, piece in pieces for a, b in piece["marks"]} <= {
        "pilot",
        "strait",
        "pilots",
    }


def test_filters_narrow(run, filled) -> None:
    """By party, issue, act, firmness, publisher and day."""
    assert len(found(run, filled, "Brandt")) == 2
    assert [each["document"]["name"] for each in found(run, filled, "Brandt", "--source", "the sound")] == ["2-offer"]
    assert [each["document"]["name"] for each in found(run, filled, "Brandt", "--to", "2031-03-31")] == ["1-note"]
    by_party = found(run, filled, "pilot", "--party", "norland")
    assert {one["statement"]["party"] for each in by_party for one in each["statements"]} == {"norland"}
    assert found(run, filled, "pilot", "--act", "threaten") == []
    assert len(found(run, filled, "Brandt", "--limit", "1")) == 1


def test_a_past_moment_is_searched(run, filled) -> None:
    """What was published later is not found as of an earlier day; before the first event there is nothing."""
    assert [each["document"]["name"] for each in found(run, filled, "Brandt", "--as-of", "2031-03-15")] == ["1-note"]
    assert run("search", "x", "--workspace", filled, "--known-at", "2001-01-01").exit_code == 1


@pytest.mark.parametrize("columns", ["30", "80", "120"])
def test_the_table_fits_the_terminal(run, filled, columns: str) -> None:
    """No line is wider, and every document and statement is named."""
    result = run("search", "pilot", "--workspace", filled, COLUMNS=columns)
    assert result.exit_code == 0
    assert max(cell_len(line) for line in result.stdout.splitlines()) <= int(columns)
    assert "Pilots" in result.stdout
    told = " ".join(result.stdout.split())
    assert "looked for pilot…" in told
    assert "…." not in told


def test_a_statement_found_tells_its_option_and_its_condition(run, talks) -> None:
    """An acceptance on a condition is not shown as one without."""
    shown = " ".join(run("search", "guarantees", "--workspace", talks, COLUMNS="200").stdout.split())
    assert "◐ accepts" in shown
    assert re.search(r"◐ accepts [^“◐]*if “", shown)


@pytest.mark.parametrize("words", ['"', "NEAR(", "AND", "-", "a*b", "title:x"])
def test_no_words_are_an_error(run, filled, words: str) -> None:
    """They find something or nothing."""
    result = run("search", "--workspace", filled, "--", words)
    assert result.exit_code == 0, result.stderr


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        (("--party", "x"), 1),
        (("--act", "x"), 2),
        (("--firmness", "x"), 2),
        (("--from", "today"), 2),
        (("--limit", "0"), 2),
    ],
)
def test_a_wrong_filter_is_told(run, filled, wrong: tuple[str, str], status: int) -> None:
    """Our error in one line, or wrong usage."""
    assert run("search", "pilot", "--workspace", filled, *wrong).exit_code == status


def test_the_index_may_be_deleted(run, filled) -> None:
    """The next search makes it again and finds the same."""
    before = found(run, filled, "pilot")
    (filled / INDEX_FILE).unlink()
    assert found(run, filled, "pilot") == before
    assert (filled / INDEX_FILE).exists()


def test_without_a_place_for_the_index_the_search_goes_on(run, filled) -> None:
    """It says where it lies instead."""
    (filled / INDEX_FILE).unlink(missing_ok=True)
    (filled / INDEX_FILE).mkdir()
    result = run("search", "pilot", "--workspace", filled)
    assert result.exit_code == 0
    assert "made in memory" in result.stderr
    assert "Pilots" in result.stdout
