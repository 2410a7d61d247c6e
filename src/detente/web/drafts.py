"""The drafts that the talks are about, the card of one of them, and the meetings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from detente.analysis import InstrumentHistory
from detente.analysis.versions import VersionChange, version_changes, versions
from detente.briefing.draft_words import TAKEN_WORDS, claimed_words
from detente.briefing.phrases import count_words
from detente.briefing.wording import date_words, listed, opened
from detente.web.draft_parts import (
    Event,
    ProvisionShown,
    StageShown,
    provision_shown,
    provisions_shown,
    stage_shown,
    stage_words,
    way,
)
from detente.web.failures import NoSuchPageError
from detente.web.meetings import MeetingGroup, meeting_groups, meetings
from detente.web.paging import turned
from detente.web.parts import Frame, Link
from detente.web.snapshots import Snapshot
from detente.web.sourced import Sourced, note_words

MEETINGS_A_PAGE = 50
"""How many meetings a page of drafts tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """A draft in the list.

    Attributes:
        is_of_dossier: Whether the dossier lists it; else its name is as the texts call it.
        stage: How far it has come and since when.
        doubt: What speaks against taking that for certain; empty where nothing does.
        by: Who wrote it; empty where that is not told.
        needs: What the next stage would need.
        counted: How many origins and notes it rests on.
    """

    name: Link
    is_of_dossier: bool
    stage: str
    doubt: str
    by: str
    needs: str
    counted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftsPage:
    """The drafts that are told of, those that nobody tells of, the meetings, and the way to the hurdles at home.

    Attributes:
        newer, older: Addresses of the pages of later and earlier meetings; empty if there is none.
    """

    template: ClassVar[str] = "drafts.html"
    frame: Frame
    told: tuple[DraftLine, ...]
    silent: tuple[Link, ...]
    meetings: tuple[MeetingGroup, ...]
    newer: str
    older: str
    hurdles: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two versions beside each other: what is told of one alone, and what of both."""

    older: str
    newer: str
    only_older: tuple[ProvisionShown, ...]
    only_newer: tuple[ProvisionShown, ...]
    of_both: tuple[ProvisionShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowing:
    """From when a party could know the text, why, and the words that show it; none for everybody."""

    who: str
    since: str
    why: str
    told: Sourced | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPage:
    """All that is told of one draft.

    Attributes:
        facts: What it is called, who wrote it, who has taken it: name and words.
        way: What happened to it.
        needs: What the next stage would need.
        knowers: From when each party, and everybody, could know it.
        versions: The versions that texts name, in words.
        differences: Each version beside the next.
    """

    template: ClassVar[str] = "draft.html"
    frame: Frame
    name: str
    stage: StageShown
    facts: tuple[tuple[str, str], ...]
    way: tuple[Event, ...]
    provisions: tuple[ProvisionShown, ...]
    needs: tuple[str, ...]
    knowers: tuple[Knowing, ...]
    versions: tuple[str, ...]
    differences: tuple[Difference, ...]
    back: Link


def drafts_page(snapshot: Snapshot, page: str = "") -> DraftsPage:
    """The drafts, the dossier's first, those told of most before others; then the meetings, a page of them at a time.

    Raises:
        BadQueryError: The page number cannot be.
        NoSuchPageError: The page lies beyond the last.
    """
    found = snapshot.state.instruments
    told = sorted((each for each in found if each.notes), key=lambda each: (not each.is_of_dossier, -len(each.notes)))
    met = meetings(snapshot)
    here = turned(
        page, len(met), MEETINGS_A_PAGE, lambda number: snapshot.moment.link("drafts", page=number, anchor="meetings")
    )
    return DraftsPage(
        frame=snapshot.frame("drafts"),
        told=tuple(_line(snapshot, each) for each in told),
        silent=tuple(_link(snapshot, each) for each in found if not each.notes),
        meetings=meeting_groups(snapshot, met[here.start : here.start + MEETINGS_A_PAGE]),
        newer=here.newer,
        older=here.older,
        hurdles=Link("hurdles at home", snapshot.moment.link("ratification")),
    )


def draft_page(snapshot: Snapshot, draft_id: str) -> DraftPage:
    """The card of the draft with this id.

    Raises:
        NoSuchPageError: None was known at the moment.
    """
    back = Link("All drafts", snapshot.moment.link("drafts"))
    one = next((each for each in snapshot.state.instruments if each.id == draft_id), None)
    if one is None:
        raise NoSuchPageError(f"No draft {draft_id!r} is known here.", instead=back)
    told = versions(one, snapshot.notes, snapshot.dossier)
    return DraftPage(
        frame=snapshot.frame("drafts", one.id),
        name=one.name,
        stage=stage_shown(snapshot, one),
        facts=tuple(_facts(snapshot, one)),
        way=way(snapshot, one),
        provisions=provisions_shown(snapshot, one),
        needs=one.next_needs,
        knowers=tuple(_knowers(snapshot, one)),
        versions=tuple(f"{each.name}, first told {date_words(each.first_told)}" for each in told),
        differences=tuple(_difference(snapshot, one, each) for each in version_changes(told)),
        back=back,
    )


def _line(snapshot: Snapshot, one: InstrumentHistory) -> DraftLine:
    claimed = claimed_words(snapshot.party(one.claimed_by) if one.claimed_by else "")
    return DraftLine(
        name=_link(snapshot, one),
        is_of_dossier=one.is_of_dossier,
        stage=stage_words(one),
        doubt=listed(tuple(filter(None, (claimed, "contested" if one.is_contested else "")))),
        by=snapshot.parties(one.drafters),
        needs="; ".join(one.next_needs),
        counted=f"{count_words(one.n_origins, 'origin')}, {count_words(len(one.notes), 'note')}",
    )


def _link(snapshot: Snapshot, one: InstrumentHistory) -> Link:
    return Link(one.name, snapshot.moment.link("drafts", one.id))


def _facts(snapshot: Snapshot, one: InstrumentHistory) -> Iterator[tuple[str, str]]:
    if one.names:
        yield "Called", "; ".join(one.names)
    yield "Written by", snapshot.parties(one.drafters) or "not told"
    for step, parties in one.taken_by:
        yield "Taken", opened(f"{TAKEN_WORDS[step]} {snapshot.parties(parties)}")
    if one.notes:
        yield "Rests on", f"{count_words(one.n_origins, 'origin')}, {count_words(len(one.notes), 'note')}"


def _knowers(snapshot: Snapshot, one: InstrumentHistory) -> Iterator[Knowing]:
    for each in one.knowers:
        told = note_words(snapshot, each.notes[0]) if each.notes else None
        yield Knowing(who=snapshot.party(each.party), since=date_words(each.since), why=each.how, told=told)
    if one.public_since:
        yield Knowing(who="Everybody", since=date_words(one.public_since), why="it was published", told=None)


def _difference(snapshot: Snapshot, one: InstrumentHistory, each: VersionChange) -> Difference:
    older, newer, both = (
        tuple(provision_shown(snapshot, one, provision) for provision in told)
        for told in (each.only_older, each.only_newer, each.of_both)
    )
    return Difference(older=each.older, newer=each.newer, only_older=older, only_newer=newer, of_both=both)
