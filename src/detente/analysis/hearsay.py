"""Hearsay: what somebody unnamed tells, or a source that is doubted; alone it makes no better told word old."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice, takewhile

from detente.analysis.columns import UNDATED
from detente.analysis.origins import Directness
from detente.analysis.transcript import WINDOW_DAYS, Rows, Transcript


def is_hearsay(told: Transcript, row: int) -> bool:
    """Whether somebody on its way has no name, or its source or report is doubted."""
    return told.ways[row] is Directness.UNNAMED or not told.is_trusted[row]


def settled_by(told: Transcript, newest: Rows) -> int | None:
    """The newest by which older words of the party may grow old: well told, or borne out; None for none.

    Well told is what has a date, is coded rather right than wrong and is no hearsay.

    Args:
        told: The transcript.
        newest: Of one party on one issue, newest first.
    """
    days, is_sound, begun = told.days, told.is_sound, 0
    for place, row in enumerate(newest):
        if days[row] == UNDATED:
            return None
        begun = place if days[row] != days[newest[begun]] else begun
        if is_sound[row] or is_borne_out(told, row, islice(newest, begun, None)):
            return row
    return None


def last_settled(told: Transcript, newest: Rows) -> int:
    """The day of that; where there is none, the newest day.

    Args:
        told: The transcript.
        newest: Of one party on one issue, newest first; never empty.
    """
    row = settled_by(told, newest)
    return told.days[newest[0] if row is None else row]


def is_borne_out(told: Transcript, row: int, heard: Iterable[int]) -> bool:
    """Whether another origin told the same that day or in the ``WINDOW_DAYS`` before, neither of them doubted.

    Nothing that is told later changes it.

    Args:
        told: The transcript.
        row: What is asked about.
        heard: What was told on its day and before, newest first.
    """
    if not (told.is_likely[row] and told.is_trusted[row]):
        return False
    days, said, origins = told.days, told.said, told.origins
    first, ours, origin = days[row] - WINDOW_DAYS, said[row], origins[row]
    for other in takewhile(lambda other: days[other] >= first, heard):
        if said[other] == ours and origins[other] != origin and told.is_likely[other] and told.is_trusted[other]:
            return True
    return False


def is_all_hearsay(told: Transcript, rows: Iterable[int]) -> bool:
    """Whether nobody with a name whom nobody doubts tells any of them."""
    return all(is_hearsay(told, row) for row in rows)
