"""The page of a note: its words in the stored text, and what they are read to tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from detente.briefing.draft_words import CHANNEL_WORDS, plain
from detente.briefing.wording import date_words
from detente.model import BY_ANALYST, HurdleNote, InstrumentNote, Note, NoteEntry, NoteId, RoundNote
from detente.web.failures import NoSuchPageError
from detente.web.moments import Moment
from detente.web.parts import Frame, Link
from detente.web.snapshots import Snapshot
from detente.web.sourced import Teller, chips

_KIND_WORDS = {"instrument": "a draft", "round": "a meeting", "hurdle": "a hurdle at home"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePage:
    """A note with its words where they stand.

    Attributes:
        kind: What it is about, in words.
        facts: What it is read to tell: name and words.
        document: Leads to the text with its statements.
        source: Publisher and date of the document.
        before, quote, after: The stored text around the note's characters and these themselves.
        reviews: What analysts decided on it, oldest first.
        is_rejected: Whether it counts no more.
        action: Where a decision is sent; empty at a past moment, which is for reading.
        error: Why the last decision was refused; empty where it was not.
        is_orphan: Whether the text does not hold the words where the note says; ``before`` is then all of it.
    """

    template: ClassVar[str] = "note.html"
    frame: Frame
    id: NoteId
    kind: str
    facts: tuple[tuple[str, str], ...]
    chain: tuple[Teller, ...]
    document: Link
    source: str
    before: str
    quote: str
    after: str
    reviews: tuple[NoteDecision, ...]
    is_rejected: bool
    action: str
    error: str
    is_orphan: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDecision:
    """What an analyst decided on a note."""

    decided: str
    reviewer: str
    reason: str


def note_page(snapshot: Snapshot, note_id: str, error: str = "") -> NotePage:
    """The page of the note with this id.

    Args:
        snapshot: The moment it is shown at.
        note_id: The whole id.
        error: Why a decision that was just sent was refused.

    Raises:
        NoSuchPageError: None was known at the moment.
    """
    entry = note_of(snapshot, note_id)
    note, document = entry.note, snapshot.view.documents[entry.note.doc]
    start, end, text = note.quote.start, note.quote.end, document.text
    is_held = text[start:end] == note.quote.text
    first = min(document.body_start, start)
    published = date_words(document.published) if document.published else "no date"
    return NotePage(
        frame=snapshot.frame("notes", entry.id),
        id=entry.id,
        kind=_KIND_WORDS[note.KIND],
        facts=tuple((name, words) for name, words in (*_facts(snapshot, note), _noter(entry)) if words),
        chain=chips(note.reported_by),
        document=Link(document.title or document.name, snapshot.moment.link("documents", document.id)),
        source=", ".join(filter(None, (document.publisher, published))),
        before=text[first:start] if is_held else text[first:],
        quote=note.quote.text,
        after=text[end:] if is_held else "",
        reviews=tuple(
            NoteDecision(
                decided="rejected" if each.is_rejected else "undid that", reviewer=each.reviewer, reason=each.reason
            )
            for each in entry.reviews
        ),
        is_rejected=entry.is_rejected,
        action=f"/notes/{entry.id}/reviews" if snapshot.moment == Moment() else "",
        error=error,
        is_orphan=not is_held,
    )


def note_of(snapshot: Snapshot, note_id: str) -> NoteEntry:
    """The note with this id.

    Raises:
        NoSuchPageError: None was known at the moment.
    """
    entry = snapshot.notes.get(NoteId(note_id))
    if entry is None:
        raise NoSuchPageError(f"No note {note_id!r} is known here.")
    return entry


def _facts(snapshot: Snapshot, note: Note) -> Iterator[tuple[str, str]]:
    match note:
        case InstrumentNote():
            yield "Named", note.named
            yield "Step", plain(note.step)
            yield "By", snapshot.party(note.by) if note.by else ""
            yield "To", snapshot.party(note.to) if note.to else ""
            yield "Through", note.carrier or ""
            yield "Channel", CHANNEL_WORDS[note.is_official]
            yield "Published", "no: its document is not for everybody" if note.is_unpublished else ""
        case RoundNote():
            yield "Place", note.place or ""
            yield "Sides", snapshot.parties(note.participants)
            yield "People", ", ".join(note.people)
            yield "Outcome", note.outcome or ""
        case HurdleNote():
            yield "Whose", snapshot.party(note.party)
            yield "Hurdle", note.hurdle.value
    yield from _common(snapshot, note)


def _noter(entry: NoteEntry) -> tuple[str, str]:
    return "Noted by hand", entry.coder.removeprefix(BY_ANALYST) if entry.is_by_hand else ""


def _common(snapshot: Snapshot, note: Note) -> Iterator[tuple[str, str]]:
    if isinstance(note, (InstrumentNote, HurdleNote)) and note.issue:
        option = snapshot.dossier.option_name(note.issue, note.option)
        yield "About", ": ".join(filter(None, (snapshot.issue(note.issue), option)))
    yield "When", date_words(note.on) if note.on else ""
    yield "Done", "not when it was told: announced, planned or demanded" if note.is_expected else ""
