"""When what a note tells was done, when it was told, and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from detente.analysis.origins import document_origin, is_unnamed
from detente.model import Edtf, NoteEntry, Time
from detente.model.entries import by
from detente.model.outlets import plain


def note_origin(entry: NoteEntry) -> str:
    """The report it goes back to, as origins are compared; for statements see :func:`detente.analysis.origin`."""
    return plain(teller_of(entry))


def teller_of(entry: NoteEntry) -> str:
    """The named teller nearest those who know, else who first published the text, else the document."""
    named = (teller for teller in entry.note.reported_by if not is_unnamed(teller))
    return next(named, entry.origin or entry.publisher) or document_origin(entry.note.doc)


def done_by(entry: NoteEntry, as_of: date | None) -> Time | None:
    """Whether the step was taken by a day: what is told without a date was done when it was told."""
    if as_of is None:
        return Time.CERTAINLY
    told, done = entry.by(as_of), by(entry.note.on, as_of)
    if told is None or done is None:
        return None
    return Time.POSSIBLY if Time.POSSIBLY in {told, done} else Time.CERTAINLY


def when(entry: NoteEntry) -> Edtf | None:
    """When it was done; where that is not told, or it is only announced, when it was published."""
    return entry.published if entry.note.is_expected else entry.note.on or entry.published


def is_overdue(on: Edtf | None, today: date | None, *, is_expected: bool) -> bool:
    """Whether something announced was due on a day that is over."""
    return is_expected and on is not None and today is not None and on.latest < today


def newest_day(entries: Iterable[NoteEntry]) -> date | None:
    """The last day on which any of them was published; None where none has a day."""
    return max((entry.published.latest for entry in entries if entry.published is not None), default=None)


def earliest(dates: Iterable[Edtf | None]) -> Edtf | None:
    """The one that certainly lies first: by its last day, then by its first."""
    return min((each for each in dates if each is not None), key=lambda one: (one.latest, one.earliest), default=None)


def oldest_first(entries: Iterable[NoteEntry]) -> list[NoteEntry]:
    """By the day it was done or told, the undated last; then by place, so that no order of arrival decides."""
    return sorted(entries, key=_order)


def newest_first(entries: Sequence[NoteEntry]) -> list[NoteEntry]:
    """The other way round; the undated last."""
    dated = [each for each in entries if when(each) is not None]
    return [*reversed(oldest_first(dated)), *(each for each in oldest_first(entries) if when(each) is None)]


def _order(entry: NoteEntry) -> tuple[date, date, str, int, int, str]:
    dated, quote = when(entry), entry.note.quote
    span = (date.max, date.max) if dated is None else (dated.earliest, dated.latest)
    return *span, entry.note.doc, quote.start, quote.end, entry.id
