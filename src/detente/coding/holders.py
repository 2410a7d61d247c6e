"""Turns a cue in a clause into the parties whose act it is."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from detente.coding import vocabulary
from detente.coding.actors import Mention, Shape, coordinated
from detente.coding.acts import ActCue, Form
from detente.model import Span

_PREPOSITION = re.compile(
    r"\b(?:with|to|of|on|in|from|for|against|by|between|among|at|over|about|toward|towards|into|than|per|via|through"
    r"|inside|near|behind|after|before|since|under|without)\s+(?:the\s+|an?\s+|its\s+|both\s+)?(?:[A-Z][\w’'.-]*\s+){0,3}$",
)
_AGENT = re.compile(r"[^,;:]{0,60}?\b(?:by|between|among)\s+(?:both\s+|the\s+)?$", re.IGNORECASE)
_TO_WHOM = re.compile(r"\s+(?:to|for|in)\s+(?:the\s+)?$", re.IGNORECASE)
_OWNED_GAP = re.compile(r"['’]?s?\s+(?:[\w’'-]+\s+){0,3}$")
_QUALIFYING_GAP = re.compile(r"\s+(?:[\w’'-]+\s+)?$")
_BETWEEN = re.compile(r"\s+(?:between|among)\s+(?:both\s+|the\s+)?$", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:this|that|these|those|the|any|such|each|every)\s+(?:[\w’'-]+\s+){0,2}$", re.IGNORECASE)
_OWNER_AFTER = re.compile(
    r"\s+(?:by|from|of|(?:linked|attributed|ascribed) to|(?:made|drafted|backed|put forward) by)\s+(?:the\s+)?$"
)


class Ground(StrEnum):
    """Why a party was taken for the one that acts, best first."""

    SUBJECT = "its subject"
    OWNER = "whose it is said to be"
    AGENT = "named as its agent"
    VIEWPOINT = "whose point of view is told"
    SOURCE = "the source of the words"
    CLAIMANT = "the one that claims it"
    CARRIED = "the one that acted before"
    ISSUER = "the one that issues the paper"


@dataclass(frozen=True, slots=True)
class Holder:
    """A party that acts, and on what ground it was taken for it."""

    mention: Mention
    ground: Ground


def find_holders(
    text: str, clause: Span, cue: ActCue, mentions: Sequence[Mention], viewpoint: Mention | None
) -> list[Holder]:
    """The parties named in the clause as those that act by ``cue``; several where they are joined by "and".

    Args:
        text: The document's text.
        clause: The clause's characters.
        cue: The act's words.
        mentions: Every party mentioned in the sentence, in text order.
        viewpoint: The party whose point of view the sentence is told from, if any.
    """
    scene = _Scene(text, clause, cue, mentions)
    agents = scene.agents()
    if agents:
        return agents
    subjects = scene.subjects()
    if viewpoint is not None:
        is_own = all(holder.mention.party == viewpoint.party for holder in subjects)
        if is_own or cue.form is not Form.VERB:
            return [Holder(viewpoint, Ground.VIEWPOINT)]
    return (scene.owners() if cue.form is Form.NOUN else scene.to_whom()) or subjects


def find_viewpoint(text: str, sentence: Span, mentions: Sequence[Mention]) -> Mention | None:
    """The party in "For X, ..." or "From X's point of view, ..." at a sentence's beginning, if any."""
    for mention in mentions[:1]:
        before = text[sentence[0] : mention.span[0]]
        after = text[mention.span[1] : sentence[1]]
        if _viewpoint_before().fullmatch(before) and _viewpoint_after().match(after):
            return mention
    return None


@dataclass(frozen=True, slots=True)
class _Scene:
    """A cue in its clause, and the parties of the sentence around it."""

    text: str
    clause: Span
    cue: ActCue
    mentions: Sequence[Mention]

    @property
    def before(self) -> Iterator[int]:
        """The mentions of the clause before the cue, the nearest first."""
        for index in reversed(range(len(self.mentions))):
            start, end = self.mentions[index].span
            if self.clause[0] <= start and end <= self.cue.span[0]:
                yield index

    @property
    def after(self) -> Iterator[int]:
        """The mentions of the clause behind the cue, the nearest first."""
        for index, mention in enumerate(self.mentions):
            if self.cue.span[1] <= mention.span[0] and mention.span[1] <= self.clause[1]:
                yield index

    def between(self, index: int) -> str:
        """The words between the cue and a mention."""
        start, end = self.mentions[index].span
        return self.text[end : self.cue.span[0]] if end <= self.cue.span[0] else self.text[self.cue.span[1] : start]

    def joined(self, index: int, ground: Ground) -> list[Holder]:
        """The mention and those joined to it, as holders."""
        group = coordinated(self.text, self.mentions, index)
        return [Holder(one, ground) for one in group if one.shape is not Shape.ADJECTIVE or ground is Ground.OWNER]

    def agents(self) -> list[Holder]:
        """Those behind "by" or "between" after a participle: "agreed between Norland and Sudmark"."""
        is_participle = self.text[slice(*self.cue.span)].casefold().split()[0].endswith(("ed", "en", "wn"))
        pattern = _AGENT if self.cue.form is Form.VERB and is_participle else _BETWEEN
        for index in self.after:
            if self.mentions[index].shape is not Shape.ADJECTIVE:
                return self.joined(index, Ground.AGENT) if pattern.fullmatch(self.between(index)) else []
        return []

    def to_whom(self) -> list[Holder]:
        """Those to whom something is so: "unacceptable to Norland"."""
        if self.cue.form is not Form.STATE or self.text[slice(*self.cue.span)].casefold().endswith((" to", " for")):
            return []
        index = next(self.after, None)
        if index is None or not _TO_WHOM.fullmatch(self.between(index)):
            return []
        return self.joined(index, Ground.OWNER)

    def owners(self) -> list[Holder]:
        """Whose demand, proposal or line it is: "Norland's demand", "the Norlandic demand", "a demand by Norland"."""
        index = next(self.before, None)
        if index is not None:
            mention, between = self.mentions[index], self.between(index)
            gap = _OWNED_GAP if mention.is_possessive else _QUALIFYING_GAP
            owns = mention.is_possessive or mention.shape is Shape.ADJECTIVE
            if (owns and gap.fullmatch(between)) or _linked().match(between):
                return self.joined(index, Ground.OWNER)
        index = next(self.after, None)
        if index is None or self.mentions[index].shape is Shape.ADJECTIVE:
            return []
        return self.joined(index, Ground.OWNER) if _OWNER_AFTER.fullmatch(self.between(index)) else []

    def subjects(self) -> list[Holder]:
        """The nearest party before the cue that no preposition governs, one that owns something only if no other."""
        start = self.cue.span[0]
        if self.cue.form is Form.NOUN and _OTHERS.search(self.text[max(0, start - 40) : start]):
            return []
        second: list[Holder] = []
        for index in self.before:
            mention = self.mentions[index]
            if mention.shape is Shape.ADJECTIVE:
                continue
            first = coordinated(self.text, self.mentions, index)[0].span[0]
            if _PREPOSITION.search(self.text, max(self.clause[0], first - 40), first):
                continue
            holders = self.joined(index, Ground.SUBJECT)
            if not mention.is_possessive:
                return holders
            second = second or holders
        return second


@functools.cache
def _viewpoint_before() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in vocabulary.load("actors")["viewpoint_before"])
    return re.compile(rf"[\"“]?(?:{words})\s+(?:the\s+)?", re.IGNORECASE)


@functools.cache
def _viewpoint_after() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in vocabulary.load("actors")["viewpoint_after"])
    return re.compile(
        rf"(?:['’]s?)?(?:\s+(?:{words}))?\s*,|(?:['’]s?)?\s+(?:{words})\b|\s+(?:this|that|such|the|it|any|a)\s",
        re.IGNORECASE,
    )


@functools.cache
def _linked() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in vocabulary.load("actors")["linked"])
    return re.compile(rf"(?:{words})\s+(?:[\w’'-]+\s+){{0,3}}$", re.IGNORECASE)
