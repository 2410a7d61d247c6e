"""Turns a document into the page it is read and decided on: its text with the quotes marked, its statements beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from detente.briefing.html import web_address
from detente.briefing.wording import excerpt
from detente.model import Act, Document, Entry, StatementId
from detente.web.dating import AskedDay, Dating, dating_of
from detente.web.dropping import Dropped, dropped_of
from detente.web.evidence import evidence_of
from detente.web.failures import BadQueryError
from detente.web.marking import Mark, Passage, passages
from detente.web.moments import Moment
from detente.web.parts import Evidence, Frame
from detente.web.reasons import OFFERED
from detente.web.shapes import lines_of
from detente.web.snapshots import Snapshot, quoted_words
from detente.web.stating import AskedStatement, Stating, stating_of
from detente.web.texts import day_words_of, document_of, entries_of

_QUOTED_CHARACTERS = 72
FOUND = StatementId("found")
"""The anchor of a place that was asked for; no statement has such an id."""


class Voice(StrEnum):
    """Whose a statement is: a party's position, the author's own judgement, or one that takes no part."""

    PARTY = "party"
    AUTHOR = "author"
    LEFT_OUT = "left-out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A statement beside its text.

    Attributes:
        start, end: Its quote, in characters of the text.
        quoted: The beginning of its quote, where neither option nor number was told; or its condition.
        is_asked: Whether the page was asked for this one.
        is_orphan: Whether the text no longer holds its quote where it says.
        may_decide: Whether the page offers decisions on it.
    """

    evidence: Evidence
    voice: Voice
    start: int
    end: int
    quoted: str
    is_asked: bool
    is_orphan: bool
    may_decide: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderPage:
    """A stored text with the quotes of its statements marked, and its statements beside it in reading order.

    Attributes:
        url: Where it came from; empty unless it is an http address.
        start: Where the text shown begins in the stored one, in characters.
        links: For each statement marked in the text, the address that asks for it.
        voices: For each statement marked in the text, whose it is.
        asked: Id of the statement asked for, if it is one of this text, or ``FOUND`` for a place; else empty.
        missing: The statement asked for, if it is none of this text; empty otherwise.
        may_decide: Whether decisions are offered: not at a past moment.
        back: This page, for forms.
        decider: In whose name decisions are recorded.
        reasons: Offered for a rejection.
        explain: The address that tells what was dropped and why; empty at a past moment.
        wait: How long that takes, in words.
        dating: Its day, and the form that gives it one.
        stating: The form that adds a statement; None at a past moment.
        dropped: What was dropped and why; None where it was not asked for.
    """

    template: ClassVar[str] = "reader.html"
    frame: Frame
    document: str
    title: str
    publisher: str
    published: str
    name: str
    url: str
    start: int
    passages: tuple[Passage, ...]
    links: dict[StatementId, str]
    voices: dict[StatementId, Voice]
    notes: tuple[Note, ...]
    asked: str
    missing: str
    may_decide: bool
    back: str
    decider: str
    reasons: tuple[str, ...]
    explain: str
    wait: str
    dating: Dating
    stating: Stating | None
    dropped: Dropped | None


@dataclass(frozen=True, slots=True)
class NotePart:
    """One statement beside its text, to take the place of what the page shows of it."""

    template: ClassVar[str] = "note_part.html"
    notes: tuple[Note, ...]


def reader_page(
    snapshot: Snapshot,
    document_id: str,
    statement: str = "",
    decider: str = "",
    *,
    at: str = "",
    is_explained: bool = False,
    asked_day: AskedDay | None = None,
    asked_statement: AskedStatement | None = None,
) -> ReaderPage:
    """A stored text with all its statements, and the one, or the place, asked for.

    Args:
        snapshot: Where it comes from.
        document_id: Which document.
        statement: Id of the statement to show; empty for none.
        decider: In whose name decisions on the page are recorded.
        at: Characters of the text to show, as ``start-end``; empty for none.
        is_explained: Whether to read the text again and tell what was dropped and why, which takes a while.
        asked_day: A day that was sent with the request and refused.
        asked_statement: A statement that was sent with the request and refused.

    Raises:
        BadQueryError: ``at`` tells no place in the text.
        NoSuchPageError: No such document was known at the moment.
    """
    document = document_of(snapshot, document_id)
    entries = entries_of(snapshot, document)
    notes = tuple(_note(snapshot, entry, document, statement) for entry in entries)
    marks = _marks(notes, document, at)
    start = _start(document, marks)
    lines = lines_of(document.text) if document.media_type == "text/markdown" else ()
    asked = next((note.evidence.id for note in notes if note.is_asked), "")
    is_now = snapshot.moment == Moment()
    return ReaderPage(
        frame=snapshot.frame("documents", document.id, statement=statement, at=at),
        document=document.id,
        title=document.title or document.name,
        publisher=document.publisher or "",
        published=day_words_of(document),
        name=document.name,
        url=web_address(document.url) or "",
        start=start,
        passages=passages(document.text, marks, start, lines),
        links={note.evidence.id: note.evidence.text.href for note in notes} | {FOUND: f"#{FOUND}"},
        voices={note.evidence.id: note.voice for note in notes} | {FOUND: Voice.PARTY},
        notes=notes,
        asked=FOUND if at else asked,
        missing="" if asked else statement,
        may_decide=is_now,
        back=snapshot.moment.link("documents", document.id, statement=asked),
        decider=decider,
        reasons=OFFERED,
        explain=snapshot.moment.link("documents", document.id, explain="1", anchor="dropped") if is_now else "",
        wait=wait_words(document.text),
        dating=dating_of(snapshot, document, asked_day or AskedDay()),
        stating=stating_of(snapshot, document, asked_statement or AskedStatement()),
        dropped=dropped_of(snapshot.dossier, document) if is_explained and is_now else None,
    )


def _marks(notes: Iterable[Note], document: Document, at: str) -> list[Mark]:
    """The words of the statements that stand in the text, and the place asked for."""
    quoted = [Mark(note.evidence.id, note.start, note.end) for note in notes if not note.is_orphan]
    return [*quoted, _place(document, at)] if at else quoted


def note_part(snapshot: Snapshot, entries: Iterable[Entry]) -> NotePart:
    """Statements as they stand now, each as the one that was just decided on."""
    documents = snapshot.view.documents
    return NotePart(tuple(_note(snapshot, entry, documents[entry.statement.doc], entry.id) for entry in entries))


def wait_words(text: str) -> str:
    """How long it takes to read a text again, e.g. "a moment", "about 20 seconds"."""
    seconds = round(len(text.split()) / _WORDS_A_SECOND)
    if seconds < 5:
        return "a moment"
    return f"about {seconds} seconds" if seconds < 90 else f"about {round(seconds / 60)} minutes"


_WORDS_A_SECOND = 4_000
"""So many words one core codes in a second; see docs/accuracy.md."""


def _place(document: Document, at: str) -> Mark:
    """The characters asked for, marked as a quote is, under the name that links to them have."""
    start, _, end = at.partition("-")
    is_place = start.isascii() and start.isdigit() and end.isascii() and end.isdigit() and len(at) < 20
    if not is_place or not int(start) < int(end) <= len(document.text):
        raise BadQueryError("at", at, f"characters of the text, such as 0-{min(len(document.text), 80)}")
    return Mark(FOUND, int(start), int(end))


def _start(document: Document, marks: Sequence[Mark]) -> int:
    # A quote from the front matter, if ever there is one, must be seen.
    return min([document.body_start, *(mark.start for mark in marks)])


def _note(snapshot: Snapshot, entry: Entry, document: Document, asked: str) -> Note:
    quote, evidence = entry.statement.quote, evidence_of(snapshot, entry, document)
    return Note(
        evidence=evidence,
        voice=_voice(entry),
        start=quote.start,
        end=quote.end,
        quoted=excerpt(
            quoted_words(entry.statement.act, evidence.about, evidence.condition, quote.text), _QUOTED_CHARACTERS
        ),
        is_asked=entry.id == asked,
        is_orphan=document.text[quote.start : quote.end] != quote.text,
        may_decide=snapshot.moment == Moment() and evidence.is_open,
    )


def _voice(entry: Entry) -> Voice:
    if not entry.counts:
        return Voice.LEFT_OUT
    statement = entry.statement
    is_authors = statement.act is Act.ASSESS and statement.speaker is None and not statement.reported_by
    return Voice.AUTHOR if is_authors else Voice.PARTY
