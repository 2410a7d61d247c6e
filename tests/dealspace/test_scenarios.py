"""Scenario files: the shared format, red lines and linkages, and one clear error for each thing that is wrong."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from detente.analysis.coalitions import wilson
from detente.dealspace import (
    allowing,
    chance,
    deals,
    deals_to_wire,
    load_scenario,
    scenario_of,
    unlocking,
    with_number,
    with_option,
    with_payment,
    without,
)
from detente.dealspace.uncertainty import acceptable, is_acceptable
from detente.dealspace.utilities import worth
from detente.errors import ScenarioError
from tests.dealspace.drawn import SEEDS, drawn

SHARED = Path(__file__).parents[3] / "shared" / "dealspace"
STRAIT = {
    "name": "strait",
    "issues": [
        {"name": "Passage", "options": ["free", "piloted", "closed"]},
        {"name": "Fee", "options": [200, 300, 400], "unit": "crowns"},
    ],
    "parties": [
        {"name": "Norland", "weights": [0.5, 0.5], "values": [[0, 1, 0.5], [0, 0.5, 1]], "reservation": 0.4},
        {"name": "Sudmark", "weights": {"Passage": 0.75, "Fee": 0.25}, "values": [[1, 0.5, 0], [1, 0.5, 0]]},
    ],
    "red_lines": [
        {"party": "Norland", "issue": "Passage", "excludes": ["free"], "cost": 2},
        {"party": "Sudmark", "issue": "Fee", "at_most": 300},
        {"party": "Sudmark", "utility": 0.25},
    ],
    "linkages": [{"issue": "Passage", "options": ["piloted"], "only_if": {"issue": "Fee", "options": [200, 300]}}],
    "uncertain": [
        {"party": "Norland", "reservation": [0.2, 0.9]},
        {"red_line": "Norland:Passage", "stands": 0.5},
    ],
}


def changed(*path: object, to: object) -> dict:
    """The strait with one entry replaced."""
    told = deepcopy(STRAIT)
    at = told
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = to
    return told


def names() -> list[str]:
    """The shared scenarios with exact answers, where they are there."""
    return sorted(file.stem for file in SHARED.glob("*.json"))


@pytest.mark.skipif(not names(), reason="the shared scenarios with exact answers are not beside this folder")
@pytest.mark.parametrize("name", names() or ["none"])
def test_every_shared_scenario_has_its_exact_answers(name):
    """Counts, the frontier's vectors, and the four solutions with all ties, at 1e-9; an empty space is said."""
    expected = json.loads((SHARED / f"{name}.json").read_text(encoding="utf-8"))["expected"]
    told = deals_to_wire(deals(load_scenario(SHARED / f"{name}.json")))
    assert told["individually_rational"] == expected["individually_rational"]
    assert told["frontier_size_all"] == expected["frontier_size_all"]
    assert told["frontier_size_IR"] == expected.get("frontier_size_IR", 0)
    vectors = expected.get("frontier_IR_utilities", [])
    assert np.allclose(told["frontier_IR_utilities"][:1000], vectors, rtol=0, atol=1e-9)
    for key in ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian_IR"):
        point = expected.get(key)
        if point is None:
            assert told[key] is None
            continue
        assert told[key]["value"] == pytest.approx(point["value"], abs=1e-9)
        assert told[key]["n_packages"] == point["n_packages"]
        for vectors in ("utilities", *(["leximin_utilities"] if key == "egalitarian" else [])):
            assert np.shape(told[key][vectors]) == np.shape(point[vectors])
            assert np.allclose(told[key][vectors], point[vectors], rtol=0, atol=1e-9)


def test_a_file_holds_lines_bounds_thresholds_linkages_and_ranges():
    """Each is read as it is meant: a bound excludes by the options' numbers."""
    scenario = scenario_of(STRAIT)
    assert [line.id for line in scenario.lines] == ["Norland:Passage", "Sudmark:Fee", "Sudmark:utility"]
    assert scenario.lines[1].excluded == {2}
    assert scenario.line_words(scenario.lines[1]) == "at most 300 crowns on Fee"
    found = deals(scenario)
    assert (found.n_packages, found.n_valid, found.n_open) == (9, 8, 4)
    assert [cost.n_unlocked for cost in found.costs] == [2, 1]


WRONG = {
    "no object": ([], "holds no scenario"),
    "no issues": (changed("issues", to=[]), "no list of issues"),
    "an empty issue": (changed("issues", 0, "options", to=[]), "the issue 'Passage' has no option"),
    "a party twice": (
        changed("parties", to=STRAIT["parties"][:1] * 2) | {"red_lines": [], "uncertain": []},
        "the party 'Norland'",
    ),
    "weights that do not sum": (changed("parties", 0, "weights", to=[0.5, 0.6]), "sum to 1.1, not to 1"),
    "a negative weight": (changed("parties", 0, "weights", to=[-0.5, 1.5]), "negative weight"),
    "NaN": (changed("parties", 0, "values", 0, 1, to=float("nan")), "no finite number"),
    "a reservation of NaN": (changed("parties", 0, "reservation", to=float("nan")), "no finite number"),
    "a weight of NaN": (changed("parties", 0, "weights", 0, to=float("nan")), "no finite number"),
    "a reservation that is none": (changed("parties", 0, "reservation", to="high"), "no finite number"),
    "too few values": (changed("parties", 0, "values", 0, to=[0, 1]), "are 2 entries; 3 are needed"),
    "an unknown weight": (changed("parties", 1, "weights", to={"Tolls": 1}), "name 'Tolls'"),
    "an unknown option": (
        changed("red_lines", 0, "excludes", to=["fre"]),
        "the option 'fre', which the scenario lacks; did you mean 'free'?",
    ),
    "an unknown party": (changed("red_lines", 0, "party", to="Ostland"), "the party 'Ostland'"),
    "an unknown issue": (changed("red_lines", 0, "issue", to="Tolls"), "the issue 'Tolls'"),
    "an unknown key": (changed("red_lines", 0, "exclude", to=["free"]), "no key 'exclude'"),
    "an exclusive bound that is none": (
        changed("red_lines", 0, to={"party": "Norland", "issue": "Fee", "excludes": [200], "exclusive": True}),
        "'exclusive' of the red line of Norland on 'Fee' is no true beside one bound alone",
    ),
    "a line that asks nothing": (changed("red_lines", 0, "excludes", to=[]), "excludes nothing"),
    "a bound on words": (
        changed("red_lines", 0, to={"party": "Norland", "issue": "Passage", "at_most": 3}),
        "options are no numbers",
    ),
    "a linkage to itself": (
        changed("linkages", 0, "only_if", to={"issue": "Passage", "options": ["free"]}),
        "to itself",
    ),
    "linkages that contradict": (
        changed(
            "linkages",
            to=[
                STRAIT["linkages"][0]
                | {"options": ["free", "piloted", "closed"], "only_if": {"issue": "Fee", "options": [each]}}
                for each in (200, 300)
            ],
        ),
        "the linkages contradict each other",
    ),
    "a range upside down": (changed("uncertain", 0, "reservation", to=[0.9, 0.2]), "give low, then high"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_each_mistake_is_told_in_one_sentence(case):
    """What is wrong and what would be right, on one line."""
    told, message = WRONG[case]
    with pytest.raises(ScenarioError) as caught:
        scenario_of(told)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("text", "message"), [("{", "is no JSON"), ("[" * 100_000, "nests too deep")])
def test_a_file_that_is_no_json_is_told_with_its_name(tmp_path, text, message):
    """The file is named, and so is one that is not there."""
    file = tmp_path / "talks.json"
    with pytest.raises(ScenarioError, match=r"talks\.json: cannot be read"):
        load_scenario(file)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match=rf"talks\.json: {message}"):
        load_scenario(file)


def test_each_change_is_made_to_a_copy():
    """A line falls or moves, a number changes, money or an option comes in; the baseline stays as it is."""
    scenario = scenario_of(STRAIT)
    assert len(without(scenario, "Norland:Passage").lines) == 2
    assert without(scenario, "Norland:reservation").parties[0].reservation == 0
    assert allowing(scenario, "Norland:Passage", "free").lines[0].excluded == frozenset()
    assert with_number(scenario, "Sudmark:Fee", 200).lines[1].excluded == {1, 2}
    assert with_number(scenario, "Norland:reservation", 0.2).parties[0].reservation == 0.2
    assert with_number(scenario, "Sudmark:Fee:weight", 0.5).parties[1].weights == pytest.approx((0.5, 0.5))
    paid = with_payment(scenario, "Sudmark", "Norland", 0.1)
    assert [party.payment for party in paid.parties] == [0.1, -0.1]
    more = with_option(scenario, "Fee", "500", [1, 0])
    assert more.lines[1].excluded == {2, 3}
    assert deals(more).n_packages == 12
    assert scenario == scenario_of(STRAIT)
    with pytest.raises(ScenarioError, match="the red line 'Norland:Toll'"):
        without(scenario, "Norland:Toll")
    with pytest.raises(ScenarioError, match="a new option has 1 value; give one for each of Norland, Sudmark"):
        with_option(scenario, "Fee", "500", [1])


def test_giving_up_an_unlock_set_opens_a_deal():
    """What is told to unlock does so: the changed scenario has a package."""
    scenario = with_number(scenario_of(STRAIT), "Norland:reservation", 0.9)
    found = unlocking(scenario)
    assert not found.has_deal
    assert deals(scenario).is_empty
    for each in found.unlock_sets:
        opened = scenario
        for line in each.lines:
            opened = without(opened, line.id)
        assert not deals(opened).is_empty


@settings(max_examples=60)
@given(SEEDS)
def test_a_deal_exists_exactly_where_the_rational_frontier_is_not_empty(seed):
    """The quick question that every draw asks equals the full answer."""
    scenario = drawn(np.random.default_rng(seed))
    found = acceptable(scenario)
    assert (found is None) is deals(scenario).is_empty
    assert found is None or is_acceptable(scenario, found)


def test_draws_repeat_with_their_seed_and_follow_the_ranges():
    """The reservation alone decides above 0.75, where it is 3 of 14 of its range; the interval holds that share."""
    scenario = scenario_of(changed("uncertain", to=[{"party": "Norland", "reservation": [0.2, 0.9]}]))
    one = chance(scenario, 400, seed=3)
    assert one == chance(scenario, 400, seed=3)
    assert one.n_deals != chance(scenario, 400, seed=4).n_deals
    assert one.low <= 11 / 14 <= one.high
    [influence] = one.influences
    assert influence.low <= influence.share <= influence.high
    assert influence.share > 0.6


def test_what_a_deal_does_not_hang_on_has_no_influence():
    """An entry that changes nothing is told to matter not at all, within its interval."""
    told = changed(
        "uncertain",
        to=[{"party": "Norland", "reservation": [0.2, 0.9]}, {"party": "Sudmark", "reservation": [-0.2, -0.1]}],
    )
    first, second = chance(scenario_of(told), 400).influences
    assert first.entry.party == 0
    assert second.share < 0.05


@pytest.mark.parametrize(("n_hits", "n_draws", "low", "high"), [(5, 10, 0.2366, 0.7634), (0, 20, 0.0, 0.1611)])
def test_the_interval_of_a_share_is_wilsons(n_hits, n_draws, low, high):
    """By hand: centre (p + z2/2n)/(1 + z2/n), half z sqrt(p(1-p)/n + z2/4n2)/(1 + z2/n)."""
    assert wilson(n_hits, n_draws) == pytest.approx((low, high), abs=1e-4)


def test_an_exclusive_bound_excludes_its_own_number_and_a_new_option_there():
    """Over 200 leaves no 200, whether the option was there or is added."""
    line = {"id": "Norland:Passage", "party": "Norland", "issue": "Fee", "at_least": 200, "exclusive": True}
    scenario = scenario_of(changed("red_lines", 0, to=line))
    first, fees = scenario.lines[0], scenario.issues[1]
    assert [fees.options[each].place for each in sorted(first.excluded)] == [200]
    assert scenario.line_words(first) == "over 200 crowns on Fee"
    grown = with_option(scenario, "Fee", "200.0", [0.0] * len(scenario.parties))
    assert len(fees.options) in grown.lines[0].excluded


def test_draws_need_something_uncertain():
    """Without ranges there is nothing to draw."""
    with pytest.raises(ScenarioError, match="nothing in the scenario is uncertain"):
        chance(scenario_of(changed("uncertain", to=[])), 10)


def test_a_question_about_a_scenario_is_answered_once_and_a_changed_one_anew():
    """Utilities are reckoned when first asked for; a copy with another reservation has its own."""
    scenario = drawn(np.random.default_rng(1), with_lines=False)
    party = scenario.parties[0]
    moved = replace(scenario, parties=(replace(party, payment=party.payment + 0.5), *scenario.parties[1:]))
    assert worth(scenario) is worth(scenario)
    assert worth(moved).payments[0] == worth(scenario).payments[0] + 0.5
    assert moved != scenario == replace(scenario)
