"""Reads where a meeting is held; a dateline is no such place."""

from __future__ import annotations

import functools
import re

from detente.coding import vocabulary
from detente.coding.actors import Mention, Shape
from detente.coding.places import Place
from detente.coding.round_cues import cues, happenings, said
from detente.coding.round_heads import Head, Kind
from detente.model import Dossier, PartyKind, Span

_WORD = r"[A-ZÀ-Þ](?:[\w.-]|[’'](?!s\b))*\w"
_NAME = rf"{_WORD}(?:\s+(?:(?:of|de|la|al|el)\s+(?:the\s+)?)?{_WORD}){{0,3}}(?!\w)"
_APPOSED = re.compile(r",\s+(?:the|its|his|her|their|an?|with|by|mediated|hosted)?[^,]*,")
_OWNER = re.compile(r"['’]|-[a-z]|\s+(?:[A-ZÀ-Þ]|\d)")
_BEHIND = re.compile(r"\s+(?P<word>[a-zà-þ][\w'’-]*)")
_TIMES = ("months", "weekdays", "seasons")


def site(place: Place, window: Span, head: Head, dossier: Dossier) -> tuple[str, Span] | None:
    """The town or building where it is held, as written, and its characters; a town before a building."""
    text = place.text
    if head.kind is Kind.VISIT and (visited := _visited().match(text, head.span[1], window[1])):
        return visited["name"], visited.span("name")
    named = [
        (0 if match["at"].casefold() != "at" else 1, abs(match.start() - head.span[1]), match)
        for match in _sites().finditer(text, *window)
        if _is_site(place, match, head, dossier)
    ]
    if named:
        match = min(named, key=lambda one: one[:2])[2]
        return match["name"], match.span("name")
    return _front_site(place, head)


def _is_site(place: Place, match: re.Match[str], head: Head, dossier: Dossier) -> bool:
    text, lead = place.text, match["at"].casefold()
    first = match["name"].split()[0]
    if first.casefold().rstrip(".") in _calendar() or match["name"] in _placeless():
        return False
    if head.is_judged and match.start() < head.span[0]:
        return False
    if _OWNER.match(text, match.end("name")) or _goes_on(text, match.end("name")):
        return False
    told = max(head.span[1], head.predicate[1])
    if match.start() > told and "," in text[told : match.start()].rstrip().removesuffix(","):
        gap = _APPOSED.sub(" ", text[told : match.start()])
        if "," in gap.rstrip().removesuffix(","):
            return False
    if lead == "on" and not _just_behind(text, match.start(), head):
        return False
    if lead == "to" and not (match.start() < head.span[0] and _travels().search(text, match.end(), head.span[1])):
        return head.kind is Kind.VISIT and match.start() >= head.span[1]
    around = [one for one in place.mentions if one.span[0] < match.end("name") and one.span[1] > match.start("name")]
    return all(_is_where(text, one, match, dossier) for one in around)


def _is_where(text: str, one: Mention, match: re.Match[str], dossier: Dossier) -> bool:
    """Whether a party's name may be a place: a land, or the seat by which the party is called."""
    if one.shape in {Shape.PERSON, Shape.ADJECTIVE}:
        return False
    party = next(each for each in dossier.parties if each.id == one.party)
    if party.kind in {PartyKind.STATE, PartyKind.GOVERNMENT, PartyKind.REGION}:
        return True
    is_bare = match["at"].casefold() in {"in", "to"} and text[match.end("at") : match.start("name")].isspace()
    return is_bare and one.span == match.span("name") and text[slice(*one.span)] != party.name


def _goes_on(text: str, end: int) -> bool:
    """Whether a lower-case noun goes on with the name, so that it is no place ("in Velmish courts")."""
    match = _BEHIND.match(text, end)
    if match is None or match["word"] in _closed() or re.search(r"(?:ed|ly)$", match["word"]):
        return False
    return happenings().match(text, match.start("word")) is None and said().match(text, match.start("word")) is None


def _just_behind(text: str, start: int, head: Head) -> bool:
    """Whether "on" follows the verb, so that it tells a place and no topic."""
    last = head.predicate[1] if head.kind not in {Kind.VERB, Kind.VISIT} else head.span[1]
    is_noun = head.kind not in {Kind.VERB, Kind.VISIT} and head.predicate[0] <= head.span[0]
    return not is_noun and start >= last and re.fullmatch(r"(?:\s+again)?\s*", text[last:start]) is not None


def _front_site(place: Place, head: Head) -> tuple[str, Span] | None:
    """The town in front of the noun: "the Velm talks"."""
    text = place.text
    match = _before_noun().search(text, max(place.sentence.span[0], head.span[0] - 40), head.span[0])
    if match is None or head.kind not in {Kind.TALKS, Kind.MEETING}:
        return None
    span = match.span("name")
    is_party = any(one.span[0] < span[1] and one.span[1] > span[0] for one in place.mentions)
    if is_party or match["name"].casefold() in _calendar() or match["name"].isupper():
        return None
    return match["name"], span


@functools.cache
def _closed() -> frozenset[str]:
    """Words that may follow a place's name and belong to no longer name."""
    return frozenset(cues("behind_sites"))


@functools.cache
def _sites() -> re.Pattern[str]:
    sort = "|".join(sorted(cues("sites"), key=len, reverse=True))
    kind = rf"(?:the\s+(?:[\w-]+\s+){{0,3}}(?:{sort})(?:\s+of\s+|,\s+|\s+))?"
    return re.compile(rf"\b(?P<at>[Ii]n|[Aa]t|[Oo]n|[Tt]o)\s+{kind}(?:the\s+)?(?P<name>{_NAME})")


@functools.cache
def _visited() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:to\s+)?(?:the\s+)?(?P<name>{_NAME})")


@functools.cache
def _before_noun() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:[Tt]he|[Tt]his|[Tt]hese|[Aa]t|[Aa]fter|[Dd]uring|[Ll]ast|[Ii]n)\s+(?P<name>[A-ZÀ-Þ][\w-]+)\s+"
        r"(?:peace\s+)?$"
    )


@functools.cache
def _travels() -> re.Pattern[str]:
    return re.compile(r"\s+(?:on\s+\w+\s+|next\s+\w+\s+|this\s+\w+\s+)?(?:for|to)\b")


@functools.cache
def _calendar() -> frozenset[str]:
    return frozenset(word for key in _TIMES for word in vocabulary.load("dates")[key])


@functools.cache
def _placeless() -> frozenset[str]:
    return frozenset(cues("placeless"))
