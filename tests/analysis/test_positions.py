"""Positions, by a table worked by hand. Statements of a case are called s1, s2, ... in order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.analysis import Position, UndatedRedLine, positions
from detente.model import Act, Firmness, Issue, IssueId, Option, OptionId, PartyId, Scale, ScaleKind

CELL = (PartyId("sudmark"), IssueId("passage"))
RED, CHECKED = {"firmness": "red_line"}, {"status": "accepted"}
UNNAMED = {"via": ("unnamed sources", "Bloomberg")}
NAMED = {"via": ("Bloomberg",)}
ELSEWHERE = {"via": ("two officials", "Coastal Wire")}

# what was said -> what it must add up to
CASES = {
    "one demand is a demand": (
        [("2031-03-01", "demand", {"option": "free"})],
        {"stance": "demand", "option": "free", "since": "2031-03-01", "why": "the only statement"},
    ),
    "the newer of two direct statements rules": (
        [("2031-03-01", "demand", {}), ("2031-03-05", "accept", {})],
        {"stance": "accept", "ruling": "s2", "since": "2031-03-05", "why": "the newest"},
    ),
    "two demands are one run": (
        [("2031-03-01", "demand", {}), ("2031-03-05", "demand", {})],
        {"ruling": "s2", "since": "2031-03-01", "last_confirmed": "2031-03-05", "run": "s2 s1"},
    ),
    "a proposal goes on a demand's run": (
        [("2031-03-01", "demand", {}), ("2031-03-05", "propose", {})],
        {"stance": "propose", "since": "2031-03-01"},
    ),
    "another stance in between breaks the run": (
        [("2031-01-01", "reject", {}), ("2031-02-01", "accept", {}), ("2031-03-01", "reject", {})],
        {"stance": "reject", "since": "2031-03-01"},
    ),
    "the party's own denial breaks the run of what it accepts": (
        [("2031-03-01", "accept", {"option": "free"}), ("2031-03-05", "deny", {}), ("2031-03-09", "accept", {})],
        {"option": None, "since": "2031-03-09", "last_confirmed": "2031-03-09", "run": "s3"},
    ),
    "a denial of the very option breaks the run of a demand": (
        [
            ("2031-03-01", "demand", {"option": "free"}),
            ("2031-03-05", "deny", {"option": "free"}),
            ("2031-03-09", "demand", {"option": "free"}),
        ],
        {"option": "free", "since": "2031-03-09", "run": "s3"},
    ),
    "what is said again after the party's own denial confirms nothing from before it": (
        [
            ("2031-03-01", "accept", {"option": "free"}),
            ("2031-03-05", "deny", {}),
            ("2031-03-09", "accept", {"option": "free", **UNNAMED}),
        ],
        {"ruling": "s1", "since": "2031-03-01", "last_confirmed": "2031-03-01", "run": "s1"},
    ),
    "a denial of another option leaves the run": (
        [
            ("2031-03-01", "accept", {"option": "free"}),
            ("2031-03-05", "deny", {"option": "piloted"}),
            ("2031-03-09", "accept", {"option": "free"}),
        ],
        {"option": "free", "since": "2031-03-01", "run": "s3 s1"},
    ),
    "a denial that names nothing leaves a demand and a rejection": (
        [("2031-03-01", "reject", {"option": "free"}), ("2031-03-05", "deny", {}), ("2031-03-09", "reject", {})],
        {"option": "free", "since": "2031-03-01", "run": "s3 s1"},
    ),
    "a denial that only others tell of leaves the party's own run": (
        [("2031-03-01", "accept", {}), ("2031-03-05", "deny", UNNAMED), ("2031-03-09", "accept", {})],
        {"since": "2031-03-01", "run": "s3 s1"},
    ),
    "naming another option breaks the run": (
        [("2031-03-01", "demand", {"option": "free"}), ("2031-03-05", "demand", {"option": "piloted"})],
        {"option": "piloted", "since": "2031-03-05"},
    ),
    "naming no option keeps the run and takes over the option": (
        [("2031-03-01", "demand", {"option": "free"}), ("2031-03-05", "demand", {})],
        {"ruling": "s2", "option": "free", "since": "2031-03-01"},
    ),
    "an option is dated from the first statement that names it": (
        [
            ("2031-01-01", "demand", {}),
            ("2031-02-01", "demand", {"option": "free"}),
            ("2031-03-01", "propose", {"option": "free"}),
        ],
        {"option": "free", "since": "2031-02-01", "run": "s3 s2 s1"},
    ),
    "an option is not taken over from another stance": (
        [("2031-03-01", "reject", {"option": "free"}), ("2031-03-05", "demand", {})],
        {"stance": "demand", "option": None, "since": "2031-03-05"},
    ),
    "a number is dated from the first statement that names it": (
        [
            ("2031-01-01", "demand", {"number": 500}),
            ("2031-02-01", "demand", {"number": 400}),
            ("2031-02-15", "demand", {"number": 500}),
            ("2031-03-01", "demand", {}),
        ],
        {"value": "500 crowns", "since": "2031-02-15", "run": "s4 s3 s2 s1"},
    ),
    "an option with a number is dated from when both were named": (
        [
            ("2031-02-01", "demand", {"option": "free"}),
            ("2031-02-15", "demand", {"number": 500}),
            ("2031-03-01", "demand", {"option": "free", "number": 500}),
        ],
        {"since": "2031-02-15"},
    ),
    "a later rumour of the number shown does not date it": (
        [
            ("2031-03-01", "demand", {"number": 500}),
            ("2031-03-03", "demand", {"number": 600, **UNNAMED}),
            ("2031-03-05", "demand", {"number": 500, **UNNAMED}),
        ],
        {"ruling": "s1", "since": "2031-03-01", "last_confirmed": "2031-03-05"},
    ),
    "a run without a named option holds no two options": (
        [
            ("2031-03-01", "demand", {"option": "free"}),
            ("2031-03-03", "demand", {"option": "piloted"}),
            ("2031-03-05", "demand", {}),
        ],
        {"option": "piloted", "since": "2031-03-03"},
    ),
    "a threat does not break a run": (
        [("2031-03-01", "reject", {}), ("2031-03-03", "threaten", {}), ("2031-03-05", "reject", {})],
        {"stance": "reject", "since": "2031-03-01"},
    ),
    "a threat rules where it is the newest": (
        [("2031-03-01", "reject", {}), ("2031-03-03", "threaten", {})],
        {"stance": "threaten", "since": "2031-03-03"},
    ),
    "an assessment never rules over a position": (
        [("2031-01-01", "demand", {}), ("2031-03-05", "assess", {})],
        {"stance": "demand", "why": "the only one that takes a position", "n_statements": 2},
    ),
    "an assessment is the stance where there is nothing else": (
        [("2031-03-01", "assess", {}), ("2031-03-05", "assess", {})],
        {"stance": "assess", "ruling": "s2", "since": "2031-03-01"},
    ),
    "a denial contests and does not rule": (
        [("2031-03-01", "demand", {}), ("2031-03-05", "deny", {})],
        {"stance": "demand", "contested_by": "s2"},
    ),
    "a late denial still contests": (
        [("2031-01-01", "demand", {}), ("2031-06-05", "deny", {})],
        {"stance": "demand", "contested_by": "s2"},
    ),
    "a claim that the party denies in the same text does not rule over its own word": (
        [
            ("2031-02-20", "propose", {"number": 450}),
            ("2031-03-05", "propose", {"number": 550, "doc": "release", "via": ("Some media",)}),
            ("2031-03-05", "deny", {"doc": "release", "start": 9}),
        ],
        {
            "value": "450 crowns",
            "ruling": "s1",
            "since": "2031-02-20",
            "why": "the only one that takes a position and that the party did not deny",
            "n_statements": 3,
        },
    ),
    "a claim that the party denies by its number elsewhere rules no longer": (
        [
            ("2031-01-20", "propose", {"number": 450}),
            ("2031-03-05", "propose", {"number": 550, **NAMED}),
            ("2031-03-09", "deny", {"number": 550}),
        ],
        {"value": "450 crowns"},
    ),
    "a claim told again after the denial is a new one": (
        [
            ("2031-01-20", "propose", {"number": 450}),
            ("2031-03-05", "deny", {"number": 550}),
            ("2031-03-09", "propose", {"number": 550, **NAMED}),
        ],
        {"value": "550 crowns", "contested_by": ""},
    ),
    "a denial of another number, or one that only others tell of, leaves a claim": (
        [
            ("2031-01-20", "propose", {"number": 450}),
            ("2031-03-05", "propose", {"number": 550, **NAMED}),
            ("2031-03-06", "deny", {"number": 700}),
            ("2031-03-06", "deny", {"number": 550, **UNNAMED}),
        ],
        {"value": "550 crowns"},
    ),
    "a bare denial in another text leaves a claim": (
        [
            ("2031-01-20", "propose", {"number": 450}),
            ("2031-03-05", "propose", {"number": 550, **NAMED}),
            ("2031-03-06", "deny", {"doc": "other"}),
        ],
        {"value": "550 crowns", "contested_by": "s3"},
    ),
    "what the party says itself is not denied by what it denies later": (
        [
            ("2031-01-20", "propose", {"number": 450}),
            ("2031-03-05", "accept", {"number": 550}),
            ("2031-03-06", "deny", {"number": 550}),
        ],
        {"value": "550 crowns", "contested_by": "s3"},
    ),
    "a denied claim is shown where nothing else is told": (
        [("2031-03-05", "propose", {"number": 550, **UNNAMED}), ("2031-03-06", "deny", {"number": 550})],
        {"value": "550 crowns", "contested_by": "s2"},
    ),
    "a denial contests nothing that was told after it": (
        [("2031-03-05", "deny", {}), ("2031-03-06", "accept", {"option": "free"})],
        {"stance": "accept", "contested_by": ""},
    ),
    "a denial of a vague date contests what may have been told before it": (
        [("2031-03", "deny", {}), ("2031-03-06", "accept", {"option": "free"})],
        {"stance": "accept", "contested_by": "s1"},
    ),
    "two who speak for a party and want two options on one day contest each other": (
        [
            ("2031-03-05", "demand", {"option": "free", "speaker": "President Brandt"}),
            ("2031-03-05", "accept", {"option": "piloted", "speaker": "Deputy Holm", "firmness": "flexible"}),
        ],
        {"stance": "demand", "option": "free", "contested_by": "s2"},
    ),
    "what one who speaks for a party takes beside what he wants contests nothing": (
        [
            ("2031-03-05", "demand", {"option": "free", "speaker": "Brandt"}),
            ("2031-03-05", "accept", {"option": "piloted", "speaker": "Brandt", "firmness": "flexible"}),
        ],
        {"stance": "demand", "option": "free", "contested_by": ""},
    ),
    "an offer on a condition contests no demand of another number": (
        [
            ("2031-03-05", "demand", {"number": 600}),
            ("2031-03-05", "condition", {"number": 500, "condition": "pilots", "firmness": "flexible"}),
        ],
        {"value": "600 crowns", "contested_by": ""},
    ),
    "a denial of another option or number contests nothing": (
        [
            ("2031-03-01", "demand", {"option": "free", "number": 500}),
            ("2031-03-05", "deny", {"option": "piloted"}),
            ("2031-03-05", "deny", {"number": 600}),
            ("2031-03-05", "deny", {"number": 500}),
        ],
        {"stance": "demand", "contested_by": "s4"},
    ),
    "a denial that follows on one of another number contests nothing": (
        [
            ("2031-03-01", "demand", {"number": 500}),
            ("2031-03-05", "deny", {"number": 600}),
            ("2031-03-05", "deny", {"start": 9}),
        ],
        {"stance": "demand", "contested_by": ""},
    ),
    "what a speaker demands in the text of his denial stands beside it": (
        [("2031-03-05", "deny", {"speaker": "Brandt"}), ("2031-03-05", "demand", {"speaker": "Brandt"})],
        {"stance": "demand", "contested_by": ""},
    ),
    "what is told directly outranks a newer rumour": (
        [("2031-03-01", "reject", {"speaker": "Brandt"}), ("2031-03-20", "accept", UNNAMED)],
        {"stance": "reject", "why": "told by the party itself", "contested_by": "s2"},
    ),
    "a named report outranks a newer rumour": (
        [("2031-03-01", "reject", NAMED), ("2031-03-20", "accept", UNNAMED)],
        {"stance": "reject", "why": "told by a named source"},
    ),
    "after thirty days a named report is the newest word": (
        [("2031-03-01", "reject", {}), ("2031-04-01", "accept", NAMED)],
        {"stance": "accept", "why": "the newest by over 30 days", "contested_by": "", "outranked": ""},
    ),
    "one rumour displaces no word of the party, however old, and is told beside it": (
        [("2031-03-01", "reject", {}), ("2031-06-01", "accept", UNNAMED)],
        {"stance": "reject", "since": "2031-03-01", "outranked": "s2", "outranked_by": "hearsay", "is_hearsay": False},
    ),
    "a report that is doubted displaces no word of the party": (
        [("2031-03-01", "reject", {}), ("2031-06-01", "accept", NAMED | {"grade": "E4"})],
        {"stance": "reject", "why": "of a source that is not doubted", "outranked": "s2", "outranked_by": "source"},
    ),
    "what is coded rather wrong than right displaces none": (
        [("2031-03-01", "reject", {}), ("2031-06-01", "accept", {"confidence": 0.4})],
        {"stance": "reject", "outranked": "s2", "outranked_by": "coding"},
    ),
    "one outlet's rumours bear each other out no better": (
        [("2031-03-01", "reject", {}), ("2031-06-01", "accept", UNNAMED), ("2031-06-09", "accept", UNNAMED)],
        {"stance": "reject", "outranked": "s3 s2"},
    ),
    "a rumour that a second outlet tells on its own displaces an older word, and is marked": (
        [("2031-03-01", "reject", {}), ("2031-06-01", "accept", UNNAMED), ("2031-06-09", "accept", ELSEWHERE)],
        {"stance": "accept", "since": "2031-06-01", "outranked": "", "is_hearsay": True},
    ),
    "what two outlets tell over thirty days apart bears nothing out": (
        [("2031-03-01", "reject", {}), ("2031-06-01", "accept", UNNAMED), ("2031-07-02", "accept", ELSEWHERE)],
        {"stance": "reject", "outranked": "s3 s2"},
    ),
    "what two outlets tell otherwise bears nothing out": (
        [
            ("2031-03-01", "reject", {}),
            ("2031-06-01", "accept", UNNAMED | {"option": "free"}),
            ("2031-06-09", "accept", ELSEWHERE | {"option": "piloted"}),
        ],
        {"stance": "reject", "outranked": "s3 s2"},
    ),
    "a position of rumours alone is one, and is marked": (
        [("2031-03-01", "reject", UNNAMED), ("2031-06-01", "accept", UNNAMED)],
        {"stance": "accept", "is_hearsay": True, "outranked": ""},
    ),
    "a newer report that ranks lower is told beside the party's own word": (
        [("2031-03-01", "demand", {"option": "free"}), ("2031-03-09", "accept", NAMED | {"option": "piloted"})],
        {"stance": "demand", "contested_by": "", "outranked": "s2"},
    ),
    "what goes on saying the same, or refuses something else beside it, outranks nothing": (
        [
            ("2031-03-01", "demand", {"option": "free"}),
            ("2031-03-09", "demand", UNNAMED),
            ("2031-03-09", "reject", UNNAMED | {"option": "piloted"}),
            ("2031-03-09", "threaten", UNNAMED),
        ],
        {"ruling": "s1", "outranked": ""},
    ),
    "thirty days are still within the window": (
        [("2031-03-02", "reject", {}), ("2031-04-01", "accept", UNNAMED)],
        {"stance": "reject", "contested_by": "s2"},
    ),
    "a rumour does not break the run of what is told directly": (
        [("2031-03-01", "reject", {}), ("2031-03-03", "accept", UNNAMED), ("2031-03-05", "reject", {})],
        {"stance": "reject", "since": "2031-03-01", "contested_by": "s2"},
    ),
    "a later rumour of the same stance confirms it": (
        [("2031-03-01", "reject", {}), ("2031-03-09", "reject", UNNAMED)],
        {"ruling": "s1", "last_confirmed": "2031-03-09"},
    ),
    "a checked statement outranks an unchecked one of its day": (
        [("2031-03-01", "reject", {"status": "accepted"}), ("2031-03-01", "accept", {"firmness": "firm"})],
        {"stance": "reject", "why": "checked by an analyst"},
    ),
    "a corrected statement is checked too": (
        [("2031-03-01", "reject", {"status": "corrected"}), ("2031-03-01", "accept", {"firmness": "firm"})],
        {"stance": "reject"},
    ),
    "to check an old statement does not make it the newest": (
        [("2031-03-01", "reject", {"status": "accepted"}), ("2031-03-05", "accept", {})],
        {"stance": "accept", "why": "the newest"},
    ),
    "a rejected statement counts nowhere": (
        [("2031-03-01", "demand", {}), ("2031-03-05", "accept", {"status": "rejected", "doc": "doc-b"})],
        {"stance": "demand", "n_statements": 1, "n_origins": 1, "why": "the only statement"},
    ),
    "what is coded rather right than wrong outranks what is newer, told firmly, and rather wrong": (
        [("2031-03-01", "accept", {"confidence": 0.5}), ("2031-03-05", "reject", RED | {"confidence": 0.49})],
        {"stance": "accept", "firmness": "firm", "why": "coded rather right than wrong"},
    ),
    "what an analyst checked is right however it was coded": (
        [("2031-03-01", "accept", {"confidence": 0.9}), ("2031-03-05", "reject", CHECKED | {"confidence": 0.1})],
        {"stance": "reject", "why": "the newest"},
    ),
    "among what is all rather wrong the other rules decide": (
        [("2031-03-01", "accept", {"confidence": 0.4}), ("2031-03-05", "reject", {"confidence": 0.2})],
        {"stance": "reject", "why": "the newest"},
    ),
    "one statement that is coded rather wrong than right makes an unsure position": (
        [("2031-03-01", "accept", {"confidence": 0.49})],
        {"is_unsure": True},
    ),
    "what an analyst checked is sure": (
        [("2031-03-01", "accept", CHECKED | {"confidence": 0.1})],
        {"is_unsure": False},
    ),
    "what more than one statement says is sure": (
        [("2031-03-01", "accept", {"confidence": 0.3}), ("2031-03-05", "accept", {"confidence": 0.2})],
        {"is_unsure": False},
    ),
    "on one day the firmest rules": (
        [("2031-03-01", "reject", {}), ("2031-03-01", "demand", {"firmness": "red_line", "start": 9})],
        {"stance": "demand", "firmness": "red_line", "why": "the firmest of that day"},
    ),
    "on one day and equally firm, what is wanted rules before what is only refused": (
        [("2031-03-01", "reject", {"confidence": 0.9}), ("2031-03-01", "demand", {"start": 9, "confidence": 0.6})],
        {"stance": "demand", "why": "the most specific of that day"},
    ),
    "on one day, equally firm and specific, the better coded rules": (
        [("2031-03-01", "accept", {"confidence": 0.6}), ("2031-03-01", "reject", {"start": 9})],
        {"stance": "reject", "why": "coded with the most confidence that day"},
    ),
    "equal in everything, the first in the text rules": (
        [("2031-03-01", "accept", {"start": 9}), ("2031-03-01", "reject", {})],
        {"stance": "reject", "why": "the first in the text among equals"},
    ),
    "a firm restatement does not lift a red line": (
        [("2031-03-01", "reject", {"firmness": "red_line"}), ("2031-03-05", "reject", {})],
        {"ruling": "s2", "firmness": "red_line"},
    ),
    "a red line that refuses is not of the number that firm words refused": (
        [("2031-03-01", "reject", {"number": 500}), ("2031-03-20", "reject", RED)],
        {"ruling": "s2", "firmness": "red_line", "value": None},
    ),
    "it is of the number that an earlier red line refused": (
        [("2031-03-01", "reject", RED | {"number": 500}), ("2031-03-20", "reject", {})],
        {"ruling": "s2", "firmness": "red_line", "value": "500 crowns"},
    ),
    "a red line that demands is of the number demanded before": (
        [("2031-03-01", "demand", {"number": 500}), ("2031-03-20", "demand", RED)],
        {"ruling": "s2", "firmness": "red_line", "value": "500 crowns"},
    ),
    "flexible words lift a red line": (
        [
            ("2031-03-01", "reject", {"firmness": "red_line"}),
            ("2031-03-05", "reject", {"firmness": "flexible"}),
        ],
        {"ruling": "s2", "firmness": "flexible"},
    ),
    "a red line not repeated for over thirty days is as firm as the words of today": (
        [("2031-03-01", "reject", {"firmness": "red_line"}), ("2031-04-05", "reject", {})],
        {"firmness": "firm", "since": "2031-03-01"},
    ),
    "a rumoured red line does not harden what is told directly": (
        [("2031-03-01", "reject", {"firmness": "red_line"} | UNNAMED), ("2031-03-05", "reject", {})],
        {"firmness": "firm"},
    ),
    "a red line ends with its stance": (
        [("2031-03-01", "reject", {"firmness": "red_line"}), ("2031-03-05", "accept", {})],
        {"stance": "accept", "firmness": "firm"},
    ),
    "an undated red line is one": (
        [(None, "reject", {"firmness": "red_line"})],
        {"firmness": "red_line"},
    ),
    "an undated statement comes last": (
        [(None, "accept", {}), ("2020-01-01", "demand", {})],
        {"stance": "demand", "why": "the only one with a date", "statements": "s2 s1"},
    ),
    "undated statements alone still make a position": (
        [(None, "accept", {})],
        {"stance": "accept", "since": None, "last_confirmed": None},
    ),
    "a month counts as its first day": (
        [("2031-03", "accept", {}), ("2031-03-02", "reject", {})],
        {"stance": "reject"},
    ),
    "since keeps the precision it was told with": (
        [("2031-02", "reject", {}), ("2031-03-02", "reject", {})],
        {"since": "2031-02", "last_confirmed": "2031-03-02"},
    ),
    "a number told earlier in the run still stands": (
        [("2031-03-01", "demand", {"number": 500}), ("2031-03-05", "demand", {})],
        {"ruling": "s2", "value": "500 crowns"},
    ),
    "a number told before the run broke is gone": (
        [
            ("2031-03-01", "demand", {"number": 500}),
            ("2031-03-03", "accept", {}),
            ("2031-03-05", "demand", {}),
        ],
        {"value": None},
    ),
    "numbers that disagree within a month contest": (
        [("2031-03-01", "demand", {**NAMED, "number": 500}), ("2031-03-05", "demand", {"number": 600})],
        {"value": "600 crowns", "contested_by": "s1"},
    ),
    "a demand and the rejection of another number support each other": (
        [("2031-03-01", "reject", {"number": 600}), ("2031-03-05", "demand", {"number": 500})],
        {"stance": "demand", "contested_by": ""},
    ),
    "accepting one number and rejecting another support each other": (
        [("2031-03-01", "reject", {"number": 600}), ("2031-03-05", "accept", {"number": 500})],
        {"stance": "accept", "contested_by": ""},
    ),
    "rejecting two numbers is no contest": (
        [("2031-03-01", "reject", {"number": 600}), ("2031-03-05", "reject", {"number": 500})],
        {"contested_by": ""},
    ),
    "demanding a number within what was just rejected cannot stand beside it": (
        [("2031-03-01", "reject", {**NAMED, "number": (400, 600)}), ("2031-03-05", "demand", {"number": 500})],
        {"stance": "demand", "contested_by": "s1"},
    ),
    "numbers of different months do not contest": (
        [("2031-02-28", "demand", {"number": 500}), ("2031-03-05", "demand", {"number": 600})],
        {"contested_by": ""},
    ),
    "overlapping ranges agree": (
        [("2031-03-01", "demand", {"number": (None, 600)}), ("2031-03-05", "demand", {"number": 550})],
        {"contested_by": ""},
    ),
    "numbers in different units do not contest": (
        [
            ("2031-03-01", "assess", {"number": 3, "unit": "issues"}),
            ("2031-03-05", "demand", {"number": 550}),
        ],
        {"contested_by": ""},
    ),
    "accepting and rejecting different options can both stand": (
        [("2031-03-01", "reject", {"option": "free"}), ("2031-03-05", "accept", {"option": "piloted"})],
        {"contested_by": ""},
    ),
    "accepting and rejecting one option within thirty days cannot": (
        [("2031-03-01", "reject", {**NAMED, "option": "free"}), ("2031-03-05", "accept", {"option": "free"})],
        {"contested_by": "s1"},
    ),
    "demanding what was just rejected cannot stand beside it": (
        [("2031-03-01", "reject", {**NAMED, "option": "free"}), ("2031-03-05", "demand", {"option": "free"})],
        {"contested_by": "s1"},
    ),
    "a party's own word of another day is movement, not contest": (
        [("2031-03-01", "reject", {"option": "free"}), ("2031-03-05", "accept", {"option": "free"})],
        {"stance": "accept", "contested_by": ""},
    ),
    "a party's own number of another day is movement, not contest": (
        [("2031-03-01", "demand", {"number": 500}), ("2031-03-05", "demand", {"number": 600})],
        {"value": "600 crowns", "contested_by": ""},
    ),
    "what one named teller tells of two days is movement, not contest": (
        [("2031-03-01", "demand", {**NAMED, "number": 500}), ("2031-03-05", "demand", {**NAMED, "number": 600})],
        {"value": "600 crowns", "contested_by": ""},
    ),
    "own numbers of one day contest each other": (
        [("2031-03-01", "demand", {"number": 500}), ("2031-03-01", "demand", {"number": 600, "start": 9})],
        {"value": "500 crowns", "contested_by": "s2"},
    ),
    "after more than thirty days a turn is movement, not contest": (
        [("2031-01-01", "reject", {"option": "free"}), ("2031-03-05", "accept", {"option": "free"})],
        {"contested_by": ""},
    ),
    "a condition stays with a conditional stance": (
        [("2031-03-01", "condition", {"condition": "fees fall"}), ("2031-03-05", "condition", {})],
        {"stance": "condition", "condition": "fees fall"},
    ),
    "an acceptance without its earlier condition has none": (
        [("2031-03-01", "accept", {"condition": "fees fall"}), ("2031-03-05", "accept", {})],
        {"stance": "accept", "condition": None},
    ),
    "outlets that cite one report are one origin": (
        [
            ("2031-03-01", "reject", {"via": ("CNN", "Le Monde"), "doc": "doc-a"}),
            ("2031-03-02", "reject", {"via": ("the CNN", "The Sound"), "doc": "doc-b"}),
            ("2031-03-03", "reject", {"via": ("unnamed sources", "CNN"), "doc": "doc-c"}),
        ],
        {"n_statements": 3, "n_origins": 1},
    ),
    "documents that cite nobody are origins of their own": (
        [("2031-03-01", "reject", {"doc": "doc-a"}), ("2031-03-02", "reject", {"doc": "doc-b"})],
        {"n_origins": 2},
    ),
}


def shown(position: Position, field: str) -> object:
    """A field as the table writes it."""
    value = getattr(position, field)
    if isinstance(value, tuple):
        return " ".join(value)
    if field == "condition" and value is not None:
        return value.text
    return value if value is None or isinstance(value, int) else str(value)


@pytest.mark.parametrize(("said", "expected"), CASES.values(), ids=CASES.keys())
def test_statements_add_up_as_worked_by_hand(say, said, expected):
    """What was said gives exactly the position that the table tells."""
    found = positions([say(dated, act, **fields) for dated, act, fields in said])

    position = found[CELL]
    assert {field: shown(position, field) for field in expected} == expected


def test_an_undated_red_line_beside_dated_words_is_carried_along(say):
    """It holds nothing and is not lost, unless the position is that very red line."""
    loose = say(None, "reject", option="free", firmness="red_line")
    lifted = positions([loose, say("2031-03-01", "accept", option="free")])[CELL]
    repeated = positions([loose, say("2031-03-01", "reject", option="free", firmness="red_line")])[CELL]
    alone = positions([loose])[CELL]
    assert lifted.firmness is Firmness.FIRM
    assert lifted.undated_red_lines == (UndatedRedLine(loose.id, Act.REJECT),)
    assert repeated.undated_red_lines == alone.undated_red_lines == ()


def test_is_contested_says_whether_anything_contests(say):
    """The flag and the list agree."""
    calm = positions([say("2031-03-01", "demand")])[CELL]
    contested = positions([say("2031-03-01", "demand"), say("2031-03-02", "deny")])[CELL]
    assert not calm.is_contested
    assert contested.is_contested


def test_each_party_and_issue_is_a_cell_of_its_own(say):
    """A statement weighs only in its own party's position on its own issue."""
    found = positions(
        [
            say("2031-03-01", "demand"),
            say("2031-03-02", "reject", party="norland"),
            say("2031-03-03", "accept", issue="fees"),
        ]
    )
    assert {(*cell, position.stance) for cell, position in found.items()} == {
        ("sudmark", "passage", Act.DEMAND),
        ("norland", "passage", Act.REJECT),
        ("sudmark", "fees", Act.ACCEPT),
    }


def test_no_statement_no_position():
    """An empty record has no positions."""
    assert positions([]) == {}


TAX = Issue(
    id=IssueId("passage"),
    name="Passage tax",
    scale=Scale(kind=ScaleKind.NUMBER, unit="crowns", low=0, high=900),
    options=tuple(Option(id=OptionId(name), name=name, place=place) for name, place in (("low", 300), ("high", 600))),
)
"""An issue that is a number, with options on its scale."""

# what was said on it -> what it must add up to
NUMBER_CASES = {
    "an option is not shown with the number of another outcome": (
        [("2031-03-01", "demand", {"option": "high"}), ("2031-03-05", "demand", {"number": 450})],
        {"option": None, "value": "450 crowns", "since": "2031-03-05"},
    ),
    "an option is shown with the number that is its place": (
        [("2031-03-01", "demand", {"option": "high"}), ("2031-03-05", "demand", {"number": 600})],
        {"option": "high", "value": "600 crowns", "since": "2031-03-01"},
    ),
    "so much, and so much or more, are one number": (
        [("2031-03-01", "demand", {"number": (600, None)}), ("2031-03-05", "demand", {"number": 600})],
        {"value": "600 crowns", "since": "2031-03-01"},
    ),
    "to refuse another number goes on asking for one's own": (
        [("2031-03-01", "demand", {"number": (600, None), **RED}), ("2031-03-05", "reject", {"option": "low"})],
        {
            "stance": "demand",
            "firmness": "red_line",
            "ruling": "s1",
            "why": "what it asks for or would take, as what it refused since is something else",
        },
    ),
    "to refuse nothing that is named goes on asking too": (
        [("2031-03-01", "demand", {"number": 600}), ("2031-03-05", "reject", {})],
        {"stance": "demand", "ruling": "s1"},
    ),
    "a proposal gives way to a refusal of nothing that is named": (
        [("2031-03-01", "propose", {"number": 600}), ("2031-03-05", "reject", {})],
        {"stance": "reject", "why": "the newest"},
    ),
    "to refuse what one asked for is a turn": (
        [("2031-03-01", "demand", {"number": 600}), ("2031-03-05", "reject", {"option": "high"})],
        {"stance": "reject", "why": "the newest"},
    ),
    "a demand is not kept over what the party took since": (
        [
            ("2031-03-01", "demand", {"option": "high"}),
            ("2031-03-05", "condition", {"number": 450, "condition": "pilots", "firmness": "flexible"}),
            ("2031-03-05", "reject", {"option": "low"}),
        ],
        {"stance": "condition", "value": "450 crowns"},
    ),
    "an offer on a condition is kept beside the refusal of another option": (
        [
            ("2031-03-01", "condition", {"option": "high", "condition": "pilots", "firmness": "flexible"}),
            ("2031-03-05", "reject", {"option": "low"}),
        ],
        {"stance": "condition", "option": "high", "ruling": "s1", "since": "2031-03-01"},
    ),
    "what was accepted is kept beside the refusal of another option": (
        [("2031-03-01", "accept", {"option": "high"}), ("2031-03-05", "reject", {"option": "low"})],
        {"stance": "accept", "option": "high", "ruling": "s1"},
    ),
    "neither is kept beside a refusal of the same, or of nothing named": (
        [
            ("2031-03-01", "condition", {"option": "low", "condition": "pilots", "firmness": "flexible"}),
            ("2031-03-02", "accept", {"option": "low"}),
            ("2031-03-05", "reject", {}),
            ("2031-03-06", "reject", {"option": "low"}),
        ],
        {"stance": "reject", "option": "low", "ruling": "s4"},
    ),
    "who accepts one outcome and demands another in one text has accepted it": (
        [
            ("2031-02-20", "demand", {"option": "high", **RED}),
            ("2031-03-05", "accept", {"option": "low"}),
            ("2031-03-05", "demand", {"option": "high", "speaker": "Brandt", **CHECKED}),
        ],
        {
            "stance": "accept",
            "option": "low",
            "firmness": "firm",
            "ruling": "s2",
            "why": "what it accepted that day, beside its demand of something else",
        },
    ),
    "another leader's word that it would take less does not rule over a demand of that day": (
        [
            ("2031-03-05", "accept", {"option": "low", "speaker": "Deputy Holm"}),
            ("2031-03-05", "demand", {"option": "high", "speaker": "President Brandt"}),
        ],
        {"stance": "demand", "option": "high"},
    ),
    "a rumour of what was accepted does not rule over a demand of that day": (
        [("2031-03-05", "accept", {"option": "low", **UNNAMED}), ("2031-03-05", "demand", {"option": "high"})],
        {"stance": "demand", "option": "high"},
    ),
    "a red line is not hidden behind a weaker demand": (
        [("2031-03-01", "demand", {"number": 600}), ("2031-03-05", "reject", {"option": "low", **RED})],
        {"stance": "reject", "firmness": "red_line"},
    ),
    "a red line does not hold for a number that reaches beyond it": (
        [("2031-03-01", "demand", {"number": (600, None), **RED}), ("2031-03-05", "demand", {"number": (450, None)})],
        {"firmness": "firm", "value": "450 crowns or more"},
    ),
    "a red line holds for a number within it": (
        [("2031-03-01", "demand", {"number": (450, None), **RED}), ("2031-03-05", "demand", {"number": (600, None)})],
        {"firmness": "red_line", "value": "600 crowns or more"},
    ),
    "a demand told by an outlet does not rule beside the party's own refusal": (
        [("2031-03-01", "demand", {"number": 600, **NAMED}), ("2031-03-05", "reject", {"option": "low"})],
        {"stance": "reject"},
    ),
}


@pytest.mark.parametrize(("said", "expected"), NUMBER_CASES.values(), ids=NUMBER_CASES.keys())
def test_options_and_numbers_add_up_as_worked_by_hand(say, dossier, said, expected):
    """Where options lie on the scale of an issue that is a number."""
    frame = replace(dossier, issues=(TAX,))
    position = positions([say(dated, act, **fields) for dated, act, fields in said], frame)[CELL]
    assert {field: shown(position, field) for field in expected} == expected
