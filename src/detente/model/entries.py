"""Entries: a statement as the ledger knows it at a moment, with its origin, its status and its reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from detente.model.ids import StatementId
from detente.model.reviews import Review
from detente.model.statements import Statement
from detente.model.times import Edtf


class Status(StrEnum):
    """What analysts have decided about a statement so far."""

    CODED = "coded"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A statement as it stands after the reviews known at a moment.

    Attributes:
        id: The id the statement was first coded under; a correction does not change it.
        statement: The statement with the corrections applied.
        status: The latest decision.
        published: When its document was published, if told.
        publisher: Who published its document, if told.
        recorded_at: When the statement was recorded (UTC).
        reviews: The reviews known, oldest first.
    """

    id: StatementId
    statement: Statement
    status: Status
    published: Edtf | None
    recorded_at: datetime
    publisher: str | None = None
    reviews: tuple[Review, ...] = ()

    @property
    def dated(self) -> Edtf | None:
        """When it was said; where that is not told, when the document was published."""
        return self.statement.said_on or self.published

    @property
    def counts(self) -> bool:
        """Whether it takes part in positions: everything but what an analyst rejected."""
        return self.status is not Status.REJECTED
