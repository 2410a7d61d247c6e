"""The workspace that a command works on."""

from __future__ import annotations

from pathlib import Path

from detente.settings import load_settings
from detente.workspace import Workspace


def open_workspace(folder: Path | None) -> Workspace:
    """The workspace in this folder; without one in that of the settings, which is where we stand by default."""
    settings = load_settings()
    return Workspace.open(folder or settings.workspace, settings)
