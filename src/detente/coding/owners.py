"""Tells whose constitution, parliament, voters or vote is meant."""

from __future__ import annotations

import re

from detente.coding.actors import Actors, Mention, Shape, coordinated
from detente.coding.calendars import names
from detente.coding.hurdle_cues import HurdleCue, named_as
from detente.coding.places import Place, Telling
from detente.model import PartyId, Span

_OWNS = re.compile(r"['’]?s?\s+(?:(?!and\b|or\b|that\b|must\b|is\b|has\b|will\b)[\w’'-]+\s+){0,2}")
_BEHIND = re.compile(r"\s+(?:(?:of|in|by|at)\s+)?(?:both\s+|the\s+)?")
_GOVERNED = re.compile(
    r"\b(?:with|to|of|on|in|from|for|against|by|between|among|at|over|about|toward|towards|into|than|via|through|inside"
    r"|near|behind|after|before|since|under|without|around)\s+(?:the\s+|an?\s+|its\s+|both\s+)?$",
    re.IGNORECASE,
)
_OTHERS_BEFORE = re.compile(r"\w['’]s?\s+(?:[\w’'-]+\s+){0,2}$")
_OTHERS_BEHIND = re.compile(rf"\s+(?:of|in)\s+(?:the\s+)?(?!(?:{names('months')})\b)[A-ZÀ-Þ]")
_MADE_TO_WAIT = re.compile(r"\b(?:before|if|for|until)\s+(?:the\s+)?$")
_ABLE = re.compile(r"\s+(?:could|can|may|might|to|signs?|takes?|accepts?|agrees?)\b")
_ONE_WORD = re.compile(r"\s+(?!and\b|or\b)[a-z]+\s+(?:the\s+)?")
_INFINITIVE = re.compile(r"\s+(?:not\s+)?to\s")
_PRONOUN = re.compile(r"[\s“\"]*(?:(?:but|and|still|yet|so)\s+)?(?:it|he|she|they|its|his|her|their)\b", re.IGNORECASE)
_AND = re.compile(r"(?:,|,?\s+and|,?\s+or|\s+as\s+well\s+as)\s+(?:(?:by|of|in|both)\s+)?(?:the\s+)?")
_LEAD_CHARS = 30


class Owners:
    """Whose a hurdle is, sentence by sentence through one document."""

    def __init__(self, actors: Actors) -> None:
        self._actors = actors
        self._paragraph = -1
        self._now: PartyId | None = None
        self._before: PartyId | None = None

    def enter(self, place: Place) -> None:
        """Takes note of a new sentence: who the next one may be about without naming them."""
        self._before = self._now if place.sentence.paragraph == self._paragraph else None
        self._paragraph = place.sentence.paragraph
        own = place.viewpoint or place.subject
        told = next((one.source for one in place.tellings if one.source is not None), None)
        party = own or told
        self._now = party.party if party is not None else self._before

    def of(self, place: Place, clause: Span, cue: HurdleCue) -> tuple[PartyId, ...]:
        """The parties whose hurdle it is, best told first; empty where the words do not tell.

        The party that the hurdle's words name; else who acts in the clause, whose view is told, who says so; else
        whom the sentence before is about.
        """
        named = _named(place, cue)
        named = tuple(dict.fromkeys((*named, *_beside(place, cue)))) if named else ()
        if named or cue.has_owner_behind or _is_of_others(place, cue):
            return named
        telling = _telling(place, cue)
        start = max(clause[0], _content_start(telling, cue))
        found = _acting(place, (start, clause[1]), cue) or _of_view(place) or _waiting(place, clause, cue)
        if found:
            return found
        if telling is not None and telling.source is not None:
            return (telling.source.party,)
        if telling is None and start > place.sentence.span[0] and place.subject is not None:
            return (place.subject.party,)
        others = {one.party for one in place.mentions if one.shape is not Shape.ADJECTIVE} - {self._before}
        if self._before is not None and (not others or _PRONOUN.match(place.text, *place.sentence.span)):
            return (self._before,)
        return self._of_heading(place) if not place.mentions else ()

    def _of_heading(self, place: Place) -> tuple[PartyId, ...]:
        """The one party that the heading above names."""
        heading = place.sentence.heading
        parties = {mention.party for mention in self._actors.mentions(heading, (0, len(heading)))}
        return tuple(parties) if len(parties) == 1 else ()


def _named(place: Place, cue: HurdleCue) -> tuple[PartyId, ...]:
    """Whose the hurdle's own words say it is: "Norland's parliament", "the voters of Norland"."""
    text, mentions = place.text, place.mentions
    for anchor in dict.fromkeys((cue.name, cue.tie)):
        for index, mention in enumerate(mentions):
            start, end = mention.span
            if start < anchor[1] and anchor[0] < end:
                return _joined(place, index)
            owns = mention.is_possessive or mention.shape is Shape.ADJECTIVE
            if owns and end <= anchor[0] and _OWNS.fullmatch(text[end : anchor[0]]):
                return _joined(place, index)
            behind = text[anchor[1] : start] if start >= anchor[1] else None
            if behind is not None and _BEHIND.fullmatch(behind) and (behind.strip() or cue.has_owner_behind):
                return _joined(place, index)
    return ()


def _beside(place: Place, cue: HurdleCue) -> list[PartyId]:
    """Whose the like bodies are that are joined to the hurdle's: "the Norlandic assembly and the Sudmarker senate"."""
    groups: list[list[tuple[Mention, int]]] = []
    for match in named_as(cue.hurdle).finditer(place.text, *place.sentence.span):
        owner = next((one for one in place.mentions if _has_body(place.text, one, match.span())), None)
        if owner is None:
            continue
        if groups and _AND.fullmatch(place.text, groups[-1][-1][1], owner.span[0]):
            groups[-1].append((owner, match.end()))
        else:
            groups.append([(owner, match.end())])
    own = next((group for group in groups if any(end == cue.name[1] for _, end in group)), [])
    return [owner.party for owner, _ in own]


def _has_body(text: str, owner: Mention, body: Span) -> bool:
    """Whether a body is named as a party's: within its name, or right behind it."""
    start, end = owner.span
    owns = owner.is_possessive or owner.shape is Shape.ADJECTIVE
    return (start < body[1] and body[0] < end) or (owns and _OWNS.fullmatch(text[end : body[0]]) is not None)


def _acting(place: Place, region: Span, cue: HurdleCue) -> tuple[PartyId, ...]:
    """The nearest party before the hurdle's words that acts there: nothing governs it, and it owns something else."""
    text = place.text
    before = [
        index
        for index, mention in enumerate(place.mentions)
        if region[0] <= mention.span[0]
        and mention.span[1] <= cue.span[0]
        and mention.shape is not Shape.ADJECTIVE
        and not mention.is_possessive
        and not _GOVERNED.search(text, max(region[0], mention.span[0] - _LEAD_CHARS), mention.span[0])
    ]
    if not before:
        return ()
    *_, last = before
    if len(before) > 1 and _is_object(text, place.mentions[before[-2]], place.mentions[last]):
        last = before[-2]
    return _joined(place, last)


def _is_object(text: str, first: Mention, second: Mention) -> bool:
    """Whether the second is whom the first promises or tells it: one verb between them, no infinitive behind."""
    between = text[first.span[1] : second.span[0]]
    return _ONE_WORD.fullmatch(between) is not None and not _INFINITIVE.match(text, second.span[1])


def _is_of_others(place: Place, cue: HurdleCue) -> bool:
    """Whether the hurdle is told to be somebody's that the dossier does not name."""
    before = place.text[place.sentence.span[0] : cue.name[0]]
    behind = _OTHERS_BEHIND.match(place.text, cue.name[1], place.sentence.span[1])
    return _OTHERS_BEFORE.search(before) is not None or behind is not None


def _waiting(place: Place, clause: Span, cue: HurdleCue) -> tuple[PartyId, ...]:
    """The party that must wait for it: "before Norland could sign"."""
    for index, mention in enumerate(place.mentions):
        start, end = mention.span
        is_behind = cue.span[1] <= start and end <= clause[1] and mention.shape is not Shape.ADJECTIVE
        if is_behind and _MADE_TO_WAIT.search(place.text, cue.span[1], start) and _ABLE.match(place.text, end):
            return _joined(place, index)
    return ()


def _of_view(place: Place) -> tuple[PartyId, ...]:
    return () if place.viewpoint is None else (place.viewpoint.party,)


def _joined(place: Place, index: int) -> tuple[PartyId, ...]:
    group = coordinated(place.text, place.mentions, index)
    return tuple(dict.fromkeys(mention.party for mention in group))


def _telling(place: Place, cue: HurdleCue) -> Telling | None:
    """The innermost telling that the hurdle's words lie in."""
    around = [
        one
        for one in place.tellings
        if not one.is_opinion and any(start <= cue.span[0] < end for start, end in one.content)
    ]
    return min(around, key=lambda one: one.n_chars, default=None)


def _content_start(telling: Telling | None, cue: HurdleCue) -> int:
    if telling is None:
        return 0
    return next(start for start, end in telling.content if start <= cue.span[0] < end)
