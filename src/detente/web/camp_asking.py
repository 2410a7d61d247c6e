"""Asking for camps: who is tied through what, of which time, as an address tells it; and what was found once, kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import numpy as np

from detente.analysis.coalitions import DRAWS, CampsAt, Pair, camps_at, camps_over_time, pair_of
from detente.analysis.networks import (
    Aggregation,
    Duplicates,
    Mode,
    NetworkQuestion,
    Normalization,
    SourcedNetwork,
    StatementTable,
    Unit,
    ValueFilter,
    sourced_network,
)
from detente.analysis.networks.moments import moved
from detente.analysis.networks.tables import NO_LABEL, moment_of, seconds_of
from detente.web.failures import BadQueryError, NoSuchPageError
from detente.web.timelines import grid
from detente.workspace.camps import Camps, camps_of, without_mediators

if TYPE_CHECKING:
    from detente.web.snapshots import Snapshot

ROWS = {"party": "parties", "speaker": "speakers"}
"""Whose ties can be asked for, with its word."""

COLUMNS = {"outcome": "outcomes", "issue": "issues", "option": "options"}
"""Through what, with its word."""

WINDOWS = (0, 3, 6, 12)
"""Of how many months statements are taken; 0 for all."""

MOST_ACTORS = 24
"""So many actors are compared, those who said most; more could neither be drawn nor computed while a reader waits."""

SEED = 1
"""Of every draw that the pages show."""

_MOST_DAYS = 15
"""A series has so many days beside the last one."""


@dataclass(frozen=True, slots=True)
class CampQuery:
    """What the address asks for: whose ties, through what, and of the last how many months."""

    by: str = "party"
    through: str = "outcome"
    months: int = 0

    @classmethod
    def parse(cls, by: str, through: str, months: str) -> CampQuery:
        """What the query values mean; empty ones are the defaults.

        Raises:
            BadQueryError: A value is none of those offered.
        """
        offered = {
            "by": (by.strip(), tuple(ROWS)),
            "through": (through.strip(), tuple(COLUMNS)),
            "months": (months.strip(), tuple(str(each) for each in WINDOWS)),
        }
        for name, (value, right) in offered.items():
            if value and value not in right:
                raise BadQueryError(name, value, f"one of {', '.join(right)}")
        return cls(by.strip() or "party", through.strip() or "outcome", int(months.strip() or 0))

    @property
    def query(self) -> dict[str, str]:
        """The query values that ask for it; the defaults are left out."""
        return {
            "by": "" if self.by == "party" else self.by,
            "through": "" if self.through == "outcome" else self.through,
            "months": str(self.months) if self.months else "",
        }


def begin_of(until: date, months: int) -> date | None:
    """The first day of so many months that end with a day; None for all days before it.

    Example:
        >>> begin_of(date(2031, 6, 30), 3), begin_of(date(2031, 6, 30), 0)
        (datetime.date(2031, 3, 31), None)
    """
    if not months or until.year <= 1 + months // 12:
        return None
    before = moved(seconds_of(datetime.combine(until, time.min)), -months, Unit.MONTHS)
    return moment_of(before).date() + timedelta(days=1)


@dataclass(frozen=True)
class CampsAtHand:
    """The camps of a snapshot, each found once."""

    snapshot: Snapshot
    _camps: dict[tuple[CampQuery, date | None], Camps] = field(default_factory=dict)
    _networks: dict[NetworkQuestion, SourcedNetwork] = field(default_factory=dict)
    _days: dict[tuple[CampQuery, date], CampsAt] = field(default_factory=dict)

    def table(self) -> StatementTable:
        """The statements that count."""
        return self.snapshot.statement_table

    def question(self, asked: CampQuery) -> NetworkQuestion:
        """What is asked, as ``detente network`` asks it."""
        until = self.snapshot.state.last_day
        begin = begin_of(until, asked.months) if until else None
        return NetworkQuestion(
            mode=Mode.ONE_MODE,
            rows=asked.by,
            columns=asked.through,
            qualifier="support",
            aggregation=Aggregation.SUBTRACT,
            normalization=Normalization.AVERAGE,
            duplicates=Duplicates.DOCUMENT,
            value_filters=self._most(asked.by),
            start=datetime.combine(begin, time.min) if begin else None,
            is_indented=True,
            seed=SEED,
        )

    def camps(self, asked: CampQuery, since: date | None) -> Camps:
        """The camps, and who drew together or apart since a day."""
        if (asked, since) not in self._camps:
            question, dossier = self.question(asked), self.snapshot.dossier
            self._camps[asked, since] = camps_of(
                self.table(), question, since, n_draws=DRAWS, seed=SEED, dossier=dossier
            )
        return self._camps[asked, since]

    def network(self, asked: CampQuery) -> SourcedNetwork:
        """The ties as ``detente network`` tells and exports them, a mediator's too."""
        return self._network(self.question(asked))

    def sides(self, asked: CampQuery) -> SourcedNetwork:
        """The ties among those who stand in camps."""
        return self._network(self._of_sides(asked))

    def pair(self, asked: CampQuery, one: str, other: str) -> Pair:
        """What two agree and disagree on; each by its name, or by a party's id.

        Raises:
            NoSuchPageError: Nobody of a name takes a side, or the two are one.
        """
        known, name_of = self.sides(asked).network.rows, self.snapshot.dossier.party_name
        one, other = (each if each in known else name_of(each) for each in (one, other))
        for each in (one, other):
            if each not in known:
                raise NoSuchPageError(f"{each!r} takes no side; choose two who are shown on the coalitions page.")
        if one == other:
            raise NoSuchPageError(f"{one} is no pair; choose two who are shown on the coalitions page.")
        return pair_of(self.table(), self._of_sides(asked), one, other)

    def series(self, asked: CampQuery, since: date | None) -> tuple[CampsAt, ...]:
        """The camps at days on the way to the one that is shown, which is the last; none where nothing is dated."""
        until, whole = self.snapshot.state.last_day, self.snapshot.whole or self.snapshot
        first = whole.whole_span[0]
        if until is None or first is None:
            return ()
        last = whole.state.last_day or until
        days = [day for day in grid(first, last, _MOST_DAYS) if first < day < until]
        now = camps_at(self.camps(asked, since).coalitions, begin_of(until, asked.months), until)
        return (*(whole.camps.on(asked, day) for day in days), now)

    def on(self, asked: CampQuery, day: date) -> CampsAt:
        """The camps at one day of a series."""
        if (asked, day) not in self._days:
            span = begin_of(day, asked.months), day
            [self._days[asked, day]] = camps_over_time(self.table(), self._of_sides(asked), [span], seed=SEED)
        return self._days[asked, day]

    def _of_sides(self, asked: CampQuery) -> NetworkQuestion:
        return without_mediators(self.question(asked), self.snapshot.dossier)

    def _network(self, question: NetworkQuestion) -> SourcedNetwork:
        if question not in self._networks:
            self._networks[question] = sourced_network(self.table(), question)
        return self._networks[question]

    def _most(self, by: str) -> tuple[ValueFilter, ...]:
        """Leaves out all but those who take a side most often, where there are too many; of equals by name."""
        table = self.table()
        column = table.column(by)
        codes = column.codes[table.column("support").codes != NO_LABEL]
        counts = np.bincount(codes[codes != NO_LABEL], minlength=len(column.labels))
        if (counts > 0).sum() <= MOST_ACTORS:
            return ()
        most = np.lexsort((np.arange(len(counts)), -counts))[:MOST_ACTORS]
        return (ValueFilter(variable=by, values=tuple(column.labels[each] for each in sorted(most)), is_kept=True),)
