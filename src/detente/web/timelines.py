"""Timelines: days as places on an axis, in percent of its width, so that a drawing fits any screen and sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from detente.briefing.wording import date_words
from detente.model import Edtf

_MOST_TICKS = 12
_LAST_WORDS, _LATE, _FEW = 92.0, 80.0, 4
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tick:
    """A day of the axis with its words.

    Attributes:
        words: Empty where they do not fit before the end.
        is_minor: Whether a narrow drawing leaves its words out.
        is_late: Whether they do not fit before the end of a narrow one.
    """

    at: str
    words: str
    is_minor: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the axis, its begin and its width in percent of it."""

    at: str
    width: str

    @property
    def end(self) -> str:
        """Where it ends."""
        return percent(float(self.at.rstrip("%")) + float(self.width.rstrip("%")))


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis of days, from the begin of the first to the end of the last.

    Example:
        >>> axis = Axis(date(2031, 3, 1), date(2031, 3, 10))
        >>> axis.stretch(date(2031, 3, 6), date(2031, 3, 9))
        Stretch(at='50%', width='30%')
        >>> axis.told(Edtf("2031-03"))
        Stretch(at='0%', width='100%')
    """

    first: date
    last: date

    def place(self, day: date) -> float:
        """Where a day begins, in percent; what lies outside is moved to the nearer end."""
        days = (self.last - self.first).days + 1
        return min(100.0, max(0.0, (day - self.first).days * 100 / days))

    def at(self, day: date) -> str:
        """The middle of a day."""
        return percent((self.place(day) + self.place(day + _DAY)) / 2)

    def stretch(self, begin: date, end: date) -> Stretch | None:
        """From the begin of one day to the begin of another; None where nothing of it lies on the axis."""
        start, stop = self.place(begin), self.place(end)
        return Stretch(percent(start), percent(stop - start)) if stop > start else None

    def told(self, dated: Edtf) -> Stretch | None:
        """The days that a date may mean; None where none of them lies on the axis."""
        return self.stretch(dated.earliest, _after(dated.latest))

    def ticks(self) -> tuple[Tick, ...]:
        """Years, quarters, months or days, whichever are not too many; every second one is minor."""
        for months in (1, 3, 6, 12, 60, 120):
            days = [day for day in _months(self.first, self.last, months) if self.first <= day <= self.last]
            if len(days) <= _MOST_TICKS:
                break
        if len(days) < 3:
            span = (self.last - self.first).days + 1
            step = -(-span // _MOST_TICKS)
            days = [self.first + timedelta(days=offset) for offset in range(0, span, step)]
            return _ticked(self, [(day, Edtf.day(day)) for day in days])
        if months >= 12:
            return _ticked(self, [(day, Edtf(f"{day.year:04}")) for day in days])
        return _ticked(self, [(day, Edtf.month(day.year, day.month)) for day in days])


def grid(first: date, last: date, most: int) -> tuple[date, ...]:
    """The ends of months, quarters, years ... within a span, whichever are not too many; of a short span, of weeks.

    Example:
        >>> grid(date(2031, 1, 10), date(2031, 4, 5), 4)
        (datetime.date(2031, 1, 31), datetime.date(2031, 2, 28), datetime.date(2031, 3, 31))
    """
    for months in (1, 3, 6, 12, 60, 120, 600):
        begins = [day for day in _months(first, last, months) if first < day <= last]
        if len(begins) <= most:
            break
    if len(begins) < 3:
        step = max(7, -(-(last - first).days // most))
        return tuple(first + timedelta(days=days) for days in range(step, (last - first).days, step))
    return tuple(day - _DAY for day in begins)


def percent(share: float) -> str:
    """A number of percents as attributes have it.

    Example:
        >>> percent(12.5), percent(100 / 3)
        ('12.5%', '33.333%')
    """
    return f"{round(share, 3):g}%"


def _ticked(axis: Axis, days: list[tuple[date, Edtf]]) -> tuple[Tick, ...]:
    found = [(axis.place(day), dated) for day, dated in days]
    return tuple(
        Tick(percent(at), _words(at, dated), is_minor=len(found) > _FEW and bool(place % 2), is_late=at > _LATE)
        for place, (at, dated) in enumerate(found)
    )


def _words(place: float, dated: Edtf) -> str:
    return date_words(dated, is_short=True) if place <= _LAST_WORDS else ""


def _months(first: date, last: date, step: int) -> list[date]:
    """The first day of every so many months, counted from January."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0]


def _after(day: date) -> date:
    return day if day == date.max else day + _DAY
