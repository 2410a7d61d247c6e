"""Tells who wrote a paper that somebody else prints."""

from __future__ import annotations

from collections.abc import Sequence

from detente.coding.actors import Actors
from detente.coding.paper_steps import steps
from detente.coding.papers import Papers
from detente.coding.places import Place
from detente.coding.sights import sights
from detente.model import Dossier, PartyId, Step


class PaperAuthors:
    """Finds the authors of one dossier's instruments; built once for a dossier."""

    def __init__(self, dossier: Dossier, actors: Actors) -> None:
        self._papers = Papers(dossier)
        self._owners: dict[str, list[PartyId]] = {
            one.id: [
                mention.party
                for name in (one.name, *one.names)
                for mention in actors.mentions(name, (0, len(name)))
                if mention.is_possessive
            ]
            for one in dossier.instruments
        }

    def of(self, instrument: str, title: str | None, places: Sequence[Place]) -> PartyId | None:
        """The one party that is told to have written it, whose the dossier calls it, or that is told to have sent it.

        Args:
            instrument: The dossier's.
            title: That of the document.
            places: What the document tells around the paper's own words.
        """
        wrote: list[PartyId] = []
        sent: list[PartyId] = []
        for sight in sights(places, self._papers.of_document(title, places)):
            for told in steps(sight):
                if told.is_expected or told.reference.paper.itself.instrument != instrument:
                    continue
                wrote += told.by if told.step is Step.DRAFT else ()
                sent += told.handing.sender if told.handing is not None else ()
        several = ({*found} for found in (wrote, self._owners.get(instrument, ()), sent))
        return next((one for found in several if len(found) == 1 for one in found), None)
