"""Visits: when this browser last looked, kept in a cookie, and what the workspace knew then."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from detente.briefing.wording import day_words
from detente.web.failures import NoSuchPageError
from detente.web.moments import Moment
from detente.web.opened import Opened
from detente.web.snapshots import Snapshot

COOKIE = "detente_visit"
_PAUSE = timedelta(minutes=30)
"""Who comes back after a longer pause begins a new visit."""
_FORM = re.compile(r"(\d{10})(?:\.(\d{10}))?", re.ASCII)
_KEPT_SECONDS = 400 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Visit:
    """Two moments in UTC: the last look of the visit before, and the last look of this one.

    Example:
        >>> at = datetime(2031, 4, 1, 9, tzinfo=UTC)
        >>> Visit(None, at).next(at + timedelta(hours=1)).before == at
        True
        >>> Visit(None, at).next(at + timedelta(minutes=5)).before is None
        True
    """

    before: datetime | None
    now: datetime

    @classmethod
    def of(cls, request: Request) -> Visit | None:
        """What the browser tells; None at its first visit, or where it tells nothing that can be."""
        found = _FORM.fullmatch(request.cookies.get(COOKIE, ""))
        if found is None:
            return None
        before, now = (each and datetime.fromtimestamp(int(each), UTC) for each in (found[2], found[1]))
        return cls(before or None, now) if now else None

    def next(self, now: datetime) -> Visit:
        """The visit that a look at this moment belongs to."""
        return Visit(self.now if now - self.now > _PAUSE else self.before, now)

    def keep(self, response: Response) -> None:
        """Has the browser tell it next time."""
        told = ".".join(str(int(each.timestamp())) for each in (self.now, self.before) if each)
        response.set_cookie(COOKIE, told, max_age=_KEPT_SECONDS, httponly=True, samesite="strict")


@dataclass(frozen=True, slots=True)
class Since:
    """The last visit.

    Attributes:
        words: When it was.
        before: What was known then of the day that is shown; None where nothing was recorded since.
    """

    words: str
    before: Snapshot | None


def since(visit: Visit, snapshot: Snapshot, opened: Opened) -> Since | None:
    """What this browser was shown at its last visit, of the same day; None where it was shown nothing yet."""
    if visit.before is None or snapshot.moment.known_at is not None:
        return None
    words = day_words(visit.before.date())
    try:
        before = opened.snapshot(Moment(snapshot.moment.as_of, visit.before))
    except NoSuchPageError:
        return None
    return Since(words, None if before.view.seq == snapshot.view.seq else before)
