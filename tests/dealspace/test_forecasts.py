"""Forecasts: who is placed where, what the models give, and every bad input in one clear error."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from math import inf, nan

import pytest

from detente.analysis import Matrix, Position
from detente.dealspace.forecasts import (
    CAUTION,
    MODELS,
    SALIENCE_OF,
    Actor,
    Bargaining,
    Conflict,
    Given,
    challenge,
    compromise,
    exchange,
    forecasts,
    issues_from_json,
    nash,
    place,
    spatial,
    swings,
    weighted_median,
)
from detente.dealspace.forecasts.wording import lies_words
from detente.errors import DetenteError
from detente.model import (
    Act,
    Dossier,
    Edtf,
    Firmness,
    Issue,
    IssueId,
    Option,
    OptionId,
    PartyId,
    Scale,
    StatementId,
    Value,
)

NORLAND = Actor(id="norland", name="Norland", position=300)
SUDMARK = Actor(id="sudmark", name="Sudmark", position=600)
FEES = Bargaining(issue="fees", name="Fees", low=0, high=900, unit="crowns", reference=400, actors=(NORLAND, SUDMARK))
PATHS = {"id": "fees", "low": 0, "high": 900, "reference": 400, "actors": [
    {"id": "norland", "position": 300, "capability": 2}, {"id": "sudmark", "position": 600, "salience": 0.5},
]}  # fmt: skip


def stand(party: str, issue: str, act: str = "demand", **fields: object) -> Position:
    """A position of its own statement."""
    settled: dict[str, object] = {
        "firmness": Firmness.FIRM, "option": None, "value": None, "condition": None, "n_statements": 1, "n_origins": 1,
        "is_contested": False, "contested_by": (), "since": Edtf("2031-03-01"), "last_confirmed": Edtf("2031-03-01"),
        "ruling": StatementId(f"s-{party}-{issue}"), "statements": (StatementId(f"s-{party}-{issue}"),), "why": "alone",
    }  # fmt: skip
    return Position(party=PartyId(party), issue=IssueId(issue), stance=Act(act), **(settled | fields))


@pytest.fixture
def matrix(dossier: Dossier) -> Callable[..., Matrix]:
    """A matrix of positions in the frame of the dossier that tests share."""

    def make(*stands: Position, issues: tuple[Issue, ...] | None = None) -> Matrix:
        told = {(each.party, each.issue): each for each in stands}
        return Matrix(title="Strait", parties=dossier.parties, issues=issues or dossier.issues, positions=told)

    return make


def crowns(low: float | None, high: float | None) -> Value:
    """A number of crowns."""
    return Value(low, high, "crowns")


def test_a_position_is_the_number_told_with_the_statements_it_rests_on(matrix):
    """One number stands for itself, a range for its middle, an open end for the number told."""
    told = matrix(
        stand("norland", "fees", value=crowns(200, 300)),
        stand("sudmark", "fees", value=crowns(390, None), firmness=Firmness.RED_LINE),
    )
    _, fees = place(told, Given())
    norland, sudmark = fees.bargaining.actors
    assert (norland.position, norland.told, norland.statements) == (250, "200-300 crowns", ("s-norland-fees",))
    assert (sudmark.position, sudmark.told) == (390, "390 crowns or more")
    assert (norland.salience, sudmark.salience) == (SALIENCE_OF[Firmness.FIRM], 1.0)
    assert norland.assumed == ("capability", "salience")
    assert (fees.bargaining.low, fees.bargaining.high, fees.bargaining.reference) == (0, 900, 400)


def test_options_with_places_are_a_scale(matrix):
    """The ends are the outermost places; what a party wants is the place of its option."""
    issue = Issue(
        id=IssueId("passage"),
        name="Passage",
        scale=Scale(),
        options=tuple(
            Option(id=OptionId(name), name=name, place=at) for at, name in enumerate(("free", "some", "all"))
        ),
    )
    told = matrix(
        stand("norland", "passage", option=OptionId("all")),
        stand("sudmark", "passage", option=OptionId("free")),
        issues=(issue,),
    )
    (passage,) = place(told, Given())
    assert [actor.position for actor in passage.bargaining.actors] == [2, 0]
    assert (passage.bargaining.low, passage.bargaining.high, passage.bargaining.reference) == (0, 2, None)


def test_what_cannot_be_placed_is_told_with_its_reason(matrix):
    """No number, one off the scale, a mediator; an issue without a scale, or with one actor alone."""
    told = matrix(
        stand("norland", "fees", value=crowns(1000, 1000)),
        stand("sudmark", "fees", "reject"),
        stand("league", "fees", value=crowns(300, 300)),
    )
    passage, fees = place(told, Given())
    assert passage.why_none == "the dossier gives neither the ends of its scale nor places to its options"
    assert fees.bargaining is None
    assert fees.why_none == "no party tells a place on its scale"
    whys = {each.party: each.why for each in fees.unplaced}
    assert whys["norland"] == "1000 crowns lies outside the scale, from 0 to 900"
    assert whys["sudmark"] == "it tells no place on the scale that it wants"
    assert whys["league"] == "it mediates; --capability league=NUMBER counts it"


def test_a_mediator_counts_where_its_capability_is_given(matrix):
    """And then what is given is no longer assumed."""
    told = matrix(stand("norland", "fees", value=crowns(300, 300)), stand("league", "fees", value=crowns(500, 500)))
    _, fees = place(told, Given(capability={"league": 2}, salience={"norland": 0.4}))
    norland, league = fees.bargaining.actors
    assert (norland.salience, norland.assumed) == (0.4, ("capability",))
    assert (league.capability, league.assumed) == (2, ("salience",))


def test_a_position_that_says_nothing_of_what_is_wanted_is_no_actor(matrix):
    """An assessment takes no position, so it is not even told as left out."""
    told = matrix(stand("norland", "fees", value=crowns(300, 300)), stand("sudmark", "fees", "assess"))
    _, fees = place(told, Given())
    assert (fees.bargaining, fees.unplaced, fees.why_none) == (None, (), "one party tells a place on its scale")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            Given(capability={"atlantis": 1}),
            "the dossier has no party 'atlantis'; choose from norland, sudmark, league",
        ),
        (Given(salience={"atlantis": 1}), "the dossier has no party 'atlantis'; choose from norland, sudmark, league"),
        (Given(capability={"norland": -1}), "the capability of norland is -1; give a number from 0 on"),
        (Given(capability={"norland": nan}), "the capability of norland is nan; give a number from 0 on"),
        (Given(capability={"norland": inf}), "the capability of norland is inf; give a number from 0 on"),
        (Given(salience={"norland": 1.5}), "the salience of norland is 1.5; give a number from 0 to 1"),
        (Given(salience={"norland": nan}), "the salience of norland is nan; give a number from 0 to 1"),
        (
            Given(capability={"norland": 0, "sudmark": 0}),
            "Transit fees: every capability or salience is 0, so nobody has any weight; give at least one actor both",
        ),
    ],
)
def test_what_is_given_must_be_possible(matrix, given, told):
    """An unknown party and a number that cannot be are one error each."""
    both = [stand(party, "fees", value=crowns(300, 300)) for party in ("norland", "sudmark")]
    with pytest.raises(DetenteError) as caught:
        place(matrix(*both), given)
    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ({"actors": ()}, "no actor takes a position; a forecast needs at least two"),
        ({"actors": (NORLAND,)}, "one actor takes a position; a forecast needs at least two"),
        ({"actors": (NORLAND, NORLAND)}, "'norland' is told twice; tell each actor once"),
        ({"low": 900.0}, "a scale goes from a number up to a greater one, not from 900 to 900"),
        ({"high": nan}, "a scale goes from a number up to a greater one, not from 0 to nan"),
        ({"high": inf}, "a scale goes from a number up to a greater one, not from 0 to inf"),
        ({"high": 500.0}, "the position of Sudmark is 600; give a number on the scale, from 0 to 500"),
        ({"reference": 901.0}, "the reference point is 901; give a number on the scale, from 0 to 900"),
        ({"reference": nan}, "the reference point is nan; give a number on the scale, from 0 to 900"),
        ({"position": nan}, "the position of Norland is nan; give a number on the scale, from 0 to 900"),
        ({"position": -1.0}, "the position of Norland is -1; give a number on the scale, from 0 to 900"),
        ({"capability": -1.0}, "the capability of Norland is -1; give a number from 0 on"),
        ({"capability": nan}, "the capability of Norland is nan; give a number from 0 on"),
        ({"salience": -0.1}, "the salience of Norland is -0.1; give a number from 0 to 1"),
        ({"salience": nan}, "the salience of Norland is nan; give a number from 0 to 1"),
    ],
)
def test_what_no_model_can_take_is_one_error(entries, told):
    """The message names the issue, what is wrong, and what would be right."""
    of_actor = {key: entries[key] for key in entries if key in {"position", "capability", "salience"}}
    of_issue = {key: entries[key] for key in entries if key not in of_actor}
    with pytest.raises(DetenteError) as caught:
        replace(FEES, **({"actors": (replace(NORLAND, **of_actor), SUDMARK)} | of_issue))
    assert str(caught.value) == f"Fees: {told}"


def test_where_nobody_has_any_weight_there_is_no_forecast():
    """All weights 0 are one error, whether capability or salience makes them so."""
    actors = (replace(NORLAND, capability=0.0), replace(SUDMARK, salience=0.0))
    with pytest.raises(DetenteError, match="so nobody has any weight"):
        replace(FEES, actors=actors)


@pytest.mark.parametrize("cost", [-1, nan, inf])
def test_a_cost_of_failure_that_cannot_be_is_told(cost):
    """By the model and by the forecasts alike."""
    with pytest.raises(DetenteError, match=r"the cost of failure is .*; give a number from 0 on"):
        nash(FEES, cost)
    with pytest.raises(DetenteError, match=r"the cost of failure is .*; give a number from 0 on"):
        forecasts((), "Strait", cost_of_failure=cost)


@pytest.mark.parametrize("step", [0, 1, -0.1, nan])
def test_a_step_that_cannot_be_is_told(step):
    """A step is a share between 0 and 1."""
    with pytest.raises(DetenteError, match=r"the step is .*; give a share above 0 and below 1"):
        swings(0, [FEES], 1.0, step)


def test_two_sides_of_one_weight_meet_in_the_middle():
    """Norland at 300 and Sudmark at 600, alike in weight: 450 crowns by every model but Nash bargaining.

    Nash bargaining lies nearer to Norland, whom the status quo of 400 crowns serves better: where the product of what
    the two gain over failing is the greatest on a fine grid.
    """
    for model in (compromise, weighted_median, challenge, spatial):
        assert model(FEES) == pytest.approx(450)
    grid = [300 + step / 100 for step in range(30_001)]

    def gain(outcome: float, position: float) -> float:
        return ((400 - position) / 900) ** 2 - ((outcome - position) / 900) ** 2 + 1

    best = max(grid, key=lambda outcome: gain(outcome, 300) * gain(outcome, 600))
    assert nash(FEES) == pytest.approx(best, abs=0.01)
    assert nash(FEES) < 450


def test_without_cost_a_side_that_the_status_quo_suits_keeps_it():
    """Where one already has what it wants and failing costs nothing, Nash bargaining stays at the reference point."""
    assert nash(replace(FEES, reference=300), 0) == 300
    assert nash(replace(FEES, reference=0), 0) > 0


def test_a_clash_is_a_standoff_or_moves_the_weaker():
    """Two readings of one rule, which DEU III tells apart by five of 100, give different outcomes."""
    third = Actor(id="league", name="League", position=500, salience=0.3)
    one = replace(FEES, actors=(replace(NORLAND, salience=0.2), replace(SUDMARK, salience=0.3), third))
    assert challenge(one) != challenge(one, Conflict.WEAKER_MOVES)


def test_an_exchange_needs_two_issues():
    """On one issue alone the outcome is the compromise; of two issues of one id none can be told."""
    run = exchange([FEES])
    assert run.outcomes == pytest.approx((450,))
    assert (run.exchanges, run.n_potential) == ((), 0)
    with pytest.raises(DetenteError, match="two issues have one id"):
        exchange([FEES, FEES])


def test_who_cares_for_different_issues_trades_them():
    """Norland cares for fees and Sudmark for ports: each gives the other what matters less to itself.

    With equal weights of 0.8 and 0.2 each vote moves all the way: the giver's share of 0.2 of the votes, 0.2 x 100,
    shifts the compromise by 20 on either issue, and the gain is 0.8 x 20 - 0.2 x 20 = 12.
    """
    fees = Bargaining(
        issue="fees", name="Fees", low=0, high=100,
        actors=(Actor(id="n", name="N", position=0, salience=0.8), Actor(id="s", name="S", position=100, salience=0.2)),
    )  # fmt: skip
    ports = Bargaining(
        issue="ports", name="Ports", low=0, high=100,
        actors=(Actor(id="n", name="N", position=0, salience=0.2), Actor(id="s", name="S", position=100, salience=0.8)),
    )  # fmt: skip
    run = exchange([fees, ports])
    assert [compromise(one) for one in (fees, ports)] == pytest.approx([20, 80])
    assert run.outcomes == pytest.approx((0, 100))
    (made,) = run.exchanges
    assert made.gain == pytest.approx(12)


def test_a_forecast_sets_the_models_beside_each_other():
    """One outcome a model, each with its errors, how far they lie apart, and the sentence about validation."""
    _, placed = issues_from_json(json.dumps(PATHS), "fees.json", Given())
    found = forecasts(placed, "Strait")
    (fees,) = found.issues
    assert [each.model for each in fees.outcomes] == [model.id for model in MODELS]
    numbers = [each.outcome for each in fees.outcomes]
    assert (fees.lowest, fees.highest) == (min(numbers), max(numbers))
    assert all({row.capability for row in each.backtests} == {"gdp", "equal"} for each in fees.outcomes)
    assert found.caution == CAUTION
    assert "peace talks" in CAUTION
    assert fees.bargaining.actors[0].assumed == ("salience",)


def test_an_error_stands_only_beside_the_reading_that_has_it():
    """Nash bargaining at another cost of failure was not measured, and without a reference point gives no outcome."""
    _, placed = issues_from_json(json.dumps(PATHS), "fees.json", Given())
    nash_of = {cost: forecasts(placed, "Strait", cost_of_failure=cost).issues[0].outcomes[2] for cost in (0, 1, 2)}
    assert [len(nash_of[cost].backtests) for cost in (0, 1, 2)] == [2, 2, 0]
    assert nash_of[0].backtests != nash_of[1].backtests
    _, bare = issues_from_json(json.dumps(PATHS | {"reference": None}), "fees.json", Given())
    without = forecasts(bare, "Strait").issues[0].outcomes[2]
    assert without.outcome is None
    assert without.why_none


@pytest.mark.parametrize(
    ("number", "places", "told"),
    [
        (100, [0, 100, 300], "by pilots"),
        (100.8, [0, 100, 300], "by pilots"),
        (101, [0, 100, 300], "between by pilots and closed"),
        (200, [100, 100, 300], "between free and by pilots on one side and closed on the other"),
        (200, [300, 300, 300], "beyond free, by pilots and closed"),
        (100, [100, 100, 300], "free and by pilots"),
        (50, [100, 200, 300], "beyond free"),
        (300, [None, None, None], "where Norland stands"),
        (500, [None, None, None], "between Norland and Sudmark"),
    ],
)
def test_an_outcome_is_told_by_the_options_or_parties_that_it_lies_between(number, places, told):
    """By options that have places, else by the parties; nearer than a thousandth of the scale is there."""
    options = [
        Option(id=OptionId(f"o{n}"), name=name, place=place)
        for n, (name, place) in enumerate(zip(("free", "by pilots", "closed"), places, strict=True))
    ]
    assert lies_words(number, FEES, options) == told


def test_an_unknown_issue_is_told():
    """With those there are."""
    _, placed = issues_from_json(json.dumps(PATHS), "fees.json", Given())
    with pytest.raises(DetenteError, match="there is no issue 'ports'; choose from fees"):
        forecasts(placed, "Strait", issue="ports")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "f.json is no JSON"),
        ("[" * 100_000, "f.json is no JSON"),
        ("[]", "f.json: it is no object with an issue, or with issues"),
        ('{"issues": []}', "f.json: issues is no list of at least one issue"),
        ('{"issues": [1]}', "f.json: an issue is no object"),
        ('{"issues": [], "low": 0}', "f.json: beside issues: low is no key here; choose from issues, title"),
        ('{"low": 0, "high": 1}', "f.json: issue issue: actors is no list; give at least two actors"),
        ('{"low": 0, "high": 1, "actors": []}', "f.json: issue: no actor takes a position"),
        ('{"low": 0, "high": 1, "actors": [1]}', "f.json: issue issue: an actor is no object"),
        ('{"low": 0, "high": 1, "actors": [{}]}', "f.json: issue issue: an actor has no id; give each one its own"),
        ('{"low": 0, "high": 1, "actors": [{"id": "n"}]}', "issue issue, actor n: position is missing; give a number"),
        ('{"low": 0, "high": 1, "actors": [{"id": "n", "position": "1"}]}', "actor n: position is no number"),
        ('{"low": 0, "high": 1, "actors": [{"id": "n", "position": true}]}', "actor n: position is no number"),
        ('{"low": 0, "high": 1, "actors": [{"id": "n", "place": 1}]}', "actor n: place is no key here"),
        ('{"low": 0, "high": 1, "power": 1, "actors": []}', "issue issue: power is no key here"),
        ('{"high": 1, "actors": []}', "issue issue: low is missing; give a number"),
        ('{"low": 0, "high": 1' + "0" * 400 + ', "actors": []}', "issue issue: high is too great"),
        ('{"low": 0, "high": 1, "actors": [{"id": "n", "position": NaN}, {"id": "s", "position": 1}]}', "n is nan"),
    ],
)
def test_a_file_that_cannot_be_used_is_told(text, told):
    """The message names the file, the place in it, and what would be right."""
    with pytest.raises(DetenteError) as caught:
        issues_from_json(text, "f.json", Given())
    assert told in str(caught.value)
    assert str(caught.value).startswith("f.json")
    assert "\n" not in str(caught.value)


def test_a_file_may_hold_several_issues_and_a_title():
    """And the same actors may stand on each."""
    text = json.dumps({"title": "Strait talks", "issues": [PATHS, PATHS | {"id": "ports", "name": "Ports"}]})
    title, placed = issues_from_json(text, "f.json", Given(capability={"norland": 5}))
    assert title == "Strait talks"
    assert [(each.issue, each.name) for each in placed] == [("fees", "fees"), ("ports", "Ports")]
    assert all(each.bargaining.actors[0].capability == 5 for each in placed)
