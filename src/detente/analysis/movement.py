"""Movement: what changed between two days, toward or away from whom, how fast, and who did not move.

The rules, with worked examples: docs/methods/movement.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from detente.analysis.matrix import Matrix, matrix
from detente.analysis.mobility import Mobility, chances, mobility, observed_days
from detente.analysis.moves import Aspect, Move, aspects, direction, is_softer, is_turned, renamed
from detente.analysis.positions import Position
from detente.analysis.preferences import preferences
from detente.analysis.stances import takes_position
from detente.analysis.standing import day_of
from detente.model import Dossier, Edtf, Entry, Issue, Party, StatementId, Time


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
class _Moments:
    """The matrix of each of two days, of what may have been said by it and of what certainly was."""

    before: Matrix
    before_certain: Matrix
    after: Matrix
    after_certain: Matrix


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
    moments = _moments(told, dossier, since, last)
    found = [_move(moments, party, issue, told) for issue in dossier.issues for party in dossier.parties]
    return Movement(
        title=dossier.title,
        since=since,
        until=max(since, last),
        known_at=known_at,
        moves=tuple(sorted((each for each in found if each), key=_recency, reverse=True)),
        mobilities=_mobilities(list(told.values()), dossier, since, max(since, last)),
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
        and entry.by(until) is not None
    }


def _moments(told: Mapping[StatementId, Entry], dossier: Dossier, since: date, until: date) -> _Moments:
    made: dict[frozenset[StatementId], Matrix] = {}

    def at(day: date, kept: frozenset[Time | None]) -> Matrix:
        # Where no date lies across a day, what is certain and what is possible are one matrix.
        chosen = [entry for entry in told.values() if entry.by(day) in kept]
        ids = frozenset(entry.id for entry in chosen)
        if ids not in made:
            made[ids] = matrix(chosen, dossier, as_of=day)
        return made[ids]

    certain = frozenset({Time.CERTAINLY, Time.UNDATED})
    possible = certain | {Time.POSSIBLY}
    return _Moments(at(since, possible), at(since, certain), at(until, possible), at(until, certain))


def _move(moments: _Moments, party: Party, issue: Issue, told: Mapping[StatementId, Entry]) -> Move | None:
    """The change in one cell: between what was told, or else one that a vague date makes possible."""
    before, after = moments.before.cell(party.id, issue.id), moments.after.cell(party.id, issue.id)
    at_first, at_last = moments.before_certain.cell(party.id, issue.id), moments.after_certain.cell(party.id, issue.id)
    certain = aspects(at_first, at_last)
    if found := aspects(before, after):
        certainty = Time.CERTAINLY if found == certain else Time.POSSIBLY
    else:
        before, found, certainty = at_first, aspects(at_first, after), Time.POSSIBLY
    if not found or after is None:
        return None
    new = _new(before, after, told)
    return Move(
        party=party.id,
        issue=issue.id,
        aspects=found,
        before=None if Aspect.FIRST in found else before,
        after=after,
        is_softer=is_softer(before, after),
        directions=tuple(direction(before, after, other, issue) for other in _others(moments, party, issue)),
        on=_on(before, after, new),
        certainty=certainty,
        statements=tuple(dict.fromkeys((*(entry.id for entry in new), *((before.ruling,) if before else ())))),
    )


def _others(moments: _Moments, party: Party, issue: Issue) -> list[Position]:
    """Where each other party stood at the first day; where it told no outcome by then, where it stands at the last."""
    found = []
    for other in moments.after.parties:
        cells = (moment.cell(other.id, issue.id) for moment in (moments.before, moments.after))
        stood = [cell for cell in cells if cell and takes_position(cell.stance)]
        if stood and other.id != party.id:
            found.append(next((cell for cell in stood if preferences(cell, issue).is_told), stood[0]))
    return found


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


def _mobilities(told: Sequence[Entry], dossier: Dossier, since: date, until: date) -> tuple[Mobility, ...]:
    found = chances(told, dossier, since, until)
    new = {entry.statement.party for entry in told if (day := day_of(entry)) and day > since}
    had = {chance.party for chance in found}
    return tuple(
        mobility(party.id, found, observed_days(told, party.id, since, until))
        for party in dossier.parties
        if party.id in new | had
    )


def _recency(move: Move) -> tuple[date, date]:
    if move.on is None:
        return date.min, date.min
    return move.on.earliest, move.on.latest
