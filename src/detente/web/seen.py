"""Seen: up to which moment a browser has looked at the hits of what is watched, kept in a cookie of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from starlette.responses import Response

from detente.web.watching import moment_of

_A_YEAR = 365 * 24 * 3600


def seen_of(cookies: Mapping[str, str], dossier: str) -> datetime | None:
    """Up to which moment of the ledger the browser has seen the hits of a dossier; None for none or a cookie not ours.

    Args:
        cookies: Of the request.
        dossier: The dossier's id: several workspaces on one machine share their cookies.
    """
    return moment_of(cookies.get(_name(dossier), ""))


def mark_seen(response: Response, dossier: str, until: str) -> None:
    """Has the browser remember that it has seen the hits up to a moment, as :func:`moment_of` reads it."""
    if moment_of(until) is not None:
        response.set_cookie(_name(dossier), until, max_age=_A_YEAR, path="/watch", httponly=True, samesite="strict")


def _name(dossier: str) -> str:
    return f"detente_seen_{hashlib.sha256(dossier.encode()).hexdigest()[:12]}"
