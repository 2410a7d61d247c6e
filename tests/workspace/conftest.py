"""A workspace for the talks about the strait, and files to add to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.settings import Settings
from detente.workspace import Workspace

NOTE = """\
---
title: Pilots
published: 2031-03-10
publisher: Coastal Wire
---
Norland demanded on Monday that every ship take a pilot through the strait. Sudmark rejects pilots, \
President Emil Brandt said.
"""
OFFER = """\
---
title: An offer
published: 2031-04-02
publisher: The Sound
---
Sudmark accepts a transit fee of 300 crowns, Brandt told The Sound.
"""


@pytest.fixture
def settings() -> Settings:
    """Settings that do not depend on who runs the tests, and that wait for nobody."""
    return Settings(reviewer="ada", lock_timeout_seconds=0.01, document_limit_bytes=100_000)


@pytest.fixture
def dossier_file(tmp_path: Path, dossier_yaml: str) -> Path:
    """The dossier of the talks as a file."""
    file = tmp_path / "strait.yaml"
    file.write_text(dossier_yaml, encoding="utf-8")
    return file


@pytest.fixture
def workspace(tmp_path: Path, dossier_file: Path, settings: Settings) -> Iterator[Workspace]:
    """A new workspace."""
    with Workspace.create(tmp_path / "talks", dossier_file, settings) as made:
        yield made


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with two dispatches."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "1-note.md").write_text(NOTE, encoding="utf-8")
    (folder / "2-offer.md").write_text(OFFER, encoding="utf-8")
    return folder
