"""Tellers: whether a statement is the party's own word, and which other side of the talks tells it."""

from __future__ import annotations

from detente.analysis.origins import Directness, directness, plain
from detente.model import Dossier, Entry, PartyId


class Tellers:
    """Who of the dossier's parties and people stands behind a name.

    Example:
        >>> from detente.model import Dossier, Party, PartyId, PartyKind, Person
        >>> party = Party(id=PartyId("n"), name="Norland", kind=PartyKind.STATE, people=(Person(name="Tor Vik"),))
        >>> tellers = Tellers(Dossier(id="d", title="D", parties=(party,), issues=()))
        >>> tellers.party_of("the Norland"), tellers.party_of("Foreign Minister Tor Vik"), tellers.party_of("CNN")
        ('n', 'n', None)
    """

    def __init__(self, dossier: Dossier) -> None:
        self._names: dict[str, set[PartyId]] = {}
        self._people: dict[str, set[PartyId]] = {}
        self._told: dict[str, PartyId | None] = {}
        self._ways: dict[tuple[PartyId, str | None, tuple[str, ...]], tuple[bool, PartyId | None]] = {}
        for party in dossier.parties:
            for name in (party.name, *party.names):
                self._names.setdefault(plain(name), set()).add(party.id)
            for person in party.people:
                for name in (person.name, *person.names):
                    self._people.setdefault(plain(name), set()).add(party.id)

    def party_of(self, name: str) -> PartyId | None:
        """The party of this name, or of this person with or without a title; None where none or several may be."""
        if name not in self._told:
            found = self._names.get(plain(name)) or self.of_person(name)
            self._told[name] = next(iter(found)) if len(found) == 1 else None
        return self._told[name]

    def of_person(self, name: str) -> set[PartyId]:
        """The parties that have somebody of this name, with or without a title."""
        parts = plain(name).split()
        endings = (" ".join(parts[at:]) for at in range(len(parts)))
        return next((self._people[ending] for ending in endings if ending in self._people), set())

    def is_own_word(self, entry: Entry) -> bool:
        """Whether the party itself is told to have said it: directly, or somebody of its people to a named teller."""
        return self._read(entry)[0]

    def other_side(self, entry: Entry) -> PartyId | None:
        """Another party of the dossier that tells it about this one, the nearest to the speaker; None for none."""
        return self._read(entry)[1]

    def _read(self, entry: Entry) -> tuple[bool, PartyId | None]:
        """Both answers, kept for all that is told in the same way."""
        told = entry.statement
        way = told.party, told.speaker, told.reported_by
        found = self._ways.get(way)
        if found is None:
            names = (*((told.speaker,) if told.speaker else ()), *told.reported_by)
            sides = [side for name in names if (side := self.party_of(name)) is not None and side != told.party]
            found = self._ways[way] = (not sides and self._is_own(entry), sides[0] if sides else None)
        return found

    def _is_own(self, entry: Entry) -> bool:
        told, way = entry.statement, directness(entry)
        if way is Directness.REPORTED:
            return told.speaker is not None and told.party in self.of_person(told.speaker)
        return way is Directness.DIRECT
