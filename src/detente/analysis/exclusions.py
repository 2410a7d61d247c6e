"""Exclusions: which outcomes a stance leaves no room for, and each position's red line with what it excludes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.analysis.positions import Position
from detente.analysis.scales import beyond, fits_scale, holds, is_elsewhere, number_told
from detente.analysis.stances import takes_position
from detente.model import (
    Act,
    Dossier,
    Firmness,
    Issue,
    IssueId,
    OptionId,
    PartyId,
    StatementId,
    Value,
)

_LEAVES_ALL = "it leaves every option open"
_UNDATED = "it has no date, and what is dated gives the position"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """What a stance excludes from an issue.

    Attributes:
        options: The issue's options that it leaves no room for, in the dossier's order.
        value: The number that it insists on or refuses, where the issue is a number in its unit.
        why_none: Why it excludes nothing, in a clause; None where it excludes something.
    """

    options: tuple[OptionId, ...] = ()
    value: Value | None = None
    why_none: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RedLine:
    """A position's red line that excludes something; how it was told is :class:`detente.analysis.DrawnRedLine`'s.

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
    for position, issue in _in_order(positions, dossier):
        line = red_line_of(position, issue)
        if isinstance(line, RedLine):
            read.append(line)
        elif line is not None:
            unread.append(line)
    unread += _undated(positions, dossier)
    return tuple(read), tuple(unread)


def red_line_of(position: Position, issue: Issue) -> RedLine | UnreadRedLine | None:
    """The red line that the position is, read or not; None where it is none.

    Args:
        position: One on ``issue``.
        issue: As the dossier describes it.
    """
    if position.firmness is not Firmness.RED_LINE or not takes_position(position.stance):
        return None
    found = exclusion(issue, position.stance, position.option, position.value, position.asks_beside)
    party, stance = position.party, position.stance
    statements = (position.ruling, *(each for each in position.run if each != position.ruling))
    if found.why_none:
        return UnreadRedLine(party=party, issue=issue.id, stance=stance, why=found.why_none, statements=statements)
    return RedLine(
        party=party,
        issue=issue.id,
        stance=stance,
        excluded=found.options,
        value=found.value,
        statements=statements,
    )


def exclusion(
    issue: Issue, stance: Act, option: OptionId | None, value: Value | None, beside: Value | None = None
) -> Exclusion:
    """What this stance excludes: a demand all but what it names, a rejection what it names.

    A number touches the options whose place on the issue's scale it holds, and counts before an option whose place is
    another number. A refusal of one number refuses what lies beyond it too, seen from the number that is asked for
    beside it. Nothing is read into an option or a unit that the dossier does not name.

    Args:
        issue: As the dossier describes it.
        stance: The act; a proposal insists on nothing.
        option: The option that is named.
        value: The number that is named.
        beside: The number that is asked for beside a refusal.
    """
    told = value if fits_scale(value, issue) else None
    wide = _refused(issue, told, option, beside) if stance is Act.REJECT else None
    told = wide or told
    by_number = wide is not None or is_elsewhere(told, option, issue)
    options = _excluded(issue, stance, None if by_number else option, told)
    why = _problem(issue, stance, option, value, told, options)
    return Exclusion(why_none=why) if why else Exclusion(options=options, value=told)


def number_of(position: Position, issue: Issue) -> Value | None:
    """The number on the issue's scale that a position insists on or refuses, with what lies beyond a refused one."""
    told = position.value if fits_scale(position.value, issue) else None
    if position.stance is not Act.REJECT:
        return told
    return _refused(issue, told, position.option, position.asks_beside) or told


def _refused(issue: Issue, told: Value | None, option: OptionId | None, beside: Value | None) -> Value | None:
    """A refused number with all beyond it, seen from what is asked for beside it; None where that tells no side."""
    number = number_told(issue, told, option)
    if number is None or beside is None or not fits_scale(beside, issue):
        return None
    return beyond(number, (beside,)) if all(each.place is not None for each in issue.options) else None


def _undated(positions: Mapping[tuple[PartyId, IssueId], Position], dossier: Dossier) -> Iterable[UnreadRedLine]:
    """The red lines without a date that make no position, one for each stance of a cell."""
    for position, issue in _in_order(positions, dossier):
        stances = dict.fromkeys(line.stance for line in position.undated_red_lines)
        for stance in stances:
            told = tuple(line.statement for line in position.undated_red_lines if line.stance is stance)
            yield UnreadRedLine(party=position.party, issue=issue.id, stance=stance, why=_UNDATED, statements=told)


def _in_order(
    positions: Mapping[tuple[PartyId, IssueId], Position], dossier: Dossier
) -> Iterable[tuple[Position, Issue]]:
    for issue in dossier.issues:
        for party in dossier.parties:
            position = positions.get((party.id, issue.id))
            if position:
                yield position, issue


def _excluded(issue: Issue, stance: Act, option: OptionId | None, value: Value | None) -> tuple[OptionId, ...]:
    if stance not in {Act.DEMAND, Act.REJECT}:
        return ()
    if option is not None:
        touched = {each.id for each in issue.options if each.id == option}
        if not touched:
            return ()
    elif value is not None and all(each.place is not None for each in issue.options):
        touched = {each.id for each in issue.options if holds(value, each.place)}
    else:
        return ()
    is_demand = stance is Act.DEMAND
    return tuple(each.id for each in issue.options if (each.id in touched) is not is_demand)


def _problem(
    issue: Issue,
    stance: Act,
    option: OptionId | None,
    told: Value | None,
    value: Value | None,
    excluded: tuple[OptionId, ...],
) -> str | None:
    if stance not in {Act.DEMAND, Act.REJECT}:
        return "only a demand or a rejection excludes an option; conditions are not read yet"
    if excluded or (value and not issue.options):
        return None
    if option is not None:
        is_known = any(each.id == option for each in issue.options)
        return _LEAVES_ALL if is_known else f"the dossier does not name the option {option!r}"
    if told is None:
        return "it names none of the issue's options"
    if value is None:
        return f"its number in {told.unit} does not fit the issue's scale"
    has_places = all(each.place is not None for each in issue.options)
    return _LEAVES_ALL if has_places else "an option of the issue has no place on its scale"
