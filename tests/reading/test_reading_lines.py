from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.lines import Line, paragraphs, words_of

WORDS = frozenset({"long-term", "negotiations", "cease", "fire"})


def line(text: str, row: float, *, left: float = 50, right: float = 550, height: float = 12) -> Line:
    """A full printed line, ``row`` lines of 14 points below the top of the page."""
    broken = text.endswith("~")
    return Line(text.rstrip("~"), left, right, 800 - 14 * row, 800 - 14 * row + height, is_broken=broken)


def column(*texts: str, **box: float) -> list[Line]:
    """Full lines one below the other."""
    return [line(text, row, **box) for row, text in enumerate(texts)]


def test_full_lines_are_one_paragraph():
    """Lines that fill the width go on, whatever they begin with."""
    assert paragraphs(column("The talks in", "Halvard went.", "Brandt left"), WORDS) == [
        "The talks in Halvard went. Brandt left"
    ]


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (line("New", 2.0), "a wide step"),
        (line("New", 1.0, left=65), "an indent behind a sentence's end"),
        (line("New", 1.0, height=16), "another size"),
    ],
)
def test_a_paragraph_ends_before(second, reason):
    """Layout tells where a paragraph begins."""
    lines = [line("Zero one", -1.0), line("It went on.", 0.0), second, line("more", 2.9), line("more", 3.8)]
    assert paragraphs(lines[:3], WORDS)[-1] == "New", reason


def test_a_line_with_room_for_the_next_word_ends_a_paragraph():
    """A short line was ended by intention, unless the next one goes on in lower case."""
    lines = [line("A full line of words", 0), line("Short", 1, right=120), line("Next begins here", 2)]
    assert len(paragraphs(lines, WORDS)) == 2
    lines[2] = line("next goes on here", 2)
    assert len(paragraphs(lines, WORDS)) == 1


def test_a_sentence_goes_on_in_the_next_column():
    """A column's first line belongs to the sentence before it, unless that ended."""
    left = column("The talks", "went", right=250)
    right = column("on in Halvard", "and ended", left=300)
    assert paragraphs([*left, *right], WORDS) == ["The talks went on in Halvard and ended"]
    ended = column("The talks", "went.", right=250)
    assert paragraphs([*ended, *right], WORDS) == ["The talks went.", "on in Halvard and ended"]


def test_double_spaced_lines_are_one_paragraph():
    """The step between paragraphs is told by the column's own usual step."""
    lines = [line("word", row) for row in (0, 2, 4, 6)] + [line("Apart", 9.5), line("word", 11.5)]
    assert paragraphs(lines, WORDS) == ["word word word word", "Apart word"]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("agree~", "ment", "agreement"),
        ("nego~", "tiations", "negotiations"),
        ("long~", "term", "long-term"),
        ("US~", "brokered", "US-brokered"),
        ("Norland~", "Sudmark", "Norland-Sudmark"),
        ("cease~", "fire", "cease-fire"),
        ("20-", "point", "20-point"),
        ("open -", "or closed", "open - or closed"),
    ],
)
def test_a_broken_word_is_joined_as_the_document_writes_it(first, second, joined):
    """The document's own words tell whether the hyphen belongs to the word."""
    assert paragraphs(column(first, second), WORDS) == [joined]


def test_the_words_of_a_document_leave_out_the_broken_ones():
    """Halves of words are no words."""
    assert words_of(["The nego~tiations", "Long-term talks"], "~") == {"the", "long-term", "talks"}


boxes = st.floats(-2000, 2000)
any_line = st.builds(
    Line, st.text("ab.-É1 ", min_size=1).filter(lambda text: text.strip() == text), *[boxes] * 4, st.booleans()
)


@given(st.lists(any_line, max_size=12))
def test_no_letter_is_lost_or_moved(lines):
    """Joining changes spaces and hyphens only."""

    def letters(texts):
        return [char for text in texts for char in text if char not in " -"]

    joined = paragraphs(lines, WORDS)
    assert letters(joined) == letters(line.text for line in lines)
    assert all(text.strip() == text for text in joined)
    assert len(joined) <= len(lines)
    assert joined or not lines
    assert all(first and second for first, second in pairwise(joined))
