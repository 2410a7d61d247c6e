"""Laws of networks: they equal their formulas, and what must not matter does not."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.networks import (
    Aggregation,
    Compat,
    Kernel,
    Mode,
    NetworkQuestion,
    Normalization,
    Unit,
    csv_table,
    network,
    networks_over_time,
    profiles,
)

ACTORS, CONCEPTS = ("Ada", "Bo", "Cy", "Di"), ("fees", "ports", "quota")
HEAD = "id,doc,date,author,source,section,type,who,what,how\n"


def _statements(levels):
    one = st.tuples(st.sampled_from(ACTORS), st.sampled_from(CONCEPTS), st.sampled_from(levels), st.integers(1, 28))
    return st.lists(one, min_size=1, max_size=40)


@st.composite
def told(draw):
    """Statements with one kind of qualifier, and the levels it has among them."""
    levels = draw(st.sampled_from([(0, 1), (-2, -1, 0, 1, 2), ("accept", "reject", "demand")]))
    said = draw(_statements(levels))
    present = sorted({s[2] for s in said})
    return said, [0, 1] if levels == (0, 1) else present


def _table(said):
    rows = [f"{i},{day},2031-01-{day:02d},,,,,{a},{c},{k}\n" for i, (a, c, k, day) in enumerate(said)]
    return csv_table([HEAD, *rows], "said.csv")


def _question(**changes):
    return NetworkQuestion(**{"rows": "who", "columns": "what", "qualifier": "how", **changes})


def _named(found):
    return {
        (row, column): found.values[i, j] for i, row in enumerate(found.rows) for j, column in enumerate(found.columns)
    }


def _is_flat(levels):
    """Numbers of one level have no spread; and a file cannot tell 0 and 1 alone from no and yes."""
    return not isinstance(levels[0], str) and (len(levels) < 2 or (set(levels) <= {0, 1} and levels != [0, 1]))


@given(
    told(),
    st.sampled_from(["ignore", "congruence", "conflict", "subtract"]),
    st.sampled_from(["no", "average", "jaccard", "cosine"]),
)
def test_one_mode_ties_are_those_of_the_formulas(oracle, case, aggregation, normalization):
    """In compat mode every tie equals the sum over concepts and levels, written as loops."""
    said, levels = case
    if _is_flat(levels):
        return
    question = _question(
        mode=Mode.ONE_MODE,
        aggregation=Aggregation(aggregation),
        normalization=Normalization(normalization),
        compat=Compat.DNA,
    )
    expected = oracle.one_mode([s[:3] for s in said], levels, aggregation, normalization)
    assert _named(network(_table(said), question)) == pytest.approx(expected, abs=1e-9)


@given(told(), st.sampled_from(["ignore", "subtract", "combine"]))
def test_two_mode_ties_are_those_of_the_formulas(oracle, case, aggregation):
    """Counts, sums of what levels are worth, and codes of sets of levels."""
    said, levels = case
    if _is_flat(levels):
        return
    question = _question(aggregation=Aggregation(aggregation), compat=Compat.DNA)
    expected = oracle.two_mode([s[:3] for s in said], levels, aggregation)
    assert _named(network(_table(said), question)) == pytest.approx(expected, abs=1e-9)


@given(told(), st.sampled_from(list(Normalization)), st.sampled_from([Compat.NONE, Compat.DNA]))
def test_one_mode_ties_are_symmetric(case, normalization, compat):
    """Who stands with whom does not depend on who is asked."""
    if normalization in {Normalization.ACTIVITY, Normalization.PROMINENCE}:
        return
    question = _question(
        mode=Mode.ONE_MODE, aggregation=Aggregation.SUBTRACT, normalization=normalization, compat=compat
    )
    values = network(_table(case[0]), question).values
    np.testing.assert_allclose(values, values.T, equal_nan=True)
    assert not np.diag(values).any()


@given(
    told(),
    st.sampled_from(list(Mode)),
    st.sampled_from([Aggregation.IGNORE, Aggregation.SUBTRACT]),
    st.sampled_from([Compat.NONE, Compat.DNA]),
)
def test_counts_kept_sparse_give_the_same_ties(case, mode, aggregation, compat):
    """As a network of so many things keeps them."""
    said, _ = case
    asked = _question(mode=mode, aggregation=aggregation, compat=compat)
    plain = network(_table(said), asked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(profiles, "_DENSE_CELLS", 0)
        sparse = network(_table(said), asked)
    for name in ("values", "positive", "negative", "is_told"):
        assert np.allclose(getattr(sparse, name), getattr(plain, name), rtol=1e-12, atol=0, equal_nan=True)


@given(told(), st.permutations(ACTORS))
def test_names_do_not_matter(case, names):
    """Actors with their names exchanged have their ties exchanged."""
    said = case[0]
    new = dict(zip(ACTORS, names, strict=True))
    question = _question(mode=Mode.ONE_MODE, aggregation=Aggregation.SUBTRACT, normalization=Normalization.COSINE)
    before = _named(network(_table(said), question))
    after = _named(network(_table([(new[a], c, k, day) for a, c, k, day in said]), question))
    assert after == pytest.approx({(new[a], new[b]): tie for (a, b), tie in before.items()}, abs=1e-9)


@given(told(), st.integers(1, 27))
def test_two_mode_counts_add_up_over_disjoint_ranges(case, day):
    """What was said by a day and what was said after it are all that was said."""
    table = _table(case[0])
    cut = datetime.fromisoformat(f"2031-01-{day:02d}")
    whole = _named(network(table, _question(aggregation=Aggregation.IGNORE, has_isolates=True)))
    parts = [
        _named(network(table, _question(aggregation=Aggregation.IGNORE, stop=cut))),
        _named(network(table, _question(aggregation=Aggregation.IGNORE, start=cut + timedelta(seconds=1)))),
    ]
    summed = {pair: sum(part.get(pair, 0.0) for part in parts) for pair in whole}
    assert summed == whole


@given(told())
def test_a_window_of_the_whole_range_is_the_network_without_windows(case):
    """One window that holds every statement gives the same ties."""
    table = _table(case[0])
    days = sorted(s[3] for s in case[0])
    asked = {"mode": Mode.ONE_MODE, "aggregation": Aggregation.SUBTRACT, "normalization": Normalization.AVERAGE}
    (only,) = networks_over_time(table, _question(**asked, window=Unit.DAYS, window_size=days[-1] - days[0] + 1))
    whole = network(table, _question(**asked))
    assert only.rows == whole.rows
    np.testing.assert_allclose(only.values, whole.values)


@given(told(), st.sampled_from([Normalization.COSINE, Normalization.JACCARD]))
def test_true_cosines_and_jaccards_are_bounded(case, normalization):
    """Congruence and conflict lie in [0, 1], so that their difference lies in [-1, 1]."""
    said, levels = case
    if not isinstance(levels[0], str) and levels != [0, 1]:
        return
    question = _question(mode=Mode.ONE_MODE, aggregation=Aggregation.SUBTRACT, normalization=normalization)
    found = network(_table(said), question)
    assert found.positive.max(initial=0) <= 1 + 1e-9
    assert found.positive.min(initial=0) >= 0
    if levels == [0, 1]:
        assert found.negative.max(initial=0) <= 1 + 1e-9


@given(told(), st.sampled_from([Kernel.UNIFORM, Kernel.TRIANGULAR, Kernel.EPANECHNIKOV, Kernel.GAUSSIAN]))
def test_kernels_treat_before_and_after_alike(case, kernel):
    """A statement so long before the middle counts as one so long after it."""
    said = case[0]
    mirrored = [(a, c, k, 29 - day) for a, c, k, day in said]
    asked = {"mode": Mode.ONE_MODE, "aggregation": Aggregation.IGNORE, "window": Unit.DAYS, "window_size": 4}
    forth = [each.values for each in networks_over_time(_table(said), _question(**asked, kernel=kernel))]
    back = [each.values for each in networks_over_time(_table(mirrored), _question(**asked, kernel=kernel))]
    for one, other in zip(forth, reversed(back), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-9)
