"""Tells what a dossier lacks that would make the coding of its documents better; it works without."""

from __future__ import annotations

from collections.abc import Iterator

from detente.dossier.findings import listed, nearest
from detente.model import Dossier, PartyKind, SourceKind

_MOST_NAMED = 3


def advice(dossier: Dossier) -> list[str]:
    """Sentences of advice to the dossier's author; empty where nothing is lacking."""
    return [*_of_bare_issues(dossier), *_of_unknown_kinds(dossier)]


def _of_bare_issues(dossier: Dossier) -> Iterator[str]:
    bare = [issue.name for issue in dossier.issues if not issue.description and not issue.terms]
    if not bare:
        return
    named = ", ".join(bare[:_MOST_NAMED]) + (f" and {len(bare) - _MOST_NAMED} more" if len(bare) > _MOST_NAMED else "")
    gain = "With a description and terms, in the words that reports use, more statements find their issue."
    yield f"These issues have neither a description nor terms: {named}. {gain}"


def _of_unknown_kinds(dossier: Dossier) -> Iterator[str]:
    for told, kinds in ((dossier.parties, PartyKind), (dossier.sources, SourceKind)):
        for one in told:
            if one.kind_told:
                near = nearest(one.kind_told, kinds)
                hint = f"did you mean {near}? " if near else ""
                yield (
                    f"{one.name} is of kind {one.kind_told!r}, which is not known and read as other; {hint}"
                    f"known: {listed(kinds)}."
                )
