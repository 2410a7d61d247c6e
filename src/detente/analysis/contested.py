"""Contested matters as records: what clashes, of which class, and what each side says, by whom and how well told."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from detente.analysis.clashes import Clash
from detente.analysis.origins import origin
from detente.analysis.standing import newest_first
from detente.analysis.tellers import Tellers
from detente.model import (
    Act,
    Condition,
    Dossier,
    Edtf,
    Entry,
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
    n_origins: int
    first_said: Edtf | None
    last_said: Edtf | None
    statements: tuple[StatementId, ...]


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
    sides: tuple[ContestSide, ...]
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
        return tuple(each for side in self.sides for each in side.statements)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A contest as it is found, before it is told.

    Attributes:
        issue: What it is on; None for the talks as a whole.
        about: What tells contests of one matter, issue and parties apart.
        sides: The entries of each side.
    """

    matter: Clash
    kind: ContestKind
    issue: IssueId | None
    about: str
    why: str
    sides: Sequence[Sequence[Entry]]
    is_certain: bool = True


def contest_of(found: Finding, dossier: Dossier, tellers: Tellers) -> Contest:
    """The contest with all that is told of its sides."""
    order = {party.id: place for place, party in enumerate(dossier.parties)}
    sides = [newest_first(list(side)) for side in found.sides]
    if found.matter is not Clash.DENIED:
        sides.sort(key=_first_told)
    parties = _parties([entry for side in sides for entry in side], order)
    return Contest(
        key="/".join((found.matter, found.issue or "talks", "+".join(parties), found.about)),
        matter=found.matter,
        kind=found.kind,
        issue=found.issue,
        parties=parties,
        is_certain=found.is_certain,
        why=found.why,
        sides=tuple(_side(side, order, tellers) for side in sides),
    )


def _side(newest: Sequence[Entry], order: dict[PartyId, int], tellers: Tellers) -> ContestSide:
    told = newest[0].statement
    dates = [entry.dated for entry in newest if entry.dated is not None]
    best = min(newest, key=lambda entry: (entry.grade.reliability, entry.grade.credibility))
    return ContestSide(
        parties=_parties(newest, order),
        stance=told.act,
        option=told.option,
        value=told.value,
        condition=told.condition,
        quote=told.quote.text,
        speaker=told.speaker,
        chains=tuple(dict.fromkeys(entry.statement.reported_by for entry in newest)),
        is_own_word=any(tellers.is_own_word(entry) for entry in newest),
        grade=best.grade,
        n_origins=len({origin(entry) for entry in newest}),
        first_said=dates[-1] if dates else None,
        last_said=dates[0] if dates else None,
        statements=tuple(entry.id for entry in newest),
    )


def _parties(entries: Sequence[Entry], order: dict[PartyId, int]) -> tuple[PartyId, ...]:
    return tuple(sorted({entry.statement.party for entry in entries}, key=order.__getitem__))


def _first_told(side: Sequence[Entry]) -> tuple[bool, str, str, int, str]:
    oldest = [entry for entry in side if entry.dated is not None][-1:]
    told = side[-1].statement
    return (
        not oldest,
        oldest[0].dated.earliest.isoformat() if oldest and oldest[0].dated else "",
        told.doc,
        told.quote.start,
        side[-1].id,
    )
