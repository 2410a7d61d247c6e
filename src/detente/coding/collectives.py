"""Turns words for several parties at once into mentions: "the unions", "both sides", "the parties" of a joint paper."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.coding import vocabulary
from detente.coding.actors import Actors, Mention, Shape, coordinated
from detente.coding.segments import paragraphs
from detente.model import Document, Dossier, PartyId, PartyKind, Span

_OPENING_PARAGRAPHS = 4
"""So far into a joint paper those who issue it are sought."""
_FEWEST = 2
_BEFORE_SUBJECT = re.compile(
    r"[\s\"“'(]*(?:(?:and|but|further|furthermore|finally|in\s+addition|moreover),?\s+)?$", re.IGNORECASE
)
_BEFORE_CLAUSE = re.compile(r"(?:^[\s\"“'(]*|[,;:]\s+|\b(?:that|and|but|while|as|though|because|said)\s+|[\"“])$")


@dataclass(frozen=True, slots=True)
class Collective:
    """Finds words for several parties in one document.

    Attributes:
        groups: The dossier's parties of each kind.
        issuers: The parties that issue the document together; none where it is nobody's joint paper.
        pair: The two parties that the document names most; none where no two stand out.
    """

    groups: Mapping[PartyKind, Sequence[PartyId]]
    issuers: Sequence[PartyId]
    pair: Sequence[PartyId]

    def mentions(self, text: str, sentence: Span, named: Sequence[Mention]) -> Iterator[Mention]:
        """A mention for each party that the sentence's words for several mean, all with the same characters."""
        for match in _kinds().finditer(text, *sentence):
            if any(one.span[0] < match.end() and match.start() < one.span[1] for one in named):
                continue
            parties = self._of_kind(match)
            yield from (Mention(match.span(), party, Shape.PARTY, None) for party in parties)
        together = _together().search(text, *sentence) if self.issuers else None
        if together is not None and _BEFORE_SUBJECT.fullmatch(text, sentence[0], together.start()):
            yield from (Mention(together.span(), party, Shape.PARTY, None) for party in self.issuers)
        elif not any(one.party in self.pair for one in named):
            both = next((one for one in _both().finditer(text, *sentence) if _is_subject(text, sentence, one)), None)
            yield from (Mention(both.span(), party, Shape.PARTY, None) for party in self.pair if both)

    def _of_kind(self, match: re.Match[str]) -> Sequence[PartyId]:
        """The parties of the kind that a plural names, if it names them all."""
        noun = match["noun"].casefold()
        found = [
            party for kind, nouns in vocabulary.load("actors")["kinds"].items() if noun in nouns
            for party in self.groups.get(PartyKind(kind), ())
        ]  # fmt: skip
        told = _NUMBERS.get((match["number"] or "").casefold(), _FEWEST if match["all"].casefold() == "both" else None)
        is_common = noun in vocabulary.load("actors")["common"]
        if len(found) < _FEWEST or (told is not None and told != len(found)) or (told is None and is_common):
            return ()
        return found


class Collectives:
    """Finds words for several parties of one dossier; built once for a dossier, keeps nothing between documents."""

    def __init__(self, dossier: Dossier, actors: Actors) -> None:
        self._actors = actors
        self._groups: dict[PartyKind, list[PartyId]] = defaultdict(list)
        for party in dossier.parties:
            self._groups[party.kind].append(party.id)
        self._mediators = {party.id for party in dossier.parties if party.kind is PartyKind.MEDIATOR}

    def of_document(self, document: Document, named: Iterable[PartyId]) -> Collective:
        """What words for several parties mean in a document, whose names are ``named``, one for each time."""
        return Collective(self._groups, self._issuers(document), self._pair(named))

    def _pair(self, named: Iterable[PartyId]) -> Sequence[PartyId]:
        """The two named most, but for mediators, if a third is named less often."""
        often = Counter(party for party in named if party not in self._mediators).most_common(_FEWEST + 1)
        stands_out = len(often) == _FEWEST or (len(often) > _FEWEST and often[-1][1] < often[-2][1])
        return [party for party, _ in often[:_FEWEST]] if stands_out else ()

    def _issuers(self, document: Document) -> Sequence[PartyId]:
        """Those named together where a paper that calls itself joint begins."""
        text = document.text
        opening = [span for span, _ in paragraphs(text, document.body_start)][:_OPENING_PARAGRAPHS]
        heads = [document.title or "", *(text[slice(*span)] for span in opening[:1])]
        if not any(_joint().search(head) for head in heads):
            return ()
        for told in (*heads, *(text[slice(*span)] for span in opening)):
            mentions = self._actors.mentions(told, (0, len(told)))
            for index in range(len(mentions)):
                group = dict.fromkeys(one.party for one in coordinated(told, mentions, index))
                parties = [party for party in group if party not in self._mediators]
                if len(parties) >= _FEWEST:
                    return parties
        return ()


_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}


@functools.cache
def _kinds() -> re.Pattern[str]:
    nouns = vocabulary.alternation(noun for nouns in vocabulary.load("actors")["kinds"].values() for noun in nouns)
    numbers = "|".join(_NUMBERS)
    return re.compile(
        rf"\b(?P<all>(?:all\s+)?the|all|both|these)\s+(?:(?P<number>{numbers})\s+)?(?P<noun>{nouns})\b(?!['’])",
        re.IGNORECASE,
    )


def _is_subject(text: str, sentence: Span, words: re.Match[str]) -> bool:
    """Whether words begin a sentence or a clause of it."""
    return _BEFORE_CLAUSE.search(text[sentence[0] : words.start()]) is not None


@functools.cache
def _both() -> re.Pattern[str]:
    """Words for two that do something; that "the two sides are close" tells how the talks stand names neither."""
    actors = vocabulary.load("actors")
    several, one = "|".join(actors["pair"]), "|".join(actors["either"])
    return re.compile(
        rf"\b(?:[Bb]oth(?:\s+of)?(?:\s+the)?\s+(?:{several})|(?:[Tt]he|[Tt]hese)\s+two(?:\s+(?:{several}))"
        rf"|[Tt]he\s+sides)\b(?!['’]|\s+(?:are|were|remain|remained)\b)"
        rf"|\b[Nn]either\s+(?:(?:of\s+the\s+)?(?:{one})|of\s+them|of\s+the\s+two)\b(?!['’])"
        rf"|\b(?:Both|Neither)(?=\s+(?:{'|'.join(actors['acting'])}|[a-z]+ed)\b)"
    )


@functools.cache
def _together() -> re.Pattern[str]:
    nouns = "|".join(vocabulary.load("actors")["together"])
    return re.compile(
        rf"\b(?:(?:(?:all|both)\s+)?(?:of\s+)?(?:the\s+)?(?:(?:{'|'.join(_NUMBERS)})\s+)?(?:{nouns})|they|we)\b(?=\s+\w)(?!['’])",
        re.IGNORECASE,
    )


@functools.cache
def _joint() -> re.Pattern[str]:
    return vocabulary.any_of(vocabulary.load("actors")["joint"])
