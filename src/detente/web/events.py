"""Turns hand-overs of drafts and meetings into marks on a time line, each with a way to the words that tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.analysis import HandOver, Round, RoundStatus
from detente.briefing.wording import date_words, listed
from detente.model import Edtf, NoteId
from detente.web.charts import EventMark
from detente.web.snapshots import Snapshot
from detente.web.timelines import Axis, Stretch

WIDEST_DAYS = 62
"""A date that may mean more days than these has no place on a time line; it is told in words."""

_LEFT_FROM = 60.0
"""From this percent of the axis on, words are written to the left of their mark."""


def hand_over_marks(snapshot: Snapshot, found: Iterable[HandOver], axis: Axis) -> tuple[EventMark, ...]:
    """Who gave which draft to whom."""
    return tuple(
        _mark(snapshot, _hand_over_words(snapshot, each), each.passing.on, each.passing.notes, axis,
              is_expected=each.passing.is_expected)
        for each in found
    )  # fmt: skip


def meeting_marks(snapshot: Snapshot, found: Iterable[Round], axis: Axis) -> tuple[EventMark, ...]:
    """Who met where, or will; called-off meetings are left out."""
    return tuple(
        _mark(snapshot, _meeting_words(snapshot, each), each.on, each.notes, axis,
              is_expected=each.status is not RoundStatus.HELD)
        for each in found
        if each.status is not RoundStatus.CANCELLED
    )  # fmt: skip


def _mark(
    snapshot: Snapshot, words: str, on: Edtf | None, notes: Sequence[NoteId], axis: Axis, *, is_expected: bool
) -> EventMark:
    at, band = _placed(on, axis)
    start = float((band.at if band else at or "0%").rstrip("%"))
    expected = " (announced)" if is_expected else ""
    return EventMark(
        at=at,
        band=band,
        words=words,
        is_left=start > _LEFT_FROM,
        is_expected=is_expected,
        told=f"{words}{expected}, {date_words(on)}",
        href=snapshot.moment.link("notes", notes[0]),
    )


def _placed(on: Edtf | None, axis: Axis) -> tuple[str, Stretch | None]:
    if on is None or (on.latest - on.earliest).days > WIDEST_DAYS:
        return "", None
    band = axis.told(on)
    return (axis.at(on.earliest), None) if band and on.is_day else ("", band)


def _hand_over_words(snapshot: Snapshot, each: HandOver) -> str:
    sender, to = each.passing.sender, each.passing.to
    way = [f"from {snapshot.party(sender)}" if sender else "", f"to {snapshot.party(to)}" if to else ""]
    return " ".join(part for part in (each.name, *way) if part)


def _meeting_words(snapshot: Snapshot, each: Round) -> str:
    who = listed(tuple(snapshot.party(party) for party in each.participants)) or listed(each.people)
    return ", ".join(part for part in (who or "Meeting", each.place or "") if part)
