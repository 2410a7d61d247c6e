"""Entries: a statement as the ledger knows it at a moment, with its origin, its status and its reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from detente.model.grades import UNGRADED, Grade
from detente.model.ids import StatementId
from detente.model.reviews import Review
from detente.model.statements import Statement
from detente.model.times import Edtf


class Status(StrEnum):
    """What has become of a statement so far.

    Coded and not yet reviewed; accepted, corrected or rejected by an analyst; split into or merged with others;
    superseded by a newer coding; made by a split or merge that was undone.
    """

    CODED = "coded"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    SPLIT = "split"
    MERGED = "merged"
    SUPERSEDED = "superseded"
    UNMADE = "unmade"

    @property
    def counts(self) -> bool:
        """Whether such a statement stands for itself: it was not rejected, and no other stands for it."""
        return self in _COUNTING

    @property
    def is_reviewable(self) -> bool:
        """Whether a review can decide on it: no other stands for it now, and it was not unmade."""
        return self in _COUNTING or self is Status.REJECTED


_CHECKED = (Status.ACCEPTED, Status.CORRECTED)
_COUNTING = (Status.CODED, *_CHECKED)


class Time(StrEnum):
    """Whether something had been said by a day."""

    CERTAINLY = "certainly"
    POSSIBLY = "possibly"
    UNDATED = "undated"


def by(dated: Edtf | None, day: date) -> Time | None:
    """Whether what is dated so lies on or before a day; None if certainly not."""
    if dated is None:
        return Time.UNDATED
    if dated.latest <= day:
        return Time.CERTAINLY
    return Time.POSSIBLY if dated.earliest <= day else None


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
        reviews: The reviews known, oldest first, undone ones too.
        coded: The statement as it was first recorded; None where it has not changed.
        parents: The statements that it was split from, or merged from.
        origin: Who first published the text that its document is a copy or a version of: a publisher, or a
            document's id; None where the document stands alone.
        is_withdrawn: Whether the document was withdrawn by its publisher.
        grade: How far the report and those through whom it came are trusted: the worst of their grades.
        graded_by: The tellers whose grade that is, where it is worse than the report's own.
    """

    id: StatementId
    statement: Statement
    status: Status
    published: Edtf | None
    recorded_at: datetime
    publisher: str | None = None
    reviews: tuple[Review, ...] = ()
    coded: Statement | None = None
    parents: tuple[StatementId, ...] = ()
    origin: str | None = None
    is_withdrawn: bool = False
    grade: Grade = UNGRADED
    graded_by: tuple[str, ...] = ()

    @property
    def dated(self) -> Edtf | None:
        """When it was said; where that is not told, when the document was published."""
        return self.statement.said_on or self.published

    @property
    def counts(self) -> bool:
        """Whether it takes part in positions.

        Not what an analyst rejected, nor what others stand for now, nor what its publisher withdrew.
        """
        return self.status.counts and not self.is_withdrawn

    @property
    def is_checked(self) -> bool:
        """Whether somebody who read the text stands behind it: by a review, or by coding it."""
        return self.status in _CHECKED or (self.status is Status.CODED and self.statement.is_by_hand)

    def by(self, day: date) -> Time | None:
        """Whether it had been said by this day; None if certainly not."""
        return by(self.dated, day)
