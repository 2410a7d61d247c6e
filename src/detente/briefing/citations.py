"""Numbered sources: every statement a brief cites, in the order it is first cited."""

from __future__ import annotations

from collections.abc import Iterable

from detente.briefing.brief import Citation
from detente.briefing.frame import Frame
from detente.briefing.records import Cell, Line
from detente.model import StatementId


def citations(lines: Iterable[Line], frame: Frame) -> tuple[Citation, ...]:
    """One citation for each statement that any of the lines rests on."""
    uses: dict[StatementId, dict[str, str]] = {}
    for line in lines:
        for statement in line.statements:
            pointers = uses.setdefault(statement, {})
            if not isinstance(line, Cell):
                pointers[line.anchor] = line.label
    return tuple(
        _citation(number, statement, tuple(pointers.items()), frame)
        for number, (statement, pointers) in enumerate(uses.items(), 1)
    )


def _citation(
    number: int,
    statement: StatementId,
    uses: tuple[tuple[str, str], ...],
    frame: Frame,
) -> Citation:
    entry = frame.entries[statement]
    told = entry.statement
    document = frame.documents.get(told.doc)
    return Citation(
        number=number,
        statement=statement,
        quote=told.quote.text,
        party=frame.parties[told.party],
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
        uses=uses,
    )
