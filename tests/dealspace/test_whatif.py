"""What if, costs together and spreads: changes as they are written, and how far numbers go in the draws."""

from __future__ import annotations

from copy import deepcopy

import numpy as np
import pytest
from hypothesis import given, settings

from detente.dealspace import Changes, joint_costs, scenario_of, spreads, with_number, without
from detente.dealspace.costs import n_open
from detente.dealspace.deals import packages
from detente.dealspace.drawing import as_drawn, numbers_drawn
from detente.dealspace.scenarios import Scenario
from detente.dealspace.utilities import worth
from detente.errors import UnreadableChangeError
from tests.dealspace.drawn import scenarios
from tests.dealspace.test_scenarios import STRAIT


@pytest.fixture
def strait() -> Scenario:
    """The invented strait, with lines, a linkage and two uncertain entries."""
    return scenario_of(deepcopy(STRAIT))


def test_a_linkage_falls_by_its_id(strait):
    """What it left no room for is open then."""
    [linkage] = strait.linkages
    name = strait.linkage_id(linkage)
    assert name == "Passage=piloted>Fee=200+300"
    assert strait.linkage_words(linkage) == "piloted on Passage only with 200 or 300 on Fee"
    opened = without(without(strait, "Sudmark:Fee"), name)
    assert opened.linkages == ()
    assert n_open(opened) == n_open(without(strait, "Sudmark:Fee")) + 1


def test_what_a_change_settles_is_no_longer_uncertain(strait):
    """Else a draw would undo it: a reservation that is set, a line or a reservation that is given up."""
    assert [each.line for each in with_number(strait, "Norland:reservation", 0.3).uncertain] == ["Norland:Passage"]
    assert [each.line for each in without(strait, "Norland:reservation").uncertain] == ["Norland:Passage"]
    assert [each.line for each in without(strait, "Norland:Passage").uncertain] == [None]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (Changes(number=("Norland:reservation",)), "write ENTRY=NUMBER"),
        (Changes(number=("Norland:reservation=inf",)), "no number to reckon with"),
        (Changes(number=("Norland:reservation=much",)), "is no number"),
        (Changes(pay=("Norland=1",)), "write PARTY:PARTY=NUMBER"),
        (Changes(add_option=("Passage:toll=1,",)), "is no number"),
        (Changes(allow=("Norland:Passage",)), "write LINE=OPTION"),
    ],
)
def test_a_change_that_cannot_be_read_is_told_with_the_form(strait, changes, why):
    """In one sentence."""
    with pytest.raises(UnreadableChangeError, match=why):
        changes.of(strait)


@settings(max_examples=30)
@given(scenarios())
def test_costs_together_equal_counting_without_the_partys_lines(scenario):
    """What a party's lines exclude and what would open, by listing the packages."""
    now = set(packages(scenario))
    for each in joint_costs(scenario):
        bare = scenario
        for line in scenario.lines:
            bare = without(bare, line.id) if line.party == each.party and line.issue is not None else bare
        opened = set(packages(bare))
        assert now <= opened
        assert each.n_unlocked == len(opened) - len(now)
        assert each.n_lines == sum(line.party == each.party and line.issue is not None for line in scenario.lines)


def test_spreads_hold_the_middle_of_the_draws(strait):
    """Counts are between what stands and what opens with the doubtful line fallen; worth as the draws make it."""
    found = spreads(strait, [(1, 0)], 60, seed=4)
    drawn = [as_drawn(strait, row) for row in numbers_drawn(strait, 60, 4)]
    counts = sorted(n_open(each) for each in drawn)
    assert found.n_open == (counts[3], counts[56])
    assert set(counts) == {n_open(strait), n_open(without(strait, "Norland:Passage"))}
    worths = np.array([worth(each).of((1, 0)) for each in drawn])
    assert found.utilities.shape == (1, 2, 2)
    np.testing.assert_allclose(found.utilities[0], np.quantile(worths, [0.05, 0.95], axis=0).T)
    np.testing.assert_allclose(found.middles[0], np.median(worths, axis=0))
