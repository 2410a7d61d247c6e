"""Movement: what changed between two days, toward or away from whom, how fast, and who did not move.

The rules, with worked examples: docs/methods/movement.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from detente.analysis.courses import Course
from detente.analysis.mobility import Chance, Mobility, chances, mobility, observed_days
from detente.analysis.moves import Aspect, Move, aspects, direction, is_softer, is_turned, renamed
from detente.analysis.offices import Offices
from detente.analysis.positions import Position, position_of
from detente.analysis.preferences import Preferences, preferences
from detente.analysis.stances import takes_position
from detente.analysis.standing import day_of, days_of, newest_first
from detente.model import Dossier, Edtf, Entry, Issue, IssueId, Party, PartyId, StatementId, Time

_Key = tuple[PartyId, IssueId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """What changed between two days, as one view tells it.

    Attributes:
        since: The first day; what may have been said by its end was there before.
        until: The last day.
        known_at: Up to which moment of the ledger; None for now.
        moves: What changed, the newest first.
        mobilities: Of every party with a chance to move or a new statement, in the dossier's order.
        n_new: Statements that count and are dated after ``since`` and up to ``until``.
        undated: Statements that count and have no date: they were there before and after, and move nothing.
    """

    title: str
    since: date
    until: date
    known_at: datetime | None
    moves: tuple[Move, ...]
    mobilities: tuple[Mobility, ...]
    n_new: int
    undated: tuple[StatementId, ...]

    def chosen(self, *, party: str | None = None, issue: str | None = None) -> Movement:
        """Only one party's moves, or only those on one issue; speeds and shares are counted for that issue."""
        moves = tuple(each for each in self.moves if party in {None, each.party} and issue in {None, each.issue})
        kept = [each for each in self.mobilities if party in {None, each.party}]
        if issue is not None:
            counted = (
                mobility(each.party, [one for one in each.chances if one.issue == issue], each.observed_days)
                for each in kept
            )
            kept = [each for each in counted if each.n_chances]
        return replace(self, moves=moves, mobilities=tuple(kept))


@dataclass(frozen=True, slots=True)
class _Cell:
    """A party's position on an issue at each of two days, of what may have been said by it and of what certainly was.

    ``stood`` is what the party is told to want in moves of others: where it stood at the first day, or, where it told
    no outcome by then, where it stands at the last.
    """

    before: Position | None
    before_certain: Position | None
    after: Position
    after_certain: Position | None
    stood: Preferences | None


def movement(
    entries: Sequence[Entry],
    dossier: Dossier,
    *,
    since: date,
    until: date | None = None,
    known_at: datetime | None = None,
) -> Movement:
    """What changed between two days of one view, toward or away from whom, and how fast.

    A pure function of the entries as a set. A position at a day is that of the statements that may have been said by
    its end, as in a view with that ``as_of``. Where a vague date lies across one of the two days, a change that
    depends on it is told as possible. A statement dated after ``until`` changes nothing.

    Args:
        entries: As a view gives them, all that was said by ``until``.
        dossier: Its parties and issues are looked at.
        since: The first day.
        until: The last day; without it, that of the newest statement.
        known_at: The view's; it only labels here.

    Raises:
        ValueError: ``until`` lies before ``since``.
    """
    last = until or max((day for entry in entries if entry.counts and (day := day_of(entry))), default=since)
    if until is not None and until < since:
        raise ValueError(f"{until} lies before {since}")
    told = _inside(entries, dossier, last)
    said: dict[_Key, list[Entry]] = defaultdict(list)
    for entry in told.values():
        said[entry.statement.party, entry.statement.issue].append(entry)
    newest, offices = {cell: newest_first(each) for cell, each in said.items()}, Offices(dossier)
    cells = _cells(newest, dossier, offices, since, last)
    courses = {cell: Course(each, offices) for cell, each in newest.items()}
    changed = chances(said, courses, dossier, since, max(since, last))
    found = [_move(cells, party, issue, dossier, told) for issue in dossier.issues for party in dossier.parties]
    return Movement(
        title=dossier.title,
        since=since,
        until=max(since, last),
        known_at=known_at,
        moves=tuple(sorted((each for each in found if each), key=_recency, reverse=True)),
        mobilities=_mobilities(newest, changed, dossier, since, max(since, last)),
        n_new=sum((day := day_of(entry)) is not None and day > since for entry in told.values()),
        undated=tuple(entry.id for entry in told.values() if entry.dated is None),
    )


def _inside(entries: Sequence[Entry], dossier: Dossier, until: date) -> dict[StatementId, Entry]:
    """What counts of the dossier's parties and issues, and may have been said by the last day."""
    parties, issues = {party.id for party in dossier.parties}, {issue.id for issue in dossier.issues}
    return {
        entry.id: entry
        for entry in entries
        if entry.counts
        and entry.statement.party in parties
        and entry.statement.issue in issues
        and (day_of(entry) or until) <= until
    }


def _cells(
    newest: Mapping[_Key, Sequence[Entry]], dossier: Dossier, offices: Offices, since: date, until: date
) -> dict[_Key, _Cell]:
    issues = {issue.id: issue for issue in dossier.issues}
    return {cell: _cell(said, issues[cell[1]], offices, since, until) for cell, said in newest.items()}


def _cell(newest: Sequence[Entry], issue: Issue, offices: Offices, since: date, until: date) -> _Cell:
    days = [days_of(entry) or (date.min, date.min) for entry in newest]
    sure = [entry for entry, (_, latest) in zip(newest, days, strict=True) if latest <= until]
    told_before = [entry for entry, (earliest, _) in zip(newest, days, strict=True) if earliest <= since]
    sure_before = [entry for entry, (_, latest) in zip(newest, days, strict=True) if latest <= since]

    def of(some: Sequence[Entry], others: Sequence[Entry], theirs: Position | None) -> Position | None:
        # Some are a part of the others; where they are all of them, the position is one.
        if len(some) == len(others):
            return theirs
        return position_of(some, offices) if some else None

    after = position_of(newest, offices)
    before = of(told_before, newest, after)
    told = [preferences(each, issue) for each in (before, after) if each and takes_position(each.stance)]
    return _Cell(
        before=before,
        before_certain=of(sure_before, told_before, before),
        after=after,
        after_certain=of(sure, newest, after),
        stood=next((each for each in told if each.is_told), told[0] if told else None),
    )


def _move(
    cells: Mapping[_Key, _Cell], party: Party, issue: Issue, dossier: Dossier, told: Mapping[StatementId, Entry]
) -> Move | None:
    """The change in one cell: between what was told, or else one that a vague date makes possible."""
    cell = cells.get((party.id, issue.id))
    if cell is None:
        return None
    before, after, certainty = cell.before, cell.after, Time.CERTAINLY
    found = aspects(before, after)
    if not found:
        before, found, certainty = cell.before_certain, aspects(cell.before_certain, after), Time.POSSIBLY
    elif found != aspects(cell.before_certain, cell.after_certain):
        certainty = Time.POSSIBLY
    if not found:
        return None
    new = _new(before, after, told)
    stood = (
        cells[each.id, issue.id].stood
        for each in dossier.parties
        if each.id != party.id and (each.id, issue.id) in cells
    )
    ours = None if before is None else preferences(before, issue), preferences(after, issue)
    return Move(
        party=party.id,
        issue=issue.id,
        aspects=found,
        before=None if Aspect.FIRST in found else before,
        after=after,
        is_softer=is_softer(before, after),
        directions=tuple(direction(*ours, other, issue) for other in stood if other is not None),
        on=_on(before, after, new),
        certainty=certainty,
        statements=tuple(dict.fromkeys((*(entry.id for entry in new), *((before.ruling,) if before else ())))),
    )


def _new(before: Position | None, after: Position, told: Mapping[StatementId, Entry]) -> list[Entry]:
    """The new statements that a move rests on, the first said first."""
    known = set(before.statements) if before else set()
    ids = dict.fromkeys((*after.run, *(renamed(before, after) if before else ())))
    new = [told[id_] for id_ in ids if id_ not in known]
    return sorted(new, key=lambda entry: (day_of(entry) or date.max, entry.id))


def _on(before: Position | None, after: Position, new: Sequence[Entry]) -> Edtf | None:
    """Since when what is shown now has been said, if that is new, else the date of the first new statement."""
    first = next((entry.dated for entry in new if entry.dated), None)
    is_new = first is not None and after.since is not None and after.since.earliest >= first.earliest
    return after.since if is_new and is_turned(before, after) else first


def _mobilities(
    newest: Mapping[_Key, Sequence[Entry]], changed: Iterable[Chance], dossier: Dossier, since: date, until: date
) -> tuple[Mobility, ...]:
    found: dict[PartyId, list[Chance]] = defaultdict(list)
    for chance in changed:
        found[chance.party].append(chance)
    days: dict[PartyId, list[date]] = defaultdict(list)
    for (party, _), said in newest.items():
        days[party] += [day for entry in said if (day := day_of(entry)) is not None]
    return tuple(
        mobility(party.id, found[party.id], observed_days(min(days[party.id], default=None), since, until))
        for party in dossier.parties
        if found[party.id] or max(days[party.id], default=since) > since
    )


def _recency(move: Move) -> tuple[date, date]:
    if move.on is None:
        return date.min, date.min
    return move.on.earliest, move.on.latest
