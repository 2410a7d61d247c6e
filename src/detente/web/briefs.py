"""The brief among the pages: in the length that is asked for, with what moved since a day."""

from __future__ import annotations

from datetime import date

from fastapi.responses import HTMLResponse

from detente.briefing import Length, to_html
from detente.web.failures import BadQueryError
from detente.web.headers import policy_for
from detente.web.moments import day_of
from detente.web.snapshots import Snapshot


def brief_page(snapshot: Snapshot, length: str, since: str) -> HTMLResponse:
    """The brief as a page under its own policy.

    Raises:
        BadQueryError: There is no such length or day, or the day lies after the one that the pages show.
    """
    chosen, day = _length(length.strip()), _since(since.strip(), snapshot.moment.as_of)
    told = snapshot.state.brief(chosen, day)
    link = snapshot.moment.link
    kept = day.isoformat() if day else ""
    others = {each.value: link("brief", length=each.value, since=kept) for each in Length if each is not chosen}
    html = to_html(told, back=link(), others=others)
    return HTMLResponse(html, headers={"Content-Security-Policy": policy_for(html)})


def _length(text: str) -> Length:
    try:
        return Length(text) if text else Length.STANDARD
    except ValueError as error:
        raise BadQueryError("length", text, "short, standard or full") from error


def _since(text: str, as_of: date | None) -> date | None:
    day = day_of("since", text)
    if day is not None and as_of is not None and as_of < day:
        raise BadQueryError("since", text, f"a day no later than {as_of}, up to which these pages tell what was said")
    return day
