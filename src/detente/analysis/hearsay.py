"""Hearsay: what somebody unnamed tells, or a source that is doubted; alone it makes no better told word old."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby

from detente.analysis.columns import UNDATED
from detente.analysis.origins import Directness
from detente.analysis.transcript import WINDOW_DAYS, Rows, Transcript


def is_hearsay(told: Transcript, row: int) -> bool:
    """Whether somebody on its way has no name, or its source or report is doubted."""
    return told.ways[row] is Directness.UNNAMED or not told.is_trusted[row]


def settling(told: Transcript, newest: Rows) -> set[int]:
    """Those by which older words of the party may grow old: well told, or borne out.

    Well told is what is coded rather right than wrong and no hearsay. What somebody unnamed tells is borne out where
    another origin told the same that day or in the ``WINDOW_DAYS`` before, neither of them doubted. Nothing that is
    told later changes what settles.

    Args:
        told: The transcript.
        newest: Of one party on one issue, newest first.
    """
    days, is_sound = told.days, told.is_sound
    found = {row for row in newest if is_sound[row] and days[row] != UNDATED}
    heard: dict[int, dict[str, int]] = defaultdict(dict)
    for day, some in groupby(reversed(newest), key=days.__getitem__):
        said = [row for row in some if told.is_likely[row] and told.is_trusted[row]]
        for row in said if day != UNDATED else ():
            heard[told.said[row]][told.origins[row]] = day
        found.update(row for row in said if row not in found and _is_borne_out(told, row, heard[told.said[row]]))
    return found


def last_settled(told: Transcript, newest: Rows) -> int:
    """The newest day on which something was told by which older words grow old; where nothing was, the newest day.

    Args:
        told: The transcript.
        newest: Of one party on one issue, newest first; never empty.
    """
    if told.is_sound[newest[0]]:
        return told.days[newest[0]]
    settled = settling(told, newest)
    return next((told.days[row] for row in newest if row in settled), told.days[newest[0]])


def is_all_hearsay(told: Transcript, rows: Iterable[int]) -> bool:
    """Whether nobody with a name whom nobody doubts tells any of them."""
    return all(is_hearsay(told, row) for row in rows)


def _is_borne_out(told: Transcript, row: int, tellers: dict[str, int]) -> bool:
    first, own = told.days[row] - WINDOW_DAYS, told.origins[row]
    return any(day >= first for origin, day in tellers.items() if origin != own)
