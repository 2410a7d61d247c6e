"""Finds attributions that have no verb: bracketed sources with a date, bylines under quotations, "reportedly"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from detente.coding import vocabulary
from detente.coding.segments import Sentence, sentences
from detente.model import Attribution, Span

_BRACKETED = re.compile(r"[(\[](?P<inside>[A-ZÀ-Þ][^()\[\]]{2,160})[)\]]")
_ITEM = re.compile(r"[^;]+")
_LEAD = re.compile(r"[\s,;:.–—]*(?:(?:and|but|while|whereas|yet)\s+)?", re.IGNORECASE)
_BYLINE = re.compile(r"\s*[—–-]{1,2}\s*(?P<source>[A-ZÀ-Þ][^.!?\n]{2,80})\s*$")
_EDGE = " \t\r\n,;:.–—"


def structures(text: str, start: int = 0) -> Iterator[Attribution]:
    """The attributions without a verb in ``text`` from the character ``start`` on, by sentences."""
    before: Sentence | None = None
    for sentence in sentences(text, start):
        byline = _BYLINE.fullmatch(text, *sentence.span)
        if byline and before is not None:
            yield Attribution(source=(byline.span("source"),), cue=(), content=(before.span,))
        else:
            yield from _hearsay_in(text, sentence.span)
            yield from _bracketed_in(text, sentence, before)
        before = sentence


def is_byline(text: str, span: Span) -> bool:
    """Whether a line only names the source of the quotation above it ("— Coastal Wire")."""
    return _BYLINE.fullmatch(text, *span) is not None


def shrunk(text: str, start: int, end: int, keep: str = "") -> Span:
    """The span without the punctuation and brackets at its edges, except what is to be kept."""
    edge = _EDGE + "".join(mark for mark in "()" if mark not in keep)
    while start < end and text[start] in edge:
        start += 1
    while end > start and text[end - 1] in edge:
        end -= 1
    return start, end


def _hearsay_in(text: str, span: Span) -> Iterator[Attribution]:
    for match in hearsay().finditer(text, *span):
        parts = (shrunk(text, span[0], match.start()), shrunk(text, match.end(), span[1]))
        content = tuple(part for part in parts if part[1] > part[0])
        if content:
            yield Attribution(source=(), cue=(match.span(),), content=content)


def _bracketed_in(text: str, sentence: Sentence, before: Sentence | None) -> Iterator[Attribution]:
    """Each bracket tells the source of the clause before it, back to the bracket before that one.

    A bracket that opens a sentence belongs to the sentence before it.
    """
    position = sentence.span[0]
    for match in _BRACKETED.finditer(text, *sentence.span):
        if not _month_or_year().search(match["inside"]):
            continue
        lead = _LEAD.match(text, position, match.start())
        content = shrunk(text, lead.end() if lead else position, match.start())
        if content[1] <= content[0] and before is not None and before.paragraph == sentence.paragraph:
            content = before.span
        sources = tuple(
            shrunk(text, *item.span()) for item in _ITEM.finditer(text, match.start("inside"), match.end("inside"))
        )
        position = match.end()
        if content[1] > content[0]:
            yield Attribution(source=sources, cue=(), content=(content,))


@functools.cache
def hearsay() -> re.Pattern[str]:
    """What tells that somebody unnamed says so ("reportedly")."""
    return vocabulary.any_of(vocabulary.load("attribution")["hearsay"])


@functools.cache
def _month_or_year() -> re.Pattern[str]:
    months = "|".join(vocabulary.load("dates")["months"])
    return re.compile(rf"\b(?:{months})\b\.?\s*\d|\d\s*(?:{months})\b|\b(?:19|20)\d\d\b", re.IGNORECASE)
