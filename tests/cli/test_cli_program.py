"""How the program starts, and how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from detente import __version__
from detente.workspace import Workspace

COMMANDS = (
    "init", "dossier", "add", "recode", "matrix", "position", "gaps", "movement", "statements", "search", "deals",
    "unlock", "redlines", "contests", "linkages", "network", "coalitions", "phases", "scaling", "instruments",
    "instrument", "rounds", "ratification", "sources", "assumptions", "hypotheses", "watch", "forecast", "brief",
    "review", "note", "codesheet", "split", "merge", "resolve", "withdraw", "date", "grade", "agreement", "history",
    "log", "verify", "backup", "restore", "export", "import", "serve", "code", "attribute",
)  # fmt: skip
HEAVY = {
    "sqlalchemy", "fastapi", "uvicorn", "pydantic", "trafilatura", "docx", "pypdfium2", "lxml", "yaml", "jinja2",
    "rich",
}  # fmt: skip


def test_the_version_is_told(script):
    """--version prints the name and the version of the package."""
    result = script("--version")
    assert (result.stdout, result.returncode) == (f"detente {__version__}\n", 0)


def test_the_package_runs_as_the_program():
    """``python -m detente`` does where the command is not on the path."""
    result = subprocess.run(
        [sys.executable, "-m", "detente", "--version"], check=False, capture_output=True, text=True, encoding="utf-8"
    )
    assert (result.stdout, result.returncode) == (f"detente {__version__}\n", 0)


def test_help_names_every_command_in_full(run):
    """The list of commands fits an ordinary terminal, no line cut off."""
    result = run("--help", COLUMNS="80")
    assert result.exit_code == 0
    assert all(f"\n  {command} " in result.stdout for command in COMMANDS)
    assert "..." not in result.stdout.split("Commands:")[1]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(run, command):
    """--help of a command tells what it does and what it takes, in plain characters."""
    result = run(command, "-h", COLUMNS="80")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: detente {command} ")
    assert all(len(line) <= 80 for line in result.stdout.splitlines())


def test_the_version_is_told_without_loading_the_program():
    """Whoever only asks for it does not wait for the parser of the command line."""
    code = "import sys; sys.argv = ['detente', '--version']; from detente.cli import main; main(); print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.startswith(f"detente {__version__}\n")
    assert "typer" not in told.stdout.split()


def test_starting_loads_nothing_heavy():
    """Importing the command line loads no store, no server, no reader and no terminal library."""
    told = subprocess.run(
        [sys.executable, "-c", "import sys, detente.cli.program; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {name.partition(".")[0] for name in told.stdout.split()}
    assert not loaded & HEAVY


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["statemnts"], "Did you mean 'statements'"),
        (["init", "here"], "Missing option '--dossier'"),
        (["matrix", "--format", "xml"], "--format"),
        (["matrix", "--as-of", "2031-13-01"], "'2031-13-01' is no day; write it like 2026-03-06"),
        (["matrix", "--known-at", "yesterday"], "'yesterday' is no moment; write it like 2026-03-06"),
        (["matrix", "--known-at", "9999-12-31T23:59-14:00"], "is no moment"),
        (["statements", "--act", "nod"], "--act"),
        (["brief", "--output", "brief.pdf"], "ends in neither .html nor .md"),
        (["review", "s1", "correct", "--reason", "x", "--set", "act"], "write it like --set act=reject"),
        (["review", "s1", "correct", "--reason", "x", "--set", "value={5}"], "is no JSON"),
        (["serve", "--port", "99999"], "--port"),
    ],
)
def test_wrong_usage_ends_with_2(run, workspace, words, told):
    """What cannot be meant is told with what would be right, plainly, and nothing is done."""
    result = run(*words, DETENTE_WORKSPACE=str(workspace))
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.stderr
    assert not result.stdout


def test_an_error_of_ours_is_one_plain_line(script, tmp_path):
    """What we foresaw is told in a line on standard error, with status 1 and no traceback."""
    result = script("matrix", "--workspace", tmp_path)
    assert result.returncode == 1
    assert result.stderr == f"detente: {tmp_path} is no workspace; `detente init {tmp_path} --dossier FILE` makes one\n"
    assert not result.stdout


def test_a_bug_keeps_its_traceback(run, monkeypatch):
    """What we did not foresee is not dressed up as an error of the user's."""

    def fail(*_: object) -> None:
        raise RuntimeError("no such luck")

    monkeypatch.setattr(Workspace, "open", fail)
    result = run("matrix")
    assert isinstance(result.exception, RuntimeError)
    assert "detente:" not in result.output


def test_an_interrupted_run_ends_quietly_with_130(run, monkeypatch):
    """Ctrl-C is no error."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Workspace, "open", interrupt)
    result = run("matrix")
    assert result.exit_code == 130
    assert not result.output.strip()


def test_a_reader_that_has_gone_ends_the_program_quietly(script, talks):
    """`detente statements | head -1` prints no complaint."""
    reading_end, writing_end = os.pipe()
    os.close(reading_end)
    try:
        result = script(
            "statements", "--workspace", talks, capture_output=False, stdout=writing_end, stderr=subprocess.PIPE
        )
    finally:
        os.close(writing_end)
    assert (result.returncode, result.stderr) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("form", ["table", "json"])
def test_a_full_disk_behind_standard_output_is_told(script, talks, form):
    """What cannot be printed is an error in one line."""
    with Path("/dev/full").open("w") as full:
        result = script(
            "matrix", "--workspace", talks, "--format", form,
            capture_output=False, stdout=full, stderr=subprocess.PIPE,
        )  # fmt: skip
    assert result.returncode == 1
    assert result.stderr.startswith("detente: standard output cannot be written")
    assert result.stderr.count("\n") == 1


def test_serving_tells_the_address_and_ends_with_ctrl_c(workspace):
    """`serve` says where to look and stops without a traceback."""
    command = [Path(sys.executable).with_name("detente"), "serve", "--port", "0", "--workspace", workspace]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        told = server.stderr.readline()
        # whoever started the tests may have left Ctrl-C ignored until the server answers
        answer = httpx.get(told.split()[1])
        server.send_signal(signal.SIGINT)
        rest = server.stderr.read()
    assert told.startswith("Open http://127.0.0.1:")
    assert answer.status_code == 200
    assert "Traceback" not in rest
    assert server.returncode in {0, 130}


def test_serving_to_other_machines_is_refused(run, workspace):
    """There is no login yet, so only this machine may look."""
    result = run("serve", "--host", "192.0.2.1", "--workspace", workspace)
    assert result.exit_code == 1
    assert "can be reached from other machines" in result.stderr


def test_a_setting_that_cannot_be_meant_is_told(run, workspace):
    """A variable with a senseless value is named with what would be right."""
    result = run("matrix", "--workspace", workspace, DETENTE_WEB_PORT="eighty")
    assert result.exit_code == 1
    assert result.stderr.startswith("detente: DETENTE_WEB_PORT is 'eighty'")
