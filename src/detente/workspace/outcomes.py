"""Outcomes: what became of each file of a run, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from detente.errors import ReadingError
from detente.model import DocumentId


class OutcomeKind(StrEnum):
    """What became of one file of a run."""

    RECORDED = "recorded"
    ALREADY_KNOWN = "already known"
    REFUSED = "refused"
    PASSED_OVER = "passed over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file of a run, and why.

    Attributes:
        name: The file as the user named it, printable on one line.
        reason: Why it was refused or passed over and what to do; empty otherwise.
        note: What to know of a document that is in the ledger, such as that it has no date; mostly empty.
        n_statements: How many statements were recorded from it.
        document_id: The document it is, where it could be read.
    """

    name: str
    kind: OutcomeKind
    reason: str = ""
    note: str = ""
    n_statements: int = 0
    document_id: DocumentId | None = None

    @classmethod
    def refused(cls, error: ReadingError) -> Self:
        """The outcome of a file that could not be read."""
        return cls(name=error.name, kind=OutcomeKind.REFUSED, reason=f"{error.reason}; {error.advice}")


OnFound = Callable[[int], None]
"""Is told how many outcomes there will be."""

OnProgress = Callable[[Outcome], None]
"""Is told each outcome as it comes."""
