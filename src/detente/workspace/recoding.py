"""Recoding: what takes the place of all that was coded and noted of a document before."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.coding import Coder
    from detente.ledger import DocumentCoded, DocumentNoted, StatementCoded
    from detente.model import Document


def coded_anew(coder: Coder, document: Document) -> tuple[DocumentCoded | StatementCoded | DocumentNoted, ...]:
    """That a document is coded again, its statements, and last what it tells beside them."""
    from detente.coding import CODER
    from detente.coding.notes import NOTER
    from detente.ledger import DocumentCoded, DocumentNoted, StatementCoded

    coding = coder.code_with_notes(document)
    noted = DocumentNoted(document.id, NOTER, coding.notes)
    return DocumentCoded(document.id, CODER), *map(StatementCoded, coding.statements), noted
