"""Rounds: the meetings of the talks, held and announced, each with who tells what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from detente.analysis.note_times import newest_day, note_origin
from detente.analysis.round_joins import groups, passage, same_place, told_note, widened
from detente.model import Dossier, Edtf, PartyId
from detente.model.ids import NoteId
from detente.model.notes import Format, NoteEntry, RoundNote

_CANCELLED = "cancelled"
"""The outcome that the coder notes of a meeting that was called off."""

_Told = TypeVar("_Told", bound=Hashable)


class RoundStatus(StrEnum):
    """Whether a meeting was held; ``unconfirmed``: its day is over and nobody tells that it was held."""

    HELD = "held"
    ANNOUNCED = "announced"
    UNCONFIRMED = "unconfirmed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOutcome:
    """What one side, or an author, tells to have come of a meeting.

    Attributes:
        told_by: The party whose words they are; None where the author's.
        publisher: Who published the first document with them, if told.
        reported_by: Who stands between the teller and that document, nearest first.
        words: As told.
        first_told: When that document was published.
        notes: The notes with these words by this teller, the first told first; never empty.
    """

    told_by: PartyId | None
    publisher: str | None
    reported_by: tuple[str, ...]
    words: str
    first_told: Edtf | None
    notes: tuple[NoteId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One meeting of the talks.

    Attributes:
        id: That of the note that told of it first.
        place: As it is named most; None where nobody names it.
        on: The narrowest date told; None where none is.
        other_dates: The other dates told of it, the narrowest first.
        participants: In the dossier's order, the mediator left out.
        people: Those named as present, as first named.
        mediator, format: What most reports tell.
        outcomes: The parties' in the dossier's order, then the authors', each in the order told; that one was put off
            is none of one that was held.
        notes: What it rests on, the first told first; never empty.
        n_origins: Independent reports these go back to.
        first_told, last_told: When the first and the last document that tells of it were published.
    """

    id: NoteId
    status: RoundStatus
    place: str | None
    on: Edtf | None
    other_dates: tuple[Edtf, ...]
    participants: tuple[PartyId, ...]
    people: tuple[str, ...]
    mediator: PartyId | None
    format: Format | None
    outcomes: tuple[RoundOutcome, ...]
    notes: tuple[NoteId, ...]
    n_origins: int
    first_told: Edtf | None
    last_told: Edtf | None


def rounds(
    notes: Sequence[NoteEntry], dossier: Dossier, as_of: date | None = None, today: date | None = None
) -> tuple[Round, ...]:
    """The meetings that the notes tell of, by date, those without one last.

    Args:
        notes: As a view gives them, of any kind; their order does not matter, and withdrawn ones take no part.
        dossier: Its parties; others are left out.
        as_of: The day asked about; notes that were certainly told later are left out. None for no end.
        today: The day that decides whether an announced meeting is still to come; by default ``as_of``, else that of
            the newest document with a note. Documents without any may be newer.
    """
    told = [
        entry
        for entry in {entry.id: entry for entry in notes}.values()
        if entry.counts and (as_of is None or entry.by(as_of) is not None)
    ]
    today = today or as_of or newest_day(told)
    meetings = groups([entry for entry in told if isinstance(entry.note, RoundNote)])
    return tuple(sorted((_round(group, dossier, today) for group in meetings), key=_by_date))


def _round(group: Sequence[NoteEntry], dossier: Dossier, today: date | None) -> Round:
    entries = sorted(group, key=_told_first)
    told = [told_note(entry) for entry in entries]
    parties = [party.id for party in dossier.parties]
    mediator = _most(note.mediator for note in told if note.mediator in parties)
    at_table = {party for note in told for party in note.participants}
    dates = _dates(told)
    status = _status(told, dates[0] if dates else None, today)
    held = [entry for entry in entries if not told_note(entry).is_expected]
    published = [entry.published for entry in entries if entry.published is not None]
    return Round(
        id=entries[0].id,
        status=status,
        place=_place([note.place for note in told if note.place is not None]),
        on=dates[0] if dates else None,
        other_dates=dates[1:],
        participants=tuple(party for party in parties if party in at_table and party != mediator),
        people=_people(note.people for note in told),
        mediator=mediator,
        format=_most(note.format for note in told if note.format is not None),
        outcomes=_outcomes(entries if status is not RoundStatus.HELD else held, parties),
        notes=tuple(entry.id for entry in entries),
        n_origins=len({note_origin(entry) for entry in entries}),
        first_told=published[0] if published else None,
        last_told=max(published, key=lambda on: (on.latest, on.text)) if published else None,
    )


def _status(told: Sequence[RoundNote], on: Edtf | None, today: date | None) -> RoundStatus:
    """Held as soon as one note tells so; cancelled where one tells that; else by its day."""
    if any(not note.is_expected for note in told):
        return RoundStatus.HELD
    if any(note.outcome == _CANCELLED for note in told):
        return RoundStatus.CANCELLED
    is_over = on is not None and today is not None and widened(on)[1] < today
    return RoundStatus.UNCONFIRMED if is_over else RoundStatus.ANNOUNCED


def _dates(told: Iterable[RoundNote]) -> tuple[Edtf, ...]:
    """Every date told, the narrowest first, of equally narrow ones what was told as held."""
    held = {note.on for note in told if note.on is not None and not note.is_expected}
    every = {note.on for note in told if note.on is not None}

    def narrowness(on: Edtf) -> tuple[object, ...]:
        return (on.latest - on.earliest).days, "~" in on.text, on not in held, on.earliest, on.text

    return tuple(sorted(every, key=narrowness))


def _place(named: Sequence[str]) -> str | None:
    """The name told most, the first of several; names of which one holds the other are one place."""
    often = Counter(named)
    counts = {name: sum(often[other] for other in often if same_place(name, other)) for name in often}
    return max(counts, key=lambda name: (often[name], counts[name]), default=None)


def _people(named: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Each person once, under the fullest name: a surname alone is the person whose name ends so."""
    names = list(dict.fromkeys(name for names in named for name in names))
    return tuple(name for name in names if not any(other.endswith(f" {name}") for other in names))


def _outcomes(entries: Sequence[NoteEntry], parties: Sequence[PartyId]) -> tuple[RoundOutcome, ...]:
    by_teller: dict[tuple[str, str], list[NoteEntry]] = {}
    for entry in entries:
        note = told_note(entry)
        if note.outcome is not None:
            teller = note.told_by or f"\x1f{note_origin(entry)}"
            by_teller.setdefault((teller, note.outcome.casefold()), []).append(entry)
    found = [_outcome(told) for told in by_teller.values()]
    order = {party: index for index, party in enumerate(parties)}
    return tuple(sorted(found, key=lambda each: order.get(each.told_by, len(order)) if each.told_by else len(order)))


def _outcome(told: Sequence[NoteEntry]) -> RoundOutcome:
    first = told_note(told[0])
    return RoundOutcome(
        told_by=first.told_by,
        publisher=told[0].publisher,
        reported_by=first.reported_by,
        words=first.outcome or "",
        first_told=told[0].published,
        notes=tuple(entry.id for entry in told),
    )


def _most(told: Iterable[_Told | None]) -> _Told | None:
    """What is told most often, the first of several; None where nothing is."""
    counts = Counter(each for each in told if each is not None)
    return max(counts, key=counts.__getitem__, default=None)


def _told_first(entry: NoteEntry) -> tuple[object, ...]:
    published = entry.published
    return (published.earliest, published.latest) if published else (date.max, date.max), *passage(entry)


def _by_date(each: Round) -> tuple[object, ...]:
    return (each.on.earliest, each.on.latest) if each.on else (date.max, date.max), each.id
