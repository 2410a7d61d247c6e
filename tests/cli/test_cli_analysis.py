"""Instruments, rounds, ratification and sources in a terminal and for machines, and the log of what they rest on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from rich.cells import cell_len

from detente.workspace import Workspace

LISTS = ("instruments", "rounds", "ratification", "sources")
COMMANDS = (*LISTS, "instrument january_draft")


@pytest.fixture(scope="module")
def known(talks: Path) -> tuple[set[str], set[str]]:
    """The ids of the statements and of the notes in the bundled ledger."""
    with Workspace.open(talks) as workspace:
        view = workspace.view()
        return {entry.id for entry in view.entries}, {entry.id for entry in view.notes}


def shown(run, command: str, workspace: Path, *words: str, **env: str) -> str:
    """What a command prints, which must end well."""
    result = run(*command.split(), "--workspace", workspace, *words, **env)
    assert result.exit_code == 0, result.output
    return str(result.stdout)


def flat(text: str) -> str:
    """A page without its lines."""
    return " ".join(text.split())


def under(found: object, *names: str) -> Iterator[str]:
    """Every text below these keys, however deep."""
    if isinstance(found, dict):
        for name, value in found.items():
            yield from _texts(value) if name in names else under(value, *names)
    elif isinstance(found, list):
        for value in found:
            yield from under(value, *names)


def _texts(found: object) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, list):
        yield from found


@pytest.mark.parametrize("columns", ["30", "60", "80", "100", "160"])
@pytest.mark.parametrize("command", COMMANDS)
def test_no_line_is_wider_than_the_terminal(run, talks, command, columns):
    """Whatever the width, every line fits."""
    page = shown(run, command, talks, COLUMNS=columns)
    assert max(cell_len(line) for line in page.splitlines()) <= int(columns)


@pytest.mark.parametrize(
    ("command", "names", "kind"),
    [
        ("instruments", ("notes", "stage_notes"), 1),
        ("instrument january_draft", ("notes", "stage_notes"), 1),
        ("rounds", ("id", "notes"), 1),
        ("ratification", ("notes",), 1),
        ("ratification", ("statements",), 0),
        ("sources", ("statements",), 0),
    ],
)
def test_every_id_for_machines_is_one_of_the_ledger(run, talks, known, command, names, kind):
    """What a result rests on can be looked up."""
    found = set(under(json.loads(shown(run, command, talks, "--format", "json")), *names))
    assert found
    assert found <= known[kind]


def test_the_statements_of_the_sources_are_those_that_are_listed(run, talks):
    """`detente statements` prints each of them under the same id."""
    listed = {each["id"] for each in json.loads(shown(run, "statements", talks, "--format", "json"))}
    assert set(under(json.loads(shown(run, "sources", talks, "--format", "json")), "statements")) <= listed


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("instruments", "not mentioned"),
        ("instrument january_draft", "Stage not mentioned"),
        ("rounds", "No meeting was found in the documents."),
        ("ratification", "No hurdle at home was found in the documents."),
        ("sources", "No statement counts, so none has a source."),
    ],
)
def test_before_anything_was_said_a_page_tells_so(run, talks, command, sentence):
    """A plain sentence, and for machines a result that rests on nothing."""
    assert sentence in flat(shown(run, command, talks, "--as-of", "2024-12-31"))
    found = json.loads(shown(run, command, talks, "--as-of", "2024-12-31", "--format", "json"))
    assert list(under(found, "notes", "stage_notes", "statements")) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_an_earlier_day_knows_nothing_of_the_later_ones(run, talks, command):
    """--as-of leaves out what was published later."""
    assert '"2026-' in shown(run, command, talks, "--format", "json")
    assert '"2026-' not in shown(run, command, talks, "--as-of", "2025-12-31", "--format", "json")


@pytest.mark.parametrize("command", COMMANDS)
def test_before_the_first_recording_there_is_nothing_to_look_at(run, talks, command):
    """One line tells so, and what to choose."""
    refused = run(*command.split(), "--workspace", talks, "--known-at", "2001-01-01")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "nothing had been recorded by 2001-01-01" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("pact", "no instrument is called 'pact'; choose from twenty_eight_point_plan"),
        ("twenty", "2 instruments are called 'twenty'; choose from twenty_eight_point_plan, twenty_point_plan"),
        ("", "no instrument is called ''"),
    ],
)
def test_an_unknown_instrument_is_told_in_one_line(run, talks, name, told):
    """With those that could be meant."""
    refused = run("instrument", name, "--workspace", talks)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert told in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", ["january_draft", "January 2026 draft", "january 2026"])
def test_the_bundled_draft_is_found_by_id_name_or_beginning(run, talks, name):
    """Its page tells the hand-over, both reactions, and what is missing apart from what is unsatisfactory."""
    page = run("instrument", name, "--workspace", talks).stdout
    told = flat(page)
    assert "handed over since 2026-01-01/10" in told
    assert "Written by Ukraine and European Union" in told
    assert "to Russia through Kirill Dmitriev unofficially; 2026-01-01/10, as told by Bloomberg" in told
    labels = [line.split("  ")[0] for line in page.splitlines()]
    assert labels.count("Missing") == labels.count("Unsatisfactory") == 1
    for reaction in ("welcome", "criticise"):
        assert f"Reaction Russia: {reaction}" in told
    assert "Next acceptance by Russia" in told


def test_the_bundled_meetings_stand_under_what_became_of_them(run, talks):
    """Those announced first, then those held, with place, parties and outcome."""
    announced, held = flat(shown(run, "rounds", talks)).split(" Held ")
    assert "Moscow" in announced
    assert "Russia and United States (Steve Witkoff and Jared Kushner)" in announced
    assert "Alaska" in held
    assert "three issues remained" in held


def test_the_bundled_hurdles_are_told_without_a_forecast(run, talks):
    """Whose, which, what it touches; whether a deal would pass is not said."""
    told = flat(shown(run, "ratification", talks, COLUMNS="40"))
    assert "constitution" in told
    assert "Zelenskyy has floated a referendum or an election" in told
    assert "A hurdle is told here, not judged" in told


def test_the_bundled_origins_come_with_their_share(run, talks):
    """Shares lie between nothing and all, and add up."""
    found = json.loads(shown(run, "sources", talks, "--format", "json"))
    assert sum(each["share"] for each in found["origins"]) == pytest.approx(1)
    assert "bloomberg" in {each["name"].casefold() for each in found["origins"]}
    assert "Financial Times" in shown(run, "sources", talks)


def test_a_document_without_publisher_is_an_origin_by_title_and_date(run, made, tmp_path):
    """Nobody knows a document by its id; without a title its file's name does."""
    for name, head in (("letter", "title: A letter\ndate: 2031-03-10\n"), ("leaflet", "date: 2031-03-11\n")):
        text = tmp_path / f"{name}.md"
        told = "demands free passage" if name == "letter" else "rejects pilots"
        text.write_text(f"---\n{head}---\n\nNorland {told} through the strait.\n", encoding="utf-8")
        assert run("add", text, "--workspace", made).exit_code == 0
    told = flat(shown(run, "sources", made, COLUMNS="160"))
    assert "“A letter”, 10 March 2031" in told
    assert "“leaflet”, 11 March 2031" in told
    assert "document " not in told


def test_the_log_tells_notes_and_verdicts_in_words(run, talks, tmp_path):
    """A document read for drafts, meetings and hurdles; a contest settled, with the reason and its source."""
    copy = copytree(talks, tmp_path / "talks")
    page = flat(shown(run, "log", copy, "--all", COLUMNS="160"))
    assert page.count("was read for drafts, meetings and hurdles") == 14
    assert "things, by notes/" in page
    first = next(one for one in json.loads(shown(run, "contests", copy, "--format", "json")) if one["kind"] == "denied")
    upheld = first["sides"][1]["statements"][0]
    shown(run, f"resolve {first['key']}", copy, "--uphold", upheld, "--reason", "in print", "--source", "the gazette")
    newest = flat(shown(run, "log", copy, "--newest", "1", COLUMNS="160"))
    assert "settled: one side holds" in newest
    assert "in print (the gazette)" in newest
    assert upheld in newest
