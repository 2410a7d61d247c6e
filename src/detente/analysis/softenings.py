"""Softenings: what a party that drew a red line offered on the same issue since."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from detente.analysis.columns import UNDATED
from detente.analysis.denials import denials_of
from detente.analysis.records import Records
from detente.analysis.sameness import Line, Sameness, sameness
from detente.analysis.transcript import Rows, Transcript
from detente.model import Act, Condition, Edtf, Firmness, OptionId, StatementId, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Softening:
    """A flexible word, an exception or an offer by the party that drew the red line, on the same issue.

    Attributes:
        reported_by: Who reports whom, nearest the speaker first.
        is_certain: Whether it certainly came after the red line was first drawn; else the dates leave it open.
        denied_by: The party's denials that are certainly about it.
    """

    statement: StatementId
    stance: Act
    option: OptionId | None
    value: Value | None
    condition: Condition | None
    quote: str
    reported_by: tuple[str, ...]
    dated: Edtf | None
    is_certain: bool
    denied_by: tuple[StatementId, ...]


class Offers:
    """What may give way in a cell, read once for all of its red lines.

    Args:
        told: The transcript.
        cell: Of one party on one issue, newest first; what takes no position gives way on nothing.
    """

    def __init__(self, told: Transcript, cell: Rows) -> None:
        self._told = told
        self._by_line: dict[tuple[Act, OptionId | None, Value | None], Rows] = {}
        self._taking = [row for row in cell if told.takes_position[row]]

    def since(self, first: Edtf | None, line: Line) -> Sequence[Softening]:
        """What gives way on a red line and may have come after it was first drawn, newest first.

        Args:
            first: When it was first drawn; where that is not told, all that gives way may have come after.
            line: What the red line says.
        """
        days, last_days, rows = self._told.days, self._told.last_days, self._on(line)
        if first is None:
            return Records(len(rows), partial(_softening_at, self._told, rows, 0))
        began, ended = first.earliest.toordinal(), first.latest.toordinal()
        n_after = bisect_left(rows, x=True, key=lambda row: days[row] <= ended)
        perhaps = [row for row in rows[n_after:] if last_days[row] >= began or days[row] == UNDATED]
        told = [*rows[:n_after], *perhaps]
        return Records(len(told), partial(_softening_at, self._told, told, n_after))

    def _on(self, line: Line) -> Rows:
        """What gives way on such a red line, newest first."""
        key = line.act, line.option, line.value
        if key not in self._by_line:
            acts, is_refused = self._told.acts, line.act is Act.REJECT
            giving = self._giving[is_refused]
            # Few outcomes are named again and again; each is compared with the line once.
            named = [(self._told.options[row], self._told.values[row]) for row in giving]
            keeping = {each for each in set(named) if _keeps(line, *each)}
            self._by_line[key] = [
                row
                for row, outcome in zip(giving, named, strict=True)
                if outcome not in keeping or not (is_refused or acts[row] is Act.ACCEPT)
            ]
        return self._by_line[key]

    @cached_property
    def _giving(self) -> tuple[Rows, Rows]:
        """What gives way on anything but a rejection, and on a rejection."""
        acts, firmness = self._told.acts, self._told.firmness
        demanded, refused = (
            [row for row in self._taking if (acts[row], firmness[row]) in softening] for softening in _SOFTENING
        )
        return demanded, refused


def _keeps(line: Line, option: OptionId | None, value: Value | None) -> bool:
    """Whether to take what is named keeps the line: something else than what is refused, or just what is demanded."""
    same = sameness(line, option, value)
    return same is Sameness.OTHER if line.act is Act.REJECT else line.act is Act.DEMAND and same is Sameness.SAME


def _softening_at(told: Transcript, rows: Rows, n_certain: int, place: int) -> Softening:
    """The softening at a place; the first so many are certain."""
    row = rows[place]
    return Softening(
        statement=told.ids[row],
        stance=told.acts[row],
        option=told.options[row],
        value=told.values[row],
        condition=told.conditions[row],
        quote=told.statements[row].quote.text,
        reported_by=told.chains[row],
        dated=told.dates[row],
        is_certain=place < n_certain,
        denied_by=denials_of(told, row),
    )


def _softens(act: Act, firmness: Firmness, *, is_rejection: bool) -> bool:
    """Whether it gives way on the issue, be it a rejection or another line that is drawn."""
    if firmness is Firmness.RED_LINE or act is Act.THREATEN:
        return False
    if firmness is Firmness.FLEXIBLE or act in (Act.ACCEPT, Act.CONDITION):
        return True
    return act is Act.PROPOSE and is_rejection


_SOFTENING = tuple(
    frozenset((act, firmness) for act in Act for firmness in Firmness if _softens(act, firmness, is_rejection=is_so))
    for is_so in (False, True)
)
"""What gives way on anything but a rejection, and on a rejection."""
