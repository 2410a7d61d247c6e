"""Meetings: those announced, then the newest held, each with who tells what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.analysis import Round, RoundOutcome, RoundStatus
from detente.briefing.frame import Frame, anchor
from detente.briefing.phrases import count_words
from detente.briefing.records import Item, Part, Told
from detente.briefing.wording import date_words, listed, note_teller_words, opened

_STATUS_WORDS = {
    RoundStatus.HELD: "held",
    RoundStatus.ANNOUNCED: "announced",
    RoundStatus.UNCONFIRMED: "its day is over, and no document was found to tell that it was held",
    RoundStatus.CANCELLED: "cancelled",
}
_ORDER = (RoundStatus.ANNOUNCED, RoundStatus.HELD, RoundStatus.UNCONFIRMED, RoundStatus.CANCELLED)


def meetings_part(frame: Frame) -> Part:
    """The announced ones by date, then those held, the newest first, then the rest."""
    found, room = sorted(frame.results.rounds, key=_foremost), frame.limits.meetings
    return Part(
        key="meetings", items=tuple(_item(frame, one) for one in found[:room]), n_further=max(0, len(found) - room)
    )


def _foremost(one: Round) -> tuple[int, int]:
    dated = one.on or one.last_told
    day = date.min if dated is None else dated.earliest
    is_ahead = one.status is RoundStatus.ANNOUNCED
    return _ORDER.index(one.status), day.toordinal() if is_ahead else -day.toordinal()


def _item(frame: Frame, one: Round) -> Item:
    told = [_outcome(frame, each) for each in one.outcomes] or [frame.told(one.notes[0])]
    return frame.item(
        anchor=anchor("meeting", one.id),
        label="meeting",
        head=one.place or "Place not told",
        about=date_words(one.on) if one.on else "day not told",
        mark="unconfirmed" if one.status is RoundStatus.UNCONFIRMED else one.status.value,
        inferred=_sentences(frame, one),
        told=told,
        sources=one.notes,
    )


def _outcome(frame: Frame, one: RoundOutcome) -> Told:
    told = frame.told(one.notes[0], f"Outcome, by {frame.party(one.told_by)}" if one.told_by else "Outcome", one.words)
    teller = note_teller_words(one.reported_by, one.publisher)
    return Told(
        source=told.source,
        label=told.label,
        quote=told.quote,
        teller=f"{frame.party(one.told_by)}, by {teller}" if one.told_by else teller,
        dated=one.first_told,
    )


def _sentences(frame: Frame, one: Round) -> Iterator[str]:
    sides = frame.parties(one.participants) or "sides not named"
    people = f" ({listed(one.people)})" if one.people else ""
    mediator = f", mediated by {frame.party(one.mediator)}" if one.mediator else ""
    seating = f", {one.format.value}" if one.format else ""
    yield f"{opened(_STATUS_WORDS[one.status])}: {sides}{people}{mediator}{seating}."
    if one.other_dates:
        yield f"Other days are told too: {listed(tuple(map(date_words, one.other_dates)))}."
    yield f"Told by {count_words(one.n_origins, 'origin')}."
