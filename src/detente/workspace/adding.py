"""Adding: files and bytes are read, coded and recorded, each document in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from detente.errors import ReadingError
from detente.model import Document, DocumentId, Entry, Kin, Kinship
from detente.reading import Found, Limits, bytes_of, find_documents, header_faults, printable, read_bytes
from detente.reading.kinds import Kind
from detente.workspace.outcomes import Outcome, OutcomeKind
from detente.workspace.recoding import coded_anew, is_left_to_hands
from detente.workspace.unstated import unstated_words

if TYPE_CHECKING:
    from detente.coding import Coder
    from detente.ledger import Ledger
    from detente.settings import Settings
    from detente.workspace.states import State

Data = bytes  # in the class below that is the name of a method
_DATA_ENDINGS = {".yaml", ".yml"}  # a dossier's, and nobody's idea of a text
_WITH_HEADER = {Kind.TEXT, Kind.MARKDOWN}
_NO_DOCUMENT = "not a document"
_OTHER_KIND = "another kind of file; convert it to text, HTML, PDF or Word to have it read"
_FOREIGN = "it does not read as English, which alone is understood"
_NO_DATE = (
    "no date: `detente date {id} DAY --reason ...`, or its page, gives it one; next time begin its name with one "
    "(2031-03-10-...)"
)
_STAYS_UNDATED = (
    "it has no date in the ledger, and a new name gives it none: `detente date {id} {day} --reason ...`, or its page, "
    "does"
)
_TO_COME = "its day, {day}, is still to come; where that is misread, `detente date {id} DAY --reason ...` mends it"
_SAME_NAME = "another text of this name is in the ledger; both count"
_KIN = {
    Kin.VERSION: "a new version of {name} ({share:.0%} the same text); the two count as one source",
    Kin.COPY: "nearly the same text as {name} ({share:.0%}); the two count as one source",
}


def limits_of(settings: Settings) -> Limits:
    """What reading one document may take, as the settings tell it."""
    return Limits(
        bytes=settings.document_limit_bytes,
        seconds=settings.reading_timeout_seconds,
        memory_bytes=settings.reading_memory_bytes,
    )


@dataclass(frozen=True, slots=True)
class Finds:
    """What the paths of a run stand for, path by path, each file once."""

    parts: tuple[Found, ...]

    @classmethod
    def of(cls, paths: Sequence[Path]) -> Self:
        """Looks for the documents of each path; no file is opened."""
        seen: set[Path] = set()
        parts: list[Found] = []
        for path in paths:
            found = find_documents([path])
            documents = tuple(file for file in found.documents if file not in seen)
            seen |= set(documents)
            parts.append(Found(documents=documents, passed_over=found.passed_over, refused=found.refused))
        return cls(tuple(parts))

    @property
    def n_outcomes(self) -> int:
        """How many outcomes a run over them has."""
        return sum(len(part.documents) + len(part.passed_over) + len(part.refused) for part in self.parts)


class Adding:
    """What comes in, coded against the dossier that was in force when the first new document came."""

    def __init__(self, ledger: Ledger, state: Callable[[], State], limits: Limits) -> None:
        self._ledger, self._state_now, self._limits = ledger, state, limits

    def files(self, found: Finds, actor: str) -> Iterator[Outcome]:
        """Adds the documents that were found, in the order of the paths, and tells what else there is."""
        for part in found.parts:
            for file in part.documents:
                yield self._record(partial(bytes_of, file, self._limits), str(file), actor)
            for other in part.passed_over:
                reason = _NO_DOCUMENT if other.suffix.lower() in _DATA_ENDINGS else _OTHER_KIND
                yield Outcome(name=printable(str(other)), kind=OutcomeKind.PASSED_OVER, reason=reason)
            yield from map(Outcome.refused, part.refused)

    def bytes(self, data: bytes, name: str, actor: str) -> Outcome:
        """Adds one document that came as bytes; its name's ending tells its kind, where it has one."""
        return self._record(lambda: data, name, actor)

    @cached_property
    def _coder(self) -> Coder:
        from detente.coding import Coder

        return Coder(self._state.dossier)

    @cached_property
    def _state(self) -> State:
        return self._state_now()

    @cached_property
    def _names(self) -> dict[DocumentId, str]:
        """The names of the documents in the ledger."""
        return {imprint.id: imprint.name for imprint in self._state.view.imprints.values()}

    @cached_property
    def _undated(self) -> set[DocumentId]:
        """The documents in the ledger whose day nobody told."""
        return {imprint.id for imprint in self._state.view.imprints.values() if imprint.published is None}

    def again(self, actor: str) -> Iterator[Outcome]:
        """Codes every document anew that another coder coded, or noted what it tells."""
        from detente.coding import CODER
        from detente.coding.notes import NOTER
        from detente.ledger import StatementCoded

        view = self._state_now().view
        told: dict[DocumentId, list[Entry]] = {}
        for entry in view.entries:
            told.setdefault(entry.statement.doc, []).append(entry)
        for document in map(view.documents.__getitem__, view.imprints):
            entries = told.get(document.id, [])
            is_coded = self._ledger.is_coded_by(document.id, CODER)
            if is_left_to_hands(entries) or (is_coded and self._ledger.is_noted_by(document.id, NOTER)):
                yield Outcome(name=document.name, kind=OutcomeKind.ALREADY_KNOWN, document_id=document.id)
                continue
            anew = coded_anew(lambda: self._coder, document, entries)
            recorded = self._ledger.append(anew[-1:] if is_coded else anew, actor=actor)
            yield Outcome(
                name=document.name,
                kind=OutcomeKind.RECORDED,
                n_statements=sum(isinstance(event, StatementCoded) for event in recorded),
                document_id=document.id,
            )

    def _record(self, bytes_from: Callable[[], Data], path: str, actor: str) -> Outcome:
        from detente.coding.notes import NOTER
        from detente.ledger import DocumentAdded, DocumentDelivered, DocumentNoted, Event, StatementCoded

        name = printable(path)
        try:
            data = bytes_from()
            document = read_bytes(data, path, self._limits)
        except ReadingError as error:
            return Outcome.refused(error)
        events: list[Event] = [DocumentDelivered(document.id, name)]
        unstated = ""
        if not self._ledger.has_document(document.id):
            coding = self._coder.code_with_notes(document)
            noted = DocumentNoted(document.id, NOTER, coding.notes)
            events = [DocumentAdded(document, name, data), *map(StatementCoded, coding.statements), noted]
            unstated = "" if coding.statements else unstated_words(document, coding, self._state.dossier)
        first, *others = self._ledger.append(events, actor=actor)
        n_statements = sum(isinstance(event, StatementCoded) for event in others)
        is_new = isinstance(first, DocumentAdded)
        if isinstance(first, DocumentAdded):
            note = self._note(document, unstated, first.kinships)
        else:
            note = self._note_of_known(document)
        return Outcome(
            name=name,
            kind=OutcomeKind.RECORDED if is_new else OutcomeKind.ALREADY_KNOWN,
            note=note,
            n_statements=n_statements,
            document_id=document.id,
        )

    def _note_of_known(self, document: Document) -> str:
        """What to know of a document that came in again: its day is the one it had when it came first."""
        if document.published is None or document.id not in self._undated:
            return ""
        is_dated_since = self._state_now().view.imprints[document.id].published is not None
        return "" if is_dated_since else _STAYS_UNDATED.format(id=document.id, day=document.published)

    def _note(self, document: Document, unstated: str, kinships: Sequence[Kinship]) -> str:
        """What to know of a new document, its name from now on among the known ones; why it holds no statement."""
        from detente.coding.english import is_english

        is_foreign = not is_english(document.text[document.body_start :])
        notes = [_FOREIGN] if is_foreign else [unstated] if unstated else []
        faults = header_faults(document.text) if document.media_type in _WITH_HEADER else ()
        notes += [fault.words for fault in faults]
        notes += self._notes_of_day(document, is_told=any(fault.is_date for fault in faults))
        if kinships:
            notes.append(
                _KIN[kinships[0].kind].format(
                    name=self._names.get(kinships[0].of, kinships[0].of), share=kinships[0].likeness
                )
            )
        elif document.name in self._names.values():
            notes.append(_SAME_NAME)
        self._names[document.id] = document.name
        if document.published is None:
            self._undated.add(document.id)
        return "; ".join(notes)

    def _notes_of_day(self, document: Document, *, is_told: bool) -> list[str]:
        """What is wrong with a new document's day, where its front matter does not tell that already."""
        from detente.ledger import is_to_come

        day = document.published
        if day is None:
            return [] if is_told else [_NO_DATE.format(id=document.id)]
        return [_TO_COME.format(day=day, id=document.id)] if is_to_come(day, self._ledger.today()) else []
