"""The deal space equals enumeration on small scenarios, and obeys the laws of bargaining on all."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dealspace import DealLine, DealLinkage, checked, deals, deals_to_wire, packages, rational, slabs
from detente.dealspace.dominance import least_losses, nondominated
from detente.dealspace.frontiers import frontier
from detente.dealspace.pairing import pairs_of_two
from detente.dealspace.points import points
from detente.dealspace.rational import n_rational
from detente.dealspace.slabs import pairs_of_three
from detente.dealspace.sweeps import sweep
from detente.dealspace.utilities import worth
from detente.errors import ScenarioError
from tests.dealspace import brute
from tests.dealspace.drawn import SEEDS, scenarios, wide


def rows(utilities: np.ndarray) -> set[tuple[float, ...]]:
    """Vectors rounded to 1e-9."""
    return {tuple(each) for each in np.round(utilities, 9)}


@given(scenarios())
def test_counts_and_frontiers_equal_enumeration(scenario):
    """All packages, those linkages allow, the open ones, the rational ones, and both frontiers."""
    found = deals(checked(scenario))
    every = brute.all_packages(scenario)
    open_, _ = brute.open_packages(replace(scenario, lines=tuple(x for x in scenario.lines if x.issue is not None)))
    _, worth = brute.rational(scenario)
    _, all_worth = brute.open_packages(scenario)
    assert (found.n_valid, found.n_open, found.n_rational) == (len(every), len(open_), len(worth))
    assert found.is_empty is (len(worth) == 0)
    assert rows(found.frontier.utilities) == brute.frontier(all_worth)
    assert rows(found.rational.utilities) == brute.frontier(worth)
    assert packages(scenario) == tuple(map(tuple, open_.tolist()))


@given(scenarios())
def test_points_equal_enumeration_with_every_tie(scenario):
    """Each solution's value, its vectors within 1e-9, and how many packages have them, as the definitions say."""
    _, worth = brute.rational(scenario)
    known = deals(scenario).points
    assert (known is None) is (len(worth) == 0)
    if known is None:
        return
    reservations = np.array([party.reservation for party in scenario.parties])
    gains = worth - reservations
    spans = worth.max(axis=0) - reservations
    moving = spans > 1e-9
    shares = (gains[:, moving] / spans[moving]).min(axis=1) if moving.any() else np.zeros(len(worth))
    for point, values in (
        (known.nash, gains.prod(axis=1)),
        (known.kalai_smorodinsky, shares),
        (known.egalitarian, gains.min(axis=1)),
        (known.utilitarian, worth.sum(axis=1)),
    ):
        ties = values >= values.max() - 1e-9
        assert point.value == pytest.approx(values.max(), abs=1e-9)
        assert point.n_packages == ties.sum()
        assert rows(point.utilities) == rows(worth[ties])
    leximin = known.egalitarian.leximin
    assert rows(leximin.utilities) <= rows(known.egalitarian.utilities)
    ranked = [tuple(np.sort(np.round(each, 9))) for each in gains]
    assert {tuple(np.sort(np.round(each - reservations, 9))) for each in leximin.utilities} == {max(ranked)}
    assert leximin.n_packages == ranked.count(max(ranked))


def test_what_the_egalitarian_solution_shows_is_its_leximin_among_however_many_ties():
    """Of 150 packages that leave one party at its best, the one best for the other, though it is listed last."""
    scenario = wide(1, 150, 2, reservation=0.0)
    one, other = scenario.parties
    values = ((0.5,) * 150,), (tuple(0.5 + option / 300 for option in range(150)),)
    parties = tuple(replace(party, values=own) for party, own in zip((one, other), values, strict=True))
    point = deals(replace(scenario, parties=parties)).points.egalitarian
    assert (point.n_packages, len(point.packages)) == (150, 100)
    assert (point.chosen.n_packages, point.chosen.packages) == (1, ((149,),))
    told = deals_to_wire(deals(replace(scenario, parties=parties)))["egalitarian"]
    assert (told["n_packages"], told["leximin_utilities"]) == (150, [[0.5, pytest.approx(0.5 + 149 / 300)]])
    assert told["leximin_packages"] == [{"I0": "O"}]


@given(scenarios())
def test_a_points_packages_are_worth_what_it_says(scenario):
    """The package shown for a vector is open, rational and worth that vector."""
    found = deals(scenario)
    if found.points is None:
        return
    open_, worth = brute.rational(scenario)
    worth_of = dict(zip(map(tuple, open_.tolist()), worth, strict=True))
    known = found.points
    for point in (known.nash, known.kalai_smorodinsky, known.egalitarian, known.egalitarian.chosen):
        for package, vector in zip(point.packages, point.utilities, strict=True):
            assert worth_of[package] == pytest.approx(vector, abs=1e-9)
    for package, vector in zip(found.rational.packages, found.rational.utilities, strict=True):
        assert worth_of[package] == pytest.approx(vector, abs=1e-9)


@given(scenarios(), SEEDS)
def test_more_concession_never_shrinks_the_space(scenario, seed):
    """Without a red line, or with a lower reservation, every package that was possible still is."""
    rng, before = np.random.default_rng(seed), deals(scenario)
    kept = tuple(line for line in scenario.lines if rng.integers(2))
    parties = tuple(replace(party, reservation=party.reservation - rng.integers(2) / 4) for party in scenario.parties)
    after = deals(replace(scenario, lines=kept, parties=parties))
    assert after.n_open >= before.n_open
    assert after.n_rational >= before.n_rational


@given(scenarios())
def test_every_point_has_a_package_on_the_frontier(scenario):
    """A solution that is tied with a dominated package is also tied with one that is not."""
    found = deals(scenario)
    if found.points is None:
        return
    on_frontier = rows(found.rational.utilities)
    known = found.points
    for point in (known.nash, known.kalai_smorodinsky, known.egalitarian, known.utilitarian):
        assert rows(point.utilities) & on_frontier
    assert rows(known.utilitarian.utilities) <= on_frontier
    assert rows(known.egalitarian.leximin.utilities) <= on_frontier


@given(scenarios(), st.randoms(use_true_random=False))
def test_relabelling_changes_nothing(scenario, random):
    """The order of issues, options and parties carries no weight."""
    issues = random.sample(range(len(scenario.issues)), len(scenario.issues))
    parties = random.sample(range(len(scenario.parties)), len(scenario.parties))
    options = [random.sample(range(len(each.options)), len(each.options)) for each in scenario.issues]

    def at(issue: int, chosen: frozenset[int]) -> frozenset[int]:
        return frozenset(options[issue].index(each) for each in chosen)

    moved = replace(
        scenario,
        issues=tuple(
            replace(scenario.issues[n], options=tuple(scenario.issues[n].options[k] for k in options[n]))
            for n in issues
        ),
        parties=tuple(
            replace(
                scenario.parties[n],
                weights=tuple(scenario.parties[n].weights[k] for k in issues),
                values=tuple(tuple(scenario.parties[n].values[k][each] for each in options[k]) for k in issues),
            )
            for n in parties
        ),
        lines=tuple(
            replace(
                line,
                party=parties.index(line.party),
                issue=None if line.issue is None else issues.index(line.issue),
                excluded=line.excluded if line.issue is None else at(line.issue, line.excluded),
            )
            for line in scenario.lines
        ),
        linkages=tuple(
            replace(
                each,
                issue=issues.index(each.issue),
                options=at(each.issue, each.options),
                needs=issues.index(each.needs),
                needed=at(each.needs, each.needed),
            )
            for each in scenario.linkages
        ),
    )
    one, other = deals(scenario), deals(moved)
    assert (one.n_open, one.n_rational) == (other.n_open, other.n_rational)
    assert {tuple(each[parties]) for each in np.round(one.rational.utilities, 9)} == rows(other.rational.utilities)
    if one.points and other.points:
        assert one.points.nash.n_packages == other.points.nash.n_packages
        assert one.points.egalitarian.n_packages == other.points.egalitarian.n_packages


@given(scenarios(with_lines=False), st.sampled_from([0.25, 0.5, 2.0, 4.0]))
def test_the_nash_point_does_not_depend_on_a_partys_scale(scenario, factor):
    """Another unit for one party's utility and reservation chooses the same packages (Nash 1950)."""
    first, *others = scenario.parties
    scaled = replace(
        first,
        values=tuple(tuple(factor * value for value in row) for row in first.values),
        reservation=factor * first.reservation,
    )
    one, other = deals(scenario).points, deals(replace(scenario, parties=(scaled, *others))).points
    if one is None or other is None:
        assert one is other is None
        return
    if min(one.nash.value, other.nash.value) > 1e-6:
        assert {tuple(each) for each in one.nash.packages} & {tuple(each) for each in other.nash.packages}
        assert other.nash.value == pytest.approx(factor * one.nash.value)


@given(scenarios(with_lines=False))
def test_a_line_that_asks_what_all_packages_give_changes_nothing(scenario):
    """A threshold below every package's worth leaves counts and points as they are."""
    loose = DealLine(id="loose", party=0, least=-1.0)
    one, other = deals(scenario), deals(replace(scenario, lines=(loose,)))
    assert (one.n_rational, rows(one.rational.utilities)) == (other.n_rational, rows(other.rational.utilities))


@given(scenarios())
def test_a_sweep_tells_what_looking_at_every_package_tells(scenario):
    """Counts, frontier and points of large spaces are those of small ones, on the same small space."""
    values, steps = worth(scenario), sweep(scenario, tuple(scenario.open_options()))
    looked, swept = deals(scenario), frontier(scenario, values, steps)
    assert n_rational(scenario, values, steps) == looked.n_rational
    assert rows(swept.utilities) == rows(looked.frontier.utilities)
    known = points(scenario, values, swept.where((swept.utilities >= values.floors - 1e-9).all(axis=1)), steps)
    assert (known is None) is (looked.points is None)
    if known is None:
        return
    for point in ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian"):
        one, other = getattr(known, point), getattr(looked.points, point)
        assert (one.value, one.n_packages) == (pytest.approx(other.value, abs=1e-9), other.n_packages)
        assert rows(one.utilities) == rows(other.utilities)
        assert rows(one.chosen.utilities) == rows(other.chosen.utilities)
        assert one.chosen.n_packages == other.chosen.n_packages


@pytest.mark.parametrize("n_parties", [1, 2, 3, 4])
def test_halves_and_frontiers_are_exact_where_half_packages_are_paired(n_parties):
    """On 16,384 packages, where counting splits in the middle, all equals enumeration."""
    scenario = wide(7, 4, n_parties)
    values, steps = worth(scenario), sweep(scenario, tuple(scenario.open_options()))
    _, rational = brute.rational(scenario)
    found = frontier(scenario, values, steps)
    kept = found.where((found.utilities >= values.floors - 1e-9).all(axis=1))
    known = points(scenario, values, kept, steps)
    assert n_rational(scenario, values, steps) == deals(scenario).n_rational == len(rational) > 0
    assert rows(kept.utilities) == brute.frontier(rational)
    gains = rational - 0.4
    assert known.nash.value == pytest.approx(gains.prod(axis=1).max())
    assert known.egalitarian.value == pytest.approx(gains.min(axis=1).max())


@pytest.mark.parametrize("n_issues", [9, 10])
def test_rational_packages_of_two_parties_are_counted_exactly_beyond_what_is_looked_at(n_issues):
    """A quarter of a million packages and a million, all of different worth."""
    scenario = wide(n_issues, 4, 2)
    assert deals(scenario).n_rational == len(brute.rational(scenario)[1])


@given(SEEDS, st.booleans(), st.booleans())
def test_pairs_are_counted_as_by_comparing_each(seed, has_ties, is_plain):
    """Whatever the numbers, with ties, and however many packages a half stands for."""
    rng = np.random.default_rng(seed)
    n_rows, n_others = rng.integers(0, 60, 2)
    need, has = (rng.integers(0, 6, (n, 2)) / 5 if has_ties else rng.random((n, 2)) for n in (n_rows, n_others))
    ours, theirs = (np.ones(n, dtype=int) if is_plain else rng.integers(1, 5, n) for n in (n_rows, n_others))
    is_met = (has[None] >= need[:, None]).all(axis=2)
    assert pairs_of_two(need, ours, has, theirs) == (is_met * ours[:, None] * theirs).sum()


def test_long_runs_of_pairs_are_halved_without_a_change():
    """A hundred thousand rows, counted row by row for a few and by sorting for all."""
    rng = np.random.default_rng(3)
    need, has = rng.random((60_000, 2)), rng.random((70_000, 2))
    weights = np.ones(60_000, dtype=int), np.ones(70_000, dtype=int)
    by_row = sum(int((has >= each).all(axis=1).sum()) for each in need[:50])
    assert pairs_of_two(need[:50], weights[0][:50], has, weights[1]) == by_row
    parts = [pairs_of_two(part, np.ones(len(part), dtype=int), has, weights[1]) for part in np.split(need, 20)]
    assert pairs_of_two(need, weights[0], has, weights[1]) == sum(parts)


@given(SEEDS, st.sampled_from(["free", "tied", "opposed", "alike"]))
def test_pairs_of_three_are_counted_as_by_comparing_each(seed, kind):
    """Whatever the numbers, with ties and where parties want the same or the opposite, in slabs of slabs."""
    rng = np.random.default_rng(seed)
    need, has = (_numbers(rng, int(n), kind) for n in rng.integers(0, 500, 2))
    is_met = (has[None] >= need[:, None]).all(axis=2)
    with patch.multiple(slabs, _FEW_PAIRS=int(rng.choice([16, 1_000, 20_000])), _PER_SLAB=int(rng.choice([4, 40]))):
        assert pairs_of_three(need, has) == is_met.sum()


def _numbers(rng, n_rows, kind):
    if kind == "tied":
        return rng.integers(0, 6, (n_rows, 3)) / 5
    numbers = rng.random((n_rows, 3))
    if kind != "free":
        numbers[:, 1] = 1 - numbers[:, 0] if kind == "opposed" else numbers[:, 0]
    return numbers


def test_many_pairs_of_three_are_those_of_their_parts():
    """Eighty thousand rows against ninety thousand, and row by row for a few of them."""
    rng = np.random.default_rng(3)
    need, has = rng.random((80_000, 3)), rng.random((90_000, 3))
    by_row = [int((has >= each).all(axis=1).sum()) for each in need[:50]]
    assert pairs_of_three(need[:50], has) == sum(by_row)
    assert pairs_of_three(need, has) == sum(pairs_of_three(part, has) for part in np.split(need, 4))


@given(scenarios())
def test_pairs_of_three_count_what_enumeration_counts(scenario):
    """With reservations at the very worth of packages, thresholds, linkages and rows that stand for many packages."""
    values, steps = worth(scenario), sweep(scenario, scenario.still_open)
    with (
        patch.multiple(rational, _FEW_PAIRS=0, _LEAST_REST=1),
        patch.multiple(slabs, _FEW_PAIRS=1, _PER_SLAB=2),
    ):
        found = n_rational(scenario, values, steps)
    assert found == deals(scenario).n_rational == len(brute.rational(scenario)[1])


def test_rational_packages_of_three_parties_are_counted_exactly_beyond_what_is_looked_at():
    """Four million packages, nearly all of different worth, and their halves in slabs."""
    scenario = wide(11, 4, 3, reservation=0.5)
    with patch.multiple(rational, _FEW_PAIRS=0), patch.multiple(slabs, _FEW_PAIRS=1 << 12):
        assert deals(scenario).n_rational == len(brute.rational(scenario)[1])


def test_a_party_that_takes_every_package_does_not_put_a_count_out_of_reach():
    """Five parties over 1e12 packages, three of which ask for nothing: as many as of the other two alone."""
    scenario = wide(12, 10, 5)
    asking, rest = scenario.parties[:2], tuple(replace(each, reservation=0.0) for each in scenario.parties[2:])
    counts = [
        n_rational(each, worth(each), sweep(each, each.still_open))
        for each in (replace(scenario, parties=asking), replace(scenario, parties=(*rest, *asking)))
    ]
    assert counts[0] == counts[1] > 0
    freed = replace(scenario, parties=rest)
    assert n_rational(freed, worth(freed), sweep(freed, freed.still_open)) == 10**12


def test_a_count_that_is_out_of_reach_says_why():
    """Three parties over 1e13 packages of all different worth: no number, and the reason beside it."""
    told = deals_to_wire(deals(wide(13, 10, 3)))
    assert told["individually_rational"] is None
    assert "more than 1,500,000 half packages" in told["why_not_counted"]


@given(SEEDS, st.integers(1, 6), st.integers(0, 400))
def test_undominated_rows_equal_comparing_each_with_each(seed, n_parties, n_rows):
    """One of equal rows stays, and nothing that another is at least as good as everywhere."""
    rng = np.random.default_rng(seed)
    vectors = rng.integers(0, rng.integers(2, 12), (n_rows, n_parties)) / 8
    kept = nondominated(vectors)
    assert {tuple(each) for each in vectors[kept]} == brute.frontier(vectors)
    assert len({tuple(each) for each in vectors[kept]}) == len(kept)


@given(SEEDS, st.integers(1, 9), st.integers(0, 300))
def test_least_losses_in_whole_numbers_are_the_undominated_rows_in_rising_order(seed, n_parties, n_rows):
    """The same vectors, each by its first row, and sorted by the first party, then the second, and so on."""
    rng = np.random.default_rng(seed)
    gains = rng.integers(-3, rng.integers(2, 12), (n_rows, n_parties)).astype(float)
    kept, told = least_losses(-gains.T), [tuple(each) for each in gains.tolist()]
    assert [told[row] for row in kept] == sorted(told[row] for row in nondominated(gains))
    assert all(told.index(told[row]) == row for row in kept)


def test_undominated_rows_of_many_blocks_equal_those_of_their_parts():
    """Five thousand rows on a sphere, none of which dominates another, and as many just below them."""
    rng = np.random.default_rng(5)
    shell = np.abs(rng.normal(size=(5_000, 4)))
    shell /= np.linalg.norm(shell, axis=1)[:, None]
    both = np.concatenate((shell * 0.999, shell))
    assert set(nondominated(both).tolist()) == {5_000 + row for row in range(5_000)}


def test_counts_are_exact_beyond_what_can_be_listed_and_listing_is_refused():
    """Thirty issues of ten options, two of them linked: 991 times 10 to the 27th, and no list of them."""
    scenario = wide(30, 10, 1, reservation=0.0)
    linked = replace(
        scenario,
        linkages=(DealLinkage(issue=0, options=frozenset({0}), needs=9, needed=frozenset({3})),),
        parties=(replace(scenario.parties[0], values=((0.0,) * 10,) * 30),),
    )
    found = deals(checked(linked))
    assert found.n_packages == 10**30
    assert found.n_open == found.n_rational == 91 * 10**28
    with pytest.raises(ScenarioError, match="more than the 100,000 that can be listed"):
        packages(linked)


@settings(max_examples=20)
@given(scenarios())
def test_what_each_line_costs_equals_enumeration(scenario):
    """Alone: what it excludes; together: what would open if it alone fell."""
    every = brute.all_packages(scenario)
    broken = brute.breaks(scenario, every)
    nothing = np.zeros(len(every), dtype=bool)
    options = [line.id for line in scenario.lines if line.issue is not None]
    for cost in deals(scenario).costs:
        others = [broken.get(each, nothing) for each in options if each != cost.line.id]
        alone = ~np.any([nothing, *others], axis=0) & broken.get(cost.line.id, nothing)
        assert (cost.n_removed, cost.n_unlocked) == (broken.get(cost.line.id, nothing).sum(), alone.sum())
