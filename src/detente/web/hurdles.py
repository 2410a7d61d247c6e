"""What a deal has to pass at home, party by party, as told."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from detente.analysis import Hurdle
from detente.briefing.hurdle_words import NOT_JUDGED, hurdle_state, touched_words
from detente.briefing.phrases import count_words, span_words
from detente.briefing.wording import opened
from detente.web.parts import Frame, Link
from detente.web.snapshots import Snapshot
from detente.web.sourced import Sourced, note_words, word_links

_MOST_LINKS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class HurdleShown:
    """One hurdle.

    Attributes:
        kind: Parliament, court, referendum and so on.
        state: Whether it is told as there already, and for which day.
        touches: The issues and options it stands in the way of, each with the words that tell so.
        told: The newest words of it.
        counted: How often and by how many origins it is told, and from when to when.
        own: The way to the party's own statements on it; ``n_more`` are not listed.
    """

    kind: str
    state: str
    touches: tuple[Link, ...]
    told: Sourced
    counted: str
    own: tuple[Link, ...]
    n_more: int


@dataclass(frozen=True, slots=True)
class HurdleGroup:
    """The hurdles of one party."""

    party: str
    hurdles: tuple[HurdleShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HurdlesPage:
    """The hurdles by party, in the dossier's order; ``caution`` says what they do not tell."""

    template: ClassVar[str] = "hurdles.html"
    frame: Frame
    groups: tuple[HurdleGroup, ...]
    caution: str = NOT_JUDGED


def hurdles_page(snapshot: Snapshot) -> HurdlesPage:
    """The hurdles that any document tells of."""
    by_party = groupby(snapshot.state.ratification(), lambda each: each.party)
    return HurdlesPage(
        frame=snapshot.frame("ratification"),
        groups=tuple(
            HurdleGroup(snapshot.party(party), tuple(_hurdle(snapshot, each) for each in found))
            for party, found in by_party
        ),
    )


def _hurdle(snapshot: Snapshot, one: Hurdle) -> HurdleShown:
    told = f"{count_words(len(one.notes), 'note')}, {count_words(one.n_origins, 'origin')}"
    return HurdleShown(
        kind=opened(one.kind.value),
        state=hurdle_state(one),
        touches=tuple(
            Link(touched_words(each, snapshot.dossier), note_words(snapshot, each.notes[0]).text.href)
            for each in one.touches
        ),
        told=note_words(snapshot, one.notes[0]),
        counted=f"{told}, {span_words(one.first_told, one.last_told)}",
        own=word_links(snapshot, one.statements[:_MOST_LINKS]),
        n_more=max(0, len(one.statements) - _MOST_LINKS),
    )
