"""Tells whose words a document is that a party issues itself: a statement, a bulletin, a press release, a draft."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.coding import vocabulary
from detente.coding.actors import Mention, Shape
from detente.coding.casting import Cast, Known
from detente.coding.persons import speaks_of_itself, unquoted
from detente.coding.segments import Sentence
from detente.coding.speakers import Speaker, Tie
from detente.model import Act, Document, PartyId, Span

HEAD = "it tells who issues the paper"
"""Why the head of a paper is not read."""
_OF_OTHERS = re.compile(r"\W*(?:it|they|he|she|this|that)\b", re.IGNORECASE)
_LONGEST_HEAD_CHARS = 200
_BEFORE = re.compile(r"(?:.*[-–—:|(])?[\s*_#“\"]*", re.DOTALL)
_BEHIND = re.compile(
    r"\s*(?:$|[,;:)\-–—(|*_]|(?:['’]s?\s+)|(?:to|on|at|dated|regarding|concerning|about|for|in|from)\b)", re.IGNORECASE
)
_MARKER = re.compile(
    r"(?:^|\n)[ \t>]*(?:[*+•–-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]"
    r"|(?:Article|Point|Section|Paragraph)\s+\d+[.:)]?)[ \t]+$",
    re.IGNORECASE,
)
_ASKING = re.compile(r"\b(?:demand|want|insist|claim|ask|call)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Point:
    """That a sentence is a point of a paper.

    Attributes:
        parties: Those who issue the paper.
        act: What they do by it.
    """

    parties: tuple[PartyId, ...]
    act: Act


@dataclass(frozen=True, slots=True)
class Issued:
    """A document that a party issues itself, and whose words its sentences are.

    Attributes:
        cast: Who issues it.
        head: The paragraph that tells so; None where the publisher or the title does.
    """

    cast: Cast
    known: Known
    head: Span | None = None

    def of_sentence(self, text: str, sentence: Sentence) -> Cast | None:
        """Who speaks: the issuer, where it speaks of itself, or where no other party is named; else nobody known."""
        told = unquoted(text[slice(*sentence.span)])
        if speaks_of_itself(told):
            return self.cast
        others = any(one.party != self.cast.party for one in self.known.actors.mentions(text, sentence.span))
        return None if others or _OF_OTHERS.match(told) else self.cast

    def point_of(self, text: str, paragraph: Span, lead: str) -> Point | None:
        """That a paragraph is a point, where it stands in a list; ``lead`` is what goes before the list."""
        if self.cast.party is None or not _MARKER.search(text[: paragraph[0]][-_LONGEST_HEAD_CHARS:]):
            return None
        return Point((self.cast.party,), Act.DEMAND if _ASKING.search(lead) else Act.PROPOSE)


def issued(document: Document, parts: Sequence[Span], known: Known) -> Issued | None:
    """The document as a party's own paper, where its publisher or its head tells that it is one."""
    text = document.text
    for span in (None, *parts[:2]):
        head = text[slice(*span)] if span is not None else document.title or ""
        match = _issuing().search(head[:_LONGEST_HEAD_CHARS])
        if match is None or not _BEFORE.fullmatch(head[: match.start()]):
            continue
        mentions = known.actors.mentions(head, (match.end(), len(head)))
        if mentions and mentions[0].span[0] == match.end() and _BEHIND.match(head, mentions[0].span[1]):
            return Issued(Cast(_as_speaker(document, mentions[0])), known, span)
    if document.publisher is None or any(document.publisher.casefold() == one.casefold() for one in known.outlets):
        return None
    named = known.party_called(document.publisher)
    if named is None:
        return None
    return Issued(Cast(Speaker(_place(document), document.publisher, named, None, Tie.NAME, is_party=True)), known)


def _as_speaker(document: Document, mention: Mention) -> Speaker:
    is_party = mention.speaker is None
    person = mention.speaker if mention.shape is Shape.PERSON else None
    words = mention.speaker or ""
    return Speaker(_place(document), words, mention.party, person, Tie.NAME, is_party)


def _place(document: Document) -> Span:
    """Where the issuer stands: before the text, which names it no more than its publisher does."""
    return document.body_start, document.body_start


@functools.cache
def _issuing() -> re.Pattern[str]:
    words = "|".join(map(vocabulary.cue_pattern, vocabulary.load("actors")["issued"]))
    return re.compile(
        rf"\b(?:{words})(?:\s+(?:no\.?\s*)?\d+)?\s+(?:of|by|from)\s+(?:the\s+)?(?:[\w-]+\s+(?:of|for)\s+(?:the\s+)?)?",
        re.IGNORECASE,
    )
