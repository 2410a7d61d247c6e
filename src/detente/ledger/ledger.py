"""The ledger: ``append`` is the only way in, ``view`` the only way to look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Self

from detente.errors import LedgerError
from detente.ledger import exchange, queries
from detente.ledger.admission import is_current
from detente.ledger.appending import Append
from detente.ledger.clock import Clock, instant_to_text, utc_now
from detente.ledger.events import Event
from detente.ledger.history import Recording, history, log
from detente.ledger.sqlite import SqliteStore
from detente.ledger.store import Store
from detente.ledger.verification import OnEvents, Verification, verify
from detente.ledger.view import View

LOCK_TIMEOUT_SECONDS = 10.0


class Ledger:
    """An append-only record of documents, statements and reviews, in a SQLite file or a PostgreSQL database.

    Example:
        >>> with Ledger.create(Path("talks.sqlite")) as ledger:  # doctest: +SKIP
        ...     ledger.append([DocumentAdded(document, "dispatch.txt")], actor="analyst")
        ...     ledger.view(as_of=date(2031, 3, 10)).entries
    """

    def __init__(self, store: Store, clock: Clock = utc_now) -> None:
        self.store, self._clock = store, clock

    @classmethod
    def create(
        cls,
        place: Path | str,
        *,
        clock: Clock = utc_now,
        lock_timeout_seconds: float = LOCK_TIMEOUT_SECONDS,
        driver: ModuleType | None = None,
    ) -> Self:
        """Makes a new ledger, or nothing at all.

        Args:
            place: The file to make, in a folder that exists; or the address of an empty database,
                ``postgresql://user@host/database``.
            clock: Tells when an append is recorded.
            lock_timeout_seconds: How long to wait for another writer.
            driver: A DB-API module for SQLite; by default the newest one installed.

        Raises:
            LedgerError: A ledger is there already.
            StorageError: It cannot be written, or the server not be reached.
        """
        store = _store_for(place, lock_timeout_seconds, driver)
        store.create()
        return cls(store, clock)

    @classmethod
    def open(
        cls,
        place: Path | str,
        *,
        clock: Clock = utc_now,
        lock_timeout_seconds: float = LOCK_TIMEOUT_SECONDS,
        driver: ModuleType | None = None,
    ) -> Self:
        """Opens the ledger in this place; the arguments are those of :meth:`create`.

        One of an older détente is brought up to date first, all or nothing.

        Raises:
            NotAWorkspaceError: It is missing, empty or something else.
            DamagedLedgerError: It is no database, or a broken one.
            StorageError: It cannot be read, or its folder not be written to, or the server not be reached.
        """
        store = _store_for(place, lock_timeout_seconds, driver)
        store.open()
        return cls(store, clock)

    def close(self) -> None:
        """Closes the file."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def note(self) -> str:
        """Why the ledger is not written in the fastest safe way; empty where it is."""
        return self.store.note

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
        with self.store.writing() as connection:
            return Append(connection, events, self._clock(), actor).record()

    def append_each(
        self, events: Sequence[Event], *, actor: str, is_rehearsal: bool = False
    ) -> tuple[Event | LedgerError | None, ...]:
        """Records in one transaction those of the events that are not refused, and gives what became of each.

        Args:
            events: In the order they happened.
            actor: Who records them.
            is_rehearsal: Whether nothing is recorded, and only told what would become of each now.

        Returns:
            For each the event as it is recorded, None where it says nothing new, or why it is refused.

        Raises:
            WorkspaceInUseError: Another process is writing.
            StorageError: The disk is full, read-only or failing.
            ValueError: A document that was never added, or a quote that is not in its text.
        """
        with self.store.reading() if is_rehearsal else self.store.writing() as connection:
            return Append(connection, events, self._clock(), actor).record_each(is_rehearsal=is_rehearsal)

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
        with self.store.reading() as connection:
            seq = queries.head(connection).seq if until is None else queries.last_by(connection, until)
        return View(self.store, seq, as_of=as_of, known_at=known_at)

    def today(self) -> date:
        """The day by the ledger's clock, in UTC."""
        return self._clock().astimezone(UTC).date()

    def has_document(self, document_id: str) -> bool:
        """Whether a document with this id was recorded."""
        with self.store.reading() as connection:
            return queries.has_document(connection, document_id)

    def is_coded_by(self, document_id: str, coder: str) -> bool:
        """Whether a document was coded last by this coder, by the dossier in force, and as it is dated now."""
        with self.store.reading() as connection:
            known = queries.known(connection, [document_id], [])
            return is_current(known.documents[document_id], coder, known, partial(queries.dossier_key, connection))

    def is_noted_by(self, document_id: str, coder: str) -> bool:
        """Whether this coder was the last program to note what a document tells beside statements."""
        with self.store.reading() as connection:
            noting = queries.known(connection, [document_id], []).notings.get((document_id, ""))
        return noting is not None and noting.coder == coder

    def content(self, sha256: str) -> bytes | None:
        """The bytes that are kept under this SHA-256; None where none are."""
        with self.store.reading() as connection:
            return queries.content(connection, sha256)

    def history(self, id_or_prefix: str) -> tuple[str, tuple[Recording, ...]]:
        """The whole id of a statement, note or document, and everything recorded about it, oldest first.

        Raises:
            UnknownStatementError: Nothing has that id, or several begin with it.
        """
        with self.store.reading() as connection:
            return history(connection, id_or_prefix)

    def log(self, *, newest: int | None = None) -> Iterator[Recording]:
        """Every event in order, or only the newest of them."""
        with self.store.reading() as connection:
            yield from log(connection, newest=newest)

    def verify(self, on_events: OnEvents | None = None) -> Verification:
        """Checks the hash chain, every quote, every content, and the tables against a replay of all events.

        Args:
            on_events: Is told from time to time how many events were checked.
        """
        return verify(self.store, on_events)

    def rebuild(self) -> None:
        """Makes the tables anew from the events.

        Raises:
            DamagedLedgerError: An event cannot be replayed; the tables stay as they were.
        """
        with self.store.writing() as connection:
            queries.rebuild(connection)

    def backup(self, file: Path) -> None:
        """Writes all that was committed to a new SQLite ledger, while others go on reading and writing.

        Raises:
            StorageError: The file is there already, or cannot be written; no half file stays.
        """
        self.store.backup(file)

    def export(self) -> Iterator[str]:
        """The whole ledger as lines of JSON, without line ends: a header, contents, events."""
        with self.store.reading() as connection:
            yield from exchange.lines(connection)

    def take_in(self, lines: Iterable[str]) -> int:
        """Fills an empty ledger with what another exported, all or nothing, and gives the number of events.

        Raises:
            LedgerError: The ledger is not empty, or the lines are no export.
            DamagedLedgerError: They are not what was recorded.
        """
        with self.store.writing() as connection:
            return exchange.take_in(connection, lines).seq


def _store_for(place: Path | str, lock_timeout_seconds: float, driver: ModuleType | None) -> Store:
    if isinstance(place, Path):
        return SqliteStore(place, lock_timeout_seconds, driver)
    from detente.ledger.postgresql import PostgresqlStore  # noqa: PLC0415 - a driver that most never need

    return PostgresqlStore(place, lock_timeout_seconds)
