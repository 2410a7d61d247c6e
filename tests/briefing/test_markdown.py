"""The brief as Markdown."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.briefing import Length, to_markdown
from detente.briefing.markdown_lines import escaped
from detente.briefing.phrases import TITLES


@pytest.mark.parametrize("length", Length)
def test_every_footnote_is_defined_and_used(record, length):
    """The numbers are the brief's own, and none leads nowhere."""
    brief = record.brief(length)
    text = to_markdown(brief)
    defined = re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE)
    used = re.findall(r"\[\^(\d+)\](?!:)", text)
    assert defined == [str(citation.number) for citation in brief.citations]
    assert set(used) == set(defined)


def test_it_has_the_same_parts_and_quotes_as_the_page(whole):
    """Every title, every source's quote and every position."""
    brief = whole.brief(Length.FULL, since=date(2031, 3, 11))
    text = to_markdown(brief)
    assert [f"## {title}" for title in TITLES.values()] == re.findall(r"^## .*", text, re.MULTILINE)
    assert all(f"“{citation.quote}”" in text for citation in brief.citations)
    assert "- **Sudmark** ✗ rejects **Piloted passage** ▮▮▮ red line" in text
    assert "Sudmark (**red line**) rejects **Piloted passage** ‡" in text
    assert "As of 31 March 2031" in text


def test_the_matrix_is_a_table(record):
    """Each row has a cell for each party."""
    rows = [line for line in to_markdown(record.brief()).splitlines() if line.startswith("|")]
    assert {len(re.split(r"(?<!\\)\|", row)) for row in rows} == {5}
    assert len(rows) == 4


def test_a_text_with_marks_is_shown_as_written(record):
    """Pipes, stars and brackets of the record break no table and start no link."""
    dossier = replace(
        record.dossier,
        title="Talks | *now*\n# here",
        issues=tuple(replace(each, name="a | b [c](d)") for each in record.dossier.issues),
    )
    text = to_markdown(replace(record, dossier=dossier).brief())
    assert text.startswith("# Talks \\| \\*now\\* \\# here\n")
    assert "| **a \\| b \\[c\\](d)** |" in text


def test_an_empty_brief_says_so(record):
    """No statement, and still a text."""
    text = to_markdown(replace(record, entries=()).brief())
    assert "No statement is recorded yet." in text
    assert "[^" not in text


@given(st.text())
def test_escaping_keeps_every_word_and_one_line(text):
    """Without its backslashes an escaped text is the text on one line."""
    shown = escaped(text)
    assert "\n" not in shown
    assert re.sub(r"\\([\\`*_{}\[\]<>|#~&$.)+-])", r"\1", shown) == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [("1. first", "1\\. first"), ("2) second", "2\\) second"), ("- dash", "\\- dash"), ("1.5 crowns", "1.5 crowns")],
)
def test_a_text_starts_no_list(text, shown):
    """A leading number or dash stays what it is."""
    assert escaped(text) == shown
