"""Marking cuts a text into segments."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.model import StatementId
from detente.web.marking import Mark, passages, segments
from detente.web.shapes import lines_of


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark], int]:
    """A text, marks on it that may overlap, and a place to begin that lies before them."""
    text = draw(st.text(min_size=1, max_size=60))
    ends = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(ends, ends).map(sorted).filter(lambda pair: pair[0] < pair[1]), max_size=8))
    marks = [Mark(StatementId(f"s{number}"), *pair) for number, pair in enumerate(pairs)]
    start = draw(st.integers(0, min([len(text), *(mark.start for mark in marks)])))
    return text, marks, start


@given(marked_texts())
def test_segments_join_to_the_text(case: tuple[str, list[Mark], int]) -> None:
    """Marking changes no character of a stored text."""
    text, marks, start = case
    assert "".join(segment.text for segment in segments(text, marks, start)) == text[start:]


@given(marked_texts())
def test_every_quote_is_covered_by_its_own_characters(case: tuple[str, list[Mark], int]) -> None:
    """The segments of a statement join to its quote, and it begins once, at the first of them."""
    text, marks, start = case
    cut = list(segments(text, marks, start))
    for mark in marks:
        own = [segment for segment in cut if mark.statement in segment.covered_by]
        assert "".join(segment.text for segment in own) == text[mark.start : mark.end]
        assert [segment for segment in cut if mark.statement in segment.begun] == own[:1]


@given(marked_texts(), st.integers(0, 60), st.text("#*_->`1. ab\n", max_size=60))
def test_shaped_passages_join_to_the_text(case: tuple[str, list[Mark], int], start: int, written: str) -> None:
    """Whatever Markdown a text holds, its characters and the quotes in it stay as they are."""
    for text, marks, begin in (case, (written, [], min(start, len(written)))):
        cut = [each for passage in passages(text, marks, begin, lines_of(text)) for each in passage.segments]
        assert "".join(segment.text for segment in cut) == text[begin:]
        for mark in marks:
            own = "".join(segment.text for segment in cut if mark.statement in segment.covered_by)
            assert own == text[mark.start : mark.end]
        assert "".join(text[line.start : line.end] for line in lines_of(text)) == text


def test_the_shortest_quote_comes_first() -> None:
    """Where quotes overlap, a click means the most particular one."""
    marks = [Mark(StatementId("long"), 0, 9), Mark(StatementId("short"), 4, 9)]
    assert [segment.covered_by for segment in segments("No pilots", marks)] == [("long",), ("short", "long")]
