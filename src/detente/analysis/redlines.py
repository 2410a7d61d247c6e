"""Red lines: every one ever told, in its words, how long it was repeated, what was offered since, what it excludes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from detente.analysis.exclusions import Exclusion, exclusion
from detente.analysis.positions import Position, positions
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
    line, statements = told.lines[newest], tuple(told.ids[row] for row in group)
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
        holds=_holds(statements, line, option, value, position, is_dated=bool(dates)),
        position=None if position is None else position.ruling,
        softenings=offers.since(dates[-1] if dates else None, line, option),
        excludes=exclusion(issue, line, option, value),
        statements=statements,
    )


def _holds(
    statements: Sequence[StatementId],
    line: Act,
    option: OptionId | None,
    value: Value | None,
    position: Position | None,
    *,
    is_dated: bool,
) -> Holds:
    if position is None or (not is_dated and position.ruling not in statements):
        return Holds.UNKNOWN
    theirs, names_nothing = line_of(position.stance), option is None and value is None
    if theirs is line and _fits(option, position.option) and _fits(value, position.value):
        return Holds.STANDS if position.firmness is Firmness.RED_LINE else Holds.SOFTENED
    names_same = not names_nothing and (option, value if option is None else None) == (
        position.option,
        position.value if option is None else None,
    )
    wants = {line, theirs} - {Act.THREATEN, Act.REJECT}
    if Act.THREATEN in {line, theirs} or not wants:
        return Holds.BESIDE
    if Act.REJECT in {line, theirs}:
        return Holds.REPLACED if names_same else Holds.BESIDE
    if names_same:
        return Holds.SOFTENED
    names_other = not (_fits(option, position.option) and _fits(value, position.value))
    return Holds.REPLACED if names_other else Holds.BESIDE


def _fits(one: object, other: object) -> bool:
    return one is None or other is None or one == other
