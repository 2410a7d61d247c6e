"""Watch: what the dossier looks out for, what has answered it, and how long there is left.

The rules, with a worked example: docs/methods/watch.md.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from detente.analysis.evidence import denied_by
from detente.analysis.instrument_records import ReachedStage
from detente.analysis.retractions import told_by
from detente.analysis.standing import newest_first
from detente.analysis.tellers import Tellers
from detente.model import Dossier, Edtf, Entry, NoteId, Stage, Statement, StatementId, Time, Watch

_STAGES = tuple(Stage)


class WatchStatus(StrEnum):
    """What has become of a question so far."""

    ANSWERED = "answered"
    POSSIBLY = "possibly_answered"
    OPEN = "open"
    LAPSED = "lapsed"

    @property
    def words(self) -> str:
        """How it is shown."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """What answers a question.

    Attributes:
        statement: The statement that does; None where an instrument's stage does.
        notes: The notes that tell the stage; none for a statement.
        quote: The words that tell it.
        reported_by: Who reports whom, nearest the speaker first; empty for a stage.
        dated: When it was said or reached; where that is not told, when it was published.
        doubt: Why it answers only possibly, in a clause; empty where it certainly does.
    """

    statement: StatementId | None
    notes: tuple[NoteId, ...]
    quote: str
    reported_by: tuple[str, ...]
    dated: Edtf | None
    doubt: str

    @property
    def is_certain(self) -> bool:
        """Whether it certainly answers the question."""
        return not self.doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchState:
    """A question with what has answered it; it stays listed when it is answered or its time has passed.

    Attributes:
        id, text, since, until: The question's.
        days_left: Days from the day looked at to the last one that counts, 0 on that day, below 0 after it; None
            without a horizon, or where no day is known.
        first: The oldest hit that is certain, or else the oldest; None where there is none.
        hits: Oldest first, those without a date last.
    """

    id: str
    text: str
    status: WatchStatus
    since: Edtf | None
    until: Edtf | None
    days_left: int | None
    first: Hit | None
    hits: tuple[Hit, ...]


def watch(
    entries: Sequence[Entry], reached: Sequence[ReachedStage], dossier: Dossier, as_of: date | None = None
) -> tuple[WatchState, ...]:
    """Every question that the dossier watches, in its order, with what has answered it.

    A pure function of the entries and of the stages as sets.

    Args:
        entries: As a view gives them; those that do not count take no part.
        reached: The stages that instruments are told to have come to.
        dossier: Its watch questions; a question is looked at with the dossier that is in force.
        as_of: The day looked at; what was certainly told later is left out. None for the day of the newest of both.
    """
    told = [
        entry
        for entry in newest_first(list({entry.id: entry for entry in entries}.values()))
        if entry.counts and told_by(entry, as_of) is not None
    ]
    stages = sorted(
        {each for each in reached if _is_by(each, as_of)}, key=lambda each: (each.notes, each.stage, str(each.dated))
    )
    dates = [*(entry.dated for entry in told), *(each.dated for each in stages)]
    today = as_of or max((dated.earliest for dated in dates if dated is not None), default=None)
    denied = denied_by(told, Tellers(dossier)) if dossier.watch else {}
    return tuple(_state(one, _hits(one, told, stages, denied, as_of), today) for one in dossier.watch)


def is_asked(one: Watch, told: Statement) -> bool:
    """Whether a statement is all that the question names, whenever it was said."""
    asked = (one.party, told.party), (one.issue, told.issue), (one.option, told.option)
    manner = (one.act, told.act), (one.firmness, told.firmness)
    named = [pair for pair in (*asked, *manner) if pair[0] is not None]
    is_of_statement = bool(named) or one.not_act is not None
    return is_of_statement and all(want == got for want, got in named) and told.act is not one.not_act


def _is_by(each: ReachedStage, as_of: date | None) -> bool:
    return as_of is None or all(day is None or day.may_be_by(as_of) for day in (each.on, each.told))


def _hits(
    one: Watch,
    told: Iterable[Entry],
    stages: Iterable[ReachedStage],
    denied: Container[StatementId],
    as_of: date | None,
) -> list[Hit]:
    if one.instrument is not None:
        found = [_stage_hit(one, each, as_of) for each in stages if _is_reached(one, each)]
    else:
        found = [
            _statement_hit(one, each, as_of, is_denied=each.id in denied)
            for each in told
            if is_asked(one, each.statement)
        ]
    return sorted((hit for hit in found if hit is not None), key=_age)


def _is_reached(one: Watch, each: ReachedStage) -> bool:
    """Whether it came to the stage or further; a dead one came no further than to its end."""
    if each.instrument != one.instrument or one.stage is None:
        return False
    is_further = _STAGES.index(each.stage) > _STAGES.index(one.stage) and each.stage is not Stage.DEAD
    return each.stage is one.stage or is_further


def _statement_hit(one: Watch, entry: Entry, as_of: date | None, *, is_denied: bool) -> Hit | None:
    when = _within(one, entry.dated, as_of)
    if when is None:
        return None
    doubts = {"it is denied": is_denied, "its source is doubted": entry.grade.is_doubtful}
    return Hit(
        statement=entry.id,
        notes=(),
        quote=entry.statement.quote.text,
        reported_by=entry.statement.reported_by,
        dated=entry.dated,
        doubt=_when_words(when) or next((words for words, is_so in doubts.items() if is_so), ""),
    )


def _stage_hit(one: Watch, each: ReachedStage, as_of: date | None) -> Hit | None:
    when = _within(one, each.dated, as_of)
    if when is None:
        return None
    is_further = each.stage is not one.stage
    further = f"it is told as {each.stage.replace('_', ' ')}; when it came to the stage asked for is not"
    return Hit(
        statement=None,
        notes=each.notes,
        quote=each.quote,
        reported_by=(),
        dated=each.dated,
        doubt=further if is_further else _when_words(when),
    )


def _within(one: Watch, dated: Edtf | None, as_of: date | None) -> Time | None:
    """Whether it lies within the time watched; None if certainly not."""
    first = one.since.earliest if one.since else date.min
    last = min(one.until.latest if one.until else date.max, as_of or date.max)
    if dated is None:
        return Time.CERTAINLY if (first, last) == (date.min, date.max) else Time.UNDATED
    if dated.latest < first or dated.earliest > last:
        return None
    return Time.CERTAINLY if first <= dated.earliest and dated.latest <= last else Time.POSSIBLY


def _when_words(when: Time) -> str:
    return {Time.POSSIBLY: "its date may lie outside the time watched", Time.UNDATED: "it has no date"}.get(when, "")


def _age(hit: Hit) -> tuple[date, date, str]:
    dated = hit.dated
    days = (date.max, date.max) if dated is None else (dated.earliest, dated.latest)
    return (*days, hit.statement or " ".join(hit.notes))


def _state(one: Watch, hits: Sequence[Hit], today: date | None) -> WatchState:
    certain = [hit for hit in hits if hit.is_certain]
    left = (one.until.latest - today).days if one.until and today else None
    status = WatchStatus.OPEN
    if hits:
        status = WatchStatus.ANSWERED if certain else WatchStatus.POSSIBLY
    elif left is not None and left < 0:
        status = WatchStatus.LAPSED
    return WatchState(
        id=one.id,
        text=one.text,
        status=status,
        since=one.since,
        until=one.until,
        days_left=left,
        first=next(iter(certain or hits), None),
        hits=tuple(hits),
    )
