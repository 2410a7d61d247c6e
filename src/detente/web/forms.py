"""Forms: what a page sends by a plain form, and where it is to go afterwards."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.datastructures import FormData

from detente.errors import RefusedReviewError


async def _form(request: Request) -> FormData:
    return await request.form()


Form = Annotated[FormData, Depends(_form)]
"""The fields of the form that was sent."""


def fields_of(form: FormData) -> dict[str, str]:
    """The texts of a form by their names; files are passed over."""
    return {name: value for name, value in form.items() if isinstance(value, str)}


def back_of(form: FormData, anchor: str = "") -> str:
    """The page to go back to, on this server only; the first page where none is told.

    Args:
        form: It tells the page as ``back``.
        anchor: The element to scroll to, where the address names none.

    Example:
        >>> back_of(FormData({"back": "/statements?act=deny"}), "s1"), back_of(FormData({"back": "//evil.example"}))
        ('/statements?act=deny#s1', '/')
    """
    place = urlsplit(address_within(fields_of(form).get("back", "")) or "/")
    return place._replace(fragment=place.fragment or anchor).geturl()


def address_within(told: str) -> str:
    """An address on this server, without its name; empty where it leads anywhere else.

    Example:
        >>> address_within("/statements?act=deny"), address_within("https://evil.example/")
        ('/statements?act=deny', '')
    """
    is_ours = told.startswith("/") and not told.startswith(("//", "/\\")) and told.isprintable()
    return told if is_ours else ""


def seen_of(text: str) -> int | None:
    """How many reviews the page showed; None where it does not tell.

    Raises:
        RefusedReviewError: It is no number.
    """
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise RefusedReviewError(f"{text!r} is no number of reviews; load the page again, and repeat that")
    return int(text)
