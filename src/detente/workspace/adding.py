"""Adding: files and bytes are read, coded and recorded, each document in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import ReadingError
from detente.model import Document, Dossier
from detente.reading import Limits, find_documents, printable, read_bytes, read_file
from detente.workspace.outcomes import Outcome, OutcomeKind

if TYPE_CHECKING:
    from detente.coding import Coder
    from detente.ledger import Ledger
    from detente.settings import Settings

_OTHER_KIND = "another kind of file; convert it to text, HTML, PDF or Word to have it read"


def limits_of(settings: Settings) -> Limits:
    """What reading one document may take, as the settings tell it."""
    return Limits(
        bytes=settings.document_limit_bytes,
        seconds=settings.reading_timeout_seconds,
        memory_bytes=settings.reading_memory_bytes,
    )


class Adding:
    """What comes in, coded against the dossier that was in force when the first new document came."""

    def __init__(self, ledger: Ledger, dossier: Callable[[], Dossier], limits: Limits) -> None:
        self._ledger, self._dossier, self._limits = ledger, dossier, limits

    def paths(self, paths: Sequence[Path], actor: str) -> Iterator[Outcome]:
        """Adds files, and of folders every document in and below them; each file once."""
        seen: set[Path] = set()
        for path in paths:
            found = find_documents([path])
            for file in found.documents:
                if file not in seen:
                    seen.add(file)
                    yield self._record(partial(read_file, file, self._limits), printable(str(file)), actor)
            for other in found.passed_over:
                yield Outcome(name=printable(str(other)), kind=OutcomeKind.PASSED_OVER, reason=_OTHER_KIND)
            yield from map(Outcome.refused, found.refused)

    def bytes(self, data: bytes, name: str, actor: str) -> Outcome:
        """Adds one document that came as bytes; its name's ending tells its kind, where it has one."""
        return self._record(partial(read_bytes, data, name, self._limits), printable(name), actor)

    @cached_property
    def _coder(self) -> Coder:
        from detente.coding import Coder

        return Coder(self._dossier())

    def _record(self, read: Callable[[], Document], name: str, actor: str) -> Outcome:
        from detente.ledger import DocumentAdded, DocumentDelivered, Event, StatementCoded

        try:
            document = read()
        except ReadingError as error:
            return Outcome.refused(error)
        events: list[Event] = [DocumentDelivered(document.id, name)]
        if not self._ledger.has_document(document.id):
            coded = self._coder.code(document).statements
            events = [DocumentAdded(document, name), *map(StatementCoded, coded)]
        first, *coded_events = self._ledger.append(events, actor=actor)
        is_new = isinstance(first, DocumentAdded)
        return Outcome(
            name=name,
            kind=OutcomeKind.RECORDED if is_new else OutcomeKind.ALREADY_KNOWN,
            n_statements=len(coded_events),
            document_id=document.id,
        )
