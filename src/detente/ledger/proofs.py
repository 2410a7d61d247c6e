"""Proofs: what an event must show before it is recorded, whoever asks for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Protocol

from detente.errors import RefusedReviewError
from detente.ledger.clock import is_to_come
from detente.ledger.events import DocumentAdded
from detente.ledger.projection import Projection
from detente.ledger.rows import DocumentRow
from detente.model import Edtf, Statement


class Surroundings(Protocol):
    """What admission asks of a ledger beside what is known of the documents concerned."""

    @property
    def today(self) -> date:
        """The day by the ledger's clock, in UTC."""

    def text(self, sha256: str) -> str:
        """The stored text of this name."""

    def with_kin(self, event: DocumentAdded) -> DocumentAdded:
        """The event with the earlier documents that its document is nearly the same as."""

    def grade(self, source: str | None, document: str | None) -> str | None:
        """The grade that a source or a report has."""

    def dossier_at(self, seq: int) -> str | None:
        """The SHA-256 of the dossier that was in force at an event."""


def require_true_quote(statement: Statement, known: Projection, text_of: Callable[[str], str]) -> None:
    """Refuses a statement whose quote is not in the text of its document.

    Raises:
        ValueError: It is not, or the document was never added.
    """
    quote, text = statement.quote, text_of(require_document(statement.doc, known).text_sha256)
    if text[quote.start : quote.end] != quote.text:
        raise ValueError(
            f"statement {statement.id} quotes {quote.text!r}, but document {statement.doc} reads "
            f"{text[quote.start : quote.end]!r} from character {quote.start} to {quote.end}"
        )


def require_document(document_id: str, known: Projection) -> DocumentRow:
    """The row of a document that is known.

    Raises:
        ValueError: It was never added.
    """
    if document_id not in known.documents:
        raise ValueError(f"document {document_id} was never added; add it before what is said about it")
    return known.documents[document_id]


def require_said_by(said_on: Edtf, document: str, known: Projection, today: date) -> None:
    """Refuses a day of saying behind that of the document, or behind the present where the document tells none.

    Raises:
        RefusedReviewError: It is.
    """
    published = known.published(document)
    if is_to_come(said_on, today if published is None else Edtf(published).latest):
        behind = f"its document was published on {published}" if published else f"today is {today}"
        raise RefusedReviewError(
            f"said_on cannot be {said_on}, for {behind}; give the day on which it was said, or first give the document "
            "another day with `detente date`"
        )
