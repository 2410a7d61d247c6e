"""The meetings of the talks in words: place, day, who sat there, and what each side tells came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.analysis import Round, RoundOutcome
from detente.briefing.meeting_words import MEETING_HEADINGS, sitting_words
from detente.briefing.phrases import count_words
from detente.briefing.wording import date_words, listed
from detente.web.snapshots import Snapshot
from detente.web.sourced import Sourced, Teller, chips, note_words


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeShown:
    """What one side, or an author, tells to have come of a meeting.

    Attributes:
        teller: The party, else who published it.
        words: As told, within the words of ``told``.
    """

    teller: str
    words: str
    chain: tuple[Teller, ...]
    told: Sourced


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingShown:
    """One meeting.

    Attributes:
        when: The day as precisely as it is told; ``other_days`` are told too.
        sitting: Who sat there, with format and mediator.
        told: The words that told of it first.
    """

    when: str
    other_days: str
    place: str
    sitting: str
    outcomes: tuple[OutcomeShown, ...]
    origins: str
    told: Sourced


@dataclass(frozen=True, slots=True)
class MeetingGroup:
    """Meetings of one status, in the order they were or will be."""

    heading: str
    meetings: tuple[MeetingShown, ...]


def meetings(snapshot: Snapshot) -> tuple[Round, ...]:
    """The meetings in the order they are shown: by status, those to come first, and of each the newest first."""
    found = snapshot.state.rounds()
    return tuple(each for status in MEETING_HEADINGS for each in reversed(found) if each.status is status)


def meeting_groups(snapshot: Snapshot, found: Sequence[Round]) -> tuple[MeetingGroup, ...]:
    """Some meetings by status, in the order they were or will be; a status without any is left out."""
    groups = (
        MeetingGroup(heading, tuple(_meeting(snapshot, each) for each in reversed(found) if each.status is status))
        for status, heading in MEETING_HEADINGS.items()
    )
    return tuple(group for group in groups if group.meetings)


def _meeting(snapshot: Snapshot, one: Round) -> MeetingShown:
    return MeetingShown(
        when=date_words(one.on) if one.on else "day not told",
        other_days=listed(tuple(map(date_words, one.other_dates))),
        place=one.place or "Place not told",
        sitting=sitting_words(one, snapshot.dossier),
        outcomes=tuple(_outcome(snapshot, each) for each in one.outcomes),
        origins=count_words(one.n_origins, "origin"),
        told=note_words(snapshot, one.notes[0]),
    )


def _outcome(snapshot: Snapshot, one: RoundOutcome) -> OutcomeShown:
    return OutcomeShown(
        teller=snapshot.party(one.told_by) if one.told_by else one.publisher or "the author of the document",
        words=one.words,
        chain=chips(one.reported_by),
        told=note_words(snapshot, one.notes[0]),
    )
