"""Turns a snapshot into the matrix page, and a position into a cell."""

from __future__ import annotations

from detente.analysis import Position
from detente.briefing.wording import date_words, excerpt
from detente.model import Act, Firmness, Issue
from detente.web.pages import MatrixPage
from detente.web.parts import Cell, Link, Row
from detente.web.snapshots import Snapshot, stance, strength

_MOST_COLUMNS = 10
_QUOTED_CHARACTERS = 72


def matrix_page(snapshot: Snapshot) -> MatrixPage:
    """The matrix with the parties that have spoken as columns and every issue as a row."""
    table, moment = snapshot.matrix, snapshot.moment
    active = table.active_parties
    return MatrixPage(
        frame=snapshot.frame(),
        parties=tuple(Link(party.name, moment.link("statements", party=party.id)) for party in active),
        rows=tuple(_row(snapshot, issue) for issue in table.issues),
        silent=tuple(party.name for party in table.parties if party not in active),
        stances=tuple(stance(act) for act in Act),
        strengths=tuple(strength(firmness) for firmness in Firmness),
        is_wide=len(active) > _MOST_COLUMNS,
    )


def cell_of(snapshot: Snapshot, position: Position) -> Cell:
    """A position at a glance."""
    about = snapshot.about(position.issue, position.option, position.value)
    return Cell(
        party=snapshot.party(position.party),
        stance=stance(position.stance, about, position.condition.text if position.condition else ""),
        about=about,
        quoted=_quoted(snapshot, position, about),
        strength=strength(position.firmness),
        n_statements=position.n_statements,
        since=date_words(position.since, is_short=True) if position.since else "",
        is_contested=position.is_contested,
        href=snapshot.moment.link("cell", position.party, position.issue),
    )


def _quoted(snapshot: Snapshot, position: Position, about: str) -> str:
    """What must be quoted for the stance to say something: "accepts if" nothing says nothing."""
    if position.stance is Act.CONDITION and position.condition:
        return excerpt(position.condition.text, _QUOTED_CHARACTERS)
    if about:
        return ""
    return excerpt(snapshot.entries[position.ruling].statement.quote.text, _QUOTED_CHARACTERS)


def _row(snapshot: Snapshot, issue: Issue) -> Row:
    found = [snapshot.matrix.cell(party.id, issue.id) for party in snapshot.matrix.active_parties]
    return Row(
        Link(issue.name, snapshot.moment.link("statements", issue=issue.id)),
        tuple(cell_of(snapshot, position) if position else None for position in found),
    )
