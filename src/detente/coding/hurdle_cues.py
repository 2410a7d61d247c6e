"""Finds the words that tell of something a deal has to pass at home: a constitution, a vote, a court, the voters."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.coding import vocabulary
from detente.coding.stems import holds_any, stems
from detente.model import HurdleKind, Span

_FARTHEST_CHARS = 50
_WORDS_BEFORE, _WORDS_BEHIND = 4, 3
_WORD = re.compile(r"\S+")
_FEW_WORDS = re.compile(r"\W*(?:[\w’'-]+\W+){0,2}")
_PARTED = re.compile(r"[;:.!?]\s|\s[–—]\s")
_ADDRESSED = re.compile(r"\s+that\s+(?:he|she|it|they|we|I|the|an?|[A-Z]\w*)\b")
_LEAD = re.compile(rf"(?:[\w’'-]+[\s“\"]+){{1,{_WORDS_BEFORE}}}$")


@dataclass(frozen=True, slots=True)
class HurdleCue:
    """Words that tell of a hurdle.

    Attributes:
        hurdle: Which.
        name: The words that name it, or else all of its words.
        tie: What is told of it; the same as ``name`` where one expression tells both.
        is_expected: Whether it is still to come.
        has_owner_behind: Whether the party whose hurdle it is must stand right behind.
    """

    hurdle: HurdleKind
    name: Span
    tie: Span
    is_expected: bool
    has_owner_behind: bool

    def own_words(self, text: str) -> list[Span]:
        """The name, and the first and the last word of the tie: what may lie between is the hurdle's object."""
        words = [match.span() for match in _WORD.finditer(text, *self.tie)]
        return [self.name, words[0], words[-1]] if self.name != self.tie else [words[0], words[-1]]

    @property
    def span(self) -> Span:
        """Name, tie and what lies between."""
        return min(self.name[0], self.tie[0]), max(self.name[1], self.tie[1])


def find_hurdles(text: str, span: Span) -> list[HurdleCue]:
    """The hurdles told between the characters of ``span``, each kind once, in text order.

    Example:
        >>> [one.hurdle.value for one in find_hurdles("Parliament must ratify the treaty.", (0, 34))]
        ['parliament']
    """
    found: dict[HurdleKind, HurdleCue] = {}
    words = text[slice(*span)].casefold()
    for form in _forms():
        if form.hurdle in found or not all(holds_any(words, pieces) for pieces in form.stems):
            continue
        if (cue := next(form.cues(text, span), None)) is not None:
            found[form.hurdle] = cue
    return sorted(found.values(), key=lambda cue: cue.span)


def names_of_hurdles() -> list[str]:
    """The words that name a hurdle, for finding the issues that are about hurdles themselves."""
    return [cue for group in vocabulary.load("hurdles")["group"] if group["part"] == "name" for cue in _cues(group)]


@functools.cache
def named_as(hurdle: HurdleKind) -> re.Pattern[str]:
    """The words that name a hurdle of this kind."""
    groups = (each for each in vocabulary.load("hurdles")["group"] if each["part"] == "name")
    return vocabulary.any_of(cue for each in groups if each["hurdle"] == hurdle for cue in _cues(each))


@dataclass(frozen=True, slots=True)
class _Form:
    """A group of cues that are read alike."""

    hurdle: HurdleKind
    pattern: re.Pattern[str]
    stems: tuple[tuple[str, ...], ...]
    names: re.Pattern[str] | None
    told: str
    needs_prospect: bool
    negated: str
    side: str
    has_owner_behind: bool

    def cues(self, text: str, span: Span) -> Iterator[HurdleCue]:
        """What this group finds and nothing takes back."""
        for match in self.pattern.finditer(text, *span):
            tie = match.span()
            name = tie if self.names is None else _nearest(self.names, text, _region(span, tie, self.side), tie)
            if name is not None and self._holds(text, span, name, tie):
                is_expected = self.told == "expected" or (self.told == "modal" and _is_prospect(text, span))
                yield HurdleCue(self.hurdle, name, tie, is_expected, self.has_owner_behind)

    def _holds(self, text: str, span: Span, name: Span, tie: Span) -> bool:
        before, behind = _around(text, span, name, tie)
        if _words("waivers").search(f"{before} {behind}"):
            return False
        is_negated = _words("negations").search(before) is not None
        if self.negated != "free" and is_negated != (self.negated == "required"):
            return False
        if not self.needs_prospect or is_negated:
            return True
        is_after_words = self.side == "front" and _FEW_WORDS.fullmatch(text, span[0], tie[0]) is None
        return _is_prospect(text, (span[0], tie[0]) if is_after_words else span)


def _nearest(names: re.Pattern[str], text: str, span: Span, tie: Span) -> Span | None:
    """The name nearest to a tie in the same stretch of words, or None."""
    near: list[tuple[int, Span]] = []
    for match in names.finditer(text, *span):
        start, end = match.span()
        between = text[end : tie[0]] if end <= tie[0] else text[tie[1] : start]
        overlaps = start < tie[1] and tie[0] < end
        if not overlaps and not _is_parted(between):
            near.append((len(between), (start, end)))
    return min(near, default=(0, None))[1]


def _region(span: Span, tie: Span, side: str) -> Span:
    """Where the name may stand."""
    if side == "front":
        return tie[1], span[1]
    return (span[0], tie[0]) if side == "behind" else span


def _is_parted(between: str) -> bool:
    """Whether name and tie do not belong together: far apart, a clause between, or the name's is the one addressed."""
    is_apart = len(between) > _FARTHEST_CHARS or between.count(",") % 2 == 1
    return is_apart or _PARTED.search(between) is not None or _ADDRESSED.match(between) is not None


def _around(text: str, span: Span, name: Span, tie: Span) -> tuple[str, str]:
    """The few words before a hurdle's words with those between name and tie, and the few right behind."""
    first, last = sorted((name, tie))
    lead = _LEAD.search(text[span[0] : first[0]])
    between = text[first[1] : max(first[1], last[0])]
    behind = " ".join(text[last[1] : span[1]].split()[:_WORDS_BEHIND])
    return f"{'' if lead is None else lead.group()}{between}", behind


def _is_prospect(text: str, span: Span) -> bool:
    return _words("prospects").search(text, *span) is not None


@functools.cache
def _forms() -> tuple[_Form, ...]:
    groups = vocabulary.load("hurdles")["group"]
    names = {group["hurdle"]: _cues(group) for group in groups if group["part"] == "name"}
    return tuple(_form(group, names) for group in groups if group["part"] != "name")


def _form(group: Mapping[str, Any], names: Mapping[str, Sequence[str]]) -> _Form:
    own, ties = group.get("of", names[group["hurdle"]]) if group["part"] == "tie" else (), _cues(group)
    return _Form(
        hurdle=HurdleKind(group["hurdle"]),
        pattern=vocabulary.any_of(ties),
        stems=tuple(stems(each) for each in (own, ties) if each),
        names=vocabulary.any_of(own) if own else None,
        told=group["told"],
        needs_prospect=group.get("needs") == "prospect",
        negated=group.get("negated", "forbidden"),
        side=group.get("side", ""),
        has_owner_behind=group.get("owner") == "behind",
    )


def _cues(group: Mapping[str, Any]) -> list[str]:
    return [cue["cue"] for cue in group["cues"]]


@functools.cache
def _words(key: str) -> re.Pattern[str]:
    return vocabulary.any_of(vocabulary.load("hurdles")[key])
