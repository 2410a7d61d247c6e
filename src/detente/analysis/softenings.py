"""Softenings: what a party that drew a red line offered on the same issue since."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from detente.analysis.standing import days_of, newest_first
from detente.model import Act, Condition, Edtf, Entry, Firmness, OptionId, StatementId, Value

_Kind = tuple[Act, Firmness, OptionId | None]
_Offer = tuple[Entry, tuple[date, date] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Softening:
    """A flexible word, an exception or an offer by the party that drew the red line, on the same issue.

    Attributes:
        reported_by: Who reports whom, nearest the speaker first.
        is_certain: Whether it certainly came after the red line was first drawn; else the dates leave it open.
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


class Offers:
    """What may give way in a cell, read once for all of its red lines.

    Args:
        cell: What takes a position, of one party on one issue.
    """

    def __init__(self, cell: Iterable[Entry]) -> None:
        told = newest_first([entry for entry in cell if _softens(_kind(entry), Act.REJECT, None)])
        self._kinds = [_kind(entry) for entry in told]
        self._told: list[_Offer] = [(entry, days_of(entry)) for entry in told]
        self._by_line: dict[tuple[Act, OptionId | None], list[_Offer]] = {}
        self._made: dict[tuple[StatementId, bool], Softening] = {}

    def since(self, first: Edtf | None, line: Act, option: OptionId | None) -> tuple[Softening, ...]:
        """What gives way on a red line and may have come after it was first drawn, newest first.

        Args:
            first: When it was first drawn; where that is not told, all that gives way may have come after.
            line: The red line's line of acts.
            option: The option that it names.
        """
        offers = self._on(line, option)
        if first is None:
            return tuple(self._softening(entry, is_certain=False) for entry, _ in offers)
        n_after = bisect_left(offers, x=True, key=lambda offer: offer[1] is None or offer[1][0] <= first.latest)
        after = [self._softening(entry, is_certain=True) for entry, _ in offers[:n_after]]
        began = first.earliest
        perhaps = [entry for entry, days in offers[n_after:] if days is None or days[1] >= began]
        return (*after, *(self._softening(entry, is_certain=False) for entry in perhaps))

    def _on(self, line: Act, option: OptionId | None) -> Sequence[_Offer]:
        key = line, option if line is Act.DEMAND else None
        if key not in self._by_line:
            kinds = {kind: _softens(kind, *key) for kind in self._kinds}
            self._by_line[key] = [offer for offer, kind in zip(self._told, self._kinds, strict=True) if kinds[kind]]
        return self._by_line[key]

    def _softening(self, entry: Entry, *, is_certain: bool) -> Softening:
        key = entry.id, is_certain
        if key not in self._made:
            self._made[key] = _softening(entry, is_certain=is_certain)
        return self._made[key]


def _softening(entry: Entry, *, is_certain: bool) -> Softening:
    told = entry.statement
    return Softening(
        statement=entry.id,
        stance=told.act,
        option=told.option,
        value=told.value,
        condition=told.condition,
        quote=told.quote.text,
        reported_by=told.reported_by,
        dated=entry.dated,
        is_certain=is_certain,
    )


def _kind(entry: Entry) -> _Kind:
    told = entry.statement
    return told.act, told.firmness, told.option


@lru_cache(maxsize=1 << 12)
def _softens(kind: _Kind, line: Act, option: OptionId | None) -> bool:
    """Whether it gives way on the issue; to accept what is demanded gives way on nothing."""
    act, firmness, named = kind
    if firmness is Firmness.RED_LINE or act is Act.THREATEN:
        return False
    if act is Act.ACCEPT and line is Act.DEMAND and named is not None and named == option:
        return False
    if firmness is Firmness.FLEXIBLE or act in (Act.ACCEPT, Act.CONDITION):
        return True
    return act is Act.PROPOSE and line is Act.REJECT
