"""Agreement shares: counted by hand, in plain words, with Wilson's interval."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from detente.analysis.coalitions import agreement_shares
from detente.analysis.coalitions.shares import wilson
from detente.analysis.networks import NetworkQuestion, csv_table
from detente.errors import NetworkError

QUESTION = NetworkQuestion(rows="who", columns="what", qualifier="how")
HEAD = "id,doc,date,author,source,section,type,who,what,how\n"


def table(*said):
    """Statements as who, what and how."""
    return csv_table(
        [HEAD, *(f"{n},{n},2031-01-01,,,,,{who},{what},{how}\n" for n, (who, what, how) in enumerate(said))], "said.csv"
    )


def test_a_share_counts_the_issues_on_which_both_take_a_side():
    """Nine of fourteen, in the words of a brief; what one says twice, and what only one speaks on, counts no more."""
    said = [(who, f"C{n:02d}", int(who == "Norland" or n < 9)) for who in ("Norland", "Sudmark") for n in range(14)]
    said += [("Norland", "C00", 1), ("Norland", "Alone", 1)]
    (only,) = agreement_shares(table(*said), QUESTION)
    assert (only.one, only.other, len(only.agreed), len(only.clashed)) == ("Norland", "Sudmark", 9, 5)
    assert only.told == "Of 14 outcomes on which both take a side, they agree on 9 (64%, 95 % interval 39% to 84%)."
    assert len(only.statements) == 29


def test_who_leans_to_neither_side_is_divided():
    """As often for as against: the issue is named and does not count."""
    said = table(("A", "x", 1), ("B", "x", 1), ("B", "x", 0), ("A", "y", 0), ("B", "y", 0))
    (only,) = agreement_shares(said, QUESTION)
    assert (only.agreed, only.clashed, only.divided) == (("y",), (), ("x",))


def test_numbers_below_nothing_are_against():
    """-1 and 2 clash, whatever the least level is; without any below 0 the middle of the scale parts them."""
    (only,) = agreement_shares(table(("A", "x", -1), ("B", "x", 2)), QUESTION)
    assert only.clashed == ("x",)
    (only,) = agreement_shares(table(("A", "x", 1), ("B", "x", 2), ("A", "y", 5), ("B", "y", 4)), QUESTION)
    assert only.agreed == ("x", "y")


def test_kinds_tell_no_sides():
    """One clear error."""
    with pytest.raises(NetworkError, match="yes and no or of whole numbers"):
        agreement_shares(table(("A", "x", "demand"), ("B", "x", "accept")), QUESTION)


@given(st.integers(1, 200), st.data())
def test_wilson_is_the_roots_of_its_equation(n_tries, data):
    """Both ends p solve |hits / n - p| = 1.96 sqrt(p (1 - p) / n)."""
    n_hits = data.draw(st.integers(0, n_tries))
    for end in wilson(n_hits, n_tries):
        assert abs(n_hits / n_tries - end) == pytest.approx(1.959964 * sqrt(end * (1 - end) / n_tries), abs=1e-6)


@given(st.integers(1, 10**6), st.data())
def test_wilson_is_scipys(n_tries, data):
    """To the last digits."""
    n_hits = data.draw(st.integers(0, n_tries))
    told = binomtest(n_hits, n_tries).proportion_ci(method="wilson")
    assert wilson(n_hits, n_tries) == pytest.approx((told.low, told.high), rel=1e-13, abs=1e-15)


@given(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("xyz"), st.integers(0, 1)), max_size=30))
def test_turning_everybody_round_changes_no_share(said):
    """For and against exchanged: the same issues are agreed."""
    turned = [(who, what, 1 - how) for who, what, how in said]
    both = [
        [(e.agreed, e.clashed, e.divided) for e in agreement_shares(table(*each), QUESTION)] for each in (said, turned)
    ]
    assert both[0] == both[1]
