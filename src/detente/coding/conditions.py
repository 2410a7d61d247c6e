"""Turns "only if", "unless", "in exchange for" and their like into the condition an act depends on."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from enum import StrEnum

from detente.coding import vocabulary
from detente.model import Span

_STOP = re.compile(
    r"[;:.!?]|\s[–—]\s|,\s+(?:but|while|although|though|and|which|who|he|she|they|it)\b|,\s+[^.;]{0,60}\bsaid\b"
)
_LEAD = re.compile(r"[\s,]*(?:that|there\s+(?:is|are|were|was)|it\s+(?:is|was)|they\s+(?:are|were))?\s*", re.IGNORECASE)
_FEWEST_CHARS = 4


class Strength(StrEnum):
    """What a conditional cue does to the act beside it."""

    STRONG = "strong"
    INVERTED = "inverted"
    WEAK = "weak"
    TIMED = "timed"


@dataclass(frozen=True, slots=True)
class ConditionSpan:
    """A condition told in a sentence: its cue, the words it consists of, how strongly it binds."""

    cue: Span
    content: Span
    strength: Strength


def find_condition(text: str, span: Span) -> ConditionSpan | None:
    """The most binding condition between the characters of ``span``, or None."""
    for strength, pattern in _patterns():
        match = pattern.search(text, *span)
        if match is None:
            continue
        content = _before(text, span, match) if strength is Strength.INVERTED else _after(text, span, match)
        if content is None or _moments().match(text, *content):
            continue
        if content[1] - content[0] >= _FEWEST_CHARS:
            return ConditionSpan(match.span(), content, strength)
    return None


def _after(text: str, span: Span, match: re.Match[str]) -> Span:
    start = match.end()
    lead = _LEAD.match(text, start, span[1])
    start = lead.end() if lead else start
    stop = _STOP.search(text, start, span[1])
    end = stop.start() if stop else span[1]
    while end > start and text[end - 1] in " \t\r\n.,;":
        end -= 1
    return start, end


def _before(text: str, span: Span, match: re.Match[str]) -> Span | None:
    opening = re.compile(r"\bwith\s+(?=[^,;:]*$)").search(text, span[0], match.start())
    return None if opening is None else (opening.end(), len(text[: match.start()].rstrip()))


@functools.cache
def _patterns() -> tuple[tuple[Strength, re.Pattern[str]], ...]:
    groups = vocabulary.load("conditions")["group"]
    return tuple(
        (Strength(group["strength"]), vocabulary.any_of(cue["cue"] for cue in group["cues"])) for group in groups
    )


@functools.cache
def _moments() -> re.Pattern[str]:
    """A day, a month, a year or a duration: what an act waits for without depending on it."""
    dates = vocabulary.load("dates")
    names = "|".join([*dates["months"], *dates["weekdays"]])
    return re.compile(
        rf"(?:the\s+)?(?:(?:end|beginning|start|middle|first half)\s+of\s+|early\s+|mid-?\s*|late\s+|next\s+|this\s+)*"
        rf"(?:(?:{names})\b|\d|(?:spring|summer|autumn|fall|winter|noon|midnight|now|then|today|tomorrow|week|month|year|weekend)\b"
        rf"|(?:\w+\s+)?(?:days?|weeks?|months?|years?)\b|further\s+notice\b)",
        re.IGNORECASE,
    )
