"""The ledger: ``append`` is the only way in, ``view`` the only way to look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Self

from detente.ledger import queries
from detente.ledger.appending import Append
from detente.ledger.clock import Clock, instant_to_text, utc_now
from detente.ledger.events import Event
from detente.ledger.projection import DocumentRow
from detente.ledger.sqlite import SqliteStore
from detente.ledger.verification import Verification, verify
from detente.ledger.view import View

LOCK_TIMEOUT_SECONDS = 10.0


class Ledger:
    """An append-only record of documents, statements and reviews in one SQLite file.

    Example:
        >>> with Ledger.create(Path("talks.sqlite")) as ledger:  # doctest: +SKIP
        ...     ledger.append([DocumentAdded(document, "dispatch.txt")], actor="analyst")
        ...     ledger.view(as_of=date(2031, 3, 10)).entries
    """

    def __init__(self, store: SqliteStore, clock: Clock) -> None:
        self._store, self._clock = store, clock

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        clock: Clock = utc_now,
        lock_timeout_seconds: float = LOCK_TIMEOUT_SECONDS,
        driver: ModuleType | None = None,
    ) -> Self:
        """Makes a new ledger, or nothing at all.

        Args:
            path: The file to make, in a folder that exists.
            clock: Tells when an append is recorded.
            lock_timeout_seconds: How long to wait for another writer.
            driver: A DB-API module for SQLite; by default the newest one installed.

        Raises:
            LedgerError: The file is there already.
            StorageError: It cannot be written.
        """
        store = SqliteStore(path, lock_timeout_seconds, driver)
        store.create()
        return cls(store, clock)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        clock: Clock = utc_now,
        lock_timeout_seconds: float = LOCK_TIMEOUT_SECONDS,
        driver: ModuleType | None = None,
    ) -> Self:
        """Opens the ledger in this file; the arguments are those of :meth:`create`.

        Raises:
            NotAWorkspaceError: The file is missing, empty or something else.
            DamagedLedgerError: It is no database, or a broken one.
            StorageError: It cannot be read, or its folder not be written to.
        """
        store = SqliteStore(path, lock_timeout_seconds, driver)
        store.open()
        return cls(store, clock)

    def close(self) -> None:
        """Closes the file."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def journal_mode(self) -> str:
        """``wal``, or ``delete`` where the SQLite in use makes write-ahead logging unsafe."""
        return self._store.journal_mode

    @property
    def journal_note(self) -> str:
        """Why the journal mode is not ``wal``; empty otherwise."""
        return self._store.journal_note

    def append(self, events: Sequence[Event], *, actor: str) -> tuple[Event, ...]:
        """Records the events in one transaction, all or nothing, and gives those that said something new.

        A document whose bytes are known is recorded as a delivery; a statement with a known id is not
        recorded again. All events of one append share one instant, later than that of any append before.

        Args:
            events: In the order they happened.
            actor: Who records them.

        Raises:
            WorkspaceInUseError: Another process is writing.
            StorageError: The disk is full, read-only or failing.
            UnknownStatementError: A review of a statement that was never coded.
            RefusedReviewError: A review that cannot be recorded as asked.
            ValueError: A document that was never added, or a quote that is not in its text.
        """
        with self._store.writing() as connection:
            return Append(connection, events).record(self._clock, actor)

    def view(self, as_of: date | None = None, known_at: datetime | None = None) -> View:
        """The ledger with both times fixed.

        Args:
            as_of: A day of the world: only what may have been said by then; None for all days.
            known_at: A moment of the ledger, with time zone: only what was recorded by then; None for the
                present.

        Raises:
            ValueError: ``known_at`` has no time zone.
        """
        until = None if known_at is None else instant_to_text(known_at)
        with self._store.reading() as connection:
            last = queries.head(connection).recorded_at
            is_past = until is not None and last is not None and until < last
            known = queries.replayed(connection, until) if is_past else queries.projected(connection)
        return View.of(known, self._text, as_of=as_of, known_at=known_at)

    def has_document(self, document_id: str) -> bool:
        """Whether a document with this id was recorded."""
        with self._store.reading() as connection:
            return any(queries.rows_by_id(connection, DocumentRow, [document_id]))

    def verify(self) -> Verification:
        """Checks the hash chain, every quote, every text, and the tables against a replay of all events."""
        return verify(self._store)

    def rebuild(self) -> None:
        """Makes the tables anew from the events.

        Raises:
            DamagedLedgerError: An event cannot be replayed; the tables stay as they were.
        """
        with self._store.writing() as connection:
            queries.rebuild(connection)

    def _text(self, sha256: str) -> str:
        with self._store.reading() as connection:
            return queries.require_text(connection, sha256)
