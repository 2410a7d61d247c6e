"""Red lines: every one ever told, in its words, how long it was repeated, what was offered since, what it excludes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from detente.analysis.clashes import do_overlap
from detente.analysis.exclusions import Exclusion, exclusion
from detente.analysis.positions import Position, keeps_to, positions
from detente.analysis.scales import number_told
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

_Key = tuple[Act, OptionId | None, Value | None]


class Holds(StrEnum):
    """Whether a red line still stands, by the position that the party holds now."""

    STANDS = "stands"
    SOFTENED = "softened"
    REPLACED = "replaced"
    BESIDE = "beside"
    UNKNOWN = "unknown"

    @property
    def words(self) -> str:
        """How it is told, in a clause."""
        return {
            Holds.STANDS: "stands",
            Holds.SOFTENED: "said since, but less firmly",
            Holds.REPLACED: "another stance has taken its place",
            Holds.BESIDE: "cannot be told; what rules now need not be about the same",
            Holds.UNKNOWN: "cannot be told, as it has no date",
        }[self]


class _Sameness(Enum):
    """Whether a position is about what a red line names; partly where its numbers reach beyond the line's."""

    SAME = auto()
    PARTLY = auto()
    OTHER = auto()
    NOT_TOLD = auto()


@dataclass(frozen=True, slots=True)
class _Line:
    """What a red line says of an issue, its act as that of its group."""

    act: Act
    option: OptionId | None
    value: Value | None
    issue: Issue


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
            found += [_red_line(told, group, offers, issue, now.get((party.id, issue.id))) for group in groups]
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


def _red_line(told: Transcript, group: Rows, offers: Offers, issue: Issue, position: Position | None) -> DrawnRedLine:
    newest = group[0]
    option = next((each for row in group if (each := told.options[row]) is not None), None)
    value = next((number for row in group if (number := told.values[row]) is not None), None)
    dates = [dated for row in group if (dated := told.dates[row]) is not None]
    line = _Line(told.lines[newest], option, value, issue)
    statements = tuple(told.ids[row] for row in group)
    softenings = offers.since(dates[-1] if dates else None, line.act, option)
    beside = position.asks_beside if position is not None and position.ruling in statements else None
    is_given_up = bool(dates) and _is_given_up(line, softenings, dates[0])
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
        holds=Holds.REPLACED if is_given_up else _holds(line, statements, position, is_dated=bool(dates)),
        position=None if position is None else position.ruling,
        softenings=softenings,
        excludes=exclusion(issue, line.act, option, value, beside),
        statements=statements,
    )


def _holds(line: _Line, statements: Sequence[StatementId], position: Position | None, *, is_dated: bool) -> Holds:
    if position is None or (not is_dated and position.ruling not in statements):
        return Holds.UNKNOWN
    ours, theirs, sameness = line.act, line_of(position.stance), _sameness(line, position)
    if theirs is ours and sameness in {_Sameness.NOT_TOLD, _Sameness.SAME}:
        return Holds.STANDS if position.firmness is Firmness.RED_LINE else Holds.SOFTENED
    wants = {ours, theirs} - {Act.THREATEN, Act.REJECT}
    if Act.THREATEN in {ours, theirs} or not wants or sameness is _Sameness.NOT_TOLD:
        return Holds.BESIDE
    if Act.REJECT in {ours, theirs}:
        return Holds.BESIDE if sameness is _Sameness.OTHER else Holds.REPLACED
    return Holds.REPLACED if sameness is _Sameness.OTHER else Holds.SOFTENED


def _is_given_up(line: _Line, softenings: Sequence[Softening], last: Edtf) -> bool:
    """Whether the newest offer since its last wording that names an outcome, and was not denied, breaks the line."""
    for each in softenings:
        if each.dated is None or each.dated.earliest <= last.latest:
            return False
        sameness = _sameness(line, each)
        if sameness is not _Sameness.NOT_TOLD and each.stance is not Act.REJECT and not each.denied_by:
            return (sameness is _Sameness.OTHER) is not (line.act is Act.REJECT)
    return False


def _sameness(line: _Line, told: Position | Softening) -> _Sameness:
    """Whether a position or an offer is about what the line names: by number where both tell one, by option else."""
    ours, theirs = (number_told(line.issue, one.value, one.option) for one in (line, told))
    if ours is None or theirs is None:
        ours, theirs = line.value, told.value
    if ours is not None and theirs is not None and ours.unit.casefold() == theirs.unit.casefold():
        if not do_overlap(ours, theirs):
            return _Sameness.OTHER
        return _Sameness.SAME if keeps_to(ours, theirs) else _Sameness.PARTLY
    if line.option is not None and told.option is not None:
        return _Sameness.SAME if line.option == told.option else _Sameness.OTHER
    return _Sameness.NOT_TOLD
