"""Moves: what changed in a party's position between two moments.

The rules, with worked examples: docs/methods/movement.md.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from enum import StrEnum

from detente.analysis.headings import Direction, Headed
from detente.analysis.leanings import Leaning
from detente.analysis.positions import Position
from detente.analysis.scales import is_one_number
from detente.analysis.showing import Moment, Stand
from detente.analysis.stances import line_of, takes_position
from detente.model import Act, Condition, Edtf, Firmness, IssueId, OptionId, PartyId, StatementId, Time

_FIRMEST_LAST = (Firmness.FLEXIBLE, Firmness.FIRM, Firmness.RED_LINE)


class Aspect(StrEnum):
    """In what a position changed; first, that it is the first one told."""

    FIRST = "first"
    CONTENT = "content"
    FIRMNESS = "firmness"
    CONDITION = "condition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(Headed):
    """What changed in a party's position on an issue between two moments.

    Attributes:
        aspects: In what it changed; never empty.
        before: The position at the first moment; None where none was told.
        after: The position at the second.
        is_softer: Whether it is said less firmly than before; None where that is not told, or no change.
        directions: Toward or away from each other party with a position on the issue, in the dossier's order.
        on: When it moved: the date of the first new statement that it rests on; where what is shown is all new, since
            when it stands, as ``after.since`` tells.
        certainty: ``possibly`` where a vague date may lie on the other side of one of the two days.
        statements: The new statements that it rests on, and what ruled before.
    """

    party: PartyId
    issue: IssueId
    aspects: tuple[Aspect, ...]
    before: Position | None
    after: Position
    is_softer: bool | None
    directions: tuple[Direction, ...]
    on: Edtf | None
    certainty: Time
    statements: tuple[StatementId, ...]

    @property
    def compared(self) -> Position | Moment | Stand | None:
        """What it is compared with: what stood before, in the same line where the party held both; None for none."""
        return None if self.before is None else held_before(self.before, self.after, self.before.beside)

    @property
    def is_first(self) -> bool:
        """Whether it is the first position told."""
        return Aspect.FIRST in self.aspects

    @property
    def may_be_older(self) -> bool:
        """Whether it is the first position told, and may have been so at the first moment already."""
        return self.is_first and self.certainty is Time.POSSIBLY


def aspects(before: Position | None, after: Position | None) -> tuple[Aspect, ...]:
    """In what a position changed; empty where it did not.

    Content is another line of stance (demanding and proposing are one), another option or number, or an option that a
    new statement makes something else of. What stood beside the stance before is compared with what is said of it now:
    to go between a demand and the refusal of something else changes nothing. Saying less than before changes nothing,
    and neither does silence, nor a condition in other words on the same issue. Firmness is compared in one line of
    stance, and going to or from ``unclear`` changes nothing.
    """
    if after is None or not takes_position(after.stance):
        return ()
    if before is None or not takes_position(before.stance):
        return (Aspect.FIRST,)
    return _changed(before, after, before.beside, is_renamed=bool(renamed(before, after)))


def aspects_between(
    before: Moment | None,
    after: Moment | None,
    new: Container[StatementId],
    beside: Callable[[], Iterable[Stand]],
) -> tuple[Aspect, ...]:
    """In what a position changed between two moments of its course, as :func:`aspects` tells it.

    Args:
        before: None where no position had been taken.
        after: At a later moment.
        new: The statements that were told since.
        beside: Tells what stood beside the position before.
    """
    if after is None or after is before:
        return ()
    if before is None:
        return (Aspect.FIRST,)
    is_renamed = False
    for option, (leaning, statement) in after.stands.items():
        stood = before.stands.get(option)
        made = before.lapsed.get(option) if stood is None else stood[0]
        if made is not leaning and statement in new:
            is_renamed = True
            break
    is_other = _is_other_line(before.stance, after.stance)
    return _changed(before, after, beside() if is_other else (), is_renamed=is_renamed)


def _changed(
    stood: Position | Moment, after: Position | Moment, beside: Iterable[Stand], *, is_renamed: bool
) -> tuple[Aspect, ...]:
    before = held_before(stood, after, beside)
    found: list[Aspect] = []
    if is_renamed or is_turned(before, after):
        found.append(Aspect.CONTENT)
    if is_softer(before, after) is not None:
        found.append(Aspect.FIRMNESS)
    if _is_other_condition(before, after):
        found.append(Aspect.CONDITION)
    return tuple(found)


def held_before(
    before: Position | Moment, after: Position | Moment, beside: Iterable[Stand]
) -> Position | Moment | Stand:
    """What a stance is compared with: where it was held beside what ruled before, with that, and else with what ruled.

    Who demands one thing and refuses another all along moves by neither, whichever was said last.
    """
    if not _is_other_line(before.stance, after.stance):
        return before
    return next((each for each in beside if not _is_other_line(each.stance, after.stance)), before)


def is_turned(before: Position | Moment | Stand | None, after: Position | Moment) -> bool:
    """Whether stance, option or number is another than before, or the first; what else is named does not matter."""
    if before is None or _is_other_line(before.stance, after.stance):
        return True
    is_option = after.option is not None and after.option != before.option
    return is_option or (after.value is not None and not is_one_number(after.value, before.value))


def is_softer(before: Position | Moment | Stand | None, after: Position | Moment) -> bool | None:
    """Whether a position is less firm than it was; None where it is as firm, says another thing, or one is unclear."""
    if before is None or before.firmness is after.firmness or _is_other_line(before.stance, after.stance):
        return None
    if Firmness.UNCLEAR in (before.firmness, after.firmness):
        return None
    return _FIRMEST_LAST.index(after.firmness) < _FIRMEST_LAST.index(before.firmness)


def _is_other_line(before: Act, after: Act) -> bool:
    return before is not after and line_of(before) is not line_of(after)


def renamed(before: Position, after: Position) -> tuple[StatementId, ...]:
    """The new statements that make something else of an option than before, or name it first."""
    known: dict[OptionId, Leaning] = {stand.option: stand.leaning for stand in (*before.options, *before.lapsed)}
    return tuple(
        stand.statement
        for stand in after.options
        if known.get(stand.option) is not stand.leaning and stand.statement not in before.statements
    )


def _is_other_condition(before: Position | Moment | Stand, after: Position | Moment) -> bool:
    if before.condition is None or after.condition is None:
        return before.condition is not after.condition
    return not _is_same(before.condition, after.condition)


def _is_same(one: Condition, other: Condition) -> bool:
    """Whether two conditions may be one: on one issue, or on none that is told, however they are worded."""
    return one.issue == other.issue
