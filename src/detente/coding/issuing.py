"""Tells whose words a document is that a party issues itself: a statement, a bulletin, a press release, a draft."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from detente.coding import vocabulary
from detente.coding.actors import Mention, Shape, coordinated
from detente.coding.casting import Cast, Known
from detente.coding.marks import mark_at
from detente.coding.persons import speaks_of_itself, unquoted
from detente.coding.segments import Sentence
from detente.coding.speakers import Speaker, Tie
from detente.model import Act, Document, PartyId, Span

HEAD = "it tells who issues the paper"
"""Why the head of a paper is not read."""
_OF_OTHERS = re.compile(r"\W*(?:it|they|he|she|this|that)\b", re.IGNORECASE)
_LONGEST_HEAD_CHARS = 200
_HEAD_PARAGRAPHS = 2
_BEFORE = re.compile(r"(?:.*[-–—:|(])?[\s*_#“\"]*", re.DOTALL)
_BEHIND = re.compile(
    r"\s*(?:$|[,;:)\-–—(|*_]|(?:['’]s?\s+)|(?:to|on|at|dated|regarding|concerning|about|for|in|from)\b)", re.IGNORECASE
)
_TO = re.compile(r"\s+(?:to|for)\s+(?:the\s+)?", re.IGNORECASE)
_SET_AS_HEADING = ("#", "**")
_ASKING = re.compile(r"\b(?:demand|want|insist|claim|ask|call)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Point:
    """That a sentence is a point of a paper.

    Attributes:
        parties: Those who issue the paper.
        act: What they do by it.
        start: Where its words begin, behind its mark; 0 where it has none.
        is_provision: Whether it stands in the text of a draft or agreement: "shall" there tells what is provided for,
            and nothing of what a party that it names says.
    """

    parties: tuple[PartyId, ...]
    act: Act
    start: int = 0
    is_provision: bool = False


@dataclass(frozen=True, slots=True)
class Issued:
    """A document that a party issues itself, and whose words its sentences are.

    Attributes:
        cast: Who issues it.
        head: The words that tell so; None where the publisher or the title does.
        addressed: The parties that the head tells it to be for.
    """

    cast: Cast
    known: Known
    head: Span | None = None
    addressed: tuple[PartyId, ...] = ()

    @property
    def party(self) -> PartyId | None:
        """The party that issues it."""
        return self.cast.party

    def of_sentence(self, text: str, sentence: Sentence) -> Cast | None:
        """Who speaks: the issuer, where it speaks of itself, or where no other party is named; else nobody known."""
        told = unquoted(text[slice(*sentence.span)])
        if speaks_of_itself(told):
            return self.cast
        others = any(one.party != self.cast.party for one in self.known.actors.mentions(text, sentence.span))
        return None if others or _OF_OTHERS.match(told) else self.cast

    def point_of(self, text: str, paragraph: Span, lead: str) -> Point | None:
        """That a paragraph is a point, where it stands in a list; ``lead`` is what goes before the list."""
        line = text.rfind("\n", 0, paragraph[0]) + 1, paragraph[1]
        mark = mark_at(text, line)
        if self.party is None or mark is None or text.startswith(_SET_AS_HEADING, line[0]):
            return None
        return Point((self.party,), Act.DEMAND if _ASKING.search(lead) else Act.PROPOSE, mark[0])


def issued(document: Document, parts: Iterable[Span], known: Known, lead: Span | None = None) -> Issued | None:
    """The document as a party's own paper, where its head or its publisher tells that it is one.

    Args:
        document: The document.
        parts: Its paragraphs; the first two may be its head.
        known: The names of the dossier.
        lead: What stands above the points, where the document is known to be a paper: its address is read there first.
    """
    text = document.text
    addressed = addressed_in(document, lead, known) if lead is not None else None
    if addressed is not None:
        return addressed
    for span in (None, *islice(parts, _HEAD_PARAGRAPHS)):
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


def addressed_in(document: Document, lead: Span, known: Known) -> Issued | None:
    """The paper that is told above its points to be of one party for others ("Proposal of A to B and C")."""
    text, mentions = document.text, known.actors.mentions(document.text, lead)
    for one, (index, after) in zip(mentions, enumerate(mentions[1:], 1), strict=False):
        told = _handing().search(text, lead[0], one.span[0])
        if told is not None and _TO.fullmatch(text[one.span[1] : after.span[0]]):
            group = coordinated(text, mentions, index)
            to = dict.fromkeys(each.party for each in group if each.party != one.party)
            head = told.start(), group[-1].span[1]
            return Issued(Cast(_as_speaker(document, one)), known, head, tuple(to))
    return None


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
    words = vocabulary.load("actors")["issued"]
    return re.compile(
        rf"{_of(words)}(?:[\w-]+\s+(?:of|for)\s+(?:the\s+)?)?",
        re.IGNORECASE,
    )


@functools.cache
def _handing() -> re.Pattern[str]:
    """The words above the points of a paper that end where it is told whose it is."""
    actors = vocabulary.load("actors")
    return re.compile(rf"{_of([*actors['issued'], *actors['instruments'], *actors['handed']])}\Z", re.IGNORECASE)


def _of(words: Sequence[str]) -> str:
    """The pattern of words for a paper, up to whoever it is of."""
    found = "|".join(map(vocabulary.cue_pattern, words))
    return rf"\b(?:{found})(?:\s+(?:no\.?\s*)?\d+)?\s+(?:of|by|from)\s+(?:the\s+)?"
