"""Bad input: one plain line that says what to do, and the other files of the run are recorded."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from detente.errors import StorageError
from detente.ledger import Event, Ledger


def missing(_: Path) -> None:
    """A file that is not there."""


def empty(file: Path) -> None:
    """A file without a byte."""
    file.touch()


def binary(file: Path) -> None:
    """A file of bytes that are no text."""
    file.write_bytes(bytes(range(256)) * 20)


def wrongly_encoded(file: Path) -> None:
    """A text in Latin-1."""
    file.write_bytes("Le président a refusé les pilotes.\n".encode("latin-1"))


def enormous(file: Path) -> None:
    """A text beyond the limit that the test sets."""
    file.write_text("Norland demands pilots in the strait. " * 1000)


def a_pipe(file: Path) -> None:
    """Something that would be waited on for ever."""
    os.mkfifo(file)


def an_empty_folder(file: Path) -> None:
    """A folder without documents."""
    file.mkdir()


def unreadable(file: Path) -> None:
    """A file that nobody may read."""
    file.write_text("Norland demands pilots in the strait.\n")
    file.chmod(0)


BAD = [
    (missing, "is not there; check the path"),
    (empty, "is empty; "),
    (binary, "binary data; "),
    (wrongly_encoded, "is no UTF-8 text "),
    (enormous, "the limit is "),
    (a_pipe, "is a pipe or device, not a file; "),
    (an_empty_folder, "is a folder without documents; "),
]


@pytest.mark.parametrize(("spoil", "told"), BAD)
def test_a_bad_file_is_refused_and_the_others_are_recorded(
    run, made, inbox, tmp_path, spoil: Callable[[Path], None], told: str
):
    """The table says why and what to do, one line sums up, and the run ends with status 1."""
    file = tmp_path / "bad.txt"
    spoil(file)
    small = {"DETENTE_DOCUMENT_LIMIT_BYTES": "10000"}
    result = run("add", file, inbox, "--workspace", made, COLUMNS="200", **small)
    assert result.exit_code == 1
    assert result.stderr == "detente: 1 file was refused, the reason stands above; 2 others are in the ledger\n"
    (line,) = (line for line in result.stdout.splitlines() if line.startswith("refused"))
    assert told in line
    assert result.stdout.splitlines()[-1].startswith("2 recorded, 1 refused; ")


@pytest.mark.parametrize(("spoil", "told"), BAD)
def test_without_a_ledger_a_bad_file_is_one_line(run, dossier_file, inbox, tmp_path, spoil, told):
    """`code` and `attribute` name the file, tell why, go on with the others and end with status 1."""
    file = tmp_path / "bad.txt"
    spoil(file)
    for words in (("code", "--dossier", dossier_file), ("attribute",)):
        command, *options = words
        result = run(command, file, inbox, *options, "--format", "jsonl", DETENTE_DOCUMENT_LIMIT_BYTES="10000")
        assert result.exit_code == 1
        assert result.stderr.startswith(f"detente: {file}")
        assert told in result.stderr
        assert result.stderr.count("\n") == 1
        assert "2-offer" in result.stdout


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="who may do all may read all")
def test_a_file_that_may_not_be_read_is_refused(run, made, inbox, tmp_path):
    """A file without permission is told so."""
    unreadable(tmp_path / "secret.txt")
    result = run("add", tmp_path / "secret.txt", inbox, "--workspace", made, COLUMNS="200")
    assert result.exit_code == 1
    assert "may not be read by you; ask for permission to read it" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("2 recorded, 1 refused; ")


def test_no_path_is_tried_before_the_command_reads_it(run, made, inbox, dossier_file, tmp_path, monkeypatch):
    """Whatever the permissions, our own message speaks and the other files are recorded."""
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    brief = tmp_path / "brief.md"
    brief.touch()
    for words in (
        ("add", inbox, inbox / "1-note.md", "--workspace", made),
        ("code", inbox, "--dossier", dossier_file),
        ("brief", "--output", brief, "--workspace", made),
        ("init", tmp_path / "new", "--dossier", dossier_file),
    ):
        result = run(*words)
        assert result.exit_code == 0, result.output


def test_nothing_on_standard_input_is_refused(run, made):
    """An empty standard input is like an empty file."""
    result = run("add", "-", "--workspace", made, given="")
    assert result.exit_code == 1
    assert "is empty" in result.stdout
    assert result.stderr == "detente: 1 file was refused, the reason stands above; nothing was recorded\n"


def test_an_enormous_standard_input_is_refused(run, made):
    """What comes without end is read to the limit only."""
    result = run("add", "-", "--workspace", made, given="x" * 5000, DETENTE_DOCUMENT_LIMIT_BYTES="1000")
    assert result.exit_code == 1
    assert "the limit is 1,000 bytes" in result.stdout
    assert "DETENTE_DOCUMENT_LIMIT_BYTES" in result.stdout


def test_a_name_that_commands_the_terminal_is_shown_harmless(run, made, tmp_path):
    """Escape sequences and line ends in a file's name reach no terminal."""
    file = tmp_path / "a\x1b[31m\nb.txt"
    file.touch()
    result = run("add", file, "--workspace", made)
    assert "\x1b" not in result.output
    assert "a\\x1b[31m\\nb.txt" in result.stdout


def test_a_broken_dossier_tells_every_mistake(run, tmp_path):
    """Each mistake is a line with file, line and key, and no folder is left behind."""
    file = tmp_path / "broken.yaml"
    file.write_text("dossier: x\ntitle: y\npartys: []\nissues: [{id: a}]\n")
    result = run("init", tmp_path / "new", "--dossier", file)
    lines = result.stderr.splitlines()
    assert result.exit_code == 1
    assert len(lines) > 1
    assert all(line.startswith(f"detente: {file}, line ") for line in lines)
    assert "partys: is no key of a dossier; did you mean parties?" in result.stderr
    assert not (tmp_path / "new").exists()


def test_a_missing_dossier_is_told(run, tmp_path):
    """A dossier that is not there is one line."""
    result = run("init", tmp_path / "new", "--dossier", tmp_path / "gone.yaml")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"detente: {tmp_path / 'gone.yaml'}")
    assert result.stderr.count("\n") == 1


def test_a_workspace_is_not_made_twice(run, made, dossier_file):
    """`init` leaves an existing workspace as it is."""
    result = run("init", made, "--dossier", dossier_file)
    assert result.exit_code == 1
    assert "there already" in result.stderr


@pytest.mark.parametrize(
    "words",
    [("add", "x.txt"), ("matrix",), ("statements",), ("deals",), ("brief",), ("verify",), ("serve",),
     ("review", "s1", "accept", "--reason", "x")],
)  # fmt: skip
def test_a_folder_that_is_no_workspace_is_told(run, tmp_path, words):
    """Every command that needs a workspace says how to make one."""
    result = run(*words, "--workspace", tmp_path)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"detente: {tmp_path} is no workspace; `detente init ")
    assert result.stderr.count("\n") == 1
    assert not result.stdout


def test_a_workspace_that_is_a_file_is_told(run, made):
    """Who names the ledger, and not its folder, is told so."""
    result = run("matrix", "--workspace", made / "ledger.sqlite")
    assert result.exit_code == 1
    told = f"detente: {made / 'ledger.sqlite'} is a file; name the folder that the ledger is in\n"
    assert result.stderr == told


def test_a_link_that_leads_nowhere_is_told(run, made, tmp_path, dossier_file):
    """A link is not called missing when it is there and only its target is not."""
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / "gone")
    assert "is a link to what is not there" in run("add", link, "--workspace", made, COLUMNS="200").stdout
    assert f"{link} is a link to {tmp_path / 'gone'}, which is not there" in run("matrix", "--workspace", link).stderr
    assert "is a link to what is not there" in run("init", link, "--dossier", dossier_file).stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("review", "s1", "approve", "--reason", "x"), "approve is not one of accept, correct, reject, undo\n"),
        (("matrix", "--format", "xml"), "xml is not one of table, json\n"),
        (("search", "fees", "--limit", "-1"), "'--limit': give 1 or more\n"),
        (("coalitions", "--seed", "-1"), "'--seed': give 0 or more\n"),
        (("coalitions", "--draws", "999999999"), "'--draws': give 100000 or less\n"),
        (("scaling", "--seed", "-1"), "'--seed': give 0 or more\n"),
        (("network", "--seed", "-1"), "'--seed': give 0 or more\n"),
        (("serve", "--port", "99999"), "'--port': give 65535 or less\n"),
        (("search", "fees", "--limit", "1.5"), "'--limit': give a whole number\n"),
        (("forecast", "--cost-of-failure", "x"), "'--cost-of-failure': give a number\n"),
    ],
)
def test_a_value_that_cannot_be_meant_is_told_plainly(run, words, told):
    """Wrong usage names what was given and what may be, without a library's words."""
    result = run(*words)
    assert result.exit_code == 2
    assert result.stderr.endswith(told)
    assert "Value error" not in result.stderr


def test_a_workspace_in_use_is_told(run, script, made, inbox):
    """While another process writes, nothing is recorded and we say to try again."""
    impatient = os.environ | {"DETENTE_LOCK_TIMEOUT_SECONDS": "0.01"}
    with closing(sqlite3.connect(made / "ledger.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        result = script("add", inbox, "--workspace", made, env=impatient)
    assert result.returncode == 1
    assert "another process is writing" in result.stderr
    assert result.stderr.endswith("try again; nothing was recorded\n")
    assert result.stderr.count("\n") == 1
    assert not result.stdout
    assert run("add", inbox, "--workspace", made).exit_code == 0


def test_a_run_that_breaks_off_shows_what_was_done(run, made, inbox, monkeypatch):
    """When the store fails in the middle, the table still tells which files were recorded before."""
    append = Ledger.append

    def fail_on_the_second(self: Ledger, events: Sequence[Event], *, actor: str) -> object:
        if "2-offer" in str(events):
            raise StorageError("the disk is full; make room and run it again")
        return append(self, events, actor=actor)

    monkeypatch.setattr(Ledger, "append", fail_on_the_second)
    result = run("add", inbox, "--workspace", made)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1].startswith("1 recorded; ")
    told = "the disk is full; make room and run it again; stopped after 1 of 2 files, run the same again"
    assert result.stderr == f"detente: {told}\n"


def test_a_run_that_is_interrupted_tells_how_far_it_came(run, made, inbox, monkeypatch):
    """Ctrl-C leaves the table of what was recorded, and one line on how to go on."""
    append = Ledger.append

    def interrupt_the_second(self: Ledger, events: Sequence[Event], *, actor: str) -> object:
        if "2-offer" in str(events):
            raise KeyboardInterrupt
        return append(self, events, actor=actor)

    monkeypatch.setattr(Ledger, "append", interrupt_the_second)
    result = run("add", inbox, "--workspace", made)
    assert result.exit_code == 130
    assert result.stdout.splitlines()[-1].startswith("1 recorded; ")
    assert result.stderr == "detente: stopped after 1 of 2 files; run the same command again\n"


def test_a_run_that_is_interrupted_at_once_says_that_nothing_was_recorded(run, made, inbox, monkeypatch):
    """Not that it stopped after 0 files."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Ledger, "append", interrupt)
    told = run("add", inbox, "--workspace", made).stderr
    assert told == "detente: stopped before anything was recorded; run the same command again\n"
