"""Contests, by a table worked by hand. Statements of a case are called s1, s2, ... in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis import Contest, ContestKind, contests
from detente.model import (
    DocumentId,
    Dossier,
    Edtf,
    Entry,
    Grade,
    Issue,
    IssueId,
    Option,
    OptionId,
    Party,
    PartyId,
    PartyKind,
    Person,
    Quote,
    Resolution,
    Scale,
    ScaleKind,
    Statement,
    StatementId,
    Status,
    Value,
    Verdict,
)
from detente.model.statements import Act, Condition, Firmness
from tests.analysis.conftest import RECORDED_AT, entry_of

REPORTED = {"via": ("Bloomberg",)}
RUMOUR = {"via": ("unnamed sources", "Bloomberg")}
OUR_MAN = {"speaker": "Emil Brandt", "via": ("Bloomberg",)}
SAME = {"doc": "one"}

# what was said -> the contests: kind, sides by ids, and a question mark where it is not certain
CASES = {
    "a report and a denial in one text are claim and denial": (
        [("2031-03-01", "accept", REPORTED | SAME), ("2031-03-01", "deny", SAME)],
        ["denied s1|s2"],
    ),
    "a denial of what the party itself is told to have said in that text": (
        [("2031-03-01", "accept", SAME), ("2031-03-01", "deny", SAME)],
        ["denied s1|s2"],
    ),
    "a report is what a denial is about, not the party's own word beside it": (
        [("2031-03-01", "reject", SAME), ("2031-03-01", "accept", REPORTED | SAME), ("2031-03-01", "deny", SAME)],
        ["denied s2|s3", "undetermined s1|s2 ?"],
    ),
    "a person's no and yes to what is not named are of two things": (
        [
            ("2031-03-01", "reject", {"speaker": "Emil Brandt"} | SAME),
            ("2031-03-01", "accept", {"speaker": "Emil Brandt", "start": 900} | SAME),
        ],
        [],
    ),
    "a no and a yes in a row are of two things, whoever is named for one": (
        [
            ("2031-03-01", "reject", {"speaker": "Emil Brandt"} | SAME),
            ("2031-03-01", "accept", {"start": 8} | SAME),
        ],
        [],
    ),
    "a no and a yes in two places of a text cannot be told": (
        [("2031-03-01", "reject", SAME), ("2031-03-01", "accept", {"start": 900} | SAME)],
        ["undetermined s1|s2 ?"],
    ),
    "a person's no and yes to one option are a contest": (
        [
            ("2031-03-01", "reject", {"speaker": "Emil Brandt", "option": "free"} | SAME),
            ("2031-03-01", "accept", {"speaker": "Emil Brandt", "option": "free"} | SAME),
        ],
        ["contradictory s1|s2"],
    ),
    "a denial in another text is likely about the newest report before it": (
        [("2031-02-20", "demand", RUMOUR), ("2031-03-01", "accept", REPORTED), ("2031-03-03", "deny", {})],
        ["denied s2|s3 ?"],
    ),
    "what one of its people is reported to have said may be denied by the party": (
        [("2031-03-01", "propose", {**OUR_MAN, "number": 80}), ("2031-03-03", "deny", {"number": 80})],
        ["denied s1|s2"],
    ),
    "a denial is about the report of the number it names, wherever that is told": (
        [
            ("2031-03-01", "propose", {**RUMOUR, "number": 80}),
            ("2031-03-03", "demand", REPORTED | SAME),
            ("2031-03-03", "deny", {**SAME, "number": 80}),
        ],
        ["denied s1|s3"],
    ),
    "a denial that names an option is likely about a report that leaves it open": (
        [("2031-03-01", "accept", REPORTED | SAME), ("2031-03-01", "deny", {**SAME, "option": "free"})],
        ["denied s1|s2 ?"],
    ),
    "a denial that names nothing follows on the one before it in its text": (
        [
            ("2031-03-01", "accept", {**REPORTED, "option": "free"}),
            ("2031-03-03", "deny", {**SAME, "option": "free"}),
            ("2031-03-03", "deny", {**SAME, "start": 20}),
            ("2031-03-03", "assess", {**SAME, **REPORTED, "start": 40, "option": "piloted"}),
        ],
        ["denied s1|s2 s3"],
    ),
    "a denial that names nothing is about the report after the denial before it": (
        [
            ("2031-03-03", "deny", {**SAME, "option": "free"}),
            ("2031-03-03", "accept", {**SAME, **REPORTED, "start": 20, "option": "piloted"}),
            ("2031-03-03", "deny", {**SAME, "start": 40}),
        ],
        ["denied s2|s3", "one_side_only s1"],
    ),
    "what one of its people said to no other teller is not what a denial elsewhere is about": (
        [("2031-03-01", "propose", {"speaker": "Emil Brandt"}), ("2031-03-03", "deny", {})],
        ["one_side_only s2"],
    ),
    "a denial of one number is not about a report of another": (
        [("2031-03-01", "propose", {**REPORTED, "number": 60}), ("2031-03-03", "deny", {"number": 80})],
        ["one_side_only s2"],
    ),
    "a report of over thirty days before is not what a denial elsewhere is about": (
        [("2031-01-01", "accept", REPORTED), ("2031-03-03", "deny", {})],
        ["one_side_only s2"],
    ),
    "a denial is about nothing that was told after it": (
        [("2031-03-01", "deny", {}), ("2031-03-02", "accept", REPORTED)],
        ["one_side_only s1"],
    ),
    "a denial of another option leaves a report alone": (
        [
            ("2031-03-01", "accept", {**REPORTED, **SAME, "option": "free"}),
            ("2031-03-01", "deny", {**SAME, "option": "piloted"}),
        ],
        ["one_side_only s2"],
    ),
    "who denies does not deny the own words around it": (
        [
            ("2031-03-01", "reject", {**SAME, **REPORTED, "speaker": "Palace"}),
            ("2031-03-01", "deny", {**SAME, "speaker": "Palace"}),
        ],
        ["one_side_only s2"],
    ),
    "who denies does not deny what was said under another of his names": (
        [
            ("2031-03-01", "reject", {**SAME, **REPORTED, "speaker": "Emil Brandt"}),
            ("2031-03-01", "deny", {**SAME, "speaker": "President Brandt"}),
        ],
        ["one_side_only s2"],
    ),
    "a report on another issue is denied where it makes that depend on this one": (
        [
            ("2031-03-01", "condition", {**REPORTED, **SAME, "issue": "fees", "after": "passage"}),
            ("2031-03-01", "deny", SAME),
        ],
        ["denied s1|s2"],
    ),
    "all outlets that tell the claim stand on one side": (
        [
            ("2031-03-01", "accept", REPORTED | SAME),
            ("2031-03-02", "accept", {"via": ("CNN",)}),
            ("2031-03-03", "deny", SAME),
        ],
        ["denied s2 s1|s3"],
    ),
    "two denials of one report stand on one side": (
        [("2031-03-01", "accept", REPORTED | SAME), ("2031-03-01", "deny", SAME), ("2031-03-04", "deny", {})],
        ["denied s1|s3 s2"],
    ),
    "what another party claims in the text is likely what a denial without a report is about": (
        [("2031-03-01", "threaten", SAME | {"party": "norland"}), ("2031-03-01", "deny", SAME)],
        ["denied s1|s2 ?"],
    ),
    "what another party wants in the text is nothing to deny": (
        [("2031-03-01", "demand", SAME | {"party": "norland"}), ("2031-03-01", "deny", SAME)],
        ["one_side_only s2"],
    ),
    "an undated report in the denial's text is what it is about": (
        [(None, "accept", REPORTED | SAME), ("2031-03-01", "deny", SAME)],
        ["denied s1|s2"],
    ),
    "what another side alone tells of a party is told by one side": (
        [("2031-03-01", "accept", {"speaker": "Prime Minister Ingrid Solberg"})],
        ["one_side_only s1"],
    ),
    "a party in the chain is another side too": (
        [("2031-03-01", "accept", {"via": ("Norland", "CNN")})],
        ["one_side_only s1"],
    ),
    "what the party has said as well is not one side's": (
        [("2031-03-01", "accept", {"via": ("Norland",)}), ("2031-03-05", "accept", {"speaker": "Brandt"})],
        [],
    ),
    "the denial of another option leaves it one side's": (
        [
            ("2031-03-01", "accept", {"speaker": "Prime Minister Ingrid Solberg", "option": "free"}),
            ("2031-03-01", "deny", {"option": "piloted"}),
        ],
        ["one_side_only s2", "one_side_only s1"],
    ),
    "a newspaper is no side of the talks": ([("2031-03-01", "accept", REPORTED)], []),
    "for and against one option from different tellers within thirty days contradict each other": (
        [("2031-03-01", "accept", {"option": "free"}), ("2031-03-11", "reject", {**REPORTED, "option": "free"})],
        ["contradictory s1|s2"],
    ),
    "for and against one option on one day contradict each other": (
        [("2031-03-01", "demand", {"option": "free"}), ("2031-03-01", "reject", {"option": "free"})],
        ["contradictory s1|s2"],
    ),
    "own words of two days are movement": (
        [("2031-03-01", "reject", {"option": "free"}), ("2031-03-05", "accept", {"option": "free"})],
        [],
    ),
    "a person of the party speaks for it to a named outlet": (
        [("2031-03-01", "reject", {**OUR_MAN, "option": "free"}), ("2031-03-05", "accept", {"option": "free"})],
        [],
    ),
    "what one named teller tells of two days is movement": (
        [
            ("2031-03-01", "reject", {**REPORTED, "option": "free"}),
            ("2031-03-05", "accept", {**REPORTED, "option": "free"}),
        ],
        [],
    ),
    "own words over thirty days apart are movement too": (
        [("2031-01-01", "reject", {"option": "free"}), ("2031-03-05", "accept", {"option": "free"})],
        [],
    ),
    "two rumours of one outlet are not one voice": (
        [
            ("2031-03-01", "reject", {**RUMOUR, "option": "free"}),
            ("2031-03-05", "accept", {**RUMOUR, "option": "free"}),
        ],
        ["contradictory s1|s2"],
    ),
    "a rumour settles nothing": (
        [("2031-03-01", "reject", {"option": "free"}), ("2031-03-05", "accept", {**RUMOUR, "option": "free"})],
        ["contradictory s1|s2"],
    ),
    "over thirty days apart it is change, whoever tells it": (
        [("2031-01-01", "reject", {**REPORTED, "option": "free"}), ("2031-03-05", "accept", {"option": "free"})],
        ["changed s1|s2"],
    ),
    "own words of an interval and of its last day are movement": (
        [
            ("2031-03-01/2031-03-02", "reject", {"option": "free"}),
            ("2031-03-02", "accept", {"option": "free"}),
        ],
        [],
    ),
    "own words of one vague month cannot be put in order": (
        [("2031-03", "reject", {"option": "free"}), ("2031-03-05", "accept", {"option": "free"})],
        ["contradictory s1|s2"],
    ),
    "without a date nobody can tell change from contradiction": (
        [(None, "reject", {"option": "free"}), ("2031-03-05", "accept", {"option": "free"})],
        ["undetermined s2|s1 ?"],
    ),
    "without an option two statements may be about two things": (
        [("2031-03-01", "accept", {}), ("2031-03-01", "reject", {})],
        ["undetermined s1|s2 ?"],
    ),
    "a bare demand is no opposite of a bare rejection": (
        [("2031-03-01", "demand", {}), ("2031-03-01", "reject", {})],
        [],
    ),
    "for one option and against another is one position": (
        [("2031-03-01", "demand", {"option": "free"}), ("2031-03-01", "reject", {"option": "piloted"})],
        [],
    ),
    "two parties for and against one option are a gap and no contest": (
        [
            ("2031-03-01", "accept", {"option": "free"}),
            ("2031-03-01", "reject", {"option": "free", "party": "norland"}),
        ],
        [],
    ),
    "two numbers of a party from two tellers in one month are counted differently": (
        [("2031-03-01", "demand", {"number": 500}), ("2031-03-20", "accept", {**REPORTED, "number": 300})],
        ["counted_differently s1|s2"],
    ),
    "own numbers of two days are movement": (
        [("2031-03-01", "demand", {"number": 500}), ("2031-03-20", "demand", {"number": 300})],
        [],
    ),
    "own numbers of an interval and of a day after it are movement": (
        [
            ("2031-03-01", "demand", {"number": 500}),
            ("2031-03-09/2031-03-10", "demand", {"number": 400}),
            ("2031-03-20", "demand", {"number": 300}),
        ],
        [],
    ),
    "own numbers of one interval are counted differently": (
        [
            ("2031-03-09/2031-03-10", "demand", {"number": 400}),
            ("2031-03-09/2031-03-10", "demand", {"number": 300}),
        ],
        ["counted_differently s1|s2"],
    ),
    "own numbers of a month and of a day in it cannot be put in order": (
        [("2031-03", "demand", {"number": 400}), ("2031-03-10", "demand", {"number": 300})],
        ["counted_differently s1|s2"],
    ),
    "own words of a year and of a day in it, over thirty days after its first, cannot be put in order": (
        [("2031", "reject", {"option": "free"}), ("2031-05-01", "accept", {"option": "free"})],
        ["changed s1|s2"],
    ),
    "own numbers of two months are movement too": (
        [("2031-03-01", "demand", {"number": 500}), ("2031-05-20", "demand", {"number": 300})],
        [],
    ),
    "numbers that one named teller tells of two days are movement": (
        [("2031-03-01", "demand", {**REPORTED, "number": 40}), ("2031-03-08", "demand", {**REPORTED, "number": 50})],
        [],
    ),
    "own numbers of one day are counted differently": (
        [("2031-03-01", "demand", {"number": 500}), ("2031-03-01", "demand", {"number": 300})],
        ["counted_differently s1|s2"],
    ),
    "a rumour between two own numbers is counted differently": (
        [
            ("2031-03-01", "demand", {"number": 500}),
            ("2031-03-09", "demand", {**RUMOUR, "number": 400}),
            ("2031-03-20", "demand", {"number": 300}),
        ],
        ["counted_differently s1|s2|s3"],
    ),
    "numbers of two months and tellers are one that changed": (
        [("2031-03-01", "demand", {**RUMOUR, "number": 500}), ("2031-04-01", "demand", {"number": 300})],
        ["changed s1|s2"],
    ),
    "a range holds a number in it": (
        [("2031-03-01", "demand", {"number": (400, 600)}), ("2031-03-01", "demand", {**REPORTED, "number": 500})],
        [],
    ),
    "numbers in two units are about two things": (
        [
            ("2031-03-01", "demand", {"number": 500}),
            ("2031-03-01", "demand", {**REPORTED, "number": 5, "unit": "percent"}),
        ],
        [],
    ),
    "to reject one number and to demand another is one position": (
        [("2031-03-01", "reject", {"number": 500}), ("2031-03-01", "demand", {"number": 300})],
        [],
    ),
    "to reject one number and to accept another is one position": (
        [("2031-03-01", "reject", {"number": 500}), ("2031-03-01", "accept", {**REPORTED, "number": 300})],
        [],
    ),
    "to reject two numbers is one position": (
        [("2031-03-01", "reject", {"number": 500}), ("2031-03-01", "reject", {**REPORTED, "number": 300})],
        [],
    ),
    "for and against one number contradict each other": (
        [("2031-03-01", "demand", {"number": 500}), ("2031-03-01", "reject", {**REPORTED, "number": (400, 600)})],
        ["contradictory s1|s2"],
    ),
    "to refuse more than a number and to accept the number is one position": (
        [
            ("2031-03-01", "reject", {"number": Value(18, None, "crowns", exclusive=True)}),
            ("2031-03-01", "demand", {**REPORTED, "number": 18}),
        ],
        [],
    ),
    "to refuse a number or more and to accept it contradict each other": (
        [("2031-03-01", "reject", {"number": (18, None)}), ("2031-03-01", "demand", {**REPORTED, "number": 18})],
        ["contradictory s1|s2"],
    ),
    "own words for and against one number on two days are movement": (
        [("2031-03-01", "reject", {"number": 500}), ("2031-03-05", "demand", {"number": 500})],
        [],
    ),
    "own bare words for and against within thirty days are movement": (
        [("2031-03-01", "reject", {}), ("2031-03-05", "accept", {})],
        [],
    ),
    "an offer on a condition stands beside the demand of another number": (
        [
            ("2031-03-01", "demand", {"number": 500}),
            ("2031-03-01", "condition", {"number": 300, "condition": "x"}),
            ("2031-04-01", "demand", {**REPORTED, "number": 500}),
        ],
        [],
    ),
    "what was demanded and is accepted now are two sides of a number that changed": (
        [
            ("2031-02-01", "demand", {"number": 500}),
            ("2031-03-01", "accept", {**REPORTED, "number": 600}),
            ("2031-04-01", "accept", {"number": 500}),
        ],
        ["changed s1|s2|s3"],
    ),
    "two who speak for a party and want two outcomes on one day contradict each other": (
        [
            ("2031-03-01", "demand", {"option": "free", "speaker": "Brandt"}),
            ("2031-03-01", "accept", {"option": "piloted", "speaker": "Holm"}),
        ],
        ["contradictory s1|s2"],
    ),
    "two outcomes that speakers of a party want on two days, or one of them on a condition, are no contest": (
        [
            ("2031-03-01", "demand", {"option": "free", "speaker": "Brandt"}),
            ("2031-03-01", "condition", {"option": "piloted", "speaker": "Holm", "condition": "x"}),
            ("2031-03-02", "accept", {"option": "piloted", "speaker": "Holm"}),
        ],
        [],
    ),
    "what two parties demand is a gap, not a count": (
        [("2031-03-01", "demand", {"number": 500}), ("2031-03-01", "demand", {"number": 300, "party": "norland"})],
        [],
    ),
    "what two parties assess to be the number is counted differently": (
        [("2031-03-01", "assess", {"number": 500}), ("2031-03-09", "assess", {"number": 300, "party": "norland"})],
        ["counted_differently s1|s2"],
    ),
    "one option accepted with two numbers is one formula counted differently": (
        [
            ("2031-03-01", "accept", {"number": 500, "option": "piloted"}),
            ("2031-03-09", "accept", {"number": 300, "option": "piloted", "party": "norland"}),
        ],
        ["counted_differently s1|s2"],
    ),
    "one issue left or three is a count of the talks, whatever issue it was coded on": (
        [
            ("2031-03-01", "assess", {"number": 1, "unit": "issues"}),
            ("2031-03-02", "assess", {"number": 3, "unit": "issues", "party": "norland", "issue": "fees"}),
        ],
        ["counted_differently s1|s2"],
    ),
    "one party's voices may count the issues left differently on one day": (
        [
            ("2031-03-01", "assess", {"number": 1, "unit": "issue", "speaker": "Brandt"}),
            ("2031-03-01", "assess", {"number": 3, "unit": "disputes", "speaker": "Holm"}),
        ],
        ["counted_differently s1|s2"],
    ),
    "fewer issues left in a later month is progress told": (
        [
            ("2031-03-01", "assess", {"number": 3, "unit": "issues"}),
            ("2031-04-02", "assess", {"number": 1, "unit": "issues"}),
        ],
        ["changed s1|s2"],
    ),
    "to demand three points is not to count what is left": (
        [
            ("2031-03-01", "demand", {"number": 3, "unit": "points"}),
            ("2031-03-02", "assess", {"number": 1, "unit": "points", "party": "norland"}),
        ],
        [],
    ),
    "two sides that tell two outcomes tell one formula differently": (
        [
            ("2031-03-01", "assess", {"option": "free"}),
            ("2031-03-04", "accept", {"option": "piloted", "party": "norland"}),
        ],
        ["contradictory s1|s2"],
    ),
    "two acceptances of two options are two wishes": (
        [
            ("2031-03-01", "accept", {"option": "free"}),
            ("2031-03-04", "accept", {"option": "piloted", "party": "norland"}),
        ],
        [],
    ),
    "one event in one wording at two dates": (
        [
            ("2031-03-01", "accept", {"words": "the two sides signed it at noon"}),
            ("2031-03-04", "accept", {"words": "The two sides signed it  at noon"}),
        ],
        ["contradictory s1|s2 ?"],
    ),
    "a month holds its days, so the dates do not exclude each other": (
        [
            ("2031-03", "accept", {"words": "the two sides signed it at noon"}),
            ("2031-03-04", "accept", {"words": "the two sides signed it at noon"}),
        ],
        [],
    ),
    "few words may be said of two events": (
        [("2031-03-01", "accept", {"words": "they agreed"}), ("2031-03-04", "accept", {"words": "they agreed"})],
        [],
    ),
    "what an analyst rejected contests nothing": (
        [("2031-03-01", "accept", {**SAME, **REPORTED, "status": "rejected"}), ("2031-03-01", "deny", SAME)],
        ["one_side_only s2"],
    ),
    "what the dossier does not name is left out": (
        [("2031-03-01", "accept", {**REPORTED, **SAME, "party": "gone"}), ("2031-03-01", "deny", {"issue": "gone"})],
        [],
    ),
}


def told(contest: Contest) -> str:
    """A contest in one line, as the cases have it."""
    sides = "|".join(" ".join(side.statements) for side in contest.sides)
    return f"{contest.kind} {sides}{'' if contest.is_certain else ' ?'}"


def made(say: Callable[..., Entry], said: Sequence[tuple[str | None, str, dict[str, object]]]) -> list[Entry]:
    """The statements of a case, each of a document of its own where it names none."""
    return [say(dated, act, **{"doc": f"doc-{n}"} | fields) for n, (dated, act, fields) in enumerate(said)]


@pytest.mark.parametrize("case", CASES)
def test_each_case_has_the_contests_worked_out_by_hand(say, dossier, case):
    """The table is the rule; see docs/methods/contests.md for the words of it."""
    said, expected = CASES[case]
    assert [told(contest) for contest in contests(made(say, said), dossier)] == expected


def test_an_option_that_is_a_place_on_the_scale_names_that_number(say, dossier):
    """So a denial of another number is not about it, and a denial of that number is."""
    fees = Issue(
        id=IssueId("fees"),
        name="Fees",
        scale=Scale(kind=ScaleKind.NUMBER, unit="crowns", low=0, high=900),
        options=(Option(id=OptionId("middle"), name="Middle", place=500),),
    )
    claim = say("2031-03-01", "accept", issue="fees", option="middle", via=("Bloomberg",), doc="one")
    another, the_same = (say("2031-03-02", "deny", issue="fees", number=number, doc="two") for number in (700, 500))
    frame = replace(dossier, issues=(fees,))
    assert [told(each) for each in contests([claim, another], frame)] == ["one_side_only s2"]
    assert [told(each) for each in contests([claim, the_same], frame)] == ["denied s1|s3"]


def test_each_side_tells_its_chain_its_grade_and_its_origins(say, dossier):
    """Two outlets that cite one agency are one origin; the best grade of a side is told."""
    first = say("2031-03-01", "accept", via=("Bloomberg", "CNN"), doc="one", grade="C3")
    second = say("2031-03-01", "accept", via=("Bloomberg", "Le Monde"), doc="two", grade="B2")
    denial = say("2031-03-02", "deny", speaker="Brandt", doc="two")
    [contest] = contests([first, second, denial], dossier)
    claim, answer = contest.sides
    assert (claim.n_origins, claim.is_own_word, claim.grade) == (1, False, Grade("B", 2))
    assert set(claim.chains) == {("Bloomberg", "CNN"), ("Bloomberg", "Le Monde")}
    assert (answer.speaker, answer.is_own_word, answer.chains) == ("Brandt", True, ((),))
    assert contest.statements == ("s1", "s2", "s3")
    assert contest.key == "denied/passage/sudmark/accept-sudmark"


def test_those_that_need_an_answer_come_first(say, dossier):
    """Denials before numbers, and what only changed last."""
    found = contests(
        made(
            say,
            [
                ("2031-03-01", "demand", {"number": 500, "issue": "fees"}),
                ("2031-04-20", "demand", {**REPORTED, "number": 300, "issue": "fees"}),
                ("2031-03-01", "accept", REPORTED | SAME),
                ("2031-03-01", "deny", SAME),
            ],
        ),
        dossier,
    )
    assert [contest.kind for contest in found] == [ContestKind.DENIED, ContestKind.CHANGED]
    assert [kind.words for kind in ContestKind][-1] == "changed over time"


START = date(2031, 1, 1)
DAYS = st.integers(0, 100).map(lambda offset: START + timedelta(days=offset))
DATES = st.one_of(st.none(), DAYS.map(Edtf.day), DAYS.map(lambda day: Edtf.month(day.year, day.month)))
PARTIES = ("norland", "sudmark", "league")
FRAME = Dossier(
    id="d",
    title="D",
    parties=tuple(
        Party(id=PartyId(name), name=name.title(), kind=PartyKind.STATE, people=(Person(name=f"{name} head"),))
        for name in PARTIES
    ),
    issues=tuple(
        Issue(id=IssueId(name), name=name, options=(Option(id=OptionId("free"), name="Free"),))
        for name in ("passage", "fees")
    ),
)
ENTRIES = st.lists(
    st.builds(
        Entry,
        id=st.just(StatementId("")),
        statement=st.builds(
            Statement,
            doc=st.sampled_from(["doc-a", "doc-b"]).map(DocumentId),
            quote=st.just(Quote(0, 26, "they agreed on it at night")),
            party=st.sampled_from(PARTIES).map(PartyId),
            issue=st.sampled_from(["passage", "fees"]).map(IssueId),
            act=st.sampled_from(Act),
            firmness=st.just(Firmness.FIRM),
            speaker=st.sampled_from([None, "Brandt", "an official"]),
            reported_by=st.sampled_from([(), ("CNN",), ("unnamed sources", "CNN")]),
            option=st.sampled_from([None, OptionId("free"), OptionId("piloted")]),
            value=st.sampled_from([None, Value(1, 1, "issues"), Value(3, 3, "issues"), Value(5, 9, "crowns")]),
            condition=st.sampled_from([None, Condition("first", IssueId("fees"))]),
            said_on=DATES,
            confidence=st.just(0.8),
            coder=st.just("test/1"),
        ),
        status=st.sampled_from([Status.CODED, Status.REJECTED]),
        published=st.none(),
        publisher=st.sampled_from([None, "CNN"]),
        recorded_at=st.just(None),
    ),
    max_size=14,
).map(lambda entries: [replace(entry, id=StatementId(f"s{n}")) for n, entry in enumerate(entries)])


@given(ENTRIES, st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_matter(entries, random):
    """Contests are a function of the set of statements, and one of them twice is one."""
    assert contests(random.sample(entries, len(entries)) + entries, FRAME) == contests(entries, FRAME)


@given(ENTRIES, ENTRIES, DAYS)
def test_what_is_said_later_never_changes_an_earlier_day(entries, more, as_of):
    """As of a day, statements that were certainly made after it make no difference."""
    later = [replace(each, id=StatementId(f"{each.id}-later")) for each in more]
    later = [each for each in later if each.dated and not each.dated.may_be_by(as_of)]
    seen = [each for each in [*entries, *later] if each.dated is None or each.dated.may_be_by(as_of)]
    alone = [each for each in entries if each.dated is None or each.dated.may_be_by(as_of)]
    assert contests(seen, FRAME) == contests(alone, FRAME)


@given(ENTRIES)
def test_a_second_report_of_one_origin_raises_no_count_of_origins(entries):
    """Each side keeps its number of origins when all of it is told once more by the same."""
    again = [replace(entry, id=StatementId(f"{entry.id}x")) for entry in entries]
    before = {each.key: [side.n_origins for side in each.sides] for each in contests(entries, FRAME)}
    after = {each.key: [side.n_origins for side in each.sides] for each in contests([*entries, *again], FRAME)}
    assert after == before


@given(ENTRIES)
def test_relabelling_parties_relabels_contests(entries):
    """No rule knows a party's name; who tells it is renamed with the dossier."""
    names = {PartyId("norland"): PartyId("z"), PartyId("sudmark"): PartyId("a"), PartyId("league"): PartyId("m")}
    frame = replace(FRAME, parties=tuple(replace(each, id=names[each.id]) for each in FRAME.parties))
    renamed = [replace(each, statement=replace(each.statement, party=names[each.statement.party])) for each in entries]

    def shown(found: Sequence[Contest]) -> list[object]:
        return [(each.kind, each.matter, each.issue, [side.statements for side in each.sides]) for each in found]

    assert shown(contests(renamed, frame)) == shown(contests(entries, FRAME))


@given(ENTRIES)
def test_every_contest_rests_on_statements_that_count_and_has_a_key_of_its_own(entries):
    """No side is empty, no statement stands on two sides, and no two contests share a key."""
    ids = {entry.id for entry in entries if entry.counts}
    found = contests(entries, FRAME)
    assert len({contest.key for contest in found}) == len(found)
    for contest in found:
        assert ids.issuperset(contest.statements)
        assert all(side.statements for side in contest.sides)
        assert len(set(contest.statements)) == len(contest.statements)
        assert len(contest.sides) == 1 or contest.kind is not ContestKind.ONE_SIDE


def _settled(contest: Contest, verdict: Verdict = Verdict.CHANGED) -> Resolution:
    return Resolution(
        contest=contest.key,
        statements=contest.statements,
        verdict=verdict,
        reason="both told so",
        analyst="bea",
        recorded_at=RECORDED_AT,
    )


CLAIM_AND_DENIAL = [
    entry_of("s1", "2031-03-01", "accept", party="norland", via=("Coastal Wire",)),
    entry_of("s2", "2031-03-02", "deny", party="norland", speaker="Ingrid Solberg"),
]


def test_what_is_settled_comes_last_and_bears_the_verdict():
    """Nothing else about it changes."""
    open_ = contests(CLAIM_AND_DENIAL, FRAME)
    settled = contests(CLAIM_AND_DENIAL, FRAME, [_settled(open_[0])])
    assert [one.key for one in settled] == [*(one.key for one in open_[1:]), open_[0].key]
    assert (settled[-1].is_settled, settled[-1].n_new) == (True, 0)
    assert replace(settled[-1], resolution=None) == open_[0]


def test_what_is_said_later_opens_a_settled_contest():
    """The verdict stays with it, and how many statements it did not know."""
    (first, *_) = contests(CLAIM_AND_DENIAL, FRAME)
    later = entry_of("s3", "2031-04-02", "deny", party="norland", speaker="Ingrid Solberg")
    after = {one.key: one for one in contests([*CLAIM_AND_DENIAL, later], FRAME, [_settled(first)])}[first.key]
    assert (after.is_settled, after.n_new, after.resolution.reason) == (False, 1, "both told so")


@pytest.mark.parametrize("verdict", [Verdict.PARKED, Verdict.REOPENED])
def test_what_is_parked_or_opened_again_is_not_settled(verdict):
    """The newest verdict is the one that stands."""
    (first, *_) = contests(CLAIM_AND_DENIAL, FRAME)
    after = contests(CLAIM_AND_DENIAL, FRAME, [_settled(first), _settled(first, verdict)])
    assert (after[0].key, after[0].is_settled, after[0].resolution.verdict) == (first.key, False, verdict)
