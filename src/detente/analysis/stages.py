"""Turns notes of one instrument into the stage it has reached, and what the next one would need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from detente.analysis.instrument_records import ReachedStage, Taking
from detente.analysis.note_times import done_by, earliest, is_overdue, oldest_first, when
from detente.model import Dossier, InstrumentNote, NoteEntry, NoteId, PartyId, PartyKind, Stage, Step, Time
from detente.model.notes import REACTIONS

Told = tuple[NoteEntry, InstrumentNote]

JOINT_STAGES = frozenset({Stage.AGREED, Stage.SIGNED, Stage.RATIFIED, Stage.IN_FORCE})
"""Stages that all those concerned have to come to together."""

_ORDER = list(Stage)
_JOINT = {Stage.AGREED: frozenset({Step.AGREE, Step.ACCEPT}), Stage.SIGNED: frozenset({Step.SIGN}),
          Stage.RATIFIED: frozenset({Step.RATIFY})}  # fmt: skip
_TAKING = (Step.SIGN, Step.RATIFY)
_CONSENT = frozenset({Step.AGREE, Step.ACCEPT, Step.SIGN, Step.RATIFY})
_TAKEN_OR_NOT = _CONSENT | {Step.REFUSE}


@dataclass(frozen=True, slots=True)
class Reached:
    """A stage and the notes it rests on."""

    stage: Stage
    notes: tuple[NoteEntry, ...]


def reached(told: Sequence[Told], concerned: Sequence[PartyId], as_of: date | None) -> tuple[Reached, Reached]:
    """The stage certainly reached, and the one reached if a vague date means an early day.

    What only some of those concerned have agreed on, signed or ratified is not agreed, signed or ratified.

    Args:
        told: The notes of one instrument, none withdrawn; never empty.
        concerned: Whose agreement it takes.
        as_of: The day asked about; None for no end.
    """
    done = [(each, done_by(each[0], as_of)) for each in told if not each[1].is_expected]
    certain = [each for each, time in done if time is Time.CERTAINLY]
    possible = [each for each, time in done if time is not None]
    mention = Reached(Stage.MENTIONED, tuple(oldest_first([entry for entry, _ in told])[:1]))
    return _highest(certain, concerned) or mention, _highest(possible, concerned) or mention


def stages_of(
    instrument: str, told: Sequence[Told], concerned: Sequence[PartyId], as_of: date | None
) -> Iterator[ReachedStage]:
    """Each stage that an instrument came to by a day, or may have come to, and what tells it."""
    done = [each for each in told if not each[1].is_expected and done_by(each[0], as_of) is not None]
    for stage in _ORDER:
        if notes := oldest_first(_bringing(stage, done, concerned)):
            yield ReachedStage(
                instrument=instrument,
                stage=stage,
                on=earliest(entry.note.on for entry in notes),
                told=earliest(entry.published for entry in notes),
                notes=tuple(dict.fromkeys(entry.id for entry in notes)),
                quote=notes[0].note.quote.text,
            )


def concerned_in(told: Sequence[Told], dossier: Dossier) -> tuple[PartyId, ...]:
    """Those whose agreement it takes: who wrote it, got it, or took or refused it; no mediator."""
    mediators = {party.id for party in dossier.parties if party.kind is PartyKind.MEDIATOR}
    named = set()
    for _, note in told:
        if note.step is Step.HAND_OVER:
            named.add(note.to)
        elif note.step not in {Step.PROVIDE, Step.MENTION, Step.ABANDON, Step.WELCOME, Step.CRITICISE, Step.LACK}:
            named.add(note.by)
    return tuple(party.id for party in dossier.parties if party.id in named and party.id not in mediators)


def public(told: Sequence[Told]) -> list[NoteEntry]:
    """The notes that let everybody know of a paper which is there.

    Not those that only name it or announce it, nor those of documents that are not for everybody.
    """
    return [
        entry for entry, note in told if not (note.is_expected or note.is_unpublished) and note.step is not Step.MENTION
    ]


def still_open(told: Sequence[Told]) -> list[Told]:
    """What is told, without what was announced and has since been told as done, or as refused by its party."""
    return [each for each in told if not (each[1].is_expected and any(_settles(one, each) for one in told))]


def _settles(later: Told, announced: Told) -> bool:
    """Whether one note tells that what another announced was done, or that its party took the other way."""
    (entry, note), (ahead, its) = later, announced
    done, told = when(entry), ahead.published
    if note.is_expected or done is None or told is None or done.latest < told.earliest:
        return False
    if note.by is not None and note.by == its.by and {note.step, its.step} <= _TAKEN_OR_NOT:
        return note.step is its.step or Step.REFUSE in {note.step, its.step}
    pairs = ((note.by, its.by), (note.to, its.to))
    return note.step is its.step and all(None in pair or pair[0] == pair[1] for pair in pairs)


def taken(told: Sequence[Told], parties: Sequence[PartyId]) -> dict[Step, tuple[PartyId, ...]]:
    """Who has agreed, accepted, signed and ratified; a party that refuses later has not."""
    refused = refusing(told)
    found = {}
    for step in (Step.AGREE, Step.ACCEPT, Step.SIGN, Step.RATIFY):
        own = {note.by for _, note in told if note.step is step and not note.is_expected and note.by} - refused
        if own:
            found[step] = tuple(party for party in parties if party in own)
    return found


def note_ids(entries: Iterable[NoteEntry]) -> tuple[NoteId, ...]:
    """The ids of notes, each once."""
    return tuple(dict.fromkeys(entry.id for entry in entries))


def takings(
    told: Sequence[Told], parties: Sequence[PartyId], as_of: date | None, today: date | None
) -> Iterator[Taking]:
    """Who signed or ratified by a day, or may have, and who is announced to; in the order of the steps."""
    by_party: dict[tuple[Step, PartyId, bool], list[NoteEntry]] = defaultdict(list)
    for entry, note in told:
        if note.by and note.step in _TAKING and (note.is_expected or done_by(entry, as_of) is not None):
            by_party[note.step, note.by, note.is_expected].append(entry)
    for step in _TAKING:
        for party in parties:
            for is_expected in (False, True):
                if notes := oldest_first(by_party[step, party, is_expected]):
                    on = earliest(entry.note.on for entry in notes)
                    yield Taking(
                        party=party,
                        step=step,
                        is_expected=is_expected,
                        is_overdue=is_overdue(on, today, is_expected=is_expected),
                        on=on,
                        told=earliest(entry.published for entry in notes),
                        notes=note_ids(notes),
                    )


def refusing(told: Sequence[Told]) -> frozenset[PartyId]:
    """Those whose newest word on taking it is a refusal."""
    newest: dict[PartyId, Step] = {}
    own = [entry for entry, note in told if note.by and not note.is_expected and note.step in _TAKEN_OR_NOT]
    for entry in oldest_first(own):
        note = entry.note
        if isinstance(note, InstrumentNote) and note.by:
            newest[note.by] = note.step
    return frozenset(party for party, step in newest.items() if step is Step.REFUSE)


def next_needs(
    stage: Stage, told: Sequence[Told], concerned: Sequence[PartyId], steps: Mapping[Step, tuple[PartyId, ...]],
    dossier: Dossier,
) -> tuple[str, ...]:  # fmt: skip
    """What the next stage would need, in words; empty where nothing is left to come."""
    done = [note for _, note in told if not note.is_expected]
    consenting = {party for step in _CONSENT for party in steps.get(step, ())} - refusing(told)
    drafting = {note.by for note in done if note.step is Step.DRAFT}
    got = {note.to for note in done if note.step is Step.HAND_OVER}
    heard = {note.by for note in done if note.step in REACTIONS | {Step.LACK}}
    without = [party for party in concerned if party not in consenting and party not in drafting]
    match stage:
        case Stage.MENTIONED:
            return ("a text",)
        case Stage.DRAFTED:
            return ("that it is handed over",)
        case Stage.HANDED_OVER | Stage.UNDER_REVIEW | Stage.AMENDED:
            silent = [party for party in concerned if party in got and party not in heard]
            rest = [party for party in without if party not in silent]
            needs = [f"a reaction of {_name(party, dossier)}" for party in silent]
            needs += [f"acceptance by {_name(party, dossier)}" for party in rest]
            return tuple(needs) or ("acceptance by those who got it",)
        case Stage.AGREED:
            return _missing("signature", Step.SIGN, concerned, steps, dossier)
        case Stage.SIGNED:
            return _missing("ratification", Step.RATIFY, concerned, steps, dossier)
        case Stage.RATIFIED:
            return ("entry into force",)
        case _:
            return ()


def _missing(
    what: str, step: Step, concerned: Sequence[PartyId], steps: Mapping[Step, tuple[PartyId, ...]], dossier: Dossier
) -> tuple[str, ...]:
    left = [party for party in concerned if party not in steps.get(step, ())]
    return tuple(f"{what} by {_name(party, dossier)}" for party in left) or (what,)


def _name(party: PartyId, dossier: Dossier) -> str:
    return dossier.party_name(party)


def _highest(told: Sequence[Told], concerned: Sequence[PartyId]) -> Reached | None:
    for stage in reversed(_ORDER):
        notes = _bringing(stage, told, concerned)
        if notes:
            return Reached(stage, tuple(oldest_first(notes)))
    return None


def _bringing(stage: Stage, told: Sequence[Told], concerned: Sequence[PartyId]) -> list[NoteEntry]:
    """The notes that bring a stage; none where one that it needs is missing."""
    if stage not in _JOINT:
        extra = _among_authors(told) if stage is Stage.DRAFTED else []
        return [entry for entry, note in told if note.step.stage is stage] + extra
    own = [(entry, note) for entry, note in told if note.step in _JOINT[stage]]
    of_all = [entry for entry, note in own if note.by is None]
    refused = refusing(told)
    taking = {note.by for _, note in own if note.by and note.by not in refused}
    if stage is Stage.AGREED:
        taking |= {note.by for _, note in told if note.step is Step.DRAFT and note.by and own}
    is_whole = len(concerned) > 1 and all(party in taking for party in concerned)
    return [entry for entry, _ in own] if is_whole else of_all


def _among_authors(told: Sequence[Told]) -> list[NoteEntry]:
    """What some agreed on among themselves is at least a draft."""
    return [entry for entry, note in told if note.step is Step.AGREE]
