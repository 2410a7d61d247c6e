"""The header lines of an e-mail, a memo, minutes or a dispatch saved as text: the subject, the day, the publisher."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from itertools import islice

from detente.model import Edtf
from detente.reading.told import Told, one_line, told_date, told_of

_HEADING = r"(?:\S[^\n:.!?]{0,79}\n\s*){0,2}"
_HEADER = re.compile(rf"\s*{_HEADING}(?:[A-Za-z][A-Za-z-]*:[ \t].*\r?\n(?:[ \t]+\S.*\r?\n)*){{3,}}(?=[ \t]*\r?\n)")
_FIELD = re.compile(r"^(?P<name>[A-Za-z-]+):[ \t]+(?P<value>.*(?:\r?\n[ \t]+\S.*)*)", re.MULTILINE)
_SENT = ("date", "sent")
_SUBJECT = ("subject", "re")
_DAYS = (*_SENT, "published")
_ORIGIN = frozenset({"title", "publisher", "url", "source"})
_MET = frozenset({"place", "venue", "present", "attending", "attendees", "participants"})
_WEEKDAY = re.compile(r"^[A-Z][a-z]+day,?\s+")
_SENTENCE = re.compile(r"[.!?…][\"”’)]*\s*$|.{120}")
_LONGEST_HEADER = 20_000
_MOST_HEAD_LINES = 10


def told_by_mail(text: str) -> Told:
    r"""The text with the origin that an e-mail's header lines tell; a text that does not begin with them tells none.

    At least three lines with who wrote it, and when, make a header; a heading of up to two lines may stand before them
    ("MEMO"). A line such as "Date: 6 March 2031" that stands before the first sentence, as in minutes and drafts, tells
    the day and stays a part of the text; so do Title, Publisher, Url and Source, as in front matter. What two lines
    tell differently is not read, nor is a day that is written as numbers only, or that does not exist.

    Example:
        >>> told = told_by_mail("From: ada@desk.example\nDate: Thu, 6 Mar 2031 22:14:05 +0200\nSubject: Velm\n\nHello")
        >>> told.title, str(told.published), told.text[told.body_start:].strip()
        ('Velm', '2031-03-06', 'Hello')
    """
    block = _HEADER.match(text, 0, _LONGEST_HEADER)
    fields = {each["name"].lower(): each["value"] for each in _FIELD.finditer(block[0])} if block else {}
    if block is None or "from" not in fields or not any(name in fields for name in _SENT):
        return _told_at_head(text)
    subject = next((fields[name] for name in _SUBJECT if name in fields), None)
    published = next((day for name in _SENT if (day := _day(fields.get(name, "")))), None)
    return Told(text=text, body_start=block.end(), title=one_line(subject), published=published)


def _told_at_head(text: str) -> Told:
    """The origin that lines of its own tell before the first sentence."""
    found: dict[str, set[str]] = {}
    days = set()
    for line in islice(filter(str.strip, text[:_LONGEST_HEADER].splitlines()), _MOST_HEAD_LINES):
        field = _FIELD.match(line)
        name = field["name"].lower() if field else ""
        if name not in _MET | _ORIGIN and _SENTENCE.search(line):
            break
        if field and name in _DAYS:
            days.add(_day(field["value"]))
        elif field and name in _ORIGIN:
            found.setdefault(name, set()).add(field["value"])
    days.discard(None)
    told = {name: next(iter(values)) for name, values in found.items() if len(values) == 1}
    return told_of(text, told, days.pop() if len(days) == 1 else None)


def _day(value: str) -> Edtf | None:
    """The day on which it was sent, by the clock of who sent it."""
    bare = _WEEKDAY.sub("", value)
    for written in (bare, f"{bare} 00:00"):
        try:
            return told_date(value) or Edtf.day(parsedate_to_datetime(written).date())
        except ValueError:
            continue
    return None
