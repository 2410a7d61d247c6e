"""What red lines leave of an issue that is a number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.analysis import NumberLine, Stretch
from detente.model import IssueId, Value

ENDS = st.one_of(st.none(), st.integers(0, 20))


def line_of(
    refused: list[tuple[float | None, float | None]], low: float | None = 0, high: float | None = 20
) -> NumberLine:
    """A number between two ends of which some ranges are refused."""
    return NumberLine(
        issue=IssueId("slots"), name="Slots", unit="pairs", low=low, high=high, red_lines=(),
        refused=tuple(Value(*each, "pairs") for each in refused),
    )  # fmt: skip


def holds(stretch: Stretch, number: float) -> bool:
    """Whether a number lies in a stretch."""
    above = stretch.low is None or number > stretch.low or (stretch.has_low and number == stretch.low)
    return above and (stretch.high is None or number < stretch.high or (stretch.has_high and number == stretch.high))


def test_a_refusal_in_the_middle_leaves_two_stretches_without_their_inner_ends():
    """What is refused is refused with its ends."""
    low, high = line_of([(8, 12)]).left
    assert low == Stretch(0, 8, has_low=True, has_high=False)
    assert high == Stretch(12, 20, has_low=False, has_high=True)


def test_without_a_scale_there_is_no_end():
    """A refusal of so much or more leaves all that is less."""
    assert line_of([(18, None)], low=None, high=None).left == (Stretch(None, 18, has_low=True, has_high=False),)


@given(st.lists(st.tuples(ENDS, ENDS).filter(lambda ends: None in ends or ends[0] <= ends[1]), max_size=4), ENDS, ENDS)
def test_a_number_is_left_exactly_where_nothing_refuses_it(refused, low, high):
    """Counted in halves, so that ends and what lies between them are both met."""
    line = line_of([ends for ends in refused if ends != (None, None)], low, high)
    for half in range(-2, 44):
        number = half / 2
        is_inside = (low is None or number >= low) and (high is None or number <= high)
        is_refused = any(
            (each.low is None or number >= each.low) and (each.high is None or number <= each.high)
            for each in line.refused
        )
        assert any(holds(stretch, number) for stretch in line.left) == (is_inside and not is_refused)
