"""Deals and unlock on the command line: of a scenario's file and of a workspace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

STRAIT = {
    "name": "strait",
    "issues": [
        {"name": "Passage", "options": ["free", "piloted", "closed"]},
        {"name": "Fee", "options": [200, 300, 400], "unit": "crowns"},
    ],
    "parties": [
        {"name": "Norland", "weights": [0.5, 0.5], "values": [[0, 1, 0.5], [0, 0.5, 1]], "reservation": 0.4},
        {"name": "Sudmark", "weights": [0.5, 0.5], "values": [[1, 0.5, 0], [1, 0.5, 0]], "reservation": 0.2},
    ],
    "red_lines": [
        {"party": "Norland", "issue": "Passage", "excludes": ["free", "closed"]},
        {"party": "Sudmark", "issue": "Passage", "excludes": ["piloted"]},
    ],
    "uncertain": [{"red_line": "Sudmark:Passage", "stands": 0.5}],
}


@pytest.fixture
def strait(tmp_path: Path) -> Path:
    """A scenario's file."""
    file = tmp_path / "strait.json"
    file.write_text(json.dumps(STRAIT), encoding="utf-8")
    return file


@pytest.fixture
def apart(run, workspace: Path) -> Path:
    """The workspace after an analyst has read two red lines that exclude each other."""
    for party, act in (("norland", "demand"), ("sudmark", "reject")):
        listed = run(
            "statements", "--workspace", workspace, "--party", party, "--issue", "passage", "--format", "jsonl"
        )
        first = json.loads(listed.stdout.splitlines()[0])
        words = (
            "--set",
            f"act={act}",
            "--set",
            "option=piloted",
            "--set",
            "firmness=red_line",
            "--reason",
            "as worded",
        )
        assert run("review", first["id"], "correct", *words, "--workspace", workspace).exit_code == 0
    return workspace


def test_an_empty_space_has_counts_of_nothing_and_null_points(run, strait):
    """For machines the contract's keys, for people the sentence."""
    told = json.loads(run("deals", "--scenario", strait, "--format", "json").stdout)
    assert (told["individually_rational"], told["frontier_size_IR"], told["frontier_IR_utilities"]) == (0, 0, [])
    assert [told[key] for key in ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian_IR")] == [None] * 4
    assert "there is no zone of possible agreement" in run("deals", "--scenario", strait).stdout


def test_what_if_is_answered_beside_how_things_stand(run, strait):
    """Each change is named; the baseline keeps its figures."""
    words = ("--scenario", strait, "--without", "Sudmark:Passage")
    told = json.loads(run("deals", *words, "--format", "json").stdout)
    assert told["changes"] == ["without Sudmark:Passage"]
    assert told["baseline"]["individually_rational"] == 0
    assert told["changed"]["individually_rational"] == 3
    assert told["changed"]["nash"]["utilities"] == [[0.75, 0.5]]
    shown = run("deals", *words).stdout
    assert "As things stand" in shown
    assert "no deal" in shown
    for more in (
        ("--allow", "Sudmark:Passage=piloted"),
        ("--set", "Norland:reservation=0.1", "--without", "Norland:Passage"),
        ("--add-option", "Passage:shared=0.8,0.8"),
        ("--pay", "Norland:Sudmark=0.1", "--without", "Sudmark:Passage"),
    ):
        asked = run("deals", "--scenario", strait, *more, "--format", "json")
        assert json.loads(asked.stdout)["changed"]["individually_rational"] > 0, more


def test_unlock_tells_conflicts_sets_and_their_best_packages(run, strait):
    """As JSON with ids, and as a sentence with names."""
    told = json.loads(run("unlock", "--scenario", strait, "--format", "json").stdout)
    assert told["conflicts"] == [["Norland:Passage", "Sudmark:Passage"]]
    assert [each["lines"] for each in told["unlock_sets"]] == [["Norland:Passage"], ["Sudmark:Passage"]]
    assert told["n_unlock_sets"] == 2
    assert told["unlock_sets"][1]["opens"]["package"]["Passage"] == "piloted"
    shown = " ".join(run("unlock", "--scenario", strait).stdout.split())
    assert "A deal exists if Norland drops “nothing but piloted on Passage”, or if Sudmark drops" in shown
    opened = run("unlock", "--scenario", strait, "--without", "Sudmark:Passage").stdout
    assert "nothing has to give" in opened


def test_of_many_unlock_sets_the_sentence_tells_the_first_and_how_many_others(run, tmp_path):
    """Eight sets of three lines: four clauses, each party once in each; without values no package is called best."""
    issues = [{"name": name, "options": ["open", "closed"]} for name in ("Straits", "Ports", "Islands")]
    drawn = [
        *(("Norland", issue, "open") for issue in ("Straits", "Islands")),
        *(("Sudmark", issue, "closed") for issue in ("Straits", "Islands")),
        *(("Sudmark", "Ports", "open"), ("Norland", "Ports", "closed")),
    ]
    red_lines = [{"party": party, "issue": issue, "excludes": [option]} for party, issue, option in drawn]
    told = {"issues": issues, "parties": [{"name": "Norland"}, {"name": "Sudmark"}], "red_lines": red_lines}
    file = tmp_path / "islands.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    shown = run("unlock", "--scenario", file, COLUMNS="100").stdout
    sentence = next(each for each in " ".join(shown.split()).split(". ") if "A deal exists" in each)
    clauses = sentence.partition("A deal exists if ")[2].split(", or if ")
    assert len(clauses) == 4
    assert all(clause.count(party) <= 1 for clause in clauses for party in ("Norland", "Sudmark"))
    assert "4 other sets open one too." in " ".join(shown.split())
    assert "The best package then" not in shown
    table = shown.partition("What has to give (8)")[2].partition("What cannot stand together")[0]
    groups = [[line.split("  ")[0] for line in each.splitlines()] for each in table.split("────\n")[1:]]
    assert len(groups) == 8
    assert all(group.count(party) <= 1 for group in groups for party in ("Norland", "Sudmark"))


def test_unlock_gives_no_plain_yes_where_nobody_set_what_parties_would_at_least_want(run, workspace: Path, strait):
    """As the deals do; a file that sets it is told that some package is acceptable."""
    shown = " ".join(run("unlock", "--workspace", workspace).stdout.split())
    assert "The red lines told leave room for a deal. What each party would at least want is not known" in shown
    assert "acceptable to every party" not in shown
    opened = run("unlock", "--scenario", strait, "--without", "Sudmark:Passage").stdout
    assert "Some package is acceptable to every party as things stand" in opened


def test_unlock_tells_how_many_red_lines_it_could_not_read(run, workspace: Path):
    """A deal that only seems open, because a red line names nothing of the dossier, is not told as open."""
    [first, *_] = [
        json.loads(line)
        for line in run(
            "statements", "--workspace", workspace, "--party", "norland", "--format", "jsonl"
        ).stdout.splitlines()
    ]
    changes = ("--set", "firmness=red_line", "--set", "act=reject", "--set", "option=null", "--set", "value=null")
    run("review", first["id"], "correct", *changes, "--reason", "says never", "--workspace", workspace)
    shown = " ".join(run("unlock", "--workspace", workspace).stdout.split())
    assert "1 red line excludes nothing here" in shown
    assert "nothing has to give" not in shown


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_no_line_is_wider_than_the_terminal(run, strait, apart, columns):
    """Whatever is asked, every line fits."""
    for words in (
        ("deals", "--scenario", strait),
        ("deals", "--scenario", strait, "--without", "Sudmark:Passage"),
        ("deals", "--scenario", strait, "--list"),
        ("deals", "--scenario", strait, "--draws", "50"),
        ("unlock", "--scenario", strait),
        ("deals", "--workspace", apart),
        ("unlock", "--workspace", apart),
    ):
        shown = run(*words, COLUMNS=columns)
        assert shown.exit_code == 0, shown.output
        assert max(cell_len(line) for line in shown.stdout.splitlines()) <= int(columns), words


def test_a_workspace_tells_what_its_red_lines_leave_and_what_is_assumed(run, apart):
    """The unlock sets name the statements they rest on; the deals say which weights nobody set."""
    told = json.loads(run("unlock", "--workspace", apart, "--format", "json").stdout)
    assert [each["lines"] for each in told["unlock_sets"]] == [["norland:passage"], ["sudmark:passage"]]
    assert all(line["statements"] for line in told["lines"])
    shown = " ".join(run("deals", "--workspace", apart).stdout.split())
    assert "Assumed, as nobody has set it" in shown
    found = json.loads(run("deals", "--workspace", apart, "--format", "json").stdout)
    assert found["n_possible"] == found["scenario"]["open"] == 0
    assert all(basis["is_assumed"] for basis in found["scenario"]["bases"])
    early = run("unlock", "--workspace", apart, "--as-of", "2001-01-01")
    assert early.exit_code == 1


def test_that_no_red_line_bars_a_deal_is_no_plain_yes(run, apart):
    """Nobody tells what the parties would at least want, and the answer says so."""
    listed = run("statements", "--workspace", apart, "--party", "sudmark", "--issue", "passage", "--format", "jsonl")
    for line in listed.stdout.splitlines():
        corrected = ("--set", "act=accept", "--set", "option=piloted", "--reason", "as worded")
        assert run("review", json.loads(line)["id"], "correct", *corrected, "--workspace", apart).exit_code == 0
    shown = " ".join(run("deals", "--workspace", apart).stdout.split())
    assert "The red lines that can be read leave room for a deal: " in shown
    assert (
        "What each party would at least want is not known and taken as nothing: where the gaps tell a deadlock, "
        in shown
    )


def test_draws_tell_a_share_with_its_interval(run, strait):
    """The same seed tells the same; progress goes to standard error."""
    asked = ("deals", "--scenario", strait, "--draws", "200", "--format", "json")
    told = json.loads(run(*asked).stdout)
    assert told == json.loads(run(*asked).stdout)
    low, high = told["interval"]
    assert low < 0.5 < high
    assert told["influences"][0]["share"] > 0.9
    assert "200 of 200 draws" in run(*asked).stderr


def test_one_uncertain_entry_is_told_in_the_singular(run, strait):
    """And two are not."""
    assert "; 1 uncertain entry, seed 0." in run("deals", "--scenario", strait, "--draws", "20", COLUMNS="160").stdout
    both = {
        **STRAIT,
        "uncertain": [{"red_line": "Sudmark:Passage", "stands": 0.5}, {"party": "Norland", "reservation": [0.1, 0.4]}],
    }
    strait.write_text(json.dumps(both), encoding="utf-8")
    assert "; 2 uncertain entries, seed 0." in run("deals", "--scenario", strait, "--draws", "20", COLUMNS="160").stdout


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("--without", "Norland:Tolls"), 1, "names the red line 'Norland:Tolls'"),
        (("--set", "Norland:reservation"), 2, "cannot be read; write ENTRY=NUMBER"),
        (("--set", "Norland:reservation=much"), 2, "'much' is no number"),
        (("--pay", "Norland=1"), 2, "cannot be read; write PARTY:PARTY=NUMBER"),
    ],
)
def test_a_change_that_cannot_be_made_is_told(run, strait, words, status, message):
    """Our error is one line and status 1; wrong usage is status 2."""
    refused = run("deals", "--scenario", strait, *words)
    assert refused.exit_code == status
    assert message in " ".join(refused.stderr.split())


def test_a_list_that_is_too_long_is_refused(run, tmp_path):
    """Ten to the thirtieth packages are counted and not listed."""
    issues = [{"name": f"i{n}", "options": list("abcdefghij")} for n in range(30)]
    file = tmp_path / "wide.json"
    file.write_text(json.dumps({"issues": issues, "parties": [{"name": "Norland"}]}), encoding="utf-8")
    refused = run("deals", "--scenario", file, "--list")
    assert refused.exit_code == 1
    assert "1,000,000,000,000,000,000,000,000,000,000 packages are open" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
