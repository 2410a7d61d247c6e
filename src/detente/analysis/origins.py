"""Origins: whose report a statement goes back to, and how directly it reached us."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

from detente.model import DocumentId, Entry

_UNNAMED_WORDS = frozenset(
    {
        "anonymous", "diplomat", "diplomats", "insider", "insiders", "official", "officials", "people",
        "source", "sources", "undisclosed", "unidentified", "unnamed",
    }
)  # fmt: skip
_N_NAMES = 1 << 16
"""So many names are read once only; the same few tell most of what is told."""


class Directness(IntEnum):
    """How directly a statement reached the document; a higher one is closer to the speaker."""

    UNNAMED = 0
    REPORTED = 1
    DIRECT = 2


@lru_cache(maxsize=_N_NAMES)
def is_unnamed(name: str) -> bool:
    """Whether a teller is described without a name ("unnamed sources", "two senior officials").

    Example:
        >>> is_unnamed("people familiar with the talks"), is_unnamed("Bloomberg")
        (True, False)
    """
    return not _UNNAMED_WORDS.isdisjoint(re.findall(r"\w+", name.casefold()))


def directness(entry: Entry) -> Directness:
    """Unnamed if anyone on the way has no name, reported if a named teller stands between, else direct."""
    return directnesses([entry.statement.speaker], [entry.statement.reported_by])[0]


def directnesses(speakers: Sequence[str | None], chains: Sequence[tuple[str, ...]]) -> list[Directness]:
    """How directly what is told by these speakers through these chains came; each is read once."""
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


def origin(entry: Entry) -> str:
    """The report it goes back to: the named teller nearest the speaker, else the publisher, else the document.

    Ten outlets that cite one report are one origin, and so are ten documents of one publisher, and ten that print one
    text. Tellers and publishers are compared without case and without "the".
    """
    return origins([entry], [entry.statement.reported_by])[0]


def origins(entries: Sequence[Entry], chains: Sequence[tuple[str, ...]]) -> list[str]:
    """The report that each goes back to, by who reports whom; each chain is read once."""
    named = {chain: _nearest_named(chain) for chain in set(chains)}
    return [_origin(entry, named[chain]) for entry, chain in zip(entries, chains, strict=True)]


def document_origin(document: DocumentId) -> str:
    """What a document is called as an origin, where it tells of no publisher."""
    return f"document {document}"


def _nearest_named(chain: tuple[str, ...]) -> str | None:
    return next((teller for teller in chain if not is_unnamed(teller)), None)


def _origin(entry: Entry, named: str | None) -> str:
    name = entry.origin or entry.publisher if named is None else named
    return document_origin(entry.statement.doc) if name is None else plain(name)


@lru_cache(maxsize=_N_NAMES)
def plain(name: str) -> str:
    """The name as names are compared: without case, without "the", one space between words."""
    return re.sub(r"^the\s+", "", " ".join(name.casefold().split()))
