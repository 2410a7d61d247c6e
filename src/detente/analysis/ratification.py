"""Ratification: what a deal has to pass at home, party by party, and which issues and options that touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from detente.analysis.note_times import is_overdue, newest_day, note_origin
from detente.analysis.transcript import transcript_of
from detente.model import (
    Dossier,
    Edtf,
    Entry,
    HurdleKind,
    HurdleNote,
    IssueId,
    NoteEntry,
    NoteId,
    OptionId,
    PartyId,
    StatementId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """An issue, or one option of it, that a hurdle is told to stand in the way of.

    Attributes:
        option: None where only the issue is told.
        n_origins: Independent reports that tell so.
        notes: Newest first; never empty.
    """

    issue: IssueId
    option: OptionId | None
    n_origins: int
    notes: tuple[NoteId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hurdle:
    """What one party's home can do to a deal, as told.

    Attributes:
        is_expected: Whether it is only told as announced, planned or conditional; or was there, and is announced anew
            for a day that is not over.
        is_overdue: Whether the day for which it was announced is over, and nothing tells what came of it.
        told_there: Where it is announced anew, when it was last told as there; None elsewhere.
        touches: In the dossier's order; empty where no issue of the dossier is told.
        first_told, last_told: When the oldest and the newest document that tells it was published; None where none
            has a date.
        on: The day on which it was decided or, where it is announced, for which; by the newest note that tells one.
        quote: The newest note's words.
        reported_by: Who stands between those who know and the newest note's document, nearest them first.
        n_origins: Independent reports that tell it.
        notes: Newest first; never empty.
        statements: The party's own statements in whose quotes a note lies, or that lie in it, newest note first.
    """

    party: PartyId
    kind: HurdleKind
    is_expected: bool
    is_overdue: bool
    told_there: Edtf | None
    touches: tuple[Touched, ...]
    first_told: Edtf | None
    last_told: Edtf | None
    on: Edtf | None
    quote: str
    reported_by: tuple[str, ...]
    n_origins: int
    notes: tuple[NoteId, ...]
    statements: tuple[StatementId, ...]


_Told = tuple[NoteEntry, HurdleNote]


def ratification(
    notes: Sequence[NoteEntry], entries: Sequence[Entry], dossier: Dossier, today: date | None = None
) -> tuple[Hurdle, ...]:
    """The hurdles at home, by the dossier's order of parties, then in the order of :class:`HurdleKind`.

    Args:
        notes: As a view gives them; their order does not matter, those that do not count and those of another kind
            take no part.
        entries: As a view gives them; those that do not count take no part.
        dossier: Its parties and issues; a hurdle of another party is left out, and an issue that it lacks is not told.
        today: The day that decides whether an announced one is overdue; by default that of the newest document with a
            note. Documents without any may be newer.
    """
    cells: dict[tuple[PartyId, HurdleKind], list[_Told]] = defaultdict(list)
    for entry in {each.id: each for each in notes}.values():
        if isinstance(entry.note, HurdleNote) and entry.counts:
            cells[entry.note.party, entry.note.hurdle].append((entry, entry.note))
    today = today or newest_day(each for each in notes if each.counts)
    told_of = {(note.party, note.doc) for several in cells.values() for _, note in several}
    said: dict[tuple[PartyId, str], list[Entry]] = defaultdict(list)
    for each in transcript_of(entries, dossier):
        about = each.statement.party, each.statement.doc
        if about in told_of:
            said[about].append(each)
    return tuple(
        _hurdle(_newest_first(cells[party.id, kind]), said, dossier, today)
        for party in dossier.parties
        for kind in HurdleKind
        if (party.id, kind) in cells
    )


def _hurdle(
    told: Sequence[_Told], said: dict[tuple[PartyId, str], list[Entry]], dossier: Dossier, today: date | None
) -> Hurdle:
    newest = told[0][1]
    dates = [entry.published for entry, _ in told if entry.published is not None]
    there = [(entry, note) for entry, note in told if not note.is_expected]
    anew = there and told[0][1].is_expected and _is_ahead(told[0][1].on, today)
    is_expected = bool(anew) or not there
    on = next((note.on for _, note in (told if is_expected else there) if note.on is not None), None)
    own = [each for _, note in told for each in _telling(note, said.get((note.party, note.doc), []))]
    return Hurdle(
        party=newest.party,
        kind=newest.hurdle,
        is_expected=is_expected,
        is_overdue=is_overdue(on, today, is_expected=is_expected),
        told_there=there[0][0].published if anew else None,
        touches=_touches(told, dossier),
        first_told=dates[-1] if dates else None,
        last_told=dates[0] if dates else None,
        on=on,
        quote=newest.quote.text,
        reported_by=newest.reported_by,
        n_origins=_n_origins(told),
        notes=tuple(entry.id for entry, _ in told),
        statements=tuple(dict.fromkeys(each.id for each in own)),
    )


def _is_ahead(on: Edtf | None, today: date | None) -> bool:
    return on is not None and today is not None and on.latest >= today


def _telling(note: HurdleNote, said: Sequence[Entry]) -> list[Entry]:
    """The statements whose quotes share a character with the note's, in the order of the text."""
    quote = note.quote
    found = [each for each in said if each.statement.quote.start < quote.end and quote.start < each.statement.quote.end]
    return sorted(found, key=lambda each: (each.statement.quote.start, each.statement.quote.end, each.id))


def _touches(told: Sequence[_Told], dossier: Dossier) -> tuple[Touched, ...]:
    by_object: dict[tuple[IssueId, OptionId | None], list[_Told]] = defaultdict(list)
    for entry, note in told:
        if note.issue is not None:
            by_object[note.issue, note.option].append((entry, note))
    return tuple(
        Touched(
            issue=issue.id,
            option=option,
            n_origins=_n_origins(by_object[issue.id, option]),
            notes=tuple(entry.id for entry, _ in by_object[issue.id, option]),
        )
        for issue in dossier.issues
        for option in (None, *(each.id for each in issue.options))
        if (issue.id, option) in by_object
    )


def _n_origins(told: Sequence[_Told]) -> int:
    return len({note_origin(entry) for entry, _ in told})


def _newest_first(told: Sequence[_Told]) -> list[_Told]:
    """By the day of publication, the latest first, undated last; of one day by place."""
    in_place = sorted(told, key=lambda pair: (pair[1].doc, pair[1].quote.start, pair[1].quote.end, pair[0].id))
    return sorted(in_place, key=lambda pair: _recency(pair[0]), reverse=True)


def _recency(entry: NoteEntry) -> tuple[date, int]:
    if entry.published is None:
        return date.min, 0
    return entry.published.earliest, -(entry.published.latest - entry.published.earliest).days
