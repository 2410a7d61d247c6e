"""Dates that keep their precision."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.model import Edtf


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2031", date(2031, 1, 1), date(2031, 12, 31)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2031-03-06", date(2031, 3, 6), date(2031, 3, 6)),
        ("2031-03~", date(2031, 3, 1), date(2031, 3, 31)),
        ("2031-01-01/2031-01-10", date(2031, 1, 1), date(2031, 1, 10)),
        ("2030/2031-02", date(2030, 1, 1), date(2031, 2, 28)),
    ],
)
def test_a_date_means_the_days_it_may_mean(text, earliest, latest):
    """A month is its days, an interval some day within it."""
    assert (Edtf(text).earliest, Edtf(text).latest) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "March",
        "2031-13",
        "2031-00",
        "2031-01-00",
        "0000",
        "2031-02-30",
        "2031-3",
        "2031-02-01/2031-01-01",
        "2031/x/2032",
        "20310306",
        "٢٠٣١",
    ],
)
def test_what_is_no_date_is_refused(text):
    """No invented day is ever stored."""
    with pytest.raises(ValueError, match=r".+"):
        Edtf(text)


def test_a_vague_date_is_possible_from_its_first_day():
    """Half-way through a month it may have happened; before the month it cannot have."""
    march = Edtf("2031-03")
    assert march.may_be_by(date(2031, 3, 15))
    assert not march.may_be_by(date(2031, 2, 28))


@given(st.dates(date(1900, 1, 1), date(2999, 1, 1)), st.dates(date(1900, 1, 1), date(2999, 1, 1)))
def test_a_span_holds_its_ends(one, other):
    """A span written down and read again means the same days."""
    first, last = sorted((one, other))
    span = Edtf.span(first, last)
    assert (Edtf(span.text).earliest, Edtf(span.text).latest) == (first, last)
