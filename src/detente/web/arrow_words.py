"""Words beside arrows: a place for each where it covers no box, no other words, and no other arrow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.web.arrows import Area, Curve, Point

WORDS_LINE = 15.0
"""Pixels that a line of an arrow's words takes."""

_LETTER = 6.8
_ALONG = (0.5, 0.38, 0.62, 0.27, 0.73, 0.18, 0.82)
"""Where on an arrow its words may stand, the best place first."""
_OFF = 4.0
"""Pixels between an arrow and words that stand beside it."""
_STEPS = 24
"""Points of a curve that words of other arrows should not cover."""
_CROSSED = 4.0
"""What a covered point of another arrow costs, in square pixels of boxes and other words covered."""


def free_place(ways: Sequence[Curve], n_letters: int, n_lines: int, taken: list[Area], others: Iterable[Point]) -> Area:
    """The first place along the arrow where its words cover nothing, or else least; it is taken then.

    Args:
        ways: Of the arrow.
        n_letters: Of the longest line.
        n_lines: How many there are.
        taken: Boxes, and the words of other arrows.
        others: Points of other arrows.
    """
    width, height = n_letters * _LETTER, n_lines * WORDS_LINE
    off_x, off_y, crossed = width / 2 + _OFF, height / 2 + _OFF, list(others)
    areas = [
        (round(x + right - width / 2, 1), round(y + down - height / 2, 1), width, height)
        for right, down in ((0.0, 0.0), (0.0, -off_y), (0.0, off_y), (-off_x, 0.0), (off_x, 0.0))
        for along in _ALONG
        for x, y in (_on(curve, along) for curve in ways)
    ]
    found = min(areas, key=lambda area: _cost(area, taken, crossed))
    taken.append(found)
    return found


def _cost(area: Area, taken: Iterable[Area], crossed: Iterable[Point]) -> float:
    """What it costs to put words there; what lies beyond the border counts as covered."""
    left, top, width, height = area
    beyond = max(0.0, -left) * height + max(0.0, -top) * width
    covered = sum(shared(area, other) for other in taken)
    n_crossed = sum(left < x < left + width and top < y < top + height for x, y in crossed)
    return beyond + covered + _CROSSED * n_crossed


def points_of(ways: Iterable[Curve]) -> list[Point]:
    """Points along an arrow, close enough that no words lie between two of them."""
    return [_on(curve, step / _STEPS) for curve in ways for step in range(_STEPS + 1)]


def middle_of(area: Area) -> Point:
    """The middle of an area."""
    return round(area[0] + area[2] / 2, 1), round(area[1] + area[3] / 2, 1)


def shared(one: Area, other: Area) -> float:
    """Square pixels that two areas share."""
    wide = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    high = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return max(0.0, wide) * max(0.0, high)


def _on(curve: Curve, along: float) -> Point:
    rest = 1 - along
    weights: Iterable[float] = (rest**3, 3 * rest**2 * along, 3 * rest * along**2, along**3)
    told = list(zip(weights, curve, strict=True))
    return sum(weight * x for weight, (x, _) in told), sum(weight * y for weight, (_, y) in told)
