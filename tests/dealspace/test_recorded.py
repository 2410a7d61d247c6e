"""Scenarios of a ledger's positions: what is told, what is assumed, and what the dossier sets instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.analysis import DrawnRedLine, Holds, Leaning, Matrix, OptionStand, Position, UndatedRedLine
from detente.dealspace import Entry, Recorded, deal_space, deals, recorded, unlocking, with_number, without
from detente.dealspace.counting import n_open
from detente.dealspace.wording import assumed_words, least_words, silent_words
from detente.errors import ScenarioError
from detente.model import (
    Act,
    CostTerm,
    DealTerms,
    Dossier,
    Firmness,
    IssueId,
    LinkTerm,
    Option,
    OptionId,
    PartyId,
    ReservationTerm,
    Scale,
    ScaleKind,
    StatementId,
    Value,
    ValueTerm,
    WeightTerm,
)
from tests.dealspace.stands import refusal, stand


def told(dossier: Dossier, *positions: Position, drawn: Sequence[DrawnRedLine] = ()) -> Recorded:
    """The scenario of these positions, and of red lines that were drawn beside them."""
    cells = MappingProxyType({(each.party, each.issue): each for each in positions})
    matrix = Matrix(title=dossier.title, parties=dossier.parties, issues=dossier.issues, positions=cells)
    return recorded(matrix, dossier, drawn)


APART = (
    stand("norland", "passage", "demand", "piloted", firmness="red_line"),
    stand("sudmark", "passage", "reject", "piloted", firmness="red_line"),
    stand("norland", "fees", "demand", value=Value(600, 600, "crowns")),
    stand("sudmark", "fees", "demand", value=Value(None, 300, "crowns"), firmness="red_line"),
)


def test_a_change_to_a_red_line_that_is_not_counted_tells_why(dossier):
    """It is told, so it is not missing; but nothing would change without it."""
    loose = UndatedRedLine(StatementId("s9"), Act.REJECT)
    position = replace(stand("sudmark", "passage", "accept", "free", firmness="firm"), undated_red_lines=(loose,))
    scenario = told(dossier, position).scenario
    with pytest.raises(ScenarioError, match=r"'sudmark:passage' is told but not counted, .* nothing: it has no date"):
        without(scenario, "sudmark:passage")
    with pytest.raises(ScenarioError, match="'norland:passage', which the scenario lacks; it has no red line"):
        without(scenario, "norland:passage")


def test_positions_become_values_and_each_entry_tells_what_it_rests_on(dossier):
    """What a party wants is worth 1 to it, a number by its distance; weights are assumed alike, and say so."""
    found = told(dossier, *APART)
    norland, sudmark = found.scenario.parties
    assert [party.id for party in found.scenario.parties] == ["norland", "sudmark"]
    assert norland.weights == (0.5, 0.5)
    assert norland.values[0] == (0.0, 1.0)
    fees = found.scenario.issues[1]
    places = [option.place for option in fees.options]
    assert {0, 300, 400, 600, 900} <= set(places)
    assert norland.values[1][places.index(600)] == 1
    assert norland.values[1][places.index(0)] == pytest.approx(1 / 3)
    assert sudmark.values[1][places.index(300)] == sudmark.values[1][places.index(0)] == 1
    [basis] = [each for each in found.bases if (each.party, each.issue) == ("norland", "fees")]
    assert (basis.entry, basis.is_assumed, basis.statements) == (Entry.WEIGHT, True, ("norland-fees",))
    assert basis.low < basis.number < basis.high


def test_what_is_refused_is_worth_nothing_beside_a_number(dossier):
    """A refused option is worth 0 however near it lies to the number told; the others go by their distance."""
    options = tuple(
        Option(id=OptionId(name), name=name, place=place) for name, place in (("a", 60), ("b", 62), ("c", 65))
    )
    [passage] = [each for each in dossier.issues if each.id == "passage"]
    ages = replace(passage, options=options, scale=Scale(kind=ScaleKind.NUMBER, unit="years"))
    stated = replace(
        stand("norland", "passage", "demand", value=Value(60, 60, "years")),
        options=(
            OptionStand(
                option=OptionId("b"),
                leaning=Leaning.EXCLUDED,
                firmness=Firmness.FIRM,
                statement=StatementId("norland-passage"),
            ),
        ),
    )
    found = told(replace(dossier, issues=(ages,)), stated)
    assert found.scenario.parties[0].values[0] == (1.0, 0.0, 0.0)


def test_a_number_wanted_far_outside_the_options_makes_the_nearest_worth_most(dossier):
    """No value leaves 0 to 1, nor does the range in which it may lie."""
    options = tuple(
        Option(id=OptionId(name), name=name, place=place) for name, place in (("a", 0), ("b", 10), ("c", 20))
    )
    [passage] = [each for each in dossier.issues if each.id == "passage"]
    shares = replace(passage, options=options, scale=Scale(kind=ScaleKind.NUMBER, unit="percent"))
    found = told(
        replace(dossier, issues=(shares,)), stand("norland", "passage", "demand", value=Value(50, None, "percent"))
    )
    assert found.scenario.parties[0].values[0] == pytest.approx((0.0, 0.2, 0.4))
    ranges = [each for each in found.scenario.uncertain if each.entry is Entry.VALUE]
    assert len(ranges) == 3
    assert all(0 <= each.low <= each.high <= 1 for each in ranges)


def test_what_parties_would_at_least_want_is_unknown_until_it_is_set(dossier):
    """In the dossier or by a change, for each party; then there is nothing left to say."""
    found = told(dossier, *APART)
    assert least_words(found, found.scenario).startswith("What each party would at least want is not known")
    parties = tuple(replace(party, reservation=0.2) for party in found.scenario.parties)
    assert not least_words(found, replace(found.scenario, parties=parties))


def test_red_lines_carry_their_statements_and_unlock_sets_follow(dossier):
    """The demand and the refusal of pilots are one conflict; either opens a deal."""
    found = told(dossier, *APART)
    lines = {line.id: line for line in found.scenario.lines}
    assert lines["norland:passage"].statements == ("norland-passage",)
    assert lines["sudmark:fees"].at_most == 300
    assert deals(found.scenario).is_empty
    unlocked = unlocking(found.scenario)
    assert [[line.id for line in each.lines] for each in unlocked.unlock_sets] == [
        ["norland:passage"],
        ["sudmark:passage"],
    ]
    doubts = {each.line: each.low for each in found.scenario.uncertain if each.entry is Entry.LINE}
    assert doubts["norland:passage"] == 0.8


def test_the_dossiers_terms_replace_what_is_assumed(dossier):
    """Weights, values, reservations, costs and linkages that an analyst sets hold, and are no longer assumed."""
    norland, passage, fees = PartyId("norland"), IssueId("passage"), IssueId("fees")
    terms = DealTerms(
        weights=(WeightTerm(party=norland, issue=passage, weight=3),),
        values=(ValueTerm(party=norland, issue=passage, option=OptionId("free"), value=0.2),),
        reservations=(ReservationTerm(party=norland, least=0.3),),
        costs=(CostTerm(party=norland, issue=passage, cost=5),),
        linkages=(LinkTerm(issue=passage, option=OptionId("free"), needs=fees, needed=OptionId("none")),),
    )
    found = told(replace(dossier, deal=terms), *APART)
    assert least_words(found, found.scenario).startswith("What some parties (Sudmark) would at least want is not known")
    party = found.scenario.parties[0]
    assert party.weights == (0.75, 0.25)
    assert (party.values[0][0], party.reservation) == (0.2, 0.3)
    assert found.scenario.lines[0].cost == 5
    assert len(found.scenario.linkages) == 1
    assumed = {(each.party, each.issue) for each in found.bases if each.is_assumed}
    assert ("norland", "passage") not in assumed
    assert ("norland", None) not in assumed
    assert ("norland", "fees") in assumed


def test_a_refused_range_leaves_the_numbers_beside_it(dossier):
    """Numbers are cut where statements name them, so that a refusal excludes exactly what it says."""
    refusal = stand("sudmark", "fees", "reject", value=Value(300, 500, "crowns"), firmness="red_line")
    found = told(dossier, refusal)
    open_ = next(iter(found.scenario.open_options()))
    assert len(open_) == 2
    fees = found.scenario.issues[1]
    [line] = found.scenario.lines
    assert all(300 <= fees.options[each].place <= 500 for each in line.excluded)
    assert {fees.options[each].place for each in range(len(fees.options))} - {
        fees.options[each].place for each in line.excluded
    } == {0, 150, 700, 900}


def test_parties_that_want_nothing_are_left_out_and_nobody_is_an_error(dossier):
    """A party that only assesses is in no scenario; a scenario needs one that wants something."""
    found = told(dossier, stand("norland", "passage", "accept", "free"), stand("league", "passage", "assess"))
    assert [party.id for party in found.scenario.parties] == ["norland"]
    assert silent_words(found).endswith("nothing can be read of what they want or refuse: Sudmark.")
    with pytest.raises(ScenarioError, match="no party is told to want or to refuse an option"):
        told(dossier, stand("league", "passage", "assess"))


def test_a_mediator_is_no_side_of_a_deal_and_its_red_line_is_told_as_not_counted(dossier):
    """It has no stake of its own, so nothing is worth anything to it and it bars nothing."""
    league = stand("league", "passage", "reject", "piloted", firmness="red_line")
    found = told(dossier, *APART[:2], league)
    assert [party.id for party in found.scenario.parties] == ["norland", "sudmark"]
    assert "as a mediator is no side of a deal: Maritime League." in silent_words(found)
    assert [line.id for line in found.scenario.lines] == ["norland:passage", "sudmark:passage"]
    assert [line for line, why in found.scenario.uncounted if "a mediator is no side" in why] == ["league:passage"]


def test_a_mediator_that_the_dossiers_terms_name_is_a_side(dossier):
    """An analyst who sets what it wants gives it a stake; then its red line counts too."""
    terms = DealTerms(weights=(WeightTerm(party=PartyId("league"), issue=IssueId("passage"), weight=1),))
    league = stand("league", "passage", "reject", "piloted", firmness="red_line")
    found = told(replace(dossier, deal=terms), *APART[:2], league)
    assert [party.id for party in found.scenario.parties] == ["norland", "sudmark", "league"]
    assert "league:passage" in [line.id for line in found.scenario.lines]
    assert not found.mediators


def quota(dossier: Dossier, *, status_quo: float | None = None) -> Dossier:
    """A dossier whose one issue is a share with options at 40 and 60 percent, on a scale from 20 to 80."""
    options = tuple(
        Option(id=OptionId(name), name=f"{name.title()} percent", place=place)
        for name, place in (("forty", 40), ("sixty", 60))
    )
    scale = Scale(kind=ScaleKind.NUMBER, unit="percent", low=20, high=80, status_quo=status_quo)
    [passage] = [each for each in dossier.issues if each.id == "passage"]
    return replace(dossier, issues=(replace(passage, options=options, scale=scale),))


def percent(low: float | None, high: float | None = None, *, exclusive: bool = False) -> Value:
    """A number or range in percent."""
    return Value(low, high, "percent", exclusive)


def outcomes(found: Recorded) -> list[str]:
    """The names of what is on the table of the only issue."""
    return [option.name for option in found.scenario.issues[0].options]


def excluded(found: Recorded) -> set[str]:
    """The names of what red lines exclude of it."""
    lost = {option for line in found.scenario.lines for option in line.excluded}
    return {found.scenario.issues[0].options[each].name for each in lost}


def test_numbers_told_between_placed_options_are_on_the_table(dossier):
    """Both accept 50 percent: it stands beside the options, by its place, and is worth the most to both."""
    agreed = [stand(party, "passage", "accept", value=percent(50, 50)) for party in ("norland", "sudmark")]
    found = told(quota(dossier, status_quo=30), *agreed)
    assert outcomes(found) == ["30 percent", "Forty percent", "50 percent", "Sixty percent"]
    assert all(
        party.values[0][2] == 1 > max(party.values[0][1], party.values[0][3]) for party in found.scenario.parties
    )


def test_a_number_at_an_options_place_or_off_the_scale_adds_nothing(dossier):
    """Forty percent is an option already, and 90 percent lies outside the scale."""
    found = told(
        quota(dossier, status_quo=40),
        stand("norland", "passage", "demand", value=percent(40, 40)),
        stand("sudmark", "passage", "demand", value=percent(90, 90)),
    )
    assert outcomes(found) == ["Forty percent", "Sixty percent"]
    assert found.off_table == ("90 percent on Passage (Sudmark)",)
    assert "off the scale, or beside an option without a place: 90 percent on Passage (Sudmark)." in assumed_words(
        found
    )


@pytest.mark.parametrize(
    ("line", "lost"),
    [
        (("reject", None, percent(45, 45), percent(60, 60)), {"Forty percent", "45 percent"}),
        (("reject", "forty", None, percent(30, 30)), {"Forty percent", "45 percent", "Sixty percent"}),
        (("reject", None, percent(None, 50)), {"Forty percent", "45 percent", "50 percent"}),
        (("reject", None, percent(45, 45)), {"45 percent"}),
        (("demand", None, percent(50)), {"Forty percent", "45 percent"}),
        (("demand", None, percent(50, exclusive=True)), {"Forty percent", "45 percent", "50 percent"}),
        (("demand", "sixty", percent(50)), {"Forty percent", "45 percent"}),
        (("demand", "sixty", None), {"Forty percent", "45 percent"}),
        (("reject", "sixty", None), {"Sixty percent"}),
    ],
)
def test_red_lines_exclude_told_numbers_by_the_number_they_name(dossier, line, lost):
    """A demand excludes all but what it names, a rejection what it names, and what lies beyond where a number beside it
    tells the side; a rejected option alone says nothing of numbers.
    """
    act, option, value, *beside = line
    sudmark = stand("sudmark", "passage", act, option, value=value, firmness="red_line")
    found = told(
        quota(dossier),
        stand("norland", "passage", "propose", value=percent(45, 45)),
        replace(sudmark, asks_beside=beside[0] if beside else None),
    )
    assert excluded(found) == lost
    assert not found.scenario.uncounted
    values = found.scenario.parties[1].values[0]
    assert all(values[at] == 0 for line in found.scenario.lines for at in line.excluded)


@given(
    numbers=st.lists(st.integers(0, 100), min_size=2, max_size=2),
    low=st.integers(0, 100),
    act=st.sampled_from(["demand", "reject"]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_told_numbers_are_outcomes_once_and_lines_cut_them_where_they_say(dossier, numbers, low, act):
    """Whatever is told: options stay, places differ, those on the scale are there, and a line excludes what it says."""
    line = percent(low)
    stands = [
        stand("norland", "passage", "propose", value=percent(min(numbers), max(numbers))),
        stand("sudmark", "passage", act, value=line, firmness="red_line"),
    ]
    found = told(quota(dossier), *stands)
    options = found.scenario.issues[0].options
    places = [option.place for option in options]
    assert places == sorted(set(places))
    assert set(places) == {40, 60} | {each for each in (*numbers, low) if 20 <= each <= 80}
    lost = {place for place in places if (place >= low) is (act == "reject")}
    assert {places[at] for each in found.scenario.lines for at in each.excluded} == lost


def test_counts_of_the_deal_space_and_of_its_scenario_are_of_one_table(dossier):
    """The same outcomes, the same red lines, told numbers and mediators included."""
    stands = (
        stand("norland", "passage", "propose", value=percent(45, 45)),
        stand("sudmark", "passage", "reject", value=percent(45, 50), firmness="red_line"),
        stand("league", "passage", "reject", "sixty", firmness="red_line"),
    )
    frame = quota(dossier)
    space = deal_space({(each.party, each.issue): each for each in stands}, frame, ())
    scenario = told(frame, *stands).scenario
    assert (space.n_packages, space.n_possible) == (scenario.n_packages, n_open(scenario)) == (4, 2)
    assert [cost.red_line.excluded for cost in space.costs] == [("45", "50")]
    assert [line.party for line in space.unread] == ["league"]


def test_a_bound_that_is_not_meant_itself_excludes_its_own_number(dossier):
    """Over 300 leaves no 300, as read, in words, and where the bound is moved."""
    over = stand("norland", "fees", "demand", value=Value(300, None, "crowns", exclusive=True), firmness="red_line")
    scenario = told(dossier, over, stand("sudmark", "fees", "propose", value=Value(350, 350, "crowns"))).scenario
    [line] = scenario.lines
    assert scenario.line_words(line) == "over 300 crowns on Transit fees"
    places = [option.place for option in scenario.issues[1].options]
    assert places.index(300) in line.excluded
    assert places.index(350) not in line.excluded
    [moved] = with_number(scenario, "norland:fees", 350).lines
    assert places.index(350) in moved.excluded
    assert (moved.at_least, moved.is_exclusive) == (350, True)


def test_a_line_that_nothing_withdrew_is_worth_nothing_to_its_party_and_as_sure_as_its_own_wording(dossier):
    """Also where the position tells no outcome; the chance is that of the statement that draws it."""
    found = told(
        dossier,
        stand("norland", "passage", "accept"),
        stand("sudmark", "passage", "demand", "piloted"),
        drawn=[refusal("norland", "passage", "piloted", Holds.UNWITHDRAWN)],
    ).scenario
    [line] = found.lines
    [passage] = [index for index, issue in enumerate(found.issues) if issue.id == "passage"]
    [piloted] = [index for index, option in enumerate(found.issues[passage].options) if option.id == "piloted"]
    assert (line.id, line.excluded, line.statements) == ("norland:passage", {piloted}, ("s1",))
    assert found.parties[0].values[passage][piloted] == 0
    assert [each.low for each in found.uncertain if each.line == "norland:passage"] == [0.6]
