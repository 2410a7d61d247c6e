"""Tells whose words an e-mail's paragraphs are: its sender's, or those of whom it quotes with ">"."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.coding import vocabulary
from detente.coding.actors import Shape
from detente.coding.casting import LONGEST_OPENING_CHARS, Cast, Casting, Known
from detente.coding.segments import depth
from detente.coding.speakers import Speaker
from detente.model import Document, Span

UNKNOWN_AUTHOR = "an e-mail quotes it, and nobody is named who wrote it"
_FROM = re.compile(r"^From:[ \t]+[\"']?(?P<name>[^<\"'(\n]+?)[\"']?[ \t]*(?:[<(\n]|$)", re.MULTILINE)
_PASSED_ON = re.compile(r"-{3,}.*\b(?:forwarded|original)\b.*-{3,}|From:[ \t]", re.IGNORECASE)
_LONGEST_LEAD_CHARS = 200
_ADDRESS = re.compile(r"[<(\[][^<>()\[\]]*[>)\]]|\S+@\S+")
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'.-]*(?:[ \t]+(?:de|van|von|der|[A-ZÀ-Þ][\w’'.-]*))*")


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a paragraph.

    Attributes:
        cast: Who it is; None where only the paragraph itself may tell it.
        left: Why it is not read at all; empty where it is.
    """

    cast: Cast | None
    left: str = ""


def authors(document: Document, parts: Sequence[Span], known: Known) -> Mapping[int, Author]:
    """The author of each paragraph of which the form of an e-mail tells one; an ordinary text has none.

    A block quotation of a page or of Markdown is left as it is where nothing in front of it tells who wrote it.
    """
    text, found = document.text, {}
    depths = [depth(text, span[0]) for span in parts]
    casting = Casting(document, document.body_start + LONGEST_OPENING_CHARS, known)
    header = _FROM.search(text, 0, document.body_start)
    sender, is_plain = _sender(header, casting), document.media_type == "text/plain"
    by_depth: dict[int, Cast] = {}
    for index, (span, quoted) in enumerate(zip(parts, depths, strict=True)):
        if not quoted:
            if _PASSED_ON.match(text, *span):
                sender = _sender(_FROM.match(text, *span), casting)
            if sender is not None:
                found[index] = Author(sender)
            continue
        before = parts[index - 1] if index else (0, 0)
        writing = _writing().search(text, *before) if depths[index - 1] < quoted else None
        if writing is not None:
            by_depth = {level: cast for level, cast in by_depth.items() if level < quoted}
            writer = _writer(text, writing.start(), casting)
            by_depth |= {quoted: Cast(writer)} if writer is not None else {}
        if quoted in by_depth:
            found[index] = Author(by_depth[quoted])
        elif is_plain or header is not None or writing is not None:
            found[index] = Author(None, UNKNOWN_AUTHOR)
    return found


def _sender(header: re.Match[str] | None, casting: Casting) -> Cast | None:
    """The person of the dossier whom a header names as the one who sends; None where it is nobody of it."""
    named = casting.known.named(header["name"]) if header is not None else None
    if header is None or named is None or named.person is None:
        return None
    return Cast(casting.somebody(header.span("name"), header["name"]))


def _writer(text: str, end: int, casting: Casting) -> Speaker | None:
    """Who is told to have written what is quoted, in the words that end at ``end``; None where nobody is named."""
    start = max(text.rfind("\n\n", 0, end), end - _LONGEST_LEAD_CHARS, 0)
    lead = _ADDRESS.sub(lambda address: " " * len(address.group()), text[start:end])
    mentions = casting.known.actors.mentions(lead, (0, len(lead)))
    people = [one.span for one in mentions if one.shape is Shape.PERSON]
    names = [span for match in _NAME.finditer(lead) if (span := _without_day(lead, match.span())) is not None]
    full = [span for span in names if " " in lead[slice(*span)]]
    for spans in (people, full, [one.span for one in mentions], names):
        if spans:
            first, last = spans[-1]
            return casting.somebody((start + first, start + last), lead[first:last])
    return None


def _without_day(lead: str, span: Span) -> Span | None:
    """A run of capitalised words without the days and months before it, or None where nothing else is in it."""
    words = list(re.finditer(r"\S+", lead[slice(*span)]))
    while words and words[0].group().casefold().rstrip(".,") in _no_names():
        del words[0]
    return (span[0] + words[0].start(), span[0] + words[-1].end()) if words else None


@functools.cache
def _writing() -> re.Pattern[str]:
    """A verb of writing that ends a paragraph with a colon."""
    verbs = vocabulary.any_of(vocabulary.load("attribution")["wrote"]).pattern
    return re.compile(rf"(?:{verbs})[^\n:]{{0,40}}:\s*$", re.IGNORECASE)


@functools.cache
def _no_names() -> frozenset[str]:
    dates = vocabulary.load("dates")
    return frozenset({*dates["months"], *dates["weekdays"], "on", "at", "am", "pm", "the", "in"})
