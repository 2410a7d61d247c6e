"""A naive ledger: every event replayed in memory, one by one, and every question answered by looking at everything.

It knows no table, no index and no ``since`` and ``until``: what a view answers must equal what it answers.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cache

from detente.ledger.chain import Recorded, canonical_json
from detente.ledger.projection import Projection
from detente.ledger.rows import (
    DatingRow,
    DeliveryRow,
    DossierRow,
    GradeRow,
    KinRow,
    NoteReviewRow,
    NotingRow,
    ResolutionRow,
    Row,
    StatementRow,
    WithdrawalRow,
)
from detente.model import Edtf, Entry, Grade, Imprint, Review, Statement, Status
from detente.model.note_wire import note_from_wire
from detente.model.outlets import plain
from detente.model.wire import Wire, imprint_from_wire, review_from_wire, statement_from_wire, statement_to_wire


class NaiveLedger:
    """What all events up to one add up to."""

    def __init__(self) -> None:
        self._projection = Projection()
        self._rows: list[Row] = []

    def take(self, event: Recorded) -> None:
        """Replays one more event."""
        self._rows += self._projection.apply(event)

    def entries(self, as_of: date | None) -> list[Entry]:
        """Every statement that may have been said by a day, in reading order."""
        found = [self._entry(row) for row in self._projection.statements.values()]
        return sorted((entry for entry in found if _may_be_by(entry, as_of)), key=self._place)

    def newest(self, as_of: date | None, at_most: int) -> dict[tuple[str, str], list[Entry]]:
        """The newest dated statements that count, for each party and issue."""
        first_told = {row.id: row.seq for row in self._projection.statements.values()}
        cells: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in self.entries(as_of):
            if entry.counts and entry.dated is not None:
                cells[entry.statement.party, entry.statement.issue].append(entry)
        for several in cells.values():
            several.sort(key=lambda entry: entry.id)
            several.sort(key=lambda entry: (entry.dated.earliest, first_told[entry.id]), reverse=True)
        return {cell: several[:at_most] for cell, several in sorted(cells.items())}

    def digest(self, as_of: date | None) -> str:
        """What the entries and documents say."""
        said = [
            canonical_json(
                [
                    entry.id,
                    entry.status,
                    statement_to_wire(entry.statement),
                    [[one.decision, one.reason, one.reviewer, dict(one.changes)] for one in entry.reviews],
                ]
            )
            for entry in self.entries(as_of)
        ]
        said += [canonical_json(["document", id_, self.is_withdrawn(id_)]) for id_ in self.imprints()]
        said += [canonical_json(["dated", id_, day]) for id_, day in self.days().items()]
        said += [canonical_json(["note", wire, self.is_rejected(wire)]) for wire in self.notes(as_of)]
        said += [canonical_json(["resolution", *told]) for told in self.resolutions()]
        return hashlib.sha256("\n".join(sorted(said)).encode()).hexdigest()

    def notes(self, as_of: date | None) -> list[Wire]:
        """The notes that the last reading of each document made, of documents that may have been published by then."""
        told: list[Wire] = []
        for id_, imprint in self.imprints().items():
            readings = [json.loads(row.notes) for row in self._of(NotingRow) if row.document == id_]
            if readings and (as_of is None or imprint.published is None or imprint.published.may_be_by(as_of)):
                told += readings[-1]
        return told

    def is_rejected(self, note: Wire) -> bool:
        """Whether the last that an analyst said of a note is that it is rejected."""
        told = [row.is_rejected for row in self._of(NoteReviewRow) if row.note == note_from_wire(note).id]
        return bool(told) and told[-1]

    def resolutions(self) -> list[tuple[str, list[str], str, list[str]]]:
        """Every verdict in turn."""
        return [
            (row.contest, json.loads(row.statements), row.verdict, json.loads(row.upheld))
            for row in self._of(ResolutionRow)
        ]

    def imprints(self) -> dict[str, Imprint]:
        """Every document, in the order it came in."""
        told, days = {row.id: _imprint(row.wire) for row in self._projection.documents.values()}, self.days()
        return {id_: replace(one, published=Edtf(days[id_])) if id_ in days else one for id_, one in told.items()}

    def days(self) -> dict[str, str]:
        """The day that each document was given last, of those that were given one."""
        return {row.document: row.published for row in self._of(DatingRow)}

    def deliveries(self) -> dict[str, list[tuple[str, str]]]:
        """When and under which names each document came in."""
        told: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in self._of(DeliveryRow):
            told[row.document].append((row.name, row.recorded_at))
        return dict(told)

    def withdrawn(self) -> list[str]:
        """The documents that are withdrawn."""
        return [id_ for id_ in self._projection.documents if self.is_withdrawn(id_)]

    def is_withdrawn(self, document: str) -> bool:
        """Whether the last that was told of it is that it was withdrawn."""
        told = [row.is_withdrawn for row in self._of(WithdrawalRow) if row.document == document]
        return bool(told) and told[-1]

    def grade(self, document: str) -> Grade:
        """The report's last grade, else its publisher's."""
        publisher = self.imprints()[document].publisher
        own = [row.grade for row in self._of(GradeRow) if row.document == document]
        theirs = [
            row.grade
            for row in self._of(GradeRow)
            if publisher and row.source and plain(row.source) == plain(publisher)
        ]
        return Grade.read(([*theirs, *own[-1:]] or ["F6"])[-1])

    def _graded(self, document: str, chain: tuple[str, ...]) -> dict[str, object]:
        """The worst letter and digit of the report and of each graded teller that stands between, and whose it is."""
        publisher, printed = self.imprints()[document].publisher, self.grade(document)
        said = list(chain)
        while publisher is not None and said and plain(said[-1]) == plain(publisher):
            said.pop()
        last = {plain(row.source): Grade.read(row.grade) for row in self._of(GradeRow) if row.source is not None}
        links = {name: last[plain(name)] for name in said if last.get(plain(name), Grade()) != Grade()}
        letters = [each.reliability for each in (printed, *links.values())]
        digits = [each.credibility for each in (printed, *links.values())]
        found = Grade(max(letters, key="ABCFDE".index), max(digits, key=(1, 2, 3, 6, 4, 5).index))
        by = [name for name in links if links[name] == found] or [
            name
            for name, each in links.items()
            if each.reliability == found.reliability != printed.reliability
            or each.credibility == found.credibility != printed.credibility
        ]
        return {"grade": found, "graded_by": () if found == printed else tuple(by)}

    def dossier(self) -> str | None:
        """The SHA-256 of the dossier in force."""
        told = [row.text_sha256 for row in self._of(DossierRow)]
        return told[-1] if told else None

    def family(self, document: str) -> set[str]:
        """The documents that are tied to one by likeness, however many steps away; none where it stands alone."""
        pairs = [{row.document, row.of} for row in self._of(KinRow)]
        found = {document}
        while more := {other for pair in pairs if pair & found for other in pair} - found:
            found |= more
        return found if len(found) > 1 else set()

    def _of(self, kind: type[Row]) -> Iterator[Row]:
        return (row for row in self._rows if isinstance(row, kind))

    def _place(self, entry: Entry) -> tuple[int, int, int, str]:
        documents, quote = list(self._projection.documents), entry.statement.quote
        return documents.index(entry.statement.doc), quote.start, quote.end, entry.id

    def _entry(self, row: StatementRow) -> Entry:
        imprints = self.imprints()
        document = imprints[row.document]
        printed = {
            ("9999" if imprints[id_].published is None else str(imprints[id_].published.earliest), id_): imprints[id_]
            for id_ in self.family(row.document)
        }
        first = printed[min(printed)] if printed else None
        return Entry(
            id=row.id,
            statement=_statement(row.wire),
            status=Status(row.status),
            published=document.published,
            publisher=document.publisher,
            recorded_at=datetime.fromisoformat(row.recorded_at),
            reviews=_reviews(row.reviews),
            coded=None if row.coded is None else _statement(row.coded),
            parents=tuple(json.loads(row.parents)),
            origin=None if first is None else first.publisher or f"document {first.id}",
            is_withdrawn=self.is_withdrawn(row.document),
            **self._graded(row.document, _statement(row.wire).reported_by),
        )


def _may_be_by(entry: Entry, as_of: date | None) -> bool:
    dated: Edtf | None = entry.dated
    return as_of is None or dated is None or dated.earliest <= as_of


@cache
def _statement(wire: str) -> Statement:
    return statement_from_wire(json.loads(wire))


@cache
def _imprint(wire: str) -> Imprint:
    return imprint_from_wire(json.loads(wire))


@cache
def _reviews(wire: str) -> tuple[Review, ...]:
    return tuple(map(review_from_wire, json.loads(wire)))
