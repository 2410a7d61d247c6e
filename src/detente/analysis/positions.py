"""Positions: what a party's statements on an issue add up to.

The rules and their reasons: docs/decisions/0003-how-statements-add-up.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from detente.analysis.clashes import clash
from detente.analysis.origins import directness, origin
from detente.analysis.runs import run_of
from detente.analysis.standing import is_near, newest_first, ranked, reason
from detente.model import (
    Act,
    Condition,
    Edtf,
    Entry,
    Firmness,
    IssueId,
    OptionId,
    PartyId,
    StatementId,
    Value,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a party stands on an issue, with the statements that say so.

    Attributes:
        stance: The act of the ruling statement.
        firmness: Of the ruling statement; but a red line of its run holds (see :func:`positions`).
        option, value: Of the ruling statement, or else the newest told in its run.
        condition: Of the ruling statement; for a stance of ``condition`` else the newest told in its run.
        n_statements: Statements of this cell that count, of whatever act.
        n_origins: Independent reports these go back to.
        is_contested: Whether a counting statement cannot stand beside the ruling one.
        contested_by: Those statements, newest first.
        since: Date of the first statement of the unbroken run; None if the ruling statement has no date.
        last_confirmed: Date of the last statement of that run.
        ruling: The statement that gives the stance.
        statements: Every statement that counts, newest first.
        why: Why that statement rules, in a clause.
        run: The statements of the unbroken run, newest first; the ruling one is among them.
    """

    party: PartyId
    issue: IssueId
    stance: Act
    firmness: Firmness
    option: OptionId | None
    value: Value | None
    condition: Condition | None
    n_statements: int
    n_origins: int
    is_contested: bool
    contested_by: tuple[StatementId, ...]
    since: Edtf | None
    last_confirmed: Edtf | None
    ruling: StatementId
    statements: tuple[StatementId, ...]
    why: str
    run: tuple[StatementId, ...] = ()


def positions(entries: Sequence[Entry]) -> dict[tuple[PartyId, IssueId], Position]:
    """The position of every party on every issue that it has spoken on.

    A pure function of the entries as a set: their order does not matter, and entries that an analyst
    rejected take no part. What may be known at a moment is the view's to decide, by which entries it gives.

    A red line holds against firm or unclear words that go on saying the same: if the run holds one at most
    30 days from the ruling statement and told at least as directly, the position is a red line. Flexible
    words lift it, and so does another stance.
    """
    cells: dict[tuple[PartyId, IssueId], dict[StatementId, Entry]] = defaultdict(dict)
    for entry in entries:
        if entry.counts:
            cells[entry.statement.party, entry.statement.issue][entry.id] = entry
    return {cell: _position(list(cells[cell].values())) for cell in sorted(cells)}


def _position(entries: list[Entry]) -> Position:
    ranking = ranked(entries)
    ruling = ranking[0][0]
    statement = ruling.statement
    run = run_of(ruling, [entry for entry, _ in ranking])
    told = [statement, *(entry.statement for entry in run)]
    conditions = told if statement.act is Act.CONDITION else told[:1]
    newest = newest_first(entries)
    contested_by = tuple(entry.id for entry in newest if clash(ruling, entry))
    return Position(
        party=statement.party,
        issue=statement.issue,
        stance=statement.act,
        firmness=_firmness(ruling, run),
        option=next((each.option for each in told if each.option is not None), None),
        value=next((each.value for each in told if each.value is not None), None),
        condition=next((each.condition for each in conditions if each.condition is not None), None),
        n_statements=len(entries),
        n_origins=len({origin(entry) for entry in entries}),
        is_contested=bool(contested_by),
        contested_by=contested_by,
        since=_first_dated(run),
        last_confirmed=run[0].dated,
        ruling=ruling.id,
        statements=tuple(entry.id for entry in newest),
        why=reason(ranking, len(entries)),
        run=tuple(entry.id for entry in run),
    )


def _firmness(ruling: Entry, run: Sequence[Entry]) -> Firmness:
    told = ruling.statement.firmness
    if told is Firmness.FLEXIBLE:
        return told
    is_held = any(
        entry.statement.firmness is Firmness.RED_LINE
        and is_near(entry, ruling)
        and directness(entry) >= directness(ruling)
        for entry in run
    )
    return Firmness.RED_LINE if is_held else told


def _first_dated(run: Sequence[Entry]) -> Edtf | None:
    dates = [entry.dated for entry in run if entry.dated]
    return min(dates, key=lambda dated: (dated.earliest, dated.latest, dated.text), default=None)
