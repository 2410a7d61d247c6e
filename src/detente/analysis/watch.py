"""Watch: what the dossier looks out for, what has answered it, and how long there is left.

The rules, with a worked example: docs/methods/watch.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from detente.analysis.bearings import Sign
from detente.analysis.evidence import denied_by
from detente.analysis.instrument_records import ReachedStage
from detente.analysis.retractions import told_by
from detente.analysis.tellers import Tellers
from detente.model import Dossier, Edtf, Entry, NoteId, PartyId, Stage, Statement, StatementId, Time, Watch

_STAGES = tuple(Stage)
_WHEN_WORDS = {Time.POSSIBLY: "its date may lie outside the time watched", Time.UNDATED: "it has no date"}


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
        for entry in {entry.id: entry for entry in entries}.values()
        if entry.counts and told_by(entry, as_of) is not None
    ]
    stages = sorted(
        {each for each in reached if _is_by(each, as_of)}, key=lambda each: (each.notes, each.stage, str(each.dated))
    )
    dates = [*(entry.dated for entry in told), *(each.dated for each in stages)]
    today = as_of or max((dated.earliest for dated in dates if dated is not None), default=None)
    index = _Told(told, Tellers(dossier))
    return tuple(_state(one, _hits(one, index, stages, as_of), today) for one in dossier.watch)


def is_asked(one: Watch, told: Statement) -> bool:
    """Whether a statement is all that the question names, whenever it was said."""
    return (
        (one.party is None or one.party == told.party)
        and (one.issue is None or one.issue == told.issue)
        and (one.act is None or one.act == told.act)
        and told.act is not one.not_act
        and (one.option is None or one.option == told.option)
        and (one.firmness is None or one.firmness == told.firmness)
        and any(each is not None for each in (one.party, one.issue, one.act, one.not_act, one.option, one.firmness))
    )


def _is_by(each: ReachedStage, as_of: date | None) -> bool:
    return as_of is None or all(day is None or day.may_be_by(as_of) for day in (each.on, each.told))


class _Told:
    """The statements by what they tell, with the denials of those that are asked for."""

    def __init__(self, told: Iterable[Entry], tellers: Tellers) -> None:
        self._tellers = tellers
        self._by_party: dict[PartyId, list[Entry]] = defaultdict(list)
        self._by_sign: dict[Sign, list[Entry]] = defaultdict(list)
        self._denied: dict[PartyId, Container[StatementId]] = {}
        for entry in told:
            said = entry.statement
            self._by_party[said.party].append(entry)
            self._by_sign[said.party, said.issue, said.act].append(entry)

    def asked(self, one: Watch) -> Iterable[Entry]:
        """Those that a question asks for."""
        for (party, issue, act), told in self._by_sign.items():
            named = (one.party, party), (one.issue, issue), (one.act, act)
            if act is not one.not_act and all(want is None or want == got for want, got in named):
                yield from (entry for entry in told if is_asked(one, entry.statement))

    def is_denied(self, entry: Entry) -> bool:
        """Whether a denial is certainly about it; only its party's own can be."""
        party = entry.statement.party
        if party not in self._denied:
            self._denied[party] = denied_by(self._by_party[party], self._tellers)
        return entry.id in self._denied[party]


def _hits(one: Watch, told: _Told, stages: Iterable[ReachedStage], as_of: date | None) -> list[Hit]:
    if one.instrument is not None:
        found = [_stage_hit(one, each, as_of) for each in stages if _is_reached(one, each)]
    else:
        found = [_statement_hit(one, each, told, as_of) for each in told.asked(one)]
    return sorted((hit for hit in found if hit is not None), key=_age)


def _is_reached(one: Watch, each: ReachedStage) -> bool:
    """Whether it came to the stage or further; a dead one came no further than to its end."""
    if each.instrument != one.instrument or one.stage is None:
        return False
    is_further = _STAGES.index(each.stage) > _STAGES.index(one.stage) and each.stage is not Stage.DEAD
    return each.stage is one.stage or is_further


def _statement_hit(one: Watch, entry: Entry, told: _Told, as_of: date | None) -> Hit | None:
    when = _within(one, entry.dated, as_of)
    if when is None:
        return None
    return Hit(
        statement=entry.id,
        notes=(),
        quote=entry.statement.quote.text,
        reported_by=entry.statement.reported_by,
        dated=entry.dated,
        doubt=_when_words(when) or _doubt(entry, told),
    )


def _doubt(entry: Entry, told: _Told) -> str:
    if told.is_denied(entry):
        return "it is denied"
    return "its source is doubted" if entry.grade.is_doubtful else ""


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
    return _WHEN_WORDS.get(when, "")


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
