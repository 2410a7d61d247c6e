"""Instants of the ledger: UTC, to the microsecond, never going back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from detente.model import Edtf

Clock = Callable[[], datetime]
"""Tells the present moment, with a time zone."""

_AHEAD = timedelta(days=1)
"""So far ahead of the day in UTC a calendar somewhere may be."""
_TICK = timedelta(microseconds=1)


def utc_now() -> datetime:
    """The present moment by the machine's clock, in UTC."""
    return datetime.now(UTC)


def is_to_come(dated: Edtf, today: date) -> bool:
    """Whether a date has begun nowhere yet on a day.

    Args:
        dated: The date.
        today: The day in UTC: the present one, or that of a document, which tells nothing that is said later.

    Example:
        >>> is_to_come(Edtf("2031-03-12"), date(2031, 3, 10)), is_to_come(Edtf("2031"), date(2031, 3, 10))
        (True, False)
    """
    return dated.earliest > today + _AHEAD


def next_instant(now: datetime, last: str | None) -> str:
    """The next append's instant: ``now``, or a microsecond after ``last`` where the clock has not moved on.

    Args:
        now: What the clock tells.
        last: The instant of the append before, None for the first.
    """
    text = instant_to_text(now)
    if last is None or text > last:
        return text
    return instant_to_text(instant_from_text(last) + _TICK)


def instant_to_text(instant: datetime) -> str:
    """The stored form, of one length, so that texts sort as instants do.

    Raises:
        ValueError: The instant has no time zone.

    Example:
        >>> instant_to_text(datetime(2031, 3, 10, 12, tzinfo=UTC))
        '2031-03-10T12:00:00.000000Z'
    """
    if instant.tzinfo is None:
        raise ValueError(f"{instant.isoformat()} has no time zone; add one, for instance +00:00")
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def instant_from_text(text: str) -> datetime:
    """The inverse of :func:`instant_to_text`."""
    return datetime.fromisoformat(text)
