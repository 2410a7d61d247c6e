"""Movement, by a table worked by hand: what was said before and after 1 March, seen from Sudmark."""

from __future__ import annotations

import re
from datetime import date

import pytest

from detente.analysis import Aspect, Heading, movement
from detente.model import (
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
    Time,
)
from detente.model.wire import to_wire

FRAME = Dossier(
    id="strait",
    title="The Grey Strait talks",
    parties=tuple(
        Party(id=PartyId(id_), name=id_.title(), kind=PartyKind.STATE) for id_ in ("norland", "sudmark", "ostland")
    ),
    issues=(
        Issue(
            id=IssueId("passage"),
            name="Passage",
            options=tuple(Option(id=OptionId(id_), name=id_.title()) for id_ in ("free", "piloted", "closed")),
        ),
        Issue(id=IssueId("fees"), name="Fees", scale=Scale(kind=ScaleKind.NUMBER, unit="crowns", low=0, high=900)),
        Issue(
            id=IssueId("tolls"),
            name="Tolls",
            scale=Scale(kind=ScaleKind.NUMBER, unit="crowns", low=0, high=900),
            options=(
                Option(id=OptionId("half"), name="Half", place=300),
                Option(id=OptionId("whole"), name="Whole", place=600),
            ),
        ),
    ),
)
SINCE, UNTIL = date(2031, 3, 1), date(2031, 3, 31)
OTHER = ("sudmark", "2031-02-01", "demand", {"option": "free"})
RED = {"firmness": "red_line"}
OTHER_RED = ("sudmark", "2031-02-01", "demand", {"option": "free"} | RED)
OTHER_FEE = ("sudmark", "2031-02-01", "demand", {"number": 500})


def then(act, option=None, **fields):
    """What Norland had said before."""
    return ("norland", "2031-02-20", act, {"option": option} | fields)


def now(act, option=None, **fields):
    """What Norland said since."""
    return ("norland", "2031-03-10", act, {"option": option} | fields)


# the issue, what was said on it -> Norland's move, its heading as to Sudmark, and its certainty
CASES = {
    "it comes to demand what the other demands": (
        "passage",
        [OTHER, then("demand", "piloted"), now("demand", "free")],
        ("content", "toward", "certainly"),
    ),
    "it comes to demand something else": (
        "passage",
        [OTHER, then("demand", "free"), now("demand", "piloted")],
        ("content", "away", "certainly"),
    ),
    "it accepts what it rejected": (
        "passage",
        [OTHER, then("reject", "free"), now("accept", "free")],
        ("content", "toward", "certainly"),
    ),
    "it rejects what it accepted": (
        "passage",
        [OTHER, then("accept", "free"), now("reject", "free")],
        ("content", "away", "certainly"),
    ),
    "it would take on a condition what it rejected": (
        "passage",
        [OTHER, then("reject", "free"), now("condition", "free", condition="fees fall")],
        ("content condition", "toward", "certainly"),
    ),
    "it makes its acceptance depend on something": (
        "passage",
        [OTHER, then("accept", "free"), now("accept", "free", condition="fees fall")],
        ("condition", "away", "certainly"),
    ),
    "it drops its condition": (
        "passage",
        [OTHER, then("accept", "free", condition="fees fall"), now("accept", "free")],
        ("condition", "toward", "certainly"),
    ),
    "it words its condition anew": (
        "passage",
        [OTHER, then("condition", "free", condition="fees fall"), now("condition", "free", condition="lower fees")],
        None,
    ),
    "it goes from one option to another that the other wants as little": (
        "passage",
        [OTHER, then("demand", "piloted"), now("demand", "closed")],
        ("content", "sideways", "certainly"),
    ),
    "it says the same again": ("passage", [OTHER, then("demand", "free"), now("demand", "free")], None),
    "it proposes what it demanded": ("passage", [OTHER, then("demand", "piloted"), now("propose", "piloted")], None),
    "it names no option any more": ("passage", [OTHER, then("demand", "piloted"), now("demand")], None),
    "it names an option for the first time": (
        "passage",
        [OTHER, then("demand"), now("demand", "free")],
        ("content", "sideways", "certainly"),
    ),
    "it hardens what it says to a red line": (
        "passage",
        [OTHER, then("reject", "free"), now("reject", "free", **RED)],
        ("firmness", "away", "certainly"),
    ),
    "it lifts its red line with flexible words": (
        "passage",
        [OTHER, then("reject", "free", **RED), now("reject", "free", firmness="flexible")],
        ("firmness", "toward", "certainly"),
    ),
    "how firm it is was unclear": (
        "passage",
        [OTHER, then("reject", "free", firmness="unclear"), now("reject", "free")],
        None,
    ),
    "it speaks for the first time": ("passage", [OTHER, now("demand", "free")], ("first", "sideways", "certainly")),
    "it takes a position after a mere assessment": (
        "passage",
        [OTHER, then("assess"), now("demand", "free")],
        ("first", "sideways", "certainly"),
    ),
    "it only assesses": ("passage", [OTHER, then("demand", "piloted"), now("assess")], None),
    "it threatens": (
        "passage",
        [OTHER, then("reject", "closed"), now("threaten")],
        ("content", "sideways", "certainly"),
    ),
    "it says nothing since": ("passage", [OTHER, then("demand", "piloted")], None),
    "it speaks only after the last day": (
        "passage",
        [OTHER, then("demand", "piloted"), ("norland", "2031-04-02", "demand", {"option": "free"})],
        None,
    ),
    "it speaks without a date": (
        "passage",
        [OTHER, then("demand", "piloted"), ("norland", None, "demand", {"option": "free"})],
        None,
    ),
    "an analyst rejects what it is told to have said": (
        "passage",
        [OTHER, then("demand", "piloted"), now("demand", "free", status="rejected")],
        None,
    ),
    "it may have said it before or after the first day": (
        "passage",
        [OTHER, then("demand", "piloted"), ("norland", "2031-02-25/2031-03-05", "demand", {"option": "free"})],
        ("content", "toward", "possibly"),
    ),
    "it may have said it only after the last day": (
        "passage",
        [OTHER, then("demand", "piloted"), ("norland", "2031-03-25/2031-04-05", "demand", {"option": "free"})],
        ("content", "toward", "possibly"),
    ),
    "its number comes nearer": (
        "fees",
        [OTHER_FEE, then("demand", number=100), now("demand", number=300)],
        ("content", "toward", "certainly"),
    ),
    "its number goes farther": (
        "fees",
        [OTHER_FEE, then("demand", number=300), now("demand", number=100)],
        ("content", "away", "certainly"),
    ),
    "its number goes to the other side, as far": (
        "fees",
        [OTHER_FEE, then("demand", number=400), now("demand", number=600)],
        ("content", "sideways", "certainly"),
    ),
    "it adds a condition beside its refusal": (
        "passage",
        [
            OTHER,
            then("reject", "closed"),
            now("condition", "free"),
            ("norland", "2031-03-12", "reject", {"option": "closed"}),
        ],
        ("content", "toward", "certainly"),
    ),
    "it accepts what it demanded, and that comes to be contested": (
        "passage",
        [OTHER, then("demand", "free"), now("accept", "free"), ("norland", "2031-03-12", "deny", {})],
        ("content", "sideways", "certainly"),
    ),
    "it accepts what it proposed, and only now it is told how firmly": (
        "passage",
        [OTHER_RED, then("propose", "piloted", firmness="unclear"), now("accept", "piloted")],
        ("content", "sideways", "certainly"),
    ),
    "it no more speaks of what it refused": (
        "passage",
        [
            OTHER,
            ("norland", "2031-02-01", "reject", {"option": "free"}),
            then("demand", "piloted"),
            ("norland", "2031-03-20", "accept", {"option": "piloted"}),
        ],
        ("content", "sideways", "certainly"),
    ),
    "it accepts something where it only refused, and the other excludes that": (
        "passage",
        [OTHER_RED, then("reject", "closed"), now("accept", "piloted")],
        ("content", "sideways", "certainly"),
    ),
    "it accepts what the other wants where it only refused what neither wants": (
        "passage",
        [OTHER_RED, then("reject", "closed"), now("accept", "free")],
        ("content", "toward", "certainly"),
    ),
    "it names a number where it only refused an option, and the other's red line is a number that is no option's": (
        "tolls",
        [
            ("sudmark", "2031-02-01", "demand", {"number": 50} | RED),
            then("reject", "whole"),
            now("demand", "half"),
        ],
        ("content", "sideways", "certainly"),
    ),
}


@pytest.fixture
def told(say):
    """What moved by these statements between the two days."""

    def made(issue, said, **days):
        entries = [say(dated, act, party=party, issue=issue, **fields) for party, dated, act, fields in said]
        return movement(entries, FRAME, **({"since": SINCE, "until": UNTIL} | days))

    return made


def norlands(found):
    """The moves of Norland."""
    return [move for move in found.moves if move.party == "norland"]


@pytest.mark.parametrize(("issue", "said", "expected"), CASES.values(), ids=CASES.keys())
def test_moves_are_as_worked_by_hand(told, issue, said, expected):
    """What was said makes exactly the move that the table tells, or none."""
    shown = [
        (" ".join(move.aspects), move.directions[0].heading.value, move.certainty.value)
        for move in norlands(told(issue, said))
    ]
    assert shown == ([] if expected is None else [expected])


# days on which Norland demanded which option, days on which Sudmark did -> days observed, changes, chances, share
MOBILITIES = {
    "it never moves, and speaks twice": ("free 02-20, free 03-05, free 03-10", "", 30, 0, 2, 1.0),
    "it moves once in two chances": ("free 02-20, piloted 03-05, piloted 03-10", "", 30, 1, 2, 0.5),
    "it goes to and fro": ("free 02-20, piloted 03-05, free 03-10", "", 30, 2, 2, 0.0),
    "it is silent while the other moves": ("free 02-20", "free 02-20, piloted 03-05, closed 03-10", 30, 0, 2, 1.0),
    "the other only repeats itself": ("free 02-20", "piloted 02-20, piloted 03-05", None, None, None, None),
    "both on one day are one chance": ("free 02-20, free 03-05", "free 02-20, piloted 03-05", 30, 0, 1, 1.0),
    "its first position is no chance": ("free 03-11, free 03-21", "", 20, 0, 1, 1.0),
    "what moves before it has a position is no chance": ("free 03-11", "free 02-20, piloted 03-05", 20, 0, 0, None),
    "nothing is said since": ("free 02-20", "", None, None, None, None),
}


@pytest.mark.parametrize(
    ("ours", "theirs", "days", "n_changes", "n_chances", "share"), MOBILITIES.values(), ids=MOBILITIES.keys()
)
def test_speed_and_immobility_are_as_worked_by_hand(told, ours, theirs, days, n_changes, n_chances, share):
    """A chance is a day on which it spoke, or on which the other moved; what it let pass is the share."""
    said = [
        (party, f"2031-{day}", "demand", {"option": option})
        for party, row in (("norland", ours), ("sudmark", theirs))
        for option, day in (each.split() for each in row.split(", ") if each)
    ]
    found = [each for each in told("passage", said).mobilities if each.party == "norland"]
    if days is None:
        assert found == []
        return
    [each] = found
    assert (each.observed_days, each.n_changes, each.n_chances) == (days, n_changes, n_chances)
    assert each.immobility_share == share
    assert each.changes_per_month == pytest.approx(n_changes * 30.4375 / days)


# what Norland says in turns -> in what each of them, the first left out, changed its position
TURNS = {
    "it demands one thing and refuses another, in turns of over a month": (
        "demand free 01-05, reject piloted 02-10, demand free 03-20, reject piloted 04-25",
        ["content", "", ""],
    ),
    "so it does with a red line": (
        "demand free 01-05, reject piloted 01-10 red_line, demand free 03-20, reject piloted 03-22 red_line",
        ["content", "", ""],
    ),
    "it accepts one thing and refuses another": (
        "accept free 01-05, reject piloted 02-10, accept free 03-20",
        ["content", ""],
    ),
    "it comes to refuse what it demanded, and back": (
        "demand free 01-05, reject free 02-10, demand free 03-20",
        ["content", "content"],
    ),
    "between two demands it took something else": (
        "demand free 01-05, accept piloted 02-10, demand free 03-20",
        ["content", "content"],
    ),
    "it threatens, and goes on demanding": (
        "demand free 01-05, threaten 02-10, demand free 03-20, threaten 04-25",
        ["content", "", ""],
    ),
    "it hardens what it refuses all along": (
        "demand free 01-05, reject piloted 02-10, demand free 03-20, reject piloted 04-25 red_line",
        ["content", "", "firmness"],
    ),
    "it speaks again of an option that it named long ago": (
        "demand free 01-05, demand 02-10, demand free 03-20",
        ["", ""],
    ),
    "it refuses numbers beside the one it asks for": (
        "demand 300 01-05, reject 500 02-10, demand 300 03-20, reject 500 04-25",
        ["content", "", ""],
    ),
    "it asks for another number after the refusal": (
        "demand 300 01-05, reject 500 02-10, demand 250 03-20",
        ["content", "content"],
    ),
}


@pytest.mark.parametrize(("said", "changes"), TURNS.values(), ids=TURNS.keys())
def test_to_go_between_what_was_said_all_along_is_no_movement(told, said, changes):
    """What stands beside a stance is compared with what is said of it anew, however long that was not said."""
    issue, entries = "passage", []
    for each in said.split(", "):
        day = re.search(r"\d\d-\d\d", each)[0]
        act, *named = each.partition(f" {day}")[0].split()
        fields = {"firmness": "red_line"} if each.endswith("red_line") else {}
        if named and named[0].isdigit():
            issue, fields["number"] = "fees", int(named[0])
        elif named:
            fields["option"] = named[0]
        entries.append(("norland", f"2031-{day}", act, fields))
    found = told(issue, entries, since=date(2031, 1, 5), until=date(2031, 5, 1))
    [chances] = [each.chances for each in found.mobilities]
    assert [" ".join(each.aspects) for each in chances] == changes
    lately = told(issue, entries, since=date(2031, 2, 10), until=date(2031, 5, 1))
    assert bool(lately.moves) is any(changes[1:])


def test_a_move_carries_its_statements_its_positions_and_its_date(told):
    """The new ones and what ruled before; both positions; since when the present one is held."""
    [move] = norlands(told("fees", [OTHER_FEE, then("demand", number=100), now("demand", number=300)]))
    assert move.statements == ("s3", "s2")
    assert (str(move.before.value), str(move.after.value), str(move.on)) == ("100 crowns", "300 crowns", "2031-03-10")
    [direction] = move.directions
    assert (direction.distance_before, direction.distance_after, direction.unit) == (400.0, 200.0, "crowns")
    assert direction.statements == ("s1",)


def test_the_other_is_held_where_it_stood(told):
    """A move of the other in the same time does not make ours look like one toward it."""
    came = ("sudmark", "2031-03-05", "demand", {"number": 210})
    said = [OTHER_FEE, then("demand", number=300), now("demand", number=200), came]
    [move] = norlands(told("fees", said))
    assert move.heads(Heading.AWAY) == ("sudmark",)


def test_without_a_last_day_it_is_that_of_the_newest_statement(told):
    """Nothing reads a clock."""
    assert told("fees", [OTHER_FEE, now("demand", number=300)], until=None).until == date(2031, 3, 10)
    assert told("fees", [OTHER_FEE], until=None).until == SINCE


def test_the_last_day_may_not_lie_before_the_first(told):
    """Then there is nothing to compare."""
    with pytest.raises(ValueError, match="lies before"):
        told("fees", [], until=date(2031, 2, 1))


def test_one_party_or_one_issue_can_be_chosen(told):
    """Moves and chances of the others are left out, and shares are counted anew."""
    found = told("fees", [OTHER_FEE, then("demand", number=100), now("demand", number=300)])
    assert [each.party for each in found.chosen(party="sudmark").mobilities] == ["sudmark"]
    assert found.chosen(party="sudmark").moves == ()
    assert found.chosen(issue="passage").mobilities == ()
    assert found.chosen(issue="fees").moves == found.moves


def test_undated_statements_are_told_and_move_nothing(told):
    """They were there before and after."""
    found = told("passage", [("norland", None, "demand", {"option": "free"})])
    assert found.undated == ("s1",)
    assert found.moves == ()


def test_movement_has_a_form_in_json(told):
    """Every field of the record is there under its own name."""
    wire = to_wire(told("fees", [OTHER_FEE, then("demand", number=100), now("demand", number=300)]))
    [move] = wire["moves"]
    assert (move["aspects"], move["on"], move["certainty"]) == ([Aspect.CONTENT], "2031-03-10", Time.CERTAINLY)
    assert wire["mobilities"][0]["immobility_share"] == 0.0
