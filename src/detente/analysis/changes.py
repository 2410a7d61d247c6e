"""Changes: what a matrix tells otherwise than an earlier one, cell by cell.

The rules are those of moves (docs/methods/movement.md); but what changed here is what is known, whenever it was said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.analysis.headings import Direction, Headed, direction
from detente.analysis.matrix import Matrix
from detente.analysis.moves import Aspect, aspects
from detente.analysis.positions import Position
from detente.analysis.preferences import Preferences, preferences
from detente.analysis.stances import takes_position
from detente.model import Issue, IssueId, PartyId


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange(Headed):
    """What is told otherwise of a party on an issue.

    Attributes:
        aspects: In what; never empty.
        before: The earlier position; None where none had been told.
        directions: Toward or away from each other party, held where the earlier matrix tells that it stood.
    """

    party: PartyId
    issue: IssueId
    aspects: tuple[Aspect, ...]
    before: Position | None
    after: Position
    directions: tuple[Direction, ...]


def changes(before: Matrix, after: Matrix) -> Mapping[tuple[PartyId, IssueId], CellChange]:
    """Every cell of the later matrix that tells something else than the earlier one, in its order.

    Args:
        before: The matrix as it was looked at before.
        after: The matrix as it is now; its parties and issues are looked at.
    """
    issues = {issue.id: issue for issue in after.issues}
    found = (_change(before, after, position, issues[cell[1]]) for cell, position in after.positions.items())
    return {(each.party, each.issue): each for each in found if each is not None}


def _change(before: Matrix, after: Matrix, now: Position, issue: Issue) -> CellChange | None:
    then = before.cell(now.party, now.issue)
    changed = aspects(then, now)
    if not changed:
        return None
    ours = preferences(then, issue) if then is not None and takes_position(then.stance) else None
    wanted = preferences(now, issue)
    others = (
        _stood(before.cell(each.id, issue.id) or after.cell(each.id, issue.id), issue)
        for each in after.parties
        if each.id != now.party
    )
    return CellChange(
        party=now.party,
        issue=now.issue,
        aspects=changed,
        before=None if Aspect.FIRST in changed else then,
        after=now,
        directions=tuple(direction(ours, wanted, other, issue) for other in others if other is not None),
    )


def _stood(position: Position | None, issue: Issue) -> Preferences | None:
    if position is None or not takes_position(position.stance):
        return None
    return preferences(position, issue)
