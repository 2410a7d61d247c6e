"""Dominance: what is left when whatever is worse for somebody and better for nobody is dropped."""

from __future__ import annotations

import numpy as np
import pytest

from detente.dealspace.dominance import SLACK, nondominated


@pytest.mark.parametrize(
    ("vectors", "kept"),
    [
        ([[1, 1], [0, 1], [1, 0]], [0]),
        ([[1, 0], [0, 1], [0.5, 0.5], [0.4, 0.5]], [0, 1, 2]),
        ([[1, 0.5], [0.5, 0.5 + SLACK / 2]], [0]),
        ([[1, 1, 1], [0, 1, 1], [1, 0, 2]], [0, 2]),
        ([[2], [3], [1]], [1]),
    ],
)
def test_what_is_as_good_for_one_and_worse_for_the_other_is_dropped(vectors, kept):
    """Also where two are alike for a party, or better by no more than a slip of the last digit."""
    assert sorted(nondominated(np.array(vectors, dtype=float))) == kept
