"""Writers: processes that work on one ledger at the same time, each telling on its pipe what became of its work."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path
from types import MappingProxyType

from detente.errors import StaleReviewError, WorkspaceInUseError
from detente.ledger import Event, Ledger, StatementReviewed
from detente.model import Decision, Review, StatementId
from tests.ledger.torture.stories import by_chance


def editing(pipe: Connection, place: Path | str, writer: str, statements: list[StatementId], n_edits: int) -> None:
    """Corrects some statements over and over, each time by what it has just seen.

    Tells of each edit ``(outcome, statement, value, seen, theirs, ours, message)``.
    """
    chance = by_chance(writer)
    with Ledger.open(place, lock_timeout_seconds=30) as ledger:
        for number in range(n_edits):
            value, statement = f"{writer}-{number}", chance.choice(statements)
            seen = len(ledger.view().entry(statement).reviews)
            review = Review(
                statement=statement,
                decision=Decision.CORRECT,
                changes=MappingProxyType({"speaker": value}),
                reason="edited",
                reviewer=writer,
                seen=seen,
            )
            try:
                ledger.append([StatementReviewed(review)], actor=writer)
            except StaleReviewError as error:
                pipe.send(("stale", statement, value, seen, error.theirs, error.ours, str(error)))
            except WorkspaceInUseError as error:
                pipe.send(("in use", statement, value, seen, None, None, str(error)))
            else:
                pipe.send(("recorded", statement, value, seen, None, None, ""))


def delivering(pipe: Connection, place: Path | str, appends: list[list[Event]], actor: str) -> None:
    """Delivers documents with their statements, one append after the other; tells how many it recorded."""
    with Ledger.open(place, lock_timeout_seconds=60) as ledger:
        pipe.send(sum(len(ledger.append(events, actor=actor)) for events in appends))
