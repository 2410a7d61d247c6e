"""Reads the dates that are told from the day of publication ("yesterday", "last weekend", "two weeks ago")."""

from __future__ import annotations

import functools
import re
from datetime import date, timedelta

from detente.coding import vocabulary
from detente.coding.calendars import DateReader, names
from detente.coding.numerals import numerals
from detente.model import Edtf

_COUNT = r"an?|\d+|[a-z]+(?:-[a-z]+)?"
_UNITS = "day|night|week|fortnight|month|year"
_MOST_AGO = 200
_MONTH_DAYS = 30
_UNITS_DAYS = {"day": 1, "night": 1, "week": 7, "fortnight": 14}


def _read_today(_: re.Match[str], anchor: date | None) -> Edtf | None:
    return None if anchor is None else Edtf.day(anchor)


def _read_yesterday(_: re.Match[str], anchor: date | None) -> Edtf | None:
    return None if anchor is None else Edtf.day(anchor - timedelta(days=1))


def _read_overnight(_: re.Match[str], anchor: date | None) -> Edtf | None:
    return None if anchor is None else Edtf.span(anchor - timedelta(days=1), anchor)


def _read_ago(match: re.Match[str], anchor: date | None) -> Edtf | None:
    told = next(numerals(match["count"]), None)
    count = 1 if match["count"].casefold() in {"a", "an"} else int(told.number) if told else 0
    if anchor is None or not 1 <= count <= _MOST_AGO:
        return None
    unit = match["unit"].casefold()
    if unit in _UNITS_DAYS:
        day = anchor - timedelta(days=count * _UNITS_DAYS[unit])
        return Edtf(f"{day.isoformat()}{'' if unit in {'day', 'night'} else '~'}")
    if unit == "month":
        year, month = divmod(anchor.year * 12 + anchor.month - 1 - count, 12)
        return Edtf(f"{year:04d}-{month + 1:02d}~")
    return Edtf(f"{anchor.year - count:04d}~")


def _read_weekday(match: re.Match[str], anchor: date | None) -> Edtf | None:
    if anchor is None:
        return None
    day = _last_weekday(match["weekday"], anchor)
    if day == anchor and (match["last"] or "").casefold() == "last":
        day -= timedelta(days=7)
    return Edtf.day(day)


def _read_weekdays(match: re.Match[str], anchor: date | None) -> Edtf | None:
    if anchor is None:
        return None
    end = _last_weekday(match["last"], anchor)
    return Edtf.span(_last_weekday(match["first"], end), end)


def _read_weekend(_: re.Match[str], anchor: date | None) -> Edtf | None:
    if anchor is None:
        return None
    saturday = _monday(anchor) - timedelta(days=2)
    return Edtf.span(saturday, saturday + timedelta(days=1))


def _read_week(match: re.Match[str], anchor: date | None) -> Edtf | None:
    if anchor is None:
        return None
    monday = _monday(anchor)
    if match["which"].casefold() == "this":
        return Edtf.span(monday, anchor)
    return Edtf.span(monday - timedelta(days=7), monday - timedelta(days=1))


def _read_ordinal(match: re.Match[str], anchor: date | None) -> Edtf | None:
    """The latest day of that number."""
    if anchor is None:
        return None
    day = int(match["day"])
    month = anchor if day <= anchor.day else anchor.replace(day=1) - timedelta(days=1)
    try:
        return Edtf.day(month.replace(day=day))
    except ValueError:
        return None


def _read_month(match: re.Match[str], anchor: date | None) -> Edtf | None:
    if anchor is None:
        return None
    told = anchor if match["which"].casefold() == "this" else anchor.replace(day=1) - timedelta(days=1)
    return Edtf.month(told.year, told.month)


def _read_season(match: re.Match[str], anchor: date | None) -> Edtf | None:
    """The season of a year, or the latest that had begun a month before publication; "last summer" is over."""
    first, last = vocabulary.load("dates")["seasons"][match["season"].casefold()]
    if match["year"]:
        year = int(match["year"])
    elif anchor is None:
        return None
    else:
        year = anchor.year if anchor.month > first else anchor.year - 1
        if match["last"] and anchor < date(year + (last < first), last, 28):
            year -= 1
    end = f"{year + (last < first):04d}-{last:02d}"
    if anchor is not None and Edtf(end).latest > anchor:
        return Edtf(f"{year:04d}-{first:02d}/{anchor.isoformat()}") if date(year, first, 1) <= anchor else None
    return Edtf(f"{year:04d}-{first:02d}/{end}")


def _read_year(match: re.Match[str], anchor: date | None) -> Edtf | None:
    if anchor is None:
        return None
    return Edtf(f"{anchor.year - (match['which'].casefold() == 'last'):04d}")


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _last_weekday(name: str, anchor: date) -> date:
    weekday = vocabulary.load("dates")["weekdays"][name.casefold().rstrip(".")]
    return anchor - timedelta(days=(anchor.weekday() - weekday) % 7)


@functools.cache
def deictic_readers() -> tuple[DateReader, ...]:
    """The forms that only the day of publication, or its month or year, gives a date."""
    day = rf"(?:{names('weekdays')})"
    apart = r"(?<!percent\s)(?<!\d\s)(?<!not\s)"
    return tuple(
        DateReader(width=width, needs_day=width < _MONTH_DAYS, pattern=re.compile(pattern), read=read)
        for width, pattern, read in (
            (0, rf"\b(?i:between|from)\s+(?P<first>{day})\s+(?:and|to|until)\s+(?P<last>{day})(?!\w)", _read_weekdays),
            (1, rf"(?i){apart}\b(?:{names('today')})\b(?!['’]s|\s+(?:or|as|and)\b)", _read_today),
            (1, rf"(?i)\b(?:{names('yesterday')})\b", _read_yesterday),
            (1, rf"\b(?:(?P<last>[Ll]ast)\s+)?(?P<weekday>{day})(?!\w|\s+week\b|\s+in\s+[A-Z])", _read_weekday),
            (2, rf"(?i)\b(?:{names('overnight')})\b", _read_overnight),
            (2, rf"(?i)\b(?P<count>{_COUNT})\s+(?P<unit>{_UNITS})s?\s+ago\b", _read_ago),
            (2, rf"(?i)\b(?:{names('weekend')})\b", _read_weekend),
            (2, r"(?i)\bon\s+the\s+(?P<day>[1-3]?\d)(?:st|nd|rd|th)\b(?!\s+of\b)", _read_ordinal),
            (7, r"(?i)\b(?:earlier\s+)?(?P<which>this|last)\s+week\b(?!\s+of\b)", _read_week),
            (30, r"(?i)\b(?:earlier\s+)?(?P<which>this|last)\s+month\b", _read_month),
            (90, _season_pattern(), _read_season),
            (365, r"(?i)\b(?:earlier\s+)?(?P<which>this|last)\s+year\b", _read_year),
        )
    )


def _season_pattern() -> str:
    return (
        r"(?i)\b(?:(?P<last>last)|this|(?:in|since|during)(?:\s+the)?)\s+(?:early\s+|late\s+)?"
        rf"(?P<season>{names('seasons')})\b(?:\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)\b)?"
    )
