"""Turns the dates of news prose into EDTF, as precise as they are told and never more so.

A weekday is the last one before publication, unless the words look ahead; a day and month without a year take
the last year in which they were past, or the next if the words look ahead. Without a date of publication only
dates with a year can be read.
"""

from __future__ import annotations

import calendar
import functools
import re
from datetime import date, timedelta

from detente.coding import vocabulary
from detente.model import Edtf

_AHEAD = re.compile(
    r"\b(?:next|coming|will|would|could|is to|are to|was to|were to|as soon as|scheduled|expected|due|planned)\b",
    re.IGNORECASE,
)
_CONTENT = re.compile(
    r"\b(?:until|till|by|before|from|through|after|beginning|starting|effective)\s+(?:the\s+)?$"
    r"|\bto\s+[a-z]+\s+(?:[\w’'-]+\s+){0,6}(?:on|in|this|next)\s+(?:the\s+)?$"
    r"|\bto\s+[a-z]+\s+(?:[\w’'-]+\s+){0,6}$",
    re.IGNORECASE,
)
_SUNDAY = 6


def find_date(clause: str, published: Edtf | None) -> Edtf | None:
    """When the thing told in ``clause`` was said or done, or None if no date is told.

    Args:
        clause: Words around the statement.
        published: The document's own date.
    """
    anchor = published.earliest if published is not None and published.is_day else None
    month_anchor = published.earliest if published is not None else None
    for read in (_read_day, _read_part, _read_month):
        found = read(clause, month_anchor)
        if found is not None:
            return found
    return None if anchor is None else _read_relative(clause, anchor)


def _read_day(clause: str, anchor: date | None) -> Edtf | None:
    match = _first(_patterns()["day"], clause)
    if match is None:
        iso = re.search(r"\b(20\d\d)-(\d\d)-(\d\d)\b", clause)
        return _day(int(iso[1]), int(iso[2]), int(iso[3])) if iso else None
    month = vocabulary.load("dates")["months"][(match["month"] or match["month2"]).casefold()]
    day = int(match["day"] or match["day2"])
    year = int(match["year"]) if match["year"] else _year(anchor, month, day, clause[: match.start()])
    return None if year is None else _day(year, month, day)


def _first(pattern: re.Pattern[str], clause: str) -> re.Match[str] | None:
    """The first date that tells when something was said, and not what was said about a day to come."""
    return next((match for match in pattern.finditer(clause) if not _CONTENT.search(clause[: match.start()])), None)


def _read_part(clause: str, anchor: date | None) -> Edtf | None:
    match = _first(_patterns()["part"], clause)
    if match is None:
        return None
    data = vocabulary.load("dates")
    name = (match["month"] or "").casefold()
    first, last = data["parts"][" ".join(match["part"].casefold().split())]
    if name:
        month = data["months"][name]
        year = int(match["year"]) if match["year"] else _year(anchor, month, first, clause[: match.start()])
    elif anchor is not None:
        year, month = anchor.year, anchor.month
    else:
        return None
    if year is None:
        return None
    end = min(last, calendar.monthrange(year, month)[1])
    return Edtf.span(date(year, month, first), date(year, month, end))


def _read_month(clause: str, anchor: date | None) -> Edtf | None:
    match = _first(_patterns()["month"], clause)
    if match is not None:
        month = vocabulary.load("dates")["months"][(match["month"] or match["month2"]).casefold()]
        told = match["year"] or match["year2"]
        year = int(told) if told else _year(anchor, month, 1, clause[: match.start()])
        return None if year is None else Edtf.month(year, month)
    if anchor is None:
        return None
    if re.search(r"\b(?:earlier )?this month\b", clause, re.IGNORECASE):
        return Edtf.month(anchor.year, anchor.month)
    if re.search(r"\blast month\b", clause, re.IGNORECASE):
        before = anchor.replace(day=1) - timedelta(days=1)
        return Edtf.month(before.year, before.month)
    if re.search(r"\blast year\b", clause, re.IGNORECASE):
        return Edtf(f"{anchor.year - 1:04d}")
    return None


def _read_relative(clause: str, anchor: date) -> Edtf | None:
    if re.search(r"\byesterday\b", clause, re.IGNORECASE):
        return Edtf.day(anchor - timedelta(days=1))
    if re.search(r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b", clause, re.IGNORECASE):
        return Edtf.day(anchor)
    monday = anchor - timedelta(days=anchor.weekday())
    if re.search(r"\b(?:last|past|over the|at the) weekend\b", clause, re.IGNORECASE):
        saturday = monday - timedelta(days=2)
        return Edtf.span(saturday, saturday + timedelta(days=1))
    if re.search(r"\blast week\b", clause, re.IGNORECASE):
        return Edtf.span(monday - timedelta(days=7), monday - timedelta(days=1))
    if re.search(r"\b(?:earlier )?this week\b", clause, re.IGNORECASE):
        return Edtf.span(monday, monday + timedelta(days=_SUNDAY))
    match = _first(_patterns()["weekday"], clause)
    if match is None:
        return None
    weekday = vocabulary.load("dates")["weekdays"][match["weekday"].casefold()]
    if _AHEAD.search(clause, 0, match.start()):
        return None
    back = (anchor.weekday() - weekday) % 7
    return Edtf.day(anchor - timedelta(days=back))


def _day(year: int, month: int, day: int) -> Edtf | None:
    try:
        return Edtf.day(date(year, month, day))
    except ValueError:
        return None


def _year(anchor: date | None, month: int, day: int, before: str) -> int | None:
    """The year that a date without one means: the latest that is past, or the next where the words look ahead."""
    if anchor is None:
        return None
    is_past = date(anchor.year, month, min(day, 28)) <= anchor
    if _AHEAD.search(before):
        return anchor.year + 1 if is_past and month != anchor.month else anchor.year
    return anchor.year if is_past else anchor.year - 1


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = vocabulary.load("dates")
    month = "|".join(sorted(data["months"], key=len, reverse=True))
    part = "|".join(word.replace(" ", r"\s+") for word in sorted(data["parts"], key=len, reverse=True))
    ordinal = r"(?:st|nd|rd|th)?"
    return {
        "day": re.compile(
            rf"\b(?:(?P<month>{month})\.?\s+(?P<day>\d{{1,2}}){ordinal}|(?P<day2>\d{{1,2}}){ordinal}\s+(?:of\s+)?(?P<month2>{month})\.?)"
            rf"(?!\d)(?:,?\s+(?P<year>20\d\d))?(?!,\d)",
            re.IGNORECASE,
        ),
        "part": re.compile(
            rf"\b(?P<part>{part})(?:[\s-]+(?:of\s+)?(?P<month>{month})\b\.?(?:,?\s+(?P<year>20\d\d))?|\s+of\s+the\s+month)",
            re.IGNORECASE,
        ),
        "month": re.compile(
            rf"\b(?:in|since|of|during|last|this)\s+(?P<month>{month})\b(?:,?\s+(?P<year>20\d\d))?"
            rf"|\b(?P<month2>{month})\.?,?\s+(?P<year2>20\d\d)",
            re.IGNORECASE,
        ),
        "weekday": re.compile(rf"\b(?P<weekday>{'|'.join(data['weekdays'])})\b", re.IGNORECASE),
    }
