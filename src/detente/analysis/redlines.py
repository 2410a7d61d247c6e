"""Red lines: every one ever told, in its words, how long it was repeated, what was offered since, what it excludes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from detente.analysis.exclusions import Exclusion, exclusion
from detente.analysis.origins import origin
from detente.analysis.positions import Position, positions
from detente.analysis.softenings import Offers, Softening
from detente.analysis.stances import line_of, takes_position
from detente.analysis.standing import newest_first
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
    softenings: tuple[Softening, ...]
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
    now = positions(entries, dossier) if now is None else now
    cells: dict[tuple[IssueId, PartyId], dict[StatementId, Entry]] = defaultdict(dict)
    for entry in entries:
        if takes_position(entry.statement.act) and entry.counts:
            cells[entry.statement.issue, entry.statement.party][entry.id] = entry
    found: list[DrawnRedLine] = []
    for issue in dossier.issues:
        for party in dossier.parties:
            cell = list(cells.get((issue.id, party.id), {}).values())
            groups = _groups(newest_first([each for each in cell if each.statement.firmness is Firmness.RED_LINE]))
            offers = Offers(cell if groups else ())
            found += [_red_line(group, offers, issue, now.get((party.id, issue.id))) for group in groups]
    return tuple(found)


def _groups(drawn: Sequence[Entry]) -> list[list[Entry]]:
    groups: dict[_Key, list[Entry]] = defaultdict(list)
    for entry in drawn:
        told = entry.statement
        groups[line_of(told.act), told.option, told.value].append(entry)
    for line in {key[0] for key in groups}:
        named = [key for key in groups if key[0] is line and key[1:] != (None, None)]
        if len(named) == 1 and (line, None, None) in groups:
            groups[named[0]] = newest_first([*groups[named[0]], *groups.pop((line, None, None))])
    places = {entry.id: place for place, entry in enumerate(drawn)}
    return sorted(groups.values(), key=lambda group: places[group[0].id])


def _red_line(group: Sequence[Entry], offers: Offers, issue: Issue, position: Position | None) -> DrawnRedLine:
    told = group[0].statement
    option = next((each.statement.option for each in group if each.statement.option is not None), None)
    value = next((each.statement.value for each in group if each.statement.value is not None), None)
    dates = [entry.dated for entry in group if entry.dated is not None]
    line = line_of(told.act)
    return DrawnRedLine(
        party=told.party,
        issue=issue.id,
        stance=told.act,
        option=option,
        value=value,
        quote=told.quote.text,
        first_said=dates[-1] if dates else None,
        last_repeated=dates[0] if len(dates) > 1 else None,
        n_statements=len(group),
        n_origins=len({origin(entry) for entry in group}),
        holds=_holds(group, line, option, value, position),
        position=None if position is None else position.ruling,
        softenings=offers.since(dates[-1] if dates else None, line, option),
        excludes=exclusion(issue, line, option, value),
        statements=tuple(entry.id for entry in group),
    )


def _holds(
    group: Sequence[Entry], line: Act, option: OptionId | None, value: Value | None, position: Position | None
) -> Holds:
    ids = {entry.id for entry in group}
    if position is None or (all(entry.dated is None for entry in group) and position.ruling not in ids):
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
