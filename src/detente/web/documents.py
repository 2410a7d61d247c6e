"""Turns a snapshot into the list of its documents, versions and copies folded below the text they are of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from detente.briefing.wording import date_words
from detente.model import DocumentId, Imprint, Kin
from detente.web.failures import BadQueryError
from detente.web.paging import turned
from detente.web.parts import Choice, DocumentLine, Filter, Frame, Link
from detente.web.snapshots import Snapshot

PAGE_LENGTH = 100
"""How many families a page of the list holds."""
_KINSHIPS: Mapping[Kin, str] = {Kin.VERSION: "new version", Kin.COPY: "copy"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsPage:
    """Stored documents, the newest first, a page at a time.

    Attributes:
        publishers: To choose from.
        kept: Query values that the form must keep.
        intake: Where documents are added.
        n_documents: How many there are on all pages, folded ones too.
        n_undated: Those of them that tell no date and were not withdrawn.
        first: The number of the first family shown, counted from 1.
        newer, older: Addresses of the neighbouring pages; empty if there is none.
    """

    template: ClassVar[str] = "documents.html"
    frame: Frame
    publishers: Filter
    kept: tuple[tuple[str, str], ...]
    intake: str
    documents: tuple[DocumentLine, ...]
    n_documents: int
    n_undated: int
    first: int
    newer: str
    older: str


def documents_page(snapshot: Snapshot, publisher: str = "", page: str = "") -> DocumentsPage:
    """One page of the documents known at the moment, newest first, undated last.

    Args:
        snapshot: Where they come from.
        publisher: Only families with a document of this publisher; empty for all.
        page: A page number, counted from 1; empty for the first.

    Raises:
        BadQueryError: No document is of this publisher, or the page number cannot be.
        NoSuchPageError: The page lies beyond the last.
    """
    imprints, families = snapshot.view.imprints, snapshot.view.families
    known = sorted({each.publisher for each in imprints.values() if each.publisher}, key=str.casefold)
    if publisher and publisher not in known:
        raise BadQueryError("publisher", publisher, f"one of {', '.join(known)}" if known else "left out")
    folded: dict[DocumentId, tuple[DocumentId, ...]] = {}
    for id_ in imprints:
        members = families.members.get(id_, (id_,))
        if not publisher or any(imprints[each].publisher == publisher for each in members):
            folded[members[0]] = members
    newest = sorted(folded.values(), key=lambda members: max(map(_published, _each(snapshot, members))), reverse=True)
    link = snapshot.moment.link
    here = turned(page, len(newest), PAGE_LENGTH, lambda number: link("documents", publisher=publisher, page=number))
    counted = Counter(entry.statement.doc for entry in snapshot.view.entries)
    return DocumentsPage(
        frame=snapshot.frame("documents", publisher=publisher),
        publishers=Filter("publisher", tuple(Choice(name, name, name == publisher) for name in known)),
        kept=tuple(snapshot.moment.query.items()),
        intake=link("intake"),
        documents=tuple(_family(snapshot, each, counted) for each in newest[here.start : here.start + PAGE_LENGTH]),
        n_documents=sum(map(len, newest)),
        n_undated=sum(_is_undated(snapshot, each) for members in newest for each in members),
        first=here.start + 1,
        newer=here.newer,
        older=here.older,
    )


def _each(snapshot: Snapshot, members: tuple[DocumentId, ...]) -> list[Imprint]:
    return [snapshot.view.imprints[each] for each in members]


def _family(snapshot: Snapshot, members: tuple[DocumentId, ...], counted: Mapping[DocumentId, int]) -> DocumentLine:
    head, *others = members
    below = tuple(_line(snapshot, each, counted) for each in others)
    return _line(snapshot, head, counted, below)


def _line(
    snapshot: Snapshot,
    document_id: DocumentId,
    counted: Mapping[DocumentId, int],
    members: tuple[DocumentLine, ...] = (),
) -> DocumentLine:
    document, view = snapshot.view.imprints[document_id], snapshot.view
    kinships = view.families.kinships.get(document_id, ())
    withdrawn = view.withdrawn.get(document_id)
    return DocumentLine(
        title=Link(document.title or document.name, snapshot.moment.link("documents", document_id)),
        publisher=document.publisher or "",
        published=date_words(document.published) if document.published else "no date",
        name=document.name,
        n_statements=counted[document_id],
        kinship=_KINSHIPS[kinships[0].kind] if kinships else "",
        withdrawn=withdrawn.reason if withdrawn else "",
        members=members,
    )


def _is_undated(snapshot: Snapshot, document: DocumentId) -> bool:
    return snapshot.view.imprints[document].published is None and document not in snapshot.view.withdrawn


def _published(document: Imprint) -> date:
    return document.published.earliest if document.published else date.min
