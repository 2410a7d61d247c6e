"""Numbered sources: everything a brief cites, in the order it is first cited."""

from __future__ import annotations

from collections.abc import Iterable

from detente.briefing.brief import Citation
from detente.briefing.frame import Frame
from detente.briefing.records import Cell, Line, SourceId
from detente.model import Entry, NoteEntry, Status

_Uses = tuple[tuple[str, str], ...]


def citations(lines: Iterable[Line], frame: Frame) -> tuple[Citation, ...]:
    """One citation for each statement and note that any of the lines rests on."""
    uses: dict[SourceId, dict[str, str]] = {}
    for line in lines:
        for source in line.sources:
            pointers = uses.setdefault(source, {})
            if not isinstance(line, Cell):
                pointers[line.anchor] = line.label
    return tuple(
        _citation(number, source, tuple(pointers.items()), frame)
        for number, (source, pointers) in enumerate(uses.items(), 1)
    )


def _citation(number: int, source: SourceId, uses: _Uses, frame: Frame) -> Citation:
    found = frame.source(source)
    if isinstance(found, NoteEntry):
        return _of_note(number, found, uses, frame)
    return _of_statement(number, found, uses, frame)


def _of_statement(number: int, entry: Entry, uses: _Uses, frame: Frame) -> Citation:
    told = entry.statement
    document = frame.documents.get(told.doc)
    return Citation(
        number=number,
        statement=entry.id,
        note=None,
        quote=told.quote.text,
        party=frame.party(told.party),
        speaker=told.speaker,
        chain=told.reported_by,
        said_on=told.said_on,
        document=told.doc,
        start=told.quote.start,
        end=told.quote.end,
        title=(document.title or document.name) if document else None,
        publisher=entry.publisher,
        published=entry.published,
        url=document.url if document else None,
        status=entry.status,
        is_by_hand=told.is_by_hand,
        uses=uses,
    )


def _of_note(number: int, entry: NoteEntry, uses: _Uses, frame: Frame) -> Citation:
    told = entry.note
    document = frame.documents.get(told.doc)
    return Citation(
        number=number,
        statement=None,
        note=entry.id,
        quote=told.quote.text,
        party=None,
        speaker=None,
        chain=told.reported_by,
        said_on=told.on,
        document=told.doc,
        start=told.quote.start,
        end=told.quote.end,
        title=(document.title or document.name) if document else None,
        publisher=entry.publisher,
        published=entry.published,
        url=document.url if document else None,
        status=Status.CODED,
        is_by_hand=False,
        uses=uses,
    )
