"""What reaches the terminal, whatever a document says."""

from __future__ import annotations

import io
import json
import os
import re
import sys
import typing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.briefing import Length
from detente.cli import options
from detente.cli.deciding import parse_changes
from detente.cli.output import clean, show, width, write_text
from detente.cli.styles import row_of, short_date
from detente.errors import DetenteError
from detente.model import Act, Decision, Edtf, Verdict


@given(text=st.text())
def test_no_text_can_command_a_terminal(text: str):
    """After cleaning, only printable characters and single spaces are left."""
    cleaned = clean(text)
    assert all(ord(char) >= 32 and not 0x7F <= ord(char) < 0xA0 for char in cleaned)
    assert not set(cleaned) & set("\u202e\u2066\u200f")
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(("columns", "used"), [("80", 80), ("3", 20), ("", 100), ("many", 100)])
def test_the_width_is_what_columns_says(monkeypatch, columns, used):
    """COLUMNS counts where it is a number; without a terminal it is 100."""
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr(sys, "__stdout__", io.StringIO())
    assert width() == used


def test_wide_letters_do_not_break_the_width(monkeypatch, capsys):
    """A text in letters of double width is wrapped by what it takes on the screen."""
    monkeypatch.setenv("COLUMNS", "40")
    show(row_of(["谈判" * 30, "x"]))
    lines = capsys.readouterr().out.split()
    assert "".join(lines) == "谈判" * 30 + "x"
    assert all(len(line) <= 20 for line in lines)


def test_items_are_not_broken(monkeypatch):
    """A row of marks is wrapped between its items."""
    monkeypatch.setenv("COLUMNS", "24")
    assert row_of(["▮▮▮ red line", "▮▮▯ firm", "‡ contested"]).plain == "▮▮▮ red line   ▮▮▯ firm\n‡ contested"


@pytest.mark.parametrize(
    ("dated", "shown"),
    [
        ("2031", "2031"),
        ("2031-03", "2031-03"),
        ("2031-03-06~", "2031-03-06~"),
        ("2031-01-01/2031-01-10", "2031-01-01/10"),
        ("2031-01-28/2031-02-03", "2031-01-28/02-03"),
        ("2030-12-30/2031-01-03", "2030-12-30/2031-01-03"),
        ("2031-01/2031-03", "2031-01/03"),
    ],
)
def test_dates_keep_their_precision(dated, shown):
    """A month stays a month; the end of an interval leaves out what it shares with the beginning."""
    assert short_date(Edtf(dated)) == shown


def test_the_words_of_the_options_are_the_words_of_the_records():
    """The command line offers just the acts, decisions, lengths and verdicts that there are."""
    assert typing.get_args(options.ActWord) == tuple(Act)
    assert set(typing.get_args(options.DecisionWord)) == set(Decision) - {Decision.SPLIT, Decision.MERGE}
    assert typing.get_args(options.LengthWord) == tuple(Length)
    assert typing.get_args(options.VerdictWord) == tuple(Verdict)


@given(value=st.recursive(st.none() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_a_json_value_of_a_change_is_kept(value: object):
    """What is written as a JSON object, list or null is taken as such."""
    if not isinstance(value, str):
        assert parse_changes([f"field={json.dumps(value)}"]) == {"field": value}


def test_a_failing_disk_leaves_the_old_file(tmp_path, monkeypatch):
    """A file is replaced by the whole new text, or stays as it was with nothing left beside it."""
    file = tmp_path / "brief.md"
    write_text("old", file)
    file.chmod(0o640)

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as failing:
        failing.setattr(os, "fsync", fail)
        with pytest.raises(DetenteError, match="cannot be written: No space left on device"):
            write_text("new", file)
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]
    write_text("new", file)
    assert file.read_text() == "new"
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_link_is_written_through(tmp_path):
    """Where the output is a link, its target gets the text and the link stays."""
    (tmp_path / "real.md").touch()
    link = tmp_path / "brief.md"
    link.symlink_to("real.md")
    write_text("new", link)
    assert link.is_symlink()
    assert (tmp_path / "real.md").read_text() == "new"


def test_one_of_a_thing_is_told_in_the_singular(run, made, tmp_path):
    """No table of a ledger with one document and one statement counts "1 statements" or "1 documents"."""
    (tmp_path / "2031-03-06-wire.txt").write_text("Norland insists on a fee.", encoding="utf-8")
    told = run("add", tmp_path / "2031-03-06-wire.txt", "-w", made).stdout
    assert "1 new statement." in told
    for command in ("matrix", "sources", "verify", "movement", "contests", "linkages", "gaps", "watch", "network"):
        told += run(command, "-w", made).stdout
    things = "statement|document|origin|position|tie|event|claim|issue"
    assert re.findall(rf"(?<![\d.,-])\b1\s+(?:\w+\s+)?(?:{things})s\b", told) == []
