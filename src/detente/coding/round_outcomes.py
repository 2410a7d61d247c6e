"""Finds the words that tell what came of a meeting, and whose words they are."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from detente.coding import vocabulary
from detente.coding.places import Place
from detente.coding.round_cues import words
from detente.coding.round_heads import Head
from detente.model import PartyId, Span

_QUOTED = re.compile(r"\s+(?:as\s+|(?:is|was|were|has|had)(?:\s+been)?\s+)?[\"“](?P<words>[^\"“”]{3,90})[\"”]")
_JUDGEMENT = re.compile(
    r"\s+(?:as\s+(?P<words>[a-z][\w-]*(?:\s+(?:and|but)(?:\s+not)?\s+[\w-]+)?(?:\s+[\w-]+){0,2})|(?P<bare>(?:not\s+|very\s+)?"
    r"(?!off\b|\w*day\b|today|tomorrow|early|late|again|here|there)[a-z][\w-]+(?:\s+(?:and|but)(?:\s+not)?\s+[\w-]+)?))"
    r"(?=\s*(?:[.,;]|$|\band\b))"
)
_STOP = re.compile(r"[,;:.!?”\"]|\s[–—]\s|—|\s(?:but|while|whereas|although|and\s+(?:that|the|he|she|it|they))\s")
_LONGEST_CHARS = 90
_NEGATED = re.compile(r"\b(?:no|not|neither|nor|hardly|never|n[’']t)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_DEGREE = re.compile(r"\b(?:very|highly|rather|extremely|quite|only|largely|deeply)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is told to have come of a meeting.

    Attributes:
        words: As written.
        span: Their characters.
        told_by: The party whose words they are; None where the author or somebody else tells it.
    """

    words: str
    span: Span
    told_by: PartyId | None


def find_outcome(place: Place, head: Head, window: Span) -> Outcome | None:
    """The first words about what came of a meeting in its sentence, from the head on."""
    text, end = place.text, max(window[1], _own_end(place, window))
    if head.is_judged and (judged := _JUDGEMENT.match(text, head.span[1], place.sentence.span[1])) is not None:
        span = judged.span("words" if judged["words"] else "bare")
        return Outcome(" ".join(text[slice(*span)].split()), span, _told_by(place, span, head))
    if (head.is_judged or head.is_definite) and (
        told := _QUOTED.match(text, head.span[1], place.sentence.span[1])
    ) is not None:
        span = told.span("words")
        return Outcome(" ".join(text[slice(*span)].split()), span, _told_by(place, span, head))
    for match in words("outcome").finditer(text, window[0], end):
        span = _whole(text, match, max(end, place.sentence.span[1]))
        if span[1] <= match.end() and " ".join(match[0].casefold().split()) in _running_on() - {"remained"}:
            continue
        is_bare = match.start() <= head.span[1] + 1 and words("behind_us").fullmatch(text[slice(*head.predicate)])
        if is_bare and match[0].casefold() == "without":
            continue
        if match.start() < head.span[0] and not _is_subject(text, match, head):
            continue
        return Outcome(" ".join(text[slice(*span)].split()), span, _told_by(place, span, head))
    return None


def _own_end(place: Place, window: Span) -> int:
    """Where the clauses end that go on from a window without a new meeting in them."""
    behind = [one for one in place.clauses if one[0] >= window[1]]
    return behind[0][1] if behind and behind[0][0] <= window[1] + 2 else window[1]


def _is_subject(text: str, match: re.Match[str], head: Head) -> bool:
    """Whether the words stand right in front of a meeting ("a productive meeting", "no progress in the talks")."""
    if " ".join(match[0].casefold().split()) in _running_on():
        return False
    return re.fullmatch(r"\s+(?:[\w-]+\s+){0,3}", text[match.end() : head.span[0]]) is not None


def _whole(text: str, match: re.Match[str], end: int) -> Span:
    """The cue with a negation or degree in front of it and, where it runs on, the words behind it."""
    start, stop = match.span()
    lead = _NEGATED.search(text, max(0, start - 25), start) or _DEGREE.search(text, max(0, start - 15), start)
    if lead is not None:
        start = lead.start()
    if " ".join(match[0].casefold().split()) in _running_on():
        edge = _STOP.search(text, stop, min(end, stop + _LONGEST_CHARS))
        stop = edge.start() if edge else min(end, stop + _LONGEST_CHARS)
        if match[0].casefold() == "remained":
            start = _front(text, start)
    return start, start + len(text[start:stop].rstrip(" ,.;:"))


def _front(text: str, start: int) -> int:
    """Where the words begin that remain: "three issues" in front of "remained"."""
    lead = re.search(r"(?<!\S)(?:(?:[a-z][\w’'-]*|\d+)\s+){1,3}$", text[max(0, start - 40) : start])
    return start if lead is None else start - len(lead[0])


def _told_by(place: Place, span: Span, head: Head) -> PartyId | None:
    """The party that says the words, or that judges the meeting with them."""
    voices = sorted((one for one in place.voices if one.tells(span[0])), key=lambda one: one.n_chars)
    if voices:
        return voices[0].party
    lead = place.text[place.sentence.span[0] : head.span[0]]
    judged = _judged().search(lead)
    if judged is None:
        return None
    at = place.sentence.span[0] + judged.start()
    before = [one for one in place.mentions if one.span[1] <= at and at - one.span[1] < 25]
    return before[-1].party if before else None


@functools.cache
def _judged() -> re.Pattern[str]:
    return re.compile(rf"{words('judging').pattern}\s+(?:[\w’'-]+\s+){{0,5}}$", re.IGNORECASE)


@functools.cache
def _running_on() -> frozenset[str]:
    return frozenset(entry["cue"] for entry in vocabulary.load("rounds")["outcome"] if entry.get("run_on"))
