"""Tells whether enough is told of a meeting to note it, and whether it is one of these talks."""

from __future__ import annotations

import functools
import re

from detente.coding import vocabulary
from detente.coding.actors import Shape
from detente.coding.round_cues import LENGTH, attendants, head_words, titled, words
from detente.coding.round_heads import Kind, Told
from detente.coding.round_scenes import has_people, table
from detente.coding.round_windows import Scene
from detente.model.notes import RoundNote

_LONG = re.compile(rf"\b{LENGTH}(?:[\w’'-]+\s+){{0,2}}$")
_AGAIN = re.compile(r"\s+again\b")
_BODY_CHARS = 30
_SHORT_MONTH = 4
_PRONOUN = re.compile(r"\b(?:they|it|he|she|we)\b", re.IGNORECASE)
_WITH_NAME = re.compile(r"\b(?:with|between)\s+(?:the\s+)?(?P<name>[A-ZÀ-Þ]\w+)")


def is_round(scene: Scene, n_parties: int, note: RoundNote, *, is_dated: bool) -> bool:
    """Whether enough is told: sides that meet, and for what lies ahead also where or when."""
    head = scene.head
    is_long = _LONG.search(scene.place.text, max(scene.window[0], head.span[0] - 30), head.span[0]) is not None
    is_placed = is_dated or is_long or note.place is not None or (head.told is Told.HELD and note.outcome is not None)
    if head.is_direct and not _meets_directly(scene):
        return False
    if head.told in {Told.POSTPONED, Told.CANCELLED}:
        return n_parties > 0 or (is_placed and head.kind is Kind.TALKS) or _is_series(scene)
    if n_parties > 1:
        return is_placed or head.told is Told.HELD
    if not is_placed or head.kind is Kind.VISIT:
        return False
    return not _is_with_others(scene) if head.kind is Kind.TALKS else _is_series(scene)


def _is_series(scene: Scene) -> bool:
    """Whether the delegations meet, or a meeting is told as one of a series."""
    text, head = scene.place.text, scene.head
    if head.kind is Kind.VERB:
        lead = text[scene.window[0] : head.predicate[1]]
        found = attendants().finditer(lead)
        if any(not re.search(r"\b(?:that|which|who)\b", lead[one.end() :]) for one in found):
            return True
        is_again = _AGAIN.match(text, head.span[1]) is not None
        return is_again or attendants().match(text, _word_after(text, head.span[1])) is not None
    is_sitting = words("sittings").fullmatch(text, *head.span) is not None
    if (head.is_definite and not head.is_judged) or is_sitting:
        return True
    if text[slice(*head.span)].casefold().startswith("next"):
        return head_words().search(scene.place.before) is not None
    lead = text[max(scene.window[0], head.span[0] - 40) : head.span[0]]
    return _series().search(lead) is not None


def _word_after(text: str, position: int) -> int:
    match = re.compile(r"\s+(?:with\s+)?").match(text, position)
    return match.end() if match else position


def _meets_directly(scene: Scene) -> bool:
    """Whether a party or the delegations stand right behind a verb such as "received", and not what they have."""
    text, end = scene.place.text, scene.head.span[1]
    if attendants().match(text, _word_after(text, end)):
        return True
    for one in table(scene.place, scene.window, scene.head):
        gap = text[end : one.span[0]]
        if one.span[0] >= end and re.fullmatch(rf"\s+(?:[a-z-]+\s+){{0,3}}{titled()}", gap):
            return one.shape is not Shape.ADJECTIVE or has_people(text[one.span[1] : one.span[1] + _BODY_CHARS])
    return False


@functools.cache
def _series() -> re.Pattern[str]:
    months = "|".join(word.title() for word in vocabulary.load("dates")["months"] if len(word) > _SHORT_MONTH)
    return re.compile(
        rf"(?:(?i:{words('series').pattern})|\b(?:[Tt]he|[Tt]his|[Ll]ast)\s+(?:{months}))\s+(?:[\w-]+\s+)?$"
    )


def _is_with_others(scene: Scene) -> bool:
    """Whether the talks are told to be with somebody whom the dossier does not know."""
    place, head = scene.place, scene.head
    seen, lead = table(place, scene.window, head), place.text[scene.window[0] : head.predicate[0]].strip()
    if head.is_subject_holder and seen and all(one.span[0] > head.span[0] for one in seen):
        return lead != "" and attendants().search(lead) is None and not _PRONOUN.search(lead)
    named = _WITH_NAME.finditer(place.text, scene.head.span[1], scene.window[1])
    spans = [one.span for one in place.mentions]
    return any(all(end <= one.start("name") or start >= one.end("name") for start, end in spans) for one in named)
