"""Turns a text into paragraphs, headings and sentences, each with its characters."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.coding import vocabulary
from detente.coding.labels import label_at, stamped
from detente.model import Span

_BLOCK = re.compile(r"[^\n]*\S[^\n]*(?:\r?\n[^\n]*\S[^\n]*)*")
_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_END = re.compile(r"""[.!?…]+["”’»)\]]*(?=\s+(?:>[>\s]*)?["“‘«(\[]?[A-Z0-9À-ÞА-Я]|\s*$)|[.!?…]["”’»](?=\s)""")
_TERMINAL = re.compile(r"""[.!?…;:]["”’»)\]*_]*\s*$""")
_MARKUP = re.compile(r"\s*(?:>\s*)*(?:#{1,6}\s+|[*+-]\s+|\d{1,2}[.)]\s+)?")
_DEPTH = re.compile(r"[ \t]*((?:>[ \t]*)*)")
_LABEL = re.compile(r"\*\*(?P<label>[^*\n]{1,60}?)[.:]?\*\*[.:]?\s+")
_NEXT_WORD = re.compile(r"\s+(\w+)")
_NEXT_DIGIT = re.compile(r"\s+\d")
_LONGEST_ABBREVIATION_CHARS = 40
_LONGEST_SENTENCE_CHARS = 1000
_ITEM = re.compile(r"\s*(?:[*+•-]\s+|\d{1,2}[.)]\s+)")
_TRAILING_BRACKETS = re.compile(r"(?<!\s)\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*$")
_LABEL_WORDS = 3
_HEADING_WORDS = 20
_WRAPPED_CHARS = range(40, 121)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of running prose.

    Attributes:
        span: Its characters in the document's text, without surrounding space.
        paragraph: Index of its paragraph in the document, from 0.
        heading: The nearest heading above it, or an empty string.
    """

    span: Span
    paragraph: int
    heading: str


def sentences(text: str, start: int = 0) -> Iterator[Sentence]:
    """The sentences of ``text`` from the character ``start`` on, headings left out, in text order."""
    heading = ""
    for index, (span, is_heading) in enumerate(paragraphs(text, start)):
        if is_heading:
            heading = text[slice(*span)].strip("#* \t")
            continue
        label = _LABEL.match(text, *span)
        if label:
            heading = label["label"]
        for piece in _split(text, (label.end(), span[1]) if label else span):
            yield Sentence(piece, index, heading)


def paragraphs(text: str, start: int = 0) -> Iterator[tuple[Span, bool]]:
    """Each paragraph's characters and whether it is a heading.

    Blank lines and the marks of a list part paragraphs. Inside a block each line is a paragraph of its own, unless
    the block is hard-wrapped: most of its lines are 40 to 120 characters long and end in mid-sentence.
    """
    for block in _BLOCK.finditer(text, start):
        for lines in _items(text, block.span()):
            pieces = [(lines[0][0], lines[-1][1])] if _is_wrapped(text, lines) else lines
            for piece in pieces:
                span = _trimmed(text, piece)
                is_item = _ITEM.match(text, *piece) is not None and len(text[slice(*span)].split()) > _LABEL_WORDS
                yield span, _is_heading(text, span) and not is_item and not _is_message(text, span)


def depth(text: str, position: int) -> int:
    """How often the line of a position was quoted by e-mails: its marks ">"."""
    match = _DEPTH.match(text, text.rfind("\n", 0, position) + 1)
    return match[1].count(">") if match else 0


def _items(text: str, block: Span) -> Iterator[list[Span]]:
    """The lines of a block, parted where a line begins another thing; lines of nothing but ">" part, too."""
    lines: list[Span] = []
    for line in _LINE.finditer(text, *block):
        is_empty = not line.group().strip("> \t")
        if lines and (is_empty or _begins_another(text, lines[-1], line.span())):
            yield lines
            lines = []
        if not is_empty:
            lines.append(line.span())
    if lines:
        yield lines


def _begins_another(text: str, before: Span, line: Span) -> bool:
    """Whether a line is a list's next item, is quoted more or less often, or begins with who speaks."""
    if _ITEM.match(text, *line) or depth(text, before[0]) != depth(text, line[0]) or _is_message(text, line):
        return True
    return _TERMINAL.search(text, *before) is not None and label_at(text, _trimmed(text, line)) is not None


def _is_message(text: str, span: Span) -> bool:
    """Whether a line is a chat's: a time, who writes, and what."""
    return stamped(text, span) > span[0] and label_at(text, span) is not None


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    if len(lines) == 1:
        return False
    flowing = sum(end - start in _WRAPPED_CHARS and not _TERMINAL.search(text, start, end) for start, end in lines[:-1])
    return 2 * flowing > len(lines) - 1 and not text.startswith("#", lines[0][0])


def _trimmed(text: str, span: Span) -> Span:
    match = _MARKUP.match(text, *span)
    start = match.end() if match and not text.startswith("#", span[0]) else span[0]
    while start < span[1] and text[start].isspace():
        start += 1
    end = span[1]
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else span


def _is_heading(text: str, span: Span) -> bool:
    line = _TRAILING_BRACKETS.sub("", text[slice(*span)])
    if line.startswith("#"):
        return True
    if line.startswith("**") and line.endswith("**"):
        return True
    return len(line.split()) <= _HEADING_WORDS and not _TERMINAL.search(line) and not line.startswith(("—", "–", "-"))


def _split(text: str, span: Span) -> Iterator[Span]:
    """The sentences between the characters of ``span``; what never ends is cut at a space, to bound the work on it."""
    for start, end in _ended(text, span):
        position = start
        while end - position > _LONGEST_SENTENCE_CHARS:
            space = text.rfind(" ", position + 1, position + _LONGEST_SENTENCE_CHARS)
            cut = space if space > position else position + _LONGEST_SENTENCE_CHARS
            piece = _stripped(text, position, cut)
            if piece:
                yield piece
            position = cut
        piece = _stripped(text, position, end)
        if piece:
            yield piece


def _ended(text: str, span: Span) -> Iterator[Span]:
    start = span[0]
    for end in _END.finditer(text, *span):
        if end.end() < span[1] and _is_abbreviation(text, start, end.start(), end.end()):
            continue
        piece = _stripped(text, start, end.end())
        if piece:
            yield piece
        start = end.end()
    piece = _stripped(text, start, span[1])
    if piece:
        yield piece


def _stripped(text: str, start: int, end: int) -> Span | None:
    while start < end and (text[start].isspace() or text[start] == ">"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None


def _is_abbreviation(text: str, start: int, stop: int, end: int) -> bool:
    """Whether the full stop at ``stop`` belongs to an abbreviation or an initial."""
    if text[stop] != "." or end - stop > 1:
        return False
    before = text[max(start, stop - _LONGEST_ABBREVIATION_CHARS) : stop].split()
    word = before[-1].lower().strip("(\"“'") if before else ""
    if re.fullmatch(r"[a-z]|(?:[a-z]\.)+[a-z]", word):
        following = _NEXT_WORD.match(text, end)
        return not (len(word) > 1 and following and following[1] in _starters())
    always, digits = _abbreviations()
    return word in always or (word in digits and _NEXT_DIGIT.match(text, end) is not None)


@functools.cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    data = vocabulary.load("abbreviations")
    return frozenset(data["always"]), frozenset(data["before_digits"])


@functools.cache
def _starters() -> frozenset[str]:
    return frozenset(vocabulary.load("abbreviations")["starters"])
