"""Joins what the trained tagger finds with what only the text's structure tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from detente.coding.attribution.structures import structures
from detente.coding.attribution.tagger import tagger_in
from detente.model import Attribution, Span

_SIGNS = '()[]—–-:;,."“” '


def attribute(text: str, start: int = 0) -> list[Attribution]:
    """The attributions in ``text`` from the character ``start`` on, in the order in which they begin.

    An attribution inside another's content ("X said that Y had told Z ...") is one of its own.

    Raises:
        ModelError: The trained model is missing or damaged.
    """
    return with_structures(text, start, tagger_in().read(text, start)) if text[start:].strip() else []


def with_structures(text: str, start: int, read: Iterable[Attribution]) -> list[Attribution]:
    """What the model read and what the text's structure tells, in the order in which they begin."""
    written = list(structures(text, start))
    known = _Characters(chain.from_iterable(one.source for one in written))
    found = [one for each in read for one in _without_sources(text, each, known)]
    taken = _Characters(chain.from_iterable(one.cue for one in found))
    found += [one for one in written if not taken.any(one.cue)]
    return sorted(found, key=lambda one: min((*one.source, *one.cue, *one.content)))


def _without_sources(text: str, attribution: Attribution, known: _Characters) -> Iterator[Attribution]:
    """The attribution without the sources that the text's structure ties to other words.

    One that had no other sources, and whose cue is a sign, is the structure's own and left out.
    """
    kept = tuple(one for one in attribution.source if not known.any([one]))
    if kept == attribution.source or kept or any(text[start:end].strip(_SIGNS) for start, end in attribution.cue):
        yield replace(attribution, source=kept)


class _Characters:
    """Spans of a text, asked whether others overlap them."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._inside = {character for span in spans for character in range(*span)}

    def any(self, spans: Iterable[Span]) -> bool:
        """Whether any of the spans shares a character with these."""
        return any(not self._inside.isdisjoint(range(*span)) for span in spans)
