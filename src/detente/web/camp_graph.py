"""Turns camps into a drawing: a box for each actor, a field for each camp, a line for each tie by its sign."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.analysis.coalitions import Coalitions, SignedTie
from detente.briefing.camp_doubts import camp_name, is_relied_on
from detente.web.arrow_words import free_place, middle_of, points_of
from detente.web.arrows import Area, path_of
from detente.web.camp_layout import LINE, Ring, ring_of, tie_curve
from detente.web.camp_words import camp_lead, signed, tie_sentence, tie_words

MOST_TIES = 40
"""So many ties are drawn, the strongest; the table has all."""

MOST_WORDS = 15
"""Up to so many ties have their number written beside them."""

_LETTERS, _LETTERS_OF_MANY, _MANY, _LONGEST = 15, 12, 12, 20
"""A line of a name has so many letters, of more than so many actors fewer; a longer word is broken."""

_THIN, _THICK, _FIRST = 1.2, 5.0, 16.5


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMark:
    """An actor's box in pixels, its name in lines with the height of each, and where it leads."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[tuple[float, str], ...]
    name: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TieMark:
    """A tie as a line.

    Attributes:
        kind: ``together``, ``against`` or ``balanced``.
        width: In pixels, by its size.
        x, y: The middle of its words; ``words`` are empty where there are too many ties.
        told: All of it in a sentence.
        href: Leads to its statements.
    """

    path: str
    kind: str
    is_sure: bool
    width: float
    x: float
    y: float
    words: str
    told: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMark:
    """A camp's field as an SVG path, and its words with their middle."""

    path: str
    x: float
    y: float
    words: str
    is_stable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CampGraph:
    """All who stand in camps; width and height in pixels. ``n_left`` ties are too weak to be drawn among so many."""

    width: int
    height: int
    fields: tuple[FieldMark, ...]
    ties: tuple[TieMark, ...]
    actors: tuple[ActorMark, ...]
    n_left: int


def camp_graph(
    found: Coalitions, order: Sequence[str], pair_links: Mapping[tuple[str, str], str], links: Mapping[str, str]
) -> CampGraph | None:
    """The drawing; None where there are no camps.

    Args:
        found: The camps.
        order: All actors in the order of the pages; the members of a camp stand in it, and the camps by their first.
        pair_links: Where each tie leads.
        links: Where each actor leads.
    """
    if not found.camps:
        return None
    place = {actor: number for number, actor in enumerate(order)}
    camps = [sorted(camp.members, key=place.__getitem__) for camp in found.camps]
    drawn = sorted(range(len(camps)), key=lambda each: place[camps[each][0]])
    letters = _LETTERS_OF_MANY if sum(map(len, camps)) > _MANY else _LETTERS
    lines = {actor: _lines(actor, letters) for camp in camps for actor in camp}
    ring = ring_of([camps[each] for each in drawn], lines)
    shown = [tie for tie in found.ties if tie.one in ring.areas and tie.other in ring.areas]
    return CampGraph(
        width=round(ring.width),
        height=round(ring.height),
        fields=tuple(
            FieldMark(
                path=f"M {' L '.join(f'{x:g} {y:g}' for x, y in corners)} Z",
                x=x,
                y=y,
                words=f"{camp_name(each)}: {camp_lead(found.camps[each])}",
                is_stable=is_relied_on(found.camps[each]),
            )
            for each, corners, (x, y) in zip(drawn, ring.fields, ring.labels, strict=True)
        ),
        ties=tuple(_ties(shown[:MOST_TIES], ring, pair_links)),
        n_left=max(0, len(shown) - MOST_TIES),
        actors=tuple(
            _actor(actor, ring.areas[actor], lines[actor], links[actor]) for each in drawn for actor in camps[each]
        ),
    )


def _ties(ties: Sequence[SignedTie], ring: Ring, links: Mapping[tuple[str, str], str]) -> Iterator[TieMark]:
    """The weakest first, so that the strongest lie above; words stand by the strongest first."""
    taken = list(ring.areas.values())
    curves = [tie_curve(ring.areas[tie.one], ring.areas[tie.other], ring.middle) for tie in ties]
    points = [points_of([curve]) for curve in curves]
    found = []
    for number, (tie, curve) in enumerate(zip(ties, curves, strict=True)):
        told = tie_words(tie.difference)
        words = f"{signed(tie.difference.value)} {told.kind}" if len(ties) <= MOST_WORDS else ""
        others = (point for other, line in enumerate(points) if other != number for point in line)
        x, y = middle_of(free_place([curve], len(words), 1, taken, others)) if words else (0.0, 0.0)
        found.append(
            TieMark(
                path=path_of([curve]),
                kind=told.kind,
                is_sure=told.is_sure,
                width=round(_THIN + (_THICK - _THIN) * min(abs(tie.difference.value), 1.0), 1),
                x=x,
                y=y,
                words=words,
                told=tie_sentence(tie),
                href=links[tie.one, tie.other],
            )
        )
    return reversed(found)


def _actor(name: str, area: Area, lines: tuple[str, ...], href: str) -> ActorMark:
    x, y, width, height = area
    placed = tuple((round(y + _FIRST + LINE * number, 1), line) for number, line in enumerate(lines))
    return ActorMark(x=x, y=y, width=width, height=height, lines=placed, name=name, href=href)


def _lines(name: str, letters: int) -> tuple[str, ...]:
    longest = max(map(len, name.split()), default=0)
    return tuple(textwrap.wrap(name, max(letters, min(longest, _LONGEST)))) or (name,)
