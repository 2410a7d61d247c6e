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
