"""Turns a document's places into notes of the talks' meetings: where, when, who, held or announced, what came of it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from detente.coding.actors import Actors, Mention, Shape
from detente.coding.days import Day
from detente.coding.places import Place
from detente.coding.round_cues import cues, words
from detente.coding.round_days import day_of
from detente.coding.round_heads import Head, Kind, Told
from detente.coding.round_outcomes import Outcome, find_outcome
from detente.coding.round_scenes import format_of, mediator, pair, table
from detente.coding.round_sites import site
from detente.coding.round_windows import Scene, quoted, scenes
from detente.model import Document, Dossier, Edtf, PartyId, PartyKind, Quote, Span
from detente.model.notes import RoundNote

CANCELLED = "cancelled"
"""The outcome of a meeting that is told to be called off."""
POSTPONED = "postponed"
"""The outcome of a meeting that is told to be put off."""

_OLDEST = timedelta(days=5 * 366)
"""A meeting longer ago than this is history, and none of these talks."""
_REACH_PARAGRAPHS = 3
_PRONOUN = re.compile(r"\b(?:they|it|he|she|we)\b", re.IGNORECASE)
_WITH_NAME = re.compile(r"\b(?:with|between)\s+(?:the\s+)?(?P<name>[A-ZÀ-Þ]\w+)")


Sides = tuple[tuple[PartyId, ...], PartyId | None]
"""The parties at the table, and the mediator."""
Site = tuple[str, Span]


@dataclass(frozen=True, slots=True)
class _Last:
    """The last meeting that the text told of, for what comes back to it."""

    note: RoundNote
    paragraph: int


class Rounds:
    """Notes the meetings of one negotiation; built once for a dossier, keeps nothing between documents."""

    def __init__(self, dossier: Dossier, actors: Actors) -> None:
        self._dossier, self._actors = dossier, actors
        self._kinds = {party.id: party.kind for party in dossier.parties}

    def notes(self, document: Document, parts: Sequence[Place]) -> Iterator[RoundNote]:
        """What each passage tells of a meeting, in text order.

        A meeting is noted where two parties sit at the table, or one party or the delegations and a place or a day.
        One that lies ahead needs a place or a day. What is denied or only supposed is left out.

        Args:
            document: The document.
            parts: Its places, as a finder gives them.
        """
        last: _Last | None = None
        for place in parts:
            told = place.text[slice(*place.sentence.span)].casefold()
            if not any(stem in told for stem in _stems()):
                continue
            made: list[RoundNote] = []
            for scene in scenes(place):
                note = self._note(document, scene, last)
                if note is None and made and scene.head.kind is Kind.VERB:
                    note = self._once_more(document, scene, made[-1])
                if note is not None and all(note.is_expected != other.is_expected for other in made):
                    made.append(note)
            for note in made:
                if not note.is_expected:
                    last = _Last(note, place.sentence.paragraph)
                yield note

    def _note(self, document: Document, scene: Scene, last: _Last | None) -> RoundNote | None:
        place, head, window = scene.place, scene.head, scene.window
        outcome = find_outcome(place, head, window) if head.told is Told.HELD else None
        sides = self._sides(place, head, table(place, window, head), mediator(place, window, head))
        where, day = self._where_and_when(document, scene)
        note = _noted(document, scene, sides, where, day, outcome)
        n_known = len(note.participants) + (note.mediator is not None)
        if head.is_definite and head.told is Told.HELD and day is None and where is None and n_known < 2:
            return _going_back(note, last, place) if outcome is not None else None
        is_told = _is_round(scene, n_known, note)
        return note if is_told and not _is_history(note, document.published) else None

    def _once_more(self, document: Document, scene: Scene, met: RoundNote) -> RoundNote | None:
        """The next meeting of those who met in the same sentence ("agreed to meet again on Sunday")."""
        where, day = self._where_and_when(document, scene)
        if met.is_expected or (day is None and where is None) or scene.head.told is not Told.AHEAD:
            return None
        return _noted(document, scene, (met.participants, None), where, day, None)

    def _where_and_when(self, document: Document, scene: Scene) -> tuple[Site | None, Day | None]:
        place, head, window = scene.place, scene.head, scene.window
        return site(place, window, head, self._dossier), day_of(place.text, window, head, document.published)

    def _sides(self, place: Place, head: Head, seen: Sequence[Mention], host: Mention | None) -> Sides:
        """The parties at the table and the mediator; a mediating party beside two others mediates."""
        named = [one.party for one in seen]
        if linked := pair(place, head):
            for word in re.split(r"[-–]", linked):
                named += [one.party for one in self._actors.mentions(word, (0, len(word)))]
        host_id = None if host is None else host.party
        order = [party for party in self._kinds if party in named and party != host_id]
        between = [party for party in order if self._kinds[party] is PartyKind.MEDIATOR]
        if host_id is None and between and len(order) > 2:
            host_id = between[0]
        return tuple(party for party in order if party != host_id), host_id


def _noted(
    document: Document, scene: Scene, sides: Sides, where: Site | None, day: Day | None, outcome: Outcome | None
) -> RoundNote:
    place, head = scene.place, scene.head
    parties, host = sides
    seen = table(place, scene.window, head)
    spans = [head.span, head.predicate, *(one.span for one in seen)]
    spans += [one for one in (where and where[1], day and day.span, outcome and outcome.span) if one]
    start, end = quoted(place, spans)
    off = {Told.CANCELLED: CANCELLED, Told.POSTPONED: POSTPONED}.get(head.told)
    is_between = host is None and (head.kind is Kind.VERB or _is_between(place.text, head, end))
    return RoundNote(
        doc=document.id,
        quote=Quote(start, end, place.text[start:end]),
        on=None if day is None else day.on,
        is_expected=head.told is not Told.HELD,
        reported_by=place.chain,
        place=None if where is None else " ".join(where[0].split()),
        participants=parties,
        people=tuple(dict.fromkeys(one.speaker for one in seen if one.shape is Shape.PERSON and one.speaker)),
        mediator=host,
        format=format_of(place.text, (start, end), head, len(parties), is_told=is_between),
        outcome=off or (None if outcome is None else outcome.words),
        told_by=None if outcome is None else outcome.told_by,
    )


def _is_round(scene: Scene, n_parties: int, note: RoundNote) -> bool:
    """Whether enough is told: sides that meet, and for what lies ahead also where or when."""
    head, is_placed = scene.head, note.place is not None or note.on is not None
    if head.told in {Told.POSTPONED, Told.CANCELLED}:
        return n_parties > 0 or (is_placed and head.kind is Kind.TALKS) or _is_series(scene)
    if n_parties > 1:
        return is_placed or note.outcome is not None or head.told is Told.HELD
    if not is_placed or head.kind is Kind.VISIT:
        return False
    return not _is_with_others(scene) if head.kind is Kind.TALKS else _is_series(scene)


def _is_series(scene: Scene) -> bool:
    """Whether the delegations meet, or a meeting is told as one of a series."""
    text, head = scene.place.text, scene.head
    if head.kind is Kind.VERB:
        lead = text[scene.window[0] : head.predicate[0]]
        found = words("attendants").finditer(lead)
        return any(not re.search(r"\b(?:that|which|who)\b", lead[one.end() :]) for one in found)
    lead = text[max(scene.window[0], head.span[0] - 40) : head.span[0]]
    return re.search(rf"{words('series').pattern}\s+(?:[\w-]+\s+)?$", lead, re.IGNORECASE) is not None


def _is_with_others(scene: Scene) -> bool:
    """Whether the talks are told to be with somebody whom the dossier does not know."""
    place, head = scene.place, scene.head
    seen, lead = table(place, scene.window, head), place.text[scene.window[0] : head.predicate[0]].strip()
    if head.is_subject_holder and seen and all(one.span[0] > head.span[0] for one in seen):
        return lead != "" and words("attendants").search(lead) is None and not _PRONOUN.search(lead)
    named = _WITH_NAME.finditer(place.text, scene.head.span[1], scene.window[1])
    spans = [one.span for one in place.mentions]
    return any(all(end <= one.start("name") or start >= one.end("name") for start, end in spans) for one in named)


def _is_between(text: str, head: Head, end: int) -> bool:
    return re.search(r"\bbetween\b|\bwith\b", text[head.span[1] : end]) is not None


def _going_back(note: RoundNote, last: _Last | None, place: Place) -> RoundNote | None:
    """What is told of a meeting that was told before: its place, day and sides are those told there."""
    if last is None or place.sentence.paragraph - last.paragraph > _REACH_PARAGRAPHS or note.is_expected:
        return None
    told = last.note
    return replace(
        note,
        on=told.on,
        place=told.place,
        participants=told.participants,
        people=(),
        mediator=told.mediator,
        format=told.format,
    )


def _is_history(note: RoundNote, published: Edtf | None) -> bool:
    return note.on is not None and published is not None and published.earliest - note.on.latest > _OLDEST


@functools.cache
def _stems() -> tuple[str, ...]:
    """Words of which every head has one, to pass over the sentences that have none."""
    lists = ("talks", "meetings", "met", "meet", "visited", "visit")
    longest = {max(cue.split(), key=len) for name in lists for cue in cues(name)}
    return tuple(sorted(one for one in longest if not any(other in one for other in longest if other != one)))
