"""Where the measuring material lies; it is no part of the project, so a test without it is skipped with the reason."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
MATERIAL = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def material() -> Callable[[str], Path]:
    """Finds a file or folder of the measuring material, or skips the test."""

    def find(name: str) -> Path:
        path = MATERIAL / name
        if not path.exists():
            pytest.skip(f"the measuring material {name} does not lie beside the project")
        return path

    return find


@pytest.fixture(scope="session")
def floors() -> dict[str, Any]:
    """The figures that may only rise, each with the digest of the corpus it was measured on."""
    return json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def digest() -> Callable[[Iterable[Path]], str]:
    """SHA-256 over files' names and bytes, in the order of their names: tells one corpus from another."""

    def of(paths: Iterable[Path]) -> str:
        whole = hashlib.sha256()
        for path in sorted(paths):
            whole.update(path.name.encode() + b"\0" + path.read_bytes())
        return whole.hexdigest()

    return of


@pytest.fixture(scope="session")
def score() -> Callable[..., dict[str, Any]]:
    """Runs a scorer and reads the JSON it prints."""

    def run(*arguments: str | Path) -> dict[str, Any]:
        done = subprocess.run([sys.executable, *map(str, arguments)], capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    return run
