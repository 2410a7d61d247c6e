"""Unlock sets and conflicts: equal to enumeration, with and without thresholds, linkages and the solver."""

from __future__ import annotations

import math
import subprocess
import sys
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dealspace import Scenario, keeping, scenario_of, solving
from detente.dealspace.families import meeting_all, minimal
from detente.dealspace.obstacles import obstacles
from detente.dealspace.openings import openings, set_words, unlocking_to_wire
from detente.dealspace.solving import unlocking_sets
from detente.dealspace.unlocking import Unlocking, unlocking
from detente.dealspace.utilities import worth
from tests.dealspace import brute
from tests.dealspace.drawn import drawn, scenarios


def by_hand(scenario: Scenario) -> set[frozenset[str]]:
    """The smallest sets of lines that some package breaks, by looking at every package."""
    packages = brute.all_packages(scenario)
    broken = brute.breaks(scenario, packages)
    sets = {frozenset(name for name, each in broken.items() if each[row]) for row in range(len(packages))}
    return {each for each in sets if not any(other < each for other in sets)}


def ids(found: Unlocking) -> set[frozenset[str]]:
    """The unlock sets by the ids of their lines; an empty one where there is a deal."""
    sets = {frozenset(line.id for line in each.lines) for each in found.unlock_sets}
    return {frozenset()} if found.has_deal else sets


def without_reservations(scenario: Scenario) -> Scenario:
    """The same with nothing but red lines on options, so that issues are independent."""
    parties = tuple(replace(party, reservation=-1.0) for party in scenario.parties)
    return replace(scenario, parties=parties, lines=tuple(line for line in scenario.lines if line.issue is not None))


@given(scenarios())
def test_unlock_sets_equal_enumeration_where_thresholds_bind(scenario):
    """Red lines, thresholds, reservations and linkages together."""
    found = unlocking(scenario)
    assert ids(found) == by_hand(scenario)
    assert found.n_unlock_sets == (0 if found.has_deal else len(found.unlock_sets))


@given(scenarios())
def test_unlock_sets_equal_enumeration_issue_by_issue(scenario):
    """Without thresholds the parts are independent, and a sweep follows the linkages inside each."""
    bare = without_reservations(scenario)
    assert ids(unlocking(bare)) == by_hand(bare)


@settings(max_examples=12)
@given(scenarios())
def test_the_solver_finds_the_same_sets_a_smallest_first(scenario):
    """What is asked of a solver where packages are too many equals what is seen where they are few."""
    lines = obstacles(scenario)
    found = list(unlocking_sets(scenario, lines))
    assert found[-1] is None
    named = [frozenset(line.id for bit, line in enumerate(lines) if mask >> bit & 1) for mask in found[:-1]]
    assert set(named) == by_hand(scenario)
    assert len(named) == len(set(named))
    assert len(named[0]) == min(map(len, named))


@given(scenarios())
def test_conflicts_are_smallest_and_every_unlock_set_breaks_each(scenario):
    """A conflict leaves no package, each part of it leaves one; conflicts and unlock sets meet."""
    found = unlocking(scenario)
    if found.has_deal:
        assert found.conflicts == ()
        return
    packages = brute.all_packages(scenario)
    broken = brute.breaks(scenario, packages)

    def leaves_nothing(lines: tuple[str, ...]) -> bool:
        return bool(np.any([np.zeros(len(packages), dtype=bool), *(broken[each] for each in lines)], axis=0).all())

    for conflict in found.conflicts:
        names = tuple(line.id for line in conflict)
        assert leaves_nothing(names)
        assert not any(leaves_nothing(part) for part in combinations(names, len(names) - 1))
        assert all(set(conflict) & set(each.lines) for each in found.unlock_sets)


@given(scenarios())
def test_lines_outside_an_unlock_set_change_nothing(scenario):
    """With the set given up there is a deal, whatever else is kept; with the rest given up alone there is none."""
    found = unlocking(scenario)
    packages = brute.all_packages(scenario)
    broken = brute.breaks(scenario, packages)
    for each in found.unlock_sets[:5]:
        given_up = {line.id for line in each.lines}
        kept = [of for name, of in broken.items() if name not in given_up]
        assert not np.any([np.zeros(len(packages), dtype=bool), *kept], axis=0).all()
        for line in each.lines:
            assert np.any([*kept, broken[line.id]], axis=0).all()


@settings(max_examples=15)
@given(scenarios())
def test_an_opened_package_keeps_the_other_lines_and_has_the_largest_least_gain(scenario):
    """Of the packages that keep every line but the set's, none is better for whoever gains least."""
    packages = brute.all_packages(scenario)
    broken = brute.breaks(scenario, packages)
    worth = brute.utilities(scenario, packages)
    gains = (worth - [party.reservation for party in scenario.parties]).min(axis=1)
    for opening in openings(unlocking(scenario), 3):
        given_up = {line.id for line in opening.unlock_set.lines}
        kept = [of for name, of in broken.items() if name not in given_up]
        is_open = ~np.any([np.zeros(len(packages), dtype=bool), *kept], axis=0)
        [row] = np.flatnonzero((packages == opening.package).all(axis=1))
        assert is_open[row]
        assert gains[row] == pytest.approx(gains[is_open].max(), abs=1e-8)
        assert opening.utilities == pytest.approx(worth[row], abs=1e-9)


@settings(max_examples=25)
@given(scenarios(), st.data())
def test_the_best_package_and_whether_there_is_one_are_the_solvers(scenario, data):
    """What looking at every package finds is worth what the solver finds, whatever is given up."""
    lines = obstacles(scenario)
    given_up = set(data.draw(st.lists(st.sampled_from(lines)) if lines else st.just([])))
    kept = [line for line in lines if line not in given_up]
    assert keeping.is_conflict(scenario, kept) == solving.is_conflict(scenario, kept)
    names = {line.id for line in given_up}
    ours, theirs = (way.fairest(scenario, lines, names) for way in (keeping, solving))
    assert (ours is None) == (theirs is None)
    if ours is not None and scenario.has_values:
        reservations = np.array([party.reservation for party in scenario.parties])
        told = [worth(scenario).of(each) for each in (ours, theirs)]
        assert (told[0] - reservations).min() == pytest.approx((told[1] - reservations).min(), abs=1e-8)
        assert told[0].sum() == pytest.approx(told[1].sum(), abs=1e-8)


def test_meeting_all_twice_gives_the_family_back():
    """The smallest sets that meet all of an antichain, and what meets all of those (Berge)."""
    family = minimal([0b0011, 0b0110, 0b1001])
    met = meeting_all(family, 100)
    assert met is not None
    assert set(meeting_all(met, 100) or ()) == set(family)


@given(st.lists(st.integers(1, 2**10 - 1), min_size=1, max_size=12), st.sampled_from([0, 60]))
def test_what_meets_all_equals_trying_every_set(sets, shift):
    """Of all sets that share an element with each, the smallest; also where there are more elements than bits."""
    family = minimal(sets)
    every = [each for each in range(2**10) if all(each & one for one in family)]
    met = meeting_all([each << shift for each in family], 1_000)
    assert met is not None
    assert {each >> shift for each in met} == set(minimal(every))


def test_the_first_unlock_set_is_one_of_the_smallest():
    """Few lines first, then a low cost."""
    for seed in range(40):
        scenario = drawn(np.random.default_rng(seed))
        lines = [line.id for one in unlocking(scenario, limit=1).unlock_sets for line in one.lines]
        sets = by_hand(scenario)
        assert frozenset(lines) in sets
        assert len(lines) == min(map(len, sets))


STRAIT = {
    "name": "strait",
    "issues": [
        {"name": "Passage", "options": ["free", "piloted", "closed"]},
        {"name": "Fee", "options": [200, 300, 400], "unit": "crowns"},
    ],
    "parties": [{"name": "Norland"}, {"name": "Sudmark"}, {"name": "Osterland"}],
    "red_lines": [
        {"party": "Norland", "issue": "Passage", "excludes": ["free"]},
        {"party": "Sudmark", "issue": "Passage", "excludes": ["piloted"]},
        {"party": "Osterland", "issue": "Passage", "excludes": ["piloted", "closed"], "cost": 3},
        {"party": "Norland", "issue": "Fee", "at_least": 400},
        {"party": "Sudmark", "issue": "Fee", "at_most": 300},
    ],
}


def test_unlock_sets_are_told_as_sentences_with_how_far_each_line_moves():
    """By number of lines, then cost; a number moves from what was asked to what the package gives."""
    found = unlocking(scenario_of(STRAIT))
    assert found.n_unlock_sets == 4
    assert found.n_conflicts == 2
    assert set_words(found.unlock_sets[0], found.scenario) == (
        "Norland drops “no free on Passage” and “at least 400 crowns on Fee”"
    )
    told = unlocking_to_wire(found, openings(found))
    [first, *_] = told["unlock_sets"]
    assert first["parties"] == ["Norland"]
    assert first["opens"]["package"]["Passage"] == "free"
    moved = next(each for each in first["opens"]["concessions"] if each["line"] == "Norland:Fee")
    assert (moved["asked"], moved["given"]) in {(400.0, 300.0), (400.0, 200.0)}
    assert {each["line"]: each["n_sets"] for each in told["movers"]}["Norland:Passage"] == 2


def test_counts_of_unlock_sets_are_exact_beyond_what_is_listed():
    """Twelve issues that two parties block, each by its own: 2 to the 12th sets, of which ten are listed."""
    told = {
        "issues": [{"name": f"i{n}", "options": ["a", "b"]} for n in range(12)],
        "parties": [{"name": "Norland"}, {"name": "Sudmark"}],
        "red_lines": [
            {"party": party, "issue": f"i{n}", "excludes": [option]}
            for n in range(12)
            for party, option in (("Norland", "a"), ("Sudmark", "b"))
        ],
    }
    found = unlocking(scenario_of(told), 10)
    assert (found.n_unlock_sets, len(found.unlock_sets), found.n_conflicts) == (2**12, 10, 12)
    assert all(each.n_sets == 2**11 for each in found.obstacles)


def test_the_solver_leaves_ctrl_c_to_the_program():
    """A server that has looked for an opening closes properly, as it did before: no handler is taken away."""
    program = (
        "import os, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from detente.dealspace import scenario_of\n"
        "from detente.dealspace.solving import fairest\n"
        "norland = {'name': 'Norland', 'weights': [1], 'values': [[0, 1]]}\n"
        "issues = [{'name': 'Passage', 'options': ['free', 'piloted']}]\n"
        "assert fairest(scenario_of({'issues': issues, 'parties': [norland]}), [], ()) == (1,)\n"
        "try:\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "except KeyboardInterrupt:\n"
        "    sys.exit(7)\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 7


def large(rng: np.random.Generator, n_packages: int, *, has_thresholds: bool) -> Scenario:
    """A scenario of nearly so many packages, with red lines of three parties on most issues, and linkages."""
    sizes: list[int] = []
    while math.prod(sizes) * 2 <= n_packages:
        sizes.append(int(rng.integers(2, min(6, n_packages // math.prod(sizes)) + 1)))
    issues = [{"name": f"i{n}", "options": [f"o{k}" for k in range(size)]} for n, size in enumerate(sizes)]
    parties = [
        {
            "name": f"p{n}",
            "weights": rng.dirichlet(np.full(len(sizes), 2.0)).tolist(),
            "values": [rng.random(size).tolist() for size in sizes],
            "reservation": float(rng.uniform(0.5, 0.62)) if has_thresholds else -1.0,
        }
        for n in range(3)
    ]
    drawn_on = [(int(rng.integers(3)), int(rng.integers(len(sizes)))) for _ in range(2 * len(sizes))]
    red_lines = [
        {
            "party": f"p{party}",
            "issue": f"i{issue}",
            "excludes": [f"o{k}" for k in rng.choice(sizes[issue], rng.integers(1, sizes[issue]), replace=False)],
        }
        for party, issue in drawn_on
    ]
    ends = [rng.choice(len(sizes), 2, replace=False) for _ in range(3)]
    linkages = [
        {"issue": f"i{one}", "options": ["o0"], "only_if": {"issue": f"i{other}", "options": ["o0", "o1"]}}
        for one, other in ends
    ]
    if has_thresholds:
        red_lines.append({"party": "p0", "utility": float(rng.uniform(0.55, 0.7))})
    return scenario_of({"issues": issues, "parties": parties, "red_lines": red_lines, "linkages": linkages})


def by_masks(scenario: Scenario) -> set[frozenset[str]]:
    """The smallest sets of lines that some package breaks: every package's number taken apart, its lines as bits."""
    rest = np.arange(scenario.n_packages)
    taken = np.empty((len(scenario.issues), len(rest)), dtype=np.int8)
    for index, issue in enumerate(scenario.issues):
        rest, taken[index] = np.divmod(rest, len(issue.options))
    keeps = np.ones(taken.shape[1], dtype=bool)
    for each in scenario.linkages:
        keeps &= ~np.isin(taken[each.issue], list(each.options)) | np.isin(taken[each.needs], list(each.needed))
    taken = taken[:, keeps]
    worth = [
        sum(weight * np.array(row)[of] for weight, row, of in zip(party.weights, party.values, taken, strict=True))
        for party in scenario.parties
    ]
    names, masks = [], np.zeros(taken.shape[1], dtype=np.int64)
    floors = [(f"{each.id}:reservation", n, each.reservation) for n, each in enumerate(scenario.parties)]
    floors += [(line.id, line.party, line.least) for line in scenario.lines if line.issue is None]
    broken = [(name, worth[party] < least - brute.TOLERANCE) for name, party, least in floors]
    on_options = [line for line in scenario.lines if line.issue is not None]
    broken += [(line.id, np.isin(taken[line.issue], list(line.excluded))) for line in on_options]
    for name, each in broken:
        masks |= each.astype(np.int64) << len(names)
        names.append(name)
    every = np.unique(masks)
    smallest = [each for each in every if ((every & each) == every).sum() == 1]
    return {frozenset(name for bit, name in enumerate(names) if int(each) >> bit & 1) for each in smallest}


def agrees_with_enumeration(seed: int, n_packages: int, *, has_thresholds: bool) -> bool:
    """Whether the unlock sets of a large scenario are those of enumeration, and all are told."""
    scenario = large(np.random.default_rng(seed), n_packages, has_thresholds=has_thresholds)
    assert n_packages / 4 < scenario.n_packages <= n_packages
    found = unlocking(scenario, 100_000)
    n_told = 0 if found.has_deal else len(found.unlock_sets)
    return ids(found) == by_masks(scenario) and found.n_unlock_sets == n_told


@pytest.mark.parametrize("has_thresholds", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_unlock_sets_of_thousands_of_packages_equal_enumeration(seed, has_thresholds):
    """Up to 2 to the 14th packages, by bits of the lines that each breaks."""
    assert agrees_with_enumeration(seed, 1 << 14, has_thresholds=has_thresholds)


@pytest.mark.slow
@pytest.mark.parametrize("has_thresholds", [False, True])
@pytest.mark.parametrize("n_bits", [17, 18, 19, 20])
def test_unlock_sets_of_up_to_a_million_packages_equal_enumeration(n_bits, has_thresholds):
    """Up to 2 to the 20th packages, one scenario of each size."""
    assert agrees_with_enumeration(n_bits, 1 << n_bits, has_thresholds=has_thresholds)


@pytest.mark.parametrize("seed", range(3))
def test_the_solver_finds_all_sets_of_thousands_of_packages(seed):
    """As many sets as enumeration sees, where utilities are large numbers to the solver and many sets are to find."""
    scenario = large(np.random.default_rng(seed), 1 << 13, has_thresholds=True)
    lines = obstacles(scenario)
    *masks, last = unlocking_sets(scenario, lines)
    assert last is None
    named = {frozenset(line.id for bit, line in enumerate(lines) if mask >> bit & 1) for mask in masks}
    assert named == by_masks(scenario)


def test_a_search_that_ends_early_says_that_there_may_be_more(monkeypatch):
    """Sets are told as they are found; without the time for all, their number is left open."""
    monkeypatch.setattr(sys.modules["detente.dealspace.unlocking"], "family_by_looking", lambda *_: None)
    scenario = large(np.random.default_rng(1), 1 << 12, has_thresholds=True)
    told: list[int] = []
    found = unlocking(scenario, tell=told.append)
    assert found.n_unlock_sets == len(told) == len(by_masks(scenario)) > 1
    lines = obstacles(scenario)
    short = list(unlocking_sets(scenario, lines, seconds=1e-9))
    assert None not in short
    assert len(short) <= 1
