"""Finds the words that tell of a meeting, and whether it is told as held, as lying ahead, or as called off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from detente.coding.round_cues import (
    WORDS,
    alone,
    done_forms,
    expected,
    flagged,
    foreign,
    happenings,
    head_words,
    holding,
    idioms,
    judged,
    leads,
    near_prospect,
    others,
    past_forms,
    planned,
    said,
    upcoming,
    words,
)
from detente.coding.round_denials import is_denied
from detente.model import Span

_FARTHEST_CHARS = 90
_GERUND = re.compile(r"\s+(?:the|its|their|his|her|our|all|those|these|an?|any)\s", re.IGNORECASE)
_LED = re.compile(
    r"\b(?:the|this|that|each|every|last|next|an?|one|\w+['’]s|\w+(?:st|nd|rd|th|ed|al|ive)|(?-i:[A-Z])\w+)\s+$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",[^,]*,")
_WHICH = re.compile(r",?\s+(?:which|that)\s+(?:[\w’'-]+\s+){0,5}")
_STEP = re.compile(r"[;:]|\s[–—]\s|—|\b(?:who|which|that|because|while|whereas|although|as)\b", re.IGNORECASE)
_IS_TO = re.compile(r"(?:was|were)\s+to\s")
_ACTIVE = re.compile(r"(?<!to)\s+(?:the|its|their|his|her)\s", re.IGNORECASE)
_COMING = re.compile(r"[^;:.]{0,60}?,?\s+(?:is\s+|was\s+)?(?:expected|planned|due|scheduled)\b")
_NOUN = re.compile(r"\b(?:the|its|their|his|her|an?)\s+$", re.IGNORECASE)
_INDEFINITE = re.compile(r"\san?\s[^,;:]*$", re.IGNORECASE)
_SPOKEN_OF = re.compile(r"\s+(?:is|was|were|has|had)(?:\s+been)?\s+[\"“]")
_AFTER = re.compile(r"\b(after|since|before)\s+$", re.IGNORECASE)
_PERSON = re.compile(r"\s+(?:(?:the|its|their|his|her)\s+)?[A-ZÀ-Þ]")
_BE = re.compile(r"\b(?:be|been|have|has|had|having)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_INFINITIVE = re.compile(r"\bto\s+(?:\w+ly\s+|again\s+)?$", re.IGNORECASE)
_MIGHT_HAVE = re.compile(r"\b(?:would|could|should|might|must)\s+have\s+$", re.IGNORECASE)


_DEFINITE = re.compile(r"\b(?:the|this|these|those)\s+$", re.IGNORECASE)
_MERE_TIMES = frozenset({"before", "ahead of", "prior to"})


class Told(StrEnum):
    """How a meeting is told."""

    HELD = "held"
    AHEAD = "ahead"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"


class Kind(StrEnum):
    """What sort of word tells of it: talks of whomever, a meeting of parties, a verb, a visit."""

    TALKS = "talks"
    MEETING = "meeting"
    VERB = "verb"
    VISIT = "visit"


@dataclass(frozen=True, slots=True)
class Head:
    """The words that tell of a meeting.

    Attributes:
        span: The noun or verb.
        predicate: The verb that tells it, or the words in front of the noun; the noun itself where there is none.
        is_subject_holder: Whether whoever stands before the predicate takes part, or hosts.
        is_definite: Whether it may go back to a meeting told before ("the talks").
        is_direct: Whether whom it meets has to stand right behind ("received").
        is_judged: Whether somebody judges it ("called the talks useful").
    """

    span: Span
    kind: Kind
    told: Told
    predicate: Span
    is_subject_holder: bool
    is_definite: bool = False
    is_judged: bool = False
    is_direct: bool = False


def find_heads(text: str, span: Span) -> Iterator[Head]:
    """The heads between the characters of ``span``, in text order; what is denied or supposed tells of none."""
    start = span[0]
    for match in head_words().finditer(text, *span):
        kind = Kind(match.lastgroup or "")
        before = text[max(start, match.start() - _FARTHEST_CHARS) : match.start()]
        if _is_name(text, match, span):
            continue
        if match[0].casefold() == "meeting" and (lead := _AFTER.search(before)) and _PERSON.match(text, match.end()):
            told = Told.AHEAD if lead[1].casefold() == "before" else Told.HELD
            head: Head | None = Head(match.span(), Kind.VERB, told, match.span(), is_subject_holder=True)
        elif _is_other(text, match, kind, before):
            continue
        elif kind in {Kind.VERB, Kind.VISIT}:
            head = _verb(match, kind, before)
        else:
            head = _noun(text, match, kind, span)
        if head is not None and not is_denied(text, span, head.span, head.predicate, is_verb=head.kind is Kind.VERB):
            yield head


def _is_name(text: str, match: re.Match[str], span: Span) -> bool:
    """Whether the noun is part of a name ("the Velm Conference"): it has a capital inside the sentence."""
    return text[match.start()].isupper() and text[span[0] : match.start()].strip('"“‘«(* ') != ""


def _is_other(text: str, match: re.Match[str], kind: Kind, before: str) -> bool:
    """Whether something else is met or told: a deadline, a condition, a meeting room, the cabinet's meeting."""
    word = " ".join(match[0].casefold().split())
    if kind is Kind.VISIT:
        return False
    if kind is Kind.VERB:
        return idioms().match(text, match.end()) is not None or (
            word in flagged("alone") and not alone().match(text, match.end())
        )
    if others().match(text, match.end()):
        return True
    if word == "round":
        return _LED.search(before) is None
    if word in {"session", "sessions"}:
        return before.endswith("in ")
    return word == "meeting" and _GERUND.match(text, match.end()) is not None


def _verb(match: re.Match[str], kind: Kind, before: str) -> Head | None:
    form = " ".join(match[0].casefold().split())
    if _MIGHT_HAVE.search(before):
        return None
    is_done = form in done_forms() and not planned().search(before)
    if kind is Kind.VISIT and form == "visit" and not near_prospect().search(before) and not _INFINITIVE.search(before):
        is_coming = expected().search(before) or _COMING.match(match.string, match.end())
        told = Told.AHEAD if is_coming else None
        return None if told is None else Head(match.span(), kind, told, match.span(), is_subject_holder=False)
    told = Told.HELD if is_done else Told.AHEAD
    is_direct = form in flagged("direct")
    return Head(match.span(), kind, told, match.span(), is_subject_holder=True, is_direct=is_direct)


def _noun(text: str, match: re.Match[str], kind: Kind, span: Span) -> Head | None:
    before = text[max(span[0], match.start() - _FARTHEST_CHARS) : match.start()]
    found = None if foreign().search(before) else _told(text, match, kind, span)
    is_definite = _DEFINITE.search(before) is not None and words("again").search(f"the {match[0]}") is not None
    if is_definite and (judged().search(before) or _SPOKEN_OF.match(text, match.end())):
        found = Head(match.span(), kind, Told.HELD, match.span(), is_subject_holder=False, is_judged=True)
    return replace(found, is_definite=is_definite) if found is not None else None


def _told(text: str, match: re.Match[str], kind: Kind, span: Span) -> Head | None:
    """How a noun is told: by a verb that calls it off, holds it, or follows it, or by the words in front of it."""
    before = text[max(span[0], match.start() - _FARTHEST_CHARS) : match.start()]
    off = _off(text, match, span)
    if off is not None:
        return Head(match.span(), kind, off[0], off[1], is_subject_holder=False)
    held = holding().search(before)
    if held is not None and not _BE.search(before[: held.start("verb")]):
        start, lead = match.start() - len(before), before[: held.start("verb")]
        verb = (start + held.start("verb"), start + held.end("verb"))
        is_done = _is_past(held["verb"]) and not planned().search(lead)
        return Head(match.span(), kind, Told.HELD if is_done else Told.AHEAD, verb, is_subject_holder=True)
    if upcoming().search(before):
        return Head(match.span(), kind, Told.AHEAD, match.span(), is_subject_holder=False)
    led = _led(match, kind, before)
    if led is not None:
        return led
    happening = _happening(text, match.end(), span[1])
    if happening is None:
        return None
    is_to = happening["past"] is not None and _IS_TO.match(text, happening.start()) is not None
    is_past = (
        happening["past"] is not None and not is_to and not planned().search(text[match.end() : happening.start()])
    )
    return Head(match.span(), kind, Told.HELD if is_past else Told.AHEAD, happening.span(), is_subject_holder=False)


def _led(match: re.Match[str], kind: Kind, before: str) -> Head | None:
    """A noun that the words in front of it place in time, or that is judged by somebody."""
    lead = leads().search(before)
    if lead is None:
        judging = judged().search(before)
        is_judged = judging is not None and not _INDEFINITE.search(judging[0])
        if not is_judged:
            return None
        return Head(match.span(), kind, Told.HELD, match.span(), is_subject_holder=False, is_judged=True)
    if kind is Kind.TALKS and lead["past"] and lead["past"].casefold().startswith("in "):
        return None
    start = match.start() - len(before) + lead.start()
    told = Told.AHEAD if lead["ahead"] else Told.HELD
    is_holder = lead["ahead"] is not None and " ".join(lead["ahead"].casefold().split()) not in _MERE_TIMES
    return Head(
        match.span(), kind, told, (start, start + len(lead["past"] or lead["ahead"])), is_subject_holder=is_holder
    )


def _happening(text: str, start: int, end: int) -> re.Match[str] | None:
    """The nearest verb behind a noun that tells of it, in its own clause."""
    match = happenings().search(text, start, min(end, start + _FARTHEST_CHARS))
    if match is None:
        return None
    gap = _ASIDE.sub(" ", text[start : match.start()])
    if _NOUN.search(gap):
        return None
    is_own = _WHICH.fullmatch(gap) is not None or (_STEP.search(gap) is None and said().search(gap) is None)
    return match if is_own else None


def _off(text: str, match: re.Match[str], span: Span) -> tuple[Told, Span] | None:
    """Whether the meeting is told to be called off or put off, in front of the noun or behind it."""
    ahead = text[max(span[0], match.start() - 40) : match.start()]
    for told, name in ((Told.CANCELLED, "cancelled"), (Told.POSTPONED, "postponed")):
        behind = words(name).search(text, match.end(), min(span[1], match.end() + _FARTHEST_CHARS))
        if behind is not None and _is_undergone(text, match.end(), behind):
            return told, behind.span()
        front = re.search(rf"{words(name).pattern}\s+{WORDS}{{0,4}}$", ahead, re.IGNORECASE)
        if front is not None:
            return told, (match.start() - len(ahead) + front.start(), match.start())
    return None


def _is_undergone(text: str, start: int, verb: re.Match[str]) -> bool:
    """Whether the meeting is what is called off, and not what calls off, or something beside it."""
    gap = _ASIDE.sub(" ", text[start : verb.start()])
    return "," not in gap and _STEP.search(gap) is None and _ACTIVE.match(text, verb.end()) is None


def _is_past(verb: str) -> bool:
    return " ".join(verb.casefold().split()) in past_forms()
