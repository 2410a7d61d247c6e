"""Finds the day of a meeting among the dates of its clause."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.coding import vocabulary
from detente.coding.days import Day, coming_days, past_days
from detente.coding.round_cues import done, prospect, said, words
from detente.coding.round_heads import Head, Told
from detente.model import Edtf, Span

_ANY_DAY = Edtf("2001-06-15")
"""Stands for an unknown day of publication where it only matters whether words tell a day."""
_SPOKEN_ON = re.compile(r"(?:reporters\s+|journalists\s+)?(?:\s*on\s+|\s*late\s+|\s*early\s+)*$", re.IGNORECASE)
_BESIDE = re.compile(r"['’]s?\s+(?:[\w-]+\s+){0,3}")
_BEFORE_COSTS_CHARS = 30


@dataclass(frozen=True, slots=True)
class When:
    """Words that tell when a meeting is; ``on`` is None where they cannot be read."""

    span: Span
    on: Edtf | None


def when(text: str, window: Span, head: Head, published: Edtf | None) -> When | None:
    """The words that tell when, with the day they mean; words that stand by the day of publication need one."""
    read = past_days if head.told is Told.HELD else coming_days
    day = _nearest(text, window, head, read(text, window, published))
    if day is not None:
        return When(day.span, day.on)
    if published is None:
        day = _nearest(text, window, head, read(text, window, _ANY_DAY))
    loose = _loose().search(text, *window) if day is None else None
    found = day.span if day is not None else loose.span() if loose is not None else None
    return None if found is None else When(found, None)


def _nearest(text: str, window: Span, head: Head, days: Sequence[Day]) -> Day | None:
    """The day told nearest to a head, first behind it, and never the day on which somebody spoke."""
    days = [one for one in days if not _is_spoken(text, window, one, head)]
    if words("behind_us", "before_us").fullmatch(text[slice(*head.predicate)]):
        days = [one for one in days if _is_led(text, one, head)]
    if head.told is Told.AHEAD:
        days = [one for one in days if one.span[0] > head.span[0] or _is_in_front(text, window, one, head)]
    if head.told is Told.CANCELLED or head.told is Told.POSTPONED:
        off = head.predicate[1]
        days = [one for one in days if head.told is Told.CANCELLED or _is_new(text, off, one)]

    def farness(day: Day) -> int:
        if day.span[0] >= head.span[1]:
            return day.span[0] - head.span[1]
        return head.span[0] - day.span[1] + _BEFORE_COSTS_CHARS

    return min(days, key=farness, default=None)


@functools.cache
def _loose() -> re.Pattern[str]:
    """Words for a time that no date can be made of."""
    seasons = "|".join(vocabulary.load("dates")["seasons"])
    return re.compile(
        rf"\b(?:in|this|next|last)\s+(?:the\s+)?(?:{seasons})\b|\b(?:this|last|next)\s+(?:week|month)(?!\w)"
        r"|\b[1-3]?\d(?:st|nd|rd|th)\b(?=:|\s+of\b)",
        re.IGNORECASE,
    )


def _is_led(text: str, day: Day, head: Head) -> bool:
    """Whether a day may be that of talks after or before which something else is done: no comma parts it from them."""
    if day.span[0] < head.span[0]:
        return head.told is Told.AHEAD or _BESIDE.fullmatch(text[day.span[1] : head.span[0]]) is not None
    return "," not in text[head.span[1] : day.span[0]]


def _is_in_front(text: str, window: Span, day: Day, head: Head) -> bool:
    """Whether a day in front of a meeting that lies ahead is its day.

    It opens the clause and nothing done stands between, or something that looks ahead stands before it, or it stands
    beside the noun.
    """
    lead, gap = text[window[0] : day.span[0]].strip(), text[day.span[1] : head.span[0]]
    if lead.casefold() in {"", "on", "in"}:
        return prospect().search(gap) is not None or done().search(gap) is None
    return prospect().search(lead) is not None or _BESIDE.fullmatch(gap) is not None


def _is_new(text: str, off: int, day: Day) -> bool:
    """Whether a day is the one that a meeting was put off to."""
    return re.fullmatch(r"[^,;]{0,30}\b(?:to|until|till)\s+(?:the\s+)?", text[off : day.span[0]]) is not None


def _is_spoken(text: str, window: Span, day: Day, head: Head) -> bool:
    """Whether a day is when somebody spoke: it stands right behind a verb of saying, or in front of it."""
    before = text[max(window[0], day.span[0] - 40) : day.span[0]]
    lead = _SPOKEN_ON.sub("", before).rstrip()
    told = list(said().finditer(lead))
    if told and lead[told[-1].end() :].strip() == "" and not head.predicate[0] <= day.span[0] - 1 < head.predicate[1]:
        return head.span[1] > day.span[0] or not text[head.span[1] : day.span[0]].strip().startswith(("on", "in"))
    return False
