"""Turns a document's places into notes on instruments: what is told of each proposal, draft, formula and agreement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.coding.casting import Known
from detente.coding.dates import find_date
from detente.coding.days import due_days
from detente.coding.issues import Issues
from detente.coding.options import Options
from detente.coding.paper_cues import Frame
from detente.coding.paper_steps import steps
from detente.coding.paper_tellings import Told, dated_words
from detente.coding.paper_texts import PaperText, PaperTexts, is_unpublished
from detente.coding.papers import Paper, Papers, Reference
from detente.coding.places import Place, Voice
from detente.coding.sights import Sight, sights
from detente.coding.values import find_value
from detente.model import Document, Dossier, Edtf, InstrumentNote, IssueId, OptionId, PartyId, Quote, Span, Step
from detente.model.notes import REACTIONS

_PIECE = re.compile(r";\s+|,\s+(?:and\s+)?|\s+and\s+")
_EDGES = " \t\r\n,;:–—"
_LEAST_SCORE = 0.8


class Instruments:
    """Finds what documents tell of instruments; built once for a dossier, keeps nothing between documents."""

    def __init__(self, dossier: Dossier, known: Known, issues: Issues, options: Options) -> None:
        self._dossier, self._issues, self._options = dossier, issues, options
        self._papers = Papers(dossier)
        self._texts = PaperTexts(dossier, known)

    def notes(self, document: Document, parts: Sequence[Place]) -> Iterator[InstrumentNote]:
        """The notes of a document, each thing told once; a document that is itself a paper tells what stands in it.

        A step that is denied, supposed or asked about gives none; a refusal to take it is a reaction.

        Args:
            document: The document.
            parts: Its places, as :func:`detente.coding.places.places` gives them.
        """
        text = self._texts.of_document(document, parts)
        marked = is_unpublished(document, text)
        written = () if text is None else self._written(document, text)
        seen: dict[tuple[object, ...], list[InstrumentNote]] = {}
        for paper, note in self._told(document, parts):
            one = _renamed(note, paper)
            earlier = seen.setdefault(_key(one), [])
            if not any(_holds(each, one) for each in earlier):
                earlier.append(one)
        for one in (*written, *(each for told in seen.values() for each in told)):
            yield replace(one, is_unpublished=marked)

    def _written(self, document: Document, text: PaperText) -> Iterator[InstrumentNote]:
        """What a paper tells by being there: who wrote it and for whom, and what each of its points provides for."""
        head = InstrumentNote(
            doc=document.id,
            quote=_cut(document, text.head),
            named=text.named,
            instrument=text.instrument,
            by=text.author,
        )
        yield replace(head, step=Step.DRAFT, on=None if text.is_changed else text.on)
        if text.is_changed:
            yield replace(head, step=Step.AMEND, on=text.on)
        for party in text.addressed:
            yield replace(head, step=Step.HAND_OVER, quote=_cut(document, text.address), to=party, on=text.on)
        for point in text.points:
            issue, option = self._about(document.text[slice(*point)], document)
            quote = _cut(document, point)
            yield replace(head, step=Step.PROVIDE, quote=quote, by=None, issue=issue, option=option)

    def _told(self, document: Document, parts: Sequence[Place]) -> Iterator[tuple[Paper, InstrumentNote]]:
        mentioned: set[int] = set()
        for sight in sights(parts, self._papers.of_document(document.title, parts)):
            yield from self._stated(document, sight, list(steps(sight)), mentioned)

    def _stated(
        self, document: Document, sight: Sight, told: Sequence[Told], mentioned: set[int]
    ) -> Iterator[tuple[Paper, InstrumentNote]]:
        for one in told:
            for note in self._notes(document, sight, one, dated_words(sight, told, one)):
                mentioned.add(id(one.reference.paper.itself))
                yield one.reference.paper, note
        for reference in sight.references:
            owner = reference.paper.owner
            bare = self._note(document, sight, reference, sight.local(reference.span), Step.MENTION)
            if reference.is_owned and owner is not None:
                yield reference.paper, replace(bare, step=Step.DRAFT, by=owner)
                mentioned.add(id(reference.paper.itself))
            if reference.is_changed:
                yield reference.paper, replace(bare, step=Step.AMEND)
            if reference.is_named and id(reference.paper.itself) not in mentioned:
                mentioned.add(id(reference.paper.itself))
                yield reference.paper, bare

    def _notes(self, document: Document, sight: Sight, told: Told, dated: str) -> Iterator[InstrumentNote]:
        """One thing told, once for each party that does it and each that gets the paper."""
        if told.cue.frame is Frame.CONTENT:
            yield from self._provisions(document, sight, told)
            return
        by: tuple[PartyId | None, ...] = told.by or _teller(sight, told) or (None,)
        if told.step in REACTIONS or told.cue.frame is Frame.WANTING:
            by = tuple(party for party in by if party is not None)
        note = self._note(document, sight, told.reference, told.at, told.step, by=by)
        on = _due(sight, told, document) if told.is_expected else find_date(dated, document.published)
        note = replace(note, is_expected=told.is_expected, on=on)
        if told.handing is None:
            yield from (replace(note, by=party) for party in by)
            return
        handing = told.handing
        for sender in handing.sender or (None,):
            for recipient in handing.to or (None,):
                yield replace(note, by=sender, to=recipient, carrier=handing.carrier, is_official=handing.is_official)

    def _provisions(self, document: Document, sight: Sight, told: Told) -> Iterator[InstrumentNote]:
        if told.content is None:
            return
        teller = next(iter(_teller(sight, told)), None)
        found: set[IssueId] = set()
        for piece in _pieces(sight.text, told.content):
            issue, option = self._about(sight.text[slice(*piece)], document)
            if issue is not None and issue not in found:
                found.add(issue)
                note = self._note(document, sight, told.reference, told.at, told.step, told=piece)
                yield replace(note, by=teller, issue=issue, option=option)
        if not found and not told.cue.needs_issue:
            note = self._note(document, sight, told.reference, told.at, told.step, told=told.content)
            yield replace(note, by=teller)

    def _about(self, words: str, document: Document) -> tuple[IssueId | None, OptionId | None]:
        topic = next(iter(self._issues.topics(words)), None)
        if topic is None or topic.score < _LEAST_SCORE:
            return None, None
        published = document.published
        value = find_value(words, self._dossier.issue(topic.issue), published.earliest.year if published else None)
        return topic.issue, self._options.named(topic.issue, words, value)

    def _note(
        self,
        document: Document,
        sight: Sight,
        reference: Reference,
        at: Span,
        step: Step,
        *,
        told: Span | None = None,
        by: Sequence[PartyId | None] = (),
    ) -> InstrumentNote:
        quote = _quote(sight, reference, at, told)
        paper = reference.paper.itself
        return InstrumentNote(
            doc=document.id,
            quote=quote,
            reported_by=self._chain(sight, at, by),
            named=reference.called,
            instrument=paper.instrument,
            step=step,
        )

    def _chain(self, sight: Sight, at: Span, by: Sequence[PartyId | None]) -> tuple[str, ...]:
        """Who reports it, nearest first: others in whose words it is told, then the outlets."""
        position = sight.place.sentence.span[0] + at[0]
        voices = sorted((one for one in sight.place.voices if one.tells(position)), key=lambda one: one.n_chars)
        told = [one.words for one in voices if one.words and one.party not in by and _is_somebody(one)]
        for telling in sight.place.tellings:
            if telling.pronoun and any(first <= position < last for first, last in telling.content):
                told += [self._dossier.party_name(one.party) for one in sight.actors if by != (one.party,)]
        known = sight.place.chain
        own = dict.fromkeys(one for one in told if not any(_is_of_outlet(one, name) for name in known))
        return (*own, *known)


def _is_somebody(voice: Voice) -> bool:
    """Whether a voice is a party's, has a name or is a source; "the outlet" stands for one that the chain names."""
    return voice.party is not None or voice.is_unnamed or not voice.words.islower()


def _is_of_outlet(words: str, outlet: str) -> bool:
    """Whether words for who tells it name an outlet of the chain, or are a place that its name begins with."""
    told, name = words.casefold(), outlet.casefold()
    return name in told or name.startswith(f"{told} ")


def _renamed(note: InstrumentNote, paper: Paper) -> InstrumentNote:
    """The note under the paper that its own was found to be."""
    own = paper.itself
    named = note.named if paper is own or own.instrument is not None else own.name
    return replace(note, instrument=own.instrument, named=named)


def _key(note: InstrumentNote) -> tuple[object, ...]:
    what = note.instrument or note.named.casefold()
    return what, note.step, note.issue, note.option, note.is_expected


def _holds(earlier: InstrumentNote, later: InstrumentNote) -> bool:
    """Whether the earlier note already tells all that the later one does."""
    ours, theirs = ((one.by, one.to, one.on, one.carrier, one.is_official) for one in (earlier, later))
    return all(told is None or told == known for known, told in zip(ours, theirs, strict=True))


def _due(sight: Sight, told: Told, document: Document) -> Edtf | None:
    """The first day told behind what is still to come, in its clause."""
    found = due_days(sight.text, (told.at[1], sight.clause(told.at[0])[1]), document.published)
    return next((one.on for one in found), None)


def _teller(sight: Sight, told: Told) -> tuple[PartyId, ...]:
    """The party in whose words the innermost telling has it, if any."""
    position = sight.place.sentence.span[0] + told.at[0]
    voices = [one for one in sight.place.voices if one.party is not None and one.tells(position)]
    nearest = min(voices, key=lambda one: one.n_chars, default=None)
    return () if nearest is None or nearest.party is None else (nearest.party,)


def _cut(document: Document, span: Span) -> Quote:
    return Quote(*span, document.text[slice(*span)])


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """The parts of a list."""
    start = span[0]
    for match in _PIECE.finditer(text, *span):
        yield start, match.start()
        start = match.end()
    yield start, span[1]


def _quote(sight: Sight, reference: Reference, at: Span, told: Span | None) -> Quote:
    """The shortest run of clauses that holds the paper, the cue and what it tells."""
    offset, end = sight.place.sentence.span
    spans = [(at[0] + offset, at[1] + offset)]
    spans += [reference.span] if reference in sight.references else []
    spans += [] if told is None else [(told[0] + offset, told[1] + offset)]
    first, last = min(one[0] for one in spans), max(one[1] for one in spans)
    held = [one for one in sight.place.clauses if one[0] < last and one[1] > first]
    start, stop = held[0][0] if held else offset, held[-1][1] if held else end
    words = sight.place.text[start:stop]
    start += len(words) - len(words.lstrip(_EDGES))
    stop -= len(words) - len(words.rstrip(_EDGES))
    return Quote(start, stop, sight.place.text[start:stop])
