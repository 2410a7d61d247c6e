"""Turns a snapshot into the pages of movement: every issue at a glance, and one issue with a lane for each party."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar, TypeVar

from detente.analysis import WINDOW_DAYS, HandOver, Lanes, Movement, Overlay, Round, RoundStatus
from detente.briefing.wording import day_words
from detente.model import Edtf, IssueId, PartyId
from detente.web.charts import LaneChart, LanesChart, OverlayChart
from detente.web.events import WIDEST_DAYS, hand_over_marks, meeting_marks
from detente.web.failures import BadQueryError, NoSuchPageError
from detente.web.lane_lists import PAGE_LENGTH, LaneList, StepLine, lane_list, step_lines
from detente.web.lanes import FINEST_SMALL, axis_of, lane_chart
from detente.web.moments import day_of
from detente.web.moved import MobilityLine, MoveLine, counted_words, mobility_lines, move_line
from detente.web.overlaying import overlay_chart
from detente.web.paging import turned
from detente.web.parts import Choice, Frame, Link
from detente.web.snapshots import Snapshot
from detente.web.timelines import Axis, Tick

_MOST_MOVES = 6
_MOST_EVENTS = 60
"""So many drafts that changed hands, and so many meetings, are drawn: the newest."""
_MOST_DRAWN = 1500
"""So many stretches a page of issues draws, or one issue where it alone has more."""
_LATER_DAYS = 45
"""So far beyond the last day looked at an axis goes for what is announced."""

Event = TypeVar("Event", HandOver, Round)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueMovement:
    """An issue among all: its lanes without marks, and what moved on it last, and how much more."""

    issue: Link
    lanes: tuple[LaneChart, ...]
    moves: tuple[MoveLine, ...]
    n_more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementPage:
    """Every issue at a glance, the one that moved last first.

    Attributes:
        since, begin: The chosen days as their fields hold them; ``begin`` is empty for the first one told.
        span: The days that are compared, in words; empty where no date is told.
        counted: What was counted, in a sentence.
        ticks: Of the axis that all issues share.
        silent: Issues without a statement.
        n_undated: Statements without a date, which move nothing.
        newer, older: Addresses of the pages of the issues that moved later and earlier; empty if there is none.
    """

    template: ClassVar[str] = "movement.html"
    frame: Frame
    since: str
    begin: str
    span: str
    counted: str
    ticks: tuple[Tick, ...]
    issues: tuple[IssueMovement, ...]
    silent: tuple[str, ...]
    mobilities: tuple[MobilityLine, ...]
    n_undated: int
    newer: str
    older: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LanesPage:
    """One issue: a lane for each party, what moved since a day, and two parties laid over each other if asked.

    Attributes:
        all_issues: Leads back to all of them.
        issues, parties: To choose from.
        chart: None where nothing is dated.
        overlay: None where no two parties were asked for, or neither has a dated statement.
        pair: The two that were asked for.
        n_events_more: Drafts and meetings that are not drawn.
        all_events: Leads to them.
    """

    template: ClassVar[str] = "lanes.html"
    frame: Frame
    issue: str
    description: str
    all_issues: Link
    issues: tuple[Choice, ...]
    parties: tuple[Choice, ...]
    since: str
    begin: str
    span: str
    counted: str
    chart: LanesChart | None
    lists: tuple[LaneList, ...]
    overlay: OverlayChart | None
    pair: tuple[str, ...]
    n_events_more: int
    all_events: Link
    steps: tuple[StepLine, ...]
    moves: tuple[MoveLine, ...]
    mobilities: tuple[MobilityLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanePage:
    """One party on one issue: its stretches as a list.

    Attributes:
        chart: Leads back to all lanes of the issue.
        n_found: How many stretches there are on all pages.
        first: The number of the first one shown, counted from 1.
        newer, older: Addresses of the neighbouring pages; empty if there is none.
    """

    template: ClassVar[str] = "lane.html"
    frame: Frame
    issue: str
    party: str
    chart: Link
    lane: LaneList
    n_found: int
    first: int
    newer: str
    older: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LanesAnswer:
    """One issue through time, as JSON: lanes, drafts and meetings; ``overlay`` where two parties were asked for."""

    lanes: Lanes
    hand_overs: tuple[HandOver, ...]
    meetings: tuple[Round, ...]
    overlay: Overlay | None


def movement_of(snapshot: Snapshot, since: str) -> Movement:
    """What changed since a day; by default in the last 30 days before the last one that the pages show.

    Raises:
        BadQueryError: It is no day, or lies after that one.
    """
    return snapshot.state.movement(since_day(snapshot, since))


def since_day(snapshot: Snapshot, since: str) -> date:
    """The day since which changes are asked for; by default 30 days before the last one that the pages show.

    Raises:
        BadQueryError: It is no day, or lies after that one.
    """
    as_of = snapshot.moment.as_of
    day = day_of("since", since.strip())
    if day is None:
        last = snapshot.state.last_day
        day = date.min if last is None or last.toordinal() <= WINDOW_DAYS else last - timedelta(days=WINDOW_DAYS)
    if as_of is not None and as_of < day:
        raise BadQueryError("since", since, f"a day no later than {as_of}, up to which these pages tell what was said")
    return day


def movement_page(snapshot: Snapshot, since: str, begin: str, page: str = "") -> MovementPage:
    """Every issue at a glance, the one that moved last first; on several pages where there is very much to draw.

    Raises:
        BadQueryError: A day or the page number is none, or ``since`` lies after the last day that the pages show.
        NoSuchPageError: The page lies beyond the last.
    """
    found, first = movement_of(snapshot, since), day_of("begin", begin.strip())
    every = snapshot.state.lanes_by_issue
    axis = axis_of(list(every.values()), first)
    moves: dict[IssueId, list[MoveLine]] = defaultdict(list)
    for move in found.moves:
        moves[move.issue].append(move_line(snapshot, move, _address(snapshot, move.issue, since, begin)))
    pages = _paged([every[each] for each in (*moves, *(each for each in every if each not in moves))])
    here = turned(
        page, len(pages), 1, lambda number: snapshot.moment.link("movement", since=since, begin=begin, page=number)
    )
    return MovementPage(
        frame=snapshot.frame("movement", since=since, begin=begin),
        since=_field(found),
        begin=begin.strip(),
        span=_span(found),
        counted=counted_words(found.moves, found.n_new),
        ticks=axis.ticks() if axis else (),
        issues=tuple(
            IssueMovement(
                issue=Link(snapshot.issue(issue), _address(snapshot, issue, since, begin)),
                lanes=tuple(
                    lane_chart(snapshot, lane, every[issue], axis, is_small=True) for lane in every[issue].lanes
                )
                if axis
                else (),
                moves=tuple(moves[issue][:_MOST_MOVES]),
                n_more=max(0, len(moves[issue]) - _MOST_MOVES),
            )
            for issue in (pages[here.start] if pages else ())
        ),
        silent=tuple(issue.name for issue in snapshot.dossier.issues if issue.id not in every),
        mobilities=mobility_lines(snapshot, found.mobilities),
        n_undated=len(found.undated),
        newer=here.newer,
        older=here.older,
    )


def lane_page(snapshot: Snapshot, issue_id: str, party_id: str, page: str = "") -> LanePage:
    """All stretches of one party on one issue, a page at a time.

    Raises:
        NoSuchPageError: The party is not told to have spoken on such an issue, or the page lies beyond the last.
        BadQueryError: The page number is none.
    """
    found = lanes_answer(snapshot, issue_id, ()).lanes
    lane = next((each for each in found.lanes if each.party == party_id), None)
    if lane is None:
        raise NoSuchPageError(f"No party {party_id!r} is told to have spoken on this.")
    n_found = len(lane.segments)
    here = turned(
        page,
        n_found,
        PAGE_LENGTH,
        lambda number: snapshot.moment.link("movement", issue=issue_id, of=party_id, page=number),
    )
    return LanePage(
        frame=snapshot.frame("movement", issue=issue_id, of=party_id),
        issue=snapshot.issue(found.issue),
        party=snapshot.party(lane.party),
        chart=Link("All lanes of this issue", snapshot.moment.link("movement", issue=issue_id)),
        lane=replace(lane_list(snapshot, lane, found, here.start, PAGE_LENGTH), more=None),
        n_found=n_found,
        first=here.start + 1,
        newer=here.newer,
        older=here.older,
    )


def _paged(ordered: Iterable[Lanes]) -> list[list[IssueId]]:
    """The issues of each page, so that none draws very many stretches."""
    pages: list[list[IssueId]] = []
    room = 0
    for each in ordered:
        drawn = sum(min(len(lane.segments), round(100 / FINEST_SMALL)) for lane in each.lanes)
        if not pages or drawn > room:
            pages.append([])
            room = _MOST_DRAWN
        pages[-1].append(each.issue)
        room -= drawn
    return pages


def lanes_page(snapshot: Snapshot, issue_id: str, since: str, begin: str, parties: Iterable[str]) -> LanesPage:
    """One issue with a lane for each party.

    Raises:
        NoSuchPageError: The dossier has no such issue.
        BadQueryError: A day is none, or the parties are not two different ones of the dossier.
    """
    answer = lanes_answer(snapshot, issue_id, parties)
    found, first, told = answer.lanes, day_of("begin", begin.strip()), movement_of(snapshot, since)
    here, issue = told.chosen(issue=found.issue), snapshot.dossier.issue(issue_id)
    pair = (answer.overlay.one, answer.overlay.other) if answer.overlay else ()
    axis = axis_of([found], first, _later(answer))
    address = _address(snapshot, found.issue, since, begin)
    return LanesPage(
        frame=snapshot.frame("movement", issue=issue_id, since=since, begin=begin, parties=",".join(pair)),
        issue=issue.name,
        description=issue.description,
        all_issues=Link("All issues", snapshot.moment.link("movement", since=since, begin=begin)),
        issues=tuple(Choice(each.id, each.name, each.id == issue.id) for each in snapshot.dossier.issues),
        parties=tuple(Choice(each.party, snapshot.party(each.party), each.party in pair) for each in found.lanes),
        since=_field(told),
        begin=begin.strip(),
        span=_span(told),
        counted=counted_words(here.moves, _n_new(found, told)),
        chart=_chart(snapshot, answer, axis) if axis else None,
        lists=tuple(lane_list(snapshot, lane, found) for lane in found.lanes),
        overlay=overlay_chart(snapshot, answer.overlay, axis)
        if answer.overlay and answer.overlay.steps and axis
        else None,
        pair=tuple(snapshot.party(each) for each in pair),
        n_events_more=sum(max(0, len(each) - _MOST_EVENTS) for each in (answer.hand_overs, _not_called_off(answer))),
        all_events=Link("all drafts and meetings", snapshot.moment.link("drafts")),
        steps=tuple(step_lines(snapshot, answer.overlay)) if answer.overlay else (),
        moves=tuple(move_line(snapshot, each, address) for each in here.moves),
        mobilities=mobility_lines(snapshot, here.mobilities),
    )


def lanes_answer(snapshot: Snapshot, issue_id: str, parties: Iterable[str]) -> LanesAnswer:
    """One issue through time, with the drafts that touch it and the meetings.

    Raises:
        NoSuchPageError: The dossier has no such issue.
        BadQueryError: The parties are not two different ones of the dossier.
    """
    issue, state = IssueId(issue_id), snapshot.state
    if issue not in {each.id for each in snapshot.dossier.issues}:
        raise NoSuchPageError(f"The dossier has no issue {issue_id!r}.")
    pair = _pair(snapshot, parties)
    return LanesAnswer(
        lanes=state.lanes(issue),
        hand_overs=state.hand_overs(issue),
        meetings=state.rounds(),
        overlay=state.overlay(issue, pair) if pair else None,
    )


def _pair(snapshot: Snapshot, parties: Iterable[str]) -> tuple[PartyId, PartyId] | None:
    asked = [each for text in parties for each in text.split(",") if each]
    if not asked:
        return None
    known = [party.id for party in snapshot.dossier.parties]
    if len(asked) != 2 or asked[0] == asked[1] or any(each not in known for each in asked):
        raise BadQueryError("parties", ",".join(asked), f"two different ones of {', '.join(known)}, with a comma")
    return PartyId(asked[0]), PartyId(asked[1])


def _chart(snapshot: Snapshot, answer: LanesAnswer, axis: Axis) -> LanesChart:
    found = answer.lanes
    is_later = found.until is not None and found.until < axis.last
    return LanesChart(
        ticks=axis.ticks(),
        lanes=tuple(lane_chart(snapshot, lane, found, axis) for lane in found.lanes),
        drafts=hand_over_marks(snapshot, _newest(answer.hand_overs, lambda each: each.passing.on), axis),
        meetings=meeting_marks(snapshot, _newest(_not_called_off(answer), lambda each: each.on), axis),
        until=axis.at(found.until) if is_later and found.until else "",
    )


def _newest(found: Sequence[Event], on: Callable[[Event], Edtf | None]) -> list[Event]:
    """As many as are drawn, in their order; those of no day are drawn last."""
    told = [(on(each), place) for place, each in enumerate(found)]
    ranked = sorted(told, key=lambda each: each[0].latest if each[0] else date.min, reverse=True)
    return [found[place] for place in sorted(place for _, place in ranked[:_MOST_EVENTS])]


def _not_called_off(answer: LanesAnswer) -> list[Round]:
    return [each for each in answer.meetings if each.status is not RoundStatus.CANCELLED]


def _later(answer: LanesAnswer) -> date | None:
    """The last day of what is announced, if it is near enough to be shown."""
    until = answer.lanes.until
    dates: list[Edtf | None] = [each.passing.on for each in answer.hand_overs]
    dates += [each.on for each in answer.meetings]
    return max(
        (
            on.latest
            for on in dates
            if on
            and until
            and (on.latest - on.earliest).days <= WIDEST_DAYS
            and (on.latest - until).days <= _LATER_DAYS
        ),
        default=None,
    )


def _n_new(found: Lanes, told: Movement) -> int:
    dates = [each.dated for lane in found.lanes for each in lane.sayings if each.dated]
    return sum(told.since < dated.earliest <= told.until for dated in dates)


def _address(snapshot: Snapshot, issue: IssueId, since: str, begin: str) -> str:
    return snapshot.moment.link("movement", issue=issue, since=since, begin=begin)


def _field(found: Movement) -> str:
    return "" if found.since == date.min else found.since.isoformat()


def _span(found: Movement) -> str:
    return "" if found.since == date.min else f"after {day_words(found.since)}, up to {day_words(found.until)}"
