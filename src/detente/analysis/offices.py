"""Offices: in what capacity somebody speaks for a party, told from the speaker's words and the dossier's people."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntEnum

from detente.analysis.origins import is_unnamed
from detente.model import Dossier, Entry, PartyId, Person

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


def office_of(entry: Entry, dossier: Dossier | None = None) -> Office:
    """The office that a statement was made from.

    A person of the dossier has the office of the role held then; else the words that the text tells the speaker by
    decide. An owner's title is not the speaker's ("the president's aide" is an aide); the party as such, and a name
    without any office, count as its voice.
    """
    return Offices(dossier).of(entry)


class Offices:
    """The offices of a dossier's people, and those told by words; each speaker is read once.

    Args:
        dossier: Tells the offices of people; without it only the speakers' own words do.
    """

    def __init__(self, dossier: Dossier | None = None) -> None:
        self._parties = {} if dossier is None else {party.id: party for party in dossier.parties}
        self._known: dict[tuple[PartyId, str], tuple[list[tuple[Person, Office]], Office]] = {}

    def of(self, entry: Entry) -> Office:
        """The office that a statement was made from, as :func:`office_of` tells it."""
        party, speaker = entry.statement.party, entry.statement.speaker
        if speaker is None:
            return Office.VOICE
        if (party, speaker) not in self._known:
            self._known[party, speaker] = self._read(party, speaker)
        people, otherwise = self._known[party, speaker]
        for person, office in people:
            if _is_in_office(person, entry):
                return office
        return otherwise

    def _read(self, party: PartyId, speaker: str) -> tuple[list[tuple[Person, Office]], Office]:
        """The people that may be meant, with their offices, and the office that the words tell."""
        told = speaker.casefold().replace("\u2019", "'").rpartition("'s ")[2]
        by_words = Office.AIDE if is_unnamed(told) else _told_by(told)
        people = self._parties[party].people if party in self._parties else ()
        return [
            (person, by_words if person.role is None else _told_by(person.role.casefold()))
            for person in people
            if any(name.casefold() in told for name in (person.name, *person.names))
        ], by_words


def _told_by(words: str) -> Office:
    found = set(_WORD.findall(words))
    for office, known in ((Office.AIDE, _AIDE), (Office.HEAD, _HEAD), (Office.VOICE, _VOICE)):
        if not known.isdisjoint(found):
            return Office.VOICE if office is Office.HEAD and _is_of_lower_rank(found) else office
    return Office.VOICE


def _is_of_lower_rank(found: Iterable[str]) -> bool:
    """Whether a head's title stands beside a word that makes less of it ("deputy foreign minister")."""
    return not _VOICE.isdisjoint(found)


def _is_in_office(person: Person, entry: Entry) -> bool:
    if entry.dated is None or (person.valid_from is None and person.valid_until is None):
        return True
    has_begun = person.valid_from is None or person.valid_from.earliest <= entry.dated.latest
    return has_begun and (person.valid_until is None or entry.dated.earliest <= person.valid_until.latest)
