"""Turns the coding of a document without a statement into the words that say what came nearest to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.briefing.wording import excerpt

if TYPE_CHECKING:
    from detente.coding.coder import Coding
    from detente.model import Document, Dossier

_NOBODY = "no party of the dossier acts in it on one of its issues"
_QUOTED_CHARACTERS = 80


def unstated_words(document: Document, coding: Coding, dossier: Dossier) -> str:
    """Why a document gave no statement: which sentence came nearest to one, of which party, and how likely.

    Args:
        document: It.
        coding: What it was coded into, with no statement.
        dossier: Names the parties.
    """
    nearest = max(coding.weighed, key=lambda each: each.likelihood, default=None)
    if nearest is None:
        return _NOBODY
    quote = excerpt(document.text[slice(*nearest.sentence)], _QUOTED_CHARACTERS)
    return (
        f"no statement in it; nearest comes “{quote}”: that {dossier.party_name(nearest.party)} makes one is only "
        f"{nearest.likelihood:.0%} likely; `detente code --explain FILE` tells of every sentence"
    )
