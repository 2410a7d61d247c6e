"""The matrix: issues by parties, each cell a position."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from detente.analysis.positions import Position, position_on
from detente.analysis.transcript import transcript_of
from detente.model import Dossier, Entry, Issue, IssueId, Party, PartyId


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Where every party stands on every issue, as the entries of one view tell it.

    Attributes:
        title: The dossier's.
        parties, issues: The dossier's, in its order.
        positions: Only of the dossier's parties on the dossier's issues.
        as_of: Up to which day of the world; None for no limit.
        known_at: Up to which moment of the ledger; None for now.
    """

    title: str
    parties: tuple[Party, ...]
    issues: tuple[Issue, ...]
    positions: Mapping[tuple[PartyId, IssueId], Position]
    as_of: date | None = None
    known_at: datetime | None = None

    def cell(self, party_id: str, issue_id: str) -> Position | None:
        """The party's position on the issue, or None if no statement tells it."""
        return self.positions.get((PartyId(party_id), IssueId(issue_id)))

    @property
    def active_parties(self) -> tuple[Party, ...]:
        """The parties with at least one position, in the dossier's order."""
        speaking = {party for party, _ in self.positions}
        return tuple(party for party in self.parties if party.id in speaking)


def matrix(
    entries: Sequence[Entry],
    dossier: Dossier,
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> Matrix:
    """The matrix of a view's entries in the frame of a dossier.

    Args:
        entries: As the view gives them; ``as_of`` and ``known_at`` only label them here.
        dossier: Its parties and issues are the columns and rows; entries about others are left out.
        as_of: The view's.
        known_at: The view's.
    """
    told = transcript_of(entries, dossier)
    parties = {party.id for party in dossier.parties}
    issues = {issue.id for issue in dossier.issues}
    inside = sorted(cell for cell in told.cells if cell[0] in parties and cell[1] in issues)
    return Matrix(
        title=dossier.title,
        parties=dossier.parties,
        issues=dossier.issues,
        positions=MappingProxyType({cell: told.once(position_on, cell) for cell in inside}),
        as_of=as_of,
        known_at=known_at,
    )
