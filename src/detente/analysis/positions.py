"""Positions: what a party's statements on an issue add up to.

The rules and their reasons: docs/decisions/0003-how-statements-add-up.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from detente.analysis.clashes import clash
from detente.analysis.offices import Office, Offices
from detente.analysis.origins import Directness, directness, origin
from detente.analysis.runs import dated_from, run_of
from detente.analysis.stances import line_of, takes_position
from detente.analysis.standing import Standing, compared_of, foremost, is_near, newest_first, reason
from detente.model import (
    UNGRADED,
    Act,
    Condition,
    Dossier,
    Edtf,
    Entry,
    Firmness,
    Grade,
    IssueId,
    OptionId,
    PartyId,
    StatementId,
    Value,
)


@dataclass(frozen=True, slots=True)
class UndatedRedLine:
    """A red line that holds no position, as nobody can tell whether it still stands."""

    statement: StatementId
    stance: Act


class Leaning(StrEnum):
    """What a party makes of an option now."""

    PREFERRED = "preferred"
    CONDITIONAL = "conditional"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class OptionStand:
    """An option that a party names now, what it makes of it, and the statement that says so."""

    option: OptionId
    leaning: Leaning
    firmness: Firmness
    statement: StatementId


LEANINGS = {
    Act.DEMAND: Leaning.PREFERRED,
    Act.PROPOSE: Leaning.PREFERRED,
    Act.ACCEPT: Leaning.PREFERRED,
    Act.CONDITION: Leaning.CONDITIONAL,
    Act.REJECT: Leaning.EXCLUDED,
}
"""What naming an option by an act makes of it; other acts make nothing of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a party stands on an issue, with the statements that say so.

    Attributes:
        stance: The act of the ruling statement.
        firmness: Of the ruling statement; but a red line of its run holds (see :func:`positions`).
        option, value: Of the ruling statement, or else the newest told in its run.
        condition: Of the ruling statement; for a stance of ``condition`` else the newest told in its run.
        n_statements: Statements of this cell that count, of whatever act.
        n_origins: Independent reports these go back to.
        is_contested: Whether a counting statement cannot stand beside the ruling one.
        contested_by: Those statements, newest first.
        since: Date of the first statement of the unbroken run that names what is shown, option and number;
            where nothing is, of its first statement. None if the ruling statement has no date.
        last_confirmed: Date of the last statement of that run.
        ruling: The statement that gives the stance.
        statements: Every statement that counts, newest first.
        why: Why that statement rules, in a clause.
        run: The statements of the unbroken run, newest first; the ruling one is among them.
        undated_red_lines: Red lines without a date that do not make this one, in the order of the texts.
        options: Every option named within ``WINDOW_DAYS`` of the newest statement, by the statement on it that ranks
            first, in the order of the ranking.
        office: In what capacity the ruling statement was made.
        directness: How directly the ruling statement reached its document.
        grade: How far the ruling statement's source and report are trusted.
        confidence: That party, issue and act of the ruling statement are coded right, in [0, 1]; 1 where an analyst
            checked it.
    """

    party: PartyId
    issue: IssueId
    stance: Act
    firmness: Firmness
    option: OptionId | None
    value: Value | None
    condition: Condition | None
    n_statements: int
    n_origins: int
    is_contested: bool
    contested_by: tuple[StatementId, ...]
    since: Edtf | None
    last_confirmed: Edtf | None
    ruling: StatementId
    statements: tuple[StatementId, ...]
    why: str
    run: tuple[StatementId, ...] = ()
    undated_red_lines: tuple[UndatedRedLine, ...] = ()
    options: tuple[OptionStand, ...] = ()
    office: Office = Office.VOICE
    directness: Directness = Directness.DIRECT
    grade: Grade = UNGRADED
    confidence: float = 1.0


def positions(entries: Sequence[Entry], dossier: Dossier | None = None) -> dict[tuple[PartyId, IssueId], Position]:
    """The position of every party on every issue that it has spoken on.

    A pure function of the entries as a set: their order does not matter, and entries that an analyst
    rejected take no part. What may be known at a moment is the view's to decide, by which entries it gives.

    A red line holds against firm or unclear words that go on saying the same: if the run holds one at most
    30 days from the ruling statement and told at least as directly, the position is a red line. Flexible
    words lift it, and so does another stance.

    Args:
        entries: As a view gives them.
        dossier: Tells the offices of people; without it only the speakers' own words do.
    """
    cells: dict[tuple[PartyId, IssueId], dict[StatementId, Entry]] = defaultdict(dict)
    for entry in entries:
        if entry.counts:
            cells[entry.statement.party, entry.statement.issue][entry.id] = entry
    offices = Offices(dossier)
    return {cell: position_of(newest_first(list(cells[cell].values())), offices) for cell in sorted(cells)}


def position_of(newest: Sequence[Entry], offices: Offices) -> Position:
    """The position of one party on one issue.

    Args:
        newest: What counts of the two, newest first; never empty.
        offices: Of the people of the dossier.
    """
    compared = compared_of(newest)
    ranking = foremost(compared, offices)
    ruling = ranking[0][0]
    statement = ruling.statement
    run = run_of(ruling, compared)
    told = [statement, *(entry.statement for entry in run)]
    option = next((each.option for each in told if each.option is not None), None)
    value = next((each.value for each in told if each.value is not None), None)
    firmness = _firmness(ruling, run)
    conditions = told if statement.act is Act.CONDITION else told[:1]
    contested_by = tuple(entry.id for entry in newest if clash(ruling, entry))
    return Position(
        party=statement.party,
        issue=statement.issue,
        stance=statement.act,
        firmness=firmness,
        option=option,
        value=value,
        condition=next((each.condition for each in conditions if each.condition is not None), None),
        n_statements=len(newest),
        n_origins=len({origin(entry) for entry in newest}),
        is_contested=bool(contested_by),
        contested_by=contested_by,
        since=dated_from(run, ruling, option, value),
        last_confirmed=run[0].dated,
        ruling=ruling.id,
        statements=tuple(entry.id for entry in newest),
        why=reason(ranking, len(newest)),
        run=tuple(entry.id for entry in run),
        undated_red_lines=tuple(
            UndatedRedLine(entry.id, entry.statement.act)
            for entry in newest
            if _is_loose_red_line(entry)
            and not (firmness is Firmness.RED_LINE and _says_the_same(entry, statement.act, option))
        ),
        options=_options(ranking),
        office=ranking[0][1].office,
        directness=ranking[0][1].directness,
        grade=ruling.grade,
        confidence=1.0 if ranking[0][1].is_reviewed else statement.confidence,
    )


def _options(ranking: Sequence[tuple[Entry, Standing]]) -> tuple[OptionStand, ...]:
    """What is made of each option named now: the first of the ranking that names it decides."""
    stands: dict[OptionId, OptionStand] = {}
    for entry, standing in ranking:
        told = entry.statement
        if standing.is_current and told.option is not None and told.act in LEANINGS:
            stand = OptionStand(told.option, LEANINGS[told.act], told.firmness, entry.id)
            stands.setdefault(told.option, stand)
    return tuple(stands.values())


def _firmness(ruling: Entry, run: Sequence[Entry]) -> Firmness:
    told = ruling.statement.firmness
    if told is Firmness.FLEXIBLE or told is Firmness.RED_LINE:
        return told
    is_held = any(
        entry.statement.firmness is Firmness.RED_LINE
        and is_near(entry, ruling)
        and directness(entry) >= directness(ruling)
        for entry in run
    )
    return Firmness.RED_LINE if is_held else told


def _is_loose_red_line(entry: Entry) -> bool:
    told = entry.statement
    return told.firmness is Firmness.RED_LINE and entry.dated is None and takes_position(told.act)


def _says_the_same(entry: Entry, act: Act, option: OptionId | None) -> bool:
    told = entry.statement
    return line_of(told.act) is line_of(act) and told.option in {None, option}
