"""Sessions: whose browser it is, and that a change comes from one of our own pages.

Nobody logs in: the pages are for this machine. But a page of somebody else's, open in the same browser, could send a
form here. So every browser gets a cookie that other sites' requests never carry, every page of ours a token made from
it, and a change is refused without the two, or where the browser itself says that it comes from elsewhere.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from detente.web.failures import ForeignRequestError

COOKIE = "detente_session"
TOKEN_FIELD, TOKEN_HEADER = "csrf", "x-csrf-token"
_SESSION = re.compile(r"[\w-]{43}", re.ASCII)


class Sessions:
    """Gives every browser its cookie, and tells the application which browser asks.

    Args:
        app: Gets ``scope["session"]``, 43 characters that no other browser has.
        secret: What tokens are made with.
    """

    def __init__(self, app: ASGIApp, secret: bytes) -> None:
        self._app, self._secret = app, secret

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on; a browser without a cookie is given one."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        known = _cookie(Headers(scope=scope))
        session = known or secrets.token_urlsafe(32)
        scope["session"], scope["token"] = session, token_of(session, self._secret)

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and known is None:
                MutableHeaders(scope=message).append(
                    "set-cookie", f"{COOKIE}={session}; Path=/; HttpOnly; SameSite=Strict"
                )
            await send(message)

        await self._app(scope, receive, send_with_cookie)


def token_of(session: str, secret: bytes) -> str:
    """The token of a browser's pages."""
    return hmac.new(secret, session.encode(), "sha256").hexdigest()


async def ours(request: Request) -> None:
    """Lets a change pass that comes from one of our own pages.

    Raises:
        ForeignRequestError: It does not, or that cannot be told.
    """
    given = request.headers.get(TOKEN_HEADER, "")
    if not given and "form" in request.headers.get("content-type", ""):
        given = str((await request.form()).get(TOKEN_FIELD, ""))
    check(request.headers, given, request.scope["token"], str(request.base_url).rstrip("/"))


def check(headers: Mapping[str, str], given: str, token: str, here: str) -> None:
    """Refuses what the browser says comes from elsewhere, or what does not bring the token.

    Args:
        headers: Of the request.
        given: The token that came with it.
        token: The right one.
        here: Our own origin.

    Raises:
        ForeignRequestError: It is refused.
    """
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise ForeignRequestError("This change was sent by a page of another site; nothing was changed.")
    if headers.get("origin", here) != here:
        raise ForeignRequestError("This change was sent by a page of another address; nothing was changed.")
    if not hmac.compare_digest(given.encode(), token.encode()):
        raise ForeignRequestError("This page is older than the program that serves it. Load it again, and repeat that.")


def _cookie(headers: Headers) -> str | None:
    """The browser's own, if it is one that we gave."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    return found.value if found is not None and _SESSION.fullmatch(found.value) else None


Ours = Depends(ours)
"""For routes that change something."""


def _token(request: Request) -> str:
    return str(request.scope["token"])


Token = Annotated[str, Depends(_token)]
"""The token that the forms of a page bring back."""
