"""Ties the sources of attributions to the dossier: by name, office, owner, body or pronoun, else as written."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from detente.coding import vocabulary
from detente.coding.actors import Actors, Mention, Shape
from detente.model import Dossier, PartyId, Person, Span

_REMEMBERED = 100
"""How many speakers back somebody is sought for whom a pronoun or an office stands."""
_PERSONAL = frozenset({"he", "she", "him", "her"})
_NEUTRAL = frozenset({"it"})
_PLURAL = frozenset({"they", "them"})
RELATIVE = frozenset({"who", "which", "that"})
_ARTICLE = re.compile(r"(?:the|its|their|his|her)\s+", re.IGNORECASE)
_OWNED = re.compile(r"(?P<owner>[^,]+?)['’]s?\s+(?P<owned>\w.*)", re.DOTALL)
APPOSITION = re.compile(r"\s*[,(]")
_PREPOSITION = re.compile(r"\b(?:of|for|from|at|in|to|with|inside|within)\s+(?:the\s+)?(?:\w+\s+)?$")


class Tie(StrEnum):
    """What tied a source to the dossier."""

    NAME = "name"
    OFFICE = "office"
    OWNER = "owner"
    BODY = "body"
    PRONOUN = "pronoun"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Speaker:
    """One source of an attribution.

    Attributes:
        span: Its characters.
        words: As written; for a pronoun, those of the speaker it stands for.
        party: The dossier's party it speaks for; None where it is nobody's.
        person: The dossier's person it is; None for a body, an aide, or somebody unknown.
        tie: What told so.
        is_party: Whether it is the party itself, and nobody of it is named.
    """

    span: Span
    words: str
    party: PartyId | None
    person: str | None
    tie: Tie
    is_party: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    party: PartyId
    person: Person


class Speakers:
    """Finds the speakers of one dossier's negotiation in texts; keeps nothing between texts."""

    def __init__(self, dossier: Dossier, actors: Actors | None = None) -> None:
        self._actors = actors or Actors(dossier)
        self._people = {
            name.casefold(): _Known(party.id, person)
            for party in dossier.parties
            for person in party.people
            for name in (person.name, *person.names)
        }
        self._in_office = [_Known(party.id, person) for party in dossier.parties for person in party.people]

    def of_sources(self, text: str, sources: Iterable[Span], start: int = 0) -> dict[Span, Speaker]:
        """The speaker of each source.

        Args:
            text: The document's text.
            sources: The characters of each source.
            start: Where the text begins that may name speakers.
        """
        mentions = self._actors.mentions(text, (start, len(text)))
        starts = [mention.span[0] for mention in mentions]
        passage, index = _Passage(), 0
        found: dict[Span, Speaker] = {}
        for source in sorted(set(sources)):
            while index < len(mentions) and mentions[index].span[0] < source[0]:
                passage.note_mention(mentions[index], self._person_of(mentions[index]))
                index += 1
            inside = mentions[index : bisect_left(starts, source[1], index)]
            speaker = self._speaker(text, source, inside, passage)
            passage.note_speaker(speaker, self._people.get((speaker.person or "").casefold()))
            found[source] = speaker
        return found

    def _speaker(self, text: str, source: Span, inside: Sequence[Mention], passage: _Passage) -> Speaker:
        words = text[slice(*source)]
        if words.casefold() in _PERSONAL | _NEUTRAL | _PLURAL | RELATIVE:
            return passage.of_pronoun(source, words)
        if unnamed().search(words):
            return Speaker(source, words, None, None, Tie.NOTHING)
        head = _head(text, source, inside)
        if head is None:
            return self._by_office(source, words, passage)
        person, named = self._person_of(head), text[slice(*head.span)]
        is_owner = _PREPOSITION.search(text, source[0], head.span[0]) or (
            head.is_possessive and text[head.span[1] : source[1]].strip("'’s \t\n")
        )
        if is_owner:
            return Speaker(source, APPOSITION.split(words)[0], head.party, None, Tie.OWNER)
        if person is not None:
            return Speaker(source, named, head.party, person.person.name, Tie.NAME)
        holder = self._holder(_head_noun(named), head.party, passage) if head.shape is Shape.BODY else None
        if holder is not None:
            return Speaker(source, named, head.party, holder.person.name, Tie.OFFICE)
        if head.shape is Shape.PARTY:
            return Speaker(source, named, head.party, None, Tie.NAME, is_party=True)
        return Speaker(source, named, head.party, None, Tie.BODY)

    def _by_office(self, source: Span, words: str, passage: _Passage) -> Speaker:
        """Somebody told by office or body alone: "the minister", "the chancellor's aide", "the ministry"."""
        told = APPOSITION.split(_ARTICLE.sub("", words, count=1))[0].strip()
        owned = _OWNED.fullmatch(told)
        holder = self._holder(owned["owner"] if owned else told, None, passage)
        if holder is not None and owned:
            return Speaker(source, words, holder.party, None, Tie.OWNER)
        if holder is not None:
            return Speaker(source, words, holder.party, holder.person.name, Tie.OFFICE)
        body = None if owned else passage.body(_head_noun(told))
        return Speaker(source, words, body, None, Tie.BODY if body else Tie.NOTHING)

    def _holder(self, office: str, party: PartyId | None, passage: _Passage) -> _Known | None:
        """Who holds an office: the last person named in the text that does, else the only one in the dossier."""
        sought = " ".join(office.casefold().split())

        def holds(known: _Known) -> bool:
            role = (known.person.role or "").casefold()
            return (role == sought or role.endswith(f" {sought}")) and party in {None, known.party}

        recent = next((one for one in reversed(passage.people) if holds(one)), None)
        fitting = [one for one in self._in_office if holds(one) and one.person.valid_until is None]
        return recent or (fitting[0] if len(fitting) == 1 else None)

    def _person_of(self, mention: Mention) -> _Known | None:
        if mention.shape is not Shape.PERSON or mention.speaker is None:
            return None
        return self._people.get(" ".join(mention.speaker.split()).casefold())


class _Passage:
    """Who was named and who spoke so far, the last at the end."""

    def __init__(self) -> None:
        self.people: deque[_Known] = deque(maxlen=_REMEMBERED)
        self._bodies: dict[str, PartyId] = {}
        self._spoken: deque[Speaker] = deque(maxlen=_REMEMBERED)
        self._named: tuple[Mention, _Known | None] | None = None

    def note_mention(self, mention: Mention, known: _Known | None) -> None:
        if mention.shape is Shape.ADJECTIVE:
            return
        self._named = (mention, known)
        if known is not None:
            self.people.append(known)
        elif mention.shape is Shape.BODY and mention.speaker:
            self._bodies[_head_noun(mention.speaker)] = mention.party

    def note_speaker(self, speaker: Speaker, known: _Known | None) -> None:
        if known is not None:
            self.people.append(known)
        self._spoken.append(speaker)

    def body(self, noun: str) -> PartyId | None:
        """The party whose body of this name was named last."""
        return self._bodies.get(noun)

    def of_pronoun(self, source: Span, pronoun: str) -> Speaker:
        """The last speaker a pronoun fits: a person for "she", a body or party for "it", anybody for "they"."""
        lowered = pronoun.casefold()
        if lowered in RELATIVE:
            return self._named_last(source, pronoun)
        for one in reversed(self._spoken):
            is_person = one.person is not None or one.tie in {Tie.OWNER, Tie.NOTHING}
            if lowered in _PLURAL or is_person == (lowered in _PERSONAL):
                return replace(one, span=source, tie=Tie.PRONOUN)
        if lowered in _PERSONAL and self.people:
            last = self.people[-1]
            return Speaker(source, last.person.name, last.party, last.person.name, Tie.PRONOUN)
        return Speaker(source, pronoun, None, None, Tie.NOTHING)

    def _named_last(self, source: Span, pronoun: str) -> Speaker:
        """Whom "who" or "which" goes back to."""
        if self._named is None:
            return Speaker(source, pronoun, None, None, Tie.NOTHING)
        mention, known = self._named
        person = known.person.name if known is not None else None
        is_party = mention.shape is Shape.PARTY
        return Speaker(source, mention.speaker or pronoun, mention.party, person, Tie.PRONOUN, is_party)


def _head_noun(words: str) -> str:
    return words.rsplit(maxsplit=1)[-1].casefold() if words.strip() else ""


def _head(text: str, source: Span, inside: Sequence[Mention]) -> Mention | None:
    """The mention that a source is about: a person named outright, else the first party or body."""
    for one in inside:
        is_owner = one.is_possessive or _PREPOSITION.search(text, source[0], one.span[0])
        if one.shape is Shape.PERSON and not is_owner:
            return one
    return next((one for one in inside if one.shape is not Shape.ADJECTIVE), None)


@functools.cache
def unnamed() -> re.Pattern[str]:
    """Somebody unnamed who is only near a party."""
    data = vocabulary.load("attribution")
    return re.compile(
        rf"\b(?:{'|'.join(data['unnamed_heads'])})\b.*\b(?:{'|'.join(data['unnamed_near'])})\b"
        rf"|^(?:some|many|several|a\s+few|most|others|voices)\s+(?:of\s+(?:them|those)\s+)?(?:in|at|inside|within|near|around)\b",
        re.IGNORECASE,
    )
