"""Deciders: in whose name a browser's decisions are recorded.

By default it is the reviewer of the settings. Where two analysts share a workspace each can give another name, which
the browser keeps. Nobody logs in: the name is believed, recorded with every decision, and opens nothing.
"""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import Depends, Request
from starlette.responses import Response

from detente.reading import printable
from detente.web.asking import Open

COOKIE = "detente_decider"
LONGEST_NAME = 80
"""So many characters of a name are kept."""

_ONE_YEAR_SECONDS = 365 * 24 * 60 * 60


def name_in(cookies: str) -> str:
    """The name that a browser sends along; empty where it keeps none.

    Example:
        >>> name_in("detente_decider=Ada%20L%C3%B6f; other=1"), name_in("")
        ('Ada Löf', '')
    """
    try:
        found = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        return ""
    return _named(unquote(found.value)) if found is not None else ""


def keep_name(answer: Response, name: str) -> None:
    """Has the browser keep the name, or forget the one it kept where this is blank."""
    if named := _named(name):
        answer.set_cookie(COOKIE, quote(named, safe=""), _ONE_YEAR_SECONDS, httponly=True, samesite="strict")
    else:
        answer.delete_cookie(COOKIE, httponly=True, samesite="strict")


def _named(text: str) -> str:
    return printable(" ".join(text.split()))[:LONGEST_NAME].strip()


def _decider(request: Request, workspace: Open) -> str:
    return name_in(request.headers.get("cookie", "")) or workspace.settings.reviewer


Decider = Annotated[str, Depends(_decider)]
"""In whose name this browser decides."""
