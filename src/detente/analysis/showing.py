"""Showing: what a statement and the run that it stands in show, and what else of the party may stand beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from detente.analysis.leanings import Leaning
from detente.analysis.scales import is_elsewhere
from detente.analysis.stances import line_of
from detente.analysis.transcript import Rows, Transcript
from detente.model import Act, Condition, Firmness, OptionId, StatementId, Value

SIDES = MappingProxyType(
    {
        Act.DEMAND: Act.DEMAND,
        Act.PROPOSE: Act.DEMAND,
        Act.ACCEPT: Act.DEMAND,
        Act.CONDITION: Act.DEMAND,
        Act.REJECT: Act.REJECT,
        Act.THREATEN: Act.THREATEN,
    }
)
"""What is wanted, refused or threatened with: a party may say one of each all along."""


@dataclass(frozen=True, slots=True)
class Stand:
    """What a statement and its run show.

    Attributes:
        stance: The statement's act.
        firmness: Its own; but a red line of its run holds (see :func:`detente.analysis.positions`).
        option, value: Its own, or else the newest told in its run; of a red line that is a rejection, the newest told
            in the run's red lines.
        condition: Its own; for a stance of ``condition`` else the newest told in its run.
    """

    stance: Act
    firmness: Firmness
    option: OptionId | None
    value: Value | None
    condition: Condition | None
    statement: StatementId


class Moment(NamedTuple):
    """What a position shows at the end of a day, as far as a move is told from it.

    Attributes:
        stance, firmness, option, value, condition: As in :class:`detente.analysis.Position`.
        stands: What is made of each option named then, and the statement that says so.
        lapsed: What was last made of each option that was named only before.
        ruling: The statement that gives the stance.
    """

    stance: Act
    firmness: Firmness
    option: OptionId | None
    value: Value | None
    condition: Condition | None
    stands: Mapping[OptionId, tuple[Leaning, StatementId]]
    lapsed: Mapping[OptionId, Leaning]
    ruling: StatementId

    @classmethod
    def of(
        cls, held: Stand, stands: Mapping[OptionId, tuple[Leaning, StatementId]], lapsed: Mapping[OptionId, Leaning]
    ) -> Moment:  # fmt: skip
        """What is shown where this statement rules."""
        named = held.option, held.value, held.condition
        return cls(held.stance, held.firmness, *named, stands, lapsed, held.statement)


def shown(told: Transcript, ruling: int, run: Rows) -> Stand:
    """What a statement and its run show.

    Args:
        told: The transcript.
        ruling: The statement.
        run: Its run, newest first.
    """
    stance, firmness, all_of_it = told.acts[ruling], _firmness(told, ruling, run), [ruling, *run]
    named = [ruling, *_red_lines(told, ruling, run)] if is_red_refusal(stance, firmness) else all_of_it
    option = next((each for row in named if (each := told.options[row]) is not None), None)
    value = next((number for row in named if (number := told.values[row]) is not None), None)
    conditions = all_of_it if stance is Act.CONDITION else all_of_it[:1]
    condition = next((tied for row in conditions if (tied := told.conditions[row]) is not None), None)
    return Stand(stance, firmness, *agreeing(told, ruling, option, value), condition, told.ids[ruling])


def said_beside(told: Transcript, compared: Rows, current: Rows) -> Iterator[int]:
    """What ranks first of what is wanted, of what is refused and of what is threatened with.

    Where none of it is current, what ranks first of the last day on which it was said.

    Args:
        told: The transcript.
        compared: What takes a position, newest first.
        current: The ranking of those of them that are current.
    """
    older = [row for row in compared if told.acts[row] in SIDES]
    for side in dict.fromkeys(SIDES.values()):
        found = next((row for row in current if SIDES.get(told.acts[row]) is side), None)
        if found is None:
            on_it = [row for row in older if SIDES[told.acts[row]] is side]
            last = (row for row in on_it if told.days[row] == told.days[on_it[0]])
            found = max(last, key=told.ranks.__getitem__, default=None)
        if found is not None:
            yield found


def may_stand_beside(one: Stand | Moment, other: Stand) -> bool:
    """Whether a party may go on saying both: a threat with anything, a refusal with what is wanted of something else.

    A refusal that names nothing, or of which it is not told whether it is of something else, leaves a demand.
    """
    sides = SIDES.get(one.stance), SIDES.get(other.stance)
    if None in sides or sides[0] is sides[1]:
        return False
    if Act.THREATEN in sides:
        return True
    wanted = other if sides[0] is Act.REJECT else one
    is_other_option = None not in (one.option, other.option) and one.option != other.option
    do_overlap = None if one.value is None or other.value is None else one.value.overlaps(other.value)
    if is_other_option or do_overlap is False:
        return True
    is_same = do_overlap or (one.option is not None and one.option == other.option)
    return not is_same and line_of(wanted.stance) is Act.DEMAND


def agreeing(
    told: Transcript, ruling: int, option: OptionId | None, value: Value | None
) -> tuple[OptionId | None, Value | None]:
    """The option and number that are shown together: not an option whose place is another number.

    Of two that do not agree the ruling statement's own is shown, or else the number.
    """
    if not is_elsewhere(value, option, told.number_issues.get(told.issues[ruling])):
        return option, value
    if told.options[ruling] is None:
        return None, value
    return option, None if told.values[ruling] is None else value


def is_red_refusal(stance: Act, firmness: Firmness) -> bool:
    """Whether only red lines tell what is refused: what was refused firmly before need not be the red line."""
    return stance is Act.REJECT and firmness is Firmness.RED_LINE


def _red_lines(told: Transcript, ruling: int, run: Rows) -> list[int]:
    """The red lines of a run that were told as directly as the ruling statement at least, and that it keeps to."""
    way, asked = told.ways[ruling], asked_number(told, ruling)
    return [
        row
        for row in run
        if told.firmness[row] is Firmness.RED_LINE and told.ways[row] >= way and keeps_to(told.values[row], asked)
    ]


def asked_number(told: Transcript, ruling: int) -> Value | None:
    """The number that it asks for itself; None where it tells none, or refuses one."""
    return told.values[ruling] if told.lines[ruling] is Act.DEMAND else None


def keeps_to(drawn: Value | None, asked: Value | None) -> bool:
    """Whether what is asked for now lies within the number that a red line drew; so where either is not told."""
    if drawn is None or asked is None or not drawn.is_in(asked.unit):
        return True
    (least, most), (low, high) = drawn.ends, asked.ends
    return least <= low and high <= most


def _firmness(told: Transcript, ruling: int, run: Rows) -> Firmness:
    firmness = told.firmness[ruling]
    if firmness is Firmness.FLEXIBLE or firmness is Firmness.RED_LINE:
        return firmness
    is_held = any(told.is_near(row, ruling) for row in _red_lines(told, ruling, run))
    return Firmness.RED_LINE if is_held else firmness
