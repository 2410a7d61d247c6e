"""Tells whether a step was taken, is still to come, was refused, or is only talked about."""

from __future__ import annotations

import functools
import re
from enum import StrEnum

from detente.coding import vocabulary
from detente.coding.paper_names import words_of
from detente.coding.sights import Sight

_NEGATED = re.compile(r"\b(?:not|never|neither|nor|cannot|\w+n['’]t)\b", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:will|would|shall|should|can|could|may|might|must|to)\b", re.IGNORECASE)
_NOBODY = re.compile(r"\b(?:nobody|no\s+one|neither|none|no)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_PRESENT = re.compile(r"\b(?:after|when)\s+[^,;]*\b(?:is|are|has|have)\b[^,;]*$", re.IGNORECASE)
_WITHOUT = re.compile(r"\bwithout\s+(?:(?:having|being|been|ever|even|\w+ly)\s+)*$", re.IGNORECASE)
_LIMIT = re.compile(r"[^.;]*\b(?:until|unless|without|before|if)\b", re.IGNORECASE)


class Mood(StrEnum):
    """How far a step was taken."""

    DONE = "done"
    AHEAD = "ahead"
    REFUSED = "refused"
    OPEN = "open"


def mood(sight: Sight, position: int) -> Mood:
    """The mood of the verb at a position; what is denied, supposed or asked for is open."""
    chain, start = sight.chain(position), sight.clause(position)[0]
    before = sight.words[start:position]
    if (
        _pattern("denying").search(sight.words, 0, position)
        or _opens(before)
        or _WITHOUT.search(before)
        or _PRESENT.search(before)
    ):
        return Mood.OPEN
    if _ends("unwilling").search(chain):
        return Mood.OPEN if _LIMIT.match(sight.words, position) else Mood.REFUSED
    if _ends("undone").search(chain) or _NEGATED.search(chain) or _NOBODY.search(before.removesuffix(chain)):
        return Mood.OPEN
    return Mood.AHEAD if _AHEAD.search(chain) or _ends("ahead").search(chain) else Mood.DONE


def _opens(before: str) -> bool:
    """Whether a word like "if" governs the verb: none but its own subject stands between."""
    ends = [match.end() for match in _pattern("open").finditer(before)]
    return bool(ends) and "," not in before[ends[-1] :]


@functools.cache
def _pattern(key: str) -> re.Pattern[str]:
    return vocabulary.any_of(words_of(key))


@functools.cache
def _ends(key: str) -> re.Pattern[str]:
    return re.compile(rf"{_pattern(key).pattern}(?:\s+\w+ly)?\s*$", re.IGNORECASE)
