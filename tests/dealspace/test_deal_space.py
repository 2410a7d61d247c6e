"""The deal space: which packages the red lines leave, counted exactly."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis import Holds, Position, UndatedRedLine
from detente.dealspace import LIMITS, IssueLine, deal_space
from detente.model import (
    Act,
    Dossier,
    Issue,
    IssueId,
    Option,
    OptionId,
    Party,
    PartyId,
    PartyKind,
    Scale,
    ScaleKind,
    StatementId,
    Value,
)
from tests.dealspace.stands import refusal
from tests.dealspace.stands import stand as stand_firmly

stand = partial(stand_firmly, firmness="red_line")


def issue_of(name: str, *options: str, places: tuple[float, ...] = (), unit: str | None = None) -> Issue:
    """An issue with options, on a number scale if a unit is given."""
    scale = Scale(kind=ScaleKind.NUMBER, unit=unit, low=0, high=900) if unit else Scale()
    return Issue(
        id=IssueId(name),
        name=name.title(),
        scale=scale,
        options=tuple(
            Option(id=OptionId(option), name=option.title(), place=places[n] if places else None)
            for n, option in enumerate(options)
        ),
    )


def dossier_of(*issues: Issue) -> Dossier:
    """Three parties and these issues."""
    parties = tuple(
        Party(id=PartyId(name), name=name.title(), kind=PartyKind.STATE) for name in ("norland", "sudmark", "league")
    )
    return Dossier(id="d", title="D", parties=parties, issues=issues)


def space_of(dossier: Dossier, *positions: Position):
    """The deal space of these positions."""
    return deal_space({(each.party, each.issue): each for each in positions}, dossier, ())


STRAIT = dossier_of(issue_of("passage", "free", "piloted", "closed"), issue_of("ports", "open", "shut"))


def open_on(line: IssueLine) -> tuple[OptionId, ...]:
    """The options of an issue that no red line excludes."""
    return tuple(option.option for option in line.options if option.is_open)


def test_without_red_lines_every_package_is_possible():
    """Three options and two options make six packages."""
    space = space_of(STRAIT)
    assert (space.n_packages, space.n_possible, space.is_empty) == (6, 6, False)
    assert space.limits == LIMITS


def test_rejecting_an_option_excludes_it_and_says_who():
    """The rejected option falls; its line carries the statement."""
    space = space_of(STRAIT, stand("sudmark", "passage", "reject", "piloted"))
    passage = space.issues[0]
    assert open_on(passage) == ("free", "closed")
    [line] = passage.options[1].excluded_by
    assert (line.party, line.statements) == ("sudmark", ("sudmark-passage",))
    assert (space.n_packages, space.n_possible) == (6, 4)


def test_demanding_an_option_excludes_every_other():
    """A red-line demand leaves only what it demands."""
    space = space_of(STRAIT, stand("norland", "passage", "demand", "piloted"))
    assert open_on(space.issues[0]) == ("piloted",)
    assert space.n_possible == 2


def test_red_lines_that_exclude_each_other_leave_nothing():
    """Demand against rejection of one option empties the space, and either alone would open it."""
    space = space_of(
        STRAIT,
        stand("norland", "passage", "demand", "piloted"),
        stand("sudmark", "passage", "reject", "piloted"),
    )
    assert space.is_empty
    assert [(cost.red_line.party, cost.n_removed, cost.n_unlocked) for cost in space.costs] == [
        ("norland", 4, 4),
        ("sudmark", 2, 2),
    ]


def test_a_red_line_that_others_share_unlocks_nothing():
    """Giving up a red line that another party also draws opens no package."""
    space = space_of(
        STRAIT, stand("norland", "passage", "reject", "free"), stand("league", "passage", "reject", "free")
    )
    assert [(cost.n_removed, cost.n_unlocked) for cost in space.costs] == [(2, 0), (2, 0)]


@pytest.mark.parametrize("firmness", ["firm", "flexible", "unclear"])
def test_only_red_lines_exclude(firmness):
    """However clear a rejection is, short of a red line it leaves the option open."""
    space = space_of(STRAIT, stand("sudmark", "passage", "reject", "free", firmness=firmness))
    assert space.n_possible == 6
    assert space.costs == space.unread == ()


@pytest.mark.parametrize(
    ("position", "why"),
    [
        (stand("sudmark", "passage", "reject"), "it names none of the issue's options"),
        (stand("sudmark", "passage", "demand", "tunnel"), "the dossier does not name the option 'tunnel'"),
        (
            stand("sudmark", "passage", "condition", "free"),
            "only a demand or a rejection excludes an option; conditions are not read yet",
        ),
        (
            stand("sudmark", "passage", "demand", value=Value(3, 3, "ships")),
            "its number in ships does not fit the issue's scale",
        ),
    ],
)
def test_a_red_line_that_cannot_be_read_is_told(position, why):
    """It excludes nothing, and the result says which it is and why."""
    space = space_of(STRAIT, position)
    assert space.n_possible == 6
    assert [(line.why, line.statements) for line in space.unread] == [(why, ("sudmark-passage",))]


def test_an_assessment_is_no_red_line():
    """Absolute words about how the talks stand exclude nothing and are not listed."""
    assert space_of(STRAIT, stand("sudmark", "passage", "assess", "free")).unread == ()


FEES = dossier_of(issue_of("passage", "free", "piloted"), issue_of("fees", unit="crowns"))


def crowns(low: float | None, high: float | None) -> Value:
    """A sum in crowns."""
    return Value(low, high, "Crowns")


def test_red_lines_bound_a_number():
    """A demand narrows the scale to its own range; who bounds it is told."""
    space = space_of(
        FEES,
        stand("norland", "fees", "demand", value=crowns(300, None)),
        stand("sudmark", "fees", "demand", value=crowns(None, 500)),
    )
    fees = space.numbers[0]
    assert (fees.low, fees.high, fees.unit, fees.is_empty) == (300, 500, "crowns", False)
    assert [line.statements for line in fees.red_lines] == [("norland-fees",), ("sudmark-fees",)]
    assert space.n_possible == 2


@pytest.mark.parametrize(
    ("demanded", "refused", "is_empty"),
    [
        ((300, 500), [], False),
        ((300, 500), [(200, 400)], False),
        ((300, 500), [(200, 400), (400, 600)], True),
        ((300, 500), [(200, 399), (400, 600)], False),
        ((400, 400), [(400, 400)], True),
        ((300, None), [(None, 900)], True),
        ((1000, None), [], True),
        ((300, 500), [(0, 100), (300, 500)], True),
    ],
)
def test_a_number_is_lost_exactly_when_refusals_cover_it(demanded, refused, is_empty):
    """Ranges are closed and numbers are real: two refusals that meet leave nothing between them."""
    parties = ["sudmark", "league"]
    space = space_of(
        FEES,
        stand("norland", "fees", "demand", value=crowns(*demanded)),
        *(stand(parties[n], "fees", "reject", value=crowns(*each)) for n, each in enumerate(refused)),
    )
    assert space.numbers[0].is_empty is is_empty
    assert space.n_possible == (0 if is_empty else 2)


def test_an_open_scale_has_no_ends():
    """Without a scale's ends and without red lines a number is unbounded."""
    bare = Issue(id=IssueId("fees"), name="Fees", scale=Scale(kind=ScaleKind.NUMBER, unit="crowns"), options=())
    line = space_of(dossier_of(bare)).numbers[0]
    assert (line.low, line.high, line.is_empty, line.red_lines) == (None, None, False, ())


def test_a_number_excludes_options_by_their_place():
    """On a number scale with named options, a red-line number leaves the options whose place it holds."""
    dossier = dossier_of(issue_of("fees", "low", "middle", "high", places=(100, 400, 800), unit="crowns"))
    demand = space_of(dossier, stand("sudmark", "fees", "demand", value=crowns(None, 400)))
    refusal = space_of(dossier, stand("sudmark", "fees", "reject", value=crowns(300, 500)))
    everything = space_of(dossier, stand("sudmark", "fees", "demand", value=crowns(0, 900)))
    assert open_on(demand.issues[0]) == ("low", "middle")
    assert open_on(refusal.issues[0]) == ("low", "high")
    assert everything.unread[0].why == "it leaves every option open"


def test_a_red_line_without_a_date_is_listed_as_unread():
    """It excludes nothing, and the reader is told of it."""
    loose = UndatedRedLine(StatementId("s9"), Act.REJECT)
    position = replace(stand("sudmark", "passage", "accept", "free", firmness="firm"), undated_red_lines=(loose,))
    space = space_of(dossier_of(issue_of("passage", "free", "piloted")), position)
    assert space.n_possible == space.n_packages
    [unread] = space.unread
    assert (unread.party, unread.stance, unread.statements) == ("sudmark", Act.REJECT, ("s9",))
    assert unread.why.startswith("it has no date")


def test_issues_without_options_or_numbers_are_in_no_package():
    """They are named, so that nobody takes the count for the whole."""
    space = space_of(dossier_of(issue_of("passage", "free"), issue_of("relations")))
    assert (space.n_packages, space.uncounted) == (1, ("Relations",))


def test_a_dossier_without_options_has_no_package():
    """Nothing is counted, and that is not called an empty deal space."""
    space = space_of(dossier_of(issue_of("relations")))
    assert (space.n_packages, space.n_possible, space.is_empty) == (0, 0, False)


def test_the_count_is_exact_far_beyond_what_can_be_listed():
    """Thirty issues of ten options with one rejection: 9 times 10 to the 29th."""
    issues = [issue_of(f"i{n}", *(f"o{k}" for k in range(10))) for n in range(30)]
    space = space_of(dossier_of(*issues), stand("sudmark", "i3", "reject", "o4"))
    assert space.n_packages == 10**30
    assert space.n_possible == 9 * 10**29


SIZES = st.lists(st.integers(1, 4), min_size=1, max_size=4)


@given(SIZES, st.data())
def test_the_count_equals_enumeration(sizes, data):
    """On small spaces, product and listing agree, with every red line and without each."""
    names = [[f"o{k}" for k in range(size)] for size in sizes]
    dossier = dossier_of(*(issue_of(f"i{n}", *options) for n, options in enumerate(names)))
    cells = [(party.id, n) for party in dossier.parties for n in range(len(sizes))]
    lines = [
        stand(
            party,
            f"i{n}",
            data.draw(st.sampled_from(["demand", "reject"])),
            data.draw(st.sampled_from(names[n])),
        )
        for party, n in data.draw(st.lists(st.sampled_from(cells), unique=True))
    ]

    def listed(red_lines: list[Position]) -> int:
        return sum(
            all((package[int(line.issue[1:])] == line.option) is (line.stance is Act.DEMAND) for line in red_lines)
            for package in product(*names)
        )

    space = space_of(dossier, *lines)
    assert space.n_possible == listed(lines)
    for cost in space.costs:
        key = (cost.red_line.party, cost.red_line.issue)
        [own] = [line for line in lines if (line.party, line.issue) == key]
        assert cost.n_removed == space.n_packages - listed([own])
        assert cost.n_unlocked == listed([line for line in lines if line is not own]) - listed(lines)


def test_a_red_line_that_nothing_withdrew_excludes_its_option_still():
    """What `redlines` tells as in force, `deals` counts; what was softened or given up excludes nothing."""
    now = stand("norland", "passage", "accept", "free")
    for holds in Holds:
        space = deal_space({(now.party, now.issue): now}, STRAIT, [refusal("norland", "passage", "closed", holds)])
        is_counted = holds in {Holds.KEPT, Holds.UNWITHDRAWN}
        assert [line.red_line.statements for line in space.costs] == ([("s1",)] if is_counted else [])
        assert open_on(space.issues[0]) == (("free", "piloted") if is_counted else ("free", "piloted", "closed"))
