"""Reads the dates that name a day, a month or a year ("6 March", "in early January", "in 2029")."""

from __future__ import annotations

import calendar
import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from detente.coding import vocabulary
from detente.model import Edtf


@dataclass(frozen=True, slots=True, kw_only=True)
class DateReader:
    """One form of date.

    Attributes:
        width: About how many days it leaves open: of several dates the narrowest is read.
        needs_day: Whether it can be read only if the day of publication is known.
        pattern: What it looks like.
        read: What it means, seen from the day of publication; None if it means nothing.
    """

    width: int
    needs_day: bool
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], date | None], Edtf | None]


def read_dateline(words: str, published: Edtf | None) -> Edtf | None:
    """The day that a dateline tells ("Dec. 12"), or None."""
    match = re.fullmatch(_day_pattern(), words.strip())
    return _read_day(match, published.earliest if published is not None else None) if match else None


def last_year_of(anchor: date | None, month: int, day: int) -> int | None:
    """The year of the latest such day up to the day of publication."""
    if anchor is None:
        return None
    return anchor.year if (month, day) <= (anchor.month, anchor.day) else anchor.year - 1


def _read_iso(match: re.Match[str], _: date | None) -> Edtf | None:
    return _day(int(match[1]), int(match[2]), int(match[3]))


def _read_day(match: re.Match[str], anchor: date | None) -> Edtf | None:
    month, day = _month(match["month"] or match["month2"]), int(match["day"] or match["day2"])
    year = int(match["year"]) if match["year"] else last_year_of(anchor, month, day)
    return None if year is None else _day(year, month, day)


def _read_days(match: re.Match[str], anchor: date | None) -> Edtf | None:
    month = _month(match["month"] or match["month2"] or match["other2"])
    first, last = int(match["first"] or match["first2"]), int(match["last"] or match["last2"])
    other = _month(match["other"] or match["other2"]) if match["other"] or match["other2"] else month
    year = int(match["year"]) - (other < month) if match["year"] else last_year_of(anchor, month, first)
    if year is None:
        return None
    start, end = _day(year, month, first), _day(year + (other < month), other, last)
    return Edtf.span(start.earliest, end.earliest) if start and end and start.earliest <= end.earliest else None


def _read_part(match: re.Match[str], anchor: date | None) -> Edtf | None:
    first, last = vocabulary.load("dates")["parts"][" ".join(match["part"].casefold().split())]
    if match["month"]:
        month = _month(match["month"])
        year = int(match["year"]) if match["year"] else last_year_of(anchor, month, first)
    elif anchor is not None:
        before = match["which"].casefold() == "last month"
        year, month = (anchor.year, anchor.month - before) if anchor.month > before else (anchor.year - 1, 12)
    else:
        return None
    if year is None:
        return None
    days = calendar.monthrange(year, month)[1]
    if first >= 25:
        first -= 31 - days
    return Edtf.span(date(year, month, first), date(year, month, min(last, days)))


def _read_month(match: re.Match[str], anchor: date | None) -> Edtf | None:
    month, told = _month(match["month"] or match["month2"]), match["year"] or match["year2"]
    year = int(told) if told else last_year_of(anchor, month, 1)
    return None if year is None else Edtf.month(year, month)


def _read_year(match: re.Match[str], anchor: date | None) -> Edtf | None:
    year = int(match["year"])
    return Edtf(f"{year:04d}") if anchor is None or year <= anchor.year else None


def _month(name: str) -> int:
    return int(vocabulary.load("dates")["months"][name.casefold()])


def _day(year: int, month: int, day: int) -> Edtf | None:
    try:
        return Edtf.day(date(year, month, day))
    except ValueError:
        return None


def names(key: str) -> str:
    """Alternatives for the words under ``key``, longest first; months and weekdays only with a capital letter."""
    words = sorted(vocabulary.load("dates")[key], key=len, reverse=True)
    if key == "months":
        return "|".join(f"{word.title()}|{word.upper()}" for word in words)
    if key == "weekdays":
        return "|".join(word.title() if word.endswith("day") else rf"{word.title()}\." for word in words)
    return "|".join(word.replace(" ", r"\s+") for word in words)


_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_YEAR_BEHIND = rf"(?:,?\s+{_YEAR})?"
_ORDINAL = r"(?:st|nd|rd|th)?"
_TO = r"\s?(?:[-–—]|to|and|or)\s?"


@functools.cache
def calendar_readers() -> tuple[DateReader, ...]:
    """The forms that name a day, days, a part of a month, a month or a year."""
    return tuple(
        DateReader(width=width, needs_day=False, pattern=re.compile(pattern), read=read)
        for width, pattern, read in (
            (0, _days_pattern(), _read_days),
            (1, _day_pattern(), _read_day),
            (1, r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b", _read_iso),
            (10, _part_pattern(), _read_part),
            (30, _month_pattern(), _read_month),
            (365, rf"\b(?i:in|since|during|back in)\s+{_YEAR}(?!\s+[a-z]+s\b)", _read_year),
        )
    )


def _day_pattern() -> str:
    name = names("months")
    return (
        rf"\b(?:(?P<month>{name})\.?\s+(?P<day>\d{{1,2}}){_ORDINAL}"
        rf"|(?P<day2>\d{{1,2}}){_ORDINAL}\s+(?:of\s+)?(?P<month2>{name})\.?)(?![\d:]){_YEAR_BEHIND}(?!,\d)"
    )


def _days_pattern() -> str:
    name = names("months")
    return (
        rf"\b(?:(?:from|between)\s+)?(?:(?P<month>{name})\.?\s+(?P<first>\d{{1,2}}){_ORDINAL}{_TO}"
        rf"(?:(?P<other>{name})\.?\s+)?(?P<last>\d{{1,2}}){_ORDINAL}"
        rf"|(?P<first2>\d{{1,2}}){_ORDINAL}(?:\s+(?P<month2>{name})\.?)?{_TO}"
        rf"(?P<last2>\d{{1,2}}){_ORDINAL}\s+(?:of\s+)?(?P<other2>{name})\.?)(?![\d:]){_YEAR_BEHIND}"
    )


def _part_pattern() -> str:
    return (
        rf"\b(?P<part>(?i:{names('parts')}))(?:[\s-]+(?:(?:of|in)\s+)?(?P<month>{names('months')})\b\.?{_YEAR_BEHIND}"
        r"|\s+(?P<which>(?i:(?:of\s+)?(?:the|this|last)\s+month)))"
    )


def _month_pattern() -> str:
    name = names("months")
    before = r"(?i:in|since|of|during|last|this|the|over|through|throughout|early|back in)"
    return (
        rf"\b{before}\s+(?P<month>{name})\b(?!\.?\s+\d\d?\b){_YEAR_BEHIND}"
        rf"|\b(?P<month2>{name})\.?,?\s+(?P<year2>(?:19|20)\d\d)\b"
    )
