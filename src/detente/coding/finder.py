"""Finds the candidates of a document: all that the heads weigh, and what they weigh it by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from detente.coding.actors import Actors
from detente.coding.attribution.tagger import Reading, Tagger
from detente.coding.attribution.words import N_PARTIES
from detente.coding.candidates import Candidate, candidates
from detente.coding.casting import Known
from detente.coding.chains import Chains
from detente.coding.collectives import Collectives
from detente.coding.issues import Issues
from detente.coding.options import Options
from detente.coding.paper_texts import PaperTexts, provided_in
from detente.coding.places import Place, places
from detente.coding.points import Points
from detente.coding.rules import Dropped, Rules, Suggestion
from detente.coding.speakers import Speakers
from detente.coding.turns import Turns
from detente.model import Document, Dossier, PartyId, Span


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one document.

    Attributes:
        reading: The document as the model read it.
        places: Its sentences.
        candidates: Each place's candidates; a list may be empty.
        dropped: Cues of acts that the rules left, and sentences that are not read, with their reason.
    """

    reading: Reading
    places: list[Place]
    candidates: list[list[Candidate]]
    dropped: list[Dropped]


class Finder:
    """Finds the candidates of one dossier in documents; built once for a dossier, keeps nothing between documents."""

    def __init__(self, dossier: Dossier, tagger: Tagger) -> None:
        self.actors, self.issues, self.options, self.tagger = Actors(dossier), Issues(dossier), Options(dossier), tagger
        self._chains = Chains(dossier)
        self._speakers = Speakers(dossier, self.actors)
        self.known = Known(dossier, self.actors, self._speakers)
        self._turns = Turns(self.known)
        self._collectives = Collectives(dossier, self.actors)
        self._texts = PaperTexts(dossier, self.known)
        self._rules, self._points = Rules(dossier, self.issues), Points(dossier, self.issues, self.options)

    def find(self, document: Document) -> Found:
        """The document's candidates; the parties' names are hidden from the model that reads it."""
        names = self.actors.names(document.text, document.body_start)
        numbers = _numbers(names.values())
        hidden = {span: numbers[party] for span, party in names.items()}
        reading = self.tagger.read_closely(document.text, document.body_start, hidden)
        collective = self._collectives.of_document(document, names.values())
        told = list(self._turns.of_document(document, collective.issuers))
        attributions = reading.attributions
        parts = list(places(document, told, attributions, self.actors, self._chains, self._speakers, collective))
        paper = self._texts.of_document(document, parts)
        parts = parts if paper is None else list(provided_in(paper, parts))
        suggestions, dropped = self._rules.suggest(document, [one for one in parts if not _is_provision(one)])
        dropped += [Dropped(one.sentence.span, "", one.left) for one in told if one.left]
        by_sentence: dict[Span, list[Suggestion]] = defaultdict(list)
        for one in (*suggestions, *self._points.suggest(document, parts)):
            by_sentence[one.place.sentence.span].append(one)
        found = [
            [one for one in own if one.suggested or not _is_provision(place)]
            for place, own in zip(parts, candidates(parts, reading.words, by_sentence, numbers), strict=True)
        ]
        return Found(reading, parts, found, dropped)


def _is_provision(place: Place) -> bool:
    return place.point is not None and place.point.is_provision


def _numbers(parties: Iterable[PartyId]) -> dict[PartyId, int]:
    """The parties' numbers, in the order in which the text names them first."""
    return {party: order % N_PARTIES + 1 for order, party in enumerate(dict.fromkeys(parties))}
