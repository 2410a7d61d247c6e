"""Offices: in what capacity somebody speaks for a party, told from the speaker's words and the dossier's people."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntEnum

from detente.analysis.origins import is_unnamed
from detente.model import Dossier, Entry, Party, Person

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
    speaker = entry.statement.speaker
    if speaker is None:
        return Office.VOICE
    told = speaker.casefold().replace("\u2019", "'")
    if "'s " in told:
        told = told.rpartition("'s ")[2]
    party = None if dossier is None else next((one for one in dossier.parties if one.id == entry.statement.party), None)
    person = _person(told, party, entry)
    if person is not None and person.role is not None:
        return _told_by(person.role.casefold())
    return Office.AIDE if is_unnamed(told) else _told_by(told)


def _told_by(words: str) -> Office:
    found = set(_WORD.findall(words))
    for office, known in ((Office.AIDE, _AIDE), (Office.HEAD, _HEAD), (Office.VOICE, _VOICE)):
        if not known.isdisjoint(found):
            return Office.VOICE if office is Office.HEAD and _is_of_lower_rank(found) else office
    return Office.VOICE


def _is_of_lower_rank(found: Iterable[str]) -> bool:
    """Whether a head's title stands beside a word that makes less of it ("deputy foreign minister")."""
    return not _VOICE.isdisjoint(found)


def _person(told: str, party: Party | None, entry: Entry) -> Person | None:
    if party is None:
        return None
    for person in party.people:
        names = (person.name, *person.names)
        if any(name.casefold() in told for name in names) and _is_in_office(person, entry):
            return person
    return None


def _is_in_office(person: Person, entry: Entry) -> bool:
    if entry.dated is None:
        return True
    has_begun = person.valid_from is None or person.valid_from.earliest <= entry.dated.latest
    return has_begun and (person.valid_until is None or entry.dated.earliest <= person.valid_until.latest)
