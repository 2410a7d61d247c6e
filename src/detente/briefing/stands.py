"""Where the parties stand: the matrix, and the issues one by one, as far as there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.briefing.bottom import BottomLine, is_red
from detente.briefing.frame import Frame, anchor
from detente.briefing.lines import cell, position_line
from detente.briefing.records import Row, Section
from detente.model import Issue, IssueId, PartyId


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which issues and parties the matrix and the sections show.

    Attributes:
        issues: Those spoken on: first those of the bottom line, what blocks before what was agreed, then those that it
            had no room for, then by the number of positions.
        rows: Those of the matrix, in the dossier's order, as all below.
        further_rows: Those spoken on that it has no room for.
        columns: The parties of the matrix: those with most positions in its rows.
        further_columns: The others that have spoken.
    """

    issues: tuple[IssueId, ...]
    rows: tuple[Issue, ...]
    further_rows: tuple[Issue, ...]
    columns: tuple[PartyId, ...]
    further_columns: tuple[PartyId, ...]

    @classmethod
    def of(cls, frame: Frame, bottom: BottomLine) -> Choice:
        """What there is room for."""
        matrix, limits = frame.matrix, frame.limits
        told = bottom.issues
        others = sorted(
            (issue for issue in matrix.issues if issue not in told and frame.on(issue)),
            key=lambda issue: -len(frame.on(issue)),
        )
        issues = tuple(issue.id for issue in (*told, *others))
        rows = tuple(issue for issue in matrix.issues if issue.id in issues[: limits.rows])
        active = [party.id for party in matrix.active_parties]
        counted = {party: sum(matrix.cell(party, issue.id) is not None for issue in rows) for party in active}
        foremost = sorted(active, key=lambda party: -counted[party])[: limits.columns]
        return cls(
            issues=issues,
            rows=rows,
            further_rows=tuple(issue for issue in matrix.issues if issue.id in issues and issue not in rows),
            columns=tuple(party for party in active if party in foremost),
            further_columns=tuple(party for party in active if party not in foremost),
        )


def row(frame: Frame, issue: Issue, columns: Sequence[PartyId]) -> Row:
    """A row of the matrix."""
    positions = [frame.matrix.cell(party, issue.id) for party in columns]
    return Row(
        issue.name,
        anchor("issue", issue.id),
        tuple(cell(frame, position) if position else None for position in positions),
    )


def section(frame: Frame, issue: Issue) -> Section:
    """An issue with the positions on it: red lines first where there is no room for all."""
    found, room = frame.on(issue), frame.limits.positions
    shown = found if len(found) <= room else sorted(found, key=lambda each: not is_red(each))[:room]
    return Section(
        anchor=anchor("issue", issue.id),
        issue=issue.name,
        description=issue.description,
        lines=tuple(position_line(frame, position) for position in shown),
        n_further=len(found) - len(shown),
        silent=tuple(
            party.name for party in frame.matrix.active_parties if frame.matrix.cell(party.id, issue.id) is None
        ),
    )
