"""Scenarios: what parties can agree on, what each outcome is worth to each of them, and what they rule out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from math import prod
from typing import Any, TypeVar

_Answer = TypeVar("_Answer")

RESERVATION = "reservation"
"""Ends the id of the line that a party's reservation draws."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DealOption:
    """One possible outcome of an issue.

    Attributes:
        place: The number that it stands for, in the issue's unit; None where it is no number.
    """

    id: str
    name: str
    place: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DealIssue:
    """A question that a deal settles by one of its options."""

    id: str
    name: str
    options: tuple[DealOption, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DealParty:
    """A party and what outcomes are worth to it: ``u(x) = payment + sum of weights[j] * values[j][x_j]``.

    Attributes:
        weights: What each issue counts for, in the scenario's order; they sum to 1.
        values: For each issue, what each of its options is worth; all 0 where nothing is known.
        reservation: What no deal is worth to it; it takes no package that is worth less.
        payment: What it gets, or gives if negative, beside the package.
    """

    id: str
    name: str
    weights: tuple[float, ...]
    values: tuple[tuple[float, ...], ...]
    reservation: float = 0.0
    payment: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DealLine:
    """A red line: options that a party leaves no room for, or the least that a package must be worth to it.

    Attributes:
        party: Index of the party that draws it.
        issue: Index of the issue; None for a threshold.
        excluded: Indices of the options that it excludes; none for a threshold.
        least: The threshold: packages worth less to the party are excluded; None for options.
        at_least, at_most: The bound of a number that the excluded options follow from, if it is one.
        is_exclusive: Whether the bound excludes its own number too, as "over 18" does; only where there is one bound.
        cost: What giving it up costs, in any one unit; 1 where nobody says.
        statements: Ids of the statements that it rests on.
    """

    id: str
    party: int
    issue: int | None = None
    excluded: frozenset[int] = frozenset()
    least: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    is_exclusive: bool = False
    cost: float = 1.0
    statements: tuple[str, ...] = ()

    @property
    def bounds(self) -> tuple[tuple[str, float | None], ...]:
        """The lower and the upper bound, each after the word for it; None where there is none."""
        words = ("over", "under") if self.is_exclusive else ("at least", "at most")
        return tuple(zip(words, (self.at_least, self.at_most), strict=True))

    def leaves(self, place: float) -> bool:
        """Whether its bounds leave room for a number."""
        low, high = self.at_least, self.at_most
        is_inside = (low is None or place >= low) and (high is None or place <= high)
        return is_inside and not (self.is_exclusive and place in {low, high})


@dataclass(frozen=True, slots=True, kw_only=True)
class DealLinkage:
    """One outcome only with another: where ``issue`` ends in ``options``, ``needs`` ends in ``needed``.

    Attributes:
        issue, needs: Indices of issues.
        options, needed: Indices of options of these.
    """

    issue: int
    options: frozenset[int]
    needs: int
    needed: frozenset[int]


class Entry(StrEnum):
    """What of a scenario may be uncertain."""

    WEIGHT = "weight"
    VALUE = "value"
    RESERVATION = "reservation"
    LINE = "red line"


@dataclass(frozen=True, slots=True, kw_only=True)
class UncertainEntry:
    """An entry of a scenario that may be otherwise.

    Attributes:
        party, issue, option: Indices of what it is about; None where the entry has none.
        line: Id of the red line, for one that may not stand.
        low, high: It lies between them, all numbers alike; for a line both are the chance that it stands.
    """

    entry: Entry
    low: float
    high: float
    party: int | None = None
    issue: int | None = None
    option: int | None = None
    line: str | None = None


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """What is on the table and what it is worth to whom; :func:`detente.dealspace.checked` makes sure it can be used.

    Attributes:
        lines: The red lines, without the parties' reservations.
        uncertain: The entries that may be otherwise, and between which numbers.
        uncounted: The id of each red line that is told and excludes nothing, and why.
    """

    title: str
    issues: tuple[DealIssue, ...]
    parties: tuple[DealParty, ...]
    lines: tuple[DealLine, ...] = ()
    linkages: tuple[DealLinkage, ...] = ()
    uncertain: tuple[UncertainEntry, ...] = ()
    uncounted: tuple[tuple[str, str], ...] = ()

    @cached_property
    def n_packages(self) -> int:
        """The ways to take one option for every issue, whatever red lines and linkages say."""
        return prod(len(issue.options) for issue in self.issues)

    @property
    def has_values(self) -> bool:
        """Whether an outcome is worth anything to anybody; without it, no package is better than another."""
        return any(any(any(row) for row in party.values) for party in self.parties)

    @cached_property
    def still_open(self) -> tuple[tuple[int, ...], ...]:
        """For each issue, the options that no red line excludes."""
        return tuple(self.open_options())

    @cached_property
    def _answers(self) -> dict[Callable[[Scenario], Any], Any]:
        return {}

    def once(self, question: Callable[[Scenario], _Answer]) -> _Answer:
        """The answer to a question about the scenario and nothing else, found when it is first asked for."""
        if question not in self._answers:
            self._answers[question] = question(self)
        answer: _Answer = self._answers[question]
        return answer

    def open_options(self, lines: tuple[DealLine, ...] | None = None) -> Iterator[tuple[int, ...]]:
        """For each issue, the options that none of these lines excludes; of all lines where none are given."""
        lost: dict[int, set[int]] = {}
        for line in self.lines if lines is None else lines:
            if line.issue is not None:
                lost.setdefault(line.issue, set()).update(line.excluded)
        for index, issue in enumerate(self.issues):
            every, gone = range(len(issue.options)), lost.get(index)
            yield tuple(option for option in every if option not in gone) if gone else tuple(every)

    def linkage_id(self, linkage: DealLinkage) -> str:
        """The linkage's id, e.g. ``passage=free>ports=open``."""
        ends = ((linkage.issue, linkage.options), (linkage.needs, linkage.needed))
        told = ((self.issues[at], sorted(options)) for at, options in ends)
        return ">".join(f"{issue.id}={'+'.join(issue.options[each].id for each in options)}" for issue, options in told)

    def linkage_words(self, linkage: DealLinkage) -> str:
        """What a linkage asks, e.g. ``Free passage on Passage only with Open on Ports``."""
        ends = ((linkage.issue, linkage.options), (linkage.needs, linkage.needed))
        told = ((self.issues[at], sorted(options)) for at, options in ends)
        return " only with ".join(
            f"{' or '.join(issue.options[each].name for each in options)} on {issue.name}" for issue, options in told
        )

    def line_words(self, line: DealLine) -> str:
        """What a line asks, e.g. ``no Free passage on Passage`` or ``at least 300 crowns on Transit fees``.

        A bound that is not meant itself is told as ``over 300 crowns`` or ``under 300 crowns``.
        """
        if line.issue is None:
            return f"no package worth less than {line.least:.4g} to it"
        issue = self.issues[line.issue]
        told = " and ".join(f"{word} {bound:,.12g}" for word, bound in line.bounds if bound is not None)
        if told:
            return f"{told} {issue.unit}".rstrip() + f" on {issue.name}"
        kept = [option.name for index, option in enumerate(issue.options) if index not in line.excluded]
        lost = [issue.options[index].name for index in sorted(line.excluded)]
        if len(kept) == 1 and len(lost) > 1:
            return f"nothing but {kept[0]} on {issue.name}"
        return f"no {' or '.join(lost)} on {issue.name}"
