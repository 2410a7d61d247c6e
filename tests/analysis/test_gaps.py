"""Gaps, by a table worked by hand: fees run from 0 to 900 crowns, quotas from 50 to 100 tonnes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from detente.analysis import GapState, gaps, matrix, positions
from detente.analysis.preferences import preferences, scale_ends
from detente.model import (
    DealTerms,
    Dossier,
    Issue,
    IssueId,
    Option,
    OptionId,
    Party,
    PartyId,
    PartyKind,
    ReservationTerm,
    Scale,
    ScaleKind,
    Time,
)
from detente.model.wire import to_wire


def option(name: str, place: float | None = None) -> Option:
    """An option, and its place on the scale."""
    return Option(id=OptionId(name), name=name.title(), place=place)


PARTIES = {"norland": "state", "sudmark": "state", "ostland": "state", "league": "mediator"}
FRAME = Dossier(
    id="strait",
    title="The Grey Strait talks",
    parties=tuple(Party(id=PartyId(id_), name=id_.title(), kind=PartyKind(kind)) for id_, kind in PARTIES.items()),
    issues=(
        Issue(id=IssueId("passage"), name="Passage", options=(option("free"), option("piloted"), option("closed"))),
        Issue(id=IssueId("fees"), name="Fees", scale=Scale(kind=ScaleKind.NUMBER, unit="crowns", low=0, high=900)),
        Issue(
            id=IssueId("quota"),
            name="Quota",
            scale=Scale(kind=ScaleKind.NUMBER, unit="tonnes", low=50, high=100),
            options=(option("cut", 60), option("middle", 75), option("as_now", 90)),
        ),
        Issue(id=IssueId("order"), name="Order", options=(option("first", 1), option("second", 2), option("last", 3))),
        Issue(id=IssueId("tolls"), name="Tolls", scale=Scale(kind=ScaleKind.NUMBER, unit="crowns")),
    ),
)
DAY = "2031-03-01"
RED = {"firmness": "red_line"}
SOFT = {"firmness": "flexible"}


def n(act, option=None, **fields):
    """What Norland says."""
    return ("norland", DAY, act, {"option": option} | fields)


def s(act, option=None, **fields):
    """What Sudmark says."""
    return ("sudmark", DAY, act, {"option": option} | fields)


# the issue, what was said on it -> the gap between the first two parties that said it
CASES = {
    "both demand one option": (
        "passage",
        [n("demand", "free"), s("demand", "free")],
        {"state": "agreed", "overlap_share": 1.0, "common": "free", "needs": ()},
    ),
    "one demands what the other accepts": ("passage", [n("demand", "free"), s("accept", "free")], {"state": "agreed"}),
    "each demands another option": (
        "passage",
        [n("demand", "free"), s("demand", "piloted")],
        {"state": "open", "overlap_share": 0.0, "common": "", "needs": ("norland: piloted", "sudmark: free")},
    ),
    "one rejects what the other demands": (
        "passage",
        [n("demand", "free"), s("reject", "free")],
        {"state": "open", "opposed": "free", "overlap_share": None, "needs": ("norland: ", "sudmark: free")},
    ),
    "one would take it on a condition": (
        "passage",
        [n("demand", "free"), s("condition", "free", condition="fees fall")],
        {"state": "close", "common": "free", "needs": ("norland:  if fees fall", "sudmark: free")},
    ),
    "an acceptance that depends on something is no agreement": (
        "passage",
        [n("demand", "free"), s("accept", "free", condition="fees fall")],
        {"state": "close", "needs": ("norland:  if fees fall", "sudmark: ")},
    ),
    "a contested acceptance is no agreement": (
        "passage",
        [n("demand", "free"), s("accept", "free"), s("deny", "free", start=9)],
        {"state": "close", "why": "one outcome in common, but contested"},
    ),
    "both would take it, each on a condition": (
        "passage",
        [n("condition", "free", condition="pilots go"), s("condition", "free", condition="fees fall")],
        {"state": "close", "needs": ("norland: free if fees fall", "sudmark: free if pilots go")},
    ),
    "red lines for two options exclude each other": (
        "passage",
        [n("demand", "free", **RED), s("demand", "piloted", **RED)],
        {"state": "deadlocked", "why": "the red lines exclude each other", "red_lines": "norland sudmark"},
    ),
    "a red line against what the other insists on is a deadlock": (
        "passage",
        [n("reject", "free", **RED), s("demand", "free")],
        {"state": "deadlocked", "red_lines": "norland", "opposed": "free"},
    ),
    "a red line against what the other only proposes softly is not": (
        "passage",
        [n("reject", "free", **RED), s("propose", "free", **SOFT)],
        {"state": "open", "red_lines": "norland"},
    ),
    "a red line for an option leaves no room for another that the other insists on": (
        "passage",
        [n("demand", "free", **RED), s("demand", "piloted")],
        {"state": "deadlocked", "opposed": "piloted"},
    ),
    "a red line that leaves what the other wants stands in no way": (
        "passage",
        [n("reject", "closed", **RED), s("demand", "free")],
        {"state": "open", "red_lines": ""},
    ),
    "red lines against different options leave the third": (
        "passage",
        [n("reject", "free", **RED), s("reject", "piloted", **RED)],
        {"state": "not_told", "why": "no outcome is coded that either would accept", "red_lines": ""},
    ),
    "both reject one option and tell nothing else": (
        "passage",
        [n("reject", "free"), s("reject", "free")],
        {"state": "not_told", "refused": "free", "common": ""},
    ),
    "a bare demand tells no outcome": (
        "passage",
        [n("demand"), s("demand", "free")],
        {"state": "not_told", "why": "no outcome is coded for one"},
    ),
    "two bare words tell none": (
        "passage",
        [n("demand"), s("reject")],
        {"state": "not_told", "why": "no outcome is coded for either"},
    ),
    "a threat tells no outcome": ("passage", [n("threaten"), s("demand", "free")], {"state": "not_told"}),
    "an option that the dossier does not name tells none": (
        "passage",
        [n("demand", "gone"), s("demand", "free")],
        {"state": "not_told"},
    ),
    "what is wanted beside a newer refusal still counts": (
        "passage",
        [("norland", "2031-02-20", "demand", {"option": "free"}), n("reject", "closed"), s("demand", "free")],
        {"state": "agreed"},
    ),
    "what a refusal that names nothing may mean is no common ground": (
        "passage",
        [n("reject", **RED), n("condition", "free"), s("condition", "free")],
        {"state": "open", "why": "one outcome in common, unless a rejection that names none means it"},
    ),
    "what is rejected beside a refusal that names nothing still counts": (
        "passage",
        [n("reject"), n("reject", "free", firmness="flexible"), s("demand", "free")],
        {"state": "open", "opposed": "free"},
    ),
    "what was wanted before another option was is replaced": (
        "passage",
        [("norland", "2031-02-20", "demand", {"option": "free"}), n("demand", "piloted"), s("demand", "free")],
        {"state": "open"},
    ),
    "numbers apart by half of the scale": (
        "fees",
        [n("demand", number=150), s("demand", number=600)],
        {
            "state": "open",
            "distance": 450.0,
            "distance_share": 0.5,
            "needs": ("norland: 600 crowns", "sudmark: 150 crowns"),
        },
    ),
    "numbers apart by a tenth of the scale are close": (
        "fees",
        [n("demand", number=300), s("demand", number=390)],
        {"state": "close", "distance": 90.0, "distance_share": 0.1},
    ),
    "numbers apart by more than a tenth are not": (
        "fees",
        [n("demand", number=300), s("demand", number=391)],
        {"state": "open", "distance": 91.0},
    ),
    "one number is an agreement": (
        "fees",
        [n("demand", number=300), s("accept", number=300)],
        {"state": "agreed", "distance": 0.0, "distance_share": 0.0},
    ),
    "ranges that overlap have an outcome in common": (
        "fees",
        [n("demand", number=(None, 400)), s("demand", number=(350, 500))],
        {"state": "agreed", "distance": 0.0},
    ),
    "open ranges that do not meet": (
        "fees",
        [n("demand", number=(None, 300)), s("demand", number=(750, None))],
        {"state": "open", "distance": 450.0, "needs": ("norland: 750 crowns or more", "sudmark: up to 300 crowns")},
    ),
    "a number on a condition": (
        "fees",
        [n("demand", number=300), s("condition", number=300, condition="pilots go")],
        {"state": "close", "distance": 0.0, "needs": ("norland:  if pilots go", "sudmark: ")},
    ),
    "a number in another unit is not told": (
        "fees",
        [n("demand", number=300), s("demand", number=30, unit="percent")],
        {"state": "not_told", "distance": None},
    ),
    "a demand far outside the scale is no more than the whole of it apart": (
        "fees",
        [n("demand", number=0), s("demand", number=1800)],
        {"distance": 1800.0, "distance_share": 1.0},
    ),
    "a scale without ends has distances and no shares": (
        "tolls",
        [n("demand", number=300), s("demand", number=310)],
        {"state": "open", "distance": 10.0, "distance_share": None},
    ),
    "a number that the other rejects": (
        "fees",
        [n("demand", number=300), s("reject", number=300)],
        {"state": "open", "distance": None},
    ),
    "red-line numbers that do not meet exclude each other": (
        "fees",
        [n("demand", number=(None, 300), **RED), s("demand", number=(500, None), **RED)],
        {"state": "deadlocked", "distance": 200.0, "red_lines": "norland sudmark"},
    ),
    "a red line against the number that the other insists on": (
        "fees",
        [n("reject", number=(400, None), **RED), s("demand", number=500)],
        {"state": "deadlocked", "red_lines": "norland"},
    ),
    "a red line against a higher number leaves a lower one": (
        "fees",
        [n("reject", number=(400, None), **RED), s("demand", number=300)],
        {"state": "open", "red_lines": ""},
    ),
    "options with places are as far apart as their places": (
        "quota",
        [n("demand", "cut"), s("demand", "as_now")],
        {"state": "open", "distance": 30.0, "distance_share": 0.6, "overlap_share": 0.0},
    ),
    "an option and a number are compared on the scale": (
        "quota",
        [n("demand", "middle"), s("demand", number=80, unit="tonnes")],
        {"state": "close", "distance": 5.0, "distance_share": 0.1},
    ),
    "a range holds the options within it": (
        "quota",
        [n("demand", "middle"), s("accept", number=(70, 95), unit="tonnes")],
        {"state": "agreed", "overlap_share": 0.5, "common": "middle"},
    ),
    "places without a unit are steps of the scale that they span": (
        "order",
        [n("demand", "first"), s("demand", "second")],
        {"state": "open", "distance": 1.0, "distance_share": 0.5, "unit": ""},
    ),
}


def shown(gap, field):
    """A field of a gap as the table writes it."""
    match field:
        case "red_lines":
            return " ".join(line.party for line in gap.red_lines)
        case "needs":
            return tuple(f"{each.party}: {needed(each)}" for each in gap.needs)
        case "common" | "opposed" | "refused":
            return " ".join(getattr(gap, field))
    return getattr(gap, field)


def needed(need):
    """What is to be accepted, and on which condition."""
    condition = f" if {need.condition.text}" if need.condition else ""
    return (str(need.number) if need.number and not need.options else " ".join(need.options)) + condition


@pytest.fixture
def told(say):
    """The gaps that these statements leave in the frame above."""

    def made(issue, said, **times):
        entries = [say(dated, act, party=party, issue=issue, **fields) for party, dated, act, fields in said]
        return gaps(matrix(entries, FRAME, **times), FRAME)

    return made


@pytest.mark.parametrize(("issue", "said", "expected"), CASES.values(), ids=CASES.keys())
def test_gaps_are_as_worked_by_hand(told, issue, said, expected):
    """What two parties said leaves exactly the gap that the table tells, and gives the issue its state."""
    found = told(issue, said).issue(issue)
    [gap] = found.pairs
    assert {field: shown(gap, field) for field in expected} == {
        field: pytest.approx(value) if isinstance(value, float) else value for field, value in expected.items()
    }
    assert found.state is gap.state


# who says what on passage -> the state of the issue
ISSUES = {
    "nobody speaks": ([], "not_told"),
    "one party speaks": ([n("demand", "free")], "not_told"),
    "only an assessment beside it": ([n("demand", "free"), s("assess", "free")], "not_told"),
    "all agree": ([n("demand", "free"), s("accept", "free"), ("ostland", DAY, "accept", {"option": "free"})], "agreed"),
    "one of three tells no outcome": (
        [n("demand", "free"), s("accept", "free"), ("ostland", DAY, "demand", {})],
        "not_told",
    ),
    "two are apart whatever the third may say": (
        [n("demand", "free"), s("demand", "piloted"), ("ostland", DAY, "demand", {})],
        "open",
    ),
    "one deadlock blocks the issue": (
        [n("demand", "free"), s("accept", "free"), ("ostland", DAY, "reject", {"option": "free"} | RED)],
        "deadlocked",
    ),
    "a condition of the third keeps it from agreement": (
        [n("demand", "free"), s("accept", "free"), ("ostland", DAY, "condition", {"option": "free"})],
        "close",
    ),
    "a mediator's proposal is no side's": (
        [n("demand", "free"), s("accept", "free"), ("league", DAY, "propose", {"option": "piloted"})],
        "agreed",
    ),
}


@pytest.mark.parametrize(("said", "state"), ISSUES.values(), ids=ISSUES.keys())
def test_an_issue_has_the_state_of_the_pair_that_stands_in_the_way_most(told, said, state):
    """Deadlocked before open, open before what is not told, that before close, and agreed last."""
    assert told("passage", said).issue("passage").state is GapState(state)


def test_an_issue_tells_who_told_nothing_and_who_is_silent(told):
    """Parties are told apart by what their positions tell, mediators too."""
    said = [n("demand", "free"), s("demand"), ("league", DAY, "propose", {"option": "free"})]
    found = told("passage", said).issue("passage")
    assert (found.told, found.untold, found.silent, found.mediators) == (
        ("norland", "league"),
        ("sudmark",),
        ("ostland",),
        ("league",),
    )


def test_a_mediator_is_in_no_pair_unless_the_dossier_makes_it_a_side(say):
    """What it proposes closes no gap; a term of the deal makes it a principal."""
    said = (("norland", "demand"), ("league", "propose"))
    entries = [say(DAY, act, party=party, option="free") for party, act in said]
    [found] = [each for each in gaps(matrix(entries, FRAME), FRAME).issues if each.issue == "passage"]
    assert (found.pairs, found.state, found.mediators) == ((), GapState.NOT_TOLD, ("league",))
    principal = replace(FRAME, deal=DealTerms(reservations=(ReservationTerm(party=PartyId("league"), least=0.2),)))
    [found] = [each for each in gaps(matrix(entries, principal), principal).issues if each.issue == "passage"]
    assert ([pair.parties for pair in found.pairs], found.mediators) == ([("norland", "league")], ())


@pytest.mark.parametrize(
    ("dated", "time"),
    [(DAY, Time.CERTAINLY), ("2031-03-10", Time.CERTAINLY), ("2031-03", Time.POSSIBLY), (None, Time.UNDATED)],
    ids=str,
)
def test_a_gap_is_as_certain_as_the_less_certain_side(told, dated, time):
    """A date that may lie after the day makes it possible, and none makes it undated."""
    said = [n("demand", "free"), ("sudmark", dated, "demand", {"option": "piloted"})]
    [gap] = told("passage", said, as_of=date(2031, 3, 10)).issue("passage").pairs
    assert gap.told is time


def test_a_gap_carries_the_statements_that_it_rests_on(told):
    """Ruling statement, its run and what is said beside it, of both sides."""
    said = [("norland", "2031-02-20", "demand", {"option": "free"}), n("reject", "closed"), s("demand", "free")]
    found = told("passage", said).issue("passage")
    assert found.pairs[0].statements == ("s1", "s2", "s3")
    assert found.statements == ("s1", "s2", "s3")


def test_one_party_or_one_issue_can_be_chosen(told):
    """Pairs of others and issues it is silent on are left out; the state stays that of all."""
    said = [n("demand", "free"), s("demand", "piloted"), ("ostland", DAY, "demand", {"option": "free"})]
    found = told("passage", said)
    assert [each.issue for each in found.chosen(party="ostland").issues] == ["passage"]
    assert [pair.state.value for pair in found.chosen(party="ostland").issue("passage").pairs] == ["agreed", "open"]
    assert found.chosen(party="ostland").issue("passage").state is GapState.OPEN
    assert [each.issue for each in found.chosen(issue="fees").issues] == ["fees"]


def test_gaps_have_a_form_in_json(told):
    """Every field of the record is there under its own name."""
    wire = to_wire(told("fees", [n("demand", number=150), s("demand", number=600)]))
    [pair] = wire["issues"][1]["pairs"]
    assert (pair["state"], pair["distance"], pair["distance_share"], pair["told"]) == ("open", 450.0, 0.5, "certainly")
    assert pair["needs"][0]["number"] == {"value": 600, "unit": "crowns"}


@pytest.mark.parametrize(
    ("low", "high", "ends"),
    [(0, 900, (0, 900)), (400, 400, None), (900, 0, None), (None, 900, None), (0, None, None)],
)
def test_a_scale_has_ends_only_where_it_has_a_width(low, high, ends):
    """Of ends that are one, or of one end, no distance can be a share."""
    issue = Issue(
        id=IssueId("fees"), name="Fees", scale=Scale(kind=ScaleKind.NUMBER, unit="crowns", low=low, high=high)
    )
    assert scale_ends(issue) == ends


@pytest.mark.parametrize(
    ("newer", "left"),
    [
        (("2031-03-09", "propose", {"option": "as_now"}), {"as_now": None, "cut": "s2"}),
        (("2031-03-09", "accept", {"number": 80, "unit": "tonnes"}), {"cut": "s2"}),
        (("2031-03-01", "demand", {"option": "as_now"}), {"as_now": None, "cut": None}),
        (("2031-03-09", "demand", {"number": (55, None), "unit": "tonnes"}), {"cut": None}),
        (("2031-03-09", "condition", {"option": "as_now"}), {"as_now": None, "cut": None}),
        (("2031-03-09", "demand", {"option": "as_now", "speaker": "an aide"}), {"as_now": None, "cut": None}),
    ],
    ids=["option", "number", "one day", "a range with both", "on a condition only", "an aide"],
)
def test_on_a_number_what_is_wanted_later_replaces_what_was_wanted(say, newer, left):
    """Of one leaning, said later, and ranking before it; both are told."""
    said = say("2031-03-01", "demand", issue="quota", option="cut", id="s1")
    dated, act, fields = newer
    [position] = positions([said, say(dated, act, issue="quota", id="s2", **fields)], FRAME).values()
    assert {each.option: each.replaced_by for each in position.options} == left


@pytest.mark.parametrize(
    ("act", "fields", "by"),
    [
        ("accept", {"option": "as_now"}, "s3"),
        ("demand", {"number": 95, "unit": "tonnes"}, "s3"),
        ("demand", {"option": "as_now"}, None),
        ("demand", {"number": 95, "unit": "tonnes", "firmness": "unclear"}, None),
    ],
    ids=["accepted", "newly and firmly asked", "asked all along", "not firmly"],
)
def test_an_offer_on_a_condition_gives_way_to_what_is_settled_or_newly_asked(say, act, fields, by):
    """The same that takes an assumption's evidence back; what stood beside the offer goes on standing there."""
    said = [
        say("2031-02-20", "demand", issue="quota", option="as_now"),
        say("2031-03-01", "condition", issue="quota", option="cut", after="fees"),
        say("2031-03-09", act, issue="quota", **fields),
    ]
    [position] = positions(said, FRAME).values()
    assert {each.option: each.replaced_by for each in position.options}["cut"] == by


def test_what_was_replaced_is_wanted_no_longer(say):
    """Also where what rules now is an offer on a condition."""
    offers = [
        say("2031-03-01", "demand", issue="quota", option="cut"),
        say("2031-03-05", "propose", issue="quota", option="middle"),
        say("2031-03-09", "condition", issue="quota", option="middle", after="fees"),
    ]
    [position] = positions(offers, FRAME).values()
    wanted = preferences(position, FRAME.issue("quota"))
    assert (wanted.preferred, wanted.conditional) == ((), ("middle",))
