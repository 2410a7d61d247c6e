"""Turns a snapshot into the list of documents, and a document into its text with the quotes marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from detente.briefing.html import web_address
from detente.briefing.phrases import status_words
from detente.briefing.wording import date_words, excerpt
from detente.model import Act, Document, DocumentId, Entry, Imprint, Statement
from detente.web.evidence import evidence_of, text_link
from detente.web.failures import NoSuchPageError
from detente.web.marking import Mark, passages
from detente.web.pages import DocumentPage, DocumentsPage
from detente.web.parts import DocumentLine, Link, Note
from detente.web.shapes import lines_of
from detente.web.snapshots import Snapshot, stance

_QUOTED_CHARACTERS = 72


def documents_page(snapshot: Snapshot) -> DocumentsPage:
    """Every document known at the moment, newest first, undated last."""
    counted = Counter(entry.statement.doc for entry in snapshot.view.entries)
    newest = sorted(snapshot.view.imprints.values(), key=_published, reverse=True)
    return DocumentsPage(
        snapshot.frame("documents"),
        tuple(
            DocumentLine(
                title=Link(document.title or document.name, snapshot.moment.link("documents", document.id)),
                publisher=document.publisher or "",
                published=_day_words(document),
                name=document.name,
                n_statements=counted[document.id],
            )
            for document in newest
        ),
    )


def document_page(snapshot: Snapshot, document_id: str, statement: str = "") -> DocumentPage:
    """A stored text with all its statements, and the one asked for.

    Args:
        snapshot: Where it comes from.
        document_id: Which document.
        statement: Id of the statement to show; empty for none.

    Raises:
        NoSuchPageError: No such document was known at the moment.
    """
    document = document_of(snapshot, document_id)
    entries = entries_of(snapshot, document)
    marks = [
        Mark(entry.id, entry.statement.quote.start, entry.statement.quote.end)
        for entry in entries
        if _is_held(entry, document)
    ]
    marked = {mark.statement for mark in marks}
    notes = tuple(_note(snapshot, entry, statement, is_orphan=entry.id not in marked) for entry in entries)
    lines = lines_of(document.text) if document.media_type == "text/markdown" else ()
    asked = next((entry for entry in entries if entry.id == statement), None)
    return DocumentPage(
        frame=snapshot.frame("documents", document.id, statement=statement),
        title=document.title or document.name,
        publisher=document.publisher or "",
        published=_day_words(document),
        name=document.name,
        url=web_address(document.url) or "",
        links={note.id: note.href for note in notes},
        passages=passages(document.text, marks, _start(document, marks), lines),
        notes=notes,
        asked=evidence_of(snapshot, asked) if asked else None,
        missing="" if asked else statement,
    )


def document_named(snapshot: Snapshot, name: str) -> DocumentId | None:
    """The only document with this name; None if it is no document's name.

    Raises:
        NoSuchPageError: Several documents have it.
    """
    if name in snapshot.view.imprints:
        # An id is never taken for a name.
        return None
    found = [document.id for document in snapshot.view.imprints.values() if document.name == name]
    if len(found) > 1:
        raise NoSuchPageError(f"{len(found)} documents have the name {name!r}; choose one from the list of documents.")
    return found[0] if found else None


def document_of(snapshot: Snapshot, document_id: str) -> Document:
    """The document with this id.

    Raises:
        NoSuchPageError: None was known at the moment.
    """
    if document_id not in snapshot.view.documents:
        raise NoSuchPageError(f"No document {document_id!r} is known here.")
    return snapshot.view.documents[DocumentId(document_id)]


def entries_of(snapshot: Snapshot, document: Document) -> tuple[Entry, ...]:
    """The document's entries in reading order."""
    return tuple(entry for entry in snapshot.view.entries if entry.statement.doc == document.id)


def _is_held(entry: Entry, document: Document) -> bool:
    quote = entry.statement.quote
    return document.text[quote.start : quote.end] == quote.text


def _start(document: Document, marks: Sequence[Mark]) -> int:
    # A quote from the front matter, if ever there is one, must be seen.
    return min([document.body_start, *(mark.start for mark in marks)])


def _note(snapshot: Snapshot, entry: Entry, asked: str, *, is_orphan: bool) -> Note:
    statement = entry.statement
    about = snapshot.about(statement.issue, statement.option, statement.value)
    condition = statement.condition.text if statement.condition else ""
    return Note(
        id=entry.id,
        party=snapshot.party(statement.party),
        issue=snapshot.issue(statement.issue),
        stance=stance(statement.act, about, condition),
        about=about,
        quoted=_quoted(statement, about, condition),
        href=text_link(snapshot, entry),
        is_asked=entry.id == asked,
        is_orphan=is_orphan,
        left_out="" if entry.counts else status_words(entry),
    )


def _quoted(statement: Statement, about: str, condition: str) -> str:
    if not about:
        return excerpt(statement.quote.text, _QUOTED_CHARACTERS)
    return excerpt(condition, _QUOTED_CHARACTERS) if statement.act is Act.CONDITION else ""


def _day_words(document: Imprint) -> str:
    return date_words(document.published) if document.published else "no date"


def _published(document: Imprint) -> date:
    return document.published.earliest if document.published else date.min
