"""Columns: what is asked of statements again and again, read once for all of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, Self, TypeVar, overload

from detente.analysis.namings import namings
from detente.analysis.offices import Office, Offices
from detente.analysis.origins import Directness, between, directnesses, origins_by, outlets_of
from detente.analysis.scales import number_told
from detente.analysis.stances import line_of, takes_position
from detente.analysis.tellers import Tellers
from detente.model import (
    Act,
    Condition,
    DocumentId,
    Dossier,
    Edtf,
    Entry,
    Firmness,
    Grade,
    IssueId,
    OptionId,
    PartyId,
    Statement,
    StatementId,
    Value,
)
from detente.model.outlets import Outlets

UNDATED = 0
"""The day of what has no date: before every other."""
NEVER = date.max.toordinal()
"""The day of what does not come."""

_TELLS_WHAT_IS_WANTED = (Act.DEMAND, Act.PROPOSE)
_LINES = {act: line_of(act) for act in Act}
_TAKING = {act: takes_position(act) for act in Act}

Span = tuple[int, int]
"""The first and the last day that a date may mean, as ordinals."""

_Column = TypeVar("_Column")


class shared(cached_property[_Column]):  # noqa: N801 - used as the decorator that it extends
    """What is read once for all columns, and is the same for every part of them."""

    @overload
    def __get__(self, columns: None, owner: type[Any] | None = None) -> Self: ...
    @overload
    def __get__(self, columns: object, owner: type[Any] | None = None) -> _Column: ...
    def __get__(self, columns: object, owner: type[Any] | None = None) -> Self | _Column:
        """What is read of the whole, where it was not yet."""
        if not isinstance(columns, Columns) or columns.part_of is None:
            return super().__get__(columns, owner)
        found: _Column = getattr(columns.part_of, str(self.attrname))
        columns.__dict__[str(self.attrname)] = found
        return found


class Columns:
    """A value for each statement under each name, in the order of the entries; read when it is first asked for.

    A statement is called by its row, its place in every column.

    Args:
        entries: Each once.
        dossier: The frame that they are read in; None for none.
    """

    def __init__(self, entries: Sequence[Entry], dossier: Dossier | None) -> None:
        self.entries, self.dossier = entries, dossier
        self.part_of: Columns | None = None

    @shared
    def statements(self) -> list[Statement]:
        """What the entries say."""
        return column(self.entries, "statement")

    @shared
    def ids(self) -> list[StatementId]:
        """Their ids."""
        return column(self.entries, "id")

    @shared
    def docs(self) -> list[DocumentId]:
        """Their documents."""
        return names(self.statements, "doc")

    @shared
    def parties(self) -> list[PartyId]:
        """Whose they are."""
        return names(self.statements, "party")

    @shared
    def issues(self) -> list[IssueId]:
        """What they are on."""
        return names(self.statements, "issue")

    @shared
    def acts(self) -> list[Act]:
        """What is done by saying them."""
        return column(self.statements, "act")

    @shared
    def lines(self) -> list[Act]:
        """The act that stands for its group, see :func:`detente.analysis.line_of`."""
        return [_LINES[act] for act in self.acts]

    @shared
    def takes_position(self) -> list[bool]:
        """Whether the act says what the party wants."""
        return [_TAKING[act] for act in self.acts]

    @shared
    def options(self) -> list[OptionId | None]:
        """The options named."""
        return names(self.statements, "option")

    @shared
    def values(self) -> list[Value | None]:
        """The numbers told."""
        return column(self.statements, "value")

    @shared
    def numbers(self) -> list[Value | None]:
        """The numbers told, or else those that the options named are the places of on their issues' scales."""
        issues = {} if self.dossier is None else {each.id: each for each in self.dossier.issues}
        named = zip(self.issues, self.values, self.options, strict=True)
        return [
            number_told(issues[issue], None, option) if value is None and option and issue in issues else value
            for issue, value, option in named
        ]

    @shared
    def conditions(self) -> list[Condition | None]:
        """What they are made to depend on."""
        return column(self.statements, "condition")

    @shared
    def firmness(self) -> list[Firmness]:
        """How firmly they are said."""
        return column(self.statements, "firmness")

    @shared
    def chains(self) -> list[tuple[str, ...]]:
        """Who reports whom, nearest the speaker first."""
        return names(self.statements, "reported_by")

    @shared
    def between(self) -> list[tuple[str, ...]]:
        """Of the chains those who stand between the speaker and the document: not the document's own publisher."""
        return between(self.entries, self._outlets)

    @shared
    def speakers(self) -> list[str | None]:
        """Whose words are reported."""
        return names(self.statements, "speaker")

    @shared
    def people(self) -> list[str | None]:
        """Whose words are reported, a person of the dossier by one name, whatever the text has."""
        named = list(zip(self.parties, self.speakers, strict=True))
        people = {
            (party, name): None if name is None else self._tellers.person(party, name) for party, name in set(named)
        }
        return [people[each] for each in named]

    @shared
    def dates(self) -> list[Edtf | None]:
        """When they were said; where that is not told, when their document was published."""
        return [entry.dated for entry in self.entries]

    @shared
    def days(self) -> list[int]:
        """The first day that the date may mean, as an ordinal; ``UNDATED`` without one."""
        return first_days(self.dates)

    @shared
    def last_days(self) -> list[int]:
        """The last day that the date may mean."""
        return last_days(self.dates)

    @shared
    def ways(self) -> list[Directness]:
        """How directly they reached their documents."""
        return directnesses(self.speakers, self.between)

    @shared
    def origins(self) -> list[str]:
        """The reports that they go back to."""
        return origins_by(self.entries, self.between, self._outlets)

    @shared
    def offices(self) -> list[Office]:
        """In what capacity they were made."""
        return Offices(self.dossier).of_all(self.parties, self.speakers, self.dates)

    @shared
    def other_sides(self) -> list[PartyId | None]:
        """Another party of the dossier that tells it, the nearest to the speaker; None for none."""
        return self._tellers.other_sides(self.parties, self.speakers, self.chains)

    @shared
    def own_words(self) -> list[bool]:
        """Whether the party itself is told to have said it."""
        return self._tellers.own_words(self.parties, self.speakers, self.ways, self.other_sides)

    @shared
    def namings(self) -> list[int]:
        """The rows that name what they are about, see :func:`detente.analysis.namings.namings`."""
        return namings(self)

    @shared
    def voices(self) -> list[str | None]:
        """By whose word each stands: what one voice tells of two times changed between them.

        Empty for the party's own word, else the named teller; None where somebody unnamed or another side tells it, or
        where it has no date.
        """
        told = zip(self.own_words, self.ways, self.other_sides, self.origins, self.days, strict=True)
        return [
            None
            if day == UNDATED or side is not None or way is Directness.UNNAMED
            else "" if is_own else origin
            for is_own, way, side, origin, day in told
        ]  # fmt: skip

    def span(self, row: int) -> Span:
        """The first and the last day that its date may mean."""
        return self.days[row], self.last_days[row]

    def are_settled(self, one: int, other: int) -> bool:
        """Whether one voice tells both, of two times of which one is the later: then neither contests the other."""
        voice = self.voices[one]
        return voice is not None and voice == self.voices[other] and is_in_order(self.span(one), self.span(other))

    @shared
    def grades(self) -> list[tuple[str, int]]:
        """How far source and report are trusted, the best first in their order."""
        kept: dict[int, tuple[str, int]] = {}
        grades = column(self.entries, "grade")
        return [
            kept.get(id(each)) or kept.setdefault(id(each), (each.reliability, each.credibility)) for each in grades
        ]

    @shared
    def is_trusted(self) -> list[bool]:
        """Whether nobody doubts source or report."""
        is_trusted = {grade: not Grade(*grade).is_doubtful for grade in set(self.grades)}
        return [is_trusted[grade] for grade in self.grades]

    @shared
    def is_specific(self) -> list[bool]:
        """Whether it says what is wanted, or names an option, a number or a condition."""
        named = zip(self.options, self.values, self.conditions, strict=True)
        is_named = (told != (None, None, None) for told in named)
        return [is_so or act in _TELLS_WHAT_IS_WANTED for act, is_so in zip(self.acts, is_named, strict=True)]

    @shared
    def _outlets(self) -> Outlets:
        return outlets_of(self.dossier)

    @shared
    def _tellers(self) -> Tellers:
        return Tellers(self.dossier)


def column(of: Iterable[object], field: str) -> list[Any]:
    """One field of each."""
    return list(map(attrgetter(field), of))


def names(of: Iterable[object], field: str) -> list[Any]:
    """One field of each, where few different ones are told often: equal ones are one object, which is read quickly."""
    kept, found = dict[Hashable, Any](), column(of, field)
    return list(map(kept.setdefault, found, found))


def first_days(dates: Iterable[Edtf | None]) -> list[int]:
    """The first day that each may mean, as an ordinal; ``UNDATED`` for none."""
    return [UNDATED if dated is None else dated.earliest.toordinal() for dated in dates]


def last_days(dates: Iterable[Edtf | None]) -> list[int]:
    """The last day that each may mean, as an ordinal; ``UNDATED`` for none."""
    return [UNDATED if dated is None else dated.latest.toordinal() for dated in dates]


def is_in_order(one: Span, other: Span) -> bool:
    """Whether two dates tell which is the later: neither begins before and ends after the other, and they differ.

    Example:
        >>> is_in_order((9, 10), (10, 10)), is_in_order((1, 31), (5, 5)), is_in_order((1, 31), (1, 31))
        (True, False, False)
    """
    (first, last), (their_first, their_last) = one, other
    return one != other and (first - their_first) * (last - their_last) >= 0
