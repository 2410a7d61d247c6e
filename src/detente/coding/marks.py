"""Finds the marks that points of a paper and items of a list begin with: "3.", "(b)", "Article 4:", a bullet."""

from __future__ import annotations

import re

from detente.model import Span

_MARK = re.compile(
    r"[ \t>*#]*(?:[*+•–-](?=\s)|\(?(?P<number>\d{1,2})[.)]|\(?(?:[a-z]|[ivx]{1,4})\)"
    r"|(?:article|art\.|paragraph|point|section|clause|§)\s*(?P<named>\d{1,2})(?:[.:)*]+|(?!\s+(?-i:[a-z]))))"
    r"(?:\s+|$)",
    re.IGNORECASE,
)

"""A word with a number is one where the words behind it begin anew, and not in "Article 4 of the draft"."""


def mark_at(text: str, line: Span) -> tuple[int, int | None] | None:
    """Where the words behind the mark of a line begin, and the number that it tells, if any; None without a mark.

    Example:
        >>> mark_at("Article 4: Ships pass.", (0, 22)), mark_at("- Ships pass.", (0, 13))
        ((11, 4), (2, None))
    """
    match = _MARK.match(text, *line)
    if match is None:
        return None
    number = match["number"] or match["named"]
    return match.end(), int(number) if number else None
