"""Laws of the forecast models, for any actors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.dealspace.forecasts import (
    MODELS,
    Actor,
    Bargaining,
    challenge,
    compromise,
    exchange,
    nash,
    spatial,
    swings,
    weighted_median,
)

Model = Callable[[Bargaining], float]
SINGLE: dict[str, Model] = {
    "compromise": compromise,
    "median": weighted_median,
    "nash": nash,
    "nash at no cost": lambda one: nash(one, 0),
    "challenge": challenge,
    "spatial": spatial,
    "exchange": lambda one: exchange([one]).outcomes[0],
}
PLACES = st.integers(0, 20).map(lambda n: 5.0 * n)
NAMES = "abcdefgh"


@st.composite
def bargainings(draw: st.DrawFn, issue: str = "fees") -> Bargaining:
    """An issue from 0 to 100 with two to six actors."""
    drawn = draw(st.lists(st.tuples(PLACES, st.sampled_from([1, 2, 3, 7]), st.integers(1, 8)), min_size=2, max_size=6))
    actors = tuple(
        Actor(id=NAMES[n], name=NAMES[n], position=position, capability=capability, salience=salience / 8)
        for n, (position, capability, salience) in enumerate(drawn)
    )
    return Bargaining(issue=issue, name=issue, low=0, high=100, actors=actors, reference=draw(PLACES))


def changed(
    one: Bargaining, *, ends: dict[str, float] | None = None, **entries: Callable[[Actor], object]
) -> Bargaining:
    """The same with entries of every actor changed, and what else is given of the issue."""
    actors = tuple(replace(each, **{key: of(each) for key, of in entries.items()}) for each in one.actors)
    return replace(one, actors=actors, **(ends or {}))


@pytest.mark.parametrize("name", SINGLE)
@settings(max_examples=20)
@given(bargainings())
def test_no_model_leaves_what_was_wanted_or_stood(name, one):
    """An outcome lies among the positions; that of Nash bargaining may also be the reference point."""
    ends = [actor.position for actor in one.actors] + ([one.reference] if "nash" in name else [])
    assert min(ends) - 1e-9 <= SINGLE[name](one) <= max(ends) + 1e-9


@pytest.mark.parametrize("name", SINGLE)
@settings(max_examples=20)
@given(bargainings(), st.randoms(use_true_random=False))
def test_names_and_their_order_change_nothing(name, one, random):
    """Relabelling the actors and telling them in another order leaves every outcome as it is."""
    ids = random.sample(NAMES, len(one.actors))
    actors = [replace(each, id=id_, name=id_) for each, id_ in zip(one.actors, ids, strict=True)]
    told = replace(one, actors=tuple(random.sample(actors, len(actors))))
    assert SINGLE[name](told) == pytest.approx(SINGLE[name](one), abs=1e-6)


@pytest.mark.parametrize("name", SINGLE)
@settings(max_examples=20)
@given(bargainings(), st.sampled_from([1e-6, 0.5, 4, 1e9]))
def test_only_shares_of_capability_count(name, one, factor):
    """Another unit of capability leaves every outcome as it is."""
    told = changed(one, capability=lambda actor: actor.capability * factor)
    assert SINGLE[name](told) == pytest.approx(SINGLE[name](one), abs=1e-6)


@pytest.mark.parametrize("name", ["compromise", "median", "exchange"])
@settings(max_examples=20)
@given(bargainings(), st.sampled_from([0.25, 0.5]))
def test_averages_and_exchanges_know_only_shares_of_salience(name, one, factor):
    """Halving every salience leaves them as they are; the other models read it as it stands."""
    told = changed(one, salience=lambda actor: actor.salience * factor)
    assert SINGLE[name](told) == pytest.approx(SINGLE[name](one), abs=1e-9)


@pytest.mark.parametrize("name", SINGLE)
@settings(max_examples=20)
@given(bargainings(), st.sampled_from([0.25, 2, 1024]), st.sampled_from([-300, 0, 16]))
def test_another_scale_maps_the_outcome(name, one, factor, shift):
    """An issue told in other units has the same outcome in those."""

    def at(number: float) -> float:
        return factor * number + shift

    ends = {"low": at(0), "high": at(100), "reference": at(one.reference)}
    told = changed(one, ends=ends, position=lambda actor: at(actor.position))
    assert SINGLE[name](told) == pytest.approx(at(SINGLE[name](one)), abs=1e-3 * factor)


def test_the_other_way_round_is_the_same_scale():
    """For the models that settle no tie by place, a scale told from its other end has the same outcome."""

    @settings(max_examples=30)
    @given(bargainings())
    def holds(one: Bargaining) -> None:
        told = changed(one, ends={"reference": 100 - one.reference}, position=lambda actor: 100 - actor.position)
        for model in (compromise, weighted_median, nash):
            assert model(told) == pytest.approx(100 - model(one), abs=1e-6)

    holds()


@settings(max_examples=20)
@given(bargainings())
def test_what_all_want_is_every_outcome(one):
    """Where all positions are one, no model finds another outcome."""
    told = changed(one, ends={"reference": 10.0}, position=lambda _: 40.0)
    for name, model in SINGLE.items():
        assert model(told) == pytest.approx(40, abs=1e-9), name


@settings(max_examples=40)
@given(bargainings())
def test_nash_bargaining_leaves_nobody_worse_off_than_failing(one):
    """At no cost of failure each actor is at least as near to the outcome as to the reference point."""
    outcome = nash(one, 0)
    assert all(abs(each.position - outcome) <= abs(each.position - one.reference) + 1e-6 for each in one.actors)


@settings(max_examples=40)
@given(bargainings(), st.sampled_from([0.1, 1.0]))
def test_no_outcome_near_it_beats_nash_bargaining(one, cost):
    """The product of gains, weighted by capability, is at its top."""

    def product(outcome: float) -> float:
        value = 1.0
        for each in one.actors:
            lost = each.salience * ((one.reference - each.position) ** 2 - (outcome - each.position) ** 2) / 100**2
            value *= max(lost + cost, 0.0) ** each.capability
        return value

    best = nash(one, cost)
    others = [best + step for step in (-20, -1, -0.01, 0.01, 1, 20) if 0 <= best + step <= 100]
    assert all(product(other) <= product(best) * (1 + 1e-9) for other in others)


@st.composite
def linked(draw: st.DrawFn) -> list[Bargaining]:
    """Two or three issues that the same actors decide together."""
    first = draw(bargainings("fees"))
    others = []
    for issue in ("passage", "ports")[: draw(st.integers(1, 2))]:
        told = changed(first, position=lambda _: draw(PLACES), salience=lambda _: draw(st.integers(1, 8)) / 8)
        others.append(replace(told, issue=issue, name=issue))
    return [first, *others]


@settings(max_examples=50)
@given(linked())
def test_both_sides_gain_alike_by_every_exchange(issues):
    """A vote is given once, toward the other's position and never past it; what i gains on one issue j gains too."""
    run = exchange(issues)
    wanted = {(actor.id, one.issue): actor for one in issues for actor in one.actors}
    weight = {one.issue: sum(one.weights) for one in issues}
    share = {
        (actor.id, one.issue): each / weight[one.issue]
        for one in issues
        for actor, each in zip(one.actors, one.weights, strict=True)
    }
    given_away = [(vote.actor, vote.issue) for made in run.exchanges for vote in made.votes]
    assert len(set(given_away)) == len(given_away)
    for made in run.exchanges:
        one, other = made.votes
        for mine, theirs in ((one, other), (other, one)):
            end = wanted[theirs.actor, mine.issue].position
            assert min(mine.moved_from, end) - 1e-6 <= mine.moved_to <= max(mine.moved_from, end) + 1e-6
            lost = abs(mine.moved_to - mine.moved_from) * share[mine.actor, mine.issue]
            won = abs(theirs.moved_to - theirs.moved_from) * share[theirs.actor, theirs.issue]
            gained = won * wanted[mine.actor, theirs.issue].salience - lost * wanted[mine.actor, mine.issue].salience
            assert gained == pytest.approx(made.gain, abs=1e-6)


@settings(max_examples=20)
@given(linked(), st.randoms(use_true_random=False))
def test_names_change_no_exchange(issues, random):
    """Relabelling the actors leaves the outcomes of all issues as they are."""
    ids = dict(zip(NAMES, random.sample(NAMES, len(NAMES)), strict=True))
    told = [changed(one, id=lambda actor: ids[actor.id]) for one in issues]
    assert exchange(told).outcomes == pytest.approx(exchange(issues).outcomes, abs=1e-6)


@settings(max_examples=6)
@given(bargainings())
def test_the_widest_swings_come_first_and_hold_the_outcome_as_it_stands(one):
    """Every entry of every actor is moved once; a swing reaches at least from its end to where the outcome stands."""
    found = swings(0, [one], 1.0, 0.1)
    assert len(found) == 3 * len(one.actors)
    assert [each.widest.reach for each in found] == sorted((each.widest.reach for each in found), reverse=True)
    for model in MODELS:
        stands = model.run(0, [one], 1.0)
        told = [each.of(model.id) for each in found]
        assert all(each.reach >= abs(end - stands) - 1e-9 for each in told for end in (each.below, each.above))


@settings(max_examples=6)
@given(bargainings(), st.integers(0, 5))
def test_a_swing_is_the_outcome_with_the_entry_so_moved(one, at):
    """What a swing tells of the compromise is what the compromise gives for actors changed by hand."""
    assume(at < len(one.actors))
    actor = one.actors[at]
    found = {each.entry: each for each in swings(0, [one], 1.0, 0.2) if each.actor == actor.id}
    assert found["position"].above == min(actor.position + 20, 100)
    assert found["capability"].below == pytest.approx(0.8 * actor.capability)
    for entry, swing in found.items():
        actors = tuple(replace(each, **{entry: swing.above}) if each is actor else each for each in one.actors)
        assert swing.of("compromise").above == pytest.approx(compromise(replace(one, actors=actors)), abs=1e-9)
