"""Arrows: where the boxes of a layered graph stand, and the curves between them.

The columns stand beside each other, or where those are too many for a page, below each other as rows. Rows are columns
with right and down exchanged, and are laid out so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from detente.web.layering import Arrow, Layered

EDGE = 14.0
"""Pixels between a drawing and its border."""
BOX = 176.0
"""Pixels that a box is wide."""

_APART, _PASSING, _ARC, _HEAD = 34.0, 22.0, 74.0, 9.0
_WIDEST, _NARROWEST = 210.0, 160.0
"""Pixels between two columns, as far as the page has them."""
_BETWEEN_ROWS = 104.0
_PAGE = 1232.0
"""Pixels that a page of 1280 leaves a drawing; one that is wider is shown smaller."""
_BESIDE, _ABOVE = 60.0, 20.0
"""Pixels for the words of an arrow that goes round on the left of a column, or above a row."""

Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]
"""A cubic curve: its start, two handles, its end."""
Area = tuple[float, float, float, float]
"""Left, top, width and height, in pixels."""


def flows_down(plan: Layered) -> bool:
    """Whether the columns are drawn as rows: they do not fit beside each other, and no row is as wide as they are."""
    n_columns = len(plan.columns)
    wide = 2 * EDGE + n_columns * BOX + (n_columns - 1) * _NARROWEST + len(_with_arcs(plan)) * (_ARC + _BESIDE)
    rows = (
        sum(_PASSING if isinstance(each, tuple) else BOX for each in column) + _APART * (len(column) - 1)
        for column in plan.columns
    )
    return wide > _PAGE and max(rows) + 2 * EDGE < wide


def boxes(plan: Layered, heights: Mapping[object, float], *, is_down: bool) -> dict[object, Area]:
    """The area of each node, and of each place where an arrow passes a column; columns are centred on each other.

    Args:
        plan: The graph in columns.
        heights: Of each node, in pixels.
        is_down: Whether its columns are drawn as rows.
    """
    if is_down:
        rows = [max(heights.get(each, 0.0) for each in column) for column in plan.columns]
        deep = {each: heights.get(each, rows[place]) for place, column in enumerate(plan.columns) for each in column}
        placed = _placed(plan, deep, dict.fromkeys(heights, BOX), _BETWEEN_ROWS, _ARC + _ABOVE)
        return {each: _exchanged(area) for each, area in placed.items()}
    deep = {each: BOX for column in plan.columns for each in column}
    return _placed(plan, deep, heights, _between(plan), _ARC + _BESIDE)


def _placed(
    plan: Layered, deep: Mapping[object, float], tall: Mapping[object, float], between: float, round_: float
) -> dict[object, Area]:
    """The areas, from left to right.

    Args:
        plan: The graph in columns.
        deep: Of each thing, from left to right.
        tall: Of each node, from top to bottom.
        between: Columns.
        round_: For the arrows that go round on the left of a column.
    """
    heights = [sum(tall.get(each, _PASSING) for each in column) + _APART * (len(column) - 1) for column in plan.columns]
    with_arcs, x = _with_arcs(plan), EDGE
    found: dict[object, Area] = {}
    for place, column in enumerate(plan.columns):
        x += round_ if place in with_arcs else 0
        y = EDGE + (max(heights) - heights[place]) / 2
        for each in column:
            found[each] = (x, y, deep[each], tall.get(each, _PASSING))
            y += found[each][3] + _APART
        x += max(deep[each] for each in column) + between
    return found


def _with_arcs(plan: Layered) -> set[int]:
    """The columns within which arrows lead."""
    return {plan.column_of[tail] for tail, head in plan.ways if plan.column_of[tail] == plan.column_of[head]}


def _between(plan: Layered) -> float:
    """Pixels between two columns: fewer where there are many."""
    n_columns = len(plan.columns)
    room = _PAGE - 2 * EDGE - n_columns * BOX - len(_with_arcs(plan)) * (_ARC + _BESIDE)
    return min(_WIDEST, max(_NARROWEST, room / max(1, n_columns - 1)))


def curves(plan: Layered, areas: Mapping[object, Area], *, is_down: bool) -> dict[Arrow, list[Curve]]:
    """Each arrow as cubic curves from its tail to its head; one within a column goes round on the outside."""
    if is_down:
        across = curves(plan, {each: _exchanged(area) for each, area in areas.items()}, is_down=False)
        return {arrow: [_turned(curve) for curve in ways] for arrow, ways in across.items()}
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


def path_of(ways: Sequence[Curve]) -> str:
    """The curves as an SVG path has them."""
    bends = " ".join("C " + ", ".join(map(_point, curve[1:])) for curve in ways)
    return f"M {_point(ways[0][0])} {bends}"


def head_of(curve: Curve) -> str:
    """The head of an arrow that ends with this curve, as an SVG path has it."""
    (from_x, from_y), (x, y) = curve[2:]
    half = _HEAD / 2
    if from_x == x:
        back = y - _HEAD if from_y <= y else y + _HEAD
        sides = (x - half, back), (x + half, back)
    else:
        back = x - _HEAD if from_x <= x else x + _HEAD
        sides = (back, y - half), (back, y + half)
    return f"M {_point(sides[0])} L {_point((x, y))} L {_point(sides[1])} Z"


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


def _exchanged(area: Area) -> Area:
    """An area with right and down exchanged."""
    return area[1], area[0], area[3], area[2]


def _turned(curve: Curve) -> Curve:
    """A curve with right and down exchanged."""
    (a, b), (c, d), (e, f), (g, h) = curve
    return (b, a), (d, c), (f, e), (h, g)


def _point(point: Point) -> str:
    return f"{round(point[0], 1):g} {round(point[1], 1):g}"
