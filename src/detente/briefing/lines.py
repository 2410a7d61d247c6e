"""Lines about a position: the cell, the clause of the bottom line, the full line, and what contests it."""

from __future__ import annotations

from detente.analysis import Position, clash
from detente.briefing.brief import Length
from detente.briefing.frame import Frame, anchor
from detente.briefing.records import Cell, Clause, Contest, PositionLine, Side
from detente.briefing.wording import chain_words
from detente.model import Entry, Firmness, Status


def clause(frame: Frame, position: Position) -> Clause:
    """A party's stance as part of a sentence."""
    ruling = frame.entries[position.ruling]
    chain = chain_words(ruling.statement.reported_by)
    return Clause(
        anchor=anchor("bottom", position.issue, position.party),
        label="bottom line",
        statements=frame.cited(position),
        party=frame.parties[position.party],
        stance=position.stance,
        option=frame.option(position.issue, position.option),
        value=frame.value(position),
        condition=position.condition.text if position.condition else None,
        quote=frame.entries[frame.telling(position, "firmness")].statement.quote.text,
        told_by=chain or None,
        is_red_line=position.firmness is Firmness.RED_LINE,
        is_contested=position.is_contested,
    )


def cell(frame: Frame, position: Position) -> Cell:
    """A position at a glance, with its ruling statement."""
    option = frame.option(position.issue, position.option)
    return Cell(
        anchor=anchor("cell", position.issue, position.party),
        label="matrix",
        statements=frame.needed(position),
        party=frame.parties[position.party],
        stance=position.stance,
        firmness=position.firmness,
        detail=frame.value(position) or option,
        n_statements=position.n_statements,
        is_contested=position.is_contested,
    )


def position_line(frame: Frame, position: Position) -> PositionLine:
    """A position with everything the brief tells of it."""
    ruling = frame.entries[position.ruling]
    cited = frame.cited(position)
    found = contests(frame, position)
    shown = {*cited, *(each.other.statement for each in found)}
    statuses = [frame.entries[each].status for each in position.statements]
    return PositionLine(
        anchor=anchor("position", position.issue, position.party),
        label="position",
        statements=cited,
        party=frame.parties[position.party],
        stance=position.stance,
        firmness=position.firmness,
        option=frame.option(position.issue, position.option),
        value=frame.value(position),
        condition=position.condition.text if position.condition else None,
        quote=ruling.statement.quote.text,
        teller=frame.teller(ruling),
        dated=ruling.dated,
        since=position.since,
        last_confirmed=position.last_confirmed,
        n_statements=position.n_statements,
        n_origins=position.n_origins,
        n_reviewed=sum(status in {Status.ACCEPTED, Status.CORRECTED} for status in statuses),
        n_uncited=len(set(position.statements) - shown),
        why=position.why,
        contests=found,
    )


def contests(frame: Frame, position: Position) -> tuple[Contest, ...]:
    """What cannot stand beside the ruling statement, newest first.

    Unless the brief is full, only the newest of those that say the same is told.
    """
    ruling = frame.entries[position.ruling]
    found: dict[object, Contest] = {}
    for other_id in position.contested_by:
        other = frame.entries[other_id]
        told = other.statement
        kind = (clash(ruling, other), told.act, told.option, told.value)
        key = other_id if frame.length is Length.FULL else kind
        if key not in found:
            found[key] = _contest(frame, ruling, other)
    return tuple(found.values())


def _contest(frame: Frame, ruling: Entry, other: Entry) -> Contest:
    told = ruling.statement
    kind = clash(ruling, other)
    if kind is None:
        raise ValueError(f"{ruling.id} and {other.id} can both stand")
    return Contest(
        anchor=anchor("contest", told.issue, told.party, other.id),
        label="contested",
        statements=(ruling.id, other.id),
        party=frame.parties[told.party],
        issue=frame.issues[told.issue],
        clash=kind.value,
        ours=_side(frame, ruling),
        other=_side(frame, other),
    )


def _side(frame: Frame, entry: Entry) -> Side:
    return Side(
        statement=entry.id,
        stance=entry.statement.act,
        quote=entry.statement.quote.text,
        teller=frame.teller(entry),
        dated=entry.dated,
    )
