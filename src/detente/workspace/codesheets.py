"""Coding sheets: hand codes of many statements, each weighed against the ledger and all recorded at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from detente.errors import LedgerError, RefusedReviewError, UnknownDocumentError, UnknownStatementError
from detente.model import BY_ANALYST, Decision, Entry, Review, Statement, StatementId, Status
from detente.model.reviews import standing
from detente.model.wire import statement_to_wire
from detente.workspace.stating import character, in_unit_of_issue, require_new, says_the_same, statement_of

if TYPE_CHECKING:
    from detente.ledger import Event, Ledger
    from detente.workspace.codesheet_files import SheetRow
    from detente.workspace.states import State

_DECISIONS = (Decision.ACCEPT, Decision.CORRECT, Decision.REJECT)
_STANDS_BEHIND = (Decision.ACCEPT, Decision.CORRECT)


class RowKind(StrEnum):
    """What became of a row of a coding sheet."""

    ADDED = "added"
    CORRECTED = "corrected"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    HELD = "held already"
    REFUSED = "refused"


_KIND_OF = {
    Decision.CORRECT: RowKind.CORRECTED,
    Decision.ACCEPT: RowKind.ACCEPTED,
    Decision.REJECT: RowKind.REJECTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOutcome:
    """What became of one row of a coding sheet, and why.

    Attributes:
        line: Where the row begins in its file, counted from 1.
        statement: The statement that it tells; None where that could not be found.
        changes: For a correction field to new value, as in the JSON form of a statement.
        reason: Why it was refused and what to do; empty otherwise.
    """

    line: int
    kind: RowKind
    statement: StatementId | None = None
    changes: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Planned:
    """What a row asks for, and the event that would record it; None where the ledger says it already."""

    kind: RowKind
    statement: StatementId
    event: Event | None = None
    changes: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


class Codesheet:
    """The rows of a coding sheet against a ledger as it stands, in the name of one analyst.

    Attributes:
        name: The sheet as the user knows it; the reason of a row that gives none.
    """

    def __init__(self, ledger: Ledger, state: State, analyst: str, name: str) -> None:
        self.name = name
        self._ledger, self._state, self._analyst = ledger, state, analyst
        self._line_of: dict[StatementId, int] = {}
        self._document = cache(state.document)
        self._documents_called = cache(state.documents_called)
        self._entries_from = cache(state.view.entries_from)

    def take(self, rows: Iterable[SheetRow], *, is_rehearsal: bool) -> tuple[RowOutcome, ...]:
        """Records what the rows tell and the ledger does not, in one transaction, and gives what became of each.

        Args:
            rows: A statement may be told by one of them.
            is_rehearsal: Whether nothing is recorded, and only told what would become of each.
        """
        planned = [(row, self._planned_or_refused(row)) for row in rows]
        events = [plan.event for _, plan in planned if isinstance(plan, _Planned) and plan.event is not None]
        became = iter(self._ledger.append_each(events, actor=self._analyst, is_rehearsal=is_rehearsal))
        return tuple(
            _refused(row, plan)
            if isinstance(plan, LedgerError)
            else _outcome(row, plan, None if plan.event is None else next(became))
            for row, plan in planned
        )

    def _planned_or_refused(self, row: SheetRow) -> _Planned | LedgerError:
        try:
            return self._planned(row)
        except (RefusedReviewError, UnknownDocumentError, UnknownStatementError) as error:
            return error

    def _planned(self, row: SheetRow) -> _Planned:
        if row.fault:
            raise RefusedReviewError(row.fault)
        if row.decision and row.decision not in _DECISIONS:
            raise RefusedReviewError(
                f"{row.decision!r} is no decision here; choose from {', '.join(_DECISIONS)}, or none"
            )
        if row.id:
            entry = self._called(row)
            self._require_once(entry.id, row)
            return self._reviewed(row, entry, is_told_anew=False)
        return self._stated(row)

    def _called(self, row: SheetRow) -> Entry:
        """The statement with the row's id, if it is of the document that the row names."""
        entry = self._state.view.entry(row.id)
        of = entry.statement.doc
        if row.document and of not in self._documents_called(row.document):
            raise RefusedReviewError(f"statement {entry.id} is of document {of}, not of {row.document!r}")
        return entry

    def _stated(self, row: SheetRow) -> _Planned:
        """What a row asks for that tells a statement by its document and words."""
        from detente.ledger import StatementCoded

        if not row.document:
            raise RefusedReviewError("it names neither a statement by id nor a document; give one of them")
        document = self._state.view.documents[self._document(row.document)]
        codes = {**row.codes, "start": self._start(row, document.text)}
        codes.pop("end", None)
        made = statement_of(document, codes, self._state.dossier, self._analyst, self._reason(row))
        entry = self._holding(made, row)
        self._require_once(made.id if entry is None else entry.id, row)
        if entry is not None:
            return self._reviewed(row, entry, is_told_anew=True)
        require_new(made, self._entries_from(document.id))
        if row.decision:
            raise RefusedReviewError(
                f"no statement tells that, so there is none to {row.decision}; leave the decision empty"
            )
        return _Planned(RowKind.ADDED, made.id, StatementCoded(made))

    def _holding(self, made: Statement, row: SheetRow) -> Entry | None:
        """The statement of the ledger that tells what a row tells, if the row can be a decision on it."""
        entries = [entry for entry in self._entries_from(made.doc) if says_the_same(entry, made)]
        entries.sort(key=lambda entry: entry.id != made.id)
        return next((entry for entry in entries if entry.status is not Status.REJECTED or row.decision), None)

    def _reviewed(self, row: SheetRow, entry: Entry, *, is_told_anew: bool) -> _Planned:
        """What a row asks for that tells of a statement which the ledger holds."""
        from detente.ledger import StatementReviewed, check_names

        changes = self._changes(row, entry)
        if row.decision in {Decision.ACCEPT, Decision.REJECT} and changes:
            raise RefusedReviewError(
                f"it tells another {', '.join(changes)} than statement {entry.id}, and to {row.decision} changes "
                "nothing; leave the decision empty to correct it"
            )
        check_names(changes, entry.statement, self._state.dossier)
        decision = Decision(row.decision) if row.decision else Decision.CORRECT
        if is_told_anew and not row.decision and not changes:
            decision = Decision.ACCEPT
        if self._is_held(entry, decision, changes, is_told_anew=is_told_anew):
            return _Planned(RowKind.HELD, entry.id)
        review = Review(
            statement=entry.id,
            decision=decision,
            reason=self._reason(row),
            reviewer=self._analyst,
            changes=MappingProxyType(changes),
            seen=self._seen(row, entry, is_told_anew=is_told_anew and bool(changes)),
        )
        return _Planned(_KIND_OF[decision], entry.id, StatementReviewed(review), changes)

    def _changes(self, row: SheetRow, entry: Entry) -> dict[str, object]:
        """The codes of a row that a statement does not say already."""
        from detente.ledger import differing, place_of

        codes = in_unit_of_issue(row.codes, self._state.dossier, entry.statement.issue)
        text = self._state.view.documents[entry.statement.doc].text
        quote, start = str(codes.pop("quote", "") or ""), self._start(row, text)
        if quote:
            own = entry.statement.quote
            is_own = start in {None, own.start} and quote.split() == own.text.split()
            codes["start"], codes["end"] = (own.start, own.end) if is_own else place_of(quote, text, start)
        return differing(codes, statement_to_wire(entry.statement), text)

    def _is_held(self, entry: Entry, decision: Decision, changes: Mapping[str, object], *, is_told_anew: bool) -> bool:
        """Whether the analyst has decided that already."""
        if decision is Decision.CORRECT:
            return not changes
        is_implied = is_told_anew and decision is Decision.ACCEPT
        if is_implied and entry.counts and entry.statement.coder == BY_ANALYST + self._analyst:
            return True
        mine = [review.decision for review in standing(entry.reviews) if review.reviewer == self._analyst]
        return bool(mine) and mine[-1] in (_STANDS_BEHIND if is_implied else (decision,))

    def _seen(self, row: SheetRow, entry: Entry, *, is_told_anew: bool) -> int:
        """How many reviews the analyst knew of: those when the sheet was written, and those up to the analyst's own."""
        known = row.n_reviews
        if known is None:
            known = 0 if is_told_anew else len(entry.reviews)
        own = (n for n, review in enumerate(entry.reviews, start=1) if review.reviewer == self._analyst)
        return max(known, *own, 0)

    def _start(self, row: SheetRow, text: str) -> int | None:
        """Where the words of a row begin, if that has to be told: the text has them several times."""
        from detente.ledger import places_of

        quote = str(row.codes.get("quote") or "")
        is_one = bool(quote) and len(places_of(quote, text)) == 1
        return None if is_one else character(row.codes.get("start"))

    def _require_once(self, statement: StatementId, row: SheetRow) -> None:
        if statement in self._line_of:
            raise RefusedReviewError(
                f"line {self._line_of[statement]} tells of statement {statement} already; keep one"
            )
        self._line_of[statement] = row.line

    def _reason(self, row: SheetRow) -> str:
        return row.reason or f"{self.name}, line {row.line}"


def _outcome(row: SheetRow, plan: _Planned, became: Event | LedgerError | None) -> RowOutcome:
    if isinstance(became, LedgerError):
        return _refused(row, became, plan.statement)
    kind = RowKind.HELD if became is None else plan.kind
    return RowOutcome(line=row.line, kind=kind, statement=plan.statement, changes=MappingProxyType({**plan.changes}))


def _refused(row: SheetRow, why: LedgerError, statement: StatementId | None = None) -> RowOutcome:
    return RowOutcome(line=row.line, kind=RowKind.REFUSED, statement=statement, reason=str(why))
