"""Cuts a sentence into scenes: each head that tells of a meeting, with the words that are about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.coding.places import Place
from detente.coding.round_heads import Head, Kind, find_heads
from detente.model import Span

_PLURAL = re.compile(r"[A-ZÀ-Þ][\w’'-]*(?:\s+[A-ZÀ-Þ][\w’'-]*){0,3}\s+(?:are|were|have)\b")
_TRIMMED = " \t\r\n,;:–—-"


@dataclass(frozen=True, slots=True)
class Scene:
    """A head in its place.

    Attributes:
        window: The characters about it: its clause, cut where another meeting begins.
    """

    place: Place
    head: Head
    window: Span


def scenes(place: Place) -> Iterator[Scene]:
    """Each head that tells of a meeting of its own, with the words about it; verbs before nouns."""
    heads = list(find_heads(place.text, place.sentence.span))
    groups: list[list[Head]] = []
    for head in heads:
        if groups and head.told is groups[-1][0].told:
            groups[-1].append(head)
        else:
            groups.append([head])
    for index, group in enumerate(groups):
        start = place.sentence.span[0] if index == 0 else min(group[0].predicate[0], group[0].span[0])
        is_same_subject = index > 0 and not group[0].is_subject_holder
        start = group[0].span[0] if is_same_subject else start
        first = place.sentence.span[0] if group[0].is_subject_holder else start
        after = groups[index + 1][0] if index + 1 < len(groups) else None
        end = (
            place.sentence.span[1] if after is None else max(group[-1].span[1], min(after.predicate[0], after.span[0]))
        )
        for head in sorted(group, key=lambda one: one.kind is not Kind.VERB):
            yield Scene(place, head, _within(place, head, (min(first, head.predicate[0]), end)))


def _within(place: Place, head: Head, window: Span) -> Span:
    """The words about a head: of the window what lies in its own clause."""
    own = [one for one in place.clauses if one[0] < head.span[1] and one[1] > head.span[0]]
    own += [one for one in place.clauses if one[0] < head.predicate[1] and one[1] > head.predicate[0]]
    start, end = min(one[0] for one in own), max(one[1] for one in own)
    if _PLURAL.match(place.text, start) and re.search(r"\band\s+$", place.text[max(window[0], start - 8) : start]):
        start = max(one[0] for one in place.clauses if one[0] < start)
    return max(window[0], start), min(window[1], end)


def quoted(place: Place, spans: Sequence[Span]) -> Span:
    """The clauses that hold all of it, without the marks around them."""
    own = [one for one in place.clauses if any(one[0] < end and one[1] > start for start, end in spans)]
    start = min(one[0] for one in (*own, *spans))
    end = max(one[1] for one in own)
    while start < end and place.text[start] in _TRIMMED:
        start += 1
    while end > start and place.text[end - 1] in _TRIMMED:
        end -= 1
    return start, end
