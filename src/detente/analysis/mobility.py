"""Mobility: how often a party moved, a month and by the chances that it had.

The rules, with worked examples: docs/methods/movement.md.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from detente.analysis.courses import course_on
from detente.analysis.moves import Aspect
from detente.analysis.records import Records
from detente.analysis.transcript import Cell, Rows, Transcript
from detente.analysis.turns import turns_on
from detente.model import Dossier, IssueId, PartyId, StatementId

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
    chances: Sequence[Chance]


@dataclass(frozen=True, slots=True)
class _OnIssue:
    """What was said on an issue in the time asked about, and what that changed.

    Attributes:
        said: By party in the dossier's order, newest first.
        changed: By party, in what its position changed on which days.
    """

    issue: IssueId
    said: Mapping[PartyId, Rows]
    changed: Mapping[PartyId, Mapping[int, tuple[Aspect, ...]]]

    def on(self, told: Transcript, party: PartyId, day: int) -> list[StatementId]:
        """What the party said on a day."""
        return [told.ids[row] for row in sorted(told.on_day(self.said.get(party, ()), day))]


class Chances(Records[Chance]):
    """A party's chances by day.

    Attributes:
        party: Whose.
        n_changes: On how many of them it changed.
    """

    __slots__ = ("n_changes", "party")

    def __init__(
        self, told: Transcript, party: PartyId, met: Sequence[tuple[int, int]], issues: Sequence[_OnIssue]
    ) -> None:  # fmt: skip
        super().__init__(len(met), partial(_chance_at, told, party, met, issues))
        self.party = party
        self.n_changes = sum(len(each.changed.get(party, ())) for each in issues)


def _chance_at(
    told: Transcript, party: PartyId, met: Sequence[tuple[int, int]], issues: Sequence[_OnIssue], place: int
) -> Chance:
    """The chance at a place: on a day, on the issue at another place."""
    day, at = met[place]
    on_issue = issues[at]
    movers = tuple(mover for mover, days in on_issue.changed.items() if day in days and mover != party)
    return Chance(
        party=party,
        issue=on_issue.issue,
        day=date.fromordinal(day),
        aspects=on_issue.changed.get(party, {}).get(day, ()),
        movers=movers,
        statements=tuple(id_ for each in (party, *movers) for id_ in on_issue.on(told, each, day)),
    )


def mobility(party: PartyId, chances: Sequence[Chance], observed_days: int) -> Mobility:
    """How often the party moved in the days observed, and how many of its chances it let pass.

    Args:
        party: Whose chances are counted.
        chances: Of any parties.
        observed_days: Days over which it was observed; at least 0.

    Source:
        Changes of position over time as the rate of concession: Pruitt, D. G. (1981), Negotiation Behavior, Academic
        Press. What counts as a chance is ours.
    """
    is_ready = isinstance(chances, Chances) and chances.party == party
    ours = chances if is_ready else tuple(chance for chance in chances if chance.party == party)
    n_changes = ours.n_changes if isinstance(ours, Chances) else sum(bool(chance.aspects) for chance in ours)
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
    told: Transcript, said: Mapping[Cell, Rows], dossier: Dossier, since: date, until: date
) -> Mapping[PartyId, Chances]:
    """Each party's chances to move after ``since`` and up to ``until``, by day, then in the dossier's order of issues.

    A date told vaguely counts as the first day it may mean; statements without a date make no day.

    Args:
        told: The transcript.
        said: By party and issue, what was said by ``until``, newest first.
        dossier: Parties and issues it does not name have no chances.
        since: The day after which chances are counted.
        until: The last day on which they are.
    """
    first, last = since.toordinal(), until.toordinal()
    issues = [_on_issue(told, said, dossier, issue.id, first, last) for issue in dossier.issues]
    met: dict[PartyId, list[tuple[int, int]]] = {party.id: [] for party in dossier.parties}
    days = told.days
    for place, each in enumerate(issues):
        moved = set[int]().union(*each.changed.values())
        for party, rows in each.said.items():
            begun = told.once(course_on, (party, each.issue)).begun
            met[party] += [(day, place) for day in moved.union([days[row] for row in rows]) if day > begun]
    return {party: Chances(told, party, sorted(several), issues) for party, several in met.items()}


def observed_days(first: date | None, since: date, until: date) -> int:
    """Days from ``since``, or from a party's first dated statement if that is later, to ``until``; 0 without one."""
    return 0 if first is None else max(0, (until - max(since, first)).days)


def _on_issue(
    told: Transcript, said: Mapping[Cell, Rows], dossier: Dossier, issue: IssueId, since: int, until: int
) -> _OnIssue:
    days, of_time, changed = told.days, dict[PartyId, Rows](), dict[PartyId, Mapping[int, tuple[Aspect, ...]]]()
    for party in dossier.parties:
        rows = said.get((party.id, issue))
        if rows:
            begin, end = (bisect_left(rows, x=True, key=lambda row: days[row] <= day) for day in (until, since))
            of_time[party.id] = rows[begin:end]
            changed[party.id] = told.once(turns_on, (party.id, issue)).between(since, until)
    return _OnIssue(issue, of_time, changed)
