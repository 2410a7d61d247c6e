"""Preferences: which outcomes of an issue a position wants, takes on a condition, or leaves no room for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from detente.analysis.exclusions import RedLine, red_line_of
from detente.analysis.leanings import LEANINGS, Leaning
from detente.analysis.positions import Position
from detente.analysis.scales import fits_scale, holds
from detente.model import (
    Condition,
    Edtf,
    Firmness,
    Issue,
    IssueId,
    OptionId,
    PartyId,
    StatementId,
    Time,
    Value,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What a party's position tells of an issue's outcomes.

    Attributes:
        preferred: The options it wants: what the ruling stance names or, where it names no outcome that is wanted,
            the first-ranked of those named beside it. Several only where a number holds the places of several.
        conditional: Options that it would take on a condition.
        excluded: Options that it rejects, and those that its red line leaves no room for.
        number: What it wants on the scale, in the scale's unit: the number told, else the place of the option wanted.
        refused: The number it rejects, in the scale's unit.
        is_conditional: Whether all that it wants is wanted on a condition.
        is_in_doubt: Whether a rejection rules that names nothing: it may reject just what is wanted beside it.
        is_contested: Whether a statement cannot stand beside the ruling one.
        condition: What it depends on, where a condition was told.
        firmness: The position's.
        red_line: What the position excludes as a red line; None where it is none, or where that cannot be told.
        told: Whether what is shown had been said by ``as_of``: certainly, possibly, or at a time nobody tells.
        statements: What this rests on, the ruling statement first.
    """

    party: PartyId
    issue: IssueId
    preferred: tuple[OptionId, ...]
    conditional: tuple[OptionId, ...]
    excluded: tuple[OptionId, ...]
    number: Value | None
    refused: Value | None
    is_conditional: bool
    is_in_doubt: bool
    is_contested: bool
    condition: Condition | None
    firmness: Firmness
    red_line: RedLine | None
    told: Time
    statements: tuple[StatementId, ...]

    @property
    def accepted(self) -> tuple[OptionId, ...]:
        """The options that it wants or would take on a condition."""
        return self.preferred + self.conditional

    @property
    def is_told(self) -> bool:
        """Whether it tells anything of an outcome, if only one that it does not want."""
        return self.is_wanted or bool(self.excluded) or self.refused is not None

    @property
    def is_wanted(self) -> bool:
        """Whether it tells an outcome that it wants, or would take on a condition."""
        return bool(self.preferred or self.conditional) or self.number is not None


def preferences(position: Position, issue: Issue, as_of: date | None = None) -> Preferences:
    """What the position tells of the issue's outcomes; nothing where it names no option and no fitting number.

    A bare "rejects" or "demands" tells no outcome, and neither does a threat, a denial or an assessment.

    Args:
        position: One on ``issue``.
        issue: As the dossier describes it; an option that it does not name is not told.
        as_of: The day of the view, for telling what was said by it only possibly; None for no limit.
    """
    line = red_line_of(position, issue)
    red_line = line if isinstance(line, RedLine) else None
    leaning = LEANINGS.get(position.stance)
    value = position.value if fits_scale(position.value, issue) else None
    by = _options(position, issue, leaning, value)
    excluded = {*by[Leaning.EXCLUDED], *(red_line.excluded if red_line else ())}
    preferred, conditional = by[Leaning.PREFERRED] - excluded, by[Leaning.CONDITIONAL] - excluded
    number = value if leaning in {Leaning.PREFERRED, Leaning.CONDITIONAL} else None
    is_own = leaning is Leaning.PREFERRED
    return Preferences(
        party=position.party,
        issue=position.issue,
        preferred=_ordered(preferred, issue),
        conditional=_ordered(conditional, issue),
        excluded=_ordered(excluded, issue),
        number=number or _place(preferred or conditional, issue),
        refused=value if leaning is Leaning.EXCLUDED else None,
        is_conditional=not (preferred or (is_own and value)) or (is_own and position.condition is not None),
        is_in_doubt=leaning is Leaning.EXCLUDED and value is None and position.option is None,
        is_contested=position.is_contested,
        condition=position.condition,
        firmness=position.firmness,
        red_line=red_line,
        told=_told(position.since, as_of),
        statements=_statements(position, preferred | conditional | excluded),
    )


def scale_unit(issue: Issue) -> str:
    """The unit of the issue's scale; empty where its options have places without one."""
    return issue.scale.unit or ""


def scale_ends(issue: Issue) -> tuple[float, float] | None:
    """The lowest and the highest outcome on the table, in the scale's unit.

    The ends are the scale's, or else the outermost places of the options. None where they are not told or are one.
    """
    places = [option.place for option in issue.options if option.place is not None]
    low = issue.scale.low if issue.scale.low is not None else min(places, default=None)
    high = issue.scale.high if issue.scale.high is not None else max(places, default=None)
    if low is None or high is None or high <= low:
        return None
    return low, high


def scale_range(issue: Issue) -> float | None:
    """From the one of :func:`scale_ends` to the other; None where there are none."""
    ends = scale_ends(issue)
    return None if ends is None else ends[1] - ends[0]


def _options(
    position: Position, issue: Issue, leaning: Leaning | None, value: Value | None
) -> dict[Leaning, set[OptionId]]:
    """The options by what is made of them: first what the stance names, then what is named beside it."""
    known = {option.id for option in issue.options}
    by: dict[Leaning, set[OptionId]] = {each: set() for each in Leaning}
    touched = _touched(position, issue, value) if leaning else set()
    if leaning:
        by[leaning] |= touched
    is_named = leaning is Leaning.PREFERRED and (value is not None or position.option is not None)
    for stand in position.options:
        is_beside = stand.leaning is Leaning.PREFERRED and (is_named or by[Leaning.PREFERRED])
        if stand.option in known - touched and not is_beside and stand.replaced_by is None:
            by[stand.leaning].add(stand.option)
    return by


def _touched(position: Position, issue: Issue, value: Value | None) -> set[OptionId]:
    """The option that the position names, or else those whose places its number holds."""
    if position.option is not None:
        return {option.id for option in issue.options if option.id == position.option}
    return {option.id for option in issue.options if value and holds(value, option.place)}


def _ordered(chosen: Collection[OptionId], issue: Issue) -> tuple[OptionId, ...]:
    return tuple(option.id for option in issue.options if option.id in chosen)


def _place(chosen: Collection[OptionId], issue: Issue) -> Value | None:
    """The places of the options as a number or a range; None if one has no place."""
    places = [option.place for option in issue.options if option.id in chosen]
    told = [place for place in places if place is not None]
    return Value(min(told), max(told), scale_unit(issue)) if told and len(told) == len(places) else None


def _told(since: Edtf | None, as_of: date | None) -> Time:
    if since is None:
        return Time.UNDATED
    return Time.POSSIBLY if as_of is not None and since.latest > as_of else Time.CERTAINLY


def _statements(position: Position, shown: Collection[OptionId]) -> tuple[StatementId, ...]:
    beside = (stand.statement for stand in position.options if stand.option in shown)
    return tuple(dict.fromkeys((position.ruling, *position.run, *beside)))
