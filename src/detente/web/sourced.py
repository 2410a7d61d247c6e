"""Sourced words: what a statement or a note tells, who said it, who passed it on, and where it stands in a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.analysis import is_unnamed
from detente.briefing.wording import date_words
from detente.model import Entry, Imprint, NoteEntry, NoteId, StatementId
from detente.web.evidence import text_link
from detente.web.parts import Link
from detente.web.snapshots import Snapshot


@dataclass(frozen=True, slots=True)
class Teller:
    """Somebody between the speaker and the reader; ``is_unnamed`` where no name is told."""

    name: str
    is_unnamed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """A source's words.

    Attributes:
        id: Of the statement or the note.
        speaker: Whose words they are told to be; empty where nobody is named.
        chain: Who passed them on, nearest the speaker first, the document's publisher last.
        dated: When it was said or done, else when it was published; "undated" where neither is told.
        text: Leads to the words in the stored text.
    """

    id: str
    quote: str
    speaker: str
    chain: tuple[Teller, ...]
    dated: str
    text: Link


def statement_words(snapshot: Snapshot, statement: StatementId) -> Sourced:
    """The words of a statement of the view."""
    entry = snapshot.entries[statement]
    told, document = entry.statement, snapshot.view.imprints[entry.statement.doc]
    return Sourced(
        id=entry.id,
        quote=told.quote.text,
        speaker=told.speaker or "",
        chain=chips(each for each in (*told.reported_by, *_outlet(document)) if each != told.speaker),
        dated=date_words(entry.dated),
        text=_title(document, text_link(snapshot, entry)),
    )


def note_words(snapshot: Snapshot, note: NoteId) -> Sourced:
    """The words of a note of the view."""
    entry = snapshot.notes[note]
    document = snapshot.view.imprints[entry.note.doc]
    return Sourced(
        id=entry.id,
        quote=entry.note.quote.text,
        speaker="",
        chain=chips((*entry.note.reported_by, *_outlet(document))),
        dated=date_words(entry.note.on or entry.published),
        text=_title(document, note_link(snapshot, entry)),
    )


def note_link(snapshot: Snapshot, entry: NoteEntry) -> str:
    """The address of a note's characters in the stored text."""
    return snapshot.moment.link("notes", entry.id, anchor="words")


def word_links(snapshot: Snapshot, statements: Iterable[StatementId]) -> tuple[Link, ...]:
    """The way to each statement's words, called by its date and its document."""
    return tuple(_called(snapshot, snapshot.entries[each]) for each in statements)


def chips(tellers: Iterable[str]) -> tuple[Teller, ...]:
    """Those who passed something on, each with whether it has a name."""
    return tuple(Teller(each, is_unnamed(each)) for each in dict.fromkeys(tellers))


def _called(snapshot: Snapshot, entry: Entry) -> Link:
    document = snapshot.view.imprints[entry.statement.doc]
    words = f"{date_words(entry.dated, is_short=True)}, {document.title or document.name}"
    return Link(words, text_link(snapshot, entry))


def _title(document: Imprint, href: str) -> Link:
    return Link(document.title or document.name, href)


def _outlet(document: Imprint) -> tuple[str, ...]:
    return (document.publisher,) if document.publisher else ()
