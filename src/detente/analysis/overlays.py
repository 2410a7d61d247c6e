"""Overlays: two parties on one issue through time, what each wanted and how far apart that was.

The rules, with a worked example: docs/methods/movement.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from detente.analysis.clashes import clashing
from detente.analysis.courses import course_on
from detente.analysis.lanes import date_told, dated_of, said_on
from detente.analysis.nearness import GapState, nearness
from detente.analysis.positions import position_of
from detente.analysis.preferences import Preferences, preferences, scale_unit
from detente.analysis.showing import Moment
from detente.analysis.transcript import Rows, Transcript, transcript_of
from detente.model import Dossier, Edtf, Entry, Issue, IssueId, PartyId, ScaleKind


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlayStep:
    """A stretch of time in which neither party wanted anything else, and the gap was one.

    Attributes:
        begins: When it began, as precisely as told.
        one, other: What each wanted; None before it took any position.
        state, why, distance: As in :class:`detente.analysis.Gap`; the distance is in the overlay's unit.
    """

    begins: Edtf
    one: Preferences | None
    other: Preferences | None
    state: GapState
    why: str
    distance: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """Two parties on one issue, laid over each other.

    Attributes:
        unit: Of the issue's scale; empty where it has none.
        steps: The stretches, the first first; each lasts until the next begins, the last one to ``until``.
        until: The last day looked at; None where neither has a dated statement.
    """

    issue: IssueId
    one: PartyId
    other: PartyId
    unit: str
    steps: tuple[OverlayStep, ...]
    until: date | None


def overlay(
    entries: Sequence[Entry],
    dossier: Dossier,
    issue: IssueId,
    parties: tuple[PartyId, PartyId],
    *,
    until: date | None = None,
) -> Overlay:
    """What two parties wanted of an issue day by day, and the gap between that.

    Statements without a date are on no day and left out. On each day on which one of the two said something, each
    position is that of what it may have said by then; the gap is told as :func:`detente.analysis.gap` tells it.

    Args:
        entries: As a view gives them; those on other issues and of others are passed over.
        dossier: Its issues are looked at.
        issue: One of the dossier's.
        parties: Two different ones.
        until: The last day; without it, that of the newest statement on the issue.

    Raises:
        KeyError: The dossier has no such issue.
    """
    frame, (one, other) = dossier.issue(issue), parties
    told = transcript_of(entries, dossier).by(until)
    said = {party: dated_of(told, rows) for party, rows in said_on(told, issue).items()}
    days = [told.days[row] for rows in said.values() for row in rows]
    last = until or (date.fromordinal(max(days)) if days else None)
    wants = {party: _wants(told, said.get(party, ()), frame, party) for party in parties}
    by_day: dict[date, list[int]] = defaultdict(list)
    for row in (*said.get(one, ()), *said.get(other, ())):
        by_day[date.fromordinal(told.days[row])].append(row)
    return Overlay(
        issue=issue,
        one=one,
        other=other,
        unit=scale_unit(frame),
        steps=tuple(_steps(told, by_day, wants[one], wants[other], frame)),
        until=last,
    )


def _wants(told: Transcript, newest: Rows, issue: Issue, party: PartyId) -> dict[date, Preferences]:
    """What a party wanted from each day on which that may have turned; between two of them nothing that counts did."""
    if not newest:
        return {}
    course, found = told.once(course_on, (party, issue.id)), dict[date, Preferences]()
    rows = {told.ids[row]: row for row in newest}
    before: Moment | None = None
    n_later = len(newest)
    for day, said in groupby(reversed(newest), key=told.days.__getitem__):
        today = list(said)
        n_later -= len(today)
        moment = course.dated_at(day)
        if moment is None:
            continue
        # On a number, what is said later may replace an option that the moment goes on naming.
        is_new = issue.scale.kind is ScaleKind.NUMBER or _shown(moment) != _shown(before)
        if is_new or clashing(told, rows[moment.ruling], today):
            found[date.fromordinal(day)] = preferences(position_of(told, newest[n_later:]), issue)
        before = moment
    return found


def _shown(moment: Moment | None) -> tuple[object, ...]:
    """All of a moment that what is wanted follows from."""
    if moment is None:
        return ()
    stands = {option: leaning for option, (leaning, _) in moment.stands.items()}
    return moment.ruling, moment.firmness, moment.option, moment.value, moment.condition, stands


def _steps(
    told: Transcript,
    by_day: Mapping[date, Rows],
    ours: Mapping[date, Preferences],
    theirs: Mapping[date, Preferences],
    issue: Issue,
) -> Iterator[OverlayStep]:
    one = other = shown = None
    for day in sorted(by_day):
        one, other = ours.get(day, one), theirs.get(day, other)
        if one is None and other is None:
            continue
        step = _step(date_told(told, by_day[day]), one, other, issue)
        now = step.state, step.why, _outcomes(one), _outcomes(other)
        if now != shown:
            shown = now
            yield step


def _step(begins: Edtf, one: Preferences | None, other: Preferences | None, issue: Issue) -> OverlayStep:
    if one is None or other is None:
        why = "one had taken no position"
        return OverlayStep(begins=begins, one=one, other=other, state=GapState.NOT_TOLD, why=why, distance=None)
    near = nearness(one, other, issue)
    return OverlayStep(begins=begins, one=one, other=other, state=near.state, why=near.why, distance=near.distance)


def _outcomes(wanted: Preferences | None) -> tuple[object, ...]:
    """What is compared of a party: what it wants, takes on a condition and excludes."""
    if wanted is None:
        return ()
    return wanted.preferred, wanted.conditional, wanted.excluded, wanted.number, wanted.refused
