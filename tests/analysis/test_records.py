"""Records made when they are looked at are what a tuple of them would be."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.records import Records


def _squared(place):
    return place**2


@given(st.integers(0, 6), st.slices(6))
def test_they_are_what_a_tuple_of_them_is(n, part):
    """Length, order, places from both ends, parts, equality, words and hash."""
    found, plain = Records(n, _squared), tuple(range(n))
    plain = tuple(each**2 for each in plain)
    assert (len(found), list(found), found[part], repr(found), hash(found)) == (
        n,
        list(plain),
        plain[part],
        repr(plain),
        hash(plain),
    )
    assert [found[at] for at in range(-n, n)] == [plain[at] for at in range(-n, n)]
    assert found == plain == found
    assert found != (*plain, 0)
    assert pickle.loads(pickle.dumps(found)) == copy.copy(found) == found  # noqa: S301 - our own bytes


def test_a_place_beyond_the_end_is_none_of_them():
    """As with a tuple."""
    with pytest.raises(IndexError):
        Records(2, _squared)[2]


def test_one_is_made_only_when_it_is_looked_at():
    """So that many cost nothing that nobody looks at."""
    made = []
    found = Records(1_000_000, made.append)
    assert (len(found), made) == (1_000_000, [])
    assert (found[7], made) == (None, [7])
