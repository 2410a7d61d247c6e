"""Agreement: how each analyst reads the statements, where two differ, and how far they agree beyond chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from types import MappingProxyType
from typing import Literal, TypeVar

from detente.model import Decision, Entry, Review, Statement, StatementId, Value
from detente.model.reviews import standing
from detente.model.wire import statement_from_wire, statement_to_wire, to_wire

Level = Literal["nominal", "interval"]
_Told = TypeVar("_Told")

_AGAINST = frozenset({Decision.REJECT, Decision.SPLIT, Decision.MERGE})
_TOLD = (
    "party", "issue", "option", "act", "firmness", "speaker", "reported_by", "value", "condition", "said_on",
)  # fmt: skip
_DIFFERING = ("verdict", *_TOLD, "start", "end")
_MEASURED = ("verdict", *_TOLD, "quote")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A statement as one analyst reads it.

    Attributes:
        entry: The id the statement was first coded under.
        analyst: Whose reading it is.
        verdict: Accept, correct or reject: the analyst's last review that stands. To split or merge a statement is
            to reject it as it was.
        statement: The statement as it stood after that review; None where it is rejected.
    """

    entry: StatementId
    analyst: str
    verdict: Decision
    statement: Statement | None

    @property
    def is_kept(self) -> bool:
        """Whether the analyst lets the statement stand, corrected or not."""
        return self.statement is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field of a statement that two analysts or more read differently.

    Attributes:
        entry: The id the statement was first coded under.
        field: ``verdict``, or a field that a review can correct: party, issue, option, act, firmness, speaker,
            reported_by, value, condition, said_on, start or end.
        values: Each analyst's value, by the analyst's name, as the statement holds it (None where it tells none);
            ``kept`` or ``rejected`` for the verdict. Only for the verdict does it name those who rejected.
    """

    entry: StatementId
    field: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far analysts agree on a field, beyond what chance would bring.

    Attributes:
        field: As in :class:`Difference`; but ``quote`` for start and end, which are compared as one span.
        alpha: Krippendorff's alpha, at most 1: 1 means that they always agree, 0 that they agree as if values were
            drawn by lot, below 0 that they agree less than that. None where it cannot be told.
        level: How values are compared: ``nominal``, the same or not; ``interval``, by the square of their distance.
        n_statements: Statements with a value for the field from two analysts or more; the others do not count.
        n_analysts: Analysts who gave those values.
        reason: Why there is no alpha, in a clause; None where there is one.
    """

    field: str
    alpha: float | None
    level: Level
    n_statements: int
    n_analysts: int
    reason: str | None = None


def readings(entry: Entry) -> tuple[Reading, ...]:
    """How each analyst who reviewed a statement reads it, by the analysts' names.

    Who accepts or corrects a statement stands behind all that it says then, also behind what others corrected before:
    each is read as the statement stood after that analyst's last review. Reviews that were undone, by whomever, count
    for nobody, and to undo is not to review.

    Raises:
        ValueError: A correction holds what its field cannot; a ledger records none that does.
    """
    stands = standing(entry.reviews)
    return tuple(_reading(entry, analyst, stands) for analyst in sorted({review.reviewer for review in stands}))


def differences(entries: Sequence[Entry]) -> tuple[Difference, ...]:
    """Every place where two analysts differ, by the statements' ids, the verdict first.

    A pure function of the entries as a set, whatever their status. Statements that one analyst reviewed, or none,
    have no differences; who rejected a statement has no values for its fields, and differs in the verdict alone.

    Raises:
        ValueError: As for :func:`readings`.
    """
    return tuple(
        Difference(entry=several[0].entry, field=field, values=MappingProxyType(values))
        for several in _read_together(entries)
        for field in _DIFFERING
        for values in [_values(several, field)]
        if len(set(map(_word, values.values()))) > 1
    )


def agreement(entries: Sequence[Entry]) -> dict[str, Agreement]:
    """Krippendorff's alpha for the verdict and each field, over the statements that two or more analysts reviewed.

    A pure function of the entries as a set, whatever their status. That no value is told is a value of its own.
    ``value`` is compared at the interval level where every one is a single number and all have one unit; else, like
    every other field, nominally. There is no alpha for fewer than two statements, nor where all values are the same:
    it compares disagreement with what chance would bring, and then chance brings none.

    Raises:
        ValueError: As for :func:`readings`.

    Source:
        Krippendorff, K. (2011), Computing Krippendorff's Alpha-Reliability, University of Pennsylvania: section C for
        nominal data with missing values, section D for the interval difference.
    """
    together = _read_together(entries)
    return {field: _agreement(field, [_values(several, field) for several in together]) for field in _MEASURED}


def _reading(entry: Entry, analyst: str, stands: Sequence[Review]) -> Reading:
    last = max(place for place, review in enumerate(stands) if review.reviewer == analyst)
    decision = stands[last].decision
    is_rejected = decision in _AGAINST
    return Reading(
        entry=entry.id,
        analyst=analyst,
        verdict=Decision.REJECT if is_rejected else decision,
        statement=None if is_rejected else _corrected(entry.coded or entry.statement, stands[: last + 1]),
    )


def _corrected(coded: Statement, stands: Iterable[Review]) -> Statement:
    wire = statement_to_wire(coded)
    for review in stands:
        wire |= review.changes
    return statement_from_wire(wire)


def _read_together(entries: Iterable[Entry]) -> list[tuple[Reading, ...]]:
    """The readings of each statement that two analysts or more reviewed, by the statements' ids."""
    by_id = {entry.id: entry for entry in entries}
    read = (readings(by_id[id_]) for id_ in sorted(by_id))
    return [several for several in read if len(several) > 1]


def _values(several: Iterable[Reading], field: str) -> dict[str, object]:
    """Each analyst's value for a field; for a verdict all have one, else those who kept the statement."""
    if field == "verdict":
        return {each.analyst: "kept" if each.is_kept else "rejected" for each in several}
    return {each.analyst: _value(each.statement, field) for each in several if each.statement is not None}


def _value(statement: Statement, field: str) -> object:
    match field:
        case "start" | "end":
            return getattr(statement.quote, field)
        case "quote":
            return statement.doc, statement.quote.start, statement.quote.end
    return getattr(statement, field)


def _word(value: object) -> str:
    """The value as one word; equal values have equal words."""
    return repr(to_wire(value))


def _agreement(field: str, told: Iterable[Mapping[str, object]]) -> Agreement:
    units = [values for values in told if len(values) > 1]
    numbers = _numbers(units)
    words = [[_word(value) for value in unit.values()] for unit in units]
    reason = _hindrance(numbers or words)
    alpha = None
    if not reason:
        alpha = _alpha(numbers, _squares) if numbers else _alpha(words, _unlike)
    return Agreement(
        field=field,
        alpha=alpha,
        level="interval" if numbers else "nominal",
        n_statements=len(units),
        n_analysts=len({analyst for unit in units for analyst in unit}),
        reason=reason,
    )


def _numbers(units: Iterable[Mapping[str, object]]) -> list[list[float]]:
    """The values as numbers, if each is a single number and all have one unit; else nothing."""
    numbers: list[list[float]] = []
    measures = set()
    for unit in units:
        numbers.append([])
        for value in unit.values():
            if not isinstance(value, Value) or value.is_range or value.low is None:
                return []
            numbers[-1].append(value.low)
            measures.add(value.unit)
    return numbers if len(measures) == 1 else []


def _hindrance(units: Sequence[Sequence[object]]) -> str | None:
    if len(units) < 2:
        return "fewer than two statements have a value from two analysts"
    if len({value for unit in units for value in unit}) < 2:
        return "all values are the same, and without variation alpha is undefined"
    return None


def _alpha(units: Sequence[Sequence[_Told]], disagreement: Callable[[Sequence[_Told]], float]) -> float:
    everything = [value for unit in units for value in unit]
    within = fsum(disagreement(unit) / (len(unit) - 1) for unit in units)
    return 1 - within * (len(everything) - 1) / disagreement(everything)


def _unlike(values: Sequence[object]) -> float:
    """How many ordered pairs of the values are not the same."""
    return len(values) ** 2 - sum(n**2 for n in Counter(values).values())


def _squares(values: Sequence[float]) -> float:
    """The squared distances of all ordered pairs, summed: twice n times the squared distances from the mean."""
    if min(values) == max(values):
        return 0.0
    mean = fsum(values) / len(values)
    return 2 * len(values) * fsum((value - mean) ** 2 for value in values)
