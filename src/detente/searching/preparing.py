"""Preparing: brings an index up to date with what a view holds, in steps that leave room for searches between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from detente.searching.holdings import Holdings, Told
from detente.searching.index import WordIndex

_DOCUMENTS_AT_ONCE, _TOLD_AT_ONCE = 100, 1000

Each = TypeVar("Each")

OnIndexed = Callable[[int], None]
"""Is told how many documents and statements are still to be taken in; what it raises ends the work where it stands."""


def lag(index: WordIndex, held: Holdings) -> int:
    """How many documents and told words of a view the index does not know yet."""
    documents, keys = index.missing(held.view.imprints, held.examples)
    return len(documents) + len(keys)


def prepare(index: WordIndex, held: Holdings, on_indexed: OnIndexed | None = None) -> None:
    """Takes in what the index does not know yet.

    Raises:
        StorageError: The file cannot be written.
    """
    documents, keys = index.missing(held.view.imprints, held.examples)
    n_left = len(documents) + len(keys)
    for some in _in_parts(list(documents), _DOCUMENTS_AT_ONCE):
        index.add([held.view.documents[id_] for id_ in some], [])
        n_left -= len(some)
        if on_indexed is not None:
            on_indexed(n_left)
    for several in _in_parts(list(keys), _TOLD_AT_ONCE):
        index.add([], [Told.by(held.examples[key]) for key in several])
        n_left -= len(several)
        if on_indexed is not None:
            on_indexed(n_left)


def _in_parts(several: Sequence[Each], at_once: int) -> Iterator[Sequence[Each]]:
    for start in range(0, len(several), at_once):
        yield several[start : start + at_once]
