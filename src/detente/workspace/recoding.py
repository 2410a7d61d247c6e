"""Recoding: what takes the place of all that was coded and noted of a document before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from detente.model import Document, Entry

if TYPE_CHECKING:
    from detente.coding import Coder
    from detente.ledger import DocumentCoded, DocumentNoted, StatementCoded


def is_left_to_hands(entries: Sequence[Entry]) -> bool:
    """Whether all that was coded of a document was coded by hand, so that no coder is to read it."""
    return bool(entries) and all(entry.statement.is_by_hand for entry in entries)


def coded_anew(
    coder: Callable[[], Coder], document: Document, entries: Sequence[Entry]
) -> tuple[DocumentCoded | StatementCoded | DocumentNoted, ...]:
    """That a document is coded again, its statements, and last what it tells beside them; nothing, if left to hands.

    What was coded by hand is told again beside the coder's statements, so that it is not taken for outdated.

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
    hand = [entry.coded or entry.statement for entry in entries if entry.statement.is_by_hand]
    noted = DocumentNoted(document.id, NOTER, coding.notes)
    return DocumentCoded(document.id, CODER), *map(StatementCoded, (*coding.statements, *hand)), noted
