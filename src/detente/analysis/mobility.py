"""Mobility: how often a party moved, a month and by the chances that it had.

The rules, with worked examples: docs/methods/movement.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from detente.analysis.courses import Course
from detente.analysis.moves import Aspect, aspects_between
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


@dataclass(frozen=True, slots=True)
class _Moved:
    """Who moved on an issue on a day, and what they said."""

    parties: tuple[PartyId, ...]
    statements: tuple[StatementId, ...]


_SILENCE, _NOBODY = _Step((), ()), _Moved((), ())


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


def chances(
    said: Mapping[tuple[PartyId, IssueId], Sequence[Entry]],
    courses: Mapping[tuple[PartyId, IssueId], Course],
    dossier: Dossier,
    since: date,
    until: date,
) -> tuple[Chance, ...]:
    """Every chance to move after ``since`` and up to ``until``, by day, then in the dossier's order.

    A date told vaguely counts as the first day it may mean; statements without a date make no day.

    Args:
        said: By party and issue, the statements that count and were said by ``until``.
        courses: Of these.
        dossier: Parties and issues it does not name have no chances.
        since: The day after which chances are counted.
        until: The last day on which they are.
    """
    found: list[Chance] = []
    for issue in dossier.issues:
        told = {party.id: cell for party in dossier.parties if (cell := said.get((party.id, issue.id)))}
        steps = {party: _steps(cell, courses[party, issue.id], since, until) for party, cell in told.items()}
        found += _chances_on(issue.id, steps, {party: courses[party, issue.id].begun for party in told})
    return tuple(sorted(found, key=attrgetter("day")))


def observed_days(first: date | None, since: date, until: date) -> int:
    """Days from ``since``, or from a party's first dated statement if that is later, to ``until``; 0 without one."""
    return 0 if first is None else max(0, (until - max(since, first)).days)


def _chances_on(
    issue: IssueId, steps: Mapping[PartyId, Mapping[date, _Step]], first: Mapping[PartyId, date]
) -> Iterable[Chance]:
    """The chances on one issue: for each party the days on which it spoke, and those on which another moved."""
    movers: dict[date, dict[PartyId, _Step]] = defaultdict(dict)
    for party, days in steps.items():
        for day, step in days.items():
            if step.is_change:
                movers[day][party] = step
    moved = {day: _Moved(tuple(several), _statements(several.values())) for day, several in movers.items()}
    for party, days in steps.items():
        for day in sorted(day for day in days.keys() | moved.keys() if day > first[party]):
            others = moved.get(day, _NOBODY)
            if party in others.parties:
                several = {mover: step for mover, step in movers[day].items() if mover != party}
                others = _Moved(tuple(several), _statements(several.values()))
            own = days.get(day, _SILENCE)
            yield Chance(
                party=party,
                issue=issue,
                day=day,
                aspects=own.aspects,
                movers=others.parties,
                statements=own.statements + others.statements,
            )


def _steps(entries: Sequence[Entry], course: Course, since: date, until: date) -> dict[date, _Step]:
    """For each day of the cell's statements in the time asked about, what it changed."""
    by_day: dict[date, list[StatementId]] = defaultdict(list)
    for entry in entries:
        by_day[day_of(entry) or date.min].append(entry.id)
    known = {id_ for day, ids in by_day.items() if day <= since for id_ in ids}
    before = course.at(since)
    steps = {}
    for day in sorted(day for day in by_day if since < day <= until):
        after = course.at(day)
        steps[day] = _Step(aspects_between(before, after, known), tuple(by_day[day]))
        known.update(by_day[day])
        before = after
    return steps


def _statements(steps: Iterable[_Step]) -> tuple[StatementId, ...]:
    return tuple(id_ for step in steps for id_ in step.statements)
