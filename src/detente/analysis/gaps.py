"""Gaps: how far the parties stand apart on every issue, and the state each issue is in.

The definition of each state, with worked examples: docs/methods/gaps.md.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import combinations

from detente.analysis.matrix import Matrix
from detente.analysis.pairs import Gap, GapState, gap
from detente.analysis.preferences import Preferences, preferences
from detente.analysis.stances import takes_position
from detente.model import Dossier, Issue, IssueId, PartyId, StatementId

_LEAST_NEAR_FIRST = (GapState.DEADLOCKED, GapState.OPEN, GapState.NOT_TOLD, GapState.CLOSE, GapState.AGREED)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueGap:
    """How far the parties stand apart on one issue.

    Attributes:
        state: The state of the pair that stands in the way most; see docs/methods/gaps.md.
        why: The reason for the state, in a clause.
        told: The parties that tell an outcome they want or do not want, in the dossier's order.
        untold: Those that take a position and tell no outcome.
        silent: Those that take no position on the issue.
        mediators: Those of ``told`` and ``untold`` that mediate; they are no side, so no pair is theirs.
        pairs: Every two sides that take a position, in the dossier's order.
        statements: What the state rests on: those of the pairs in it.
    """

    issue: IssueId
    name: str
    state: GapState
    why: str
    told: tuple[PartyId, ...]
    untold: tuple[PartyId, ...]
    silent: tuple[PartyId, ...]
    mediators: tuple[PartyId, ...]
    pairs: tuple[Gap, ...]
    statements: tuple[StatementId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """How far the parties stand apart, issue by issue, at the two times of a matrix."""

    title: str
    issues: tuple[IssueGap, ...]
    as_of: date | None = None
    known_at: datetime | None = None

    def issue(self, issue_id: str) -> IssueGap:
        """The gap on this issue.

        Raises:
            KeyError: The dossier has no such issue.
        """
        return {each.issue: each for each in self.issues}[IssueId(issue_id)]

    def chosen(self, *, issue: str | None = None, party: str | None = None) -> Gaps:
        """Only one issue, or only the pairs of one party; the states stay those of all parties.

        Without an issue, those on which the party takes no position are left out.
        """
        kept = [each for each in self.issues if issue in {None, each.issue}]
        if party is not None:
            pairs = {each.issue: tuple(pair for pair in each.pairs if party in pair.parties) for each in kept}
            kept = [replace(each, pairs=pairs[each.issue]) for each in kept if issue or party not in each.silent]
        return replace(self, issues=tuple(kept))


def gaps(matrix: Matrix, dossier: Dossier) -> Gaps:
    """How far each two parties stand apart on each issue of a matrix, and the state of each issue.

    A pure function of the matrix; what its cells do not tell is not told here either.

    Args:
        matrix: The positions.
        dossier: Tells who mediates: no side of a gap, unless its ``deal`` names them.
    """
    return Gaps(
        title=matrix.title,
        issues=tuple(_issue_gap(matrix, issue, dossier.mediators) for issue in matrix.issues),
        as_of=matrix.as_of,
        known_at=matrix.known_at,
    )


def _issue_gap(matrix: Matrix, issue: Issue, mediators: Collection[PartyId]) -> IssueGap:
    spoken = _spoken(matrix, issue)
    sides = [each for each in spoken if each.party not in mediators]
    pairs = tuple(gap(one, other, issue) for one, other in combinations(sides, 2))
    state, why = _state(pairs, n_parties=len(sides))
    return IssueGap(
        issue=issue.id,
        name=issue.name,
        state=state,
        why=why,
        told=tuple(each.party for each in spoken if each.is_told),
        untold=tuple(each.party for each in spoken if not each.is_told),
        silent=tuple(party.id for party in matrix.parties if party.id not in {each.party for each in spoken}),
        mediators=tuple(each.party for each in spoken if each.party in mediators),
        pairs=pairs,
        statements=tuple(dict.fromkeys(id_ for pair in pairs if pair.state is state for id_ in pair.statements)),
    )


def _spoken(matrix: Matrix, issue: Issue) -> list[Preferences]:
    """What each party wants that takes a position on the issue, in the dossier's order."""
    cells = (matrix.cell(party.id, issue.id) for party in matrix.parties)
    return [preferences(cell, issue, matrix.as_of) for cell in cells if cell and takes_position(cell.stance)]


def _state(pairs: Sequence[Gap], *, n_parties: int) -> tuple[GapState, str]:
    """The state of the pair that stands in the way most, and why."""
    if n_parties < 2:
        return GapState.NOT_TOLD, "one party takes a position" if n_parties else "no party takes a position"
    worst = min(pairs, key=lambda pair: _LEAST_NEAR_FIRST.index(pair.state))
    return worst.state, worst.why
