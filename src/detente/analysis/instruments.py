"""Instruments: how far each proposal, draft, formula or agreement has come, who has it, and how it was received."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from detente.analysis.instrument_records import InstrumentHistory, Reaction
from detente.analysis.note_times import earliest, is_overdue, newest_day, newest_first, note_origin, oldest_first, when
from detente.analysis.passings import knowers, passings
from detente.analysis.provisions import CONTENT, WANTING, provisions
from detente.analysis.stages import (
    JOINT_STAGES,
    Told,
    concerned_in,
    next_needs,
    note_ids,
    public,
    reached,
    refusing,
    stages_of,
    still_open,
    taken,
    takings,
)
from detente.analysis.versions import unversioned, version_of
from detente.model import Dossier, InstrumentNote, NoteEntry, PartyId, Stage, Step
from detente.model.notes import REACTIONS

_COUNTED = re.compile(r"\d|-point\b")


def instruments(
    notes: Sequence[NoteEntry], dossier: Dossier, as_of: date | None = None, today: date | None = None
) -> tuple[InstrumentHistory, ...]:
    """What is told of each instrument: the dossier's in its order, then those found in texts, by name.

    Args:
        notes: As a view gives them; their order does not matter. Others than on instruments, those withdrawn and those
            certainly told after ``as_of`` take no part.
        dossier: Its parties and instruments; one that nothing is told of is listed without a stage.
        as_of: The day asked about; None for no end.
        today: The day that decides whether what was announced is overdue; by default ``as_of``, else that of the
            newest document with a note. Documents without any may be newer.
    """
    grouped: dict[str, list[Told]] = defaultdict(list)
    for entry in oldest_first({each.id: each for each in notes}.values()):
        note = entry.note
        if isinstance(note, InstrumentNote) and entry.counts and (as_of is None or entry.by(as_of) is not None):
            grouped[_id_of(entry, note, dossier)].append((entry, note))
    days = as_of, today or as_of or newest_day(entry for told in grouped.values() for entry, _ in told)
    names = {each.id: each.name for each in dossier.instruments}
    found = [_history(key, name, grouped.pop(key, []), dossier, *days) for key, name in names.items()]
    others = [_history(key, None, told, dossier, *days) for key, told in grouped.items()]
    return (*found, *sorted(others, key=lambda one: one.id))


def _id_of(entry: NoteEntry, note: InstrumentNote, dossier: Dossier) -> str:
    """The dossier's id; else the name, with the document's where the name alone could mean another paper."""
    if note.instrument is not None:
        return note.instrument
    name = unversioned(note.named)
    slug = re.sub(r"[^\w]+", "-", name.casefold()).strip("-")
    owners = {each.casefold() for party in dossier.parties for each in (party.name, *party.names)}
    words = [re.sub(r"['’]s?$", "", word) for word in name.split()]
    is_proper = bool(_COUNTED.search(name)) or any(
        word[:1].isupper() and word.casefold() not in owners for word in words
    )
    if is_proper:
        return slug
    document = hashlib.sha256((entry.origin or entry.note.doc).encode()).hexdigest()[:6]
    return f"{slug}-{document}"


def _history(
    key: str, name: str | None, told: Sequence[Told], dossier: Dossier, as_of: date | None, today: date | None
) -> InstrumentHistory:
    if not told:
        return InstrumentHistory(id=key, name=name or key, is_of_dossier=True)
    entries = [entry for entry, _ in told]
    parties = [party.id for party in dossier.parties]
    concerned = concerned_in(told, dossier)
    certain, possible = reached(told, concerned, as_of)
    done = [(entry, note) for entry, note in told if not note.is_expected]
    steps = taken(told, parties)
    called = Counter(unversioned(note.named) for _, note in told)
    names = tuple(each for each, _ in sorted(called.items(), key=lambda item: (-item[1], item[0])))
    versions = {version for _, note in told if (version := version_of(note.named))}
    ahead = still_open(told)
    handed = passings(ahead, today)
    public_since = earliest(entry.published for entry in public(told))
    authors = {note.by for _, note in done if note.step is Step.DRAFT}
    if certain.stage not in JOINT_STAGES:
        authors |= {note.by for _, note in done if note.step is Step.AGREE}
    return InstrumentHistory(
        id=key,
        name=name or names[0],
        is_of_dossier=name is not None,
        names=names,
        stage=certain.stage,
        possible_stage=None if possible.stage is certain.stage else possible.stage,
        since=earliest(entry.note.on for entry in certain.notes if not entry.note.is_expected),
        told_since=earliest(entry.published for entry in certain.notes),
        stage_notes=note_ids(certain.notes),
        stages=tuple(stages_of(key, told, concerned, as_of)),
        is_contested=_is_contested(certain.stage, told, certain.notes),
        claimed_by=_claimed_by(certain.notes, concerned, dossier),
        versions=tuple(sorted(versions)),
        drafters=tuple(party for party in parties if party in authors),
        taken_by=tuple(steps.items()),
        takings=tuple(takings(ahead, parties, as_of, today)),
        passings=handed,
        provisions=provisions(told, CONTENT - WANTING, dossier),
        wanting=provisions(told, WANTING, dossier),
        reactions=_reactions(ahead, dossier, today),
        next_needs=next_needs(certain.stage, told, concerned, steps, dossier),
        knowers=tuple(knowers(told, parties, public_since)),
        public_since=public_since,
        n_origins=len({note_origin(entry) for entry in entries}),
        notes=note_ids(entries),
    )


def _is_contested(stage: Stage, told: Sequence[Told], resting: Sequence[NoteEntry]) -> bool:
    """Whether a party refuses what is told as taken by it, or a dead one is still dealt with."""
    if stage is Stage.DEAD:
        last = max((dated.latest for entry in resting if (dated := when(entry))), default=None)
        later = (when(entry) for entry, note in told if note.step.stage not in {None, Stage.MENTIONED, Stage.DEAD})
        return last is not None and any(dated is not None and dated.earliest > last for dated in later)
    return stage in JOINT_STAGES and bool(refusing(told))


def _claimed_by(resting: Sequence[NoteEntry], concerned: Sequence[PartyId], dossier: Dossier) -> PartyId | None:
    """The party concerned in whose words alone all these notes are told, if there is one."""
    parties_of: dict[str, set[PartyId]] = defaultdict(set)
    for party in dossier.parties:
        for name in (party.name, *party.names, *(each for one in party.people for each in (one.name, *one.names))):
            parties_of[name.casefold()].add(party.id)
    tellers = [
        {party for teller in entry.note.reported_by for party in parties_of.get(teller.casefold(), ())}
        for entry in resting
    ]
    common = set.intersection(*tellers) if tellers else set()
    return next((party for party in concerned if party in common), None)


def _reactions(told: Sequence[Told], dossier: Dossier, today: date | None) -> tuple[Reaction, ...]:
    """By party in the dossier's order, the newest first."""
    found: list[Reaction] = []
    for party in dossier.parties:
        own: dict[tuple[Step, bool], list[NoteEntry]] = defaultdict(list)
        for entry in newest_first([entry for entry, note in told if note.by == party.id and note.step in REACTIONS]):
            if isinstance(entry.note, InstrumentNote):
                own[entry.note.step, entry.note.is_expected].append(entry)
        for (step, is_expected), entries in own.items():
            due = earliest(entry.note.on for entry in entries) if is_expected else None
            found.append(
                Reaction(
                    party=party.id,
                    step=step,
                    words=entries[0].note.quote.text,
                    is_expected=is_expected,
                    is_overdue=is_overdue(due, today, is_expected=is_expected),
                    on=due,
                    last_told=when(entries[0]),
                    n_origins=len({note_origin(entry) for entry in entries}),
                    notes=note_ids(entries),
                )
            )
    return tuple(found)
