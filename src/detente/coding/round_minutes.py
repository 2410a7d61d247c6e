"""Turns the head of minutes into the note of a meeting that was held: its day, its place, and who was present."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from detente.coding.actors import Actors, Mention, Shape
from detente.coding.days import past_days
from detente.coding.round_cues import words
from detente.coding.segments import sentences
from detente.model import Document, Dossier, Edtf, PartyId, PartyKind, Quote, Span
from detente.model.notes import RoundNote

_HEAD_CHARS = 3000
_MARKS = "#*_ \t"
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_ITEM = re.compile(r"[ \t#*]*\d{1,2}[.)]\s")
_LABEL = re.compile(r"[ \t*_]*(?P<label>[A-Z][\w ]{1,30}?)[*_]*:[*_]*(?=\s)")
_PLACED = re.compile(
    r"(?:,\s*|\s(?:in|at)\s+(?:the\s+)?)(?P<place>[A-ZÀ-Þ][\w’'-]*(?:\s+(?:of\s+|de\s+)?[A-ZÀ-Þ][\w’'-]*){0,3})\s*(?:,|$)"
)
_ENTRY = re.compile(r"[^;\n]+")
_CHAIR = re.compile(r"\s*[(,–-]\s*(?:in\s+the\s+)?chair", re.IGNORECASE)
_OBSERVER = re.compile(r"\bobserv(?:er|ers|ing)\b", re.IGNORECASE)


def minutes(document: Document, actors: Actors, dossier: Dossier) -> RoundNote | None:
    """The meeting that a document is the minutes of; None where it is none, or tells no day or nobody of two sides.

    Args:
        document: The document. Its title or a line of its head begins as minutes do, and another line of its head
            tells who was present.
        actors: Finds the dossier's parties.
        dossier: Its parties; a mediating one is no side, nor is one that only observes, or is told to be absent.
    """
    head = list(_head(document))
    titles = [line for line in head if words("minutes").match(document.text, *line)]
    present = [line for label, line in _labelled(document.text, head) if words("present").fullmatch(label)]
    is_titled = bool(titles) or words("minutes").match(document.title or "") is not None
    on = _day(document, head)
    if not is_titled or not present or on is None:
        return None
    absent = _absences(document, present[0])
    found = [one for one in actors.mentions(document.text, present[0]) if not _lies_in(one.span, absent)]
    host = _host(document.text, found, dossier)
    watching = _observers(document.text, present[0], found)
    sides = tuple(party.id for party in dossier.parties if party.id in {one.party for one in found} - watching - {host})
    if len(sides) + (host is not None) < 2:
        return None
    start, end = min([*titles, *present])[0], present[0][1]
    return RoundNote(
        doc=document.id,
        quote=Quote(start, end, document.text[start:end]),
        on=on,
        place=next((match["place"] for line in titles if (match := _PLACED.search(document.text, *line))), None),
        participants=sides,
        people=tuple(dict.fromkeys(one.speaker for one in found if one.shape is Shape.PERSON and one.speaker)),
        mediator=host,
    )


def _head(document: Document) -> Iterator[Span]:
    """The lines in front of the first numbered one, without the marks around them."""
    text, start = document.text, document.body_start
    for line in _LINE.finditer(text, start, start + _HEAD_CHARS):
        if _ITEM.match(text, *line.span()):
            return
        yield line.start() + len(line[0]) - len(line[0].lstrip(_MARKS)), line.start() + len(line[0].rstrip(_MARKS))


def _labelled(text: str, head: list[Span]) -> Iterator[tuple[str, Span]]:
    """Each labelled line of a head with the lines that go on with it."""
    for index, line in enumerate(head):
        if (label := _LABEL.match(text, *line)) is None:
            continue
        end = line[1]
        for after in head[index + 1 :]:
            if _LABEL.match(text, *after) or "\n\n" in text[end : after[0]]:
                break
            end = after[1]
        yield label["label"], (label.end(), end)


def _day(document: Document, head: list[Span]) -> Edtf | None:
    """The first day that the head tells, else that of the document."""
    told = (day for line in head for day in past_days(document.text, line, document.published))
    return next((day.on for day in told if day.on.is_day), document.published)


def _host(text: str, found: list[Mention], dossier: Dossier) -> PartyId | None:
    """Who is told to be in the chair, else the mediating party."""
    chairing = next((one.party for one in found if _CHAIR.match(text, one.span[1])), None)
    kinds = {party.id: party.kind for party in dossier.parties}
    return chairing or next((one.party for one in found if kinds[one.party] is PartyKind.MEDIATOR), None)


def _observers(text: str, present: Span, found: list[Mention]) -> frozenset[PartyId]:
    """The parties of each entry of the list that tells of observers."""
    entries = [entry.span() for entry in _ENTRY.finditer(text, *present) if _OBSERVER.search(entry[0])]
    return frozenset(one.party for one in found if _lies_in(one.span, entries))


def _absences(document: Document, present: Span) -> list[Span]:
    """The sentences and entries of the list that tell who was not there."""
    text = document.text
    told = [one.span for one in sentences(text, document.body_start) if present[0] < one.span[1] <= present[1]]
    entries = (entry.span() for span in told for entry in _ENTRY.finditer(text, *span))
    return [span for span in entries if words("absent").search(text, *span)]


def _lies_in(span: Span, spans: Sequence[Span]) -> bool:
    return any(start <= span[0] < end for start, end in spans)
