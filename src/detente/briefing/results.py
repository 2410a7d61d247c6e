"""Results: what the analyses found in one view, as a brief receives it."""

from __future__ import annotations

from dataclasses import dataclass

from detente.analysis import (
    AssumptionCase,
    Contest,
    DrawnRedLine,
    Gaps,
    Hurdle,
    HypothesisMatrix,
    InstrumentHistory,
    Linkages,
    Matrix,
    Movement,
    Round,
    WatchState,
)

_NO_LINKAGES = Linkages(links=(), deadlocks=(), untied=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What was found in one view, each by the analysis of its name; a part that is empty is not shown.

    Attributes:
        movement: Since the day that was asked for; None where none was.
        gaps: How far apart the parties stand; without it the bottom line tells the positions alone.
    """

    matrix: Matrix
    movement: Movement | None = None
    gaps: Gaps | None = None
    contests: tuple[Contest, ...] = ()
    linkages: Linkages = _NO_LINKAGES
    instruments: tuple[InstrumentHistory, ...] = ()
    rounds: tuple[Round, ...] = ()
    hurdles: tuple[Hurdle, ...] = ()
    red_lines: tuple[DrawnRedLine, ...] = ()
    watch: tuple[WatchState, ...] = ()
    assumptions: tuple[AssumptionCase, ...] = ()
    hypotheses: tuple[HypothesisMatrix, ...] = ()
