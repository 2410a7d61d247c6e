"""Turns the words around a hand-over into who got the paper, from whom, by whose hand, and by which channel."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from detente.coding import vocabulary
from detente.coding.sights import BEFORE_PARTY, PARTY, Sight
from detente.model import PartyId, Span

_TO = re.compile(rf"[^;:.]{{0,80}}?\b(?:to|with|in)\s+(?:the\s+|its\s+|both\s+)?(?={PARTY})")
_ANY_TO = re.compile(r"[^;:.]{0,60}?\b(?:to|with)\s+\w")
_FROM = re.compile(rf"[^;:.]{{0,80}}?\bfrom\s+(?:the\s+)?(?={PARTY})")
_THROUGH = re.compile(r"\b(?:through|via|by\s+way\s+of)\s+(?P<words>[^,;:.()]{1,80})")
_BY = re.compile(rf"\bby\s+(?P<words>(?!(?:the\s+)?{PARTY})[^,;:.()]{{1,80}})")
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?:\s+[A-ZÀ-Þ][\w.’'-]+)*")
_OWN_NAME = re.compile(rf"(?P<name>{_NAME.pattern})(?:,[^,;]{{1,120}},)?\s*$")
_CHANNEL = re.compile(r"\bchannels?\b", re.IGNORECASE)
_UNOFFICIAL = re.compile(
    r"\b(?:unofficial(?:ly)?|informal(?:ly)?|back[ -]channels?|(?:not|n['’]t)\b[^,;.]{0,40}\bofficial(?:ly)?)\b"
    r"|\boutside\s+(?:the\s+)?official\b",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(r"\b(?:officially|formally|(?:official|formal|diplomatic)\s+channels?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Handing:
    """A hand-over as one sentence tells it; None where it does not tell.

    Attributes:
        to, sender: The parties.
        carrier: Whose hand it came by, as written.
        is_official: By which channel.
        is_to_somebody: Whether anybody is told to have got it, one of the parties or not.
    """

    to: tuple[PartyId, ...] = ()
    sender: tuple[PartyId, ...] = ()
    carrier: str | None = None
    is_official: bool | None = None
    is_to_somebody: bool = False


def find_handing(sight: Sight, at: Span, end: int) -> Handing:
    """The hand-over that a verb and the words behind it tell, up to ``end``, counted in the sentence."""
    verb, start = at
    words = sight.words[start:end]
    near = BEFORE_PARTY.match(words) or _TO.match(words)
    to = () if near is None else sight.parties_at(start + near.end())
    source = _FROM.match(words)
    sender = () if source is None else sight.parties_at(start + source.end())
    is_to_somebody = near is not None or _ANY_TO.match(words) is not None
    channel = is_official(sight.text[sight.chain_start(verb) : end])
    return Handing(to, sender, _carrier(sight, (start, end)), channel, is_to_somebody)


def is_official(words: str) -> bool | None:
    """Whether the words tell of an official channel; None where they tell of none."""
    if _UNOFFICIAL.search(words):
        return False
    return True if _OFFICIAL.search(words) else None


def own_carrier(sight: Sight, end: int) -> str | None:
    """The person that acts right in front of a verb, by name."""
    match = _OWN_NAME.search(sight.text, 0, sight.chain_start(end))
    return match["name"] if match else None


def carried_by(sight: Sight, span: Span) -> str | None:
    """Who is told to have carried it in the passive ("by the mediator"); no party, for it is a sender."""
    match = _BY.search(sight.words, *span)
    return None if match is None else _who(sight.text[slice(*match.span("words"))])


def _carrier(sight: Sight, span: Span) -> str | None:
    """Who carried it: the first name behind "through", or the office where there is no name."""
    for match in _THROUGH.finditer(sight.text, *span):
        if not _CHANNEL.search(match["words"]) and (found := _who(match["words"])) is not None:
            return found
    return None


def _who(words: str) -> str | None:
    """The first name in some words, or the office where it comes first and has no name right behind."""
    name, office = _NAME.search(words), _offices().search(words)
    if office is None:
        return None if name is None else name[0]
    named = _NAME.match(words, office.end() + 1)
    is_adjective = name is not None and words[: office.start()].rstrip().endswith(name[0])
    if named is None and (name is None or name.start() > office.start() or is_adjective):
        return words[: office.end()].strip()
    return name[0] if named is None and name is not None else named[0] if named is not None else None


@functools.cache
def _offices() -> re.Pattern[str]:
    return vocabulary.any_of(entry["word"] for entry in vocabulary.load("instruments")["carriers"])
