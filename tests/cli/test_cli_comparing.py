"""Gaps between parties and movement between days, in a terminal and for machines."""

from __future__ import annotations

import json

import pytest
from rich.cells import cell_len

from detente.cli.choosing import Choice
from detente.dossier import parse
from detente.errors import DetenteError

WIDTHS = ["30", "40", "80", "100", "140"]
DISPATCH = """\
---
title: Fees
published: {published}
publisher: Coastal Wire
---
{text}
"""


@pytest.fixture
def with_numbers(run, made, tmp_path):
    """A workspace in which Norland comes from 700 down to 500 crowns and Sudmark stays at 300."""
    told = {
        "2031-03-01": "Norland insists on a transit fee of 700 crowns, Solberg said. "
        "Sudmark accepts a transit fee of 300 crowns, Brandt told The Sound.",
        "2031-03-20": "Norland insists on a transit fee of 500 crowns, Solberg said.",
    }
    for published, text in told.items():
        note = tmp_path / f"{published}-note.txt"
        note.write_text(DISPATCH.format(published=published, text=text), encoding="utf-8")
        assert run("add", note, "--workspace", made).exit_code == 0
    return made


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("command", [("gaps",), ("movement", "--since", "2026-01-14")], ids=["gaps", "movement"])
def test_no_line_is_wider_than_the_terminal(run, talks, command, columns):
    """Whatever the width, every line fits."""
    result = run(*command, "--workspace", talks, COLUMNS=columns)
    assert result.exit_code == 0
    assert max(cell_len(line) for line in result.stdout.splitlines()) <= int(columns)


def test_gaps_tell_how_far_apart_and_what_would_close_it(run, with_numbers):
    """Distance, share of the scale, state, and what each would need to accept."""
    shown = " ".join(run("gaps", "--workspace", with_numbers, COLUMNS="140").stdout.split())
    assert "1 open" in shown
    assert "Norland and Sudmark: open, 200 crowns apart, 22% of the scale" in shown
    assert "closes if Norland accepts 300 crowns or if Sudmark accepts 500 crowns" in shown


def test_gaps_of_an_earlier_day_are_those_of_its_positions(run, with_numbers):
    """--as-of takes the words of then."""
    shown = run("gaps", "--workspace", with_numbers, "--as-of", "2031-03-10", COLUMNS="140").stdout
    assert "400 crowns apart" in shown
    assert "as of 2031-03-10" in shown


def test_movement_tells_direction_and_speed(run, with_numbers):
    """Who came nearer to whom by how much, and who let chances pass."""
    shown = run("movement", "--since", "2031-03-10", "--workspace", with_numbers, COLUMNS="140").stdout
    assert "toward Sudmark: 400 to 200 crowns" in shown
    assert "700 crowns" in shown
    [row] = [line.split() for line in shown.splitlines() if line.startswith("Sudmark ")]
    assert row[1:] == ["0", "0.0", "1", "100%"]


def test_movement_tells_since_when_a_position_stands_as_the_matrix_does(run, talks):
    """Of every party and issue that moved the day is the matrix's; when it moved is told apart."""
    told = json.loads(run("matrix", "--workspace", talks, "--format", "json").stdout)
    since = {(each["party"], each["issue"]): each["since"] for each in told["positions"]}
    words = ("movement", "--since", "2025-12-31", "--workspace", talks)
    moves = json.loads(run(*words, "--format", "json").stdout)["moves"]
    assert moves
    assert all(move["after"]["since"] == since[move["party"], move["issue"]] for move in moves)
    shown = run(*words, COLUMNS="140").stdout
    assert "Moved, who, on what" in shown
    assert all(f"since {each['after']['since']}" in shown for each in moves if each["after"]["since"])


def test_until_and_as_of_are_one(run, with_numbers):
    """Both choose the last day, on which nothing had moved yet."""
    words = ("movement", "--since", "2031-03-05", "--workspace", with_numbers)
    shown = run(*words, "--until", "2031-03-15").stdout
    assert shown == run(*words, "--as-of", "2031-03-15").stdout
    assert "No position changed." in shown


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("gaps", "--issue", "tolls"), "the dossier has no issue 'tolls'"),
        (("movement", "--since", "2031-03-10", "--party", "gone"), "the dossier has no party 'gone'"),
        (("movement", "--since", "2031-03-10", "--until", "2031-03-01"), "2031-03-01 lies before 2031-03-10"),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_line(run, with_numbers, words, told):
    """Status 1 and one plain line."""
    result = run(*words, "--workspace", with_numbers)
    assert result.exit_code == 1
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("by_id", "by_name"),
    [
        (("position", "norland", "passage"), ("position", "NORLAND", "Passage")),
        (("position", "league", "fees"), ("position", "maritime league", "Transit Fees")),
        (("gaps", "--issue", "fees"), ("gaps", "--issue", "transit fees")),
        (("statements", "--party", "league"), ("statements", "--party", "Maritime League")),
        (
            ("movement", "--since", "2031-03-10", "--party", "league"),
            ("movement", "--since", "2031-03-10", "--party", "MARITIME LEAGUE"),
        ),
        (("search", "fees", "--issue", "fees"), ("search", "fees", "--issue", "Transit fees")),
    ],
)
def test_a_name_does_for_an_id(run, with_numbers, by_id, by_name):
    """In any case, where no other party or issue is called so."""
    told = run(*by_name, "--workspace", with_numbers)
    assert told.exit_code == 0, told.stderr
    assert told.stdout == run(*by_id, "--workspace", with_numbers).stdout


def test_a_name_that_two_have_is_no_id():
    """Which of the two is meant cannot be told; the ids still can be given."""
    twins = "parties: [{id: a, name: A}, {id: c, name: C}]\nissues: [{id: i, name: Twin}, {id: j, name: TWIN}]\n"
    dossier = parse(f"dossier: d\ntitle: t\n{twins}", "d.yaml")
    with pytest.raises(DetenteError, match="the dossier has no issue 'twin'; choose from i, j"):
        Choice(issue="twin").within(dossier)
    assert Choice(issue="j").within(dossier) == Choice(issue="j")


def test_movement_asks_since_when(run, made):
    """Without a day it is wrong usage."""
    assert run("movement", "--workspace", made).exit_code == 2


def test_an_empty_ledger_has_no_gaps_and_no_movement(run, made):
    """What nobody told is said to be so."""
    assert "nobody takes a position." in run("gaps", "--workspace", made).stdout
    assert "No position changed." in run("movement", "--since", "2031-03-10", "--workspace", made).stdout


def test_the_bundled_gaps_are_true(run, talks):
    """On the land two offers are apart; on the army only one number is told; the NATO bid is open between two."""
    told = json.loads(run("gaps", "--workspace", talks, "--format", "json").stdout)
    issues = {issue["issue"]: issue for issue in told["issues"]}
    pairs = {tuple(pair["parties"]): pair for pair in issues["territory"]["pairs"]}
    apart = pairs["ukraine", "us"]
    assert (issues["territory"]["state"], apart["state"], apart["overlap_share"]) == ("open", "open", 0.0)
    assert apart["needs"][1]["options"] == ["economic_zone"]
    assert apart["needs"][1]["has_condition"]
    assert (issues["force_cap"]["state"], issues["force_cap"]["told"]) == ("not_told", ["russia"])
    [nato] = [pair for pair in issues["nato_membership"]["pairs"] if pair["parties"] == ["russia", "us"]]
    assert (nato["state"], [need["options"] for need in nato["needs"]]) == ("open", [["traded"], ["closed"]])


def test_the_bundled_movement_is_true(run, talks):
    """Late in January Kyiv would consider a zone on a condition, and Moscow named its number; each with a statement."""
    words = ("movement", "--since", "2026-01-14", "--workspace", talks, "--format", "json")
    told = json.loads(run(*words).stdout)
    moves = {(move["party"], move["issue"]): move for move in told["moves"]}
    kyiv, moscow = moves["ukraine", "territory"], moves["russia", "force_cap"]
    zone = {"option": "economic_zone", "leaning": "conditional", "firmness": "flexible"}
    assert any(zone.items() <= stand.items() for stand in kyiv["after"]["options"])
    assert "content" in kyiv["aspects"]
    assert (moscow["aspects"], moscow["after"]["option"], moscow["on"]) == (["first"], "cap_600", "2026-01-30")
    statements = json.loads(run("statements", "--workspace", talks, "--format", "json").stdout)
    ids = {statement["id"] for statement in statements}
    assert all(move["statements"] and ids.issuperset(move["statements"]) for move in told["moves"])
    mobility = {each["party"]: each for each in told["mobilities"]}
    assert mobility["eu"]["immobility_share"] >= 0.8
    assert mobility["eu"]["n_chances"] > 0
