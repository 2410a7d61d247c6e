"""Drafts as records for pages: stages, hand-overs, provisions and reactions in words before any template sees them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from detente.analysis import InstrumentHistory, Passing, Provision, ReachedStage, Reaction
from detente.analysis.instrument_records import Taking
from detente.analysis.provisions import ProvisionStatus, provision_status
from detente.briefing.draft_words import CHANNEL_WORDS, REACTION_WORDS, TAKING_WORDS, ahead_words, claimed_words, plain
from detente.briefing.phrases import count_words
from detente.briefing.wording import date_words, document_names, listed, opened
from detente.model import Edtf, NoteId, Stage
from detente.web.snapshots import Snapshot
from detente.web.sourced import Sourced, note_words

_MOST_WORDS = 3
_KINDS = ("stage", "handed", "reaction", "taken")


@dataclass(frozen=True, slots=True, kw_only=True)
class StageShown:
    """How far an instrument has come.

    Attributes:
        words: The stage and since when, or when it was told.
        doubts: What speaks against taking that for certain, each a sentence.
        told: The words it rests on; ``n_more`` notes are not shown.
    """

    words: str
    doubts: tuple[str, ...]
    told: tuple[Sourced, ...]
    n_more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing on the way of an instrument.

    Attributes:
        kind: "stage", "handed", "reaction" or "taken".
        when: The day as precisely as it is told; "undated" where nobody tells it.
        head: What happened, in words.
        facts: By whose hand, by which channel, as told by whom.
        is_expected: Whether it is only announced; ``ahead`` says so, and whether its day is over.
    """

    kind: str
    when: str
    head: str
    facts: tuple[str, ...]
    is_expected: bool
    ahead: str
    told: tuple[Sourced, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionShown:
    """What a draft holds, lacks or is found wanting in.

    Attributes:
        about: Issue and option; empty where it is none of the dossier's.
        status: How far it is agreed; ``status_words`` and ``why`` say it.
        by: Whose words these are; empty where only authors tell.
    """

    about: str
    status: ProvisionStatus
    status_words: str
    why: str
    by: str
    since: str
    origins: str
    told: Sourced


def stage_words(one: InstrumentHistory) -> str:
    """How far it has come and since when, e.g. "Handed over since January 2026"."""
    if one.stage is None:
        return "Not mentioned in any document"
    since = f"since {date_words(one.since)}" if one.since else f"first told {date_words(one.told_since)}"
    return f"{opened(plain(one.stage))}, {since}"


def stage_shown(snapshot: Snapshot, one: InstrumentHistory) -> StageShown:
    """How far it has come, with the words it rests on."""
    return StageShown(
        words=stage_words(one),
        doubts=tuple(_doubts(snapshot, one)),
        told=_told(snapshot, one.stage_notes),
        n_more=max(0, len(one.stage_notes) - _MOST_WORDS),
    )


def way(snapshot: Snapshot, one: InstrumentHistory) -> tuple[Event, ...]:
    """What happened to it, the first first, what has no day after that, what is announced last."""
    handed = [_handed(snapshot, each) for each in one.passings]
    first = min((each.on.earliest for each in one.passings if each.on and not each.is_expected), default=None)
    reached = [
        _reached(snapshot, each, first)
        for each in one.stages
        if each.stage is not Stage.MENTIONED and not (each.stage is Stage.HANDED_OVER and handed)
    ]
    heard = [_heard(snapshot, each) for each in one.reactions]
    taken = [_taken(snapshot, each) for each in one.takings]
    return tuple(event for _, event in sorted((*reached, *handed, *heard, *taken), key=lambda pair: pair[0]))


def provisions_shown(snapshot: Snapshot, one: InstrumentHistory) -> tuple[ProvisionShown, ...]:
    """What it is told to hold, with how far that is agreed, then what it lacks or is found wanting in."""
    return tuple(provision_shown(snapshot, one, each) for each in (*one.provisions, *one.wanting))


def provision_shown(snapshot: Snapshot, one: InstrumentHistory, each: Provision) -> ProvisionShown:
    """One thing it is told to hold, lack or be found wanting in."""
    status = provision_status(each, one, snapshot.matrix, snapshot.dossier)
    option = snapshot.dossier.option_name(each.issue, each.option) if each.issue else None
    return ProvisionShown(
        about=": ".join(filter(None, (snapshot.issue(each.issue) if each.issue else "", option))),
        status=status,
        status_words=status.words,
        why=status.why,
        by=snapshot.parties(each.by),
        since=date_words(each.since),
        origins=count_words(each.n_origins, "origin"),
        told=note_words(snapshot, each.notes[0]),
    )


_Order = tuple[bool, bool, str, int, str]


def _doubts(snapshot: Snapshot, one: InstrumentHistory) -> Iterator[str]:
    if one.claimed_by:
        yield f"{opened(claimed_words(snapshot.party(one.claimed_by)))}."
    if one.is_contested:
        yield "That is contested: a party refuses it, or it is still dealt with after its end."
    if one.possible_stage:
        yield f"A vague date leaves open whether it is {plain(one.possible_stage)}."


def _reached(snapshot: Snapshot, each: ReachedStage, handed: date | None) -> tuple[_Order, Event]:
    event = Event(
        kind="stage",
        when=date_words(each.on) if each.on else f"day not told; told {date_words(each.told)}",
        head=opened(plain(each.stage)),
        facts=(),
        is_expected=False,
        ahead="",
        told=_told(snapshot, each.notes[:1]),
    )
    # Nothing is handed over before it is written, whenever that was told.
    is_before = each.stage is Stage.DRAFTED and each.on is None and handed is not None
    return _order(Edtf(handed.isoformat()) if is_before and handed else each.dated, event), event


def _handed(snapshot: Snapshot, each: Passing) -> tuple[_Order, Event]:
    sender = snapshot.party(each.sender) if each.sender else "sender not told"
    to = snapshot.party(each.to) if each.to else "recipient not told"
    documents = {snapshot.notes[note].note.doc for note in each.notes}
    called = document_names(snapshot.view.imprints[document] for document in documents)
    facts = (
        f"by the hand of {listed(each.carriers)}" if each.carriers else "carrier not told",
        CHANNEL_WORDS[each.is_official] or "channel not told",
        f"as told by {listed(tuple(called.get(name, name) for name in each.told_by))}",
    )
    event = Event(
        kind="handed",
        when=date_words(each.on) if each.on else "day not told",
        head=f"{sender} → {to}",
        facts=facts,
        is_expected=each.is_expected,
        ahead=ahead_words(each),
        told=_told(snapshot, each.notes[:1]),
    )
    return _order(each.on or _published(snapshot, each.notes), event), event


def _taken(snapshot: Snapshot, each: Taking) -> tuple[_Order, Event]:
    event = Event(
        kind="taken",
        when=date_words(each.on) if each.on else f"day not told; told {date_words(each.told)}",
        head=f"{snapshot.party(each.party)} {TAKING_WORDS[each.step]}",
        facts=(),
        is_expected=each.is_expected,
        ahead=ahead_words(each),
        told=_told(snapshot, each.notes[:1]),
    )
    return _order(each.dated, event), event


def _heard(snapshot: Snapshot, each: Reaction) -> tuple[_Order, Event]:
    event = Event(
        kind="reaction",
        when=date_words(each.on) if each.on else f"{'told ' if each.is_expected else ''}{date_words(each.last_told)}",
        head=f"{snapshot.party(each.party)} {REACTION_WORDS[each.step]} it",
        facts=(count_words(each.n_origins, "origin"),),
        is_expected=each.is_expected,
        ahead=ahead_words(each),
        told=_told(snapshot, each.notes[:1]),
    )
    return _order(each.last_told, event), event


def _order(dated: Edtf | None, event: Event) -> _Order:
    return (
        event.is_expected,
        dated is None,
        dated.earliest.isoformat() if dated else "",
        _KINDS.index(event.kind),
        event.head,
    )


def _published(snapshot: Snapshot, notes: Iterable[NoteId]) -> Edtf | None:
    return next((snapshot.notes[each].published for each in notes), None)


def _told(snapshot: Snapshot, notes: Sequence[NoteId]) -> tuple[Sourced, ...]:
    """The words of the first of the notes."""
    return tuple(note_words(snapshot, each) for each in notes[:_MOST_WORDS])
