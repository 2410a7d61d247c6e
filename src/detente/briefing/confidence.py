"""Confidence: how far the bottom line can be relied on, by what it rests on.

The rule, with a worked example: docs/methods/confidence.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from detente.analysis import Directness, Position
from detente.analysis.origins import origins
from detente.analysis.transcript import LEAST_SURE
from detente.briefing.frame import Frame
from detente.briefing.records import Confidence, Sentence
from detente.model import Entry

HIGH_SHARE = 0.75
"""Share of positions that must be backed by two origins, and be direct, for high confidence."""
HIGH_CODED = 0.8
"""How sure the coder must be on average for high confidence."""
LOW_SHARE = 0.25
"""Below this share of backed positions confidence is low, and so it is above this share of poorly coded ones."""
HALF = 0.5
"""High confidence wants as many positions checked; below this share of direct ones, or above it of contested ones, it
is low."""
LOW_CODED = 0.6
"""Where the coder is less sure on average, confidence is low."""


def confidence(frame: Frame, positions: Sequence[Position], sentences: Sequence[Sentence]) -> Confidence | None:
    """How far the sentences of a bottom line can be relied on; None where there is none.

    Args:
        frame: For the reviews of the ruling statements.
        positions: What the sentences tell.
        sentences: They give what it rests on.
    """
    if not positions:
        return None
    marks = [frame.entries[each.ruling].statement.confidence for each in positions if not _is_checked(frame, each)]
    n_checked = len(positions) - len(marks)
    runs = [[frame.entries[said] for said in each.run if _is_well_coded(frame.entries[said])] for each in positions]
    n_backed = sum(len(set(origins(run, frame.dossier))) > 1 for run in runs)
    n_direct = sum(each.directness is Directness.DIRECT for each in positions)
    n_contested = sum(each.is_contested for each in positions)
    n_poorly_coded = sum(not _is_well_coded(frame.entries[each.ruling]) for each in positions)
    coded = fsum(each.confidence for each in positions) / len(positions)
    total = len(positions)
    return Confidence(
        anchor="confidence",
        label="confidence",
        statements=tuple(
            dict.fromkeys(
                each for sentence in sentences for line in (*sentence.clauses, sentence) for each in line.statements
            )
        ),
        level=level(
            n_backed / total, n_direct / total, n_checked / total, n_contested / total, n_poorly_coded / total, coded
        ),
        n_positions=total,
        n_backed=n_backed,
        n_direct=n_direct,
        n_checked=n_checked,
        n_contested=n_contested,
        n_poorly_coded=n_poorly_coded,
        coded=fsum(marks) / len(marks) if marks else None,
    )


def _is_checked(frame: Frame, position: Position) -> bool:
    return frame.entries[position.ruling].is_checked


def _is_well_coded(entry: Entry) -> bool:
    return entry.is_checked or entry.statement.confidence >= LEAST_SURE


def level(backed: float, direct: float, checked: float, contested: float, poorly_coded: float, coded: float) -> str:
    """``high``, ``moderate`` or ``low``.

    Args:
        backed: Share of the positions whose unbroken run two or more independent origins tell, in [0, 1]; a statement
            that nobody checked and that is coded rather wrong than right backs nothing.
        direct: Share of those told directly.
        checked: Share of those an analyst checked.
        contested: Share of those that some statement cannot stand beside.
        poorly_coded: Share of those whose ruling statement nobody checked and is coded rather wrong than right.
        coded: How sure the coder is on average, in [0, 1].

    Example:
        >>> level(0.8, 0.8, 0.6, 0.1, 0, 0.9), level(0.5, 0.8, 0, 0.2, 0, 0.7), level(0.5, 0.8, 0, 0.2, 0.3, 0.7)
        ('high', 'moderate', 'low')
    """
    if backed < LOW_SHARE or direct < HALF or contested > HALF:
        return "low"
    if poorly_coded > LOW_SHARE or coded < LOW_CODED:
        return "low"
    is_high = backed >= HIGH_SHARE and direct >= HIGH_SHARE and checked >= HALF and contested <= LOW_SHARE
    return "high" if is_high and coded >= HIGH_CODED else "moderate"
