"""Turns "only if", "unless", "in exchange for" and their like into the condition an act depends on."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from detente.coding import vocabulary
from detente.model import Span

_MODAL = r"(?:will|would|can|cannot|could|shall|should|may|might|must|won['’]t)"
_VERB = rf"(?:{_MODAL}|is|are|was|were|has|have|had)"
_PRONOUN = r"(?:I|we|you|he|she|it|they|there|nobody|nothing)"
_STOP = re.compile(
    r"[;!?]|[:.](?!\d)|\s[–—]\s|,[\"”’]|,\s+(?:but|while|although|though|and|or|which|who|he|she|they|it|so)\b"
    rf"|,\s+{_VERB}\b"
)
_MAIN_CLAUSE = re.compile(
    rf",(?!\d)|\s(?:then\s+)?{_PRONOUN}(?:\s+(?:{_MODAL}|is|are)\b|['’](?:d|ll)\b)|\snot\s+an?\s"
    r"|\s(?:will|would|could|can|do|does)\s+(?:the|an?|[A-Z])"
    r"|\s(?:[A-Z]\w+|(?:the|our|my|its|their)\s+\w+)\s+(?:will|would|is\s+\w+ing)\b"
)
_OPENING = re.compile(r"(?:^|[;:–—“\"(]|\b(?:that|but|then|because|says?|said)|,\s+(?:and|or))[\s“\"‘'(,]*$")
_LEAD = re.compile(
    r"(?:[\s“\"‘]|,\s+[^,;:.]{1,60},(?=\s)|[,:])*(?:that\b|there\s+(?:is|are|were|was)\b|it\s+(?:is|was)\b"
    r"|they\s+(?:are|were)\b)?\s*",
    re.IGNORECASE,
)
_LIST_MARKS = (":", "–", "—")
"""What opens a list: "no fee, no pilots" behind it is one of things, and no condition."""
_CLAUSE_START = re.compile(r"[;:]|,\s+(?:but|while|although|though)\b")
_QUOTES = " “\"‘'("
_TRAILING = " \t\r\n.,;:"
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

    @property
    def whole(self) -> Span:
        """Cue and content together."""
        return min(self.cue[0], self.content[0]), max(self.cue[1], self.content[1])


def find_condition(text: str, span: Span) -> ConditionSpan | None:
    """The most binding condition between the characters of ``span``, or None."""
    for form in _forms():
        for match in form.pattern.finditer(text, *span):
            content = form.content(text, span, match)
            if content is not None and content[1] - content[0] >= _FEWEST_CHARS:
                return ConditionSpan(match.span(), content, form.strength)
    return None


@dataclass(frozen=True, slots=True)
class _Form:
    """A group of cues that bind equally and ask the same of the words around them."""

    strength: Strength
    pattern: re.Pattern[str]
    place: str
    needs: Sequence[str]
    is_event: bool
    is_joined: bool
    not_after: re.Pattern[str] | None
    close: re.Pattern[str] | None

    def content(self, text: str, span: Span, match: re.Match[str]) -> Span | None:
        """The words of the condition that the cue at ``match`` announces, or None where it announces none."""
        before = text[span[0] : match.start()]
        if self.close is not None and text[max(0, match.start() - 3) : match.start()].rstrip().endswith(_LIST_MARKS):
            return None
        if self.not_after is not None and self.not_after.search(before):
            return None
        if self.is_joined and before.rstrip().endswith(","):
            return None
        if self.place == "in front":
            return _in_front(text, span, match)
        content = self._behind(text, span, match, is_opening=_OPENING.search(before) is not None)
        if content is None or (self.is_event and _moments().match(text, *content)):
            return None
        behind = text[content[1] : span[1]]
        return content if not self.needs or any(_is_met(need, before, behind) for need in self.needs) else None

    def _behind(self, text: str, span: Span, match: re.Match[str], *, is_opening: bool) -> Span | None:
        cue_end = match.start() + len(match.group().split()[0]) if self.place == "around" else match.end()
        lead = _LEAD.match(text, cue_end, span[1])
        start = lead.end() if lead else cue_end
        stops = [_STOP, _said(), *([_MAIN_CLAUSE] if is_opening else [])]
        if self.close is not None:
            closing = self.close.search(text, start, span[1])
            return None if closing is None else (start, closing.start())
        found = (stop.search(text, start, span[1]) for stop in stops)
        end = min((stop.start() for stop in found if stop is not None), default=span[1])
        return start, start + len(text[start:end].rstrip(_TRAILING))


def _is_met(need: str, before: str, behind: str) -> bool:
    """Whether the words before a cue, or those behind its condition, are what it needs."""
    if need == "negation":
        return _words("negations").search(_CLAUSE_START.split(before)[-1]) is not None
    if need == "prospect":
        return _words("prospects").search(before) is not None
    if need == "inside":
        return before.strip(_QUOTES) != ""
    return _OPENING.search(before) is not None and _words("consequences").search(behind) is not None


def _in_front(text: str, span: Span, match: re.Match[str]) -> Span | None:
    opening = re.compile(r"\bwith\s+(?=[^,;:]*$)").search(text, span[0], match.start())
    return None if opening is None else (opening.end(), len(text[: match.start()].rstrip()))


@functools.cache
def _forms() -> tuple[_Form, ...]:
    forms = []
    for group in vocabulary.load("conditions")["group"]:
        plain = [cue["cue"] for cue in group["cues"] if "close" not in cue]
        forms += [_form(group, plain)] if plain else []
        forms += [_form(group, [cue["cue"]], cue["close"]) for cue in group["cues"] if "close" in cue]
    return tuple(forms)


def _form(group: Mapping[str, Any], cues: Iterable[str], close: str | None = None) -> _Form:
    after, before = group.get("not_after"), group.get("not_before")
    guard = r"(?!\s*,)" if group.get("is_event") else ""
    guard += rf"(?!\s+{vocabulary.any_of(before).pattern})" if before else ""
    # A remark may part a word from its preposition: "hinges, as ever, on".
    cue = re.sub(r"\\s\+(on|upon)(?=[|)])", r"(?:\\s+|,[^,;:.]{1,60},\\s+)\1", vocabulary.any_of(cues).pattern)
    return _Form(
        Strength(group["strength"]),
        re.compile(cue + guard, re.IGNORECASE),
        group.get("place", "behind"),
        group.get("needs", ()),
        group.get("is_event", False),
        group.get("is_joined", False),
        re.compile(rf"{vocabulary.any_of(after).pattern}\s+$", re.IGNORECASE) if after else None,
        re.compile(rf"{re.escape(close)}\s" if close.startswith(",") else rf",?\s+{close}\s", re.IGNORECASE)
        if close
        else None,
    )


@functools.cache
def _words(name: str) -> re.Pattern[str]:
    return vocabulary.any_of(vocabulary.load("conditions")[name])


@functools.cache
def _said() -> re.Pattern[str]:
    """Where a clause told to be said gives way to its source."""
    verbs = vocabulary.load("attribution")["said"]
    told = "|".join(
        form for verb in verbs for form in vocabulary.verb_forms(verb.rstrip("~"))[1:] if form[-3:] != "ing"
    )
    return re.compile(rf",\s+(?!\d)[^.;,]{{0,60}}(?:,[^.;,]{{0,60}},)?[^.;,]{{0,60}}\b(?:{told})\b", re.IGNORECASE)


@functools.cache
def _moments() -> re.Pattern[str]:
    """A day, a month, a year or a duration: what an act waits for without depending on it."""
    dates = vocabulary.load("dates")
    names = "|".join([*dates["months"], *dates["weekdays"]])
    units = r"(?:hours?|days?|weeks?|months?|years?)"
    return re.compile(
        r"(?:(?:the|this|next|last|end|beginning|start|middle|first half|early|mid|late|of|a)\b[\s-]*)*"
        rf"(?:(?:{names})\b|\d[\d:]*(?:st|nd|rd|th)?\b(?!\s+(?!{units}|[ap]\.m)[a-z])|further\s+notice\b"
        r"|(?:spring|summer|autumn|fall|winter|noon|midnight|dawn|dusk|now|then|today|tomorrow|tonight|weekend)\b"
        rf"|(?:last|next|this|that)\s+{units}\b|(?:\w+\s+)?{units}\b(?!\s+(?:{_VERB}|that|when)\b))",
        re.IGNORECASE,
    )
