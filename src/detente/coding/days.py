"""Reads the dates of a clause, past or announced ("on Sunday", "next week", "in two weeks"), with their characters."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from detente.coding import vocabulary
from detente.coding.calendars import DateReader, calendar_readers, names
from detente.coding.deixis import deictic_readers
from detente.coding.numerals import numerals
from detente.model import Edtf, Span

_FARTHEST_AHEAD = timedelta(days=270)
"""A day and month without a year lies ahead only if it is nearer than this; else it is the past one."""
_SOON_DAYS = 6
_NOT_ONE = re.compile(r"\b(?:an?|every|each|any|most)\s+$", re.IGNORECASE)
_END = re.compile(r"\b(?:until|till|since|after|as\s+of)\s+(?:the\s+|last\s+)?$", re.IGNORECASE)
_SINCE_WHEN = re.compile(r"\b(?:since|after|as\s+of)\s+(?:the\s+|last\s+)?$", re.IGNORECASE)
_SINCE = re.compile(r"since\b", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|until|till)\s+(?:the\s+)?$", re.IGNORECASE)
_BEFORE = re.compile(r"\bbefore\s+(?:the\s+)?$", re.IGNORECASE)
_LIMITED = re.compile(r"\b(?:by|until|till|before|as\s+soon\s+as|as\s+early\s+as)\s+(?:the\s+)?$", re.IGNORECASE)
_SOONEST = re.compile(r"\b(?:as\s+soon\s+as|as\s+early\s+as|no\s+earlier\s+than|not\s+before)\s+$", re.IGNORECASE)
_PAST_ENDS = re.compile(
    r"\b(?:until|till|by|before|for|due|next|coming|as\s+soon\s+as|as\s+early\s+as|since|every|each)\s+"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{4}")
_LEAD_CHARS = 24

Read = Callable[[re.Match[str], date], Edtf | None]


@dataclass(frozen=True, slots=True)
class Day:
    """A date told in a clause.

    Attributes:
        span: Its characters.
        on: What it means.
        width: About how many days it leaves open.
    """

    span: Span
    on: Edtf
    width: int


def past_days(text: str, span: Span, published: Edtf | None) -> list[Day]:
    """The dates between the characters of ``span``, read as past, in text order, none overlapping."""
    anchor = published.latest if published is not None else None
    is_day = published is not None and published.is_day
    found = []
    for reader in (*calendar_readers(), *deictic_readers()):
        if reader.needs_day and not is_day:
            continue
        for match in reader.pattern.finditer(text, *span):
            before = text[max(span[0], match.start() - _LEAD_CHARS) : match.start()]
            if _PAST_ENDS.search(before) or _is_vague(reader, before) or _SINCE.match(match[0]):
                continue
            told = reader.read(match, anchor)
            if told is not None:
                found.append(Day(match.span(), told, reader.width))
    return _apart(found)


def coming_days(text: str, span: Span, published: Edtf | None) -> list[Day]:
    """The dates between the characters of ``span``, read as announced, in text order, none overlapping.

    A weekday is the first from the day of publication on, and so is a day and month without a year. "By" a day is
    some time up to it, "as soon as" a day is about the week from it. Without a day of publication only dates with a
    year are read.
    """
    return _coming(text, span, published, _END)


def due_days(text: str, span: Span, published: Edtf | None) -> list[Day]:
    """The dates by which something announced is to be done, read as :func:`coming_days` reads them.

    "Until" a day is some time up to it, as "by" it is; what lies before publication is no such day.
    """
    found = _coming(text, span, published, _SINCE_WHEN)
    return [one for one in found if published is None or one.on.latest >= published.earliest]


def _coming(text: str, span: Span, published: Edtf | None, barred: re.Pattern[str]) -> list[Day]:
    anchor = published.latest if published is not None else None
    is_day, found = published is not None and published.is_day, []
    for reader in _coming_readers():
        if reader.needs_day and not is_day:
            continue
        for match in reader.pattern.finditer(text, *span):
            before = text[max(span[0], match.start() - _LEAD_CHARS) : match.start()]
            if barred.search(before) or _is_vague(reader, before) or _SINCE.match(match[0]):
                continue
            told = reader.read(match, anchor)
            if anchor is None:
                ranged = None if told is None or _LIMITED.search(before) else told
            else:
                told = _shifted(match, told, anchor)
                ranged = None if told is None else _ranged(before, told, anchor)
            if ranged is not None:
                found.append(Day(match.span(), ranged, reader.width))
    return _apart(found)


def _is_vague(reader: DateReader, before: str) -> bool:
    return reader.width <= 1 and _NOT_ONE.search(before) is not None


def _apart(found: list[Day]) -> list[Day]:
    """Of dates that overlap the narrowest, and of these the longest."""
    kept: list[Day] = []
    for day in sorted(found, key=lambda one: (one.width, one.span[0] - one.span[1])):
        if all(day.span[1] <= other.span[0] or day.span[0] >= other.span[1] for other in kept):
            kept.append(day)
    return sorted(kept, key=lambda one: one.span)


def _ranged(before: str, told: Edtf, anchor: date) -> Edtf | None:
    """The days that are meant where the words in front of a date make it an end or a beginning."""
    if _SOONEST.search(before):
        return Edtf(f"{told.earliest.isoformat()}/{(told.earliest + timedelta(days=_SOON_DAYS)).isoformat()}~")
    if _BY.search(before):
        return Edtf.span(anchor, told.latest) if told.latest >= anchor else None
    if _BEFORE.search(before):
        last = told.earliest - timedelta(days=1)
        return Edtf.span(anchor, last) if last >= anchor else None
    return told


def _shifted(match: re.Match[str], told: Edtf | None, anchor: date) -> Edtf | None:
    """The same date a year or a week later, where it was read as past and lies ahead."""
    if told is None or told.latest >= anchor or _YEAR.search(match[0]):
        return told
    if "weekday" in match.re.groupindex:
        return Edtf.day(told.earliest + timedelta(days=7))
    if {"first", "last"} <= match.re.groupindex.keys() and "month" not in match.re.groupindex:
        return Edtf.span(told.earliest + timedelta(days=7), told.latest + timedelta(days=7))
    try:
        later = Edtf(_YEAR.sub(lambda year: f"{int(year[0]) + 1:04d}", told.text))
    except ValueError:
        return told
    return later if later.earliest - anchor <= _FARTHEST_AHEAD else told


def _read_next_weekday(match: re.Match[str], anchor: date) -> Edtf:
    weekday = vocabulary.load("dates")["weekdays"][match["weekday"].casefold().rstrip(".")]
    return Edtf.day(anchor + timedelta(days=(weekday - anchor.weekday() - 1) % 7 + 1))


def _read_within(match: re.Match[str], anchor: date) -> Edtf | None:
    told = next(numerals(match["count"]), None)
    count = 1 if match["count"].casefold() in {"a", "an"} else int(told.number) if told else 0
    if not 1 <= count <= 60:
        return None
    unit = match["unit"].casefold()
    n_days = count * {"day": 1, "week": 7, "fortnight": 14, "month": 30}[unit]
    day = anchor + timedelta(days=n_days)
    if match["lead"].casefold() == "within":
        return Edtf.span(anchor, day)
    return Edtf(f"{day.isoformat()}{'' if unit == 'day' else '~'}")


def _read_period(match: re.Match[str], anchor: date) -> Edtf | None:
    is_next, unit = match["which"].casefold() != "this", match["unit"].casefold()
    monday = anchor - timedelta(days=anchor.weekday()) + timedelta(days=7 * is_next)
    if unit == "week":
        return Edtf.span(max(monday, anchor), monday + timedelta(days=6))
    if unit == "weekend":
        saturday = monday + timedelta(days=5)
        return Edtf.span(saturday, saturday + timedelta(days=1))
    if unit == "month":
        year, month = divmod(anchor.year * 12 + anchor.month - 1 + is_next, 12)
        told = Edtf.month(year, month + 1)
        return told if is_next else Edtf.span(anchor, told.latest)
    return Edtf(f"{anchor.year + is_next:04d}")


def _read_weekend(_: re.Match[str], anchor: date) -> Edtf | None:
    saturday = anchor - timedelta(days=anchor.weekday()) + timedelta(days=5)
    return Edtf.span(max(saturday, anchor), saturday + timedelta(days=1))


def _read_tomorrow(_: re.Match[str], anchor: date) -> Edtf | None:
    return Edtf.day(anchor + timedelta(days=1))


def _read_coming(match: re.Match[str], anchor: date) -> Edtf | None:
    n_days = {"days": 7, "weeks": 28}[match["unit"].casefold()]
    return Edtf(f"{anchor.isoformat()}/{(anchor + timedelta(days=n_days)).isoformat()}~")


def _read_season(match: re.Match[str], anchor: date) -> Edtf | None:
    """The season of a year, or the first that is not over on the day of publication."""
    first, last = vocabulary.load("dates")["seasons"][match["season"].casefold()]
    year = int(match["year"]) if match["year"] else anchor.year - (last < first)
    while not match["year"] and _season(year, first, last).latest < anchor:
        year += 1
    told = _season(year, first, last)
    if told.latest < anchor:
        return None
    return told if told.earliest >= anchor else Edtf(f"{anchor.isoformat()}/{told.text.split('/')[1]}")


def _season(year: int, first: int, last: int) -> Edtf:
    return Edtf(f"{year:04d}-{first:02d}/{year + (last < first):04d}-{last:02d}")


def _read_year(match: re.Match[str], anchor: date) -> Edtf | None:
    return Edtf(match["year"]) if int(match["year"]) >= anchor.year else None


@functools.cache
def _coming_readers() -> tuple[DateReader, ...]:
    """The forms that name a day, and those that are told from the day of publication and lie ahead."""
    day = rf"(?P<weekday>{names('weekdays')})"
    named = [reader for reader in calendar_readers() if reader.width < 365]
    told = [
        reader
        for reader in deictic_readers()
        if "weekday" in reader.pattern.groupindex or reader.pattern.groupindex.keys() >= {"first", "last"}
    ]
    forms: tuple[tuple[int, str, Read], ...] = (
        (1, rf"\b(?i:next|the\s+coming)\s+{day}(?!\w)", _read_next_weekday),
        (1, rf"(?i)\b(?:{names('today')})\b(?!['’]s)", lambda _, anchor: Edtf.day(anchor)),
        (1, r"(?i)\btomorrow\b", _read_tomorrow),
        (
            2,
            r"(?i)\b(?P<lead>in|within)\s+(?P<count>an?|\d+|[a-z]+)\s+(?P<unit>day|week|fortnight|month)s?\b",
            _read_within,
        ),
        (2, r"(?i)\b(?:at|over|on|during)\s+the\s+(?:coming\s+)?weekend\b", _read_weekend),
        (7, r"(?i)\b(?P<which>this|next|the\s+coming)\s+(?P<unit>week|weekend)\b", _read_period),
        (30, r"(?i)\b(?P<which>this|next)\s+(?P<unit>month)\b", _read_period),
        (14, r"(?i)\bin\s+the\s+(?:coming|next\s+few)\s+(?P<unit>days|weeks)\b", _read_coming),
        (
            90,
            _coming_season(),
            _read_season,
        ),
        (365, r"(?i)\b(?P<which>this|next)\s+(?P<unit>year)\b", _read_period),
        (365, r"\b[Ii]n\s+(?P<year>20\d\d)\b(?!\s+[a-z]+s\b)", _read_year),
    )
    own = [
        DateReader(width=width, needs_day=width < 30, pattern=re.compile(pattern), read=_dated(read))
        for width, pattern, read in forms
    ]
    return (*named, *told, *own)


def _coming_season() -> str:
    return (
        rf"(?i)\b(?:(?:in|for|during|over)(?:\s+the(?:\s+coming)?)?|this(?:\s+coming)?|the\s+coming)\s+"
        rf"(?:early\s+|late\s+)?(?P<season>{names('seasons')})\b(?:\s+(?:of\s+)?(?P<year>20\d\d)\b)?"
    )


def _dated(read: Read) -> Callable[[re.Match[str], date | None], Edtf | None]:
    return lambda match, anchor: None if anchor is None else read(match, anchor)
