"""Moments: the two times a page is asked for, how they are written in an address, and links that keep them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from urllib.parse import quote, urlencode

from detente.briefing.wording import day_words, known_words
from detente.web.failures import BadQueryError

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MINUTE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Moment:
    """What is asked about: a day of the world, and a moment of the ledger.

    Attributes:
        as_of: Up to which day things were said; None for all days.
        known_at: Up to which moment they were recorded (UTC); None for now.
    """

    as_of: date | None = None
    known_at: datetime | None = None

    @classmethod
    def parse(cls, as_of: str, known_at: str) -> Moment:
        """The moment that the two query values mean; an empty one is no limit.

        A day alone is known to its end in UTC, so that it counts as a whole.

        Raises:
            BadQueryError: A value is not written like 2026-01-14 or 2026-01-14T09:30, or names no such time.

        Example:
            >>> Moment.parse("2031-03-10", "2031-04-01T09:30").query
            {'as_of': '2031-03-10', 'known_at': '2031-04-01T09:30'}
        """
        return cls(day_of("as_of", as_of.strip()), _minute(known_at.strip()))

    @property
    def query(self) -> dict[str, str]:
        """The query values that mean this moment; none for now."""
        known_at = self.known_at
        is_whole_day = known_at is not None and known_at.time() == time.max
        told = {
            "as_of": self.as_of and self.as_of.isoformat(),
            "known_at": known_at.date().isoformat() if known_at and is_whole_day else self.known_field,
        }
        return {name: value for name, value in told.items() if value}

    @property
    def known_field(self) -> str:
        """``known_at`` as a field for day and time holds it, to the second; empty for now."""
        if self.known_at is None:
            return ""
        spec = "seconds" if self.known_at.second else "minutes"
        return self.known_at.replace(tzinfo=None).isoformat(timespec=spec)

    @property
    def words(self) -> str:
        """The moment in words; empty for now.

        Example:
            >>> Moment(date(2031, 3, 10)).words
            'what was said by 10 March 2031'
        """
        said = f"what was said by {day_words(self.as_of)}" if self.as_of else ""
        if self.known_at is None:
            return said
        known = known_words(self.known_at)
        return f"{said}, {known}" if said else f"what was said, {known}"

    def link(self, *parts: str, anchor: str = "", **query: str | Sequence[str]) -> str:
        """An address on these pages at this moment.

        Args:
            parts: Of the path; each may hold any character.
            anchor: The element to scroll to.
            query: Further values, or several of one name; empty ones are left out.

        Example:
            >>> Moment(date(2031, 3, 10)).link("cell", "norland", "fees", page="2")
            '/cell/norland/fees?page=2&as_of=2031-03-10'
        """
        path = "/" + "/".join(quote(part, safe="") for part in parts)
        values = urlencode({name: value for name, value in query.items() if value} | self.query, doseq=True, safe=":")
        return path + (f"?{values}" if values else "") + (f"#{quote(anchor, safe='')}" if anchor else "")


def day_of(name: str, text: str) -> date | None:
    """The day that a query value means; None where it is empty.

    Args:
        name: The value's name in the address.
        text: As it is given.

    Raises:
        BadQueryError: It is not written like 2026-01-14, or names no such day.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(_in_form(_DAY, text))
    except ValueError as error:
        raise BadQueryError(name, text, "a day written as YYYY-MM-DD, such as 2026-01-14") from error


def _minute(text: str) -> datetime | None:
    if not text:
        return None
    try:
        if _DAY.fullmatch(text):
            return datetime.combine(date.fromisoformat(text), time.max, UTC)
        return datetime.fromisoformat(_in_form(_MINUTE, text).rstrip("Z")).replace(tzinfo=UTC)
    except ValueError as error:
        right = "a day or a time in UTC written as YYYY-MM-DDTHH:MM, such as 2026-01-14T09:30"
        raise BadQueryError("known_at", text, right) from error


def _in_form(form: re.Pattern[str], text: str) -> str:
    if form.fullmatch(text) is None:
        raise ValueError(text)
    return text
