"""Deciding: what analysts do to a workspace's ledger, in the name of one of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from detente.errors import UnknownDocumentError
from detente.model import Decision, DocumentId, Edtf, Entry, Grade, NoteEntry, Verdict
from detente.workspace.reviewing import Reviewing

if TYPE_CHECKING:
    from detente.analysis import Contest
    from detente.ledger import Ledger
    from detente.settings import Settings
    from detente.workspace.codesheets import RowOutcome
    from detente.workspace.states import State


class Deciding(ABC):
    """The decisions of a workspace."""

    settings: Settings
    _ledger: Ledger

    @abstractmethod
    def at(self, as_of: date | None = None, known_at: datetime | None = None) -> State:
        """What the workspace holds with both times fixed."""

    def review(
        self,
        statement_id: str,
        decision: Decision | str,
        changes: Mapping[str, object] | None = None,
        reason: str = "",
        reviewer: str | None = None,
        *,
        seen: int | None = None,
    ) -> Entry:
        """Records an analyst's decision on a statement, and gives its entry after that.

        Args:
            statement_id: Its id, or a beginning that no other id has.
            decision: accept, correct, reject, or undo: takes back the last decision that stands, and so on without
                limit.
            changes: For a correction: field to new value, as in the JSON form of a statement; a moved
                quote by ``start`` and ``end``.
            reason: Why; never empty.
            reviewer: Who decides; by default the reviewer of the settings.
            seen: How many reviews of it the reviewer saw when deciding; by default those there are now.

        Raises:
            UnknownStatementError: No statement has that id, or several begin with it.
            StaleReviewError: Somebody reviewed it after the reviewer looked; the message tells both values.
            RefusedReviewError: The review cannot be recorded as asked; the message tells what would be right.
        """
        return self._reviewing(reviewer).review(statement_id, decision, dict(changes or {}), reason, seen)

    def state(
        self, document: str, fields: Mapping[str, object], reason: str = "", reviewer: str | None = None
    ) -> Entry:
        """Adds a statement that the coder missed, as coded by hand, and gives its entry.

        It counts like any other, can be reviewed, and outlives every later coding.

        Args:
            document: Its name, its file's name, or the beginning of its id.
            fields: Field to value, as in the JSON form of a statement: party, issue, act and quote, which are its words
                as the text has them; ``start`` chooses among several places that hold these. The rest may be left out:
                firmness is unclear then, the day that of the document, and a value in the unit of its issue.
            reason: Why it is one; may be blank.
            reviewer: Who adds it; by default the reviewer of the settings.

        Raises:
            UnknownDocumentError: No document is called so, or several are.
            RefusedReviewError: The text does not hold the words, a field is missing or holds what it cannot, or the
                ledger holds the statement; the message tells what would be right.
        """
        return self._reviewing(reviewer).state(self.at().document(document), fields, reason)

    def take_codes(
        self, lines: Iterable[str], name: str, reviewer: str | None = None, *, is_rehearsal: bool = False
    ) -> tuple[RowOutcome, ...]:
        """Takes in a coding sheet: statements to add, codes to correct, verdicts; all that is sound in one transaction.

        A row names a statement by id, or a document and words in it with party, issue and act. What it tells otherwise
        than the statement corrects that; a statement that is not there is added; ``decision`` accepts or rejects. What
        the ledger says already is not recorded again.

        Args:
            lines: CSV with a header, or JSON an object a line, with the fields of ``detente statements``.
            name: The sheet as the user knows it, which is the reason of a row that gives none.
            reviewer: Who coded; by default the reviewer of the settings.
            is_rehearsal: Whether nothing is recorded, and only told what would become of each row.

        Returns:
            What became of each row, in their order.

        Raises:
            RefusedReviewError: The whole is no coding sheet; the message tells why.
            WorkspaceInUseError: Another process is writing; nothing was recorded.
        """
        from detente.workspace.codesheet_files import sheet_rows

        return self._reviewing(reviewer).take_codes(sheet_rows(lines, name), name, is_rehearsal=is_rehearsal)

    def split(
        self,
        statement_id: str,
        parts: Sequence[Mapping[str, object]],
        reason: str,
        reviewer: str | None = None,
        *,
        seen: int | None = None,
    ) -> tuple[Entry, ...]:
        """Splits a statement into several, each told by the fields in which it differs from it.

        Args:
            statement_id: Its id, or a beginning that no other id has.
            parts: For each part field to new value, as for a correction.
            reason: Why; never empty.
            reviewer: Who decides; by default the reviewer of the settings.
            seen: How many reviews of it the reviewer saw when deciding; by default those there are now.

        Returns:
            The entry of the statement, then those of its parts.

        Raises:
            UnknownStatementError: No statement has that id, or several begin with it.
            StaleReviewError: Somebody reviewed it after the reviewer looked.
            RefusedReviewError: There are fewer than two parts that differ, or one cannot be made.
        """
        return self._reviewing(reviewer).split(statement_id, parts, reason, seen)

    def merge(
        self,
        statement_ids: Sequence[str],
        changes: Mapping[str, object] | None = None,
        reason: str = "",
        reviewer: str | None = None,
        *,
        seen: Sequence[int] | None = None,
    ) -> tuple[Entry, ...]:
        """Merges statements of one document into one: the first with some fields changed.

        Args:
            statement_ids: Their ids, or beginnings that no other id has.
            changes: Field to new value, as for a correction; without a span its quote reaches over all of theirs.
            reason: Why; never empty.
            reviewer: Who decides; by default the reviewer of the settings.
            seen: How many reviews of each the reviewer saw when deciding; by default those there are now.

        Returns:
            The entry of what was made, then those of the statements it was made from.

        Raises:
            UnknownStatementError: No statement has one of the ids, or several begin with it.
            StaleReviewError: Somebody reviewed one of them after the reviewer looked.
            RefusedReviewError: There are fewer than two, or they are of different documents.
        """
        return self._reviewing(reviewer).merge(statement_ids, dict(changes or {}), reason, seen)

    def withdraw(
        self, document: str, reason: str, reviewer: str | None = None, *, is_withdrawn: bool = True
    ) -> DocumentId:
        """Marks a document as withdrawn by its publisher, or as standing again; its statements stay and count no more.

        Args:
            document: Its name, its file's name, or the beginning of its id.
            reason: Why, or where it was told; never empty.
            reviewer: Who records it; by default the reviewer of the settings.
            is_withdrawn: False where it stands again.

        Raises:
            UnknownDocumentError: No document is called so, or several are.
            RefusedReviewError: The reason is missing, or it is so already.
        """
        document_id = self.at().document(document)
        self._reviewing(reviewer).withdraw(document_id, reason, is_withdrawn=is_withdrawn)
        return document_id

    def date(self, document: str, published: Edtf, reason: str, reviewer: str | None = None) -> DocumentId:
        """Tells when a document was published that tells no day itself, or a wrong one, and codes it again by that day.

        What was reviewed outlives the coding; a look back shows the document as it was.

        Args:
            document: Its name, its file's name, or the beginning of its id.
            published: The day, or the month or year where no more is known.
            reason: Where that was told; never empty.
            reviewer: Who tells it; by default the reviewer of the settings.

        Raises:
            UnknownDocumentError: No document is called so, or several are.
            RefusedReviewError: The reason is missing, the day is still to come, or the document has it already.
        """
        document_id = self.at().document(document)
        self._reviewing(reviewer).date(document_id, published, reason)
        return document_id

    def note(self, document: str, kind: str, fields: Mapping[str, object], reviewer: str | None = None) -> NoteEntry:
        """Adds what a text tells of a draft, a meeting or a hurdle, as noted by hand, and gives its entry.

        It counts like any other, can be rejected, and outlives every later reading. One that has the id of a program's
        takes the place of that, also where it was rejected.

        Args:
            document: Its name, its file's name, or the beginning of its id.
            kind: instrument, round or hurdle.
            fields: Field to value, as in :class:`detente.model.InstrumentNote`, ``RoundNote`` or ``HurdleNote``; the
                words as ``quote``, with ``start`` where the text has them several times.
            reviewer: Who notes it; by default the reviewer of the settings.

        Raises:
            UnknownDocumentError: No document is called so, or several are.
            RefusedReviewError: The text does not hold the words, a field is missing or holds what it cannot, or the
                ledger holds the note; the message tells what would be right.
        """
        return self._reviewing(reviewer).note(self.at().document(document), kind, fields)

    def review_note(
        self, note_id: str, decision: Decision | str, reason: str, reviewer: str | None = None
    ) -> NoteEntry:
        """Rejects what a text was read to tell of a draft, a meeting or a hurdle, or undoes that; gives it after that.

        A note that is rejected stays and counts no more, also where its document is read again.

        Args:
            note_id: Its id, or a beginning that no other note's id has.
            decision: reject or undo.
            reason: Why; never empty.
            reviewer: Who decides; by default the reviewer of the settings.

        Raises:
            UnknownStatementError: No note has that id, or several begin with it.
            RefusedReviewError: The reason is missing, or there is nothing to reject or to undo.
        """
        return self._reviewing(reviewer).review_note(note_id, decision, reason)

    def grade(self, subject: str, grade: Grade, reason: str, reviewer: str | None = None) -> DocumentId | None:
        """Grades a source, or one report.

        Args:
            subject: A publisher's name as its documents tell it, or else a document as in :meth:`withdraw`.
            grade: The Admiralty letter and digit.
            reason: Why; never empty.
            reviewer: Who grades; by default the reviewer of the settings.

        Returns:
            The document that was graded; None where it was a source.

        Raises:
            UnknownDocumentError: Neither a source nor a document is called so.
            RefusedReviewError: The reason is missing.
        """
        state = self.at()
        source = state.source(subject)
        document_id = None if source is not None else _report(state, subject)
        self._reviewing(reviewer).grade(grade, reason, source, document_id)
        return document_id

    def resolve(
        self,
        contest: str,
        verdict: Verdict | str,
        reason: str,
        reviewer: str | None = None,
        *,
        upheld: Sequence[str] = (),
        source: str | None = None,
    ) -> Contest:
        """Records an analyst's verdict on statements that cannot all hold, and gives the contest after that.

        Args:
            contest: Its id, a beginning that no other id has, or its key.
            verdict: upheld, all_hold, changed, parked or reopened.
            reason: Why; never empty.
            reviewer: Who decides; by default the reviewer of the settings.
            upheld: For ``upheld``: a statement of each side that holds.
            source: What it rests on: a document, an address, who told.

        Raises:
            UnknownContestError: No contest has that id, or several begin with it.
            UnknownStatementError: No statement has one of the ids upheld.
            RefusedReviewError: The verdict cannot be recorded as asked; the message tells what would be right.
        """
        return self._reviewing(reviewer).resolve(contest, verdict, upheld, reason, source)

    def _reviewing(self, reviewer: str | None) -> Reviewing:
        return Reviewing(self._ledger, self.at, self.settings.reviewer if reviewer is None else reviewer)


def _report(state: State, subject: str) -> DocumentId:
    """The one document that is called so, where no publisher is."""
    try:
        state.documents_called(subject)
    except UnknownDocumentError as error:
        raise UnknownDocumentError(
            f"neither a publisher nor a document is called {subject!r}; `detente sources` lists the publishers, "
            "`detente log` the documents"
        ) from error
    return state.document(subject)
