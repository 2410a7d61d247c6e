"""The program as a person runs it: in this process for most tests, as an installed script for a few."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from detente.cli import app

EXAMPLES = Path(__file__).parents[2] / "examples"
Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting and no terminal of whoever runs the tests."""
    for name in list(os.environ):
        if name.startswith("DETENTE_") or name in {"NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"}:
            monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("DETENTE_REVIEWER", "ada")


@pytest.fixture
def run() -> Run:
    """Runs the program in this process; further names are set as environment variables."""

    def run_program(*words: object, given: str | bytes | None = None, **env: str) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words], input=given, env=env, prog_name="detente")

    return run_program


@pytest.fixture
def script() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the installed console script in a process of its own."""

    def run_script(*words: object, **options: object) -> subprocess.CompletedProcess[str]:
        command = [str(Path(sys.executable).with_name("detente")), *map(str, words)]
        settled: dict[str, object] = {"capture_output": True, "text": True, "encoding": "utf-8"}
        return subprocess.run(command, check=False, **(settled | options))

    return run_script


@pytest.fixture
def made(run: Run, tmp_path: Path, dossier_file: Path) -> Path:
    """A workspace without documents."""
    folder = tmp_path / "talks"
    assert run("init", folder, "--dossier", dossier_file).exit_code == 0
    return folder


@pytest.fixture
def workspace(run: Run, made: Path, inbox: Path) -> Path:
    """A workspace with two dispatches."""
    assert run("add", inbox, "--workspace", made).exit_code == 0
    return made


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of the bundled negotiations."""
    return EXAMPLES


@pytest.fixture(scope="session")
def talks(bundled_talks: Path) -> Path:
    """A workspace with the bundled dispatches, for looking only."""
    return bundled_talks
