"""Lines about a position: the cell, the clause of the bottom line, the full line."""

from __future__ import annotations

from detente.analysis import Position
from detente.briefing.frame import Frame, anchor
from detente.briefing.limits import Length
from detente.briefing.records import Cell, Clause, PositionLine
from detente.briefing.wording import chain_words
from detente.model import Firmness


def clause(frame: Frame, position: Position) -> Clause:
    """A party's stance as part of a sentence."""
    ruling = frame.entries[position.ruling]
    chain = chain_words(ruling.statement.reported_by)
    return Clause(
        anchor=anchor("bottom", position.issue, position.party),
        label="bottom line",
        statements=frame.cited(position),
        party=frame.party(position.party),
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
        party=frame.party(position.party),
        stance=position.stance,
        firmness=position.firmness,
        detail=frame.value(position) or option,
        n_statements=position.n_statements,
        is_contested=position.is_contested,
        is_unsure=position.is_unsure,
    )


def position_line(frame: Frame, position: Position) -> PositionLine:
    """A position with everything the brief tells of it."""
    ruling = frame.entries[position.ruling]
    cited = frame.cited(position)
    against = position.contested_by if frame.length is Length.FULL else position.contested_by[:1]
    resting = tuple(dict.fromkeys((*cited, *against)))
    return PositionLine(
        anchor=anchor("position", position.issue, position.party),
        label="position",
        statements=resting,
        party=frame.party(position.party),
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
        n_reviewed=sum(frame.entries[each].is_checked for each in position.statements),
        n_uncited=len(set(position.statements) - set(resting)),
        why=position.why,
        against=against,
    )
