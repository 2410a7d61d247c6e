"""Bearings: which way a thing told points for an assumption or a hypothesis, and what it tells apart.

Source: Heuer (1999), *Psychology of Intelligence Analysis*, chapter 8, Analysis of Competing Hypotheses.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import NamedTuple

from detente.analysis.scales import Narrowing
from detente.model import Act, Indicator, IndicatorKind, IssueId, PartyId


class Sign(NamedTuple):
    """What indicators look at: who does what on which issue, and which of the narrowings asked for that meets."""

    party: PartyId
    issue: IssueId
    act: Act
    met: frozenset[Narrowing] = frozenset()


class Bearing(StrEnum):
    """Which way a thing told points for one assumption or hypothesis."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    MIXED = "mixed"
    NONE = "no_bearing"

    @property
    def words(self) -> str:
        """How it is shown."""
        return {
            Bearing.CONSISTENT: "consistent",
            Bearing.INCONSISTENT: "inconsistent",
            Bearing.MIXED: "both ways",
            Bearing.NONE: "no bearing",
        }[self]

    @property
    def direction(self) -> int:
        """1 consistent, -1 inconsistent, 0 else."""
        return {Bearing.CONSISTENT: 1, Bearing.INCONSISTENT: -1}.get(self, 0)


_ANY = Narrowing()


def is_testable(indicator: Indicator) -> bool:
    """Whether it names a party, an issue or an act; one that names none matches nothing."""
    return indicator.party is not None or indicator.issue is not None or indicator.act is not None


def matches(indicator: Indicator, sign: Sign) -> bool:
    """Whether all that the indicator names is so; what it leaves out may be any."""
    narrowing = Narrowing.of(indicator)
    return (
        (indicator.party is None or indicator.party == sign.party)
        and (indicator.issue is None or indicator.issue == sign.issue)
        and (indicator.act is None or indicator.act == sign.act)
        and (narrowing == _ANY or narrowing in sign.met)
        and is_testable(indicator)
    )


def bearing(indicators: Iterable[Indicator], sign: Sign) -> Bearing:
    """Which way it points by the indicators that match; by those of both kinds it points neither way."""
    kinds = {each.kind for each in indicators if matches(each, sign)}
    if len(kinds) > 1:
        return Bearing.MIXED
    if not kinds:
        return Bearing.NONE
    return Bearing.CONSISTENT if IndicatorKind.SUPPORTS in kinds else Bearing.INCONSISTENT


def diagnosticity(bearings: Collection[Bearing]) -> float | None:
    """How far a thing told tells the hypotheses of a set apart, by its bearing on each.

    Returns:
        1 where it fits one and speaks against another, 0.5 where it bears on some and not on all, 0 where it bears on
        all alike; None where there are fewer than two to tell apart.

    Example:
        >>> diagnosticity([Bearing.CONSISTENT, Bearing.INCONSISTENT, Bearing.NONE])
        1.0
        >>> diagnosticity([Bearing.CONSISTENT, Bearing.CONSISTENT])
        0.0
    """
    if len(bearings) < 2:
        return None
    directions = [each.direction for each in bearings]
    return (max(directions) - min(directions)) / 2
