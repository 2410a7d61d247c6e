"""Transcript: the statements of a view that count, read once and shared by all that is asked of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Concatenate, ParamSpec, TypeVar, overload

from detente.analysis.columns import UNDATED, Columns, column, shared
from detente.analysis.offices import Office
from detente.analysis.origins import Directness
from detente.model import Dossier, Entry, Firmness, Issue, IssueId, PartyId, ScaleKind

Cell = tuple[PartyId, IssueId]
"""A party and an issue."""
Rows = Sequence[int]
"""Statements by their rows in a transcript."""

WINDOW_DAYS = 30
"""Within this many days an older statement may outrank a newer one by directness or authority."""
FIRMNESS_RANK = {Firmness.UNCLEAR: 0, Firmness.FLEXIBLE: 1, Firmness.FIRM: 2, Firmness.RED_LINE: 3}
LEAST_SURE = 0.5
"""From this confidence of the coder on, which is calibrated, a statement is coded rather right than wrong."""

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")


class Transcript(Columns, Sequence[Entry]):
    """The entries that count, each once, and what is asked of them again and again, as columns.

    Every analysis takes entries, or a transcript that was made of them before; then what one has read or found is there
    for the next. A column has a value for each statement, in the order in which they were given; it is read when it is
    first asked for. A statement is called by its row, its place in every column. What had been said by a day is a part:
    it has the rows and the columns of the whole, and holds fewer of them.

    Args:
        entries: Those that count, each once.
        dossier: The frame that they are read in; None for none.
    """

    part_of: Transcript | None

    def __init__(self, entries: Sequence[Entry], dossier: Dossier | None = None) -> None:
        super().__init__(entries, dossier)
        self._last: int | None = None
        self._answers: dict[Hashable, Any] = {}

    @property
    def whole(self) -> Transcript:
        """That of all days, whose columns these are."""
        return self if self.part_of is None else self.part_of

    @shared
    def places(self) -> list[int]:
        """The place of each among all, the newest first.

        By day, the latest first, undated last; on one day the more precise date, then by place in the text.
        """
        from detente.analysis.arrays import newest_first  # noqa: PLC0415 - numpy is loaded where something is read

        return newest_first(self.days, self.last_days, self._in_text)

    @shared
    def is_likely(self) -> list[bool]:
        """Whether each is rather right than wrong: an analyst checked it, or the coder is at least so sure of it."""
        sure = column(self.statements, "confidence")
        return [checked or mark >= LEAST_SURE for checked, mark in zip(self.is_checked, sure, strict=True)]

    @shared
    def is_checked(self) -> list[bool]:
        """Whether somebody who read the text stands behind each."""
        return column(self.entries, "is_checked")

    @shared
    def is_sound(self) -> list[bool]:
        """Whether each is rather right than wrong, and no hearsay, see :mod:`detente.analysis.hearsay`."""
        marks = zip(self.is_likely, self.is_trusted, self.ways, strict=True)
        return [likely and trusted and way is not Directness.UNNAMED for likely, trusted, way in marks]

    @shared
    def levels(self) -> list[int]:
        """The higher, the earlier it ranks by the marks from ``likely`` on; see :mod:`detente.analysis.standing`."""
        marks = (
            (self.is_likely, 1),
            (self.is_trusted, 1),
            (self.ways, 2),
            ([office is not Office.AIDE for office in self.offices], 1),
            (self.days, 22),
            (self.is_checked, 1),
            (self.offices, 2),
            ([FIRMNESS_RANK[firmness] for firmness in self.firmness], 2),
            (self.is_specific, 1),
        )
        from detente.analysis.arrays import levels  # noqa: PLC0415 - numpy is loaded where something is read

        return levels(marks, column(self.statements, "confidence"))

    @shared
    def ranks(self) -> list[int]:
        """The higher, the earlier in the ranking of statements that are all current, or none is."""
        from detente.analysis.arrays import ranks  # noqa: PLC0415 - numpy is loaded where something is read

        return ranks(self.levels, self._in_text)

    @shared
    def said(self) -> list[int]:
        """A number for each thing said: by one party on one issue in one line, of one option and number, if or not."""
        has_condition = [condition is not None for condition in self.conditions]
        from detente.analysis.arrays import numbered  # noqa: PLC0415 - numpy is loaded where something is read

        return numbered(self.parties, self.issues, self.lines, self.options, self.values, has_condition)

    @cached_property
    def number_issues(self) -> Mapping[IssueId, Issue]:
        """The issues that the dossier tells to be numbers."""
        issues = () if self.dossier is None else self.dossier.issues
        return {issue.id: issue for issue in issues if issue.scale.kind is ScaleKind.NUMBER}

    @cached_property
    def newest(self) -> Rows:
        """The rows, newest first."""
        if self._last is not None:
            return self._held(self.whole.newest)
        return self.newest_first(range(len(self.entries)))

    @cached_property
    def newest_day(self) -> int:
        """The first day that the newest may mean; ``UNDATED`` where nothing has a date."""
        return self.days[self.newest[0]] if self.newest else UNDATED

    @cached_property
    def cells(self) -> Mapping[Cell, Rows]:
        """What each party is told to say on each issue, newest first."""
        if self._last is not None:
            held = {cell: rows for cell, those in self.whole.cells.items() if (rows := self._held(those))}
            return dict(sorted(held.items(), key=lambda item: self.places[item[1][0]]))
        cells: dict[Cell, list[int]] = defaultdict(list)
        parties, issues = self.parties, self.issues
        for row in self.newest:
            cells[parties[row], issues[row]].append(row)
        return dict(cells)

    @cached_property
    def cells_inside(self) -> Mapping[Cell, Rows]:
        """Those of the dossier's parties on the dossier's issues; all without a dossier."""
        if self.dossier is None:
            return self.cells
        known = {party.id for party in self.dossier.parties}, {issue.id for issue in self.dossier.issues}
        return {cell: rows for cell, rows in self.cells.items() if cell[0] in known[0] and cell[1] in known[1]}

    @cached_property
    def inside(self) -> Rows:
        """Those of the dossier's parties on the dossier's issues, newest first; all without a dossier."""
        if self.dossier is None:
            return self.newest
        if self._last is not None:
            return self._held(self.whole.inside)
        known = {party.id for party in self.dossier.parties}, {issue.id for issue in self.dossier.issues}
        parties, issues = self.parties, self.issues
        return [row for row in self.newest if parties[row] in known[0] and issues[row] in known[1]]

    def by(self, day: date | None) -> Transcript:
        """What had been said by a day, or may have been, once for all that ask; all of it without one."""
        if day is None or self.newest_day <= day.toordinal():
            return self
        return self.once(Transcript.until, day)

    def until(self, day: date) -> Transcript:
        """What had been said by a day, or may have been."""
        part = Transcript(self.entries, self.dossier)
        last = day.toordinal()
        part.part_of, part._last = self.whole, last if self._last is None else min(last, self._last)
        return part

    def newest_first(self, rows: Iterable[int]) -> list[int]:
        """The rows in the order of their places."""
        return sorted(rows, key=self.places.__getitem__)

    def undated_of(self, newest: Rows) -> Rows:
        """Those without a date.

        Args:
            newest: Newest first.
        """
        days = self.days
        return newest[bisect_left(newest, x=True, key=lambda row: days[row] == UNDATED) :]

    def on_day(self, newest: Rows, day: int) -> Rows:
        """Those of a day.

        Args:
            newest: Newest first.
            day: As an ordinal.
        """
        days = self.days
        first, end = (bisect_left(newest, x=True, key=lambda row: days[row] <= last) for last in (day, day - 1))
        return newest[first:end]

    def is_near(self, one: int, other: int) -> bool:
        """Whether both have a date and lie at most ``WINDOW_DAYS`` apart."""
        first, second = self.days[one], self.days[other]
        return UNDATED not in (first, second) and abs(first - second) <= WINDOW_DAYS

    def once(
        self,
        question: Callable[Concatenate[Transcript, _Asked], _Answer],
        *asked: _Asked.args,
        **named: _Asked.kwargs,
    ) -> _Answer:
        """The answer to a question about the transcript, found when it is first asked for.

        Args:
            question: A function of the transcript, and of nothing that changes.
            asked: What else it is asked with.
            named: The same by name.
        """
        key = question, asked, tuple(sorted(named.items()))
        if key in (answers := self._answers):
            answer: _Answer = answers[key]
        else:
            answer = answers[key] = question(self, *asked, **named)
        return answer

    def let_go(self) -> None:
        """Forgets the answers, which refer back to it, so that it is freed once nobody looks at it any more."""
        answers, self._answers = self._answers, {}
        for answer in answers.values():
            if isinstance(answer, Transcript):
                answer.let_go()

    def __len__(self) -> int:
        return len(self.newest)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._told)

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Entry]: ...
    def __getitem__(self, at: int | slice) -> Entry | Sequence[Entry]:
        return self._told[at]

    @cached_property
    def _told(self) -> Sequence[Entry]:
        """The entries that are held."""
        if self._last is None:
            return self.entries
        return [entry for entry, day in zip(self.entries, self.days, strict=True) if day <= self._last]

    def _held(self, newest: Rows) -> Rows:
        """Of rows of the whole, newest first, those that are held."""
        days, last = self.days, self._last
        return newest if last is None else newest[bisect_left(newest, x=True, key=lambda row: days[row] <= last) :]

    @shared
    def _in_text(self) -> list[int]:
        from detente.analysis.arrays import in_text  # noqa: PLC0415 - numpy is loaded where something is read

        return in_text(self.statements, self.ids)


def transcript_of(entries: Sequence[Entry], dossier: Dossier | None = None) -> Transcript:
    """The entries themselves where they are a transcript read in this dossier, else one of those that count.

    Args:
        entries: As a view gives them.
        dossier: The frame; None for none.
    """
    if isinstance(entries, Transcript) and entries.dossier is dossier:
        return entries
    return Transcript(list({entry.id: entry for entry in entries if entry.counts}.values()), dossier)
