"""Turns a sentence into clauses: stretches in which one party does one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from detente.coding.actors import Mention
from detente.model import Span

_EDGE = re.compile(
    r";\s*|\s[–—]\s|(?<=\w)—(?=\w)|:\s+"
    r"|,?\s+(?=(?:but|while|whereas|although|though|yet)\s)"
    r"|,\s+(?=(?:which|where|(?!includ|regard|concern|accord|follow|dur)[a-z]{3,}ing)\s)",
)
_AND = re.compile(r",?\s+and\s+(?:that\s+|then\s+)?")
_PRONOUN = re.compile(r"(?:he|she|they|it)\s+\w", re.IGNORECASE)
_FEWEST_CHARS = 12
_SET_BACK = re.compile(
    r",\s+(?P<words>(?:[\w-]+\s+){1,3}(?:hours?|days?|weeks?|months?|years?)\s+(?:after|before)\s+"
    r"(?!(?:the\s+)?(?:sign|entry|it\s+enters|ratif|adopt))[^,;]*)",
    re.IGNORECASE,
)


def clauses(text: str, span: Span, mentions: Sequence[Mention]) -> list[Span]:
    """The clauses of the sentence at ``span``, covering it in order.

    A clause ends at a semicolon, a dash, a colon, before "but", "while" and their like, and before "and" where a
    party or a pronoun begins a new one.
    """
    starts = {mention.span[0] for mention in mentions}
    edges = sorted({edge.end() for edge in _EDGE.finditer(text, *span)} | set(_new_subjects(text, span, starts)))
    pieces, start = [], span[0]
    for edge in edges:
        if edge - start >= _FEWEST_CHARS and span[1] - edge >= _FEWEST_CHARS:
            pieces.append((start, edge))
            start = edge
    return [*pieces, (start, span[1])]


def set_back(text: str, span: Span) -> Span | None:
    """The words that tell how long after what else something is done (", two months after she ruled it out")."""
    found = _SET_BACK.search(text, *span)
    return found.span("words") if found else None


def _new_subjects(text: str, span: Span, starts: set[int]) -> Iterator[int]:
    for match in _AND.finditer(text, *span):
        after = match.end()
        article = re.compile(r"the\s+", re.IGNORECASE).match(text, after)
        begin = article.end() if article else after
        named = begin in starts and text[max(0, match.start()) : match.start() + 1] == ","
        if named or _PRONOUN.match(text, after):
            yield after
