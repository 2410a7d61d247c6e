"""Turns a text into attributions by rules alone: the floor that the trained tagger is measured against.

The rules know where a source can stand (before its verb, after it, behind "according to") and how far a content reaches
(to the sentence's end, or back over the quotation).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from detente.coding import vocabulary
from detente.coding.attribution.structures import is_byline, shrunk, structures
from detente.coding.segments import sentences
from detente.model import Attribution, Span

_LEFT_EDGE = re.compile(
    r"[,;:—–(]|[\"“”]|\b(?:but|and|while|that|which|because|although|though|when|if|as|since|whereas|yet|after|before)\b",
    re.IGNORECASE,
)
_RIGHT_EDGE = re.compile(r"[,;:.!?—–()\"“”]|\b(?:that|which|who|on|in|at|during|after|before|and|but|when|as)\b")
_ADVERB = re.compile(r"\s*(?:\b(?:also|later|then|again|now|\w+ly|has|have|had|is|was|were|will|would)\b\s*)+$")
_APPOSITION = re.compile(r"(?:\S+\s+){0,6}\S+,\s+(?:an?|the|its|their|who|which)\s[^,]{2,60},")
_OPENING = '"“«'
_CLOSING = '"”»'
_LONGEST_SOURCE_WORDS = 18


def attribute_by_rules(text: str, start: int = 0) -> list[Attribution]:
    """The attributions in ``text`` from the character ``start`` on, by sentences."""
    found = list(structures(text, start))
    for sentence in sentences(text, start):
        if not is_byline(text, sentence.span):
            found.extend(_in_sentence(text, sentence.span))
    return found


def _in_sentence(text: str, span: Span) -> Iterator[Attribution]:
    for match in _according().finditer(text, *span):
        yield from _according_to(text, span, match.span())
    for match in _said().finditer(text, *span):
        attribution = _by_verb(text, span, match.span())
        if attribution is not None:
            yield attribution


def _according_to(text: str, span: Span, cue: Span) -> Iterator[Attribution]:
    stop = re.compile(r",\s|[;.!?](?:\s|$)|[)]|$").search(text, cue[1], span[1])
    end = stop.start() if stop else span[1]
    source = shrunk(text, cue[1], end)
    if source[1] <= source[0]:
        return
    parts = [shrunk(text, span[0], cue[0]), shrunk(text, end, span[1])]
    content = tuple(part for part in parts if len(text[slice(*part)].split()) >= 2)
    if content:
        yield Attribution(source=(source,), cue=(shrunk(text, *cue),), content=content)


def _by_verb(text: str, span: Span, cue: Span) -> Attribution | None:
    before = text[span[0] : cue[0]].rstrip()
    if before.endswith(("’", *_CLOSING)) or (before.endswith(",") and not _APPOSITION.fullmatch(before)):
        inverted = _inverted(text, span, cue)
        if inverted is not None:
            return inverted
    source = _source_before(text, span, cue)
    if source is None:
        return None
    is_behind = text[span[0] : source[0]].rstrip().endswith(tuple(_CLOSING)) and "that" not in text[cue[1] : span[1]]
    if is_behind and not any(mark in text[cue[1] : span[1]] for mark in (*_OPENING, ":")):
        content = _content_before(text, span, source)
    else:
        content = _content_after(text, span, cue) or _content_before(text, span, source)
    return None if content is None else Attribution(source=(source,), cue=(cue,), content=content)


def _inverted(text: str, span: Span, cue: Span) -> Attribution | None:
    """Content, verb, source: "The port is closed," said the harbour master."""
    stop = _RIGHT_EDGE.search(text, cue[1], span[1])
    source = shrunk(text, cue[1], stop.start() if stop else span[1])
    content = shrunk(text, span[0], cue[0])
    if source[1] - source[0] < 2 or not _is_nominal(text[slice(*source)]) or content[1] <= content[0]:
        return None
    more = shrunk(text, stop.end() if stop else span[1], span[1])
    pieces = [content]
    if stop and any(mark in text[slice(*more)] for mark in _OPENING):
        pieces.append((text.index(next(m for m in text[slice(*more)] if m in _OPENING), *more), more[1]))
    return Attribution(source=(source,), cue=(cue,), content=tuple(pieces))


def _source_before(text: str, span: Span, cue: Span) -> Span | None:
    end = cue[0]
    adverb = _ADVERB.search(text[span[0] : end])
    if adverb:
        end = span[0] + adverb.start()
    left = text[span[0] : end].rstrip()
    if left.endswith(","):
        opening = left[:-1].rfind(",")
        if opening < 0:
            return None
        edges = [edge.end() for edge in _LEFT_EDGE.finditer(left[:opening])]
        start = edges[-1] if edges else 0
        source = shrunk(text, span[0] + start, span[0] + len(left) - 1)
    else:
        edges = [edge.end() for edge in _LEFT_EDGE.finditer(left)]
        source = shrunk(text, span[0] + (edges[-1] if edges else 0), span[0] + len(left))
    words = text[slice(*source)].split()
    if not words or len(words) > _LONGEST_SOURCE_WORDS or not _is_nominal(text[slice(*source)]):
        return None
    return source


def _content_after(text: str, span: Span, cue: Span) -> tuple[Span, ...] | None:
    rest = text[cue[1] : span[1]]
    that = re.match(
        r"(?:\s+[^\s,;:]+){0,8}?\s+(?=that\s)|(?:\s+[^\s,;:]+){0,6}?\s*[:,]?\s*(?=[\"“«])|\s*(?:[^,;:]{0,40}):\s+",
        rest,
    )
    if that:
        content = shrunk(text, cue[1] + that.end(), span[1], keep=_OPENING + _CLOSING)
    elif _plain().fullmatch(text[slice(*cue)]):
        content = shrunk(text, cue[1], span[1], keep=_OPENING + _CLOSING)
    else:
        return None
    if len(text[slice(*content)].split()) < 3:
        return None
    return (content,)


def _content_before(text: str, span: Span, source: Span) -> tuple[Span, ...] | None:
    content = shrunk(text, span[0], source[0], keep=_OPENING + _CLOSING)
    return (content,) if len(text[slice(*content)].split()) >= 2 else None


def _is_nominal(words: str) -> bool:
    """Whether the words can be a source: a name, a pronoun, or a noun with its article or a number."""
    first = words.split(maxsplit=1)[0] if words.split() else ""
    return bool(first[:1].isupper() or first.casefold() in _openers())


@functools.cache
def _openers() -> frozenset[str]:
    return frozenset(vocabulary.load("attribution")["openers"])


@functools.cache
def _said() -> re.Pattern[str]:
    return vocabulary.any_of(vocabulary.load("attribution")["said"])


@functools.cache
def _plain() -> re.Pattern[str]:
    return vocabulary.any_of(vocabulary.load("attribution")["plain"])


@functools.cache
def _according() -> re.Pattern[str]:
    return vocabulary.any_of(vocabulary.load("attribution")["according"])
