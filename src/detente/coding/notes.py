"""Finds what a document tells beside statements: of instruments, rounds and domestic hurdles."""

from __future__ import annotations

from collections.abc import Sequence

from detente.coding.finder import Finder
from detente.coding.hurdles import Hurdles
from detente.coding.instruments import Instruments
from detente.coding.places import Place
from detente.coding.rounds import Rounds
from detente.model import Document, Dossier, Note

NOTER = "notes/2"
"""Name and version of what finds notes, kept with them."""


class Notes:
    """Finds the notes of one dossier in documents; built once for a dossier, keeps nothing between documents."""

    def __init__(self, dossier: Dossier, finder: Finder) -> None:
        self._instruments = Instruments(dossier, finder.known, finder.issues, finder.options)
        self._rounds = Rounds(dossier, finder.actors)
        self._hurdles = Hurdles(dossier, finder.actors, finder.issues, finder.options)

    def find(self, document: Document, parts: Sequence[Place]) -> tuple[Note, ...]:
        """The notes of a document in text order, each once."""
        found: dict[str, Note] = {}
        for kind in (self._instruments, self._rounds, self._hurdles):
            for note in kind.notes(document, parts):
                found.setdefault(note.id, note)
        return tuple(sorted(found.values(), key=lambda note: (note.quote.start, note.quote.end, note.KIND, note.id)))
