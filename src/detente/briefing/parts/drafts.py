"""Drafts: how far each instrument has come, from hand to hand, how it was received, what it lacks, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from detente.analysis import InstrumentHistory, Passing, Reaction
from detente.analysis.stages import JOINT_STAGES
from detente.briefing.draft_words import CHANNEL_WORDS, REACTION_WORDS, TAKEN_WORDS, ahead_words, claimed_words, plain
from detente.briefing.frame import Frame, anchor
from detente.briefing.phrases import count_words
from detente.briefing.records import Item, Part, Silence, Told
from detente.briefing.wording import date_words, listed, opened
from detente.model import NoteId


def drafts_part(frame: Frame) -> Part:
    """The instruments told of, the dossier's first, those told of most before others; then those nobody tells of."""
    told = sorted((one for one in frame.results.instruments if one.notes), key=_foremost)
    silent = [one for one in frame.results.instruments if not one.notes]
    lines: list[Item | Silence] = [*(_item(frame, one) for one in told), *(_silence(one) for one in silent)]
    room = frame.limits.drafts
    return Part(key="drafts", items=tuple(lines[:room]), n_further=max(0, len(lines) - room))


def agreed_drafts(frame: Frame) -> tuple[Item, ...]:
    """Instruments that are agreed, for the beginning of the bottom line, the newest first.

    Where movement is told since a day, those that came after it to where they are.
    """
    return tuple(_bottom_item(frame, one) for one in _agreed(frame))


def drafts_under_way(frame: Frame) -> tuple[Item, ...]:
    """How far the foremost other instruments have come, for the bottom line: those passed on or taken a stand on."""
    agreed = _agreed(frame)
    told = sorted((one for one in frame.results.instruments if _is_under_way(one) and one not in agreed), key=_foremost)
    return tuple(_bottom_item(frame, one) for one in told[: frame.limits.bottom_drafts - len(agreed)])


def _agreed(frame: Frame) -> tuple[InstrumentHistory, ...]:
    moved = frame.results.movement
    told = [one for one in frame.results.instruments if _is_agreed(one)]
    new = [one for one in told if moved is None or _came(one) > moved.since]
    return tuple(sorted(new, key=lambda one: -_came(one).toordinal())[: frame.limits.bottom_drafts])


def _is_agreed(one: InstrumentHistory) -> bool:
    return one.stage in JOINT_STAGES and not one.is_contested and one.claimed_by is None


def _came(one: InstrumentHistory) -> date:
    """The first day on which it can have come to where it is; before all others where none is told."""
    dated = one.since or one.told_since
    return dated.earliest if dated else date.min


def _bottom_item(frame: Frame, one: InstrumentHistory) -> Item:
    return frame.item(
        anchor=anchor("bottom-draft", one.id),
        label="bottom line",
        head=one.name,
        is_quoted=not one.is_of_dossier,
        inferred=_sentences(frame, one),
        told=(),
        sources=one.notes,
        also=[*one.stage_notes[:1], *(notes[0] for notes in _resting(one))],
    )


def _is_under_way(one: InstrumentHistory) -> bool:
    is_handed = any(not each.is_expected for each in one.passings)
    return bool(one.stage_notes) and bool(one.taken_by or is_handed or one.reactions)


def _foremost(one: InstrumentHistory) -> tuple[bool, int]:
    return not one.is_of_dossier, -len(one.notes)


def _silence(one: InstrumentHistory) -> Silence:
    return Silence(
        anchor=anchor("draft", one.id),
        head=one.name,
        about="",
        mark="not mentioned",
        inferred=("Nothing is told of it.",),
    )


def _item(frame: Frame, one: InstrumentHistory) -> Item:
    return frame.item(
        anchor=anchor("draft", one.id),
        label="draft",
        head=one.name,
        is_quoted=not one.is_of_dossier,
        about=f"by {frame.parties(one.drafters)}" if one.drafters else "",
        mark=plain(one.stage) if one.stage else "stage not told",
        inferred=_sentences(frame, one),
        told=_told(frame, one),
        sources=one.notes,
        also=[notes[0] for notes in _resting(one)],
    )


def _resting(one: InstrumentHistory) -> Iterator[Sequence[NoteId]]:
    """The notes behind each hand-over, reaction and thing wanting, which its sentences tell."""
    yield from (each.notes for each in one.passings)
    yield from (each.notes for each in one.reactions)
    yield from (each.notes for each in one.wanting)


def _sentences(frame: Frame, one: InstrumentHistory) -> Iterator[str]:
    if one.stage:
        since = f" since {date_words(one.since)}" if one.since else ""
        heard = f", first told {date_words(one.told_since)}" if one.told_since and not one.since else ""
        yield f"{opened(plain(one.stage))}{since}{heard}; {count_words(one.n_origins, 'origin')}."
    if one.possible_stage:
        yield f"A vague date leaves open whether it is {plain(one.possible_stage)}."
    if one.claimed_by:
        yield f"{opened(claimed_words(frame.party(one.claimed_by)))}."
    if one.is_contested:
        yield "That is contested."
    for step, parties in one.taken_by:
        yield f"{opened(TAKEN_WORDS[step])} {frame.parties(parties)}."
    if one.passings:
        yield f"From hand to hand: {'; '.join(_way(frame, each) for each in one.passings)}."
    if one.reactions:
        yield f"Received: {'; '.join(_reaction(frame, each) for each in one.reactions)}."
    if one.wanting:
        issues = tuple(dict.fromkeys(frame.issue(each.issue) for each in one.wanting if each.issue))
        yield f"Found wanting{f' on {listed(issues)}' if issues else ''}: {count_words(len(one.wanting), 'passage')}."
    if one.next_needs:
        yield f"Next it needs: {'; '.join(one.next_needs)}."


def _way(frame: Frame, one: Passing) -> str:
    sender = frame.party(one.sender) if one.sender else "not told by whom"
    to = frame.party(one.to) if one.to else "not told to whom"
    by = f"by the hand of {listed(one.carriers)}" if one.carriers else ""
    when = date_words(one.on, is_short=True) if one.on or not one.is_expected else ""
    ahead = ahead_words(one)
    return ", ".join(filter(None, (f"{sender} → {to}", by, CHANNEL_WORDS[one.is_official], when, ahead)))


def _reaction(frame: Frame, one: Reaction) -> str:
    done = REACTION_WORDS.get(one.step, plain(one.step))
    return f"{frame.party(one.party)} {done}{f' ({ahead_words(one)})' if one.is_expected else ''}"


def _told(frame: Frame, one: InstrumentHistory) -> Sequence[Told]:
    """Words for the stage, then for what is wanting, reactions and the way, each once."""
    named = [
        *(("Stage", note) for note in one.stage_notes[:1]),
        *(("Wanting", each.notes[0]) for each in one.wanting),
        *((_reaction(frame, each), each.notes[0]) for each in one.reactions),
        *(("Handed over", each.notes[0]) for each in one.passings),
    ] or [("", one.notes[0])]
    quotes: dict[str, Told] = {}
    for label, note in named:
        told = frame.told(note, label)
        quotes.setdefault(" ".join(told.quote.split()), told)
    return tuple(quotes.values())
