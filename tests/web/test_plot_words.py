"""Words in a drawing stand clear of what is drawn."""

from __future__ import annotations

from itertools import combinations

import pytest

from detente.web.plot_words import Named, placings

CLOSE = (
    Named(across=50, y=40, words=("Utilitarian",)),
    Named(across=62, y=40, words=("Nash",)),
    Named(across=75, y=98, words=("Kalai-Smorodinsky", "Egalitarian")),
)


def box(mark: Named, placing, width: int) -> tuple[float, float, float, float]:
    """Where the words stand, a letter seven pixels wide and a line fifteen high."""
    long = 7 * max(map(len, mark.words))
    left = mark.across / 100 * width + placing.dx - {"start": 0, "middle": long / 2, "end": long}[placing.anchor]
    return left, placing.y - 10, left + long, placing.y + 15 * (len(mark.words) - 1) + 2


def meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two boxes share a place."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("width", [690, 340])
def test_words_of_marks_that_are_near_each_other_do_not_meet(width: int) -> None:
    """Nor do they leave the drawing, on a wide screen or on a narrow one."""
    boxes = [box(mark, placing, width) for mark, placing in zip(CLOSE, placings(CLOSE, []), strict=True)]
    assert not any(meet(one, other) for one, other in combinations(boxes, 2))
    assert all(left >= 0 and right <= width for left, _, right, _ in boxes)


def test_where_there_is_no_room_by_a_mark_a_line_leads_to_its_words() -> None:
    """Dots all around three marks that lie close: the words stand farther off, and still on nothing."""
    crowd = tuple(Named(across=50 + 3 * place, y=150, words=("Kalai-Smorodinsky",)) for place in range(3))
    dots = [(across, y) for across in range(20, 90, 3) for y in (130, 150, 170)]
    placed = placings(crowd, dots)
    assert any(each.lead is not None and each.lead[0] < each.lead[1] for each in placed)
    boxes = [box(mark, placing, 690) for mark, placing in zip(crowd, placed, strict=True)]
    assert not any(meet(one, other) for one, other in combinations(boxes, 2))


def test_words_stand_right_of_a_mark_alone_and_leave_that_for_a_dot() -> None:
    """What is drawn there would be hidden."""
    [alone] = placings(CLOSE[:1], [])
    assert (alone.anchor, alone.dx > 0) == ("start", True)
    [beside] = placings(CLOSE[:1], [(57, 40)])
    assert (beside.anchor, beside.dx < 0) == ("end", True)
