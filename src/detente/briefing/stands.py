"""Where the parties stand: the bottom line, the matrix, and the issues one by one, as far as there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.analysis import Gap, GapState, IssueGap, Position, takes_position
from detente.briefing.frame import Frame, anchor
from detente.briefing.limits import Length
from detente.briefing.lines import cell, clause, position_line
from detente.briefing.records import Row, Section, Sentence
from detente.briefing.wording import GAP_WORDS
from detente.model import Firmness, Issue, IssueId, PartyId, StatementId


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which issues and parties the matrix and the sections show.

    Attributes:
        issues: Those spoken on: first those of the bottom line in its order, then by the number of positions.
        n_told: How many issues two or more parties take a position on.
        rows: Those of the matrix, in the dossier's order, as all below.
        further_rows: Those spoken on that it has no room for.
        columns: The parties of the matrix: those with most positions in its rows.
        further_columns: The others that have spoken.
    """

    issues: tuple[IssueId, ...]
    n_told: int
    rows: tuple[Issue, ...]
    further_rows: tuple[Issue, ...]
    columns: tuple[PartyId, ...]
    further_columns: tuple[PartyId, ...]

    @classmethod
    def of(cls, frame: Frame) -> Choice:
        """What there is room for."""
        matrix, limits = frame.matrix, frame.limits
        told = [issue for issue, _ in _told(frame)]
        others = sorted(
            (issue for issue in matrix.issues if issue not in told and on(frame, issue)),
            key=lambda issue: -len(on(frame, issue)),
        )
        issues = tuple(issue.id for issue in (*told, *others))
        rows = tuple(issue for issue in matrix.issues if issue.id in issues[: limits.rows])
        active = [party.id for party in matrix.active_parties]
        counted = {party: sum(matrix.cell(party, issue.id) is not None for issue in rows) for party in active}
        foremost = sorted(active, key=lambda party: -counted[party])[: limits.columns]
        return cls(
            issues=issues,
            n_told=sum(len(_taken(frame, issue)) > 1 for issue in matrix.issues),
            rows=rows,
            further_rows=tuple(issue for issue in matrix.issues if issue.id in issues and issue not in rows),
            columns=tuple(party for party in active if party in foremost),
            further_columns=tuple(party for party in active if party not in foremost),
        )


def on(frame: Frame, issue: Issue) -> list[Position]:
    """The positions on an issue, in the dossier's order of parties."""
    cells = (frame.matrix.cell(party.id, issue.id) for party in frame.matrix.active_parties)
    return [position for position in cells if position]


def bottom_line(frame: Frame) -> tuple[tuple[Sentence, ...], tuple[Position, ...]]:
    """A sentence for each issue on which two or more parties take a position, and the positions told in them."""
    sentences: list[Sentence] = []
    positions: list[Position] = []
    for issue, told in _told(frame)[: frame.limits.issues]:
        shown = told[: frame.limits.clauses]
        positions += shown
        sentences.append(_sentence(frame, issue, shown, len(_taken(frame, issue)) - len(shown)))
    return tuple(sentences), tuple(positions)


def _told(frame: Frame) -> list[tuple[Issue, list[Position]]]:
    """Issues with the sure positions taken on them, those with most red lines first, and red lines first in each."""
    told = []
    for issue in frame.matrix.issues:
        positions = [position for position in _taken(frame, issue) if not position.is_unsure]
        if len(positions) > 1 and any(map(_says_what, positions)):
            deciding = _deciding(frame, issue)
            parties = deciding.parties if deciding else ()
            told.append((issue, sorted(positions, key=lambda each: (not _is_red(each), each.party not in parties))))
    return sorted(told, key=lambda pair: -sum(map(_is_red, pair[1])))


def _taken(frame: Frame, issue: Issue) -> list[Position]:
    return [position for position in on(frame, issue) if takes_position(position.stance)]


def _says_what(position: Position) -> bool:
    """Whether it names an outcome, a condition or how firmly it is held: that somebody proposed is no position yet."""
    named = (position.option, position.value, position.condition)
    return position.firmness is not Firmness.UNCLEAR or any(each is not None for each in named)


def _sentence(frame: Frame, issue: Issue, shown: Sequence[Position], n_further: int) -> Sentence:
    clauses = tuple(clause(frame, position) for position in shown)
    found, deciding = _gap(frame, issue), _deciding(frame, issue)
    behind = tuple(each for each in (deciding.statements if deciding else ()) if each in frame.entries)
    told = tuple(dict.fromkeys(each for clause in clauses for each in clause.statements))
    return Sentence(
        anchor=anchor("bottom", issue.id),
        label="bottom line",
        statements=_resting(frame, behind, told),
        issue=issue.name,
        state=_state(frame, found, deciding),
        clauses=clauses,
        n_further=n_further,
    )


def _resting(frame: Frame, behind: Sequence[StatementId], told: Sequence[StatementId]) -> tuple[StatementId, ...]:
    """What the state of an issue cites: unless the brief is full, what its clauses cite already, if that tells it."""
    shared = tuple(each for each in behind if each in told)
    is_told = len({frame.entries[each].statement.party for each in shared}) > 1
    if frame.length is not Length.FULL and is_told:
        return shared
    return tuple(behind) or tuple(told)


def _state(frame: Frame, found: IssueGap | None, deciding: Gap | None) -> str:
    if found is None:
        return ""
    if deciding is None:
        return f"{GAP_WORDS[found.state]}: {found.why}"
    who = "of" if found.state is GapState.NOT_TOLD else "between"
    return f"{GAP_WORDS[found.state]} {who} {frame.parties(deciding.parties)}: {deciding.why}"


def _gap(frame: Frame, issue: Issue) -> IssueGap | None:
    gaps = frame.results.gaps
    return next((each for each in gaps.issues if each.issue == issue.id), None) if gaps else None


def _deciding(frame: Frame, issue: Issue) -> Gap | None:
    """Of the pairs that give the issue its state the widest apart, the first of equal ones; no mediator's."""
    found = _gap(frame, issue)
    pairs = [each for each in found.pairs if each.state is found.state] if found else []
    mediators = set(found.mediators) if found else set()
    own = [each for each in pairs if mediators.isdisjoint(each.parties)]
    return max(own, key=lambda pair: (pair.distance_share is not None, pair.distance_share or 0.0), default=None)


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
    found, room = on(frame, issue), frame.limits.positions
    shown = found if len(found) <= room else sorted(found, key=lambda each: not _is_red(each))[:room]
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


def _is_red(position: Position) -> bool:
    return position.firmness is Firmness.RED_LINE
