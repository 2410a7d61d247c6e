"""Red lines: every one ever told, in its words, how long it was repeated, what was offered since, what it excludes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from detente.analysis.exclusions import Exclusion, exclusion
from detente.analysis.positions import Position, positions
from detente.analysis.sameness import Line, Sameness, sameness
from detente.analysis.scales import beyond, number_told
from detente.analysis.softenings import Offers, Softening
from detente.analysis.stances import line_of
from detente.analysis.transcript import Rows, Transcript, transcript_of
from detente.model import (
    Act,
    Dossier,
    Edtf,
    Entry,
    Firmness,
    Issue,
    IssueId,
    OptionId,
    PartyId,
    StatementId,
    Value,
)

_WANTING = (Act.DEMAND, Act.PROPOSE, Act.ACCEPT, Act.CONDITION)
_Key = tuple[Act, OptionId | None, Value | None]


class Holds(StrEnum):
    """Whether a red line still stands, by the position that the party holds now."""

    STANDS = "stands"
    KEPT = "kept"
    UNWITHDRAWN = "unwithdrawn"
    SOFTENED = "softened"
    REPLACED = "replaced"
    BESIDE = "beside"
    UNKNOWN = "unknown"

    @property
    def is_in_force(self) -> bool:
        """Whether it excludes its outcomes still, in the deal space too."""
        return self in {Holds.STANDS, Holds.KEPT, Holds.UNWITHDRAWN}

    @property
    def words(self) -> str:
        """How it is told, in a clause."""
        return {
            Holds.STANDS: "stands",
            Holds.KEPT: "kept by what is wanted now",
            Holds.UNWITHDRAWN: "not withdrawn; what was said since names nothing that crosses it",
            Holds.SOFTENED: "softened by what was said since",
            Holds.REPLACED: "another stance has taken its place",
            Holds.BESIDE: "cannot be told; what rules now need not be about the same",
            Holds.UNKNOWN: "cannot be told, as it has no date",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnRedLine:
    """A red line as it was drawn in words; what it excludes of a position is :class:`detente.analysis.RedLine`'s.

    Attributes:
        stance: The act of its newest wording.
        option, value: What it is about, where that is named.
        quote: Its newest wording.
        first_said: Date of its first wording; None where none has a date.
        last_repeated: Date of the newest wording as a red line; None where it was said once, or is undated.
        n_statements: Statements that draw it.
        n_origins: Independent reports these go back to.
        holds: Whether it still stands.
        position: The statement that gives the party's position now; None where it has none.
        softenings: What was offered since it was first drawn, newest first.
        excludes: What it excludes from the issue, taken at its word.
        statements: Every statement that draws it, newest first; never empty.
        confidence: That the newest of them is coded right, in [0, 1]; 1 where an analyst checked it.
    """

    party: PartyId
    issue: IssueId
    stance: Act
    option: OptionId | None
    value: Value | None
    quote: str
    first_said: Edtf | None
    last_repeated: Edtf | None
    n_statements: int
    n_origins: int
    holds: Holds
    position: StatementId | None
    softenings: Sequence[Softening]
    excludes: Exclusion
    statements: tuple[StatementId, ...]
    confidence: float


def red_lines(
    entries: Sequence[Entry],
    dossier: Dossier,
    now: Mapping[tuple[PartyId, IssueId], Position] | None = None,
) -> tuple[DrawnRedLine, ...]:
    """Every red line that the entries tell, by the dossier's issues and parties, the newest first.

    Wordings of one party on one issue are one red line where their acts are of one line (to propose is to demand) and
    they name the same option and number. One that names neither belongs to the only other red line of its line, where
    there is just one.

    Args:
        entries: As a view gives them; their order does not matter, and those that do not count take no part.
        dossier: Its parties and issues; what is about others is left out.
        now: The positions of these entries, if they are there already.
    """
    told = transcript_of(entries, dossier)
    now = positions(told, dossier) if now is None else now
    found: list[DrawnRedLine] = []
    for issue in dossier.issues:
        for party in dossier.parties:
            cell = told.cells.get((party.id, issue.id), [])
            groups = _groups(told, cell)
            offers = Offers(told, cell if groups else ())
            position = now.get((party.id, issue.id))
            found += [_red_line(told, group, cell, offers, issue, position) for group in groups]
    return tuple(found)


def _groups(told: Transcript, cell: Rows) -> list[list[int]]:
    """The red lines of a cell, each with the statements that draw it, newest first."""
    groups: dict[_Key, list[int]] = defaultdict(list)
    firmness, takes_position = told.firmness, told.takes_position
    for row in cell:
        if firmness[row] is Firmness.RED_LINE and takes_position[row]:
            groups[told.lines[row], told.options[row], told.values[row]].append(row)
    for line in {key[0] for key in groups}:
        named = [key for key in groups if key[0] is line and key[1:] != (None, None)]
        if len(named) == 1 and (line, None, None) in groups:
            groups[named[0]] = told.newest_first([*groups[named[0]], *groups.pop((line, None, None))])
    return sorted(groups.values(), key=lambda group: told.places[group[0]])


def _red_line(
    told: Transcript, group: Rows, cell: Rows, offers: Offers, issue: Issue, position: Position | None
) -> DrawnRedLine:  # fmt: skip
    newest = group[0]
    option = next((each for row in group if (each := told.options[row]) is not None), None)
    value = next((number for row in group if (number := told.values[row]) is not None), None)
    dates = [dated for row in group if (dated := told.dates[row]) is not None]
    line = Line(told.lines[newest], option, value, issue)
    statements = tuple(told.ids[row] for row in group)
    border = _border(told, line, cell, told.days[newest])
    softenings = offers.since(dates[-1] if dates else None, border)
    beside = position.asks_beside if position is not None and position.ruling in statements else None
    return DrawnRedLine(
        party=told.parties[newest],
        issue=issue.id,
        stance=told.acts[newest],
        option=option,
        value=value,
        quote=told.statements[newest].quote.text,
        first_said=dates[-1] if dates else None,
        last_repeated=dates[0] if len(dates) > 1 else None,
        n_statements=len(group),
        n_origins=len({told.origins[row] for row in group}),
        holds=_holds(line, border, statements, position, softenings, dates[0] if dates else None),
        position=None if position is None else position.ruling,
        softenings=softenings,
        excludes=exclusion(issue, told.acts[newest], option, value, beside),
        statements=statements,
        confidence=1.0 if told.is_checked[newest] else told.statements[newest].confidence,
    )


def _border(told: Transcript, line: Line, cell: Rows, day: int) -> Line:
    """What no offer may cross: of a refused number all that lies beyond it too, seen from what was wanted by then."""
    number = number_told(line.issue, line.value, line.option) or line.value
    if line.act is not Act.REJECT or number is None:
        return line
    wanted = (
        each
        for row in cell
        if told.days[row] <= day
        and told.acts[row] in _WANTING
        and (each := told.numbers[row]) is not None
        and each.is_in(number.unit)
    )
    wide = beyond(number, wanted)
    return line if wide is None else replace(line, value=wide)


def _holds(
    line: Line,
    border: Line,
    statements: Sequence[StatementId],
    position: Position | None,
    softenings: Sequence[Softening],
    last: Edtf | None,
) -> Holds:
    """By the position, which says so where the line stands; else an offer since may tell that it was given up."""
    held = _by_position(line, border, statements, position, is_dated=last is not None)
    if held in {Holds.STANDS, Holds.KEPT} or last is None or (position is not None and _is_repeated(line, position)):
        return held
    if _is_given_up(border, softenings, last):
        return Holds.REPLACED
    if held is not Holds.BESIDE or line.act is not Act.REJECT:
        return held
    if _is_named(line):
        return Holds.UNWITHDRAWN
    return Holds.SOFTENED if _is_taken_in_part(line.issue, softenings, last) else held


def _by_position(
    line: Line, border: Line, statements: Sequence[StatementId], position: Position | None, *, is_dated: bool
) -> Holds:  # fmt: skip
    if position is None or (not is_dated and position.ruling not in statements):
        return Holds.UNKNOWN
    ours, theirs = line.act, line_of(position.stance)
    same = sameness(line, position.option, position.value)
    if theirs is ours and same in {Sameness.NOT_TOLD, Sameness.SAME}:
        return Holds.STANDS if position.firmness is Firmness.RED_LINE else Holds.SOFTENED
    wants = {ours, theirs} - {Act.THREATEN, Act.REJECT}
    if Act.THREATEN in {ours, theirs} or not wants or same is Sameness.NOT_TOLD:
        return Holds.BESIDE
    if ours is Act.REJECT:
        crossed = sameness(border, position.option, position.value)
        return Holds.KEPT if crossed is Sameness.OTHER else Holds.REPLACED
    if theirs is Act.REJECT:
        return Holds.BESIDE if same is Sameness.OTHER else Holds.REPLACED
    if same is Sameness.OTHER:
        return Holds.REPLACED
    is_met = ours is Act.DEMAND and theirs is Act.ACCEPT and same is Sameness.SAME
    return Holds.KEPT if is_met else Holds.SOFTENED


def _is_repeated(line: Line, position: Position) -> bool:
    """Whether the position, if less firmly, goes on asking for no less than the line, or refusing no less."""
    if line_of(position.stance) is not line.act:
        return False
    if line.act is Act.REJECT:
        refused = Line(line.act, position.option, position.value, line.issue)
        return sameness(refused, line.option, line.value) is Sameness.SAME
    return sameness(line, position.option, position.value) is Sameness.SAME


def _is_named(line: Line) -> bool:
    """Whether it names an option or number of the issue."""
    return line.option is not None or number_told(line.issue, line.value, None) is not None


def _is_taken_in_part(issue: Issue, softenings: Sequence[Softening], last: Edtf) -> bool:
    """Whether the party took an outcome since the last wording of a refusal that names none, and did not deny it."""
    return any(
        each.dated is not None
        and each.dated.earliest > last.latest
        and not each.denied_by
        and each.stance in {Act.ACCEPT, Act.CONDITION}
        and _is_named(Line(each.stance, each.option, each.value, issue))
        for each in softenings
    )


def _is_given_up(line: Line, softenings: Sequence[Softening], last: Edtf) -> bool:
    """Whether the newest offer since its last wording that names an outcome, and was not denied, breaks the line."""
    for each in softenings:
        if each.dated is None or each.dated.earliest <= last.latest:
            return False
        same = sameness(line, each.option, each.value)
        if same is not Sameness.NOT_TOLD and each.stance is not Act.REJECT and not each.denied_by:
            return (same is Sameness.OTHER) is not (line.act is Act.REJECT)
    return False
