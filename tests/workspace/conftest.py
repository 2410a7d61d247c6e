"""A workspace for the talks about the strait."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.settings import Settings
from detente.workspace import Workspace
from tests.postgresql_server import database_url, postgresql_server  # noqa: F401 - pytest finds fixtures here


@pytest.fixture
def settings() -> Settings:
    """Settings that do not depend on who runs the tests, and that wait for nobody."""
    return Settings(reviewer="ada", lock_timeout_seconds=0.01, document_limit_bytes=100_000)


@pytest.fixture
def workspace(tmp_path: Path, dossier_file: Path, settings: Settings) -> Iterator[Workspace]:
    """A new workspace."""
    with Workspace.create(tmp_path / "talks", dossier_file, settings) as made:
        yield made
