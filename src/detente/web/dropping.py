"""Turns a document into what was dropped of it and why: it is read and coded once more, which takes a while."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from detente.coding import Coder, Explained, explain
from detente.model import Document, Dossier

_KEPT = 16
"""So many texts are not read again while they and the dossier stay the same."""


@dataclass(frozen=True, slots=True)
class DroppedSentence:
    """A sentence that no statement was taken from.

    Attributes:
        text: The sentence.
        reasons: Why, in words; each with the party or the words it is about.
    """

    text: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """What was dropped of a text.

    Attributes:
        sentences: Those that name a party or tell an act, in text order.
        n_silent: How many more name no party of the dossier, or only ask.
        n_coded: How many sentences statements were taken from.
    """

    sentences: tuple[DroppedSentence, ...]
    n_silent: int
    n_coded: int


_turn = Lock()


def dropped_of(dossier: Dossier, document: Document) -> Dropped:
    """What was dropped of a text and why, by the coder that this program comes with.

    One text is read at a time; other requests go on meanwhile.

    Raises:
        ModelError: The model is missing or damaged.
    """
    with _turn:
        return _dropped(dossier, document)


@lru_cache(maxsize=2)
def _coder(dossier: Dossier) -> Coder:
    return Coder(dossier)


@lru_cache(maxsize=_KEPT)
def _dropped(dossier: Dossier, document: Document) -> Dropped:
    explained = list(explain(document, _coder(dossier).code(document)))
    left = [each for each in explained if not any(one.statements for one in each.weighed)]
    told = tuple(
        DroppedSentence(document.text[slice(*each.sentence)], tuple(_reasons(each, document, dossier)))
        for each in left
        if each.weighed or each.dropped
    )
    return Dropped(told, len(left) - len(told), len(explained) - len(left))


def _reasons(explained: Explained, document: Document, dossier: Dossier) -> Iterator[str]:
    for one in explained.weighed:
        yield f"{dossier.party_name(one.party)}: {one.reason} ({one.likelihood:.0%} likely)"
    for cue in explained.dropped:
        yield f"“{document.text[slice(*cue.span)]}”: {cue.reason}"
