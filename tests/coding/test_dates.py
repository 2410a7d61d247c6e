"""The news-date grammar: EDTF, as precise as told."""

from __future__ import annotations

import pytest

from detente.coding.dates import find_date
from detente.model import Edtf

FRIDAY = Edtf("2031-03-14")


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("Solberg said on Wednesday that", "2031-03-12"),
        ("Solberg said on Friday that", "2031-03-14"),
        ("they met last weekend", "2031-03-08/2031-03-09"),
        ("they met last week", "2031-03-03/2031-03-09"),
        ("he said yesterday", "2031-03-13"),
        ("he said today", "2031-03-14"),
        ("earlier this month Norland refused", "2031-03"),
        ("last month Norland refused", "2031-02"),
        ("in early January a text arrived", "2031-01-01/2031-01-10"),
        ("in late December 2030 a text arrived", "2030-12-21/2030-12-31"),
        ("on March 6 they met", "2031-03-06"),
        ("on 6 March 2030 they met", "2030-03-06"),
        ("on December 6 they met", "2030-12-06"),
        ("in November Norland refused", "2030-11"),
        ("(The Sound, May 2030)", "2030-05"),
        ("in March 2029 they met", "2029-03"),
        ("on 2031-02-03 they met", "2031-02-03"),
        ("last year Norland refused", "2030"),
    ],
)
def test_a_told_date_keeps_its_precision(clause, expected):
    """A month stays a month, a weekend stays two days, a weekday is the last one before publication."""
    assert str(find_date(clause, FRIDAY)) == expected


@pytest.mark.parametrize(
    "clause",
    ["Norland refuses", "they may march on", "the next round is expected on Sunday", "on February 30 they met"],
)
def test_what_is_no_past_date_is_none(clause):
    """No day is invented; an announced meeting does not date the announcement."""
    assert find_date(clause, FRIDAY) is None


@pytest.mark.parametrize("clause", ["on Wednesday they met", "in January they met", "yesterday they met"])
def test_without_publication_a_relative_date_stays_untold(clause):
    """There is nothing to anchor it to."""
    assert find_date(clause, None) is None


def test_a_month_of_publication_anchors_months_and_not_days():
    """A document known to the month cannot tell which Wednesday is meant."""
    assert find_date("on Wednesday they met", Edtf("2031-03")) is None
    assert str(find_date("last month they met", Edtf("2031-03"))) == "2031-02"
