"""Lanes: how each party's position on an issue stood through time, stretch by stretch, with what was said.

The rules, with a worked example: docs/methods/movement.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from detente.analysis.courses import Course
from detente.analysis.leanings import Leaning
from detente.analysis.moves import Aspect
from detente.analysis.records import Records
from detente.analysis.showing import Moment
from detente.analysis.transcript import Rows, Transcript, transcript_of
from detente.analysis.turns import Turns, turns_on
from detente.model import (
    Act,
    Condition,
    Dossier,
    Edtf,
    Entry,
    Firmness,
    IssueId,
    OptionId,
    PartyId,
    StatementId,
    Time,
    Value,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One statement of a lane; ``dated`` is as precise as it was told, None where no date was."""

    statement: StatementId
    act: Act
    firmness: Firmness
    dated: Edtf | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of time in which a position stood as it was.

    Attributes:
        stance, firmness, option, value, condition: As the position showed on its first day.
        stands: What was made then of each option named.
        aspects: In what it differs from the stretch before; only ``first`` for the first one, and empty where only the
            act or an unclear firmness changed, which is no move.
        begins: When it began, as precisely as told: a month stays a month.
        ends: When the next one began; None where it lasts.
        certainty: ``possibly`` where its vague date may lie after the next began, or after the last day looked at.
        ruling: The statement that gives the stance; it may be older than the stretch.
        statements: Those that take a position and were told in this time, the oldest first.
    """

    stance: Act
    firmness: Firmness
    option: OptionId | None
    value: Value | None
    condition: Condition | None
    stands: Mapping[OptionId, Leaning]
    aspects: tuple[Aspect, ...]
    begins: Edtf
    ends: Edtf | None
    certainty: Time
    ruling: StatementId
    statements: tuple[StatementId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One party on one issue through time.

    Attributes:
        segments: The stretches, the first first; none where no dated statement takes a position.
        sayings: Every statement that counts, of whatever act, the oldest first, undated last.
    """

    party: PartyId
    segments: Sequence[Segment]
    sayings: Sequence[Saying]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """All parties on one issue through time.

    Attributes:
        since: The first day that a dated statement may mean; None without one.
        until: The last day looked at; None without any date.
        known_at: Up to which moment of the ledger; None for now.
        lanes: Of the parties with a statement, in the dossier's order.
    """

    issue: IssueId
    since: date | None
    until: date | None
    known_at: datetime | None
    lanes: tuple[Lane, ...]


def lanes(
    entries: Sequence[Entry],
    dossier: Dossier,
    issue: IssueId,
    *,
    until: date | None = None,
    known_at: datetime | None = None,
) -> Lanes:
    """How each party's position on an issue stood, stretch by stretch.

    A pure function of the entries as a set. On each day a position is that of the statements that may have been said by
    its end (:class:`detente.analysis.courses.Course`), so that what is said later never changes an earlier stretch. A
    statement without a date is on no stretch, as nobody can tell when it held.

    Args:
        entries: As a view gives them; those on other issues are passed over.
        dossier: Its parties are looked at.
        issue: One of the dossier's.
        until: The last day; without it, that of the newest statement.
        known_at: The view's; it only labels here.

    Raises:
        KeyError: The dossier has no such issue.
    """
    issue = dossier.issue(issue).id
    told = transcript_of(entries, dossier).by(until)
    said = said_on(told, issue)
    dated = [rows for each in said.values() if (rows := dated_of(told, each))]
    last = until or (date.fromordinal(max(told.days[rows[0]] for rows in dated)) if dated else None)
    return Lanes(
        issue=issue,
        since=date.fromordinal(min(told.days[rows[-1]] for rows in dated)) if dated else None,
        until=last,
        known_at=known_at,
        lanes=tuple(_lane(party.id, issue, told, last or date.max) for party in dossier.parties if party.id in said),
    )


def said_on(told: Transcript, issue: IssueId) -> dict[PartyId, Rows]:
    """By party, what is told on an issue, newest first."""
    return {party: rows for (party, of), rows in told.cells.items() if of == issue}


def dated_of(told: Transcript, newest: Rows) -> Rows:
    """Those with a date, newest first as they are given."""
    return newest[: len(newest) - len(told.undated_of(newest))]


def date_told(told: Transcript, said: Rows, ruling: StatementId | None = None) -> Edtf:
    """When statements of one day turned something: the ruling one's date, or else the vaguest of theirs.

    Args:
        told: The transcript.
        said: Dated statements whose first possible day is one; never empty.
        ruling: The statement that rules after them; None where several parties' are asked about.
    """
    own = next((row for row in said if told.ids[row] == ruling), None)
    dates = [dated for row in (said if own is None else (own,)) if (dated := told.dates[row]) is not None]
    return max(dates, key=lambda dated: (dated.latest, dated.text))


def _lane(party: PartyId, issue: IssueId, told: Transcript, last: date) -> Lane:
    newest = told.cells[party, issue]
    dated = dated_of(told, newest)
    said = [*reversed(dated), *told.undated_of(newest)]
    turns = told.once(turns_on, (party, issue))
    begun = list(_begun(told, dated, turns))
    return Lane(
        party=party,
        segments=Records(len(begun), partial(_segment_at, told, begun, turns.course, last.toordinal())),
        sayings=Records(len(said), partial(_saying_at, told, said)),
    )


def _saying_at(told: Transcript, rows: Rows, place: int) -> Saying:
    row = rows[place]
    return Saying(statement=told.ids[row], act=told.acts[row], firmness=told.firmness[row], dated=told.dates[row])


class _Begun(NamedTuple):
    """A new stretch: the place of its first day in the course, what it shows, in what that differs, and when."""

    place: int
    moment: Moment
    aspects: tuple[Aspect, ...]
    begins: Edtf


def _segment_at(told: Transcript, begun: Sequence[_Begun], course: Course, last: int, at: int) -> Segment:
    place, moment, aspects, begins = begun[at]
    after = begun[at + 1] if at + 1 < len(begun) else None
    end, next_day = (len(course.days), last) if after is None else (after.place, course.days[after.place])
    latest = begins.latest.toordinal()
    may_be_later = latest > next_day or (after is not None and latest == next_day)
    return Segment(
        stance=moment.stance,
        firmness=moment.firmness,
        option=moment.option,
        value=moment.value,
        condition=moment.condition,
        stands={option: leaning for option, (leaning, _) in moment.stands.items()},
        aspects=aspects,
        begins=begins,
        ends=after.begins if after else None,
        certainty=Time.POSSIBLY if may_be_later else Time.CERTAINLY,
        ruling=moment.ruling,
        statements=tuple([told.ids[row] for said in course.said[place:end] for row in reversed(said)]),
    )


def _begun(told: Transcript, dated: Rows, turns: Turns) -> Iterator[_Begun]:
    """Each stretch as it begins; what has no date is on none, so that the first day begins the first one."""
    course, ids, shown = turns.course, told.ids, None
    for place, day in enumerate(course.days):
        if shown is None and not course.said[place]:
            continue
        moment, changed = course.after(place), turns.on(place) if shown else (Aspect.FIRST,)
        if moment is not None and (changed or (moment.stance, moment.firmness) != shown):
            shown = moment.stance, moment.firmness
            is_new = any(ids[row] == moment.ruling for row in course.said[place])
            said = course.said[place] if is_new else told.on_day(dated, day)
            yield _Begun(place, moment, changed, date_told(told, said, moment.ruling))
