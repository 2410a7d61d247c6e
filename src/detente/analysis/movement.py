"""Movement: what changed between two days, toward or away from whom, how fast, and who did not move.

The rules, with worked examples: docs/methods/movement.md.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from detente.analysis.columns import UNDATED
from detente.analysis.headings import direction
from detente.analysis.mobility import Chances, Mobility, chances, mobility, observed_days
from detente.analysis.moves import Aspect, Move, aspects, held_before, is_softer, is_turned, renamed
from detente.analysis.positions import Position, position_of, position_on
from detente.analysis.preferences import Preferences, preferences
from detente.analysis.stances import takes_position
from detente.analysis.transcript import Cell, Rows, Transcript, transcript_of
from detente.model import Dossier, Edtf, Entry, Issue, Party, PartyId, StatementId, Time


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
    if until is not None and until < since:
        raise ValueError(f"{until} lies before {since}")
    told = transcript_of(entries, dossier)
    last = until or (since if told.newest_day == UNDATED else date.fromordinal(told.newest_day))
    end, said = max(since, last), _said(told, dossier, last)
    cells = _cells(told, said, dossier, since, last)
    places = {id_: row for row, id_ in enumerate(told.ids)}
    found = [_move(told, cells, party, issue, dossier, places) for issue in dossier.issues for party in dossier.parties]
    rows = sorted([row for cell in said.values() for row in cell])
    first, days = since.toordinal(), told.days
    return Movement(
        title=dossier.title,
        since=since,
        until=end,
        known_at=known_at,
        moves=tuple(sorted((each for each in found if each), key=_recency, reverse=True)),
        mobilities=_mobilities(told, said, chances(told, said, dossier, since, end), dossier, since, end),
        n_new=sum([days[row] > first for row in rows]),
        undated=tuple([told.ids[row] for row in rows if days[row] == UNDATED]),
    )


def _said(told: Transcript, dossier: Dossier, until: date) -> dict[Cell, Rows]:
    """What counts of the dossier's parties and issues, and may have been said by the last day, newest first."""
    last, days = until.toordinal(), told.days
    found: dict[Cell, Rows] = {}
    for issue in dossier.issues:
        for party in dossier.parties:
            rows = told.cells.get((party.id, issue.id), [])
            by_then = rows[bisect_left(rows, x=True, key=lambda row: days[row] <= last) :]
            if by_then:
                found[party.id, issue.id] = by_then
    return found


def _cells(
    told: Transcript, said: Mapping[Cell, Rows], dossier: Dossier, since: date, until: date
) -> dict[Cell, _Cell]:  # fmt: skip
    issues = {issue.id: issue for issue in dossier.issues}
    return {cell: _cell(told, cell, rows, issues[cell[1]], since, until) for cell, rows in said.items()}


def _cell(told: Transcript, cell: Cell, newest: Rows, issue: Issue, since: date, until: date) -> _Cell:
    first, last = since.toordinal(), until.toordinal()
    days, last_days = told.days, told.last_days
    told_before = [row for row in newest if days[row] <= first]

    def of(some: Rows, others: Rows, theirs: Position | None) -> Position | None:
        # Some are a part of the others; where they are all of them, the position is one.
        if len(some) == len(others):
            return theirs
        return position_of(told, some) if some else None

    is_all = len(newest) == len(told.cells[cell])
    after = told.once(position_on, cell) if is_all else position_of(told, newest)
    before = of(told_before, newest, after)
    wants = [preferences(each, issue) for each in (before, after) if each and takes_position(each.stance)]
    return _Cell(
        before=before,
        before_certain=of([row for row in told_before if last_days[row] <= first], told_before, before),
        after=after,
        after_certain=of([row for row in newest if last_days[row] <= last], newest, after),
        stood=next((each for each in wants if each.is_told), wants[0] if wants else None),
    )


def _move(
    told: Transcript,
    cells: Mapping[Cell, _Cell],
    party: Party,
    issue: Issue,
    dossier: Dossier,
    places: Mapping[StatementId, int],
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
    new = _new(told, before, after, places)
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
        is_softer=None if before is None else is_softer(held_before(before, after, before.beside), after),
        directions=tuple(direction(*ours, other, issue) for other in stood if other is not None),
        on=_on(before, after, [told.dates[row] for row in new]),
        certainty=certainty,
        statements=tuple(dict.fromkeys((*(told.ids[row] for row in new), *((before.ruling,) if before else ())))),
    )


def _new(
    told: Transcript, before: Position | None, after: Position, places: Mapping[StatementId, int]
) -> list[int]:  # fmt: skip
    """The new statements that a move rests on, the first said first, those without a date last."""
    known = set(before.statements) if before else set()
    ids = dict.fromkeys((*after.run, *(renamed(before, after) if before else ())))
    new = [places[id_] for id_ in ids if id_ not in known]
    return sorted(new, key=lambda row: (told.days[row] == UNDATED, told.days[row], told.ids[row]))


def _on(before: Position | None, after: Position, new: Sequence[Edtf | None]) -> Edtf | None:
    """Since when what is shown now has been said, if that is new, else the date of the first new statement."""
    first = next((dated for dated in new if dated), None)
    is_new = first is not None and after.since is not None and after.since.earliest >= first.earliest
    held = None if before is None else held_before(before, after, before.beside)
    return after.since if is_new and is_turned(held, after) else first


def _mobilities(
    told: Transcript,
    said: Mapping[Cell, Rows],
    found: Mapping[PartyId, Chances],
    dossier: Dossier,
    since: date,
    until: date,
) -> tuple[Mobility, ...]:
    days: dict[PartyId, set[int]] = defaultdict(set)
    for (party, _), rows in said.items():
        days[party].update(map(told.days.__getitem__, rows))
        days[party].discard(UNDATED)
    first = {party: date.fromordinal(min(own)) for party, own in days.items() if own}
    return tuple(
        mobility(party.id, found[party.id], observed_days(first.get(party.id), since, until))
        for party in dossier.parties
        if found[party.id] or max(days[party.id], default=UNDATED) > since.toordinal()
    )


def _recency(move: Move) -> tuple[date, date]:
    if move.on is None:
        return date.min, date.min
    return move.on.earliest, move.on.latest
