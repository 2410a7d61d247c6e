"""Finds a document of a snapshot, with what was coded in it."""

from __future__ import annotations

from detente.briefing.wording import date_words
from detente.model import Document, DocumentId, Entry, Imprint
from detente.web.failures import NoSuchPageError
from detente.web.snapshots import Snapshot


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
    return snapshot.view.entries_from(document.id)


def day_words_of(document: Imprint) -> str:
    """When it was published, in words."""
    return date_words(document.published) if document.published else "no date"
