"""Shapes: which lines of a Markdown text are headings, items, quotations or code, and which words stand out.

They only say how characters look; none is added, dropped or moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_FENCE = re.compile(r" {0,3}(```|~~~)")
# The sign before the words of a line is part of the match, so that it can be shown in grey.
_LINES = (
    ("heading", re.compile(r" {0,3}#{1,6}[ \t]+")),
    ("item", re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+")),
    ("quotation", re.compile(r" {0,3}>[ \t]?")),
)
# Bounded, so that a text of nothing but stars takes no longer than any other.
_WORDS = re.compile(
    r"(?P<strong>\*\*(?=[^\s*])[^*\n]{1,400}(?<=\S)\*\*)"
    r"|(?<![\w*])(?P<star>\*(?=[^\s*])[^*\n]{1,400}(?<=\S)\*)(?![\w*])"
    r"|(?<!\w)(?P<line>_(?=[^\s_])[^_\n]{1,400}(?<=\S)_)(?!\w)"
)


class Look(StrEnum):
    """How words within a line look."""

    PLAIN = ""
    SIGN = "sign"
    STRONG = "strong"
    EMPHASIS = "emphasis"


@dataclass(frozen=True, slots=True)
class Words:
    """Characters of one line that look alike, from ``start`` to ``end``, end not included."""

    start: int
    end: int
    look: Look


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its line break, from ``start`` to ``end``, end not included.

    Attributes:
        kind: ``heading``, ``item``, ``quotation`` or ``code``; empty for any other line.
        words: Those that stand out, in order, apart from each other.
    """

    start: int
    end: int
    kind: str
    words: tuple[Words, ...] = ()


def lines_of(text: str) -> Iterator[Line]:
    r"""The lines of a Markdown text, in order; they join to it.

    Example:
        >>> [(each.kind, [(word.look.value, word.end) for word in each.words]) for each in lines_of("# A\n*b*")]
        [('heading', [('sign', 2)]), ('', [('sign', 5), ('emphasis', 6), ('sign', 7)])]
    """
    start, is_code = 0, False
    for line in text.split("\n"):
        end = min(start + len(line) + 1, len(text))
        if end == start:
            return
        is_fence = _FENCE.match(line) is not None
        yield Line(start, end, "code") if is_code or is_fence else _line(line, start, end)
        is_code ^= is_fence
        start = end


def _line(line: str, start: int, end: int) -> Line:
    for kind, pattern in _LINES:
        if found := pattern.match(line):
            sign = Words(start, start + found.end(), Look.SIGN)
            return Line(start, end, kind, (sign, *_words(line, start, found.end())))
    return Line(start, end, "", tuple(_words(line, start, 0)))


def _words(line: str, start: int, begin: int) -> Iterator[Words]:
    for found in _WORDS.finditer(line, begin):
        width, look = (2, Look.STRONG) if found["strong"] else (1, Look.EMPHASIS)
        here, there = start + found.start(), start + found.end()
        yield Words(here, here + width, Look.SIGN)
        yield Words(here + width, there - width, look)
        yield Words(there - width, there, Look.SIGN)
