"""Origins: whose report a statement goes back to, and how directly it reached us."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

from detente.model import DocumentId, Dossier, Entry
from detente.model.outlets import NO_OUTLETS, Outlets, plain

_UNNAMED_WORDS = frozenset(
    {
        "anonymous", "diplomat", "diplomats", "insider", "insiders", "official", "officials", "people",
        "source", "sources", "undisclosed", "unidentified", "unnamed",
    }
)  # fmt: skip
_GRAMMAR = frozenset(
    {
        "a", "all", "an", "and", "another", "any", "both", "each", "eight", "either", "few", "first", "five", "former",
        "four", "he", "her", "him", "his", "i", "it", "its", "last", "latter", "many", "me", "most", "my", "neither",
        "nine", "no", "none", "of", "one", "or", "other", "others", "our", "second", "seven", "several", "she", "side",
        "sides", "six", "some", "such", "ten", "that", "the", "their", "them", "these", "they", "third", "this",
        "those", "three", "two", "us", "we", "which", "who", "whom", "you", "your",
    }
)  # fmt: skip
"""Pronouns, numbers and what joins them; in capitals throughout, as "US" and "WHO", they are names."""
_N_NAMES = 1 << 16
"""So many names are read once only; the same few tell most of what is told."""


class Directness(IntEnum):
    """How directly a statement reached the document; a higher one is closer to the speaker."""

    UNNAMED = 0
    REPORTED = 1
    DIRECT = 2


@lru_cache(maxsize=_N_NAMES)
def is_unnamed(name: str) -> bool:
    """Whether a teller is described without a name ("unnamed sources", "two senior officials", "one of them").

    Example:
        >>> is_unnamed("people familiar with the talks"), is_unnamed("the latter"), is_unnamed("Bloomberg")
        (True, True, False)
    """
    words = re.findall(r"\w+", name)
    return any(word.casefold() in _UNNAMED_WORDS for word in words) or all(map(_is_grammar, words))


def _is_grammar(word: str) -> bool:
    return word.casefold() in _GRAMMAR and (len(word) == 1 or not word.isupper())


def directness(entry: Entry, dossier: Dossier | None = None) -> Directness:
    """Unnamed if anyone on the way has no name, reported if a named teller stands between, else direct.

    Args:
        entry: What is told.
        dossier: Tells by which names the document's publisher is called, who is nobody between; None for its own name.
    """
    return directnesses([entry.statement.speaker], between([entry], outlets_of(dossier)))[0]


def outlets_of(dossier: Dossier | None) -> Outlets:
    """The sources of a dossier by their names."""
    return NO_OUTLETS if dossier is None else Outlets(dossier.sources)


def between(entries: Sequence[Entry], outlets: Outlets) -> list[tuple[str, ...]]:
    """Who stands between the speaker and the document of each, nearest the speaker first; each way is read once."""
    told = [(entry.statement.reported_by, entry.publisher) for entry in entries]
    found = {way: outlets.between(*way) for way in set(told)}
    return [found[way] for way in told]


def directnesses(speakers: Sequence[str | None], chains: Sequence[tuple[str, ...]]) -> list[Directness]:
    """How directly what is told by these speakers through these chains came; each is read once.

    Args:
        speakers: Whose words they are.
        chains: Who stands between, as :func:`between` tells.
    """
    unnamed = {speaker for speaker in set(speakers) if speaker and is_unnamed(speaker)}
    ways = {chain: _way_of(chain) for chain in set(chains)}
    return [
        Directness.UNNAMED if speaker in unnamed else ways[chain]
        for speaker, chain in zip(speakers, chains, strict=True)
    ]


def _way_of(chain: tuple[str, ...]) -> Directness:
    if any(is_unnamed(teller) for teller in chain):
        return Directness.UNNAMED
    return Directness.REPORTED if chain else Directness.DIRECT


def origin(entry: Entry, dossier: Dossier | None = None) -> str:
    """The report it goes back to: the named teller nearest the speaker, else the publisher, else the document.

    Ten outlets that cite one report are one origin, and so are ten documents of one publisher, and ten that print one
    text. Tellers and publishers are compared without case and without "the", and by the names of the dossier's sources.

    Args:
        entry: What is told.
        dossier: Tells by which names a source is called; None for the names as they are told.
    """
    return origins([entry], dossier)[0]


def origins(entries: Sequence[Entry], dossier: Dossier | None = None) -> list[str]:
    """The report that each goes back to; see :func:`origin`."""
    outlets = outlets_of(dossier)
    return origins_by(entries, between(entries, outlets), outlets)


def origins_by(entries: Sequence[Entry], chains: Sequence[tuple[str, ...]], outlets: Outlets) -> list[str]:
    """The report that each goes back to, by who stands between, as :func:`between` tells; each chain is read once."""
    named = {chain: _nearest_named(chain) for chain in set(chains)}
    told = [named[chain] or entry.origin or entry.publisher for entry, chain in zip(entries, chains, strict=True)]
    called = {name: plain(outlets.one_name(name)) for name in set(told) if name is not None}
    return [
        document_origin(entry.statement.doc) if name is None else called[name]
        for entry, name in zip(entries, told, strict=True)
    ]


def document_origin(document: DocumentId) -> str:
    """What a document is called as an origin, where it tells of no publisher."""
    return f"document {document}"


def _nearest_named(chain: tuple[str, ...]) -> str | None:
    return next((teller for teller in chain if not is_unnamed(teller)), None)
