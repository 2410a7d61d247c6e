"""Turns notes of one instrument into its hand-overs and into who could know of it from when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from detente.analysis.instrument_records import Knower, Passing
from detente.analysis.note_times import earliest, is_overdue, note_origin, oldest_first, teller_of, when
from detente.analysis.stages import Told, note_ids
from detente.model import Edtf, InstrumentNote, NoteEntry, PartyId, Step


@dataclass(slots=True)
class _Joined:
    """Notes that may tell of one hand-over."""

    told: list[Told] = field(default_factory=list)
    sender: PartyId | None = None
    to: PartyId | None = None
    is_official: bool | None = None
    on: Edtf | None = None

    def takes(self, note: InstrumentNote) -> bool:
        """Whether nothing that the note tells speaks against its being the same."""
        pairs = ((self.sender, note.by), (self.to, note.to), (self.is_official, note.is_official))
        return all(ours is None or theirs is None or ours == theirs for ours, theirs in pairs) and _meet(
            self.on, note.on
        )

    def add(self, told: Told) -> None:
        """Joins a note: what it tells more precisely counts."""
        note = told[1]
        self.told.append(told)
        self.sender, self.to = self.sender or note.by, self.to or note.to
        self.is_official = note.is_official if self.is_official is None else self.is_official
        self.on = min((each for each in (self.on, note.on) if each), key=_width, default=None)


def passings(told: Sequence[Told], today: date | None) -> tuple[Passing, ...]:
    """The hand-overs, oldest first; notes that do not speak against each other tell of one.

    Args:
        told: The notes of one instrument, oldest first.
        today: The day that decides whether one that is announced is overdue.
    """
    handed = [each for each in told if each[1].step is Step.HAND_OVER]
    fullest_first = sorted(handed, key=lambda each: -_weight(each[1]))
    groups: dict[bool, list[_Joined]] = {False: [], True: []}
    for each in fullest_first:
        own = groups[each[1].is_expected]
        group = next((one for one in own if one.takes(each[1])), None)
        if group is None:
            own.append(group := _Joined())
        group.add(each)
    return tuple(
        _passing(one, today, is_expected=is_expected) for is_expected, own in groups.items() for one in _sorted(own)
    )


def knowers(told: Sequence[Told], parties: Sequence[PartyId], public: Edtf | None) -> Iterator[Knower]:
    """From when each party that had to do with it could know it, in the dossier's order.

    Where only its publication tells the day, no note does.
    """
    found: dict[PartyId, list[tuple[str, NoteEntry]]] = defaultdict(list)
    for entry, note in told:
        if not note.is_expected:
            for party in dict.fromkeys((note.to, note.by)):
                if party is not None and (how := _how(note, party)):
                    found[party].append((how, entry))
    for party in parties:
        if ways := found[party]:
            since = earliest([*(when(entry) for _, entry in ways), public])
            first = [(how, entry) for how, entry in ways if when(entry) == since]
            how = first[0][0] if first else "it was published"
            yield Knower(party=party, since=since, how=how, notes=note_ids([entry for _, entry in first]))


def _how(note: InstrumentNote, party: PartyId) -> str:
    """Why a note shows that a party knew it; empty where it does not."""
    if note.step is Step.HAND_OVER:
        return "it got it" if note.to == party else "it handed it over" if note.by == party else ""
    if note.by != party or note.step in {Step.PROVIDE, Step.MENTION}:
        return ""
    return (
        "it wrote it" if note.step is Step.DRAFT else "it agreed on it" if note.step is Step.AGREE else "it acted on it"
    )


def _passing(joined: _Joined, today: date | None, *, is_expected: bool) -> Passing:
    entries = oldest_first([entry for entry, _ in joined.told])
    carriers = dict.fromkeys(note.carrier for _, note in joined.told if note.carrier)
    return Passing(
        sender=joined.sender,
        to=joined.to,
        carriers=tuple(sorted(carriers)),
        is_official=joined.is_official,
        on=joined.on,
        is_expected=is_expected,
        is_overdue=is_overdue(joined.on, today, is_expected=is_expected),
        told_by=tuple(sorted({note_origin(entry): teller_of(entry) for entry in entries}.values())),
        notes=note_ids(entries),
    )


def _sorted(groups: Sequence[_Joined]) -> list[_Joined]:
    order = {id(entry): place for place, entry in enumerate(oldest_first([e for g in groups for e, _ in g.told]))}
    return sorted(groups, key=lambda group: min(order[id(entry)] for entry, _ in group.told))


def _weight(note: InstrumentNote) -> int:
    return sum(each is not None for each in (note.by, note.to, note.on, note.carrier, note.is_official))


def _meet(one: Edtf | None, other: Edtf | None) -> bool:
    return one is None or other is None or (one.earliest <= other.latest and other.earliest <= one.latest)


def _width(dated: Edtf) -> int:
    return (dated.latest - dated.earliest).days
