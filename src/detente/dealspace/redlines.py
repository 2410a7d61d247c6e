"""Red lines: what a position's red line excludes from an issue, or why that cannot be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.analysis import Position, takes_position
from detente.model import (
    Act,
    Dossier,
    Firmness,
    Issue,
    IssueId,
    OptionId,
    PartyId,
    ScaleKind,
    StatementId,
    Value,
)

_LEAVES_ALL = "it leaves every option open"
_UNDATED = "it has no date, and what is dated gives the position"


@dataclass(frozen=True, slots=True, kw_only=True)
class RedLine:
    """A red line that excludes something.

    Attributes:
        stance: ``demand`` or ``reject``.
        excluded: The issue's options that it leaves no room for, in the dossier's order.
        value: The number it insists on or refuses, where the issue is a number.
        statements: What it rests on, the ruling statement first; never empty.
    """

    party: PartyId
    issue: IssueId
    stance: Act
    excluded: tuple[OptionId, ...]
    value: Value | None
    statements: tuple[StatementId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadRedLine:
    """A red line that excludes nothing here, and why."""

    party: PartyId
    issue: IssueId
    stance: Act
    why: str
    statements: tuple[StatementId, ...]


def read_red_lines(
    positions: Mapping[tuple[PartyId, IssueId], Position], dossier: Dossier
) -> tuple[tuple[RedLine, ...], tuple[UnreadRedLine, ...]]:
    """Every red line among the positions, in the dossier's order of issues and parties; undated ones last."""
    read: list[RedLine] = []
    unread: list[UnreadRedLine] = []
    for position, issue in _red(positions, dossier):
        line = _read(position, issue)
        if isinstance(line, RedLine):
            read.append(line)
        else:
            unread.append(line)
    unread += _undated(positions, dossier)
    return tuple(read), tuple(unread)


def _undated(positions: Mapping[tuple[PartyId, IssueId], Position], dossier: Dossier) -> Iterable[UnreadRedLine]:
    """The red lines without a date that make no position, one for each stance of a cell."""
    for position, issue in _in_order(positions, dossier):
        stances = dict.fromkeys(line.stance for line in position.undated_red_lines)
        for stance in stances:
            told = tuple(line.statement for line in position.undated_red_lines if line.stance is stance)
            yield UnreadRedLine(party=position.party, issue=issue.id, stance=stance, why=_UNDATED, statements=told)


def _red(positions: Mapping[tuple[PartyId, IssueId], Position], dossier: Dossier) -> Iterable[tuple[Position, Issue]]:
    for position, issue in _in_order(positions, dossier):
        if position.firmness is Firmness.RED_LINE and takes_position(position.stance):
            yield position, issue


def _in_order(
    positions: Mapping[tuple[PartyId, IssueId], Position], dossier: Dossier
) -> Iterable[tuple[Position, Issue]]:
    for issue in dossier.issues:
        for party in dossier.parties:
            position = positions.get((party.id, issue.id))
            if position:
                yield position, issue


def _read(position: Position, issue: Issue) -> RedLine | UnreadRedLine:
    value = position.value if _fits_scale(position.value, issue) else None
    excluded = _excluded(position, issue, value)
    problem = _problem(position, issue, value, excluded)
    statements = (position.ruling, *(each for each in position.run if each != position.ruling))
    if problem:
        return UnreadRedLine(
            party=position.party,
            issue=issue.id,
            stance=position.stance,
            why=problem,
            statements=statements,
        )
    return RedLine(
        party=position.party,
        issue=issue.id,
        stance=position.stance,
        excluded=excluded,
        value=value,
        statements=statements,
    )


def _problem(position: Position, issue: Issue, value: Value | None, excluded: tuple[OptionId, ...]) -> str | None:
    if position.stance not in {Act.DEMAND, Act.REJECT}:
        return "only a demand or a rejection excludes an option; conditions are not read yet"
    if excluded or (value and not issue.options):
        return None
    if position.option is not None:
        is_known = any(option.id == position.option for option in issue.options)
        return _LEAVES_ALL if is_known else f"the dossier does not name the option {position.option!r}"
    return _number_problem(position, issue, value)


def _number_problem(position: Position, issue: Issue, value: Value | None) -> str:
    if position.value is None:
        return "it names none of the issue's options"
    if value is None:
        return f"its number in {position.value.unit} does not fit the issue's scale"
    has_places = all(option.place is not None for option in issue.options)
    return _LEAVES_ALL if has_places else "an option of the issue has no place on its scale"


def _excluded(position: Position, issue: Issue, value: Value | None) -> tuple[OptionId, ...]:
    if position.stance not in {Act.DEMAND, Act.REJECT}:
        return ()
    if position.option is not None:
        touched = {option.id for option in issue.options if option.id == position.option}
        if not touched:
            return ()
    elif value is not None and all(option.place is not None for option in issue.options):
        touched = {option.id for option in issue.options if _holds(value, option.place)}
    else:
        return ()
    is_demand = position.stance is Act.DEMAND
    return tuple(option.id for option in issue.options if (option.id in touched) is not is_demand)


def _fits_scale(value: Value | None, issue: Issue) -> bool:
    scale = issue.scale
    return (
        value is not None and scale.kind is ScaleKind.NUMBER and (scale.unit or "").casefold() == value.unit.casefold()
    )


def _holds(value: Value, place: float | None) -> bool:
    if place is None:
        return False
    return (value.low is None or place >= value.low) and (value.high is None or place <= value.high)
