"""Arrows: where the boxes of a layered graph stand, the curves between them, and a free place for each one's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from detente.web.layering import Arrow, Layered

EDGE = 14.0
"""Pixels between a drawing and its border."""

WORDS_LINE = 15.0
"""Pixels that a line of an arrow's words takes."""

_BOX, _BETWEEN, _ROW_GAP, _PASSING, _ARC, _HEAD, _LETTER = 176.0, 210.0, 34.0, 22.0, 74.0, 9.0, 6.8
_BESIDE = 60.0
"""Pixels for the words of an arrow that goes round on the left."""

_ALONG = (0.5, 0.38, 0.62, 0.27, 0.73, 0.18, 0.82)
"""Where on an arrow its words may stand, the best place first."""

Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]
"""A cubic curve: its start, two handles, its end."""
Area = tuple[float, float, float, float]
"""Left, top, width and height, in pixels."""


def boxes(plan: Layered, heights: Mapping[object, float]) -> dict[object, Area]:
    """The area of each node, and of each place where an arrow passes a column; columns are centred on each other.

    Args:
        plan: The graph in columns.
        heights: Of each node, in pixels.
    """
    tall = [
        sum(heights.get(each, _PASSING) for each in column) + _ROW_GAP * (len(column) - 1) for column in plan.columns
    ]
    with_arcs = {plan.column_of[tail] for tail, head in plan.ways if plan.column_of[tail] == plan.column_of[head]}
    found: dict[object, Area] = {}
    x = EDGE
    for place, column in enumerate(plan.columns):
        x += _ARC + _BESIDE if place in with_arcs else 0
        y = EDGE + (max(tall) - tall[place]) / 2
        for each in column:
            height = heights.get(each, _PASSING)
            found[each] = (x, y, _BOX, height)
            y += height + _ROW_GAP
        x += _BOX + _BETWEEN
    return found


def curves(plan: Layered, areas: Mapping[object, Area]) -> dict[Arrow, list[Curve]]:
    """Each arrow as cubic curves from its tail to its head; one within a column goes round on the outside."""
    out, into = _ports(plan, areas, at_tail=True), _ports(plan, areas, at_tail=False)
    found = {}
    for arrow, way in plan.ways.items():
        tail, head = out[arrow], into[arrow]
        if plan.column_of[arrow[0]] == plan.column_of[arrow[1]]:
            by = _ARC if _is_down(arrow, areas) else -_ARC
            found[arrow] = [(tail, (tail[0] + by, tail[1]), (head[0] + by, head[1]), head)]
            continue
        stops = [tail]
        for point in way[1:-1]:
            x, y, width, height = areas[point]
            stops += [(x, y + height / 2), (x + width, y + height / 2)]
        found[arrow] = [_bent(one, other) for one, other in pairwise([*stops, head])]
    return found


def free_place(ways: Sequence[Curve], n_letters: int, n_lines: int, taken: list[Area]) -> Point:
    """The middle of the first place along the arrow where its words cover nothing; it is taken then.

    Args:
        ways: Of the arrow.
        n_letters: Of the longest line.
        n_lines: How many there are.
        taken: What must not be covered; where no place is free, the best one covers something.
    """
    width, height = n_letters * _LETTER, n_lines * WORDS_LINE
    middles = [_on(curve, along) for along in _ALONG for curve in ways]
    areas = [(x - width / 2, y - height / 2, width, height) for x, y in middles]
    found = next((area for area in areas if not any(meet(area, other) for other in taken)), areas[0])
    taken.append(found)
    return round(found[0] + width / 2, 1), round(found[1] + height / 2, 1)


def path_of(ways: Sequence[Curve]) -> str:
    """The curves as an SVG path has them."""
    bends = " ".join("C " + ", ".join(map(_point, curve[1:])) for curve in ways)
    return f"M {_point(ways[0][0])} {bends}"


def head_of(curve: Curve) -> str:
    """The head of an arrow that ends with this curve, as an SVG path has it."""
    x, y = curve[3]
    back = x - _HEAD if curve[2][0] <= x else x + _HEAD
    return f"M {_point((back, y - _HEAD / 2))} L {_point((x, y))} L {_point((back, y + _HEAD / 2))} Z"


def _ports(plan: Layered, areas: Mapping[object, Area], *, at_tail: bool) -> dict[Arrow, Point]:
    """Where each arrow leaves or meets its box: side by side, in the order of what lies next on their ways."""
    sides: dict[tuple[str, bool], list[Arrow]] = {}
    for arrow in plan.ways:
        is_arc = plan.column_of[arrow[0]] == plan.column_of[arrow[1]]
        is_right = _is_down(arrow, areas) if is_arc else at_tail
        sides.setdefault((arrow[0] if at_tail else arrow[1], is_right), []).append(arrow)
    found = {}
    for (node, is_right), several in sides.items():
        x, y, width, height = areas[node]
        ordered = sorted(several, key=lambda arrow: areas[plan.ways[arrow][1 if at_tail else -2]][1])
        for place, arrow in enumerate(ordered, 1):
            found[arrow] = (x + width if is_right else x, y + height * place / (len(ordered) + 1))
    return found


def _is_down(arrow: Arrow, areas: Mapping[object, Area]) -> bool:
    return areas[arrow[0]][1] < areas[arrow[1]][1]


def _bent(one: Point, other: Point) -> Curve:
    middle = (one[0] + other[0]) / 2
    return one, (middle, one[1]), (middle, other[1]), other


def _on(curve: Curve, along: float) -> Point:
    rest = 1 - along
    weights: Iterable[float] = (rest**3, 3 * rest**2 * along, 3 * rest * along**2, along**3)
    told = list(zip(weights, curve, strict=True))
    return sum(weight * x for weight, (x, _) in told), sum(weight * y for weight, (_, y) in told)


def meet(one: Area, other: Area) -> bool:
    """Whether two areas share more than an edge."""
    is_beside = one[0] >= other[0] + other[2] or other[0] >= one[0] + one[2]
    is_below = one[1] >= other[1] + other[3] or other[1] >= one[1] + one[3]
    return not (is_beside or is_below)


def _point(point: Point) -> str:
    return f"{round(point[0], 1):g} {round(point[1], 1):g}"
