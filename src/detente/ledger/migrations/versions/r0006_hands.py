"""What was coded by hand stands by itself against a newer coding."""

from __future__ import annotations

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Changes no table: behind every migration their rows are made anew, now by that rule."""
