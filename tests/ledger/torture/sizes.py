"""Sizes: how much the torture tests do; ``make torture`` sets the number of kills, and all of them are at full size."""

from __future__ import annotations

import os

KILLS = "TORTURE"
"""The environment variable that tells the number of kills; unset, everything is small enough for every run."""


def n_kills() -> int:
    """How often a process is killed."""
    return int(os.environ.get(KILLS) or 60)


def sized(small: int, full: int) -> int:
    """The full number where torture was asked for."""
    return full if os.environ.get(KILLS) else small
