"""Tells whether a meeting is denied, refused or only supposed."""

from __future__ import annotations

import re

from detente.coding.round_cues import words
from detente.model import Span

_CLAUSE_MARK = re.compile(r"[;:,]\s+|\s[–—]\s|\bbut\s")
_NOT = re.compile(r"\b(?:not|never|n[’']t)\b")
_NEAR_WORDS = 3


def is_denied(text: str, sentence: Span, head: Span, predicate: Span, *, is_verb: bool) -> bool:
    """Whether a negation, a refusal or a supposition stands in front of a meeting in its clause.

    Args:
        text: The document's words.
        sentence: The characters of the sentence.
        head: Those of the noun or verb.
        predicate: Those of the verb that tells it.
        is_verb: Whether the head is a verb.
    """
    first = min(predicate[0], head[0])
    clause = _CLAUSE_MARK.split(text[sentence[0] : max(first, head[0])])[-1]
    if _NOT.search(text[head[1] : predicate[1]]):
        return True
    reach = 1 if is_verb else _NEAR_WORDS
    return any(
        one[0].casefold() != "without" or len(clause[one.end() :].split()) < reach
        for one in words("denied").finditer(clause)
    )
