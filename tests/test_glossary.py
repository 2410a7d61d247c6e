"""One word for one thing: what the glossary promises of commands, pages and documents."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from detente.cli import app
from detente.model import Act, Firmness

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
WORDS = dict(re.findall(r"^\| \*\*(.+?)\*\* \| (.+) \|$", PAGE, re.MULTILINE))
LAST = "## Words that we do not use"
AVOIDED = dict(re.findall(r"^\| ([a-z ]+) \| ([a-z ]+) \|$", PAGE.partition(LAST)[2], re.MULTILINE))
del AVOIDED["not"]
READ = sorted([ROOT / "README.md", *ROOT.glob("docs/*.md"), *ROOT.glob("docs/guides/*.md")])
OF_COMMANDS = {
    "redlines": "red line", "gaps": "gap", "statements": "statement", "deals": "deal space", "unlock": "unlock set",
    "contests": "contest", "linkages": "linkage", "coalitions": "camp", "phases": "phase", "instruments": "instrument",
    "instrument": "instrument", "rounds": "round", "ratification": "hurdle", "sources": "source",
    "assumptions": "assumption", "hypotheses": "hypothesis", "resolve": "resolution", "withdraw": "withdrawn",
    "codesheet": "coding sheet",
}  # fmt: skip
"""The word of the glossary behind a command that is called otherwise."""
DEEDS = {
    "init", "add", "recode", "search", "split", "merge", "date", "agreement", "history", "log", "verify", "backup",
    "restore", "export", "import", "serve", "code", "attribute",
}  # fmt: skip
"""Commands that are named after what they do and not after a thing."""


def test_every_command_that_names_a_thing_names_one_of_the_glossary():
    """A new command is a deed, or its word is in the glossary."""
    commands = {command.name or command.callback.__name__ for command in app.registered_commands}
    assert {OF_COMMANDS.get(name, name) for name in commands - DEEDS} - set(WORDS) == set()


def test_acts_and_degrees_of_firmness_are_told_as_they_are():
    """The glossary lists exactly those that the records have."""
    assert re.findall(r"[a-z_]+", WORDS["act"].partition(":")[2]) == [each.value for each in Act]
    assert re.findall(r"[a-z_]+", WORDS["firmness"].partition(":")[2]) == [each.value for each in Firmness]


def test_a_word_with_two_meanings_tells_where_it_has_which():
    """A word that stands twice begins the second time with the room that it is of."""
    lines = re.findall(r"^\| \*\*(.+?)\*\* \| (.+) \|$", PAGE, re.MULTILINE)
    twice = [(word, meaning) for place, (word, meaning) in enumerate(lines) if word in dict(lines[:place])]
    assert all(meaning.startswith("In a ") for _, meaning in twice)


@pytest.mark.parametrize("avoided", sorted(AVOIDED))
def test_a_word_that_we_do_not_use_is_not_used(avoided):
    """Neither by a document nor by the help of a command."""
    program = typer.main.get_command(app)
    context = program.make_context("detente", ["--help"], resilient_parsing=True)
    commands = [program.get_command(context, name) for name in program.list_commands(context)]
    helps = [told.help or "" for command in commands for told in (command, *command.params)]
    assert AVOIDED[avoided] in WORDS
    found = re.compile(rf"\b{avoided}s?\b", re.IGNORECASE)
    texts = {page.name: page.read_text(encoding="utf-8").partition(LAST)[0] for page in READ}
    assert [name for name, text in texts.items() if found.search(text)] == []
    assert [text for text in helps if found.search(text)] == []
