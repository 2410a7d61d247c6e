"""Outcomes: what the positions put on the table of each issue, and which red lines exclude something there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from detente.analysis import (
    DrawnRedLine,
    Holds,
    Position,
    Preferences,
    RedLine,
    UnreadRedLine,
    preferences,
    read_red_lines,
)
from detente.analysis.exclusions import number_of
from detente.analysis.preferences import scale_ends
from detente.analysis.scales import holds
from detente.dealspace.scenarios import DealIssue, DealOption
from detente.model import Act, Dossier, Issue, IssueId, OptionId, PartyId, ScaleKind, Value

_Key = tuple[PartyId, IssueId]

_SECOND = "another red line of the party on this number is counted"
_NO_SIDE = "a mediator is no side of a deal, and the dossier's deal sets nothing of it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What is on the table, and what is not.

    Attributes:
        told: What each position tells of the outcomes of its issue, where it tells any.
        issues: Every issue of the dossier with its outcomes; without any where it has neither options nor numbers.
        red_lines: Those in force that exclude an outcome or narrow a number, one for each party and issue: all that the
            party's red lines there exclude. Of an issue with options with the ids of the outcomes, told numbers too.
        unread: Those that exclude nothing here, and why.
        off: Numbers that are told of an issue with options and are no outcome: they lie off its scale, or one of its
            options has no place. Each with its issue, and the parties that tell it.
    """

    told: Mapping[_Key, Preferences]
    issues: tuple[tuple[Issue, DealIssue], ...]
    red_lines: tuple[RedLine, ...]
    unread: tuple[UnreadRedLine, ...]
    off: tuple[tuple[IssueId, Value, tuple[PartyId, ...]], ...]


def table_of(
    positions: Mapping[_Key, Position], dossier: Dossier, drawn: Sequence[DrawnRedLine], as_of: date | None = None
) -> Table:
    """The outcomes of every issue and the red lines on them.

    An issue with options has these; where each has a place on its scale, also the numbers on it that positions and the
    status quo name, unless an option stands there. An issue that is a number has the ends of what is told, those of its
    scale, the status quo, and one number between each two.

    Args:
        positions: As a matrix holds them.
        dossier: Its issues and their options.
        drawn: Every red line ever drawn (:func:`detente.analysis.red_lines`); those in force count.
        as_of: The day of the view; None for no limit.
    """
    told = {
        key: each
        for key, position in positions.items()
        if (each := preferences(position, dossier.issue(key[1]), as_of)).is_told
    }
    made = {}
    for issue in dossier.issues:
        numbers = {end for key, one in told.items() if key[1] == issue.id for end in _ends(one)}
        options = _outcomes(issue, numbers)
        made[issue.id] = DealIssue(id=issue.id, name=issue.name, options=options, unit=issue.scale.unit or "")
    red_lines, unread = _lines(positions, dossier, drawn, made)
    return Table(
        told=told,
        issues=tuple((issue, made[issue.id]) for issue in dossier.issues),
        red_lines=red_lines,
        unread=unread,
        off=tuple(_off(told, dossier, made)),
    )


def _outcomes(issue: Issue, numbers: Collection[float]) -> tuple[DealOption, ...]:
    if not issue.options and issue.scale.kind is not ScaleKind.NUMBER:
        return ()
    scale = issue.scale
    told = {*numbers, *([] if scale.status_quo is None else [scale.status_quo])}
    if issue.options:
        return _with_numbers(issue, told)
    points = sorted(told | {end for end in (scale.low, scale.high) if end is not None})
    places = sorted({*points, *((one + other) / 2 for one, other in pairwise(points))})
    return tuple(_number(place, issue, ()) for place in places)


def _with_numbers(issue: Issue, told: Collection[float]) -> tuple[DealOption, ...]:
    """The options and the told numbers between the ends of the scale by their places; the options alone without any."""
    options = tuple(DealOption(id=each.id, name=each.name, place=each.place) for each in issue.options)
    ends, taken = scale_ends(issue), {each.place for each in issue.options}
    if None in taken or ends is None or issue.scale.kind is not ScaleKind.NUMBER:
        return options
    ids = [each.id for each in issue.options]
    more = [_number(place, issue, ids) for place in told if place not in taken and ends[0] <= place <= ends[1]]
    return tuple(sorted((*options, *more), key=lambda each: each.place or 0.0)) if more else options


def _off(
    told: Mapping[_Key, Preferences], dossier: Dossier, made: Mapping[IssueId, DealIssue]
) -> Iterator[tuple[IssueId, Value, tuple[PartyId, ...]]]:
    for issue in dossier.issues:
        places = {each.place for each in made[issue.id].options}
        whose: dict[float, list[PartyId]] = {}
        for party in dossier.parties if issue.options else ():
            for end in _ends(told.get((party.id, issue.id))) - places:
                whose.setdefault(end, []).append(party.id)
        for number, parties in sorted(whose.items()):
            yield issue.id, Value(number, number, issue.scale.unit or ""), tuple(parties)


def _ends(told: Preferences | None) -> set[float]:
    """The ends of the numbers that are wanted and refused."""
    values = () if told is None else (told.number, told.refused)
    return {end for value in values if value for end in (value.low, value.high) if end is not None}


def _number(place: float, issue: Issue, taken: Collection[str]) -> DealOption:
    name, id_ = str(Value(place, place, issue.scale.unit or "")).rstrip(), f"{place:.15g}"
    return DealOption(id=name if id_ in taken else id_, name=name, place=place)


def _lines(
    positions: Mapping[_Key, Position],
    dossier: Dossier,
    drawn: Sequence[DrawnRedLine],
    made: Mapping[IssueId, DealIssue],
) -> tuple[tuple[RedLine, ...], tuple[UnreadRedLine, ...]]:
    """The red lines by what they exclude of the outcomes, in the dossier's order of issues and parties."""
    read, unread = read_red_lines(positions, dossier)
    every: list[RedLine | UnreadRedLine] = [*read, *unread]
    found = [_of_position(line, positions[line.party, line.issue], dossier, made[line.issue]) for line in every]
    # The position tells of the lines that stand; those that it leaves in force are told by how they were drawn.
    left = (line for line in drawn if line.holds.is_in_force and line.holds is not Holds.STANDS)
    found += [_as_drawn(line, dossier.issue(line.issue), made[line.issue]) for line in left]
    found = [_unread(line, _NO_SIDE) if line.party in dossier.mediators else line for line in found]
    at = {
        (party.id, issue.id): (place, where)
        for place, issue in enumerate(dossier.issues)
        for where, party in enumerate(dossier.parties)
    }
    counted, seconds = _by_cell((line for line in found if isinstance(line, RedLine)), made)
    others = (*(line for line in found if isinstance(line, UnreadRedLine)), *seconds)
    return tuple(sorted(counted, key=lambda each: at[each.party, each.issue])), others


def _by_cell(lines: Iterable[RedLine], made: Mapping[IssueId, DealIssue]) -> tuple[list[RedLine], list[UnreadRedLine]]:
    """One red line for each party and issue: all that the party's exclude; and those that narrow a number again."""
    joined: dict[_Key, RedLine] = {}
    seconds: list[UnreadRedLine] = []
    for line in lines:
        first = joined.setdefault((line.party, line.issue), line)
        if first is line:
            continue
        if not (first.excluded and line.excluded):
            seconds.append(_unread(line, _SECOND))
            continue
        excluded = tuple(
            OptionId(each.id)
            for each in made[line.issue].options
            if each.id in first.excluded or each.id in line.excluded
        )
        statements = tuple(dict.fromkeys((*first.statements, *line.statements)))
        joined[line.party, line.issue] = replace(first, excluded=excluded, value=None, statements=statements)
    return list(joined.values()), seconds


def _unread(line: RedLine | UnreadRedLine, why: str) -> UnreadRedLine:
    return UnreadRedLine(party=line.party, issue=line.issue, stance=line.stance, why=why, statements=line.statements)


def _of_position(
    line: RedLine | UnreadRedLine, position: Position, dossier: Dossier, made: DealIssue
) -> RedLine | UnreadRedLine:
    """A position's line with the told numbers that it excludes beside the options."""
    issue = dossier.issue(line.issue)
    if line.statements[0] != position.ruling:
        return line
    return _on_numbers(line, position.option, number_of(position, issue), issue, made)


def _as_drawn(line: DrawnRedLine, issue: Issue, made: DealIssue) -> RedLine | UnreadRedLine:
    """A line that was drawn, by what it excludes taken at its word."""
    told, stance = line.excludes, line.stance
    read: RedLine | UnreadRedLine = (
        UnreadRedLine(
            party=line.party, issue=line.issue, stance=stance, why=told.why_none, statements=line.statements
        )
        if told.why_none
        else RedLine(
            party=line.party, issue=line.issue, stance=stance, excluded=told.options, value=told.value,
            statements=line.statements,
        )
    )  # fmt: skip
    return _on_numbers(read, line.option, told.value, issue, made)


def _on_numbers(
    line: RedLine | UnreadRedLine, option: OptionId | None, value: Value | None, issue: Issue, made: DealIssue
) -> RedLine | UnreadRedLine:
    """The line with the told numbers that it excludes beside the options, read by them where it excludes no option.

    Args:
        line: A demand or a rejection, or what excludes nothing.
        option: The option that it names.
        value: The number on the issue's scale that it insists on or refuses.
        issue: What it is on.
        made: The outcomes of that.
    """
    lost = {*_numbers_lost(line.stance, option, value, issue, made)} if issue.options else set()
    if not lost:
        return line
    named = line.excluded if isinstance(line, RedLine) else ()
    excluded = tuple(OptionId(each.id) for each in made.options if each.id in lost or each.id in named)
    if isinstance(line, RedLine):
        return replace(line, excluded=excluded)
    return RedLine(
        party=line.party, issue=line.issue, stance=line.stance, excluded=excluded, value=value,
        statements=line.statements,
    )  # fmt: skip


def _numbers_lost(
    stance: Act, option: OptionId | None, value: Value | None, issue: Issue, made: DealIssue
) -> Iterator[str]:
    """The told numbers that a demand does not hold, or that a rejection does; a demand of an option holds none."""
    known = {each.id for each in issue.options}
    numbers = [each for each in made.options if each.id not in known]
    is_demand = stance is Act.DEMAND
    if not is_demand and stance is not Act.REJECT:
        return
    if option is not None and option not in known:
        return
    if value is not None:
        yield from (each.id for each in numbers if holds(value, each.place) is not is_demand)
    elif is_demand and option is not None:
        yield from (each.id for each in numbers)
