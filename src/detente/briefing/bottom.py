"""The bottom line: what was agreed, then what blocks, each issue with its sure positions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple

from detente.analysis import Gap, Gaps, GapState, IssueGap, Position, gaps, takes_position
from detente.briefing.frame import Frame, anchor
from detente.briefing.limits import Length
from detente.briefing.lines import clause
from detente.briefing.records import Sentence
from detente.briefing.wording import GAP_WORDS
from detente.model import Firmness, Issue, StatementId


class ToldIssue(NamedTuple):
    """An issue with the sure positions taken on it, red lines first."""

    issue: Issue
    positions: tuple[Position, ...]

    @property
    def n_red_lines(self) -> int:
        """How many of them are red lines."""
        return sum(map(is_red, self.positions))


@dataclass(frozen=True, slots=True, kw_only=True)
class BottomLine:
    """Which issues the bottom line tells.

    Attributes:
        agreed: Those that are agreed; where movement is told since a day, those that became so by it.
        others: Those with most red lines first, what is agreed longer last.
        further: Those that it could tell and has no room for.
        n_taken: How many issues two or more parties take a position on.
    """

    agreed: tuple[ToldIssue, ...]
    others: tuple[ToldIssue, ...]
    further: tuple[ToldIssue, ...]
    n_taken: int

    @classmethod
    def of(cls, frame: Frame) -> BottomLine:
        """What there is room for."""
        told, limits, before = _told(frame), frame.limits, _gaps_before(frame)
        agreed = [each for each in told if _is_agreed(frame.results.gaps, each)]
        new = [each for each in agreed if before is None or not _is_agreed(before, each)][: limits.agreed]
        others = sorted(
            (each for each in told if each not in new), key=lambda each: (each in agreed, -each.n_red_lines)
        )
        room = limits.issues - len(new)
        return cls(
            agreed=tuple(new),
            others=tuple(others[:room]),
            further=tuple(others[room:]),
            n_taken=sum(len(_taken(frame, issue)) > 1 for issue in frame.matrix.issues),
        )

    @property
    def issues(self) -> tuple[Issue, ...]:
        """All that it could tell, what blocks first."""
        return tuple(each.issue for each in (*self.others, *self.agreed, *self.further))

    def positions(self, frame: Frame) -> tuple[Position, ...]:
        """Those that it tells."""
        return tuple(position for each in (*self.agreed, *self.others) for position in _shown(frame, each))


def sentence(frame: Frame, told: ToldIssue) -> Sentence:
    """An issue of the bottom line: how far apart the parties stand on it, then each party's stance."""
    shown = _shown(frame, told)
    clauses = tuple(clause(frame, position) for position in shown)
    found, deciding = _gap(frame.results.gaps, told.issue), _deciding(frame, told.issue)
    behind = tuple(each for each in (deciding.statements if deciding else ()) if each in frame.entries)
    said = tuple(dict.fromkeys(each for clause in clauses for each in clause.statements))
    return Sentence(
        anchor=anchor("bottom", told.issue.id),
        label="bottom line",
        statements=_resting(frame, behind, said),
        issue=told.issue.name,
        state=_state(frame, found, deciding),
        clauses=clauses,
        n_further=len(_taken(frame, told.issue)) - len(shown),
    )


def is_red(position: Position) -> bool:
    """Whether it is a red line."""
    return position.firmness is Firmness.RED_LINE


def _shown(frame: Frame, told: ToldIssue) -> tuple[Position, ...]:
    return told.positions[: frame.limits.clauses]


def _told(frame: Frame) -> list[ToldIssue]:
    told = []
    for issue in frame.matrix.issues:
        positions = [position for position in _taken(frame, issue) if not position.is_unsure]
        if len(positions) > 1 and any(map(_says_what, positions)):
            deciding = _deciding(frame, issue)
            parties = deciding.parties if deciding else ()
            foremost = sorted(positions, key=lambda each: (not is_red(each), each.party not in parties))
            told.append(ToldIssue(issue, tuple(foremost)))
    return told


def _taken(frame: Frame, issue: Issue) -> list[Position]:
    return [position for position in frame.on(issue) if takes_position(position.stance)]


def _says_what(position: Position) -> bool:
    """Whether it names an outcome, a condition or how firmly it is held: that somebody proposed is no position yet."""
    named = (position.option, position.value, position.condition)
    return position.firmness is not Firmness.UNCLEAR or any(each is not None for each in named)


def _gaps_before(frame: Frame) -> Gaps | None:
    """How far apart the parties stood before what moved; None where no movement is told."""
    moved = frame.results.movement
    if moved is None:
        return None
    positions = dict(frame.matrix.positions)
    for move in moved.moves:
        del positions[move.party, move.issue]
        if move.before is not None:
            positions[move.party, move.issue] = move.before
    return gaps(replace(frame.matrix, positions=MappingProxyType(positions)), frame.dossier)


def _is_agreed(found: Gaps | None, told: ToldIssue) -> bool:
    state = _gap(found, told.issue)
    return state is not None and state.state is GapState.AGREED


def _gap(found: Gaps | None, issue: Issue) -> IssueGap | None:
    return next((each for each in found.issues if each.issue == issue.id), None) if found else None


def _deciding(frame: Frame, issue: Issue) -> Gap | None:
    """Of the pairs that give the issue its state the widest apart, the first of equal ones.

    A pair that rests on an unsure position comes after all others: the state stands without it then.
    """
    found = _gap(frame.results.gaps, issue)
    pairs = [each for each in found.pairs if each.state is found.state] if found else []
    return max(
        pairs,
        key=lambda pair: (not _unsure(frame, pair), pair.distance_share is not None, pair.distance_share or 0.0),
        default=None,
    )


def _unsure(frame: Frame, pair: Gap) -> list[Position]:
    positions = (frame.matrix.cell(party, pair.issue) for party in pair.parties)
    return [each for each in positions if each and each.is_unsure]


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
    words = f"{GAP_WORDS[found.state]} {who} {frame.parties(deciding.parties)}: {deciding.why}"
    return words + _doubt(frame, _unsure(frame, deciding))


def _doubt(frame: Frame, unsure: Sequence[Position]) -> str:
    if not unsure:
        return ""
    sides = (
        f"one unchecked statement of {frame.party(each.party)}, marked {each.confidence:.2f} of 1" for each in unsure
    )
    return f"; unsure: it rests on {' and '.join(sides)}"
