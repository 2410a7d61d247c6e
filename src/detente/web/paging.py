"""Paging: one page of a long list, and the way to its neighbours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from detente.web.failures import BadQueryError, NoSuchPageError
from detente.web.parts import Link


@dataclass(frozen=True, slots=True)
class Turned:
    """A page of a list.

    Attributes:
        start: The place of its first thing, counted from 0.
        newer, older: Addresses of the pages before and after it; empty if there is none.
    """

    start: int
    newer: str
    older: str


def turned(page: str, total: int, length: int, link: Callable[[str], str]) -> Turned:
    """The page that a query value asks for.

    Args:
        page: A page number, counted from 1; empty for the first.
        total: How many things there are on all pages.
        length: How many a page holds.
        link: Gives the address of a page by its number.

    Raises:
        BadQueryError: It is no page number.
        NoSuchPageError: The page lies beyond the last.
    """
    number, last = page_number(page), max(1, -(-total // length))
    if number > last:
        raise NoSuchPageError(
            f"There is no page {number} here.", instead=Link(f"Page {last}, the last", link(str(last)))
        )
    newer = link(str(number - 1)) if number > 1 else ""
    return Turned((number - 1) * length, newer, link(str(number + 1)) if number < last else "")


def page_number(page: str) -> int:
    """The number that a page of a list is asked for by; 1 where none is given.

    Raises:
        BadQueryError: It is none.
    """
    if page and not (page.isascii() and page.isdigit() and len(page) < 8 and int(page) > 0):
        raise BadQueryError("page", page, "a page number, such as 2")
    return int(page or 1)
