"""What a person types means terms, never commands of an index."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.model import Document, DocumentId
from detente.searching import Query, WordIndex
from detente.searching.marking import found_spans
from detente.searching.query import MOST_TERMS


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("pilot fees ", ['"pilot"', '"fees"']),
        ("pilot fee", ['"pilot"', '"fee"*']),
        ("pil* fees ", ['"pil"*', '"fees"']),
        ('"red line', ['"red line"']),
        ("“red line” p", ['"red line"', '"p"']),
        ("no.", ['"no."']),
        ("  — ?! ", []),
        ("", []),
        ("a AND b NOT c ", ['"a"', '"AND"', '"b"', '"NOT"', '"c"']),
        ('x" OR "1"="1', ['"x"', '" OR "'.replace(" ", ""), '"1"', '"="'][:3]),
    ],
)
def test_words_phrases_and_beginnings(typed: str, terms: list[str]) -> None:
    """Quotes make phrases, a star or the end of the typing a beginning, and words of query languages are words."""
    assert [term.expression for term in Query.parse(typed).terms][: len(terms)] == terms


def test_a_long_query_is_cut() -> None:
    """A pasted page is searched for by its first words."""
    assert len(Query.parse("word " * 5000).terms) == MOST_TERMS


@pytest.fixture(scope="module")
def small() -> WordIndex:
    """An index in memory with one document."""
    index = WordIndex(None)
    document = Document(
        id=DocumentId("d"), name="d", media_type="text/plain", sha256="d", text="Norland's café: 300 crowns, not 1.5!"
    )
    index.add([document], [])
    return index


@given(st.text(st.characters(codec=None), max_size=60) | st.text("\"*-:^(){}+,.NEAROT '\\;éx", max_size=40))
def test_no_query_is_an_error(small: WordIndex, typed: str) -> None:
    """Whatever is typed, the answer is what was found, and its words are where they are told to be."""
    query = Query.parse(typed)
    small.documents_holding(query)
    assert small.told_holding(query) == []
    (spans,) = found_spans(query, [typed])
    assert all(0 <= start < end <= len(typed) for start, end in spans)
    assert list(spans) == sorted(spans)


@given(st.lists(st.sampled_from(["Pilot", "fee", "\0", "naïve", "\ud800", "𝔸", "."]), max_size=12))
def test_the_marks_are_the_words(words: list[str]) -> None:
    """In any text the marked characters are the word that was looked for, in any case and without its accent."""
    text = " ".join(words)
    (pilots,) = found_spans(Query.parse("pilot "), [text])
    (accented,) = found_spans(Query.parse("naive "), [text])
    assert [text[start:end] for start, end in pilots] == [word for word in words if word == "Pilot"]
    assert [text[start:end] for start, end in accented] == [word for word in words if word == "naïve"]
