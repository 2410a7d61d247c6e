"""Outlets: which source a name means, by the names that the dossier gives it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from detente.model.dossiers import Source

_N_NAMES = 1 << 16
"""So many names are read once only; the same few tell most of what is told."""


@lru_cache(maxsize=_N_NAMES)
def plain(name: str) -> str:
    """The name as names are compared: without case, without "the", one space between words."""
    return re.sub(r"^the\s+", "", " ".join(name.casefold().split()))


class Outlets:
    """The sources of a dossier by any of their names.

    Args:
        sources: Of the dossier; none where no dossier is known.

    Example:
        >>> outlets = Outlets([Source(name="Coastal Wire Agency", names=("Coastal Wire",))])
        >>> outlets.one_name("the Coastal Wire"), outlets.one_name("The Sound")
        ('Coastal Wire Agency', 'The Sound')
        >>> outlets.are_one("Coastal Wire", "COASTAL WIRE AGENCY"), outlets.are_one("The Sound", "Coastal Wire")
        (True, False)
    """

    def __init__(self, sources: Iterable[Source] = ()) -> None:
        self._names: dict[str, str] = {}
        for source in sources:
            for name in (source.name, *source.names):
                self._names.setdefault(plain(name), source.name)

    def one_name(self, name: str) -> str:
        """How the dossier calls the source of this name; the name itself where it knows none."""
        return self._names.get(plain(name), name)

    def are_one(self, one: str, other: str) -> bool:
        """Whether both names are of one source, or the same name."""
        return plain(self.one_name(one)) == plain(self.one_name(other))

    def between(self, chain: tuple[str, ...], publisher: str | None) -> tuple[str, ...]:
        """Those of a chain who stand between the speaker and the document.

        Its publisher at the chain's end does not: what was said to an agency reached its dispatch with nobody between.

        Args:
            chain: Who reports whom, nearest the speaker first.
            publisher: Of the document; None where that is not told.

        Example:
            >>> Outlets().between(("The Sound", "Coastal Wire"), "the Coastal Wire")
            ('The Sound',)
        """
        if publisher is not None:
            while chain and self.are_one(chain[-1], publisher):
                chain = chain[:-1]
        return chain


NO_OUTLETS = Outlets()
"""Where no dossier is known: a name means itself alone."""
