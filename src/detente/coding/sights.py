"""Turns a sentence into its words with papers and parties hidden, so that what stands around them can be read."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from detente.coding import vocabulary
from detente.coding.actors import Mention, Shape, coordinated
from detente.coding.paper_names import words_of
from detente.coding.papers import Reference
from detente.coding.places import Place
from detente.model import PartyId, Span

PAPER, PARTY = "\ue000", "\ue001"
"""What stands for each character of a paper's and of a party's name while a sentence is read."""
BEFORE_PARTY = re.compile(rf"\s+(?:the\s+)?(?={PARTY})")
"""What stands between a verb and a party that follows at once."""

_AUX = frozenset(
    {
        "has", "have", "had", "is", "are", "was", "were", "be", "been", "being", "will", "would", "shall",
        "should", "can", "could", "may", "might", "must", "do", "does", "did", "to", "not", "never", "yet",
        "cannot", "also", "already", "now", "then", "later", "first", "still", "soon", "both", "only", "just",
        "each", "once", "again", "all", "merely", "nevertheless",
    }
)  # fmt: skip
_TOKEN = re.compile(r"[^\s]+")
_LONGEST_GOVERNING_WORDS = 4
_OBLIQUE = re.compile(
    r"\b(?:to|from|with|of|by|for|against|about|between|in|at|through|via|on|over|than|behind|into)\s+"
    r"(?:the\s+|its\s+|their\s+|both\s+)?$",
    re.IGNORECASE,
)
ASIDE = r"(?:,[^,;]{1,120},|\s*\([^()]{1,80}\)|\s+[–—][^–—]{1,120}[–—])"
_SAID = r"\s+\w+(?:\s+\w+)?(?:\s+that)?\s+(?:it|they|he|she)"
_PLAIN = re.compile(rf"{ASIDE}?(?:,?\s+who)?(?:{_SAID})?\s*")
_ELIDED = re.compile(r"(?:,?\s+who)?\s[^;:.]*(?:\band|\bbut|\bthen|,)\s*")
_PRONOUN = re.compile(r"(?:^|[;,(“\"]\s*|\b(?:and|but|that|said|says)\s+)(?:It|He|She|They|it|he|she|they)\s*$")
_REPORTING = re.compile(r"\b(?:that|who|which|said|says|told|reported)\b")
_GOES_ON = re.compile(r"[“\"]?(?:It|This)\s")
_CLAUSE_MARK = re.compile(r"[;:]\s|,\s+(?:but|while|although|though)\b|\s[–—]\s")


@dataclass(slots=True)
class Sight:
    """A sentence that means papers; positions are counted from its beginning.

    Attributes:
        references: The papers it means.
        recent: The paper named last before it in its paragraph, if it stands right before.
        actors: Who acted last in the paragraph.
        text: The sentence as written.
        words: The same with papers and parties hidden.
    """

    place: Place
    references: Sequence[Reference]
    recent: Reference | None
    actors: Sequence[Mention]
    text: str = field(init=False)
    words: str = field(init=False)
    _chains: dict[int, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        start, end = self.place.sentence.span
        self.text = self.place.text[start:end]
        words = list(self.text)
        for mention in self.place.mentions:
            if mention.shape is not Shape.ADJECTIVE:
                self._hide(words, mention.span, PARTY)
        for reference in self.references:
            self._hide(words, reference.span, PAPER)
        self.words = "".join(words)

    def _hide(self, words: list[str], span: Span, mark: str) -> None:
        start, end = self.local(span)
        end = min(end, len(words))
        words[start:end] = mark * (end - start)

    def local(self, span: Span) -> Span:
        """Characters of the document, counted in the sentence."""
        offset = self.place.sentence.span[0]
        return max(span[0] - offset, 0), span[1] - offset

    def reference_at(self, position: int) -> Reference | None:
        """The paper whose name begins here, in front of here, or holds it."""
        held = (one for one in self.references if self.local(one.span)[0] <= position < self.local(one.span)[1])
        return next(held, None)

    def last_paper(self, position: int) -> Reference | None:
        """The paper named last in front of a position; one of the sentence before where this one names none yet."""
        before = [one for one in self.references if self.local(one.span)[1] <= position]
        return before[-1] if before else self.recent

    def parties_at(self, position: int) -> tuple[PartyId, ...]:
        """The parties of the list whose first member begins here."""
        for index, mention in enumerate(self.place.mentions):
            if self.local(mention.span)[0] == position:
                group = coordinated(self.place.text, self.place.mentions, index)
                return tuple(dict.fromkeys(one.party for one in group if one.span[0] >= mention.span[0]))
        return ()

    def subject(self, position: int) -> tuple[Mention, ...]:
        """The parties that do what the verb at a position tells; empty where it is somebody else or not told."""
        mentions = self.place.mentions
        for index in reversed(range(len(mentions))):
            mention = mentions[index]
            start, end = self.local(mention.span)
            if end > position or mention.is_possessive or mention.shape is Shape.ADJECTIVE or self.reference_at(start):
                continue
            between = self.words[end : self.chain_start(position)]
            group = coordinated(self.place.text, mentions, index)
            is_relative = between.startswith((", who ", " who "))
            lead = self.words[: self.local(group[0].span)[0]]
            if _OBLIQUE.search(lead) and not is_relative and not _bodies().search(lead):
                continue
            return tuple(group) if _leads(between) else ()
        return tuple(self.actors) if _PRONOUN.search(self.words[: self.chain_start(position)]) else ()

    def is_oblique(self, mention: Mention) -> bool:
        """Whether a preposition governs a party."""
        return _OBLIQUE.search(self.words[: self.local(mention.span)[0]]) is not None

    def chain(self, position: int) -> str:
        """The auxiliaries, adverbs and governing verbs right in front of a position ("has also agreed to")."""
        return self.words[self.chain_start(position) : position]

    def chain_start(self, position: int) -> int:
        """Where they begin; the position itself where there are none."""
        if position not in self._chains:
            self._chains[position] = self._found_chain(position)
        return self._chains[position]

    def _found_chain(self, position: int) -> int:
        tokens = list(_TOKEN.finditer(self.words, 0, position))
        while tokens:
            most = min(_LONGEST_GOVERNING_WORDS, len(tokens))
            longest = next((n for n in range(most, 0, -1) if _governs(tokens[-n:])), 0)
            if not longest:
                break
            position = tokens[-longest].start()
            del tokens[-longest:]
        return position

    def clause(self, position: int) -> Span:
        """The clause around a position."""
        start = max((one.end() for one in _CLAUSE_MARK.finditer(self.words, 0, position)), default=0)
        later = _CLAUSE_MARK.search(self.words, position)
        return start, later.start() if later else len(self.words)


def sights(places: Sequence[Place], references: Sequence[Sequence[Reference]]) -> Iterator[Sight]:
    """The sentences that mean a paper, by a name or as what the one before named, in text order.

    Args:
        places: The places of a document.
        references: The papers that each of them means.
    """
    recent: Reference | None = None
    actors: Sequence[Mention] = ()
    paragraph = -1
    for place, here in zip(places, references, strict=True):
        if place.sentence.paragraph != paragraph:
            recent, actors, paragraph = None, (), place.sentence.paragraph
        if here or recent is not None:
            yield Sight(place, here, recent, actors)
        if here or not _GOES_ON.match(place.text, *place.sentence.span):
            recent = here[-1] if here else None
        actors = (place.subject,) if place.subject is not None else actors


def _governs(tokens: Sequence[re.Match[str]]) -> bool:
    """Whether these words stand only in front of a verb."""
    told = " ".join(token[0].casefold() for token in tokens).replace("’", "'")
    if len(tokens) == 1 and (told in _AUX or told.endswith("n't") or (told.endswith("ly") and told.isalpha())):
        return True
    return told in _governing()


def _leads(between: str) -> bool:
    """Whether nothing but its own predicate stands between a subject and a verb."""
    if _PLAIN.fullmatch(between):
        return True
    return _ELIDED.fullmatch(between) is not None and not _REPORTING.search(between.removeprefix(", who"))


@functools.cache
def _bodies() -> re.Pattern[str]:
    """Words in front of a party that make one of its bodies: what that does, the party does."""
    return re.compile(rf"{vocabulary.any_of(words_of('bodies')).pattern}\s+of\s+(?:the\s+)?$", re.IGNORECASE)


@functools.cache
def _governing() -> frozenset[str]:
    return frozenset(one for key in ("ahead", "unwilling", "undone") for one in words_of(key))
