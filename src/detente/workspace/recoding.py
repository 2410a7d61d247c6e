"""Recoding: what takes the place of all that was coded and noted of a document before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from detente.model import BY_DNA, Document, Entry, is_hand

if TYPE_CHECKING:
    from detente.coding import Coder
    from detente.ledger import DocumentCoded, DocumentNoted, StatementCoded


def is_left_to_hands(entries: Sequence[Entry]) -> bool:
    """Whether a document came with what somebody coded of it by hand, and no coder has read it nor is to."""
    coders = [entry.statement.coder for entry in entries]
    return all(map(is_hand, coders)) and any(coder.startswith(BY_DNA) for coder in coders)


def coded_anew(
    coder: Callable[[], Coder], document: Document, entries: Sequence[Entry]
) -> tuple[DocumentCoded | StatementCoded | DocumentNoted, ...]:
    """That a document is coded again, its statements, and last what it tells beside them; nothing, if left to hands.

    Args:
        coder: Makes the coder that reads the document.
        document: As it is dated from now on.
        entries: All that was coded of it.
    """
    from detente.coding import CODER
    from detente.coding.notes import NOTER
    from detente.ledger import DocumentCoded, DocumentNoted, StatementCoded

    if is_left_to_hands(entries):
        return ()
    coding = coder().code_with_notes(document)
    noted = DocumentNoted(document.id, NOTER, coding.notes)
    return DocumentCoded(document.id, CODER), *map(StatementCoded, coding.statements), noted
