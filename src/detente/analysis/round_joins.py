"""Which notes tell of one meeting: by day, place and who sits at the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from detente.model import Edtf
from detente.model.notes import Format, NoteEntry, RoundNote

TOLD_WITHIN_DAYS = 30
"""A meeting told without a day lies at most so many days before its report, or behind its announcement."""
APPROXIMATE_DAYS = 3
"""A date told as approximate may be off by so many days on either side."""

_Interval = tuple[date, date]


def told_note(entry: NoteEntry) -> RoundNote:
    """The entry's note as one of a round.

    Raises:
        TypeError: It is a note of something else.
    """
    if not isinstance(entry.note, RoundNote):
        raise TypeError(f"{entry.id} is no note of a round")
    return entry.note


def groups(entries: Sequence[NoteEntry]) -> list[list[NoteEntry]]:
    """The notes that tell of one meeting together; each in exactly one group, whatever their order.

    The most precise notes come first. A note joins the group of which it agrees with one note and is excluded by none,
    the best fitting one where there are several, and else begins its own. Notes that name neither place nor party come
    last: they join a group only if it is the one group of their very day.
    """
    found: list[_Group] = []
    for entry in sorted(entries, key=_preciseness):
        first, last = interval(entry)
        # Intervals of which each two meet have a day in common, so that a group's common days speak for all its notes.
        near = [group for group in found if first <= group.last and group.first <= last]
        fitting = [group for group in near if _belongs(entry, group.entries)]
        if _is_loose(entry) and len(fitting) > 1:
            fitting = []
        if fitting:
            best = max(fitting, key=lambda group: _fit(entry, group.entries))
            best.entries.append(entry)
            best.first, best.last = max(best.first, first), min(best.last, last)
        else:
            found.append(_Group([entry], first, last))
    return [group.entries for group in found]


@dataclass(slots=True)
class _Group:
    """Notes of one meeting so far, and the first and last day that all of them leave open."""

    entries: list[NoteEntry]
    first: date
    last: date


def _belongs(entry: NoteEntry, group: Sequence[NoteEntry]) -> bool:
    return not any(exclude(entry, other) for other in group) and any(agree(entry, other) for other in group)


def exclude(one: NoteEntry, other: NoteEntry) -> bool:
    """Whether two notes cannot tell of one meeting.

    Their days cannot meet, where a note without a day lies near its report; or both name a place, and another; or both
    name parties and none in common; or both are bilateral, of different pairs.
    """
    left, right = told_note(one), told_note(other)
    if not _overlap(interval(one), interval(other)):
        return True
    if left.place and right.place and not same_place(left.place, right.place):
        return True
    at_left, at_right = table(left), table(right)
    if at_left and at_right and not at_left & at_right:
        return True
    return left.format is right.format is Format.BILATERAL and set(left.participants) != set(right.participants)


def agree(one: NoteEntry, other: NoteEntry) -> bool:
    """Whether two notes that do not exclude each other name enough in common to tell of one meeting.

    That is the place or a party, or the same single day. Where one has no day it is the place, or two parties where no
    place is named.
    """
    left, right = told_note(one), told_note(other)
    shared = table(left) & table(right)
    if left.place and right.place:
        return True
    if left.on is None or right.on is None:
        return len(shared) > 1 and not (left.place or right.place)
    return bool(shared) or (left.on.is_day and left.on == right.on)


def same_place(one: str, other: str) -> bool:
    """Whether two names may be one place: the words of one are among those of the other.

    Example:
        >>> same_place("the Palace of Velm", "Velm"), same_place("Velm", "Orsk")
        (True, False)
    """
    left, right = (set(re.findall(r"\w+", name.casefold())) - {"the"} for name in (one, other))
    return left <= right or right <= left


def table(note: RoundNote) -> frozenset[str]:
    """Everybody told to take part: the participants and the mediator."""
    return frozenset(note.participants) | ({note.mediator} if note.mediator else frozenset())


def interval(entry: NoteEntry) -> _Interval:
    """The first and the last day on which the meeting of a note may be."""
    note = told_note(entry)
    if note.on is not None:
        return widened(note.on)
    if entry.published is None:
        return date.min, date.max
    days = timedelta(days=TOLD_WITHIN_DAYS)
    if note.is_expected:
        return entry.published.earliest, _shifted(entry.published.latest, days)
    return _shifted(entry.published.earliest, -days), entry.published.latest


def widened(on: Edtf) -> _Interval:
    """The days that a date may mean, an approximate one with some more on either side."""
    days = timedelta(days=APPROXIMATE_DAYS if "~" in on.text else 0)
    return _shifted(on.earliest, -days), _shifted(on.latest, days)


def passage(entry: NoteEntry) -> tuple[object, ...]:
    """Document, characters and id of a note: its place in an order that names of parties do not change."""
    return entry.note.doc, entry.note.quote.start, entry.note.quote.end, entry.id


def _shifted(day: date, days: timedelta) -> date:
    try:
        return day + days
    except OverflowError:
        return date.min if days < timedelta() else date.max


def _overlap(one: _Interval, other: _Interval) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _is_loose(entry: NoteEntry) -> bool:
    note = told_note(entry)
    return note.place is None and not table(note)


def _preciseness(entry: NoteEntry) -> tuple[object, ...]:
    """The most precise first: with place or party, the narrowest date, the most that is named; then by passage."""
    note = told_note(entry)
    n_days = (note.on.latest - note.on.earliest).days if note.on is not None else date.max.toordinal()
    named = (note.place is not None) + len(table(note))
    published = entry.published.earliest if entry.published is not None else date.max
    return _is_loose(entry), n_days, "~" in (note.on.text if note.on else ""), -named, published, *passage(entry)


def _fit(entry: NoteEntry, group: Sequence[NoteEntry]) -> tuple[object, ...]:
    """How well a note fits a group: the place, the parties in common, and how near the group's first note was told."""
    note, others = told_note(entry), [told_note(other) for other in group]
    has_place = bool(note.place) and any(other.place for other in others)
    shared = max(len(table(note) & table(other)) for other in others)
    middle, middles = _middle(entry), [_middle(other) for other in group]
    near = min(abs(middle - other) for other in middles)
    return has_place, shared, -near, min(middles)


def _middle(entry: NoteEntry) -> int:
    first, last = interval(entry)
    return (first.toordinal() + last.toordinal()) // 2
