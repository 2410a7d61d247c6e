"""Tellers: whether a statement is the party's own word, and which other side of the talks tells it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.analysis.origins import Directness
from detente.model import Dossier, PartyId
from detente.model.outlets import plain


class Tellers:
    """Who of the dossier's parties and people stands behind a name.

    Example:
        >>> from detente.model import Dossier, Party, PartyId, PartyKind, Person
        >>> party = Party(id=PartyId("n"), name="Norland", kind=PartyKind.STATE, people=(Person(name="Tor Vik"),))
        >>> tellers = Tellers(Dossier(id="d", title="D", parties=(party,), issues=()))
        >>> tellers.party_of("the Norland"), tellers.party_of("Foreign Minister Tor Vik"), tellers.party_of("CNN")
        ('n', 'n', None)
        >>> tellers.person("n", "Foreign Minister Tor Vik"), tellers.person("n", "an aide to Tor Vik's staff")
        ('Tor Vik', "an aide to Tor Vik's staff")
    """

    def __init__(self, dossier: Dossier | None) -> None:
        self._names: dict[str, set[PartyId]] = {}
        self._people: dict[str, dict[PartyId, set[str]]] = {}
        self._told: dict[str, PartyId | None] = {}
        for party in () if dossier is None else dossier.parties:
            for name in (party.name, *party.names):
                self._names.setdefault(plain(name), set()).add(party.id)
            for person in party.people:
                for name in (person.name, *person.names):
                    meant = self._people.setdefault(plain(name), {})
                    meant.setdefault(party.id, set()).add(person.name)

    def party_of(self, name: str) -> PartyId | None:
        """The party of this name, or of this person with or without a title; None where none or several may be."""
        if name not in self._told:
            found = self._names.get(plain(name)) or self.of_person(name)
            self._told[name] = next(iter(found)) if len(found) == 1 else None
        return self._told[name]

    def of_person(self, name: str) -> set[PartyId]:
        """The parties that have somebody of this name, with or without a title."""
        return set(next((self._people[ending] for ending in _endings(name) if ending in self._people), ()))

    def person(self, party: PartyId, name: str) -> str:
        """The one name of a person that a party has, by any of its names; as told where none or several may be."""
        meant = next((told for ending in _endings(name) if (told := self._people.get(ending, {}).get(party))), ())
        return next(iter(meant)) if len(meant) == 1 else name

    def other_sides(
        self, parties: Sequence[PartyId], speakers: Sequence[str | None], chains: Sequence[tuple[str, ...]]
    ) -> list[PartyId | None]:
        """The other party of the dossier that tells each, the nearest to the speaker; None for none.

        Args:
            parties: Of whom it is told.
            speakers: Whose words it is.
            chains: Who reports whom, nearest the speaker first.
        """
        by_speaker = {name: self.party_of(name) if name else None for name in set(speakers)}
        by_chain = {chain: self._sides(chain) for chain in set(chains)}
        return [
            _other_side(party, by_speaker[speaker], by_chain[chain])
            for party, speaker, chain in zip(parties, speakers, chains, strict=True)
        ]

    def own_words(
        self,
        parties: Sequence[PartyId],
        speakers: Sequence[str | None],
        ways: Sequence[Directness],
        sides: Sequence[PartyId | None],
    ) -> list[bool]:
        """Whether the party itself is told to have said each.

        So it is where nobody stands between, or only named tellers and one of its people is the speaker; and no other
        side tells it.
        """
        people = {name: self.of_person(name) if name else set[PartyId]() for name in set(speakers)}
        return [
            side is None and (way is Directness.DIRECT or (way is Directness.REPORTED and party in people[speaker]))
            for party, speaker, way, side in zip(parties, speakers, ways, sides, strict=True)
        ]

    def _sides(self, chain: tuple[str, ...]) -> tuple[PartyId, ...]:
        return tuple(side for name in chain if (side := self.party_of(name)) is not None)


def _endings(name: str) -> Iterator[str]:
    """The name without its first words, fewer and fewer."""
    parts = plain(name).split()
    return (" ".join(parts[at:]) for at in range(len(parts)))


def _other_side(party: PartyId, speaker: PartyId | None, chain: tuple[PartyId, ...]) -> PartyId | None:
    if speaker is not None and speaker != party:
        return speaker
    return next((side for side in chain if side != party), None) if chain else None
