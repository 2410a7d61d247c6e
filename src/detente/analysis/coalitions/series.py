"""Series: polarisation and the alignment of every two, at several days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from detente.analysis.coalitions.coalitions import Coalitions, coalitions
from detente.analysis.coalitions.measures import Measure
from detente.analysis.networks import NetworkQuestion, StatementTable

SERIES_DRAWS = 50
"""So many draws at each day of a series; fewer than for one day alone, for there are many days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairAt:
    """How two stood to each other at a day; see :class:`detente.analysis.coalitions.SignedTie`."""

    one: str
    other: str
    difference: Measure
    n_statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CampsAt:
    """What the camps were by a day.

    Attributes:
        since: From which day on statements count; None for all before.
        polarisation: None where nobody was tied to anybody, so that nothing can be told.
        camps: Their members.
        pairs: Every two who shared a concept.
    """

    since: date | None
    until: date
    n_statements: int
    polarisation: Measure | None
    camps: tuple[tuple[str, ...], ...]
    pairs: tuple[PairAt, ...]


def camps_over_time(
    table: StatementTable,
    question: NetworkQuestion,
    spans: Iterable[tuple[date | None, date]],
    *,
    n_draws: int = SERIES_DRAWS,
    seed: int = 1,
) -> tuple[CampsAt, ...]:
    """The camps of several spans of days, both ends included.

    Args:
        table: The statements.
        question: Names rows, columns, qualifier and filters; its range gives way to each span.
        spans: The first day, None for the earliest, and the last.
        n_draws: Of the intervals at each.
        seed: The same seed gives the same result.

    Raises:
        NetworkError: A variable is missing, or there are too few draws.
    """
    found = []
    for since, until in spans:
        within = replace(question, start=_begin(since), stop=datetime.combine(until, time(23, 59, 59)))
        found.append(camps_at(coalitions(table, within, n_draws=n_draws, seed=seed), since, until))
    return tuple(found)


def camps_at(found: Coalitions, since: date | None, until: date) -> CampsAt:
    """What coalitions that were found of a span tell in a series."""
    return CampsAt(
        since=since,
        until=until,
        n_statements=found.n_statements,
        polarisation=found.polarisation if found.camps else None,
        camps=tuple(camp.members for camp in found.camps),
        pairs=tuple(
            PairAt(one=tie.one, other=tie.other, difference=tie.difference, n_statements=len(tie.statements))
            for tie in found.ties
        ),
    )


def _begin(since: date | None) -> datetime | None:
    return None if since is None else datetime.combine(since, time.min)
