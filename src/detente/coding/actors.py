"""Turns names, metonyms, roles and possessives into mentions of the dossier's parties."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from detente.coding import vocabulary
from detente.model import Dossier, Party, PartyId, Person, Span

_ADJECTIVE_ENDING = re.compile(r"(?:ish|ese|ian|ean)$")
_DERIVED_ENDING = re.compile(r"(?:n|ic|i|er|ish|ese|ian|ean|an|ite)$")
_SHORTEST_NOUN = 4


class Shape(StrEnum):
    """How a party is named."""

    PERSON = "person"
    BODY = "body"
    PARTY = "party"
    ADJECTIVE = "adjective"


@dataclass(frozen=True, slots=True)
class Mention:
    """A party named in a text.

    Attributes:
        span: The naming words: "Norlandic officials", "the Palace", "Ingrid Solberg".
        party: The party named.
        shape: How it is named; an adjective ("Norlandic soil") names a party that does not act.
        speaker: The person or body named, as written; None for the party itself.
        is_possessive: Whether "'s" follows.
    """

    span: Span
    party: PartyId
    shape: Shape
    speaker: str | None
    is_possessive: bool = False


@dataclass(frozen=True, slots=True)
class _Name:
    party: Party
    person: Person | None
    is_adjective: bool
    is_own: bool


class Actors:
    """Finds the parties of one dossier in texts; built once for a dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self._names: dict[str, _Name] = {}
        for party in dossier.parties:
            for person in party.people:
                for name in _bare(person.name, *person.names):
                    self._names.setdefault(name.casefold(), _Name(party, person, is_adjective=False, is_own=False))
            for name in _bare(party.name, *party.names):
                adjective = is_adjective(name, party)
                self._names.setdefault(
                    name.casefold(), _Name(party, None, is_adjective=adjective, is_own=_is_own(name, party))
                )
        longest_first = sorted(set(self._written(dossier)), key=len, reverse=True)
        alternatives = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest_first) or r"(?!)"
        bodies = vocabulary.alternation(vocabulary.load("actors")["bodies"])
        self._pattern = re.compile(
            rf"(?<![\w-])(?P<name>{alternatives})(?P<plural>s?)(?![\w])(?P<possessive>['’]s?(?!\w))?"
            rf"(?P<body>\s+(?!states\s+that\b)(?:(?!and\b|to\b|of\b|in\b)[a-z][\w-]+\s+)?(?:{bodies})\b(?P<owner>['’]s?(?!\w))?"
            rf"(?:\s+(?:{bodies})\b)?)?"
        )
        self._bodies = frozenset(vocabulary.load("actors")["bodies"])
        terms = {term for issue in dossier.issues for term in (*issue.terms, issue.name)}
        nouns = {term.split()[-1].casefold() for term in terms if term.split()} | set(
            vocabulary.load("actors")["modified"]
        )
        self._modified = re.compile(rf"\s+(?:{'|'.join(sorted(map(re.escape, nouns)))})(?!\w)")

    @staticmethod
    def _written(dossier: Dossier) -> list[str]:
        names = []
        for party in dossier.parties:
            names += _bare(party.name, *party.names)
            for person in party.people:
                names += _bare(person.name, *person.names)
        return [form for name in names for form in _in_sentences(name)]

    def mentions(self, text: str, span: Span) -> list[Mention]:
        """Every party named between the characters of ``span``, in text order, none overlapping."""
        found = []
        position = span[0]
        while match := self._pattern.search(text, position, span[1]):
            position = match.end("possessive") if match["possessive"] else match.end("plural")
            mention = self._mention(text, match, self._name_of(match))
            position = max(position, mention.span[1])
            found.append(mention)
        return found

    def names(self, text: str, start: int = 0) -> dict[Span, PartyId]:
        """The characters of every name from ``start`` on, without the body or office beside it, and whose it is."""
        return {match.span("name"): self._name_of(match).party.id for match in self._pattern.finditer(text, start)}

    def _name_of(self, match: re.Match[str]) -> _Name:
        return self._names[" ".join(match["name"].split()).casefold()]

    def _is_bare_body(self, match: re.Match[str]) -> bool:
        """Whether a body follows its owner's name without another word between ("Harbour delegates")."""
        words = match["body"].removesuffix(match["owner"] or "")
        return " ".join(words.split()) in self._bodies

    def _mention(self, text: str, match: re.Match[str], name: _Name) -> Mention:
        start, end = match.start(), match.end("plural")
        is_possessive = match["possessive"] is not None
        if name.person is not None:
            return Mention((start, end), name.party.id, Shape.PERSON, match["name"], is_possessive)
        is_owner = name.is_adjective or is_possessive or match["name"].isupper() or "." in match["name"]
        if match["body"] and (is_owner or self._is_bare_body(match)):
            is_owned = bool(match["owner"]) and match.end("body") == match.end("owner")
            whole = start, match.start("owner") if is_owned else match.end("body")
            return Mention(whole, name.party.id, Shape.BODY, text[slice(*whole)], is_owned)
        is_own = set(match["name"].casefold().split()) <= set(name.party.name.casefold().split())
        if match["name"].split()[-1].casefold() in self._bodies and not is_own:
            return Mention((start, end), name.party.id, Shape.BODY, text[start:end], is_possessive)
        modifies = (name.is_adjective and not match["plural"]) or self._modified.match(text, end)
        if modifies and not is_possessive:
            return Mention((start, end), name.party.id, Shape.ADJECTIVE, None)
        is_body = not name.is_own and text[max(0, start - 4) : start].lower().endswith("the ")
        return Mention(
            (start, end),
            name.party.id,
            Shape.BODY if is_body else Shape.PARTY,
            match["name"] if is_body else None,
            is_possessive,
        )


def _bare(*names: str) -> list[str]:
    """The names without an article before them, their words a space apart."""
    told = (" ".join(name.split()) for name in names)
    return [bare for name in told if (bare := re.sub(r"^the ", "", name, flags=re.IGNORECASE))]


def _in_sentences(name: str) -> tuple[str, ...]:
    """A name as it may be written: one in small letters also with a capital first, or with a capital for each word."""
    if name != name.lower():
        return (name,)
    return name, name[:1].upper() + name[1:], " ".join(word[:1].upper() + word[1:] for word in name.split())


def is_adjective(name: str, party: Party) -> bool:
    """Whether a party's name is its adjective ("Norlandic"): by its ending, a list, or as a longer form of a name."""
    lowered = name.casefold()
    if " " in name or lowered == party.name.casefold() or name.isupper():
        return False
    if lowered in vocabulary.load("actors")["adjectives"] or _ADJECTIVE_ENDING.search(lowered):
        return True
    nouns = [other.casefold() for other in (party.name, *party.names) if other != name and " " not in other]
    return bool(_DERIVED_ENDING.search(lowered)) and any(
        len(noun) >= _SHORTEST_NOUN
        and not _ADJECTIVE_ENDING.search(noun)
        and len(lowered) >= len(noun)
        and lowered.startswith(noun[:-2])
        for noun in nouns
    )


def _is_own(name: str, party: Party) -> bool:
    """Whether a name is the party's own name or a short form of it, and no metonym."""
    words = set(party.name.casefold().split())
    return name.isupper() or "." in name or bool(words & set(name.casefold().split())) or name[:4] == party.name[:4]


def coordinated(text: str, mentions: Sequence[Mention], index: int) -> list[Mention]:
    """The mentions joined to the one at ``index`` by commas and "and", itself included, in text order."""
    group = [mentions[index]]
    for before in reversed(range(index)):
        if not _are_joined(text, mentions[before], group[0]):
            break
        group.insert(0, mentions[before])
    for after in range(index + 1, len(mentions)):
        if not _are_joined(text, group[-1], mentions[after]):
            break
        group.append(mentions[after])
    return group


def _are_joined(text: str, left: Mention, right: Mention) -> bool:
    if left.span == right.span:
        return True
    between = text[left.span[1] : right.span[0]]
    return bool(re.fullmatch(r",?\s+(?:and|or|as well as)\s+(?:the\s+|its\s+|their\s+)?|,\s+(?:the\s+)?", between))
