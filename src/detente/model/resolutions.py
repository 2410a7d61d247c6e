"""Resolutions: how an analyst settles statements that cannot all hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from detente.model.ids import StatementId


class Verdict(StrEnum):
    """What an analyst finds of a contest.

    Some of the statements hold and the others do not; all can hold; all held, each in its time; it is put off; it is
    open again after all.
    """

    UPHELD = "upheld"
    ALL_HOLD = "all_hold"
    CHANGED = "changed"
    PARKED = "parked"
    REOPENED = "reopened"

    @property
    def settles(self) -> bool:
        """Whether nothing is left to decide."""
        return self in {Verdict.UPHELD, Verdict.ALL_HOLD, Verdict.CHANGED}

    @property
    def words(self) -> str:
        """How it is shown."""
        return _WORDS[self]


_WORDS = {
    Verdict.UPHELD: "settled: one side holds",
    Verdict.ALL_HOLD: "settled: all can hold",
    Verdict.CHANGED: "settled: each held in its time",
    Verdict.PARKED: "parked",
    Verdict.REOPENED: "opened again",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """An analyst's verdict on statements that cannot all hold; the statements themselves stay as they are.

    Attributes:
        contest: Its key.
        statements: The statements of the contest as the analyst saw it.
        upheld: Those of them that hold; empty but for ``Verdict.UPHELD``.
        reason: Why; never empty.
        source: What it rests on: a document's name, an address, who told; None where only the reason is given.
        analyst: Who resolved it.
        recorded_at: When it was recorded (UTC).
    """

    contest: str
    statements: tuple[StatementId, ...]
    verdict: Verdict
    upheld: tuple[StatementId, ...] = ()
    reason: str
    source: str | None = None
    analyst: str
    recorded_at: datetime
