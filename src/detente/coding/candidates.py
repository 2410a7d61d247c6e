"""Turns places into candidates: each sentence with each party that may do something in it, and what speaks for it.

The features are what the trained heads read beside the encoder's states; training computes them with this very module.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.coding.actors import Mention, Shape
from detente.coding.attribution.words import NO_PARTY, Words
from detente.coding.holders import Ground
from detente.coding.places import Place
from detente.coding.rules import Suggestion
from detente.model import Act, Firmness, PartyId, Span

_OF_OTHERS = re.compile(r"\W*(?:they|he|she)\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|our|Our|my|us|me|mine|ours)\b")
_PRONOUN = re.compile(
    r"\b(?:he|she|they|it|He|She|They|It|his|her|their|its|His|Her|Their|Its|him|them)\b"
)  # fmt: skip
_GOES_ON = re.compile(
    r"\W*(?:(?:but|and|yet|still|so|then|later|instead|also)\W+)?(?:it|he|she|they|its|his|her|their)\b", re.IGNORECASE
)
_N_REMEMBERED, _MANY, _MOST_MARKED = 3, 2, 40
_LONGEST_SENTENCE_WORDS, _LONG_SENTENCE_WORDS = 120, 55
_GROUNDS = (
    Ground.SUBJECT, Ground.OWNER, Ground.AGENT, Ground.VIEWPOINT, Ground.SOURCE, Ground.CLAIMANT, Ground.CARRIED,
)  # fmt: skip

N_FEATURES = 61
CONTEXT_WORDS = 24
"""How many words before the sentence the heads read too."""


class Role(IntEnum):
    """What a word is to a candidate; the columns of ``Candidate.roles``."""

    OWN_NAME = 0
    OTHER_NAME = 1
    PRONOUN = 2
    TOLD_BY_OWN = 3
    TOLD_BY_OTHER = 4
    TOLD_BY_UNNAMED = 5
    CUE = 6
    SUGGESTED = 7
    BEFORE = 8


Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A party that may do something in a sentence.

    Attributes:
        words: The sentence's words in the document, the last not included.
        anchors: The words that name the party, or else the pronouns that may stand for it.
        n_before: How many words before the sentence are read with it.
        roles: What each word is to the party, 1 where it is; shape (words before and of the sentence, 9).
        features: What is known without the encoder; shape (61).
        suggested: What the rules read the party to do here.
        number: The party's number in the document; 0 where it is not named.
    """

    place: Place
    party: PartyId
    words: tuple[int, int]
    anchors: tuple[tuple[int, int], ...]
    n_before: int
    roles: Floats
    features: Floats
    suggested: tuple[Suggestion, ...]
    number: int


def candidates(
    places: Sequence[Place], words: Words, suggestions: Mapping[Span, Sequence[Suggestion]],
    numbers: Mapping[PartyId, int],
) -> Iterator[list[Candidate]]:  # fmt: skip
    """The candidates of each place, in text order; a place without words has none.

    Args:
        places: The document's sentences.
        words: The document's words.
        suggestions: What the rules suggest, by the sentence's characters.
        numbers: The number of each party that the document names.
    """
    recent: list[PartyId] = []
    earlier: list[_Marked] = []
    paragraph = -1
    for place in places:
        scene = _Scene.of(place, words, suggestions.get(place.sentence.span, ()), recent, paragraph, earlier, numbers)
        yield [scene.candidate(party) for party in (*scene.parties, *scene.carried)] if scene.n_words else []
        recent = _remembered(recent, place)
        earlier = [*earlier, *scene.marked][-_MOST_MARKED:]
        paragraph = place.sentence.paragraph


def _remembered(recent: Sequence[PartyId], place: Place) -> list[PartyId]:
    """Who a later sentence without a name may be about, likeliest last: whoever acts here, then who else is named.

    Those who act are the subject and the sources; where a pronoun does, whoever was likeliest before it; else who is
    named first.
    """
    named = list(dict.fromkeys(one.party for one in place.mentions if one.shape is not Shape.ADJECTIVE))
    acting = [] if place.subject is None else [one for one in named if one in place.subjects] or [place.subject.party]
    acting += [telling.source.party for telling in place.tellings if telling.source is not None]
    if not acting:
        is_told_by_pronoun = any(telling.pronoun for telling in place.tellings)
        goes_on = is_told_by_pronoun or _GOES_ON.match(place.text, *place.sentence.span)
        acting = list(recent[-1:]) if goes_on and recent else [mention.party for mention in place.mentions[:1]]
    for party in (*(one for one in named if one not in acting), *acting):
        recent = [*(one for one in recent if one != party), party]
    return list(recent)


class _Marked(NamedTuple):
    """Words that are something to a party: to ``party`` in the role ``own``, to any other in the role ``other``."""

    words: tuple[int, int]
    party: PartyId | None
    own: Role
    other: Role


@dataclass(frozen=True, slots=True)
class _Scene:
    """A sentence and all that its candidates share."""

    place: Place
    words: Words
    suggestions: Sequence[Suggestion]
    recent: Sequence[PartyId]
    is_same_paragraph: bool
    first: int
    end: int
    named: Mapping[PartyId, Sequence[Mention]]
    told: Mapping[PartyId, float]
    parties: Sequence[PartyId]
    carried: Sequence[PartyId]
    pronouns: Sequence[Span]
    own_pronouns: Sequence[Span]
    marked: Sequence[_Marked]
    earlier: Sequence[_Marked]
    numbers: Mapping[PartyId, int]

    @classmethod
    def of(
        cls, place: Place, words: Words, suggestions: Sequence[Suggestion], recent: Sequence[PartyId], paragraph: int,
        earlier: Sequence[_Marked], numbers: Mapping[PartyId, int],
    ) -> _Scene:  # fmt: skip
        span = place.sentence.span
        first, end = words.within(*span)
        named: dict[PartyId, list[Mention]] = defaultdict(list)
        for mention in place.mentions:
            named[mention.party].append(mention)
        told = _shares_told(place, words)
        parties = list(dict.fromkeys([*named, *told, *(one.statement.party for one in suggestions)]))
        own = [match.span() for match in _FIRST_PERSON.finditer(place.text, *span)]
        if place.cast is not None and not own and _OF_OTHERS.match(place.text, *span):
            parties = [party for party in parties if party != place.cast.party or party in named]
        pronouns = [match.span() for match in _PRONOUN.finditer(place.text, *span)]
        carried = [] if place.cast is not None and not pronouns else reversed(recent[-_N_REMEMBERED:])
        return cls(
            place, words, suggestions, recent, place.sentence.paragraph == paragraph,
            first, min(end, first + _LONGEST_SENTENCE_WORDS), named, told, parties,
            [party for party in carried if party not in parties], pronouns, own,
            list(_marked(place, words, [*pronouns, *own])), earlier, numbers,
        )  # fmt: skip

    @property
    def n_words(self) -> int:
        return self.end - self.first

    def candidate(self, party: PartyId) -> Candidate:
        spans = [mention.span for mention in self.named.get(party, ())] or [*self.pronouns, *self.own_pronouns]
        suggested = tuple(one for one in self.suggestions if one.statement.party == party)
        n_before = min(CONTEXT_WORDS, self.first)
        return Candidate(
            self.place, party, (self.first, self.end), tuple(self.words.within(*span) for span in spans),
            n_before, self._roles(party, suggested, self.first - n_before),
            np.array([*self._naming(party), *self._surroundings(party), *self._suggested(suggested)], np.float32),
            suggested, self.numbers.get(party, NO_PARTY),
        )  # fmt: skip

    def _roles(self, party: PartyId, suggested: Sequence[Suggestion], begin: int) -> Floats:
        """What each word from ``begin`` to the sentence's end is to the party."""
        roles = np.zeros((self.end - begin, len(Role)), np.float32)
        roles[: self.first - begin, Role.BEFORE] = 1.0
        named = {words for words, other, _, _ in self.marked if other == party}
        for (start, stop), other, own, others in (*self.earlier, *self.marked):
            if other != party and (start, stop) in named:
                continue
            roles[max(0, start - begin) : max(0, stop - begin), own if other == party else others] = 1.0
        for one in suggested:
            start, stop = self.words.within(one.statement.quote.start, one.statement.quote.end)
            roles[max(0, start - begin) : max(0, stop - begin), Role.SUGGESTED] = 1.0
        return roles

    def _naming(self, party: PartyId) -> list[float]:
        """How the party is named, and where."""
        place, own = self.place, self.named.get(party, ())
        shapes = {mention.shape for mention in own}
        return [
            bool(own),
            Shape.PERSON in shapes,
            Shape.BODY in shapes,
            Shape.PARTY in shapes,
            shapes == {Shape.ADJECTIVE},
            any(mention.is_possessive for mention in own),
            party in place.subjects,
            bool(place.subjects) and party not in place.subjects,
        ]

    def _surroundings(self, party: PartyId) -> list[float]:
        """Who speaks, who was spoken of before, and what kind of sentence it is."""
        place, own = self.place, self.named.get(party, ())
        told = place.text[slice(*place.sentence.span)]
        rank = list(reversed(self.recent)).index(party) if party in self.recent else len(self.recent) + _MANY
        return [
            party in self.told,
            self.told.get(party, 0.0),
            any(other != party for other in self.told),
            max((share for other, share in self.told.items() if other != party), default=0.0),
            any(telling.is_opinion for telling in place.tellings),
            any(bool(telling.pronoun) for telling in place.tellings),
            place.viewpoint is not None and place.viewpoint.party == party,
            place.viewpoint is not None and place.viewpoint.party != party,
            bool(self.pronouns) and not own,
            bool(self.own_pronouns),
            party in self.carried,
            rank == 0,
            rank == 1,
            rank > 1,
            self.is_same_paragraph,
            len(self.parties) == 0,
            len(self.parties) == 1,
            len(self.parties) > _MANY,
            (self.words.within(*own[0].span)[0] - self.first) / self.n_words if own else 0.0,
            "“" in told or '"' in told,
            min(1.0, self.n_words / _LONG_SENTENCE_WORDS),
            bool(place.cues),
            bool(own) and place.mentions[0].party == party,
            bool(place.chain),
        ]

    def _suggested(self, suggested: Sequence[Suggestion]) -> list[float]:
        """What the rules read, and which acts any cue of the sentence tells."""
        statements = [one.statement for one in suggested]
        ground = suggested[0].ground if suggested else None
        told = {cue.act for cue in self.place.cues}
        return [
            *(any(one.act is act for one in statements) for act in Act),
            *(any(one.firmness is firmness for one in statements) for firmness in Firmness),
            *(ground is one for one in _GROUNDS),
            *(act in told for act in Act),
            any(one.condition is not None for one in statements),
            bool(statements),
        ]


def _marked(place: Place, words: Words, pronouns: Sequence[Span]) -> Iterator[_Marked]:
    """The words of a sentence that name, tell or act."""
    for mention in place.mentions:
        yield _Marked(words.within(*mention.span), mention.party, Role.OWN_NAME, Role.OTHER_NAME)
    for span in pronouns:
        yield _Marked(words.within(*span), None, Role.PRONOUN, Role.PRONOUN)
    for telling in place.tellings:
        party = telling.source.party if telling.source else None
        other = Role.TOLD_BY_OTHER if party else Role.TOLD_BY_UNNAMED
        for span in telling.content:
            yield _Marked(words.within(*span), party, Role.TOLD_BY_OWN, other)
    for cue in place.cues:
        yield _Marked(words.within(*cue.span), None, Role.CUE, Role.CUE)


def _shares_told(place: Place, words: Words) -> dict[PartyId, float]:
    """The share of the sentence's words that each party is told to have said."""
    first, end = words.within(*place.sentence.span)
    shares: dict[PartyId, float] = {}
    for telling in place.tellings:
        if telling.source is not None:
            inside = (words.within(*span) for span in telling.content)
            n_words = sum(max(0, min(stop, end) - max(begin, first)) for begin, stop in inside)
            share = n_words / max(1, end - first)
            shares[telling.source.party] = max(shares.get(telling.source.party, 0.0), share)
    return shares
