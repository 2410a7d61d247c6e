"""Turns a text into words as the tagger reads them: characters, tokens, and marks that its tokens do not tell."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.coding.attribution.pieces import Pieces
from detente.model import Span

WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
"""Words, with punctuation marks as words of their own."""
N_MARKS = 31
"""How many marks there are: the gap before a word by quotation by shape, and one for the ends of a window."""
END_MARK = 30
N_PARTIES, NO_PARTY = 16, 0
"""A text's parties are numbered from 1 to the first, then from 1 again; the second is nobody's number."""
N_SHAPES, FIRST_SHAPE_WITHOUT_LETTERS = 5, 3
"""A mark's remainder by the first is the word's shape; from the second on, a shape has a digit or no letter."""
_MOST_TOKENS_OF_A_WORD, _LONGEST_WORD_CHARS = 8, 100
_MOST_REMEMBERED_WORDS = 50_000
_UNKNOWN_ID, MASK_ID = 100, 103
_CAPITAL_FIRST = 1
_GLUED, _SPACED, _NEW_LINE = 0, 10, 20
_QUOTED = N_SHAPES
_SENTENCE_ENDS = frozenset(".!?”")

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Words:
    """A text as words.

    Attributes:
        text: The text.
        spans: Characters of each word.
        marks: Of each word: what stands before it (nothing, a space, a line's end), whether it stands in quotation
            marks, and its shape.
        ids: Token ids of all words, one after the other.
        offsets: Where each word's tokens begin in ``ids``, and after the last word where they end.
        breaks: The words that begin a line.
        stops: The words that begin behind the end of a sentence.
        parties: Of each word, the number of the party it names, or 0.
    """

    text: str
    spans: list[Span]
    marks: Integers
    ids: Integers
    offsets: Integers
    breaks: list[int]
    stops: list[int]
    parties: Integers

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The words that the characters from ``start`` to ``end`` touch: the first, and the one behind the last."""
        first = bisect_left(self.spans, start + 1, key=lambda span: span[1])
        return first, max(first, bisect_left(self.spans, end, key=lambda span: span[0]))

    def without(self, names: Mapping[Span, int]) -> Words:
        """The same words with each name as one word, of the same token for all: neither name nor length tells.

        Args:
            names: The characters of each name, with the number of the party it names; 0 for nobody's.
        """
        begins = np.ones(len(self.spans), bool)
        is_named = np.zeros(len(self.spans), bool)
        parties = self.parties.copy()
        spans = list(self.spans)
        for (start, end), whose in names.items():
            first, stop = self.within(start, end)
            if first < stop:
                is_named[first:stop], begins[first + 1 : stop], parties[first] = True, False, whose
                spans[first] = (spans[first][0], spans[stop - 1][1])
        if not is_named.any():
            return self
        kept = np.flatnonzero(begins)
        lengths = np.where(is_named, 1, np.diff(self.offsets))[kept]
        offsets = np.concatenate([[0], np.cumsum(lengths)])
        ids = np.full(offsets[-1], MASK_ID, np.int64)
        ids[np.repeat(~is_named[kept], lengths)] = self.ids[np.repeat(~is_named, np.diff(self.offsets))]
        marks = np.where(is_named, self.marks - self.marks % N_SHAPES + _CAPITAL_FIRST, self.marks)[kept]
        number = np.cumsum(begins) - 1
        breaks, stops = ([int(number[word]) for word in places if begins[word]] for places in (self.breaks, self.stops))
        return Words(self.text, [spans[word] for word in kept], marks, ids, offsets, breaks, stops, parties[kept])


class WordReader:
    """Reads texts as words; remembers the tokens of words it has met."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._known: dict[str, tuple[list[int], int]] = {}

    def read(self, text: str, start: int = 0) -> Words:
        """The words of ``text`` from the character ``start`` on."""
        spans: list[Span] = []
        marks, ids, offsets = array("q"), array("q"), array("q")
        breaks: list[int] = []
        stops: list[int] = []
        known, is_quoted, before, end = self._known, False, "", start
        for match in WORD.finditer(text, start):
            span = match.span()
            word = match.group()
            entry = known.get(word) or self._learn(word)
            is_closing = word == "”" or (word == '"' and is_quoted)
            gap = _GLUED
            if not spans or "\n" in text[end : span[0]]:
                gap, is_quoted, is_closing = _NEW_LINE, False, word == "”"
                breaks.append(len(spans))
            elif span[0] > end:
                gap = _SPACED
                if before in _SENTENCE_ENDS:
                    stops.append(len(spans))
            marks.append(gap + (_QUOTED if is_quoted or is_closing or word in '"“' else 0) + entry[1])
            if is_closing:
                is_quoted = False
                word = "”" if before in _SENTENCE_ENDS else word
            elif word in '"“':
                is_quoted = True
            offsets.append(len(ids))
            ids.extend(entry[0])
            spans.append(span)
            before, end = word, span[1]
        offsets.append(len(ids))
        return Words(
            text, spans, np.array(marks, np.int64), np.array(ids, np.int64), np.array(offsets, np.int64), breaks, stops,
            np.zeros(len(spans), np.int64),
        )  # fmt: skip

    def _learn(self, word: str) -> tuple[list[int], int]:
        ids = self._pieces.ids(word[:_LONGEST_WORD_CHARS])
        entry = (ids[:_MOST_TOKENS_OF_A_WORD] or [_UNKNOWN_ID], _shape(word))
        if len(self._known) < _MOST_REMEMBERED_WORDS:
            self._known[word] = entry
        return entry


def _shape(word: str) -> int:
    """0 small letters, 1 a capital first, 2 capitals only, 3 with a digit, 4 no letter."""
    if any(character.isdigit() for character in word[:_LONGEST_WORD_CHARS]):
        return 3
    if not word[0].isalpha():
        return 4
    if not word[0].isupper():
        return 0
    return 2 if len(word) > 1 and word.isupper() else 1
