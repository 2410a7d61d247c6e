"""Which notes tell of one meeting: by day, place and who sits at the table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import product

from detente.analysis.round_kinds import Kind, agree, asked_of, exclude, is_same, kept_under, kind_of, words_of
from detente.model import Edtf
from detente.model.notes import NoteEntry, RoundNote

TOLD_WITHIN_DAYS = 30
"""A meeting told without a day lies at most so many days before its report, or behind its announcement."""
APPROXIMATE_DAYS = 3
"""A date told as approximate may be off by so many days on either side."""

Interval = tuple[date, date]


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
    shelf = _Shelf()
    for told in sorted(map(_read, entries), key=_preciseness):
        # Intervals of which each two meet have a day in common, so that a group's common days speak for all its notes.
        fitting = [group for group in shelf.near(asked_of(told.kind), told.days) if group.takes(told.kind)]
        if told.is_loose and len(fitting) > 1:
            fitting = []
        if not fitting:
            fitting = [_Group(len(found), told.days)]
            found += fitting
        best = fitting[0] if len(fitting) == 1 else max(fitting, key=partial(_fit, told))
        best.add(told)
        shelf.put(best, kept_under(told.kind))
    return [group.entries for group in found]


@dataclass(frozen=True, slots=True)
class _Told:
    """A note with what is asked of it again and again."""

    entry: NoteEntry
    kind: Kind
    days: Interval

    @property
    def middle(self) -> int:
        """The day in the middle, as a number."""
        return (self.days[0].toordinal() + self.days[1].toordinal()) // 2

    @property
    def is_loose(self) -> bool:
        """Whether it names neither place nor party."""
        return told_note(self.entry).place is None and not self.kind.table


@dataclass(slots=True)
class _Group:
    """Notes of one meeting so far, and the first and last day that all of them leave open."""

    number: int
    days: Interval
    entries: list[NoteEntry] = field(default_factory=list)
    kinds: dict[Kind, None] = field(default_factory=dict)
    middles: set[int] = field(default_factory=set)

    def add(self, told: _Told) -> None:
        """Takes in a note."""
        self.entries.append(told.entry)
        self.kinds[told.kind] = None
        self.middles.add(told.middle)
        self.days = max(self.days[0], told.days[0]), min(self.days[1], told.days[1])

    def takes(self, kind: Kind) -> bool:
        """Whether a note of this kind agrees with one of its notes and is excluded by none."""
        return not any(exclude(kind, other) for other in self.kinds) and any(agree(kind, one) for one in self.kinds)


def _fit(told: _Told, group: _Group) -> tuple[object, ...]:
    """How well a note fits a group: both name a place, parties in common, how near it lies to one of its notes."""
    has_place = told.kind.place is not None and any(other.place is not None for other in group.kinds)
    shared = max(len(told.kind.table & other.table) for other in group.kinds)
    near = min(abs(told.middle - other) for other in group.middles)
    return has_place, shared, -near, min(group.middles)


def _read(entry: NoteEntry) -> _Told:
    note = told_note(entry)
    return _Told(entry, kind_of(note), interval(entry))


class _Shelf:
    """The groups by what they are found by and the months that they may lie in."""

    _ALL, _LONG, _MANY_MONTHS = -1, -2, 12

    def __init__(self) -> None:
        self._kept: dict[tuple[Hashable, int], dict[int, _Group]] = defaultdict(dict)

    def put(self, group: _Group, keys: Iterable[Hashable]) -> None:
        """Keeps a group under each."""
        months = self._months(group.days) or (self._LONG,)
        for place in product(keys, (self._ALL, *months)):
            self._kept[place][group.number] = group

    def near(self, keys: Iterable[Hashable], days: Interval) -> list[_Group]:
        """The groups under one of these with days in common, the oldest first."""
        months = self._months(days)
        found: dict[int, _Group] = {}
        for place in product(keys, (self._LONG, *months) if months else (self._ALL,)):
            found |= self._kept.get(place, {})
        return [group for _, group in sorted(found.items()) if _overlap(days, group.days)]

    def _months(self, days: Interval) -> Sequence[int]:
        """The months, as numbers; none where they are many."""
        first, last = (day.toordinal() // 31 for day in days)
        return range(first, last + 1) if last - first < self._MANY_MONTHS else ()


def same_place(one: str, other: str) -> bool:
    """Whether two names may be one place: the words of one are among those of the other.

    Example:
        >>> same_place("the Palace of Velm", "Velm"), same_place("Velm", "Orsk")
        (True, False)
    """
    return is_same(words_of(one), words_of(other))


def interval(entry: NoteEntry) -> Interval:
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


def widened(on: Edtf) -> Interval:
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


def _overlap(one: Interval, other: Interval) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _preciseness(told: _Told) -> tuple[object, ...]:
    """The most precise first: with place or party, the narrowest date, the most that is named; then by passage."""
    note, published = told_note(told.entry), told.entry.published
    n_days = (note.on.latest - note.on.earliest).days if note.on is not None else date.max.toordinal()
    named = (note.place is not None) + len(told.kind.table)
    is_vague = "~" in (note.on.text if note.on else "")
    return told.is_loose, n_days, is_vague, -named, published.earliest if published else date.max, *passage(told.entry)
