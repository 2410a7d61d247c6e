"""Tells whom the speakers' labels of a document name: parties, people of theirs, who asks, or nobody known."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from detente.coding import vocabulary
from detente.coding.actors import Actors, Mention, Shape
from detente.coding.labels import Label
from detente.coding.speakers import Speaker, Speakers, Tie
from detente.model import Document, Dossier, PartyId, Span

_FULL_NAME = r"[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ]\.)?(?: (?:de|van|von|der) )?(?: [A-ZÀ-Þ][\w’'-]+)+"
_IS_FULL_NAME = re.compile(_FULL_NAME)
_INITIALS = re.compile(r"[A-ZÀ-Þ]{2,4}|(?:[A-ZÀ-Þ]\.){2,4}")
_BEFORE_NAME = re.compile(r"(?:['’]s?)?\s+$")
_BEHIND_NAME = re.compile(
    r"\s*[,(]\s*(?:[^.;!?\n]{0,60}\b(?:of|for|from|the)\s+|(?:the|an?)\s+)?$|\s+(?:of|for|from)\s+(?:the\s+)?$"
)
_NEAR_CHARS = 90
LONGEST_OPENING_CHARS = 5000
"""So far from its beginning a text may introduce who speaks in it; bounds the work on many labels."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Whom a label names.

    Attributes:
        speaker: Who it is; None for who asks, and for somebody of whom no name is told.
        is_asking: Whether it is somebody who asks and holds no position.
    """

    speaker: Speaker | None
    is_asking: bool = False

    @property
    def party(self) -> PartyId | None:
        """The party whose words they are, if any."""
        return None if self.speaker is None else self.speaker.party


@dataclass(frozen=True, slots=True)
class _Name:
    party: PartyId
    name: str
    person: str | None


@dataclass(slots=True)
class Casting:
    """Finds out for one document; ``opening`` is where the text that introduces the speakers ends."""

    document: Document
    opening: int
    known: Known
    _told: dict[str, Cast] = field(default_factory=dict)

    def of_label(self, label: Label) -> Cast:
        """Whom a label names; the same words name the same one throughout."""
        key = f"{label.words} {label.bracket}".casefold()
        if key not in self._told:
            self._told[key] = self._cast(label)
        return self._told[key]

    def asked(self, label: Label) -> Cast:
        """Whoever is asked where a label names who asks."""
        return Cast(self._interviewee(label.name))

    def _cast(self, label: Label) -> Cast:
        if label.is_question or label.words.casefold() in _asking() or self._is_outlet(label.words):
            return Cast(None, is_asking=True)
        if label.is_answer:
            return self.asked(label)
        person = self._by_initials(label) or self._by_first_name(label)
        if person is not None:
            return Cast(Speaker(label.name, person.name, person.party, person.person, Tie.NAME))
        return Cast(self.somebody(label.name, label.words, label.bracket))

    def somebody(self, span: Span, words: str, bracket: str = "") -> Speaker | None:
        """Whom words name: by the dossier, by the party in brackets behind them, or by where the name is introduced."""
        named, owner = self.known.named(words), self.known.named(bracket)
        if named is not None and named.person is not None:
            return Speaker(span, named.name, named.party, named.person, Tie.NAME)
        if owner is not None:
            return Speaker(span, words, owner.party, None, Tie.OWNER)
        whole = (0, len(words))
        spoken = self.known.speakers.of_sources(words, [whole])[whole]
        if spoken.party is not None:
            return replace(spoken, span=span)
        if named is not None:
            return Speaker(span, named.name, named.party, None, Tie.NAME, is_party=True)
        name, party = self._introduced(words)
        if party is not None:
            return Speaker(span, name, party, None, Tie.OWNER)
        if words.casefold() in _offices():
            return self._interviewee(span)
        return Speaker(span, name, None, None, Tie.NOTHING) if _IS_FULL_NAME.fullmatch(name) else None

    def _introduced(self, words: str) -> tuple[str, PartyId | None]:
        """The full name that words are short for, and the party beside it where the text first tells it."""
        text, start = self.document.text, self.document.body_start
        for match in re.finditer(_FULL_NAME, text[start : self.opening]):
            name, sought = match.group().casefold(), words.casefold()
            if not name.endswith(f" {sought}") and sought.replace(".", "") not in {name, _initials(name)}:
                continue
            full = words if " " in words else match.group()
            first, end = match.start() + start, match.end() + start
            around = self.known.actors.mentions(
                text, (max(start, first - _NEAR_CHARS), min(len(text), end + _NEAR_CHARS))
            )
            for mention in around:
                before, behind = text[mention.span[1] : first], text[end : mention.span[0]]
                is_before = mention.span[1] <= first and _BEFORE_NAME.fullmatch(before)
                if is_before or (mention.span[0] >= end and _BEHIND_NAME.fullmatch(behind)):
                    return full, mention.party
            return full, None
        return words, None

    def _by_initials(self, label: Label) -> _Name | None:
        """The person of the dossier whom the document names and whose initials these are, if there is but one."""
        if not _INITIALS.fullmatch(label.words):
            return None
        sought = label.words.replace(".", "").casefold()
        fitting = [one for one in self.known.people if _initials(one.name) == sought]
        text = f"{self.document.title or ''} {self.document.text}".casefold()
        present = [one for one in fitting if one.name.casefold() in text] or [
            one for one in fitting if one.name.split()[-1].casefold() in text
        ]
        return present[0] if len({one.person for one in present}) == 1 else None

    def _by_first_name(self, label: Label) -> _Name | None:
        """The person of the dossier whose first name a label is, if there is but one and no party is called so."""
        sought = label.words.casefold()
        fitting = [one for one in self.known.people if " " in one.name and one.name.split()[0].casefold() == sought]
        return fitting[0] if len(fitting) == 1 and self.known.named(label.words) is None else None

    def _is_outlet(self, words: str) -> bool:
        """Whether a label is an outlet: of the dossier, the document's publisher, or one named in the opening."""
        sought, is_named = words.casefold().removeprefix("the "), self.known.named(words) is not None
        text = self.document.text[self.document.body_start : self.opening]
        outlets = {*self.known.outlets, *(match.group() for match in _outlet().finditer(text))}
        for outlet in (*outlets, *filter(None, [self.document.publisher])):
            bare = outlet.casefold().removeprefix("the ")
            if sought == bare or (not is_named and sought in {bare.split()[-1], _initials(outlet)}):
                return True
        return False

    def _interviewee(self, span: Span) -> Speaker | None:
        """Whom an interview is with: whom the opening says it is with, else the first person named in it."""
        texts = [self.document.title or "", self.document.text[self.document.body_start : self.opening]]
        found = [(text, self.known.actors.mentions(text, (0, len(text)))) for text in texts]
        for text, mentions in found:
            for match in _interviewing().finditer(text):
                for one in mentions:
                    if match.end() <= one.span[0] <= match.end() + _NEAR_CHARS and one.shape is not Shape.ADJECTIVE:
                        return self._as_speaker(span, text, one, match.end())
        everyone = [one for _, mentions in found for one in mentions if one.shape is not Shape.ADJECTIVE]
        people = [one for one in everyone if one.shape is Shape.PERSON]
        if people:
            return self._as_speaker(span, "", people[0])
        return self._as_speaker(span, "", everyone[0]) if len({one.party for one in everyone}) == 1 else None

    def _as_speaker(self, span: Span, text: str, mention: Mention, start: int = 0) -> Speaker:
        """The mention as a speaker; a name that stands between ``start`` and a body or party is the speaker's."""
        name = _IS_FULL_NAME.search(text, start, mention.span[0])
        words = mention.speaker or (name.group() if name else self.known.party_name(mention.party))
        if name is not None and mention.shape is not Shape.PERSON:
            words = name.group()
        known = self.known.named(words) if mention.shape is Shape.PERSON else None
        is_party = mention.shape is Shape.PARTY and name is None
        person = known.person if known is not None else None
        return Speaker(span, words, mention.party, person, Tie.NAME, is_party)


class Known:
    """The names of a dossier's people, parties and outlets, in any case; built once for a dossier."""

    def __init__(self, dossier: Dossier, actors: Actors, speakers: Speakers) -> None:
        self.actors, self.speakers = actors, speakers
        self.outlets = [name for source in dossier.sources for name in (source.name, *source.names)]
        self.people = [
            _Name(party.id, person.name, person.name) for party in dossier.parties for person in party.people
        ]
        self.party_name = dossier.party_name
        self._names: Mapping[str, _Name] = {
            **{
                name.casefold().removeprefix("the "): _Name(party.id, party.name, None)
                for party in dossier.parties
                for name in (party.name, *party.names)
            },
            **{
                name.casefold(): _Name(party.id, person.name, person.name)
                for party in dossier.parties
                for person in party.people
                for name in (person.name, *person.names)
            },
        }

    def party_called(self, words: str) -> PartyId | None:
        """The party that some words call: by its name, or by a name of several words and more ("State Pilots' Office").

        A name of one word is too little, a "Norland Gazette" is no Norland, unless a body that is the party itself
        stands beside it: "Government of Norland".
        """
        bare = re.sub(r"^the\s+", "", " ".join(words.split()).casefold())
        runs = [bare, *(run for run in _runs(bare) if " " in run)]
        found = next((self._names[run] for run in (*runs, _whole().sub("", bare)) if run in self._names), None)
        return found.party if found is not None and found.person is None else None

    def named(self, words: str) -> _Name | None:
        """The person that some words name, else the party; None where they name nobody of the dossier."""
        found = [self._names[run] for run in _runs(words) if run in self._names]
        return next((one for one in found if one.person is not None), found[0] if found else None)


def _runs(words: str) -> Iterator[str]:
    """Each run of some words in lower case, the longest first."""
    split: Sequence[str] = [word.strip(",.;") for word in words.casefold().split()]
    for length in range(len(split), 0, -1):
        for start in range(len(split) - length + 1):
            yield " ".join(split[start : start + length])


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split()).casefold()


@functools.cache
def _asking() -> frozenset[str]:
    return frozenset(vocabulary.load("attribution")["asking"])


@functools.cache
def _offices() -> frozenset[str]:
    return frozenset(vocabulary.load("actors")["bodies"])


@functools.cache
def _whole() -> re.Pattern[str]:
    """A body that is the party itself, at one end of its name."""
    bodies = vocabulary.alternation(vocabulary.load("actors")["wholes"])
    return re.compile(rf"^(?:{bodies})\s+of\s+(?:the\s+)?|(?:['’]s)?\s+(?:{bodies})$")


@functools.cache
def _interviewing() -> re.Pattern[str]:
    return vocabulary.any_of(vocabulary.load("attribution")["interviewing"])


@functools.cache
def _outlet() -> re.Pattern[str]:
    endings = "|".join(vocabulary.load("attribution")["outlet_names"])
    return re.compile(rf"\b(?:[A-Z][\w’'&-]*\s+){{1,3}}(?:{endings})\b")
