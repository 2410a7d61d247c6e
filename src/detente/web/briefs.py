"""The brief among the pages: in the length that is asked for, with what moved since a day."""

from __future__ import annotations

from datetime import date

from fastapi.responses import HTMLResponse, Response

from detente.briefing import Length, Served, to_html, to_markdown
from detente.web.failures import BadQueryError, NoSuchPageError
from detente.web.headers import policy_for
from detente.web.moments import day_of
from detente.web.parts import Link
from detente.web.snapshots import Snapshot

_FILES = {"HTML": "brief.html", "Markdown": "brief.md"}
"""What the brief can be kept as, and the file's name."""

MOST_IN_FULL = 10_000
"""Of more statements a full brief, which holds all of them, is made at the command line alone: it would hold up all."""


def brief_page(snapshot: Snapshot, length: str, since: str) -> HTMLResponse:
    """The brief as a page under its own policy.

    Raises:
        BadQueryError: There is no such length or day, the day lies after the one that the pages show, or there is too
            much for a full brief.
    """
    chosen, day = _length(snapshot, length.strip()), _since(since.strip(), snapshot.moment.as_of)
    moment, since = snapshot.moment, day.isoformat() if day else ""
    served = Served(
        back=moment.link(),
        action="/brief",
        kept=tuple(moment.query.items()),
        since=since,
        downloads=tuple(
            (kind, moment.link("brief", name, length=chosen.value, since=since)) for kind, name in _FILES.items()
        ),
    )
    html = to_html(snapshot.state.brief(chosen, day), served)
    return HTMLResponse(html, headers={"Content-Security-Policy": policy_for(html)})


def brief_file(snapshot: Snapshot, name: str, length: str, since: str) -> Response:
    """The brief as a file to keep.

    Raises:
        BadQueryError: There is no such length or day, the day lies after the one that the pages show, or there is too
            much for a full brief.
        NoSuchPageError: There is no file of this name.
    """
    if name not in _FILES.values():
        raise NoSuchPageError(f"There is no {name!r} of a brief; choose from {', '.join(_FILES.values())}.")
    told = snapshot.state.brief(_length(snapshot, length.strip()), _since(since.strip(), snapshot.moment.as_of))
    is_page = name == _FILES["HTML"]
    text, media_type = (to_html(told), "text/html") if is_page else (to_markdown(told), "text/markdown")
    return Response(text, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _length(snapshot: Snapshot, text: str) -> Length:
    try:
        length = Length(text) if text else Length.STANDARD
    except ValueError as error:
        raise BadQueryError("length", text, "short, standard or full") from error
    n_statements = len(snapshot.view.entries)
    if length is Length.FULL and n_statements > MOST_IN_FULL:
        right = f"short or standard: `detente brief --length full` writes that of {n_statements:,} statements"
        raise BadQueryError("length", text, right, instead=Link("The standard brief", snapshot.moment.link("brief")))
    return length


def _since(text: str, as_of: date | None) -> date | None:
    day = day_of("since", text)
    if day is not None and as_of is not None and as_of < day:
        raise BadQueryError("since", text, f"a day no later than {as_of}, up to which these pages tell what was said")
    return day
