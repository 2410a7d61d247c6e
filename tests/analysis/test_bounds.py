"""What red lines leave of an issue that is a number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.analysis import NumberLine, RedLine, Stretch, number_line
from detente.model import Act, Issue, IssueId, PartyId, Scale, ScaleKind, Value

ENDS = st.one_of(st.none(), st.integers(0, 20))


def line_of(
    refused: list[tuple[float | None, float | None] | tuple[float | None, float | None, bool]],
    low: float | None = 0,
    high: float | None = 20,
) -> NumberLine:
    """A number between two ends of which some ranges are refused."""
    return NumberLine(
        issue=IssueId("slots"), name="Slots", unit="pairs", low=low, high=high, red_lines=(),
        refused=tuple(Value(first, last, "pairs", *rest) for first, last, *rest in refused),
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


def test_who_refuses_more_than_a_number_leaves_the_number():
    """And who refuses less than it leaves it too."""
    assert line_of([(18, None, True)]).left == (Stretch(0, 18, has_low=True, has_high=True),)
    assert line_of([(18, None, True), (None, 18, True)]).left == (Stretch(18, 18, has_low=True, has_high=True),)


def test_who_demands_more_than_a_number_does_not_leave_it():
    """The end is told as not left."""
    issue = Issue(id=IssueId("slots"), name="Slots", scale=Scale(kind=ScaleKind.NUMBER, unit="pairs", low=0, high=40))
    line = RedLine(
        party=PartyId("norland"), issue=issue.id, stance=Act.DEMAND, excluded=(),
        value=Value(18, None, "pairs", exclusive=True), statements=(),
    )  # fmt: skip
    assert number_line(issue, [line]).left == (Stretch(18, 40, has_low=False, has_high=True),)


@st.composite
def refusals(draw: st.DrawFn) -> tuple[float | None, float | None, bool]:
    """Two ends, one of them told at least, and whether the only one is not meant itself."""
    ends = draw(st.tuples(ENDS, ENDS).filter(lambda ends: ends != (None, None)))
    if None in ends:
        return *ends, draw(st.booleans())
    return min(ends), max(ends), False


@given(st.lists(refusals(), max_size=4), ENDS, ENDS)
def test_a_number_is_left_exactly_where_nothing_refuses_it(refused, low, high):
    """Counted in halves, so that ends and what lies between them are both met."""
    line = line_of(refused, low, high)
    for half in range(-2, 44):
        number = half / 2
        is_inside = (low is None or number >= low) and (high is None or number <= high)
        is_refused = any(
            (first is None or number > first or (number == first and not is_exclusive))
            and (last is None or number < last or (number == last and not is_exclusive))
            for first, last, is_exclusive in refused
        )
        assert any(holds(stretch, number) for stretch in line.left) == (is_inside and not is_refused)
