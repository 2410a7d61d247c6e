"""Positions: what a party's statements on an issue add up to.

The rules and their reasons: docs/decisions/0003-how-statements-add-up.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.analysis.clashes import clashing
from detente.analysis.disowned import disowned, left_of
from detente.analysis.hearsay import is_all_hearsay
from detente.analysis.leanings import OptionStand, options_lapsed, options_named
from detente.analysis.offices import Office
from detente.analysis.origins import Directness
from detente.analysis.precedence import (
    KEPT,
    TAKEN,
    Lesser,
    is_kept_beside,
    lesser_by,
    may_be_kept,
    outranked_by,
    standing_beside,
    taken_beside,
)
from detente.analysis.runs import dated_from, heard_of, run_of
from detente.analysis.showing import Stand, may_stand_beside, said_beside, shown
from detente.analysis.stances import line_of
from detente.analysis.standing import compared_of, foremost, reason
from detente.analysis.transcript import LEAST_SURE, Cell, Rows, Transcript, transcript_of
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


_UNDENIED = "the only one that takes a position and that the party did not deny"


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a party stands on an issue, with the statements that say so.

    Attributes:
        stance: The act of the ruling statement.
        firmness: Of the ruling statement; but a red line of its run holds (see :func:`positions`).
        option, value: Of the ruling statement, or else the newest told in its run; of a red line that is a rejection,
            the newest told in the run's red lines.
        condition: Of the ruling statement; for a stance of ``condition`` else the newest told in its run.
        n_statements: Statements of this cell that count, of whatever act.
        n_origins: Independent reports these go back to.
        is_contested: Whether a counting statement cannot stand beside the ruling one.
        contested_by: Those statements, newest first.
        outranked: Newer statements that say otherwise, rank lower and do not contest it, newest first.
        outranked_by: What those rank lower by, each once: what decides of the ranking.
        is_hearsay: Whether all of its run is told by somebody unnamed, or of a source or report that is doubted.
        since: Date of the first statement of the unbroken run that names what is shown, option and number;
            where nothing is, of its first statement. None if the ruling statement has no date.
        last_confirmed: Date of the last statement of that run.
        ruling: The statement that gives the stance.
        statements: Every statement that counts, newest first.
        why: Why that statement rules, in a clause.
        run: The statements of the unbroken run, newest first; the ruling one is among them.
        undated_red_lines: Red lines without a date that do not make this one, in the order of the texts.
        asks_beside: Of a refusal, the number that it asks for or takes beside it within ``WINDOW_DAYS``, told no less
            likely, trusted, directly and with authority; None where none is told, and of other stances.
        beside: What it also wants, refuses or threatens with, and the stance leaves standing; each as if that ruled. To
            say one of them anew is no movement.
        options: Every option named within ``WINDOW_DAYS`` of the newest statement, by the statement on it that ranks
            first, in the order of the ranking.
        lapsed: What it last made of each option that it named only before that.
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
    outranked: tuple[StatementId, ...] = ()
    outranked_by: tuple[Lesser, ...] = ()
    is_hearsay: bool = False
    asks_beside: Value | None = None
    beside: tuple[Stand, ...] = ()
    options: tuple[OptionStand, ...] = ()
    lapsed: tuple[OptionStand, ...] = ()
    office: Office = Office.VOICE
    directness: Directness = Directness.DIRECT
    grade: Grade = UNGRADED
    confidence: float = 1.0

    @property
    def is_unsure(self) -> bool:
        """Whether it rests on one statement that nobody checked and that is coded rather wrong than right."""
        return self.confidence < LEAST_SURE and len(self.run) < 2


def positions(entries: Sequence[Entry], dossier: Dossier | None = None) -> dict[tuple[PartyId, IssueId], Position]:
    """The position of every party on every issue that it has spoken on.

    A pure function of the entries as a set: their order does not matter, and entries that an analyst
    rejected take no part. What may be known at a moment is the view's to decide, by which entries it gives.

    A red line holds against firm or unclear words that go on saying the same: if the run holds one at most
    30 days from the ruling statement and told at least as directly, the position is a red line. Flexible
    words lift it, and so does another stance, or a demand of a number that reaches beyond the red line's.

    Args:
        entries: As a view gives them.
        dossier: Tells the offices of people; without it only the speakers' own words do.
    """
    told = transcript_of(entries, dossier)
    return {cell: told.once(position_on, cell) for cell in sorted(told.cells)}


def position_on(told: Transcript, cell: Cell) -> Position:
    """The position of one party on one issue, by all that is told of it."""
    return position_of(told, told.cells[cell])


def position_of(told: Transcript, newest: Rows, denied: Mapping[int, int] | None = None) -> Position:
    """The position of one party on one issue.

    Args:
        told: The transcript.
        newest: What counts of the two, newest first; never empty.
        denied: What is disowned of it, where that is known.
    """
    left = left_of(told, newest, disowned(told, newest) if denied is None else denied)
    compared = compared_of(told, left)
    ranking, n_current = foremost(told, compared)
    ruling, why = _ruling(told, compared, ranking[:n_current])
    if not why:
        is_alone = len(ranking) == 1 and len(left) < len(newest)
        why = _UNDENIED if is_alone else reason(told, ranking, n_current, len(newest))
    heard = heard_of(told, left)
    run = run_of(told, ruling, heard)
    held = shown(told, ruling, run)
    red = held.stance if held.firmness is Firmness.RED_LINE else None
    beside = (shown(told, row, run_of(told, row, heard)) for row in said_beside(told, compared, ranking[:n_current]))
    ids, origins, entry = told.ids, told.origins, told.entries[ruling]
    contesting = clashing(told, ruling, newest)
    outranked = [row for row in outranked_by(told, ruling, held.option, compared) if row not in contesting]
    return Position(
        party=told.parties[ruling],
        issue=told.issues[ruling],
        stance=held.stance,
        firmness=held.firmness,
        option=held.option,
        value=held.value,
        condition=held.condition,
        n_statements=len(newest),
        n_origins=len({origins[row] for row in newest}),
        is_contested=bool(contesting),
        contested_by=tuple([ids[row] for row in contesting]),
        outranked=tuple([ids[row] for row in outranked]),
        outranked_by=lesser_by(told, ruling, outranked),
        is_hearsay=is_all_hearsay(told, run),
        since=dated_from(told, run, ruling, held.option, held.value),
        last_confirmed=told.dates[run[0]],
        ruling=ids[ruling],
        statements=tuple([ids[row] for row in newest]),
        why=why,
        run=tuple([ids[row] for row in run]),
        undated_red_lines=_undated_red_lines(told, left, red, held.option),
        asks_beside=_asks_beside(told, ruling, ranking[:n_current]),
        beside=tuple([each for each in beside if may_stand_beside(held, each)]),
        options=options_named(told, compared, ranking[:n_current]),
        lapsed=options_lapsed(told, compared, n_current),
        office=told.offices[ruling],
        directness=told.ways[ruling],
        grade=entry.grade,
        confidence=1.0 if entry.is_checked else entry.statement.confidence,
    )


def _ruling(told: Transcript, compared: Rows, current: Rows) -> tuple[int, str]:
    """What rules of what is current, and why where it is not what ranks first."""
    ruling, why = current[0], ""
    asked = next((row for row in current if may_be_kept(told, row)), None)
    if asked is not None and is_kept_beside(told, asked, ruling):
        ruling, why = asked, KEPT
    taken = taken_beside(told, ruling, told.on_day(compared, told.days[ruling]))
    return (ruling, why) if taken is None else (taken, TAKEN)


def _asks_beside(told: Transcript, refusal: int, current: Rows) -> Value | None:
    """The number that ranks first of those asked for or taken, no less sure than the refusal."""
    if told.lines[refusal] is not Act.REJECT:
        return None
    least = standing_beside(told, refusal)
    asking = (row for row in current if may_be_kept(told, row) and standing_beside(told, row) >= least)
    return next((number for row in asking if (number := told.numbers[row]) is not None), None)


def _undated_red_lines(
    told: Transcript, newest: Rows, held: Act | None, option: OptionId | None
) -> tuple[UndatedRedLine, ...]:
    """Those that do not say what is held as a red line already."""
    return tuple(
        UndatedRedLine(told.ids[row], told.acts[row])
        for row in told.undated_of(newest)
        if told.firmness[row] is Firmness.RED_LINE
        and told.takes_position[row]
        and not (held and line_of(held) is told.lines[row] and told.options[row] in {None, option})
    )
