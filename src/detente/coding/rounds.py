"""Turns a document's places into notes of the talks' meetings: where, when, who, held or announced, what came of it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.coding.actors import Actors, Mention, Shape
from detente.coding.dates import is_history
from detente.coding.places import Place
from detente.coding.round_cues import attendants, cues
from detente.coding.round_days import When, when
from detente.coding.round_gates import is_round
from detente.coding.round_heads import Head, Kind, Told
from detente.coding.round_minutes import minutes
from detente.coding.round_outcomes import Outcome, find_outcome
from detente.coding.round_scenes import format_of, mediator, pair, table
from detente.coding.round_sites import site
from detente.coding.round_windows import Scene, quoted, scenes
from detente.coding.stems import holds_any, stems
from detente.model import Act, Document, Dossier, PartyId, PartyKind, Quote, Span
from detente.model.notes import RoundNote

CANCELLED = "cancelled"
"""The outcome of a meeting that is told to be called off."""
POSTPONED = "postponed"
"""The outcome of a meeting that is told to be put off."""

_REACH_PARAGRAPHS = 3


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
        One that lies ahead needs a place or a day. What is denied or only supposed is left out. Minutes tell of the
        meeting that they are of.

        Args:
            document: The document.
            parts: Its places, as a finder gives them.
        """
        last: _Last | None = None
        if (written := minutes(document, self._actors, self._dossier)) is not None:
            yield written
        for place in parts:
            told = place.text[slice(*place.sentence.span)].casefold()
            if not holds_any(told, _stems()):
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
        is_told = is_round(scene, n_known, note, is_dated=day is not None)
        return note if is_told and not is_history(note.on, document.published) else None

    def _once_more(self, document: Document, scene: Scene, met: RoundNote) -> RoundNote | None:
        """The next meeting of those who met in the same sentence ("agreed to meet again on Sunday")."""
        where, day = self._where_and_when(document, scene)
        if met.is_expected or (day is None and where is None) or scene.head.told is not Told.AHEAD:
            return None
        return _noted(document, scene, (met.participants, None), where, day, None)

    def _where_and_when(self, document: Document, scene: Scene) -> tuple[Site | None, When | None]:
        place, head, window = scene.place, scene.head, scene.window
        return site(place, window, head, self._dossier), when(place.text, window, head, document.published)

    def _sides(self, place: Place, head: Head, seen: Sequence[Mention], host: Mention | None) -> Sides:
        """The parties at the table and the mediator; a mediating party beside two others mediates."""
        named = [one.party for one in seen] or _issuers(place, head)
        if linked := pair(place, head):
            for word in re.split(r"[-–]", linked):
                named += [one.party for one in self._actors.mentions(word, (0, len(word)))]
        host_id = None if host is None else host.party
        order = [party for party in self._kinds if party in named and party != host_id]
        between = [party for party in order if self._kinds[party] is PartyKind.MEDIATOR]
        if host_id is None and between and len(order) > 2:
            host_id = between[0]
        return tuple(party for party in order if party != host_id), host_id


def _issuers(place: Place, head: Head) -> list[PartyId]:
    """Those who issue a paper together, where it tells that "the two governments" or the like met."""
    if place.point is None or place.point.act is not Act.ACCEPT or not head.is_subject_holder:
        return []
    is_of_all = attendants().search(place.text, place.sentence.span[0], head.predicate[1])
    return list(place.point.parties) if is_of_all else []


def _noted(
    document: Document, scene: Scene, sides: Sides, where: Site | None, day: When | None, outcome: Outcome | None
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


def _is_between(text: str, head: Head, end: int) -> bool:
    return re.search(r"\bbetween\b|\bwith\b", text[head.span[1] : end]) is not None


def _going_back(note: RoundNote, last: _Last | None, place: Place) -> RoundNote | None:
    """What is told of a meeting that was told before: its place, day and sides are those told there."""
    if note.is_expected:
        return None
    if last is None or place.sentence.paragraph - last.paragraph > _REACH_PARAGRAPHS:
        return note
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


@functools.cache
def _stems() -> tuple[str, ...]:
    """Words of which every head has one, to pass over the sentences that have none."""
    return stems(cue for name in ("talks", "meetings", "met", "meet", "visited", "visit") for cue in cues(name))
