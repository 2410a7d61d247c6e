"""Marking: a stored text cut into segments, so that quotes that overlap can all be shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from detente.model import StatementId


@dataclass(frozen=True, slots=True)
class Mark:
    """A statement's quote as characters of a text, from ``start`` to ``end``, end not included."""

    statement: StatementId
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of characters that the same quotes cover.

    Attributes:
        text: The characters themselves.
        covered_by: The statements whose quotes cover it, the shortest quote first; none for plain text.
        begun: The statements whose quotes begin here.
    """

    text: str
    covered_by: tuple[StatementId, ...] = ()
    begun: tuple[StatementId, ...] = ()


def segments(text: str, marks: Sequence[Mark], start: int = 0) -> Iterator[Segment]:
    """The text from ``start`` on as segments that join to it again, character for character.

    Args:
        text: The stored text.
        marks: Quotes in any order, each within the text and not empty; one a statement.
        start: Where to begin, in characters; no mark begins before it.

    Example:
        >>> marks = [Mark(StatementId("a"), 0, 6), Mark(StatementId("b"), 4, 9)]
        >>> [(each.text, each.covered_by) for each in segments("One two three", marks)]
        [('One ', ('a',)), ('tw', ('b', 'a')), ('o t', ('b',)), ('hree', ())]
    """
    beginning: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        beginning[mark.start].append(mark)
    cuts = sorted({start, len(text), *(cut for mark in marks for cut in (mark.start, mark.end))})
    open_marks: list[Mark] = []
    for here, there in pairwise(cuts):
        begun = beginning.get(here, [])
        open_marks = [mark for mark in (*open_marks, *begun) if mark.end > here]
        shortest_first = sorted(open_marks, key=lambda mark: (mark.end - mark.start, mark.start))
        yield Segment(
            text[here:there],
            tuple(mark.statement for mark in shortest_first),
            tuple(mark.statement for mark in begun),
        )
