"""The inbox of contests, and the page where one is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import ClassVar

from detente.analysis import Contest
from detente.briefing.phrases import count_words
from detente.briefing.wording import opened
from detente.model import StatementId, Verdict
from detente.web.contest_parts import (
    ContestShown,
    Decision,
    contest_shown,
    contest_state,
    decision_shown,
)
from detente.web.failures import NoSuchPageError
from detente.web.paging import turned
from detente.web.parts import Choice, Frame, Link
from detente.web.snapshots import Snapshot

PAGE_LENGTH = 40
"""How many open contests a page of the inbox holds."""

CHOICES: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.UPHELD: "What is ticked holds, the rest does not",
        Verdict.ALL_HOLD: "All can hold",
        Verdict.CHANGED: "Each held in its time: it changed",
        Verdict.PARKED: "Park it: not to be decided now",
        Verdict.REOPENED: "Open it again",
    }
)
"""The verdicts as they are offered."""

_STALE = (
    "Something was decided or said on this after you opened the page, so nothing was recorded. What stands now is "
    "shown here, and what you chose is still in the form: look again, and send it once more if it is right."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestsPage:
    """The contests: those that need an answer, then those put off and those settled.

    Attributes:
        told: How many there are, by class, in words.
        n_open: How many wait for an answer on all pages.
        newer, older: Addresses of the neighbouring pages; empty if there is none.
    """

    template: ClassVar[str] = "contests.html"
    frame: Frame
    told: str
    movement: str
    open: tuple[ContestShown, ...]
    parked: tuple[ContestShown, ...]
    settled: tuple[ContestShown, ...]
    n_open: int
    newer: str
    older: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an analyst is about to decide.

    Attributes:
        seen: The contest as the analyst saw it, see :func:`seen_mark`; empty where that is not told.
    """

    verdict: str
    reason: str = ""
    source: str = ""
    upheld: tuple[StatementId, ...] = ()
    seen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestPage:
    """One contest, with what was decided on it and a form to decide.

    Attributes:
        earlier: Decisions before the newest, the newest first.
        verdicts: What can be decided now; empty where a past moment is shown.
        draft: What the form holds.
        action: Where the form is sent.
        refused: Why what was sent was not recorded; empty where nothing was refused.
        back: To all contests.
    """

    template: ClassVar[str] = "contest.html"
    frame: Frame
    contest: ContestShown
    earlier: tuple[Decision, ...]
    verdicts: tuple[Choice, ...]
    draft: Draft
    action: str
    refused: str
    back: Link


def contests_page(snapshot: Snapshot, page: str = "") -> ContestsPage:
    """The inbox, one page of those that wait for an answer.

    Args:
        snapshot: Where they come from.
        page: A page number, counted from 1; empty for the first.

    Raises:
        BadQueryError: The page number cannot be.
        NoSuchPageError: The page lies beyond the last.
    """
    by_state: dict[str, list[Contest]] = {"open": [], "parked": [], "settled": []}
    for each in snapshot.contests:
        by_state[contest_state(each)].append(each)
    waiting = by_state["open"]
    here = turned(page, len(waiting), PAGE_LENGTH, lambda number: snapshot.moment.link("contests", page=number))
    return ContestsPage(
        frame=snapshot.frame("contests"),
        told=_told(snapshot.contests),
        movement=snapshot.moment.link("movement"),
        open=tuple(contest_shown(snapshot, each) for each in waiting[here.start : here.start + PAGE_LENGTH]),
        parked=tuple(contest_shown(snapshot, each) for each in by_state["parked"]),
        settled=tuple(contest_shown(snapshot, each) for each in by_state["settled"]),
        n_open=len(waiting),
        newer=here.newer,
        older=here.older,
    )


def contest_page(snapshot: Snapshot, contest_id: str, draft: Draft | None = None, refused: str = "") -> ContestPage:
    """The page of the contest with this id.

    Args:
        snapshot: Where it comes from.
        contest_id: Which.
        draft: What the form holds; by default what is most at hand.
        refused: Why what was sent was not recorded.

    Raises:
        NoSuchPageError: There is no such contest at the moment.
    """
    found = contest_of(snapshot, contest_id)
    made = [each for each in snapshot.view.resolutions if each.contest == found.key]
    offered = _offered(found) if not snapshot.moment.words else ()
    given = draft or Draft(verdict=offered[0] if offered else "")
    return ContestPage(
        frame=snapshot.frame("contests", found.id),
        contest=contest_shown(snapshot, found),
        earlier=tuple(decision_shown(snapshot, each) for each in reversed(made[:-1])),
        verdicts=tuple(Choice(each, CHOICES[each], each == given.verdict) for each in offered),
        draft=replace(given, seen=seen_mark(found)),
        action=snapshot.moment.link("contests", found.id, "resolutions"),
        refused=opened(refused),
        back=Link("All contests", snapshot.moment.link("contests")),
    )


def stale_page(snapshot: Snapshot, contest_id: str, draft: Draft) -> ContestPage | None:
    """The page that refuses what was decided on an older state of the contest; None where it is not older.

    Raises:
        NoSuchPageError: There is no such contest at the moment.
    """
    if draft.seen == seen_mark(contest_of(snapshot, contest_id)):
        return None
    return contest_page(snapshot, contest_id, draft, _STALE)


def contest_of(snapshot: Snapshot, contest_id: str) -> Contest:
    """The contest with this id.

    Raises:
        NoSuchPageError: There is none at the moment.
    """
    found = next((each for each in snapshot.contests if each.id == contest_id), None)
    if found is None:
        instead = Link("All contests", snapshot.moment.link("contests"))
        raise NoSuchPageError(f"There is no contest {contest_id!r}; its statements may have changed.", instead=instead)
    return found


def seen_mark(contest: Contest) -> str:
    """What changes when anything is said or decided on a contest."""
    decided = contest.resolution.recorded_at.isoformat() if contest.resolution else "nothing"
    return f"{len(contest.statements)} {decided}"


def _offered(contest: Contest) -> tuple[Verdict, ...]:
    """The verdicts that change something, what is most at hand first."""
    state = contest_state(contest)
    is_one = len(contest.sides) == 1
    settling = tuple(each for each in Verdict if each.settles and not (is_one and each is Verdict.UPHELD))
    again = (Verdict.REOPENED,) if state != "open" else ()
    parking = (Verdict.PARKED,) if state != "parked" else ()
    return (*again, *settling, *parking)


def _told(found: tuple[Contest, ...]) -> str:
    kinds = dict.fromkeys(each.kind for each in found)
    counted = ", ".join(f"{sum(each.kind is kind for each in found)} {kind.words}" for kind in kinds)
    return f"{count_words(len(found), 'contest')}: {counted}." if found else ""
