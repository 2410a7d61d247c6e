"""Cuts the words of a text into windows that the tagger reads one at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.coding.attribution.words import END_MARK, FIRST_SHAPE_WITHOUT_LETTERS, N_SHAPES, Integers, Words

CLASS_ID, SEPARATOR_ID = 101, 102
_WELL_FILLED = 0.45


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``start`` to ``end`` of a text as one sequence of tokens between two special ones.

    Attributes:
        ids: Token ids; shape (tokens).
        marks: The mark of each token's word; shape (tokens).
        first: The position of each word's first token; shape (words).
        parties: The number of the party that each token names, or 0; shape (tokens).
    """

    start: int
    end: int
    ids: Integers
    marks: Integers
    first: Integers
    parties: Integers

    @property
    def has_letters(self) -> bool:
        """Whether any word of it is more than digits and signs."""
        return bool((self.marks[1:-1] % N_SHAPES < FIRST_SHAPE_WITHOUT_LETTERS).any())


def windows(
    words: Words, most_tokens: int, first_most_tokens: int | None = None, within: tuple[int, int] | None = None
) -> Iterator[Window]:
    """A text in windows without overlap: cut at a line's end, else at a sentence's, else anywhere.

    Args:
        words: The text.
        most_tokens: The longest window, with its two special tokens; at least 16.
        first_most_tokens: The longest first window; drawn anew an epoch, it moves all cuts of a training text.
        within: The words to cut, the last not included; all of them if not told.
    """
    limit = (first_most_tokens or most_tokens) - 2
    start, stop = within or (0, len(words.spans))
    while start < stop:
        end = min(_end(words, start, limit), stop)
        yield _window(words, start, end)
        start, limit = end, most_tokens - 2


def _end(words: Words, start: int, limit: int) -> int:
    begin = int(words.offsets[start])
    end = max(start + 1, int(np.searchsorted(words.offsets, begin + limit, side="right")) - 1)
    if end >= len(words.spans):
        return len(words.spans)
    line, sentence = _last(words.breaks, start, end), _last(words.stops, start, end)
    if line is not None and words.offsets[line] - begin > _WELL_FILLED * limit:
        return line
    return sentence or line or end


def _last(places: list[int], start: int, end: int) -> int | None:
    """The last place behind ``start`` and not behind ``end``."""
    index = bisect_right(places, end) - 1
    return places[index] if index >= 0 and places[index] > start else None


def _window(words: Words, start: int, end: int) -> Window:
    offsets = words.offsets[start : end + 1]
    ids = np.empty(offsets[-1] - offsets[0] + 2, np.int64)
    ids[0], ids[-1] = CLASS_ID, SEPARATOR_ID
    ids[1:-1] = words.ids[offsets[0] : offsets[-1]]
    marks = np.full(len(ids), END_MARK, np.int64)
    marks[1:-1] = np.repeat(words.marks[start:end], np.diff(offsets))
    first = offsets[:-1] - offsets[0] + 1
    parties = np.zeros(len(ids), np.int64)
    parties[first] = words.parties[start:end]
    return Window(start, end, ids, marks, first, parties)
