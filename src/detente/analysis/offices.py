"""Offices: in what capacity somebody speaks for a party, told from the speaker's words and the dossier's people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum

from detente.analysis.origins import is_unnamed
from detente.model import Dossier, Edtf, PartyId, Person

_AIDE = frozenset(
    {
        "adviser", "advisers", "advisor", "advisors", "aide", "aides", "ally", "allies", "assistant", "associate",
        "associates", "confidant", "confidante", "envoys", "insider", "lawmaker", "lawmakers", "member", "members",
        "mp", "official", "officials", "staff", "staffer", "staffers", "supporter", "supporters",
    }
)  # fmt: skip
_VOICE = frozenset(
    {
        "ambassador", "deputy", "delegate", "delegates", "delegation", "office", "press", "representative",
        "representatives", "service", "spokesman", "spokesmen", "spokesperson", "spokespeople",
        "spokeswoman", "spokeswomen",
    }
)  # fmt: skip
_HEAD = frozenset(
    {
        "chair", "chairman", "chairwoman", "chairperson", "chancellor", "chief", "commander", "commissioner",
        "director", "emir", "envoy", "governor", "head", "king", "leader", "minister", "negotiator", "premier",
        "president", "prince", "queen", "secretary", "secretary-general", "sultan",
    }
)  # fmt: skip
_WORD = re.compile(r"[\w-]+")


class Office(IntEnum):
    """In what capacity somebody speaks; a higher one binds the party more."""

    AIDE = 0
    VOICE = 1
    HEAD = 2

    @property
    def words(self) -> str:
        """How it is shown."""
        return ("an aide or official", "a spokesperson or the party as such", "who leads or negotiates")[self]


class Offices:
    """The offices of a dossier's people, and those told by words; each speaker is read once.

    Args:
        dossier: Tells the offices of people; without it only the speakers' own words do.
    """

    def __init__(self, dossier: Dossier | None = None) -> None:
        parties = () if dossier is None else dossier.parties
        self._people = {party.id: party.people for party in parties}
        self._names = {party.id: _names(party.people) for party in parties}
        self._words: dict[str, tuple[str, Office]] = {}
        self._known: dict[tuple[PartyId, str], tuple[list[tuple[Person, Office]], Office]] = {}

    def of(self, party: PartyId, speaker: str | None, dated: Edtf | None) -> Office:
        """The office of one who speaks for a party at that time.

        A person of the dossier has the office of the role held then; else the words that the text tells the speaker by
        decide. An owner's title is not the speaker's ("the president's aide" is an aide); the party as such, and a name
        without any office, count as its voice.
        """
        if speaker is None:
            return Office.VOICE
        known = self._known.get((party, speaker))
        if known is None:
            known = self._known[party, speaker] = self._read(party, speaker)
        people, otherwise = known
        for person, office in people:
            if _is_in_office(person, dated):
                return office
        return otherwise

    def of_all(
        self, parties: Sequence[PartyId], speakers: Sequence[str | None], dates: Sequence[Edtf | None]
    ) -> list[Office]:
        """The office of each; whose office no date decides is looked up but once."""
        named = list(zip(parties, speakers, strict=True))
        always = {each: self._whenever(*each) for each in set(named)}
        return [
            self.of(*each, dated) if (office := always[each]) is None else office
            for each, dated in zip(named, dates, strict=True)
        ]

    def _whenever(self, party: PartyId, speaker: str | None) -> Office | None:
        """The office of one who speaks for a party at any time; None where the time decides."""
        office = self.of(party, speaker, None)
        people = () if speaker is None else self._known[party, speaker][0]
        return None if any(_has_term(person) for person, _ in people) else office

    def _read(self, party: PartyId, speaker: str) -> tuple[list[tuple[Person, Office]], Office]:
        """The people that may be meant, with their offices, and the office that the words tell."""
        if speaker not in self._words:
            told = speaker.casefold().replace("\u2019", "'").rpartition("'s ")[2]
            self._words[speaker] = told, Office.AIDE if is_unnamed(told) else _told_by(told)
        told, by_words = self._words[speaker]
        meant = sorted({place for name, place in self._names.get(party, ()) if name in told})
        people = [self._people[party][place] for place in meant]
        return [
            (person, by_words if person.role is None else _told_by(person.role.casefold())) for person in people
        ], by_words


def _names(people: Sequence[Person]) -> list[tuple[str, int]]:
    """Every name as it is compared, with the place of the person."""
    return [(name.casefold(), place) for place, person in enumerate(people) for name in (person.name, *person.names)]


def _told_by(words: str) -> Office:
    found = set(_WORD.findall(words))
    for office, known in ((Office.AIDE, _AIDE), (Office.HEAD, _HEAD), (Office.VOICE, _VOICE)):
        if not known.isdisjoint(found):
            return Office.VOICE if office is Office.HEAD and _is_of_lower_rank(found) else office
    return Office.VOICE


def _is_of_lower_rank(found: Iterable[str]) -> bool:
    """Whether a head's title stands beside a word that makes less of it ("deputy foreign minister")."""
    return not _VOICE.isdisjoint(found)


def _has_term(person: Person) -> bool:
    return person.valid_from is not None or person.valid_until is not None


def _is_in_office(person: Person, dated: Edtf | None) -> bool:
    if dated is None or not _has_term(person):
        return True
    has_begun = person.valid_from is None or person.valid_from.earliest <= dated.latest
    return has_begun and (person.valid_until is None or dated.earliest <= person.valid_until.latest)
