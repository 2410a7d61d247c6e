"""Turns the printed lines of a page into paragraphs."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_WORD = re.compile(r"\w+(?:-\w+)*")
_LAST_PART = re.compile(r"[^\W_]+$")
_FIRST_PART = re.compile(r"[^\W_]+")
_LONGEST_PART = 60

# The first two are ratios, of letter sizes and of steps; the others count in heights of a line.
_OTHER_SIZE = 1.15
_WIDE_STEP = 1.3
_DOUBLE_SPACED = 2.4
_INDENT = 0.8
_LEVEL = 0.3


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line.

    Attributes:
        text: Its characters, without the hyphen that breaks its last word.
        left, right, bottom, top: Its box in points, counted from the page's lower left corner.
        is_broken: Whether its last word goes on in the next line behind a hyphen.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    is_broken: bool = False

    @property
    def height(self) -> float:
        """The height of its letters with their ascent and descent, in points."""
        return self.top - self.bottom

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return _SENTENCE_END.search(self.text) is not None


def paragraphs(lines: Sequence[Line], words: frozenset[str]) -> list[str]:
    """The lines of one page joined into paragraphs.

    A paragraph ends before a wide step, a change of letter size, an indented line behind a sentence's
    end, and behind a line that had room for the next word. A column goes on in the next one unless
    a sentence ended.

    Args:
        lines: In reading order.
        words: The words of the document, which tell whether a broken word has a hyphen of its own.
    """
    texts: list[str] = []
    before: Line | None = None
    for column in _columns(lines):
        edge, step = _usual_edge(column), _usual_step(column)
        for place, line in enumerate(column):
            is_new = _is_new(before, line, edge, step) if before and place else not _goes_on(before, line)
            if is_new or before is None:
                texts.append(line.text)
            else:
                texts[-1] = _joined(texts[-1], line.text, is_broken=before.is_broken, words=words)
            before = line
    return texts


def words_of(texts: Iterable[str], break_mark: str) -> frozenset[str]:
    """The words of printed texts in lower case, without those that a line end breaks.

    Args:
        texts: The pages' texts.
        break_mark: The character that stands for a hyphen at a line end.
    """
    broken = re.compile(rf"\w{{0,{_LONGEST_PART}}}{re.escape(break_mark)}\w{{0,{_LONGEST_PART}}}")
    return frozenset(word.lower() for text in texts for word in _WORD.findall(broken.sub(" ", text)))


def _columns(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines that go down the page."""
    column: list[Line] = []
    for line in lines:
        if column and line.bottom > column[-1].bottom + line.height / 2:
            yield column
            column = []
        column.append(line)
    if column:
        yield column


def _goes_on(before: Line | None, line: Line) -> bool:
    """Whether the first line of a column goes on with the sentence that ended the column before."""
    if before is None:
        return False
    return before.is_broken or not (before.ends_sentence or _differ_in_size(before, line))


def _usual_edge(column: Sequence[Line]) -> float:
    """Where full lines end: the right edge that one line in ten passes, such as a wide heading."""
    return sorted(line.right for line in column)[(len(column) - 1) * 9 // 10]


def _usual_step(column: Sequence[Line]) -> float:
    """The step from line to line within a paragraph, in points; infinite for a single line."""
    steps = sorted(
        step for above, line in pairwise(column) if (step := above.bottom - line.bottom) > _LEVEL * line.height
    )
    if not steps:
        return math.inf
    return min(steps[len(steps) // 4], _DOUBLE_SPACED * min(line.height for line in column))


def _is_new(before: Line, line: Line, edge: float, step: float) -> bool:
    """Whether ``line`` begins a paragraph below ``before`` in the same column."""
    if before.is_broken or abs(before.bottom - line.bottom) < _LEVEL * line.height:
        return False
    if _differ_in_size(before, line) or before.bottom - line.bottom > _WIDE_STEP * step:
        return True
    is_indented = line.left > before.left + _INDENT * line.height
    return (before.ends_sentence and is_indented) or _had_room(before, line, edge)


def _differ_in_size(before: Line, line: Line) -> bool:
    small, large = sorted((before.height, line.height))
    return large > _OTHER_SIZE * small


def _had_room(before: Line, line: Line, edge: float) -> bool:
    """Whether the line above broke by intention: the next word, no small one, would have fitted on it."""
    first_word = line.text.split(" ", 1)[0]
    letter_width = (line.right - line.left) / len(line.text)
    return not first_word[0].islower() and before.right + (len(first_word) + 2) * letter_width < edge


def _joined(text: str, line: str, *, is_broken: bool, words: frozenset[str]) -> str:
    if is_broken:
        return f"{text}-{line}" if _has_own_hyphen(text, line, words) else text + line
    if text[-1] == "-" and text[-2:-1].isalnum() and line[0].isalnum():
        return text + line
    return f"{text} {line}"


def _has_own_hyphen(text: str, line: str, words: frozenset[str]) -> bool:
    """Whether a hyphen at a line end belongs to the word, as in "long-term" or "US-brokered"."""
    last, first = _LAST_PART.search(text[-_LONGEST_PART:]), _FIRST_PART.match(line)
    if last is None or first is None or not last[0][-1].islower() or not first[0][0].islower():
        return True
    left, right = last[0].lower(), first[0].lower()
    if left + right in words:
        return False
    return f"{left}-{right}" in words or (left in words and right in words)
