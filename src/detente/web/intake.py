"""Turns jobs and a snapshot into the page of the intake: the queue, and what became of every file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import PurePath
from typing import ClassVar

from detente.briefing.phrases import count_words
from detente.briefing.wording import day_words
from detente.model import DocumentId
from detente.reading.kinds import SUPPORTED
from detente.web.jobs import Job, JobState
from detente.web.parts import Frame, Link
from detente.web.snapshots import Snapshot
from detente.workspace import Outcome, OutcomeKind

_MOST_LINES = 200
_LATEST = 20
_STATES: Mapping[JobState, str] = {
    JobState.WAITING: "waiting for its turn",
    JobState.RUNNING: "being read",
    JobState.DONE: "done",
    JobState.STOPPED: "stopped",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """What became of a file.

    Attributes:
        name: As it was given, without its folders where it leads to a text.
        text: Leads to the document; None where there is none.
        told: How many statements, or why not.
        note: What to know besides; mostly empty.
        copies: Copies and versions of its text among the files of the same job.
    """

    name: str
    kind: OutcomeKind
    text: Link | None
    told: str
    note: str
    copies: tuple[FileLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JobCard:
    """A job of the queue.

    Attributes:
        state: In words.
        n_done, n_expected: How many files; ``n_expected`` is 0 while nobody knows.
        sums: What became of them, in one line.
        refused, recorded: Files one by one.
        known, passed_over: The same of those that need no eye.
        n_more: How many are only counted.
        repeats, repeated_by: Numbers of other jobs; 0 for none.
    """

    id: int
    what: str
    given_at: str
    state: str
    is_over: bool
    n_done: int
    n_expected: int
    sums: str
    error: str
    refused: tuple[FileLine, ...]
    recorded: tuple[FileLine, ...]
    known: tuple[FileLine, ...]
    passed_over: tuple[FileLine, ...]
    n_more: int
    can_be_repeated: bool
    repeats: int
    repeated_by: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """A document that was recorded lately."""

    text: Link
    recorded_at: str
    name: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a form sent that was not taken.

    Attributes:
        field: The field that cannot be taken.
        why: What is wrong with it, and what would be right.
        typed: What was typed, field by field.
    """

    field: str
    why: str
    typed: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakePage:
    """The intake.

    Attributes:
        is_past: Whether a past moment is shown, at which nothing is added.
        limit: The largest file, in words.
        kinds: The endings that are read.
        is_busy: Whether something is still to become of a job.
        jobs: The newest first.
        arrivals: The documents that the ledger holds, the latest first.
        refusal: What was sent with this request and not taken; None where nothing was.
    """

    template: ClassVar[str] = "intake.html"
    frame: Frame
    is_past: bool
    limit: str
    kinds: str
    is_busy: bool
    jobs: tuple[JobCard, ...]
    arrivals: tuple[Arrival, ...]
    refusal: Refusal | None


def intake_page(
    snapshot: Snapshot, jobs: Sequence[Job], limit_bytes: int, refusal: Refusal | None = None
) -> IntakePage:
    """The queue as it stands, and the latest of the ledger.

    Args:
        snapshot: What the ledger holds.
        jobs: The newest first.
        limit_bytes: The largest file that is read.
        refusal: What was sent with the request and not taken.
    """
    is_past = bool(snapshot.moment.query)
    return IntakePage(
        frame=snapshot.frame("intake"),
        is_past=is_past,
        limit=f"{limit_bytes / 1e6:,.0f} MB" if limit_bytes >= 1_000_000 else f"{limit_bytes:,} bytes",
        kinds=SUPPORTED,
        is_busy=any(not job.is_over for job in jobs),
        jobs=() if is_past else tuple(_card(snapshot, job) for job in jobs),
        arrivals=_arrivals(snapshot),
        refusal=refusal,
    )


def _card(snapshot: Snapshot, job: Job) -> JobCard:
    lines: dict[OutcomeKind, list[FileLine]] = {kind: [] for kind in OutcomeKind}
    for line in _folded(snapshot, job.outcomes):
        lines[line.kind].append(line)
    shown = {kind: tuple(several[:_MOST_LINES]) for kind, several in lines.items()}
    return JobCard(
        id=job.id,
        what=job.what,
        given_at=_at(job.given_at),
        state=_STATES[job.state],
        is_over=job.is_over,
        n_done=len(job.outcomes),
        n_expected=job.n_expected or 0,
        sums=_sums(job.outcomes),
        error=job.error,
        refused=shown[OutcomeKind.REFUSED],
        recorded=shown[OutcomeKind.RECORDED],
        known=shown[OutcomeKind.ALREADY_KNOWN],
        passed_over=shown[OutcomeKind.PASSED_OVER],
        n_more=sum(len(several) - len(shown[kind]) for kind, several in lines.items()),
        can_be_repeated=job.can_be_repeated,
        repeats=job.repeats or 0,
        repeated_by=job.repeated_by or 0,
    )


@dataclass(slots=True)
class _Fold:
    """A line with the copies and versions of its text found so far."""

    head: FileLine
    copies: list[FileLine] = field(default_factory=list)

    def line(self) -> FileLine:
        """All of it; a known text with a new copy stands among what was recorded."""
        kind = OutcomeKind.RECORDED if self.copies else self.head.kind
        return replace(self.head, kind=kind, copies=tuple(self.copies))


def _folded(snapshot: Snapshot, outcomes: Sequence[Outcome]) -> list[FileLine]:
    """The files in their order; a copy or version stands below the text it is of, wherever that came from."""
    kinships, folds = snapshot.view.families.kinships, list[_Fold]()
    heads: dict[DocumentId, _Fold] = {}
    for outcome in outcomes:
        document, line = outcome.document_id, _line(snapshot, outcome)
        kin = kinships.get(document, ()) if document and outcome.kind is OutcomeKind.RECORDED else ()
        if document is None or not kin:
            fold = _Fold(line)
            folds.append(fold)
        elif kin[0].of in heads:
            fold = heads[kin[0].of]
            fold.copies.append(line)
        else:
            fold = _Fold(_original(snapshot, kin[0].of), [line])
            folds.append(fold)
            heads[kin[0].of] = fold
        if document is not None:
            heads[document] = fold
    return [fold.line() for fold in folds]


def _original(snapshot: Snapshot, document: DocumentId) -> FileLine:
    """A text of the ledger that a file of the job is a copy or version of."""
    imprint = snapshot.view.imprints[document]
    return FileLine(
        name="",
        kind=OutcomeKind.RECORDED,
        text=Link(imprint.title or imprint.name, snapshot.moment.link("documents", document)),
        told="in the ledger before",
        note="",
    )


def _line(snapshot: Snapshot, outcome: Outcome) -> FileLine:
    imprint = snapshot.view.imprints.get(outcome.document_id) if outcome.document_id else None
    told = outcome.reason
    if outcome.kind is OutcomeKind.ALREADY_KNOWN:
        told = "in the ledger before"
    if outcome.kind is OutcomeKind.RECORDED:
        told = count_words(outcome.n_statements, "statement")
    return FileLine(
        name=PurePath(outcome.name).name if imprint else outcome.name,
        kind=outcome.kind,
        text=Link(imprint.title or imprint.name, snapshot.moment.link("documents", imprint.id)) if imprint else None,
        told=told,
        note=outcome.note,
    )


def _sums(outcomes: Sequence[Outcome]) -> str:
    counted = Counter(outcome.kind for outcome in outcomes)
    sums = [f"{counted[kind]} {kind}" for kind in OutcomeKind if counted[kind]]
    n_statements = sum(outcome.n_statements for outcome in outcomes)
    return ", ".join([*sums, count_words(n_statements, "new statement")]) if sums else ""


def _arrivals(snapshot: Snapshot) -> tuple[Arrival, ...]:
    arrived = [
        (delivery.recorded_at, document, delivery.name)
        for document, several in snapshot.view.deliveries.items()
        for delivery in several[:1]
    ]
    latest = sorted(arrived, key=lambda each: each[0], reverse=True)[:_LATEST]
    imprints = snapshot.view.imprints
    return tuple(
        Arrival(
            Link(imprints[document].title or imprints[document].name, snapshot.moment.link("documents", document)),
            _at(recorded_at),
            PurePath(name).name,
        )
        for recorded_at, document, name in latest
    )


def _at(moment: datetime) -> str:
    in_utc = moment.astimezone(UTC)
    return f"{day_words(in_utc.date())}, {in_utc:%H:%M} UTC"
