"""Tells what a dossier lacks that would make the coding of its documents better; it works without."""

from __future__ import annotations

from detente.model import Dossier

_MOST_NAMED = 3


def advice(dossier: Dossier) -> list[str]:
    """Sentences of advice to the dossier's author; empty where nothing is lacking."""
    bare = [issue.name for issue in dossier.issues if not issue.description and not issue.terms]
    if not bare:
        return []
    named = ", ".join(bare[:_MOST_NAMED]) + (f" and {len(bare) - _MOST_NAMED} more" if len(bare) > _MOST_NAMED else "")
    gain = "With a description and terms, in the words that reports use, more statements find their issue."
    return [f"These issues have neither a description nor terms: {named}. {gain}"]
