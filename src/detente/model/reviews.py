"""Reviews: what an analyst decides about a statement, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from detente.model.ids import StatementId


class Decision(StrEnum):
    """What a review does with a statement."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    SPLIT = "split"
    MERGE = "merge"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """An analyst's decision on a statement.

    Attributes:
        changes: For a correction: field to new value, written as in ``detente statements --format json``.
        reason: Why; never empty.
        reviewer: Who decided.
        seen: How many reviews of the statement the reviewer knew of; a review that was made without
            knowing a newer one is refused. None where that is not to be asked.
        made: The statements that a split or a merge made.
    """

    statement: StatementId
    decision: Decision
    reason: str
    reviewer: str
    changes: MappingProxyType[str, object] = field(default_factory=lambda: MappingProxyType({}))
    seen: int | None = None
    made: tuple[StatementId, ...] = ()


def standing(reviews: Iterable[Review]) -> list[Review]:
    """Those that no later one undid, in their order; each undo takes away the last that stands."""
    stands: list[Review] = []
    for review in reviews:
        if review.decision is not Decision.UNDO:
            stands.append(review)
        elif stands:
            stands.pop()
    return stands
