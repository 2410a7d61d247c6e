"""Marking: a stored text cut into segments, so that overlapping quotes and the shapes of its lines can be shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from detente.model import StatementId
from detente.web.shapes import Line, Look


@dataclass(frozen=True, slots=True)
class Mark:
    """A statement's quote as characters of a text, from ``start`` to ``end``, end not included."""

    statement: StatementId
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of characters that the same quotes cover and that look alike.

    Attributes:
        text: The characters themselves.
        covered_by: The statements whose quotes cover it, the shortest quote first; none for plain text.
        begun: The statements whose quotes begin here.
        look: How they look within their line.
    """

    text: str
    covered_by: tuple[StatementId, ...] = ()
    begun: tuple[StatementId, ...] = ()
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True)
class Passage:
    """Segments that stand together: one line of a kind of its own, or all the plain text between such lines."""

    kind: str
    segments: tuple[Segment, ...]


def passages(text: str, marks: Sequence[Mark], start: int = 0, lines: Iterable[Line] = ()) -> tuple[Passage, ...]:
    """The text from ``start`` on as passages whose segments join to it again, character for character.

    Args:
        text: The stored text.
        marks: As for :func:`segments`.
        start: Where to begin, in characters.
        lines: The lines of the text, where they are of different kinds; none for plain text.
    """
    shaped = [line for line in lines if line.end > start]
    kinds = {line.start: line for line in shaped if line.kind}
    ends = {line.end for line in kinds.values()}
    looks = {words.start: words for line in shaped for words in line.words}
    edges = {edge for line in kinds.values() for edge in (line.start, line.end)}
    edges |= {edge for words in looks.values() for edge in (words.start, words.end)}
    found: list[Passage] = []
    gathered: list[Segment] = []
    place, kind, words = start, _kind_at(shaped, start), None
    for segment in segments(text, marks, start, edges):
        if place in kinds or place in ends:
            found += [Passage(kind, tuple(gathered))] if gathered else []
            gathered, kind = [], kinds[place].kind if place in kinds else ""
        words = looks.get(place, words)
        is_within = words is not None and place < words.end
        gathered.append(replace(segment, look=words.look) if words and is_within else segment)
        place += len(segment.text)
    return (*found, Passage(kind, tuple(gathered))) if gathered else tuple(found)


def _kind_at(lines: Sequence[Line], start: int) -> str:
    return next((line.kind for line in lines if line.start <= start < line.end), "")


def segments(text: str, marks: Sequence[Mark], start: int = 0, edges: Iterable[int] = ()) -> Iterator[Segment]:
    """The text from ``start`` on as segments that join to it again, character for character.

    Args:
        text: The stored text.
        marks: Quotes in any order, each within the text and not empty; one a statement.
        start: Where to begin, in characters; no mark begins before it.
        edges: Further places to cut at.

    Example:
        >>> marks = [Mark(StatementId("a"), 0, 6), Mark(StatementId("b"), 4, 9)]
        >>> [(each.text, each.covered_by) for each in segments("One two three", marks)]
        [('One ', ('a',)), ('tw', ('b', 'a')), ('o t', ('b',)), ('hree', ())]
    """
    beginning: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        beginning[mark.start].append(mark)
    within = (edge for edge in edges if start < edge < len(text))
    cuts = sorted({start, len(text), *within, *(cut for mark in marks for cut in (mark.start, mark.end))})
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
