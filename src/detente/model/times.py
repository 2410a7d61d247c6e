"""Dates that keep their precision: the part of EDTF that news needs.

Source: Extended Date/Time Format (ISO 8601-2:2019, Library of Congress specification), level 0 and
the qualifiers of level 1. Supported: ``2026``, ``2026-03``, ``2026-03-06``, an interval
``2026-01-01/2026-01-10`` (read as "some time within"), each with ``~`` (approximate) or ``?``
(uncertain) at its end.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[~?]?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date as precise as it was told, and the days it may mean.

    Attributes:
        text: The EDTF form, e.g. ``2026-03``.
        earliest, latest: The first day it may mean, and the last.

    Raises:
        ValueError: The text is no supported EDTF date.

    Example:
        >>> Edtf("2026-02").earliest, Edtf("2026-02").latest
        (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))
        >>> Edtf("2026-02").may_be_by(date(2026, 2, 10)), Edtf("2026-03").may_be_by(date(2026, 2, 10))
        (True, False)
    """

    text: str
    earliest: date = field(init=False, repr=False, compare=False)
    latest: date = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        first, slash, last = self.text.partition("/")
        if "/" in last:
            raise ValueError(f"{self.text!r} has more than two ends")
        object.__setattr__(self, "earliest", _first_day(first))
        object.__setattr__(self, "latest", _last_day(last if slash else first))
        if self.earliest > self.latest:
            raise ValueError(f"{self.text!r} ends before it begins")

    @property
    def is_day(self) -> bool:
        """Whether exactly one day is meant."""
        return self.earliest == self.latest

    def may_be_by(self, day: date) -> bool:
        """Whether it can lie on or before ``day``."""
        return self.earliest <= day

    def __str__(self) -> str:
        return self.text

    @classmethod
    def day(cls, day: date) -> Edtf:
        """The date that means just this day."""
        return cls(day.isoformat())

    @classmethod
    def month(cls, year: int, month: int) -> Edtf:
        """The date that means some day of this month."""
        return cls(f"{year:04d}-{month:02d}")

    @classmethod
    def span(cls, first: date, last: date) -> Edtf:
        """The date that means some day from ``first`` to ``last``, both included."""
        return cls.day(first) if first == last else cls(f"{first.isoformat()}/{last.isoformat()}")


def _parts(point: str) -> tuple[int, int | None, int | None]:
    match = _POINT.fullmatch(point)
    if match is None:
        raise ValueError(f"{point!r} is no date like 2026, 2026-03, 2026-03-06 or 2026-01-01/2026-01-10")
    year, month, day = match.groups()
    return int(year), None if month is None else int(month), None if day is None else int(day)


@lru_cache(maxsize=4096)
def _first_day(point: str) -> date:
    year, month, day = _parts(point)
    return date(year, 1 if month is None else month, 1 if day is None else day)


@lru_cache(maxsize=4096)
def _last_day(point: str) -> date:
    year, month, day = _parts(point)
    month = 12 if month is None else month
    if day is None:
        return date(year, month, 1).replace(day=calendar.monthrange(year, month)[1])
    return date(year, month, day)
