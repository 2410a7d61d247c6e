"""Turns a snapshot into the matrix page, and a position into a cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from detente.analysis import Aspect, Heading, Position
from detente.analysis.changes import CellChange, changes
from detente.briefing.marks import UNICODE, outranked_words
from detente.briefing.wording import date_words, excerpt, listed
from detente.model import Act, Edtf, Firmness, Issue, IssueId, Party, PartyId
from detente.web.pages import MatrixPage
from detente.web.parts import Cell, Doubt, Link, Moved, Row
from detente.web.replaying import days_of
from detente.web.snapshots import Snapshot, quoted_words, stance, strength
from detente.web.visits import Since

_MOST_COLUMNS = 10
_QUOTED_CHARACTERS = 72
_SLIM = 4
"""A column with fewer than one in so many cells is drawn narrower."""
_AGES_DAYS = (30, 90, 180)
"""Positions last confirmed longer ago than these fade, step by step."""
_ASPECTS = {
    Aspect.FIRST: "first told",
    Aspect.CONTENT: "another outcome",
    Aspect.FIRMNESS: "another firmness",
    Aspect.CONDITION: "another condition",
}

_Changes = Mapping[tuple[PartyId, IssueId], CellChange]


def matrix_page(snapshot: Snapshot, since: Since | None = None) -> MatrixPage:
    """The matrix with the parties that have spoken as columns and every issue as a row.

    Args:
        snapshot: The moment shown.
        since: What this browser was shown last; what changed since is marked. None for a first visit.
    """
    table, moment = snapshot.matrix, snapshot.moment
    active = table.active_parties
    changed = changes(since.before.matrix, table) if since and since.before else {}
    return MatrixPage(
        frame=snapshot.frame(),
        parties=tuple(Link(party.name, moment.link("statements", party=party.id)) for party in active),
        rows=tuple(_row(snapshot, issue, depth, changed) for issue, depth in _tree(table.issues)),
        slim=tuple(_is_slim(snapshot, party) for party in active),
        silent=tuple(party.name for party in table.parties if party not in active),
        stances=tuple(stance(act) for act in Act),
        strengths=tuple(strength(firmness) for firmness in Firmness),
        is_wide=len(active) > _MOST_COLUMNS,
        days=days_of(snapshot),
        since=_since_words(since, changed),
    )


def cell_of(snapshot: Snapshot, position: Position, change: CellChange | None = None) -> Cell:
    """A position at a glance.

    Args:
        snapshot: The moment shown.
        position: Of a party on an issue.
        change: What is told otherwise than at the last visit; None where nothing is.
    """
    about = snapshot.about(position.issue, position.option, position.value)
    condition = position.condition.text if position.condition else ""
    quote = snapshot.entries[position.ruling].statement.quote.text
    return Cell(
        party=snapshot.party(position.party),
        stance=stance(position.stance, about, condition),
        about=about,
        quoted=excerpt(quoted_words(position.stance, about, condition, quote), _QUOTED_CHARACTERS),
        strength=strength(position.firmness),
        n_statements=position.n_statements,
        n_origins=position.n_origins,
        since=date_words(position.since, is_short=True) if position.since else "",
        age=_age(position.last_confirmed, snapshot),
        is_contested=position.is_contested,
        outranked=_outranked(position) if position.outranked else None,
        is_hearsay=position.is_hearsay,
        is_unsure=position.is_unsure,
        moved=None if change is None else _moved(snapshot, change),
        href=snapshot.moment.link("cell", position.party, position.issue),
    )


def _outranked(position: Position) -> Doubt:
    return Doubt(UNICODE.outranked_by(position.outranked_by), outranked_words(position.outranked_by))


def _tree(issues: Sequence[Issue]) -> Iterator[tuple[Issue, int]]:
    """Each issue with how deep it lies, right after the wider one that it belongs to; else in the dossier's order."""
    known = {issue.id for issue in issues}

    def under(parent: IssueId | None, depth: int) -> Iterator[tuple[Issue, int]]:
        for issue in issues:
            if (issue.parent if issue.parent in known else None) == parent:
                yield issue, depth
                yield from under(issue.id, depth + 1)

    return under(None, 0)


def _row(snapshot: Snapshot, issue: Issue, depth: int, changed: _Changes) -> Row:
    found = [snapshot.matrix.cell(party.id, issue.id) for party in snapshot.matrix.active_parties]
    return Row(
        Link(issue.name, snapshot.moment.link("statements", issue=issue.id)),
        tuple(cell_of(snapshot, each, changed.get((each.party, each.issue))) if each else None for each in found),
        depth,
    )


def _is_slim(snapshot: Snapshot, party: Party) -> bool:
    """Whether a party has a position on few of the issues that anybody has one on."""
    told = {issue for _, issue in snapshot.matrix.positions}
    return len([each for each, _ in snapshot.matrix.positions if each == party.id]) * _SLIM < len(told)


def _age(confirmed: Edtf | None, snapshot: Snapshot) -> int:
    """How far it fades: 0 as new, 3 oldest; without a date as old as any."""
    newest = _last_day(snapshot)
    if confirmed is None or newest is None:
        return len(_AGES_DAYS)
    return sum((newest - confirmed.latest).days > days for days in _AGES_DAYS)


def _last_day(snapshot: Snapshot) -> date | None:
    return snapshot.moment.as_of or snapshot.span[1]


def _moved(snapshot: Snapshot, change: CellChange) -> Moved:
    toward, away = change.heads(Heading.TOWARD), change.heads(Heading.AWAY)
    parts = [listed(tuple(_ASPECTS[aspect] for aspect in change.aspects))]
    parts += [f"toward {_parties(snapshot, toward)}"] if toward else []
    parts += [f"away from {_parties(snapshot, away)}"] if away else []
    heading = Heading.SIDEWAYS
    if bool(toward) != bool(away):
        heading = Heading.TOWARD if toward else Heading.AWAY
    return Moved(heading, ", ".join(parts))


def _parties(snapshot: Snapshot, parties: Sequence[PartyId]) -> str:
    return listed(tuple(snapshot.party(party) for party in parties))


def _since_words(since: Since | None, changed: _Changes) -> str:
    if since is None:
        return ""
    if since.before is None:
        return f"Nothing was recorded since your last visit, {since.words}."
    if not changed:
        return f"No position is told otherwise than at your last visit, {since.words}."
    cells = "1 position is" if len(changed) == 1 else f"{len(changed)} positions are"
    return f"{cells} told otherwise than at your last visit, {since.words}."
