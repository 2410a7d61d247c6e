"""Collecting: how seldom a command looks for unused records that refer to each other.

The reasons and the figures: docs/decisions/0012-garbage-is-looked-for-seldom.md.
"""

from __future__ import annotations

import gc

YOUNG, MIDDLE_AGED, OLD = 100_000, 20, 20
"""So many new records before the young are looked at, and so many times that before older ones are."""


def collect_seldom() -> None:
    """Leaves what is there now out of every later look, and looks seldom.

    For a process that is all ours: a library leaves this to the program that uses it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE_AGED, OLD)
