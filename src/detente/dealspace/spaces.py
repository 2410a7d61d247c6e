"""The deal space: the packages that nobody's red line excludes, counted exactly.

A package is one option for every issue that has options. Red lines on different issues are independent
here, so the count is a product; nothing is listed or sampled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

from detente.analysis import (
    DrawnRedLine,
    Matrix,
    NumberLine,
    Position,
    RedLine,
    UnreadRedLine,
    number_line,
)
from detente.dealspace.outcomes import table_of
from detente.dealspace.scenarios import DealIssue
from detente.model import Dossier, Issue, IssueId, OptionId, PartyId, ScaleKind

LIMITS = (
    "Only red lines in force are counted, each taken as lasting: those that `detente redlines` tells to stand, as kept "
    "or as not withdrawn. Conditions that tie one issue to another order the talks "
    "and exclude no package, unless the dossier links two outcomes under `deal`."
)
"""What the count does not tell yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionLine:
    """One option of an issue, or a number that is told beside them, and who excludes it; open if nobody does."""

    option: OptionId
    name: str
    excluded_by: tuple[RedLine, ...]

    @property
    def is_open(self) -> bool:
        """Whether no red line excludes it."""
        return not self.excluded_by


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLine:
    """An issue's options in the dossier's order, or with the numbers told beside them by their places."""

    issue: IssueId
    name: str
    options: tuple[OptionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one red line costs, in packages.

    Attributes:
        n_removed: Packages it excludes, whoever else excludes them too.
        n_unlocked: Packages that would be possible if this one alone were given up.
    """

    red_line: RedLine
    n_removed: int
    n_unlocked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DealSpace:
    """Which packages are possible, and what stands in the way of the others.

    Attributes:
        issues: The issues with options, in the dossier's order.
        numbers: The issues that are numbers without named options.
        uncounted: Names of issues with neither; they are in no package.
        n_packages: All packages; 0 if no issue has options.
        n_possible: Packages that no red line excludes; 0 also where a number issue has no number left.
        costs: Every red line that excludes an option or narrows a number, in the dossier's order.
        unread: Red lines that exclude nothing here, and why.
        limits: What the count does not tell yet.
    """

    issues: tuple[IssueLine, ...]
    numbers: tuple[NumberLine, ...]
    uncounted: tuple[str, ...]
    n_packages: int
    n_possible: int
    costs: tuple[Cost, ...]
    unread: tuple[UnreadRedLine, ...]
    limits: str = LIMITS

    @property
    def is_empty(self) -> bool:
        """Whether the red lines leave no package; False where there is none to begin with."""
        return self.n_packages > 0 and self.n_possible == 0


def deal_space(
    source: Matrix | Mapping[tuple[PartyId, IssueId], Position], dossier: Dossier, drawn: Sequence[DrawnRedLine]
) -> DealSpace:
    """The packages that the red lines in force leave, counted exactly with whole numbers.

    Args:
        source: A matrix, or the positions of one.
        dossier: Its issues' options are what packages are made of, and the numbers that positions name beside them.
        drawn: Every red line ever drawn; those in force count, also where the position names something else.
    """
    table = table_of(source.positions if isinstance(source, Matrix) else source, dossier, drawn)
    red_lines = table.red_lines
    optioned = [made for issue, made in table.issues if issue.options]
    numbered = [issue for issue in dossier.issues if not issue.options and issue.scale.kind is ScaleKind.NUMBER]
    return DealSpace(
        issues=tuple(_issue_line(issue, red_lines) for issue in optioned),
        numbers=tuple(number_line(issue, red_lines) for issue in numbered),
        uncounted=tuple(issue.name for issue, made in table.issues if not made.options and issue not in numbered),
        n_packages=_count(optioned, [], ()),
        n_possible=_count(optioned, numbered, red_lines),
        costs=tuple(_cost(line, optioned, numbered, red_lines) for line in red_lines),
        unread=table.unread,
    )


def _issue_line(issue: DealIssue, red_lines: Sequence[RedLine]) -> IssueLine:
    ours = [line for line in red_lines if line.issue == issue.id]
    return IssueLine(
        issue=IssueId(issue.id),
        name=issue.name,
        options=tuple(
            OptionLine(
                option=OptionId(option.id),
                name=option.name,
                excluded_by=tuple(line for line in ours if option.id in line.excluded),
            )
            for option in issue.options
        ),
    )


def _cost(
    red_line: RedLine, optioned: Sequence[DealIssue], numbered: Sequence[Issue], red_lines: Sequence[RedLine]
) -> Cost:
    others = [line for line in red_lines if line is not red_line]
    return Cost(
        red_line=red_line,
        n_removed=_count(optioned, [], ()) - _count(optioned, [], [red_line]),
        n_unlocked=_count(optioned, numbered, others) - _count(optioned, numbered, red_lines),
    )


def _count(optioned: Sequence[DealIssue], numbered: Sequence[Issue], red_lines: Sequence[RedLine]) -> int:
    if not optioned or any(number_line(issue, red_lines).is_empty for issue in numbered):
        return 0
    excluded = {(line.issue, option) for line in red_lines for option in line.excluded}
    return prod(sum((issue.id, option.id) not in excluded for option in issue.options) for issue in optioned)
