"""Contested matters as records: what clashes, of which class, and what each side says, by whom and how well told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import chain

from detente.analysis.clashes import Clash
from detente.analysis.columns import UNDATED
from detente.analysis.records import Records
from detente.analysis.transcript import Rows, Transcript
from detente.model import (
    Act,
    Condition,
    Edtf,
    Grade,
    IssueId,
    OptionId,
    PartyId,
    Resolution,
    StatementId,
    Value,
)


class ContestKind(StrEnum):
    """What sort of contest it is, those that need an answer first."""

    DENIED = "denied"
    CONTRADICTORY = "contradictory"
    COUNTED = "counted_differently"
    UNDETERMINED = "undetermined"
    ONE_SIDE = "one_side_only"
    CHANGED = "changed"

    @property
    def words(self) -> str:
        """How it is shown."""
        return {
            ContestKind.DENIED: "told and denied",
            ContestKind.CONTRADICTORY: "truly contradictory",
            ContestKind.COUNTED: "counted differently",
            ContestKind.UNDETERMINED: "cannot be told",
            ContestKind.ONE_SIDE: "told by one side only",
            ContestKind.CHANGED: "changed over time",
        }[self]

    @property
    def is_pressing(self) -> bool:
        """Whether the statements themselves clash, so that somebody has to find out which hold."""
        return self in {ContestKind.DENIED, ContestKind.CONTRADICTORY, ContestKind.COUNTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestSide:
    """One of the sides: statements that say the same.

    Attributes:
        parties: Whose statements they are, in the dossier's order.
        stance, option, value, condition: Of the newest; the condition where it tells one.
        quote: The newest's words.
        speaker: Of the newest, where told.
        chains: Who reports whom, nearest the speaker first, each way once, the newest first; empty for a direct one.
        is_own_word: Whether a party itself is told to have said one of them.
        grade: The best of their grades; F6 where none can be judged.
        graded_by: The tellers whose grade that is, where it is worse than that of the document they stand in.
        n_origins: Independent reports they go back to.
        first_said, last_said: Dates of the oldest and the newest; None where none has a date.
        statements: All of them, newest first; never empty.
    """

    parties: tuple[PartyId, ...]
    stance: Act
    option: OptionId | None
    value: Value | None
    condition: Condition | None
    quote: str
    speaker: str | None
    chains: tuple[tuple[str, ...], ...]
    is_own_word: bool
    grade: Grade
    graded_by: tuple[str, ...]
    n_origins: int
    first_said: Edtf | None
    last_said: Edtf | None
    statements: tuple[StatementId, ...]


class Sides(Records[ContestSide]):
    """The sides of a contest, as many as it has.

    Args:
        told: The transcript.
        sides: The statements of each, newest first.
        order: The place of each party in the dossier.

    Attributes:
        statements: Those of all sides, side by side.
    """

    __slots__ = ("statements",)

    def __init__(self, told: Transcript, sides: Sequence[Rows], order: Mapping[PartyId, int]) -> None:
        super().__init__(len(sides), partial(_side_at, told, sides, order))
        self.statements: tuple[StatementId, ...] = tuple(map(told.ids.__getitem__, chain.from_iterable(sides)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """Statements that cannot all hold, or of which that cannot be told.

    Nothing here decides who is right: that is for an analyst, whose resolution names a contest by ``key``.

    Attributes:
        key: Matter, issue, parties and what it is about; it stays the same when the same parties say more on it.
        matter: What clashes.
        kind: What sort of contest that makes it.
        issue: What it is on; None where it is about the talks as a whole, whatever issue it was coded on.
        parties: Whose statements clash, in the dossier's order.
        is_certain: Whether the sides are certainly about one thing; else they are only likely to be.
        why: Why it is of that kind, in a clause.
        sides: The claim and then the denial; else by when they were first told, undated last. One alone where nothing
            else is told.
        resolution: The newest that an analyst recorded; None where there is none.
        n_new: How many of the statements came after it.
    """

    key: str
    matter: Clash
    kind: ContestKind
    issue: IssueId | None
    parties: tuple[PartyId, ...]
    is_certain: bool
    why: str
    sides: Sequence[ContestSide]
    resolution: Resolution | None = None
    n_new: int = 0

    @property
    def id(self) -> str:
        """``c`` and eight hex digits: the beginning of the SHA-256 of ``key``."""
        return f"c{hashlib.sha256(self.key.encode()).hexdigest()[:8]}"

    @property
    def is_settled(self) -> bool:
        """Whether an analyst settled it, and nothing was said on it since."""
        return self.resolution is not None and self.resolution.verdict.settles and self.n_new == 0

    @property
    def statements(self) -> tuple[StatementId, ...]:
        """What it rests on, side by side."""
        if isinstance(self.sides, Sides):
            return self.sides.statements
        return tuple(each for side in self.sides for each in side.statements)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A contest as it is found, before it is told.

    Attributes:
        issue: What it is on; None for the talks as a whole.
        about: What tells contests of one matter, issue and parties apart.
        sides: The statements of each side.
    """

    matter: Clash
    kind: ContestKind
    issue: IssueId | None
    about: str
    why: str
    sides: Sequence[Rows]
    is_certain: bool = True


def contest_of(found: Finding, told: Transcript, order: Mapping[PartyId, int]) -> Contest:
    """The contest with all that is told of its sides.

    Args:
        found: What clashes.
        told: The transcript.
        order: The place of each party in the dossier.
    """
    sides = [told.newest_first(side) for side in found.sides]
    if found.matter is not Clash.DENIED:
        sides.sort(key=lambda side: _first_told(told, side))
    shown = Sides(told, sides, order)
    parties = _parties(told, chain.from_iterable(sides), order)
    return Contest(
        key="/".join((found.matter, found.issue or "talks", "+".join(parties), found.about)),
        matter=found.matter,
        kind=found.kind,
        issue=found.issue,
        parties=parties,
        is_certain=found.is_certain,
        why=found.why,
        sides=shown,
    )


def _parties(told: Transcript, rows: Iterable[int], order: Mapping[PartyId, int]) -> tuple[PartyId, ...]:
    """Whose they are, in the dossier's order."""
    return tuple(sorted(set(map(told.parties.__getitem__, rows)), key=order.__getitem__))


def _side_at(told: Transcript, sides: Sequence[Rows], order: Mapping[PartyId, int], place: int) -> ContestSide:
    rows = sides[place]
    newest, statement = rows[0], told.statements[rows[0]]
    n_dated = len(rows) - len(told.undated_of(rows))
    best = told.entries[min(rows, key=told.grades.__getitem__)]
    return ContestSide(
        parties=_parties(told, rows, order),
        stance=told.acts[newest],
        option=told.options[newest],
        value=told.values[newest],
        condition=told.conditions[newest],
        quote=statement.quote.text,
        speaker=statement.speaker,
        chains=tuple(dict.fromkeys(map(told.chains.__getitem__, rows))),
        is_own_word=any(map(told.own_words.__getitem__, rows)),
        grade=best.grade,
        graded_by=best.graded_by,
        n_origins=len(set(map(told.origins.__getitem__, rows))),
        first_said=told.dates[rows[n_dated - 1]] if n_dated else None,
        last_said=told.dates[newest] if n_dated else None,
        statements=tuple(map(told.ids.__getitem__, rows)),
    )


def _first_told(told: Transcript, side: Rows) -> tuple[bool, int, str, int, str]:
    """By the first day that the oldest dated one may mean, the undated last; then by place."""
    n_dated = len(side) - len(told.undated_of(side))
    oldest = told.days[side[n_dated - 1]] if n_dated else UNDATED
    last = told.statements[side[-1]]
    return oldest == UNDATED, oldest, last.doc, last.quote.start, told.ids[side[-1]]
