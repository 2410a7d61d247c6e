"""What the reference pages must name: every command, error and field; they are made from the program or held to it."""

from __future__ import annotations

import importlib.util
import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from typer.testing import CliRunner

from detente import errors
from detente.cli import app

DOCS = Path(__file__).parents[1] / "docs"
EXAMPLES = DOCS.parent / "examples"
PRINTING_JSON = (
    "matrix", "position russia force_cap", "gaps", "movement --since 2026-01-14", "statements", "search guarantees",
    "deals", "deals --draws 5", "unlock", "redlines", "contests", "linkages", "network", "network --backbone",
    "coalitions", "phases", "scaling", "instruments", "instrument january_draft", "rounds", "ratification", "sources",
    "assumptions", "hypotheses", "watch", "forecast", "agreement", "log", "verify",
)  # fmt: skip
BY_NAME = {
    "actors",
    "agreement",
    "capability",
    "payload",
    "bounds",
    "issues",
    "limits",
    "packages",
    "leximin_packages",
    "values",
    "weights",
}
"""Fields that hold a mapping by names of the dossier."""


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    """The extension that makes the pages."""
    spec = importlib.util.spec_from_file_location("reference", DOCS / "_ext/reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def told_fields(reference) -> set[str]:
    """The fields that docs/json.md tells: in its table, or with their record."""
    rows = re.findall(r"^\| (`.*?) \|", (DOCS / "json.md").read_text(encoding="utf-8"), re.MULTILINE)
    own = (reference.told_fields(record) for _, record in reference.records(reference.description()))
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}.union(*own)


def test_every_field_of_the_api_is_told(reference, told_fields):
    """With its record, or in the table of those that mean the same everywhere."""
    for name, record in reference.records(reference.description()):
        assert set(record["properties"]) <= told_fields, name


@pytest.mark.slow
@pytest.mark.parametrize("command", PRINTING_JSON)
def test_every_field_that_a_command_prints_is_told(command, told_fields, bundled_talks, monkeypatch):
    """What the bundled talks give as JSON has no field that the page does not tell."""
    monkeypatch.setenv("DETENTE_WORKSPACE", str(bundled_talks))
    result = CliRunner().invoke(app, [*command.split(), "--format", "json"], prog_name="detente")
    assert result.exit_code == 0, result.output
    assert set(fields_of(json.loads(result.stdout))) - told_fields == set()


@pytest.mark.slow
@pytest.mark.parametrize("command", ["code", "code --explain", "attribute"])
def test_every_field_of_a_line_is_told(command, told_fields):
    """The lines of code and attribute too."""
    folder = EXAMPLES / "cod-quota"
    words = [*command.split(), str(folder), "--dossier", str(folder / "dossier.yaml"), "--format", "json"]
    result = CliRunner().invoke(app, words, prog_name="detente")
    assert set(fields_of(json.loads(result.stdout))) - told_fields == set()


def test_every_command_and_option_says_what_it_is_for(reference):
    """The page of commands has each with a sentence, and no option without its meaning."""
    page = "\n".join(reference.commands_page())
    assert set(re.findall(r"^## (\S+)$", page, re.MULTILINE)) == {
        command.name or command.callback.__name__ for command in app.registered_commands
    }
    assert not re.search(r"^\| `.*` \|\s*\|$", page, re.MULTILINE)
    assert all(text[0].isupper() for text in re.findall(r"^\| `-.*?` \| (.*) \|$", page, re.MULTILINE))


def test_the_tree_of_errors_is_whole():
    """The drawing in errors.py, which the page shows, has every class under its parent's name."""
    classes = {
        name: error for name, error in inspect.getmembers(errors, inspect.isclass) if issubclass(error, Exception)
    }
    drawn = re.findall(r"^ *[│├└─ ]*(\w+Error) ", errors.__doc__, re.MULTILINE)
    assert sorted(drawn) == sorted(classes)
    assert all(error.__doc__ for error in classes.values())


def fields_of(told: object, within: str = "") -> Iterator[str]:
    """Every key of the records in a JSON value; a mapping by names has no fields of its own."""
    match told:
        case dict():
            for key, value in told.items():
                if within not in BY_NAME:
                    yield key
                yield from fields_of(value, key)
        case list():
            for each in told:
                yield from fields_of(each, within)
