"""Numbers with their units."""

from __future__ import annotations

import pytest

from detente.coding.values import find_value
from detente.model import Dossier, Value


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("a fee of 300 crowns", Value(300, 300, "crowns")),
        ("a fee of 300", Value(300, 300, "crowns")),
        ("between 300 and 350 crowns", Value(300, 350, "crowns")),
        ("from 300 to 350 crowns", Value(300, 350, "crowns")),
        ("up to 350 crowns", Value(None, 350, "crowns")),
        ("at least 200 crowns", Value(200, None, "crowns")),
        ("cut to 300 crowns, from 400 at present", Value(300, 300, "crowns")),
        ("12 percent", Value(12, 12, "percent")),
        ("1.5 million euros", Value(1_500_000, 1_500_000, "euros")),
        ("€2bn", Value(2e9, 2e9, "euros")),
        ("75,000 tonnes", Value(75_000, 75_000, "tonnes")),
        ("two issues", Value(2, 2, "issues")),
        ("by 2035", Value(2035, 2035, "year")),
    ],
)
def test_a_number_is_read_with_its_unit(dossier: Dossier, clause, expected):
    """Ranges, open ends, scales of thousands, and the unit of the issue's own scale."""
    assert find_value(clause, dossier.issue("fees"), 2031) == expected


@pytest.mark.parametrize("clause", ["the 20-point plan", "in 2029 they met", "no number at all", "a fee of 5000"])
def test_what_is_no_value_is_none(dossier: Dossier, clause):
    """A name with a number, a past year, a number off the scale are not values."""
    assert find_value(clause, dossier.issue("fees"), 2031) is None
