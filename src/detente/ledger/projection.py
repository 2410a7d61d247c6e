"""The projection: what events add up to, as rows.

The same function serves append, rebuild and verify, so that tables and replay agree by design. What becomes of a
document depends on events about that document alone, so that each can be replayed by itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import ClassVar

from detente.errors import DamagedLedgerError
from detente.ledger.chain import Recorded, canonical_json
from detente.ledger.rows import (
    OPEN_END,
    BandRow,
    DatingRow,
    DeliveryRow,
    DocumentRow,
    DossierRow,
    GenerationRow,
    GradeRow,
    KinRow,
    NoteReviewRow,
    NotingRow,
    ResolutionRow,
    Row,
    StatementRow,
    WithdrawalRow,
)
from detente.ledger.standing import corrected, noter_of, standing_reviews, statuses
from detente.ledger.upgrades import current_version, lift
from detente.model import Decision, Edtf, Status
from detente.model.wire import Wire


class Projection:
    """What is known of some documents: the dossier in force, documents, withdrawals, days, codings and statements."""

    def __init__(
        self,
        *,
        dossier: DossierRow | None = None,
        documents: Iterable[DocumentRow] = (),
        withdrawals: Iterable[WithdrawalRow] = (),
        datings: Iterable[DatingRow] = (),
        generations: Iterable[GenerationRow] = (),
        grades: Iterable[GradeRow] = (),
        notings: Iterable[NotingRow] = (),
        note_reviews: Iterable[NoteReviewRow] = (),
        statements: Iterable[StatementRow] = (),
    ) -> None:
        self.dossier = dossier
        self.documents = {row.id: row for row in documents}
        self.withdrawn = {row.document: row.is_withdrawn for row in withdrawals}
        self.datings = {row.document: row for row in datings}
        self.grades = {(row.source, row.document): row.grade for row in grades}
        self.notings = {(row.document, noter_of(row.coder)): row for row in notings}
        self.rejected_notes = {row.note: row.is_rejected for row in note_reviews}
        self.codings: dict[str, list[GenerationRow]] = {}
        for generation in generations:
            self.codings.setdefault(generation.document, []).append(generation)
        self.statements: dict[str, StatementRow] = {}
        self._by_document: dict[str, list[str]] = {}
        for row in statements:
            self._keep(row)

    def of_document(self, document: str) -> list[StatementRow]:
        """The statements of a document, in the order they were recorded."""
        return [self.statements[each] for each in self._by_document.get(document, ())]

    def published(self, document: str) -> str | None:
        """When a document was published: as an analyst told last, else as it tells itself."""
        dating = self.datings.get(document)
        if dating is not None:
            return dating.published
        return _imprint(self.documents[document].wire)["published"]

    def apply(self, event: Recorded, payload: Wire | None = None) -> tuple[Row, ...]:
        """Takes the event in and gives the rows that it makes or changes.

        Args:
            event: The next one about its document.
            payload: Its facts in today's version, where they were just written down; by default they are read.

        Raises:
            DamagedLedgerError: The event is of an unknown kind or speaks of what no event before it brought.
        """
        try:
            if payload is None:
                payload = lift(event.type, event.version, json.loads(event.payload))
            return tuple(self._APPLY[event.type](self, event, payload))
        except (IndexError, KeyError, TypeError, ValueError) as error:
            raise DamagedLedgerError(
                f"event {event.seq} ({event.type}) cannot be replayed: {type(error).__name__} {error}; "
                "run `detente verify` and restore a copy"
            ) from error

    def _dossier(self, event: Recorded, payload: Wire) -> Iterator[Row]:
        self.dossier = DossierRow(event.seq, event.recorded_at, payload["file"], payload["text_sha256"])
        yield self.dossier

    def _document(self, event: Recorded, payload: Wire) -> Iterator[Row]:
        wire, id_ = payload["document"], payload["document"]["id"]
        self.documents[id_] = DocumentRow(
            id_, event.seq, event.recorded_at, payload["text_sha256"], payload["has_bytes"], canonical_json(wire)
        )
        yield self.documents[id_]
        yield DeliveryRow(event.seq, event.recorded_at, id_, payload["delivery"])
        for kin in payload["kinships"]:
            yield KinRow(id_, kin["of"], event.seq, kin["kind"], kin["likeness"])
        yield from (BandRow(id_, band) for band in dict.fromkeys(payload["bands"]))

    def _delivery(self, event: Recorded, payload: Wire) -> Iterator[Row]:
        yield DeliveryRow(event.seq, event.recorded_at, self.documents[payload["document"]].id, payload["name"])

    def _withdrawal(self, event: Recorded, payload: Wire) -> Iterator[Row]:
        id_ = self.documents[payload["document"]].id
        self.withdrawn[id_] = payload["is_withdrawn"]
        yield WithdrawalRow(event.seq, id_, payload["is_withdrawn"], payload["reason"])

    def _dated(self, event: Recorded, payload: Wire) -> Iterator[Row]:
        id_, published = self.documents[payload["document"]].id, payload["published"]
        dating = DatingRow(event.seq, event.recorded_at, event.actor, id_, published, payload["reason"])
        self.datings[id_] = dating
        yield dating
        rows = self.of_document(id_)
        yield from self._restand(
            event, id_, [row._replace(**_chosen_by(json.loads(row.wire), published)) for row in rows]
        )

    def _generation(self, event: Recorded, payload: Wire) -> Iterator[Row]:
        id_ = self.documents[payload["document"]].id
        generation = GenerationRow(event.seq, id_, payload["coder"], payload["dossier"])
        self.codings.setdefault(id_, []).append(generation)
        yield generation
        yield from self._restand(event, id_)

    def _grade(self, event: Recorded, payload: Wire) -> Iterator[Row]:
        self.grades[payload["source"], payload["document"]] = payload["grade"]
        yield GradeRow(event.seq, payload["source"], payload["document"], payload["grade"], payload["reason"])

    def _noted(self, event: Recorded, payload: Wire) -> Iterator[Row]:
        id_ = self.documents[payload["document"]].id
        notes = canonical_json(payload["notes"])
        row = NotingRow(event.seq, event.recorded_at, id_, payload["coder"], notes)
        self.notings[id_, noter_of(row.coder)] = row
        yield row

    def _note_reviewed(self, event: Recorded, payload: Wire) -> Iterator[Row]:
        id_ = self.documents[payload["document"]].id
        self.rejected_notes[payload["note"]] = payload["is_rejected"]
        told = (payload["note"], payload["is_rejected"], payload["reason"])
        yield NoteReviewRow(event.seq, event.recorded_at, event.actor, id_, *told)

    def _resolved(self, event: Recorded, payload: Wire) -> Iterator[Row]:
        statements, upheld = (canonical_json(payload[name]) for name in ("statements", "upheld"))
        told = (payload["verdict"], upheld, payload["reason"], payload["source"])
        yield ResolutionRow(event.seq, event.recorded_at, event.actor, payload["contest"], statements, *told)

    def _coded(self, event: Recorded, payload: Wire) -> Iterator[Row]:
        known = self.statements.get(payload["id"])
        row = self._new(event, payload["id"], payload["statement"], _told_last(event, payload))
        if known is not None:  # the same words coded before, superseded, and now coded again
            anew = known._replace(
                generation=row.generation, wire=row.wire, coded=None, earliest=row.earliest, latest=row.latest
            )
            yield from self._restand(event, known.document, [anew])
            return
        if row.generation:
            yield from self._restand(event, row.document, [row])
            return
        self._keep(row)
        yield row

    def _reviewed(self, event: Recorded, payload: Wire) -> Iterator[Row]:
        touched = {payload["statement"]}
        if Decision(payload["decision"]) is Decision.UNDO:
            undone = standing_reviews(json.loads(self.statements[payload["statement"]].reviews))[-1]
            touched |= {parent for made in undone["made"] for parent in json.loads(self.statements[made].parents)}
        document = self.statements[payload["statement"]].document
        changed = [self._with_review(payload | {"statement": id_}) for id_ in sorted(touched)]
        yield from self._restand(event, document, changed)

    def _remade(self, event: Recorded, payload: Wire) -> Iterator[Row]:
        parents = canonical_json([review["statement"] for review in payload["reviews"]])
        made = [
            self.statements.get(one["id"]) or self._new(event, one["id"], one["statement"])._replace(parents=parents)
            for one in payload["made"]
        ]
        changed = [self._with_review(review) for review in payload["reviews"]]
        yield from self._restand(event, changed[0].document, [*changed, *made])

    def _restand(self, event: Recorded, document: str, changed: Iterable[StatementRow] = ()) -> Iterator[Row]:
        """Takes in statements of a document that changed or are new, and gives every row that is another then."""
        before = {row.id: row for row in self.of_document(document)}
        for row in changed:
            self._keep(row)
        stands = statuses(self.of_document(document), len(self.codings.get(document, ())))
        for row in self.of_document(document):
            old, new = before.get(row.id), row._replace(status=stands[row.id].value)
            if new == old:
                continue
            self._keep(new._replace(since=event.seq))
            if old is not None:
                yield old._replace(until=event.seq)
            yield self.statements[row.id]

    def _with_review(self, review: Wire) -> StatementRow:
        row = self.statements[review["statement"]]
        reviews = [*json.loads(row.reviews), review]
        coded = row.wire if row.coded is None else row.coded
        wire = corrected(json.loads(coded), standing_reviews(reviews))
        now = canonical_json(wire)
        return row._replace(
            wire=now,
            coded=None if now == coded else coded,
            reviews=canonical_json(reviews),
            **_chosen_by(wire, self.published(row.document)),
        )

    def _new(self, event: Recorded, id_: str, wire: Wire, text: str | None = None) -> StatementRow:
        document = self.documents[wire["doc"]].id
        return StatementRow(
            id=id_,
            since=event.seq,
            until=OPEN_END,
            seq=event.seq,
            recorded_at=event.recorded_at,
            document=document,
            status=Status.CODED.value,
            generation=len(self.codings.get(document, ())),
            wire=text or canonical_json(wire),
            coded=None,
            reviews="[]",
            parents="[]",
            **_chosen_by(wire, self.published(document)),
        )

    def _keep(self, row: StatementRow) -> None:
        if row.id not in self.statements:
            self._by_document.setdefault(row.document, []).append(row.id)
        self.statements[row.id] = row

    _APPLY: ClassVar[Mapping[str, Callable[[Projection, Recorded, Wire], Iterator[Row]]]] = {
        "dossier_changed": _dossier,
        "document_added": _document,
        "document_delivered": _delivery,
        "document_withdrawn": _withdrawal,
        "document_dated": _dated,
        "document_coded": _generation,
        "statement_coded": _coded,
        "statement_reviewed": _reviewed,
        "statements_remade": _remade,
        "source_graded": _grade,
        "document_noted": _noted,
        "note_reviewed": _note_reviewed,
        "contest_resolved": _resolved,
    }


def _told_last(event: Recorded, payload: Wire) -> str | None:
    """The statement as the payload spells it, which is canonical JSON too; None where it had to be lifted."""
    beginning = f'{{"id":"{payload["id"]}","statement":'
    is_as_written = event.version == current_version(event.type) and event.payload.startswith(beginning)
    return event.payload[len(beginning) : -1] if is_as_written else None


def _chosen_by(wire: Wire, published: str | None) -> Wire:
    """What is stored apart from the statement, so that it can be sorted and chosen by."""
    dated = wire["said_on"] or published
    earliest, latest = (None, None) if dated is None else _days(dated)
    return {
        "earliest": earliest,
        "latest": latest,
        "start": wire["start"],
        "end": wire["end"],
        "party": wire["party"],
        "issue": wire["issue"],
    }


@lru_cache(maxsize=64)
def _imprint(wire: str) -> Mapping[str, str | None]:
    imprint: Mapping[str, str | None] = json.loads(wire)
    return imprint


@lru_cache(maxsize=4096)
def _days(edtf: str) -> tuple[str, str]:
    dated = Edtf(edtf)
    return dated.earliest.isoformat(), dated.latest.isoformat()
