"""Where actors stand in a drawing of camps: on an ellipse, camp by camp, with a shaded field around each camp."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from detente.web.arrow_words import middle_of, shared
from detente.web.arrows import Area, Curve, Point

LINE = 16.0
"""Pixels that a line of a name takes."""

_LETTER, _PADDING = 8.8, 9.0
_EDGE_X, _EDGE_Y = 90.0, 48.0
_LEAST_X, _LEAST_Y, _WIDER, _HIGHER = 300.0, 180.0, 9.0, 13.0
_INWARD = 0.3
"""How far a tie bends to the middle, so that ties along the rim do not cross the names between."""
_ABOVE, _BELOW, _LEVEL = 18.0, 30.0, 20.0
_MOVE, _APART = 6.0, 3.0
_GAP = 0.8
"""Between two camps, in steps from one member to the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """Places in pixels.

    Attributes:
        middle: Of the ellipse.
        areas: Of each actor's box.
        fields: The corners around each camp's boxes, in order round it.
        labels: The middle of each camp's words: above its field, or below it in the lower half.
    """

    width: float
    height: float
    middle: Point
    areas: Mapping[str, Area]
    fields: tuple[tuple[Point, ...], ...]
    labels: tuple[Point, ...]


def ring_of(camps: Sequence[Sequence[str]], lines: Mapping[str, Sequence[str]]) -> Ring:
    """Places of the actors of all camps; the same for the same camps.

    Args:
        camps: Their members in the order in which they stand.
        lines: Each one's name in lines.
    """
    size = sum(map(len, camps))
    n_steps = size + (_GAP * len(camps) if len(camps) > 1 else 0)
    radius_x, radius_y = _LEAST_X + _WIDER * max(0, size - 6), _LEAST_Y + _HIGHER * max(0, size - 6)
    step = 2 * math.pi / max(n_steps, 1)
    place = -(len(camps[0]) - 1) / 2 if camps else 0.0
    areas: dict[str, Area] = {}
    for camp in camps:
        for actor in camp:
            angle = math.pi + step * place
            areas[actor] = _free(lines[actor], (radius_x * math.cos(angle), radius_y * math.sin(angle)), areas.values())
            place += 1
        place += _GAP
    left = min((x for x, _, _, _ in areas.values()), default=0.0) - _EDGE_X
    top = min((y for _, y, _, _ in areas.values()), default=0.0) - _EDGE_Y
    areas = {
        actor: (round(x - left, 1), round(y - top, 1), width, height) for actor, (x, y, width, height) in areas.items()
    }
    corners = [[corner for actor in camp for corner in _corners(areas[actor])] for camp in camps]
    return Ring(
        width=round(max((x + width for x, _, width, _ in areas.values()), default=0.0) + _EDGE_X),
        height=round(max((y + height for _, y, _, height in areas.values()), default=0.0) + _EDGE_Y),
        middle=(-left, -top),
        areas=areas,
        fields=tuple(map(hull, corners)),
        labels=tuple(_label(each, -top) for each in corners),
    )


def _free(lines: Sequence[str], middle: Point, taken: Collection[Area]) -> Area:
    """A box around a place, moved outwards until it covers none of those that stand already."""
    width = max(map(len, lines)) * _LETTER + 2 * _PADDING
    height = len(lines) * LINE + _PADDING
    x, y = middle[0] - width / 2, middle[1] - height / 2
    outwards = _MOVE if middle[1] > 0 else -_MOVE
    while any(shared((x - _APART, y - _APART, width + 2 * _APART, height + 2 * _APART), each) for each in taken):
        y += outwards
    return x, y, round(width, 1), height


def tie_curve(one: Area, other: Area, middle: Point) -> Curve:
    """A curve between the middles of two boxes that bends towards a point."""
    start, end = middle_of(one), middle_of(other)
    handles = [
        (x + (middle[0] - x) * _INWARD, y + (middle[1] - y) * _INWARD)
        for x, y in (
            (start[0] + (end[0] - start[0]) / 3, start[1] + (end[1] - start[1]) / 3),
            (start[0] + (end[0] - start[0]) * 2 / 3, start[1] + (end[1] - start[1]) * 2 / 3),
        )
    ]
    return start, handles[0], handles[1], end


def hull(points: Sequence[Point]) -> tuple[Point, ...]:
    """The corners of the smallest convex field that holds all points, in order round it.

    Source: Andrew (1979), Another efficient algorithm for convex hulls in two dimensions.

    Example:
        >>> hull([(0, 0), (2, 0), (1, 1), (2, 2), (0, 2)])
        ((0, 0), (2, 0), (2, 2), (0, 2))
    """
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return tuple(ordered)
    halves = []
    for way in (ordered, ordered[::-1]):
        half: list[Point] = []
        for point in way:
            while len(half) > 1 and _turn(half[-2], half[-1], point) <= 0:
                half.pop()
            half.append(point)
        halves.append(half[:-1])
    return (*halves[0], *halves[1])


def _turn(one: Point, other: Point, third: Point) -> float:
    return (other[0] - one[0]) * (third[1] - one[1]) - (other[1] - one[1]) * (third[0] - one[0])


def _corners(area: Area) -> tuple[Point, ...]:
    x, y, width, height = area
    return (x, y), (x + width, y), (x + width, y + height), (x, y + height)


def _label(corners: Sequence[Point], middle: float) -> Point:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    is_below = max(ys) - middle > middle - min(ys) + _LEVEL
    return round((min(xs) + max(xs)) / 2, 1), round(max(ys) + _BELOW if is_below else min(ys) - _ABOVE, 1)
