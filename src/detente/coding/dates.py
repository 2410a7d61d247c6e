"""Turns the dates of news prose into EDTF, as precise as they are told and never more so.

A weekday is the last one before publication, or before the dateline where the text has one; a day and month without
a year take the last year in which they were past, and date nothing where the day comes again within five weeks. A day
that is only announced or to come dates nothing, and neither does one after publication, within quoted words, or of what
had been done to somebody who is spoken of ("the men dismissed in March"). Without a date of
publication only what is certain is read: dates with a year.
"""

from __future__ import annotations

import functools
import re
from datetime import date, timedelta

from detente.coding import vocabulary
from detente.coding.calendars import calendar_readers, read_dateline
from detente.coding.deixis import deictic_readers
from detente.model import Edtf

_DATELINE = re.compile(
    r"\s*[A-Z][A-ZÀ-Þ .,’'/-]+\b[^.;—–]{0,40}?,\s+(?P<date>[^,—–-]{4,12}?)\s*(?:\([^)]*\)\s*)?[—–-]+\s"
)
_SINCE = re.compile(r"\bsince\s+(?:the\s+|last\s+)?$", re.IGNORECASE)
_DRAWN_UP = re.compile(
    r"\b(?:draft|paper|text|letter|note|plan|offer|memo|map|statement|report)\s+from\s+$", re.IGNORECASE
)
_RECURRING = re.compile(r"\b(?:every|each)\s+$", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”|(?<![\w.,!?…])\"(?=\S)[^\"]*\"")
_ASIDE_SINCE = re.compile(r",\s+(?:where|whose)\b[^,;]*\b(?i:since)\b[^,;]*")
_PARTICIPLE = r"[a-z]{2,}(?:ed|en|ld|nt|ught)"
_AT = r"(?:(?:early|late|back)\s+)?(?:(?:in|on|at|during|over)\s+)?(?:the\s+)?$"
_WHO_WERE = re.compile(rf"[a-z]\s+who\s+(?:was|were|had\s+been|have\s+been)\s+{_PARTICIPLE}\s+{_AT}", re.IGNORECASE)
_AFTER_INFINITIVE = re.compile(
    r"\bto\s+[a-z]+(?:\s+(?:back|in|on|up|out|off))?\s+(?:all|some|most|many|none|any|each|both)?\s*(?:of\s+)?"
    rf"(?:the|those|these|its|their|our)\s+(?:[a-z\d-]+\s+){{1,3}}{_PARTICIPLE}\s+{_AT}",
    re.IGNORECASE,
)
"""A thing that is done something with, and what had been done to it: "to take back all of the men dismissed in"."""
_STOPS = ("(", ". ", "; ", "? ")
_FARTHEST_CHARACTERS = 60
_LONGEST_DELAY = timedelta(days=60)
"""A dateline older than this is not the day on which the text was written: its year was guessed wrong."""
_SOON = timedelta(days=35)
"""A day without a year that comes again so soon after publication is that one, and not the one a year ago."""
_YEAR = timedelta(days=365)
_WIDEST_SOON = timedelta(days=20)
_HISTORY = timedelta(days=5 * 366)


def is_history(on: Edtf | None, published: Edtf | None) -> bool:
    """Whether a day lies more than five years back, so that what was done then is no part of these talks."""
    return on is not None and published is not None and published.earliest - on.latest > _HISTORY


def find_date(clause: str, published: Edtf | None) -> Edtf | None:
    """When the thing told in ``clause`` was said or done, or None if no date is told.

    Args:
        clause: Words around the statement.
        published: The document's own date.
    """
    line = _DATELINE.match(clause)
    written = read_dateline(line["date"], published) if line else None
    if line is None or written is None:
        return _find(clause, published)
    is_fresh = published is None or published.latest - written.earliest <= _LONGEST_DELAY
    return _find(clause[line.end() :], written if is_fresh else published) or written


def _find(clause: str, published: Edtf | None) -> Edtf | None:
    anchor = published.latest if published is not None else None
    is_day = published is not None and published.is_day
    matches = [
        (reader.width, match.start(), match, reader)
        for reader in (*calendar_readers(), *deictic_readers())
        if is_day or not reader.needs_day
        for match in reader.pattern.finditer(clause)
    ]
    barred = [match.span() for aside in (_QUOTED, _ASIDE_SINCE) for match in aside.finditer(clause)]
    barred += [match.span() for _, _, match, _ in matches if _is_ahead(clause, match) or _is_of_another(clause, match)]
    for _, _, match, reader in sorted(matches, key=lambda one: one[:2]):
        if any(start <= match.start() and match.end() <= end for start, end in barred) or _is_either(clause, match):
            continue
        told = reader.read(match, anchor)
        if told is not None and not _is_to_come(match, told, anchor):
            return _since(clause, match, told, anchor) if is_day else told
    return None


def _since(clause: str, match: re.Match[str], found: Edtf, anchor: date | None) -> Edtf:
    """What holds since a day may have been said on any day from it to publication."""
    is_since = match[0].casefold().startswith("since") or _SINCE.search(clause[: match.start()])
    if anchor is None or found.earliest > anchor or not is_since:
        return found
    return Edtf(f"{found.text.split('/')[0].rstrip('~')}/{anchor.isoformat()}")


def _is_to_come(match: re.Match[str], told: Edtf, anchor: date | None) -> bool:
    """Whether the day lies behind publication, or does so where a year is not told and the day was read as past."""
    if anchor is None or told.earliest > anchor:
        return anchor is not None
    is_yearless = {"month", "year"} <= match.re.groupindex.keys() and not match["year"]
    if not is_yearless or told.latest - told.earliest > _WIDEST_SOON:
        return False
    return anchor < told.earliest + _YEAR <= anchor + _SOON


def _is_ahead(clause: str, match: re.Match[str]) -> bool:
    """Whether the date is one to come, or the end of something, and not when it was said."""
    start = max(clause.rfind(mark, 0, match.start()) for mark in _STOPS)
    before = clause[start + 1 : match.start()]
    if _RECURRING.search(before) or (_ends().search(before) and not _DRAWN_UP.search(before)):
        return not re.match(r"['’]s\b", clause[match.end() :])
    last_ahead, last_back = _last(_ahead(), before), _last(_back(), before)
    if last_ahead >= 0 or last_back >= 0:
        return last_ahead >= last_back
    behind = clause[match.end() : match.end() + _FARTHEST_CHARACTERS]
    ahead = re.search(r"\b(?:will|is to|are to|is due|are due|is expected|is scheduled)\b", behind)
    return ahead is not None and not _back().search(behind, 0, ahead.start())


def _is_of_another(clause: str, match: re.Match[str]) -> bool:
    """Whether it dates what had been done to somebody or something that the clause tells of, and not its own deed."""
    before = clause[: match.start()]
    if _WHO_WERE.search(before) or _AFTER_INFINITIVE.search(before):
        return True
    return _topic().search(before) is not None and clause[match.end() :].startswith(",")


def _is_either(clause: str, match: re.Match[str]) -> bool:
    """Whether a bare season ("in summer") may be the last one or the next: nothing is told as done in it.

    What somebody said or proposed is done; a season told in it need not be past.
    """
    if "season" not in match.re.groupindex or match["year"] or match["last"] or match[0].casefold().startswith("since"):
        return False
    start = max(clause.rfind(mark, 0, match.start()) for mark in _STOPS)
    done = list(_back().finditer(clause, start + 1, match.start()))
    if not done:
        behind = clause[match.end() : match.end() + _FARTHEST_CHARACTERS]
        return _back().search(behind) is None
    between = clause[done[-1].end() : match.start()]
    return _uttered().search(done[-1][0]) is not None and bool(between.strip())


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


@functools.cache
def _ahead() -> re.Pattern[str]:
    cues = vocabulary.any_of(vocabulary.load("dates")["ahead"]).pattern
    return re.compile(rf"{cues}(?!\s+(?:an?|the|its|their|his|her|every|all|any|no|\d+)\b)", re.IGNORECASE)


@functools.cache
def _topic() -> re.Pattern[str]:
    topics = "|".join(topic.replace(" ", r"\s+") for topic in vocabulary.load("dates")["topics"])
    return re.compile(rf"(?:^|[.;,]\s+)(?:{topics})\s+(?:[a-z\d-]+\s+){{1,5}}{_PARTICIPLE}\s+{_AT}", re.IGNORECASE)


@functools.cache
def _back() -> re.Pattern[str]:
    irregular = "|".join(vocabulary.load("dates")["back"])
    regular = rf"(?!{_ahead().pattern})[a-z]{{2,}}ed"
    return re.compile(rf"(?<!\bbe )(?<!\ba )(?<!\ban )(?<!\bthe )\b(?:{irregular}|{regular})\b", re.IGNORECASE)


@functools.cache
def _uttered() -> re.Pattern[str]:
    """A verb whose content may lie ahead: of saying, proposing or asking."""
    return vocabulary.any_of([*vocabulary.load("attribution")["said"], *vocabulary.load("dates")["uttered"]])


@functools.cache
def _ends() -> re.Pattern[str]:
    ends = "|".join(sorted(vocabulary.load("dates")["ends"], key=len, reverse=True))
    return re.compile(rf"\b(?:{ends})\s+(?:the\s+|this\s+|late\s+|early\s+)?$", re.IGNORECASE)
