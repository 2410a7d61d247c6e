"""Pieces of words: those that the model's own tokenizer gives."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from detente.coding.attribution.pieces import Pieces
from detente.coding.attribution.tagger import FOLDER
from detente.coding.attribution.words import WORD

FILE = FOLDER / "tokenizer.json"
PIECES = Pieces(FILE.read_bytes())
THEIRS = Tokenizer.from_file(str(FILE))
THEIRS.no_padding()
THEIRS.no_truncation()
UNKNOWN = [100]


def is_as_theirs(word: str) -> bool:
    """Whether both cut the word alike; what cannot be seen is unknown, as the reader of words takes it."""
    theirs = THEIRS.encode(word, add_special_tokens=False).ids
    return (PIECES.ids(word) or UNKNOWN) == (theirs or UNKNOWN)


@pytest.mark.parametrize(
    "word",
    [
        "ceasefire", "Straße", "ÉLYSÉE", "naïve", "d’État", "O'Brien’s", "U.S", "北京2026", "İstanbul", "ΟΔΟΣ", "ﬁrm",
        "한국어", "Київ", "ab_cd", "€", "…", "½", "\u0301", "\u200b", "\ufffd", "x" * 100, "ab" * 50, "é" * 100,
    ],
)  # fmt: skip
def test_a_word_is_cut_as_the_tokenizer_cuts_it(word):
    """Accents, ideographs, marks, long words, and what cannot be seen."""
    assert is_as_theirs(word)


@given(st.text(max_size=100).map(WORD.search).filter(bool).map(lambda match: match.group()))
def test_any_word_is_cut_alike(word):
    """Whatever characters stand in it."""
    assert is_as_theirs(word)


@pytest.mark.slow
def test_every_character_is_taken_alike():
    """By itself where it is a word, and inside another."""
    every = (chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
    words = (word for each in every for word in (each, f"a{each}b") if WORD.fullmatch(word))
    assert [word for word in words if not is_as_theirs(word)] == []
