"""What the dossier looks out for: each question with its time, what answers it, and what a browser has not seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from detente.analysis import Hit, WatchState, WatchStatus
from detente.briefing.phrases import count_words
from detente.briefing.plan_words import left_words, urgency
from detente.briefing.wording import date_words, opened
from detente.web.parts import Frame
from detente.web.snapshots import Snapshot
from detente.web.sourced import Sourced, note_words, statement_words

_SHOWN = 3
_MOST_HITS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class HitShown:
    """What answers a question.

    Attributes:
        doubt: Why it answers only possibly; empty where it certainly does.
        denial: The newest denial of it; None for none.
        is_new: Whether it was recorded after this browser last marked all as read.
    """

    words: Sourced
    doubt: str
    denial: Sourced | None
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchShown:
    """A question.

    Attributes:
        time: From when to when it is watched, and how long there is left, in words.
        shown, folded: What answers it, the new first; ``n_more`` hits are not listed.
        n_new: How many hits are new.
    """

    id: str
    text: str
    status: WatchStatus
    status_words: str
    time: str
    shown: tuple[HitShown, ...]
    folded: tuple[HitShown, ...]
    n_more: int
    n_new: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchPage:
    """The questions, those with something new first.

    Attributes:
        told: How many there are of each status, in words.
        n_new: How many hits are new in all.
        until: The moment that marking as read would reach: that of the newest hit; empty where none is new.
    """

    template: ClassVar[str] = "watch.html"
    frame: Frame
    told: str
    questions: tuple[WatchShown, ...]
    n_new: int
    until: str


def watch_page(snapshot: Snapshot, seen: datetime | None) -> WatchPage:
    """The questions, with what is new to a browser.

    Args:
        snapshot: Where they come from; at a past moment nothing is new.
        seen: Up to which moment of the ledger the browser has seen the hits; None for nothing yet.
    """
    is_past = bool(snapshot.moment.words)
    found = snapshot.watch
    recorded = {_key(hit): _recorded(snapshot, hit) for one in found for hit in one.hits}
    new = {key for key, at in recorded.items() if not is_past and (seen is None or at > seen)}
    questions = sorted(found, key=lambda one: (not any(_key(hit) in new for hit in one.hits), urgency(one)))
    shown = tuple(_question(snapshot, one, new) for one in questions)
    counts = {status: sum(one.status is status for one in found) for status in WatchStatus}
    told = ", ".join(f"{number} {status.words}" for status, number in counts.items() if number)
    return WatchPage(
        frame=snapshot.frame("watch"),
        told=f"{count_words(len(found), 'question')}: {told}." if found else "",
        questions=shown,
        n_new=sum(one.n_new for one in shown),
        until=str(_microseconds(max(recorded[key] for key in new))) if new else "",
    )


def moment_of(text: str) -> datetime | None:
    """The moment that was written as in :attr:`WatchPage.until`; None where it is none.

    Example:
        >>> moment_of("1924765200000000"), moment_of("yesterday")
        (datetime.datetime(2030, 12, 29, 9, 0, tzinfo=datetime.timezone.utc), None)
    """
    if not (text.isascii() and text.isdigit() and len(text) < 18):
        return None
    seconds, rest = divmod(int(text), 1_000_000)
    try:
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest)
    except (OverflowError, ValueError, OSError):
        return None


def _microseconds(at: datetime) -> int:
    return int(at.replace(microsecond=0).timestamp()) * 1_000_000 + at.microsecond


_Key = tuple[str, ...]


def _key(hit: Hit) -> _Key:
    return (hit.statement,) if hit.statement is not None else hit.notes


def _recorded(snapshot: Snapshot, hit: Hit) -> datetime:
    """When it was recorded: its statement, or the first note that tells the stage."""
    if hit.statement is not None:
        return snapshot.entries[hit.statement].recorded_at
    return min(snapshot.notes[each].recorded_at for each in hit.notes)


def _question(snapshot: Snapshot, one: WatchState, new: set[_Key]) -> WatchShown:
    hits = sorted(one.hits, key=lambda hit: _key(hit) not in new)
    shown = tuple(_hit(snapshot, hit, is_new=_key(hit) in new) for hit in hits[:_MOST_HITS])
    return WatchShown(
        id=one.id,
        text=one.text,
        status=one.status,
        status_words=opened(one.status.words),
        time=_time(one),
        shown=shown[:_SHOWN],
        folded=shown[_SHOWN:],
        n_more=len(hits) - len(shown),
        n_new=sum(_key(hit) in new for hit in hits),
    )


def _hit(snapshot: Snapshot, hit: Hit, *, is_new: bool) -> HitShown:
    words = note_words(snapshot, hit.notes[0]) if hit.statement is None else statement_words(snapshot, hit.statement)
    denial = statement_words(snapshot, hit.denied_by[0]) if hit.denied_by else None
    return HitShown(words=words, doubt=hit.doubt, denial=denial, is_new=is_new)


def _time(one: WatchState) -> str:
    since = f"from {date_words(one.since)}" if one.since else ""
    until = f"until {date_words(one.until)}" if one.until else "without a horizon"
    return ", ".join(filter(None, (since, until, left_words(one.days_left))))
