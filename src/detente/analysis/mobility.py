"""Mobility: how often a party moved, a month and by the chances that it had.

The rules, with worked examples: docs/methods/movement.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from detente.analysis.moves import Aspect, aspects
from detente.analysis.positions import Position, positions
from detente.analysis.stances import takes_position
from detente.analysis.standing import day_of
from detente.model import Dossier, Entry, IssueId, PartyId, StatementId

DAYS_A_MONTH = 365.25 / 12
"""Days of a mean month, for speeds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """A day on which a party that had a position could have moved: it spoke on the issue, or another moved on it.

    Attributes:
        aspects: In what it changed that day; empty where it did not.
        movers: The other parties that moved on the issue that day.
        statements: What the party said on the issue that day, then what the movers said.
    """

    party: PartyId
    issue: IssueId
    day: date
    aspects: tuple[Aspect, ...]
    movers: tuple[PartyId, ...]
    statements: tuple[StatementId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mobility:
    """How often a party moved between two days.

    Attributes:
        party: Whose.
        observed_days: Days from the first moment, or from the party's first dated statement if that is later, to the
            last.
        n_changes: Days on which its position on an issue changed; to and fro are two.
        changes_per_month: Changes by mean months of 30.4375 days observed; None where no day was observed.
        n_chances: Chances that it had to move.
        immobility_share: Chances that it let pass, as a share in [0, 1]; 1 means that it never moved, None that it
            had no chance.
        chances: Every one, by day.
    """

    party: PartyId
    observed_days: int
    n_changes: int
    changes_per_month: float | None
    n_chances: int
    immobility_share: float | None
    chances: tuple[Chance, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """What a day's statements made of a cell: nothing, a first position, or a change."""

    aspects: tuple[Aspect, ...]
    statements: tuple[StatementId, ...]

    @property
    def is_change(self) -> bool:
        return bool(self.aspects) and self.aspects != (Aspect.FIRST,)


def mobility(party: PartyId, chances: Iterable[Chance], observed_days: int) -> Mobility:
    """How often the party moved in the days observed, and how many of its chances it let pass.

    Args:
        party: Whose chances are counted.
        chances: Of any parties.
        observed_days: Days over which it was observed; at least 0.

    Source:
        Changes of position over time as the rate of concession: Pruitt, D. G. (1981), Negotiation Behavior, Academic
        Press. What counts as a chance is ours.
    """
    ours = tuple(chance for chance in chances if chance.party == party)
    n_changes = sum(bool(chance.aspects) for chance in ours)
    return Mobility(
        party=party,
        observed_days=observed_days,
        n_changes=n_changes,
        changes_per_month=n_changes * DAYS_A_MONTH / observed_days if observed_days else None,
        n_chances=len(ours),
        immobility_share=1 - n_changes / len(ours) if ours else None,
        chances=ours,
    )


def chances(entries: Sequence[Entry], dossier: Dossier, since: date, until: date) -> tuple[Chance, ...]:
    """Every chance to move after ``since`` and up to ``until``, by day, then in the dossier's order.

    A date told vaguely counts as the first day it may mean; statements without a date make no day.

    Args:
        entries: Those that count, said by ``until``.
        dossier: Parties and issues it does not name have no chances.
        since: The day after which chances are counted.
        until: The last day on which they are.
    """
    cells: dict[IssueId, dict[PartyId, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        cells[entry.statement.issue][entry.statement.party].append(entry)
    found = [
        chance for issue in dossier.issues for chance in _chances_on(issue.id, cells[issue.id], dossier, since, until)
    ]
    return tuple(sorted(found, key=lambda chance: chance.day))


def observed_days(entries: Iterable[Entry], party: PartyId, since: date, until: date) -> int:
    """Days from ``since``, or from the party's first dated statement if that is later, to ``until``."""
    days = [day for entry in entries if entry.statement.party == party and (day := day_of(entry))]
    return max(0, (until - max(since, min(days))).days) if days else 0


def _chances_on(
    issue: IssueId, cells: Mapping[PartyId, Sequence[Entry]], dossier: Dossier, since: date, until: date
) -> Iterable[Chance]:
    """The chances on one issue: for each party the days on which it spoke, and those on which another moved."""
    parties = [party.id for party in dossier.parties if party.id in cells]
    steps = {party: _steps(cells[party], dossier, since, until) for party in parties}
    movers: dict[date, dict[PartyId, _Step]] = defaultdict(dict)
    for party in parties:
        for day, step in steps[party].items():
            if step.is_change:
                movers[day][party] = step
    for party in parties:
        first = _first_day(cells[party])
        moved = {day for day, several in movers.items() if several.keys() - {party}}
        for day in sorted(day for day in steps[party].keys() | moved if day > first):
            yield _chance(party, issue, day, steps[party].get(day), movers.get(day, {}))


def _steps(entries: Sequence[Entry], dossier: Dossier, since: date, until: date) -> dict[date, _Step]:
    """For each day of the cell's statements in the time asked about, what it changed."""
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_day[day_of(entry) or date.min].append(entry)
    told = [entry for day, said in by_day.items() if day <= since for entry in said]
    before = _position(told, dossier)
    steps = {}
    for day in sorted(day for day in by_day if since < day <= until):
        told += by_day[day]
        after = _position(told, dossier)
        steps[day] = _Step(aspects(before, after), tuple(entry.id for entry in by_day[day]))
        before = after
    return steps


def _position(told: Sequence[Entry], dossier: Dossier) -> Position | None:
    return next(iter(positions(told, dossier).values()), None)


def _first_day(entries: Iterable[Entry]) -> date:
    """The first day on which the cell holds a position; an undated one holds from the beginning."""
    days = [day_of(entry) or date.min for entry in entries if takes_position(entry.statement.act)]
    return min(days, default=date.max)


def _chance(party: PartyId, issue: IssueId, day: date, own: _Step | None, moved: Mapping[PartyId, _Step]) -> Chance:
    others = {mover: step for mover, step in moved.items() if mover != party}
    told = [step.statements for step in (*((own,) if own else ()), *others.values())]
    return Chance(
        party=party,
        issue=issue,
        day=day,
        aspects=own.aspects if own else (),
        movers=tuple(others),
        statements=tuple(id_ for ids in told for id_ in ids),
    )
