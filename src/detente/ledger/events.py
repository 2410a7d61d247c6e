"""Events: everything that can happen to a ledger, as frozen records and as stored payloads."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from detente.model import (
    Document,
    DocumentId,
    Edtf,
    Grade,
    Kinship,
    Note,
    NoteId,
    Review,
    Statement,
    StatementId,
    Verdict,
)
from detente.model.note_wire import note_to_wire
from detente.model.wire import Wire, imprint_to_wire, kinship_to_wire, review_to_wire, statement_to_wire


@dataclass(frozen=True, slots=True)
class DossierChanged:
    """The frame was set or replaced.

    Attributes:
        text: The dossier file's text.
        file: Its path as the user gave it.
    """

    text: str
    file: str


@dataclass(frozen=True, slots=True)
class DocumentAdded:
    """A document came in for the first time.

    Attributes:
        document: The document with its text.
        delivery: The name it came under, as the user gave it.
        data: Its bytes, which ``document.sha256`` names; None where they were not kept.
        kinships: Which earlier documents it is nearly the same as; found when it is recorded.
        bands: What later documents are found to be alike by; made when it is recorded.
    """

    document: Document
    delivery: str
    data: bytes | None = None
    kinships: tuple[Kinship, ...] = ()
    bands: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentDelivered:
    """The bytes of a known document came in again.

    Attributes:
        document: The known document.
        name: The name they came under this time.
    """

    document: DocumentId
    name: str


@dataclass(frozen=True, slots=True)
class DocumentWithdrawn:
    """A publisher withdrew a document ("killed" a story), or it stands again after all.

    Attributes:
        document: The known document; its statements stay and count no more.
        reason: Why, or where it was told; never empty.
        is_withdrawn: False where the document stands again.
    """

    document: DocumentId
    reason: str
    is_withdrawn: bool = True


@dataclass(frozen=True, slots=True)
class DocumentDated:
    """An analyst told when a document was published that told no day itself, or a wrong one.

    Attributes:
        document: The known document; what was coded of it before is to be coded again.
        published: When it was published, as precisely as it is known.
        reason: Where that was told; never empty.
    """

    document: DocumentId
    published: Edtf
    reason: str


@dataclass(frozen=True, slots=True)
class DocumentCoded:
    """A document is coded again: statements of earlier codings that nobody reviewed are superseded.

    Attributes:
        document: The known document.
        coder: Who codes it: a coder's name and version.
        dossier: SHA-256 of the dossier's text that it is coded by; found when it is recorded.
    """

    document: DocumentId
    coder: str
    dossier: str | None = None


@dataclass(frozen=True, slots=True)
class StatementCoded:
    """A statement was coded from a known document."""

    statement: Statement


@dataclass(frozen=True, slots=True)
class StatementReviewed:
    """An analyst accepted, corrected or rejected a statement, or undid the last decision on it that stands."""

    review: Review


@dataclass(frozen=True, slots=True)
class StatementsRemade:
    """An analyst split one statement into several, or merged several of one document into one.

    Attributes:
        reviews: The decision, told for each statement that is split or merged.
        made: The statements that take their place.
    """

    reviews: tuple[Review, ...]
    made: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class SourceGraded:
    """An analyst graded a source, or one report.

    Attributes:
        source: The publisher's or teller's name; None where a report is graded.
        document: The report; None where a source is graded.
        reason: Why; never empty.
    """

    grade: Grade
    reason: str
    source: str | None = None
    document: DocumentId | None = None


@dataclass(frozen=True, slots=True)
class DocumentNoted:
    """What a document tells of instruments, rounds and hurdles.

    Takes the place of what any program noted of it before; or, by hand, of what the same analyst did, which it holds
    too.

    Attributes:
        document: The known document.
        coder: Who read it: a coder's name and version, or an analyst.
        notes: All that it tells, in the order of its text.
    """

    document: DocumentId
    coder: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class NoteReviewed:
    """An analyst rejected a note, which then counts no more, or took that back.

    Attributes:
        document: The known document that it is of.
        note: One of the notes of its last notings.
        reason: Why; never empty.
        is_rejected: False where it counts again.
    """

    document: DocumentId
    note: NoteId
    reason: str
    is_rejected: bool = True


@dataclass(frozen=True, slots=True)
class ContestResolved:
    """An analyst settled statements that cannot all hold, or put that off, or opened it again.

    Attributes:
        contest: Its key.
        statements: The statements as the analyst saw them; never empty.
        upheld: Those of them that hold; some, but not all, where the verdict is ``Verdict.UPHELD``, else none.
        reason: Why; never empty.
        source: What it rests on; None where only the reason is given.
    """

    contest: str
    statements: tuple[StatementId, ...]
    verdict: Verdict
    reason: str
    upheld: tuple[StatementId, ...] = ()
    source: str | None = None


Judgement = (
    DocumentWithdrawn
    | DocumentDated
    | StatementReviewed
    | StatementsRemade
    | SourceGraded
    | NoteReviewed
    | ContestResolved
)
"""What analysts decide."""

Event = DossierChanged | DocumentAdded | DocumentDelivered | DocumentCoded | DocumentNoted | StatementCoded | Judgement

TYPES: dict[type[Event], str] = {
    DossierChanged: "dossier_changed",
    DocumentAdded: "document_added",
    DocumentDelivered: "document_delivered",
    DocumentWithdrawn: "document_withdrawn",
    DocumentDated: "document_dated",
    DocumentCoded: "document_coded",
    StatementCoded: "statement_coded",
    StatementReviewed: "statement_reviewed",
    StatementsRemade: "statements_remade",
    SourceGraded: "source_graded",
    DocumentNoted: "document_noted",
    NoteReviewed: "note_reviewed",
    ContestResolved: "contest_resolved",
}


def payload_of(event: Event) -> Wire:
    """The event's facts as stored; a text is named by its SHA-256 and kept beside the events."""
    match event:
        case StatementCoded(statement):  # first, because most events are
            return {"id": statement.id, "statement": statement_to_wire(statement)}
        case DossierChanged(text, file):
            return {"file": file, "text_sha256": key_of(text.encode())}
        case DocumentAdded(document, delivery, data, kinships, bands):
            return {
                "document": imprint_to_wire(document),
                "delivery": delivery,
                "text_sha256": key_of(document.text.encode()),
                "has_bytes": data is not None,
                "kinships": [kinship_to_wire(kinship) for kinship in kinships],
                "bands": list(bands),
            }
        case DocumentDelivered(document_id, name):
            return {"document": document_id, "name": name}
        case DocumentCoded(document_id, coder, dossier):
            return {"document": document_id, "coder": coder, "dossier": dossier}
        case DocumentNoted(document_id, coder, notes):
            return {"document": document_id, "coder": coder, "notes": [note_to_wire(note) for note in notes]}
        case _:
            return _judgement_payload(event)


def _judgement_payload(event: Judgement) -> Wire:
    match event:
        case DocumentWithdrawn(document_id, reason, is_withdrawn):
            return {"document": document_id, "reason": reason, "is_withdrawn": is_withdrawn}
        case DocumentDated(document_id, published, reason):
            return {"document": document_id, "published": published.text, "reason": reason}
        case StatementReviewed(review):
            return review_to_wire(review)
        case StatementsRemade(reviews, made):
            return {
                "reviews": [review_to_wire(review) for review in reviews],
                "made": [{"id": one.id, "statement": statement_to_wire(one)} for one in made],
            }
        case SourceGraded(grade, reason, source, document_id):
            return {"grade": str(grade), "reason": reason, "source": source, "document": document_id}
        case NoteReviewed(document_id, note, reason, is_rejected):
            return {"document": document_id, "note": note, "reason": reason, "is_rejected": is_rejected}
        case ContestResolved(contest, statements, verdict, reason, upheld, source):
            return {
                "contest": contest,
                "statements": sorted(set(statements)),
                "verdict": verdict.value,
                "upheld": sorted(set(upheld)),
                "reason": reason,
                "source": source,
            }


def contents_of(event: Event) -> Mapping[str, bytes]:
    """What has to be stored beside the event, by name: texts in UTF-8, and bytes as they came."""
    match event:
        case DossierChanged(text, _):
            kept = [text.encode()]
        case DocumentAdded(document, _, data):
            kept = [document.text.encode(), *([] if data is None else [data])]
        case _:
            kept = []
    return {key_of(each): each for each in kept}


def key_of(data: bytes) -> str:
    """Hex SHA-256: the name that bytes are stored under."""
    return hashlib.sha256(data).hexdigest()
