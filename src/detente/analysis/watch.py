"""Watch: what the dossier looks out for, what has answered it, and how long there is left.

The rules, with a worked example: docs/methods/watch.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial

from detente.analysis.clashes import TELLS_NO_NUMBER
from detente.analysis.columns import NEVER, UNDATED, first_days, last_days
from detente.analysis.denials import certainly_denied
from detente.analysis.instrument_records import ReachedStage
from detente.analysis.records import Records
from detente.analysis.scales import Narrowing, tells
from detente.analysis.transcript import Rows, Transcript, transcript_of
from detente.model import Act, Dossier, Edtf, Entry, NoteId, Stage, StatementId, Time, Watch

_STAGES = tuple(Stage)
_ALWAYS = (date.min.toordinal(), date.max.toordinal())
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
        denied_by: The denials that are certainly about it, newest first.
    """

    statement: StatementId | None
    notes: tuple[NoteId, ...]
    quote: str
    reported_by: tuple[str, ...]
    dated: Edtf | None
    doubt: str
    denied_by: tuple[StatementId, ...] = ()

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
    hits: Sequence[Hit]


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
    told = transcript_of(entries, dossier).by(as_of)
    stages = sorted(
        {each for each in reached if _is_by(each, as_of)}, key=lambda each: (each.notes, each.stage, str(each.dated))
    )
    newest = max([told.newest_day, *(each.dated.earliest.toordinal() for each in stages if each.dated is not None)])
    today = as_of or (None if newest == UNDATED else date.fromordinal(newest))
    return tuple(_state(one, *_hits(one, told, stages, as_of), today) for one in dossier.watch)


def _asks(one: Watch) -> bool:
    """Whether it names anything of a statement."""
    named = one.party, one.issue, one.act, one.not_act, one.firmness, *Narrowing.of(one)
    return any(each is not None for each in named)


def _no_answers(one: Watch) -> Collection[Act]:
    """The acts that do not answer it, as they tell what is not so, or name a number that they do not tell to be."""
    if one.act is not None:
        return ()
    narrowing = Narrowing.of(one)
    if narrowing.at_least is not None or narrowing.at_most is not None:
        return TELLS_NO_NUMBER
    return () if narrowing.option is None and one.not_act is None else (Act.DENY,)


def _is_by(each: ReachedStage, as_of: date | None) -> bool:
    return as_of is None or all(day is None or day.may_be_by(as_of) for day in (each.on, each.told))


def _hits(
    one: Watch, told: Transcript, stages: Iterable[ReachedStage], as_of: date | None
) -> tuple[Sequence[Hit], Sequence[str]]:  # fmt: skip
    """What answers a question, and the doubt of each."""
    watched = _watched(one, as_of)
    if one.instrument is not None:
        reached = (_stage_hit(one, each, watched) for each in stages if _is_reached(one, each))
        hits = sorted((hit for hit in reached if hit is not None), key=_age)
        return tuple(hits), [hit.doubt for hit in hits]
    days, last_days, ids, is_trusted = told.days, told.last_days, told.ids, told.is_trusted
    denied = told.once(certainly_denied, is_inside=False)
    rows, doubts = list[int](), list[str]()
    for row in sorted(_asked(one, told), key=lambda row: (days[row] or NEVER, last_days[row] or NEVER, ids[row])):
        when = _within(watched, days[row], last_days[row])
        if when is not None:
            rows.append(row)
            doubts.append(_doubt(when, is_denied=row in denied, is_trusted=is_trusted[row]))
    return Records(len(rows), partial(_hit_at, told, rows, doubts, denied)), doubts


def _asked(one: Watch, told: Transcript) -> Iterable[int]:
    """The statements that a question asks for."""
    if not _asks(one):
        return
    acts, firmness, said, wanted, unwanted = told.acts, told.firmness, told.statements, one.act, one.not_act
    issues = {} if told.dossier is None else {each.id: each for each in told.dossier.issues}
    narrowing, no_answers = Narrowing.of(one), _no_answers(one)
    for (party, issue), rows in told.cells.items():
        if one.party in {None, party} and one.issue in {None, issue}:
            yield from [
                row
                for row in rows
                if (act := acts[row]) is not unwanted
                and act not in no_answers
                and (wanted is None or act is wanted)
                and (one.firmness is None or one.firmness is firmness[row])
                and tells(issues.get(issue), said[row], narrowing)
            ]


def _is_reached(one: Watch, each: ReachedStage) -> bool:
    """Whether it came to the stage or further; a dead one came no further than to its end."""
    if each.instrument != one.instrument or one.stage is None:
        return False
    is_further = _STAGES.index(each.stage) > _STAGES.index(one.stage) and each.stage is not Stage.DEAD
    return each.stage is one.stage or is_further


def _hit_at(
    told: Transcript, rows: Sequence[int], doubts: Sequence[str], denied: Mapping[int, Rows], place: int
) -> Hit:  # fmt: skip
    row = rows[place]
    return Hit(
        statement=told.ids[row],
        notes=(),
        quote=told.statements[row].quote.text,
        reported_by=told.chains[row],
        dated=told.dates[row],
        doubt=doubts[place],
        denied_by=tuple(told.ids[denial] for denial in denied.get(row, ())),
    )


def _doubt(when: Time, *, is_denied: bool, is_trusted: bool) -> str:
    if is_denied:
        return "it is denied"
    return _when_words(when) or ("" if is_trusted else "its source is doubted")


def _stage_hit(one: Watch, each: ReachedStage, watched: tuple[int, int]) -> Hit | None:
    (first,), (last,) = first_days([each.dated]), last_days([each.dated])
    when = _within(watched, first, last)
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


def _watched(one: Watch, as_of: date | None) -> tuple[int, int]:
    """The first and the last day watched, as ordinals."""
    first = one.since.earliest if one.since else date.min
    last = min(one.until.latest if one.until else date.max, as_of or date.max)
    return first.toordinal(), last.toordinal()


def _within(watched: tuple[int, int], first: int, last: int) -> Time | None:
    """Whether what was said on one of some days, or on none known, lies within those watched; None if certainly not."""
    begin, end = watched
    if first == UNDATED:
        return Time.CERTAINLY if watched == _ALWAYS else Time.UNDATED
    if last < begin or first > end:
        return None
    return Time.CERTAINLY if begin <= first and last <= end else Time.POSSIBLY


def _when_words(when: Time) -> str:
    return _WHEN_WORDS.get(when, "")


def _age(hit: Hit) -> tuple[date, date, str]:
    dated = hit.dated
    days = (date.max, date.max) if dated is None else (dated.earliest, dated.latest)
    return (*days, hit.statement or " ".join(hit.notes))


def _state(one: Watch, hits: Sequence[Hit], doubts: Sequence[str], today: date | None) -> WatchState:
    left = (one.until.latest - today).days if one.until and today else None
    status = WatchStatus.OPEN
    if hits:
        status = WatchStatus.ANSWERED if "" in doubts else WatchStatus.POSSIBLY
    elif left is not None and left < 0:
        status = WatchStatus.LAPSED
    return WatchState(
        id=one.id,
        text=one.text,
        status=status,
        since=one.since,
        until=one.until,
        days_left=left,
        first=hits[doubts.index("") if "" in doubts else 0] if hits else None,
        hits=hits,
    )
