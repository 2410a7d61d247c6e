"""Ties with their intervals, two actors concept by concept, and camps at several days."""

from __future__ import annotations

from collections import Counter
from datetime import date
from math import prod, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.analysis.coalitions import Verdict, camps_at, camps_over_time, coalitions, pair_of
from detente.analysis.networks import NetworkQuestion, csv_table
from detente.errors import NetworkError

QUESTION = NetworkQuestion(rows="who", columns="what", qualifier="agree")
HEAD = "id,doc,date,author,source,section,type,who,what,agree\n"
SAID = st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from(["fees", "ports"]), st.integers(0, 1)), max_size=25)


def table(said, days=()):
    """Statements as who, what and agree, each in a document of its own, on the first of January or on days given."""
    dated = [*days, *["2031-01-01"] * (len(said) - len(days))]
    rows = [
        f"{number},{number},{day},,,,,{who},{what},{agree}\n"
        for number, ((who, what, agree), day) in enumerate(zip(said, dated, strict=True))
    ]
    return csv_table([HEAD, *rows], "said.csv")


@settings(max_examples=40)
@given(SAID)
def test_a_pair_counts_what_its_tie_counts(said):
    """Pairs of statements alike and unlike, divided as a cosine is, are congruence and conflict of the tie."""
    if not said:
        return
    made = table(said)
    found = coalitions(made, QUESTION, n_draws=2)
    for tie in found.ties:
        pair = pair_of(made, QUESTION, tie.one, tie.other)
        lengths = [
            sqrt(sum(n * n for n in Counter((what, agree) for who, what, agree in said if who == each).values()))
            for each in (tie.one, tie.other)
        ]
        assert tie.congruence == pytest.approx(sum(each.n_alike for each in pair.concepts) / prod(lengths))
        assert tie.conflict == pytest.approx(sum(each.n_unlike for each in pair.concepts) / prod(lengths))
        sides = [each for concept in pair.concepts for each in (concept.ones, concept.others)]
        ids = [each for side in sides for level in side.levels.values() for each in level]
        assert sorted(ids) == sorted(tie.statements)
        assert tie.difference.value == pytest.approx(tie.congruence - tie.conflict)
        assert -1 <= tie.difference.low <= tie.difference.high <= 1


@settings(max_examples=40)
@given(SAID, st.permutations(["A", "B"]))
def test_a_pair_told_the_other_way_round_is_the_same(said, names):
    """Only the sides change places."""
    made = table([*said, ("A", "fees", 1)])
    one, other = pair_of(made, QUESTION, *names), pair_of(made, QUESTION, *names[::-1])
    assert [(each.concept, each.verdict, each.n_alike) for each in one.concepts] == [
        (each.concept, each.verdict, each.n_alike) for each in other.concepts
    ]
    assert [each.ones for each in one.concepts] == [each.others for each in other.concepts]
    assert (one.only_one, one.only_other) == (other.only_other, other.only_one)


def test_verdicts_of_a_worked_case():
    """Fees: both for; ports: one against, the other for and against; the quota is only one's."""
    made = table(
        [("A", "fees", 1), ("B", "fees", 1), ("A", "ports", 0), ("B", "ports", 1), ("B", "ports", 0), ("A", "quota", 1)]
    )
    found = pair_of(made, QUESTION, "A", "B")
    assert [(each.concept, each.verdict, each.n_alike, each.n_unlike) for each in found.concepts] == [
        ("ports", Verdict.BOTH, 1, 1), ("fees", Verdict.AGREE, 1, 0),
    ]  # fmt: skip
    assert found.concepts[0].others.levels == {"1": ("3",), "0": ("4",)}
    assert (found.only_one, found.only_other) == (("quota",), ())


def test_a_pair_needs_something_that_tells_the_side():
    """Without a qualifier nobody agrees with anybody."""
    with pytest.raises(NetworkError, match="agreement needs a qualifier"):
        pair_of(table([("A", "fees", 1)]), NetworkQuestion(rows="who", columns="what"), "A", "B")


def test_a_tie_of_many_statements_is_surer_than_one_of_few():
    """The interval of ten times the statements is narrower."""
    said = [
        ("A", "fees", 1),
        ("B", "fees", 1),
        ("A", "ports", 1),
        ("B", "ports", 0),
        ("A", "quota", 1),
        ("B", "quota", 1),
    ]
    widths = []
    for times in (1, 10):
        [tie] = coalitions(table(said * times), QUESTION).ties
        widths.append(tie.difference.high - tie.difference.low)
    assert widths[1] < 0.6 * widths[0]


def test_a_day_of_a_series_counts_what_was_said_by_then():
    """Two agree in January and clash in March; a window forgets January."""
    said = [("A", "fees", 1), ("B", "fees", 1), ("A", "ports", 1), ("B", "ports", 0)]
    made = table(said, ["2031-01-10", "2031-01-11", "2031-03-10", "2031-03-11"])
    spans = [
        (None, date(2031, 1, 5)),
        (None, date(2031, 1, 31)),
        (None, date(2031, 3, 31)),
        (date(2031, 2, 1), date(2031, 3, 31)),
    ]
    before, near, both, far = camps_over_time(made, QUESTION, spans)
    assert (before.n_statements, before.polarisation, before.pairs) == (0, None, ())
    assert [each.pairs[0].difference.value for each in (near, both, far)] == [1, 0, -1]
    assert far.polarisation is not None
    assert far.polarisation.value == 1
    assert far.since == date(2031, 2, 1)


def test_what_was_found_of_a_day_fits_into_a_series():
    """The camps of all days are those of the last day of a series, draws aside."""
    made = table([("A", "fees", 1), ("B", "fees", 1), ("C", "fees", 0)])
    [told] = camps_over_time(made, QUESTION, [(None, date(2031, 1, 1))], n_draws=200)
    assert told == camps_at(coalitions(made, QUESTION), None, date(2031, 1, 1))
