"""The command that adds a statement which the coder missed."""

from __future__ import annotations

import json
import re
import shlex

import pytest

TOLD = '--quote "every ship take a pilot" --party league --issue passage --act assess'


@pytest.fixture
def state(run, workspace):
    """Adds a statement to the first dispatch."""

    def add(words: str, document: str = "1-note"):
        return run("state", document, *shlex.split(words), "--workspace", workspace)

    return add


def test_a_statement_is_added_and_shown(state, run, workspace):
    """With its id, and in the list and the log from then on."""
    shown = state(f'{TOLD} --firmness firm --reason "in the lede" --by grace')
    assert shown.exit_code == 0, shown.output
    (id_,) = re.findall(r"s[0-9a-f]{12}", shown.stdout)
    assert "added by grace: in the lede" in " ".join(shown.stdout.split())
    listed = run("statements", "--workspace", workspace, "--format", "jsonl").stdout.splitlines()
    told = next(each for line in listed if (each := json.loads(line))["id"] == id_)
    assert (told["coder"], told["firmness"], told["confidence"]) == ("analyst/grace", "firm", 1.0)
    assert f"Statement {id_} was coded by hand" in " ".join(run("log", "--workspace", workspace).stdout.split())


def test_every_field_is_an_option(state, run, workspace):
    """Each is written as a form or a correction writes it."""
    more = (
        '--value "at most 1,300" --option piloted --speaker "Tor Vik" --reported-by aides --reported-by "The Sound" '
        '--condition "fees fall" --condition-issue fees --said-on 2031-03'
    )
    assert state(f"{TOLD} {more} --unit ships").exit_code == 0
    listed = run("statements", "--party", "league", "--workspace", workspace, "--format", "jsonl").stdout
    told = json.loads(listed)
    assert told["value"] == {"max": 1300, "unit": "ships"}
    assert told["condition"] == {"text": "fees fall", "issue": "fees"}
    assert (told["option"], told["speaker"], told["reported_by"], told["said_on"]) == (
        "piloted",
        "Tor Vik",
        ["aides", "The Sound"],
        "2031-03",
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (TOLD.replace("every ship", "no ship"), "the text does not hold these words"),
        (f"{TOLD} --value lots", "value cannot be 'lots'; it is a number such as 300"),
        (f"{TOLD} --condition-issue fees", "a condition has words"),
        (f"{TOLD} --said-on soon", "said_on cannot be 'soon'"),
        (f"{TOLD} --firmness iron", "firmness cannot be 'iron'; it is one of red_line, firm, flexible, unclear"),
        (f"{TOLD} --option closed", "the dossier has no option of passage 'closed'"),
        (TOLD.replace("assess", "shout"), "act cannot be 'shout'; it is one of demand"),
        (TOLD.replace("league", "leek"), "the dossier has no party 'leek'; choose from norland"),
        (f"{TOLD} --start 2", "these words do not begin at character 2"),
    ],
)
def test_what_cannot_be_added_is_one_line(state, words, told):
    """On standard error, with exit status 1."""
    refused = state(words)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith(f"detente: {told}")
    assert refused.stderr.count("\n") == 1


def test_the_same_is_not_added_twice(state):
    """The second time its id is told."""
    (id_,) = re.findall(r"s[0-9a-f]{12}", state(TOLD).stdout)
    assert f"the ledger holds that: statement {id_} (coded); `detente review {id_}`" in state(TOLD).stderr


def test_a_document_that_is_not_there_is_told(state):
    """As by every command that takes one."""
    assert "no document is called '3-none'" in state(TOLD, "3-none").stderr


def test_a_number_in_another_unit_is_told_to_compare_with_nothing(state, run, workspace):
    """It is kept as the text tells it, and neither a page nor a table takes it for one of the issue's."""
    told = '--quote "every ship take a pilot" --party league --issue fees --act demand'
    warning = "3 percent is not in crowns, the unit of Transit fees: it is kept as told and compares with nothing."
    added = state(f"{told} --value 3 --unit percent")
    assert (added.exit_code, warning in " ".join(added.stderr.split())) == (0, True)
    (id_,) = re.findall(r"s[0-9a-f]{12}", added.stdout)
    crowns = run(
        "review", id_, "correct", "--set", 'value={"value": 3, "unit": "crowns"}', "--reason", "so", "-w", workspace
    )
    assert "compares with nothing" not in crowns.stderr
    again = run(
        "review", id_, "correct", "--set", 'value={"value": 3, "unit": "percent"}', "--reason", "no", "-w", workspace
    )
    assert (again.exit_code, warning in " ".join(again.stderr.split())) == (0, True)
    rejected = run("review", id_, "reject", "--reason", "no", "-w", workspace)
    assert "compares with nothing" not in rejected.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "--said-on 2031-03-25",
            "said_on cannot be 2031-03-25, for its document was published on 2031-03-10; give the",
        ),
        ("--value -5", "value cannot be -5; fees runs from 0 to 900 crowns, and nothing below zero is on its scale"),
        ('--value "300 to 200"', "value cannot be '300 to 200'; give the lower end first"),
        ("--value 1e400", "value cannot be '1e400'; it is a number such as 300"),
    ],
)
def test_a_day_or_number_that_cannot_be_is_refused(state, words, told):
    """A day behind the document's, a number that no scale has."""
    refused = state(f"{TOLD.replace('passage', 'fees')} {words}")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith(f"detente: {told}")


def test_a_number_off_the_scale_is_told(state):
    """It is kept, and what to do is said."""
    added = state(f"{TOLD.replace('passage', 'fees')} --value 950")
    told = "950 crowns is off the scale of Transit fees, 0 to 900 crowns: correct it, or give the scale in the dossier"
    assert (added.exit_code, told in " ".join(added.stderr.split())) == (0, True)


def test_a_number_in_a_kindred_unit_is_told_in_that_of_its_issue(run, made, inbox, dossier_file):
    """What was given, and what is kept; a correction and a sheet do the same."""
    framed = dossier_file.read_text(encoding="utf-8").replace("unit: crowns", "unit: days")
    dossier_file.write_text(framed, encoding="utf-8")
    run("dossier", dossier_file, "--workspace", made)
    run("add", inbox, "--workspace", made)
    told = shlex.split(TOLD.replace("passage", "fees"))
    added = run("state", "1-note", *told, "--value", "up to 2", "--unit", "weeks", "--workspace", made)
    assert "up to 2 weeks is kept as up to 14 days, in the unit of its issue." in " ".join(added.stderr.split())
    (id_,) = re.findall(r"s[0-9a-f]{12}", added.stdout)
    value = 'value={"value": 48, "unit": "hours"}'
    corrected = run("review", id_, "correct", "--set", value, "--reason", "so", "--workspace", made)
    assert "48 hours is kept as 2 days, in the unit of its issue." in " ".join(corrected.stderr.split())
    taken = run("codesheet", "-", "--workspace", made, given=f"id,value,unit\n{id_},3,weeks\n")
    assert 'value={"value": 21, "unit": "days"}' in " ".join(taken.stdout.split())


def test_a_sheet_tells_of_numbers_that_compare_with_nothing(run, workspace):
    """With the line of each."""
    sheet = "document,quote,party,issue,act,value,unit\n1-note,every ship take a pilot,league,fees,demand,3,percent\n"
    taken = run("codesheet", "-", "--workspace", workspace, given=sheet)
    assert "line 2: 3 percent is not in crowns, the unit of Transit fees" in " ".join(taken.stderr.split())
