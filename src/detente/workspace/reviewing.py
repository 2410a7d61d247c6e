"""Reviewing: what an analyst decides, checked against the statement and the dossier as they are, and recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from detente.errors import RefusedReviewError
from detente.model import (
    BY_ANALYST,
    Decision,
    DocumentId,
    Edtf,
    Entry,
    Grade,
    NoteEntry,
    Review,
    Statement,
    StatementId,
    Status,
    Verdict,
)
from detente.model.wire import statement_to_wire
from detente.reading import printable
from detente.workspace.noting import note_of
from detente.workspace.recoding import coded_anew
from detente.workspace.stating import in_unit_of_issue, require_new, statement_of

if TYPE_CHECKING:
    from detente.analysis import Contest
    from detente.ledger import Event, Ledger
    from detente.workspace.codesheet_files import SheetRow
    from detente.workspace.codesheets import RowOutcome
    from detente.workspace.states import State

_REVIEWS = (Decision.ACCEPT, Decision.CORRECT, Decision.REJECT, Decision.UNDO)
_NOTE_REVIEWS = (Decision.REJECT, Decision.UNDO)


class Reviewing:
    """An analyst's decisions, recorded in the name of one reviewer.

    Each is made on what the ledger said when it was called, or on what the caller saw: where somebody reviewed the
    statement in between, it is refused with both values.
    """

    def __init__(self, ledger: Ledger, state: Callable[[], State], reviewer: str) -> None:
        self._ledger, self._state, self._reviewer = ledger, state, printable(reviewer)

    def review(
        self, statement_id: str, decision: Decision | str, changes: Mapping[str, object], reason: str, seen: int | None
    ) -> Entry:
        """Records accept, correct, reject or undo, and gives the entry after it."""
        from detente.ledger import StatementReviewed, check_names

        state = self._state()
        entry = state.view.entry(statement_id)
        changes = in_unit_of_issue(changes, state.dossier, entry.statement.issue)
        check_names(changes, entry.statement, state.dossier)
        if decision == Decision.REJECT and seen in {None, len(entry.reviews)} and self._has_rejected(entry):
            undo = f"`detente review {entry.id} undo` takes it back"
            raise RefusedReviewError(f"you rejected statement {entry.id} already; nothing was recorded; {undo}")
        review = self._about(entry, _decision(decision), reason, changes, seen)
        self._record(StatementReviewed(review))
        return self._state().view.entry(entry.id)

    def state(self, document_id: DocumentId, fields: Mapping[str, object], reason: str) -> Entry:
        """Records a statement that no coder found, and gives its entry.

        Args:
            document_id: Where it is told.
            fields: Field to value, as in :func:`detente.workspace.stating.statement_of`.
            reason: Why it is one; may be blank.
        """
        from detente.ledger import StatementCoded

        state = self._state()
        made = statement_of(state.view.documents[document_id], fields, state.dossier, self._reviewer, reason)
        require_new(made, state.view.entries_from(document_id))
        self._record(StatementCoded(made))
        return self._state().view.entry(made.id)

    def take_codes(self, rows: Iterable[SheetRow], name: str, *, is_rehearsal: bool) -> tuple[RowOutcome, ...]:
        """Records what the rows of a coding sheet tell, and gives what became of each."""
        from detente.workspace.codesheets import Codesheet

        return Codesheet(self._ledger, self._state(), self._reviewer, name).take(rows, is_rehearsal=is_rehearsal)

    def split(
        self, statement_id: str, parts: Sequence[Mapping[str, object]], reason: str, seen: int | None
    ) -> tuple[Entry, ...]:
        """Puts several statements in the place of one: it with some fields changed, once for each part."""
        from detente.ledger import StatementsRemade

        state = self._state()
        entry = state.view.entry(statement_id)
        made = tuple(self._made(state, entry, changes) for changes in parts)
        self._record(StatementsRemade((self._about(entry, Decision.SPLIT, reason, seen=seen),), made))
        return self._entries([entry.id, *(one.id for one in made)])

    def merge(
        self, statement_ids: Sequence[str], changes: Mapping[str, object], reason: str, seen: Sequence[int] | None
    ) -> tuple[Entry, ...]:
        """Puts one statement in the place of several: the first with some fields changed.

        Without a span of its own its quote reaches from the first of them to the last.
        """
        from detente.ledger import StatementsRemade

        state = self._state()
        entries = [state.view.entry(each) for each in statement_ids]
        if len(entries) < 2:
            raise RefusedReviewError("a merge makes one statement of two or more; name the others")
        known = [len(entry.reviews) for entry in entries] if seen is None else seen
        span = {
            "start": min(entry.statement.quote.start for entry in entries),
            "end": max(entry.statement.quote.end for entry in entries),
        }
        made = self._made(state, entries[0], {**span, **changes})
        reviews = tuple(
            self._about(entry, Decision.MERGE, reason, seen=number)
            for entry, number in zip(entries, known, strict=True)
        )
        self._record(StatementsRemade(reviews, (made,)))
        return self._entries([made.id, *(entry.id for entry in entries)])

    def withdraw(self, document: DocumentId, reason: str, *, is_withdrawn: bool) -> None:
        """Records that a document's publisher withdrew it, or that it stands again."""
        from detente.ledger import DocumentWithdrawn

        if (document in self._state().view.withdrawn) is is_withdrawn:
            told = "is withdrawn already" if is_withdrawn else "is not withdrawn"
            raise RefusedReviewError(f"document {document} {told}; nothing was recorded")
        self._record(DocumentWithdrawn(document, reason, is_withdrawn))

    def date(self, document_id: DocumentId, published: Edtf, reason: str) -> None:
        """Records when a document was published, and what it says and tells by that day, all or nothing."""
        from detente.coding import Coder
        from detente.ledger import DocumentDated

        state = self._state()
        document = state.view.documents[document_id]
        if document.published == published:
            raise RefusedReviewError(f"document {document_id} is dated {published} already; nothing was recorded")
        told = [entry for entry in state.view.entries if entry.statement.doc == document_id]
        anew = coded_anew(lambda: Coder(state.dossier), replace(document, published=published), told)
        self._record(DocumentDated(document_id, published, reason), *anew)

    def note(self, document_id: DocumentId, kind: str, fields: Mapping[str, object]) -> NoteEntry:
        """Records what a text tells of a draft, a meeting or a hurdle, beside what was noted before, and gives it."""
        from detente.ledger import DocumentNoted, NoteReviewed

        state = self._state()
        made = note_of(state.view.documents[document_id], kind, fields, state.dossier)
        held = next((entry for entry in state.view.notes if entry.id == made.id), None)
        if held is not None and held.note == made:
            advice = (
                f"`detente review {held.id} {'undo` takes that back' if held.is_rejected else 'reject` takes it out'}"
            )
            told = "it was rejected" if held.is_rejected else "it counts"
            raise RefusedReviewError(f"the ledger holds that: note {held.id}, and {told}; {advice}")
        coder = f"{BY_ANALYST}{self._reviewer}"
        before = (note for note in state.view.noted_by(document_id, coder) if note.id != made.id)
        events: list[Event] = [DocumentNoted(document_id, coder, (*before, made))]
        if held is not None and held.is_rejected:
            events.append(NoteReviewed(document_id, made.id, "noted anew by hand", is_rejected=False))
        self._record(*events)
        return self._state().view.note(made.id)

    def review_note(self, note_id: str, decision: Decision | str, reason: str) -> NoteEntry:
        """Records that a note is rejected, or counts again, and gives it after that."""
        from detente.ledger import NoteReviewed

        if decision not in _NOTE_REVIEWS:
            raise RefusedReviewError(f"{decision!r} is no decision on a note; choose from {', '.join(_NOTE_REVIEWS)}")
        entry = self._state().view.note(note_id)
        is_rejected = Decision(decision) is Decision.REJECT
        if entry.is_rejected is is_rejected:
            told = "is rejected already" if is_rejected else "is not rejected; there is nothing to undo"
            raise RefusedReviewError(f"note {entry.id} {told}")
        self._record(NoteReviewed(entry.note.doc, entry.id, reason, is_rejected))
        return self._state().view.note(entry.id)

    def grade(self, grade: Grade, reason: str, source: str | None, document: DocumentId | None) -> None:
        """Records how far a source, or one report, is trusted."""
        from detente.ledger import SourceGraded

        self._record(SourceGraded(grade, reason, None if source is None else printable(source), document))

    def resolve(
        self, contest: str, verdict: Verdict | str, upheld: Sequence[str], reason: str, source: str | None
    ) -> Contest:
        """Records what the reviewer finds of statements that cannot all hold, and gives the contest after it."""
        from detente.ledger import ContestResolved

        state = self._state()
        found = state.contest(contest)
        ids = tuple(state.view.entry(each).id for each in upheld)
        sides = {each: side.statements for side in found.sides for each in side.statements}
        whole = tuple(dict.fromkeys(one for each in ids for one in sides.get(each, (each,))))
        told = None if source is None else printable(source)
        self._record(ContestResolved(found.key, found.statements, _verdict(verdict), reason, whole, told))
        return self._state().contest(found.key)

    def _about(
        self,
        entry: Entry,
        decision: Decision,
        reason: str,
        changes: Mapping[str, object] | None = None,
        seen: int | None = None,
    ) -> Review:
        return Review(
            statement=entry.id,
            decision=decision,
            reason=reason,
            reviewer=self._reviewer,
            changes=MappingProxyType(dict(changes or {})),
            seen=len(entry.reviews) if seen is None else seen,
        )

    def _has_rejected(self, entry: Entry) -> bool:
        """Whether this reviewer's own rejection is the last word on it; another's may well be confirmed."""
        return entry.status is Status.REJECTED and entry.reviews[-1].reviewer == self._reviewer

    def _made(self, state: State, entry: Entry, changes: Mapping[str, object]) -> Statement:
        from detente.ledger import check_names, remade

        changes = in_unit_of_issue(changes, state.dossier, entry.statement.issue)
        check_names(changes, entry.statement, state.dossier)
        text = state.view.documents[entry.statement.doc].text
        return remade(statement_to_wire(entry.statement), changes, text, self._reviewer)

    def _record(self, *events: Event) -> None:
        self._ledger.append(events, actor=self._reviewer)

    def _entries(self, ids: Sequence[StatementId]) -> tuple[Entry, ...]:
        view = self._state().view
        return tuple(view.entry(id_) for id_ in ids)


def _verdict(verdict: Verdict | str) -> Verdict:
    try:
        return Verdict(verdict)
    except ValueError:
        raise RefusedReviewError(f"{verdict!r} is no verdict; choose from {', '.join(Verdict)}") from None


def _decision(decision: Decision | str) -> Decision:
    if decision not in _REVIEWS:
        raise RefusedReviewError(f"{decision!r} is no decision; choose from {', '.join(_REVIEWS)}")
    return Decision(decision)
