"""Passages: the sentences and headings of a text that hold words found in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain

from detente.coding.segments import paragraphs, sentences
from detente.model import Document, Span
from detente.searching.records import FoundPassage, Marked

_LONGEST_CHARS, _LEAD_CHARS = 360, 120
"""A longer sentence is cut to so many characters, of which so many stand before its first word found."""


def passages(document: Document, spans: Sequence[Span], quoted: Sequence[Span]) -> list[FoundPassage]:
    """The passages that hold words found, in reading order.

    Args:
        document: With its text.
        spans: The words found in the text, in order.
        quoted: Quotes shown elsewhere; a passage whose words found all lie in these is left out.
    """
    starts = [start for start, _ in spans]
    found = []
    for start, end in sorted(_units(document)):
        held = [each for each in spans[bisect_left(starts, start) : bisect_left(starts, end)] if each[1] <= end]
        if any(not _is_within(each, quoted) for each in held):
            found.append(_cut(document.text, (start, end), held))
    return found


def richest(found: Sequence[FoundPassage], at_most: int) -> tuple[FoundPassage, ...]:
    """The passages with the most different words, of equals the first; in reading order."""

    def poverty(each: FoundPassage) -> tuple[int, int]:
        words = {each.words.text[start:end].casefold() for start, end in each.words.marks}
        return -len(words), each.start

    return tuple(sorted(sorted(found, key=poverty)[:at_most], key=lambda each: each.start))


def _units(document: Document) -> Iterator[Span]:
    text, start = document.text, document.body_start
    headings = (span for span, is_heading in paragraphs(text, start) if is_heading)
    return chain((each.span for each in sentences(text, start)), headings)


def _is_within(span: Span, quotes: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in quotes)


def _cut(text: str, sentence: Span, held: Sequence[Span]) -> FoundPassage:
    start, end = sentence
    if end - start > _LONGEST_CHARS and held[0][0] - start > _LEAD_CHARS:
        start = _word_start(text, held[0][0] - _LEAD_CHARS, held[0][0])
    if end - start > _LONGEST_CHARS:
        end = max(text.rfind(" ", start, start + _LONGEST_CHARS), held[0][1])
    marks = tuple((first - start, last - start) for first, last in held if last <= end)
    return FoundPassage(
        start=start,
        end=end,
        words=Marked(text[start:end], marks),
        is_cut_before=start > sentence[0],
        is_cut_after=end < sentence[1],
    )


def _word_start(text: str, start: int, most: int) -> int:
    space = text.find(" ", start, most)
    return start if space < 0 else space + 1
