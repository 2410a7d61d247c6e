"""Headers: what every answer forbids the browser, whatever a document or a dossier says."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from types import MappingProxyType

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src {style}; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)


def policy(*style: str) -> str:
    """The Content-Security-Policy that allows only scripts of our own files, and styles from these sources."""
    return _POLICY.format(style=" ".join(style or ("'self'",)))


def policy_for(html: str) -> str:
    """The policy of a page that brings its stylesheet along: just this one, by its hash, is allowed.

    Only the first style element counts, which the page's own head holds.
    """
    found = _STYLE.search(html)
    sheet = found[1] if found else ""
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    return policy(f"'sha256-{digest}'")


HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": policy(),
        "X-Content-Type-Options": "nosniff",
        # Not "no-referrer": under that a browser hides from us too where a form of ours comes from.
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }
)
"""On every answer; a page that sets one of them itself keeps its own."""


class SafeHeaders:
    """Adds ``HEADERS`` to everything that the application answers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on and adds the headers to what comes back."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_safely)
