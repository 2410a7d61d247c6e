"""Turns the marks of a drawing into places for their words, clear of each other, of the marks and of the dots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LINE = 15.0
"""From one line of words to the next, in pixels."""

_WIDTHS = (690.0, 340.0)  # what is drawn in percent is looked at on a wide screen and on a narrow one
_TOP, _BOTTOM = 0.0, 304.0
_LETTER, _ASCENT, _DESCENT = 7.7, 11.0, 3.0
_SIDE, _OFF = 15.0, 12.0
_HALF_MARK, _HALF_DOT = 10.0, 4.0
_OVER_DOT, _OVER_WORDS, _OUTSIDE = 1.0, 20.0, 50.0
_RING, _FAR_STEPS, _FAR = 9.0, 6, 2.0
_Box = tuple[float, float, float, float]
_Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A mark and its words: ``across`` in percent of the width, ``y`` in pixels from the top, a line for each word."""

    across: float
    y: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Where words stand.

    Attributes:
        anchor: As SVG calls it.
        dx: From the mark, in pixels.
        y: Of the first line, in pixels.
        lead: From where to where a line leads down to words that stand farther off; None where they stand by the mark.
    """

    anchor: str
    dx: float
    y: float
    lead: tuple[float, float] | None = None


def placings(marks: Sequence[Named], dots: Sequence[_Point]) -> tuple[Placing, ...]:
    """For each mark the place that covers least: beside it, else above or below, else farther off in that direction.

    Args:
        marks: In the order in which they choose.
        dots: What else is drawn, as percent of the width and pixels from the top.
    """
    chosen: list[Placing] = []
    for mark in marks:
        taken = list(zip(marks, chosen, strict=False))
        chosen.append(min(_candidates(mark), key=lambda each: _cost(mark, each, marks, taken, dots)))
    return tuple(chosen)


def _candidates(mark: Named) -> Iterator[Placing]:
    more = LINE * (len(mark.words) - 1)
    beside, above, below = mark.y + 4 - more / 2, mark.y - _SIDE - more, mark.y + _SIDE + _ASCENT
    for anchor, dx, y in (
        ("start", _SIDE, beside), ("end", -_SIDE, beside), ("middle", 0.0, below), ("middle", 0.0, above),
        ("start", -_OFF, below), ("end", _OFF, below), ("start", -_OFF, above), ("end", _OFF, above),
    ):  # fmt: skip
        yield Placing(anchor=anchor, dx=dx, y=y)
    for step in range(1, _FAR_STEPS + 1):
        lower, higher = below + LINE * step, above - LINE * step
        for anchor, dx in (("middle", 0.0), ("start", -_OFF), ("end", _OFF)):
            yield Placing(anchor=anchor, dx=dx, y=lower, lead=(mark.y + _RING, lower - _ASCENT))
            yield Placing(anchor=anchor, dx=dx, y=higher, lead=(higher + more + _DESCENT, mark.y - _RING))


def _cost(
    mark: Named,
    placing: Placing,
    marks: Sequence[Named],
    taken: Sequence[tuple[Named, Placing]],
    dots: Sequence[_Point],
) -> float:
    cost = 0.0 if placing.lead is None else _FAR * (placing.lead[1] - placing.lead[0]) / LINE
    for width in _WIDTHS:
        box = _box(mark, placing, width)
        left, top, right, bottom = box
        cost += _OUTSIDE * ((left < 0) + (right > width) + (top < _TOP) + (bottom > _BOTTOM))
        words = [_box(one, where, width) for one, where in taken]
        shapes = [_around(one.across, one.y, width, _HALF_MARK) for one in marks]
        cost += _OVER_WORDS * sum(_overlap(box, each) for each in (*words, *shapes))
        cost += _OVER_DOT * sum(_overlap(box, _around(across, y, width, _HALF_DOT)) for across, y in dots)
    return cost


def _box(mark: Named, placing: Placing, width: float) -> _Box:
    long = _LETTER * max(map(len, mark.words))
    left = mark.across / 100 * width + placing.dx - long * {"start": 0.0, "middle": 0.5, "end": 1.0}[placing.anchor]
    return left, placing.y - _ASCENT, left + long, placing.y + LINE * (len(mark.words) - 1) + _DESCENT


def _around(across: float, y: float, width: float, half: float) -> _Box:
    x = across / 100 * width
    return x - half, y - half, x + half, y + half


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
