"""The SQLite store: one file, one writer at a time, every commit on the disk before it is acknowledged.

The module that chooses the driver: what it raises about a ledger leaves here as one of détente's errors.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, inspect
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError

from detente.errors import (
    DamagedLedgerError,
    LedgerError,
    NotAWorkspaceError,
    StorageError,
    WorkspaceInUseError,
)
from detente.ledger.store import bring_up_to_date, make_tables, require_new, revision_of

APPLICATION_ID = 0x64E74E7E
"""Marks a SQLite file as a ledger of détente."""

_IN_USE = {"SQLITE_BUSY", "SQLITE_LOCKED"}
_DAMAGED = {"SQLITE_CORRUPT", "SQLITE_NOTADB"}
_STORAGE = {
    "SQLITE_FULL": "the disk is full; free some space and try again",
    "SQLITE_READONLY": "the ledger or its folder is read-only; allow writing or work on a copy",
    "SQLITE_IOERR": "the disk fails; check it, and that there is free space, and try again",
    "SQLITE_CANTOPEN": "the file cannot be opened; check that the folder exists and may be written to",
    "SQLITE_PERM": "access is denied; check the permissions of the folder",
}
_UNNAMED = {
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "unable to open database file": "SQLITE_CANTOPEN",
    "database is locked": "SQLITE_BUSY",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
}
"""SQLite's own words for what the driver tells without a name, as its online backup does."""
_BY_HAND = ("no such table", "no such column", "Could not decode to UTF-8")
_WAL_RESET_NOTE = (
    "SQLite {version} may lose commits in write-ahead mode when a checkpoint resets its log; "
    "the slower rollback journal is used instead (pysqlite3 brings a newer SQLite)"
)

_PAGES_AT_ONCE = 2048
"""After so many pages of a backup others may write."""
_NO_WAL_NOTE = "this file system does not allow write-ahead logging; journal mode {mode!r} is used instead"


def default_driver() -> ModuleType:
    """The driver that bundles a current SQLite where it is installed, else the standard library's."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return importlib.import_module("sqlite3")


def is_in_wal_reset_range(version: tuple[int, ...]) -> bool:
    """Whether this SQLite may lose commits in write-ahead mode.

    Source: SQLite, "Write-Ahead Logging", the WAL-reset bug: 3.7.0 to 3.51.2, mended in 3.51.3 and
    also in 3.44.6 and 3.50.7.
    """
    if version[:2] in {(3, 44), (3, 50)}:
        return version < (3, 44, 6) or (3, 50) <= version < (3, 50, 7)
    return (3, 7, 0) <= version <= (3, 51, 2)


class SqliteStore:
    """Connections to one ledger file, for reading (a snapshot) or writing (the one writer).

    Attributes:
        path: The ledger file.
        journal_mode: ``wal``, or ``delete`` where the engine makes write-ahead logging unsafe.
        note: Why it is not ``wal``; empty otherwise.
        synchronous: How carefully commits are written; by default as the journal mode needs it.
    """

    def __init__(self, path: Path, lock_timeout_seconds: float, driver: ModuleType | None = None) -> None:
        self.path = path.absolute()
        self.name = str(self.path)
        self.synchronous: str | None = None
        self.lock_timeout_seconds = lock_timeout_seconds
        self._driver = driver or default_driver()
        is_unsafe = is_in_wal_reset_range(self._driver.sqlite_version_info)
        self.journal_mode = "delete" if is_unsafe else "wal"
        self.note = _WAL_RESET_NOTE.format(version=self._driver.sqlite_version) if is_unsafe else ""
        self._engine = self._make_engine()
        self._writing_engine = self._engine.execution_options(is_writing=True)

    def create(self) -> None:
        """Makes the file and its tables, all or nothing.

        Raises:
            LedgerError: A ledger or another database is there already.
            StorageError: The file cannot be made.
        """
        try:
            self.path.touch(exist_ok=False)
            is_ours = True
        except FileExistsError:
            is_ours = False
        except OSError as error:
            raise StorageError(f"{self.path}: {error.strerror}; choose a folder that can be written to") from error
        try:
            self._create_tables()
        except BaseException as error:
            self.close()
            if is_ours and not isinstance(error, _TakenError):
                self._remove()
            raise

    def open(self) -> None:
        """Checks that the file is a ledger that this version can read.

        Raises:
            NotAWorkspaceError: There is no such file, or it is something else.
            DamagedLedgerError: It is no database, or a broken one.
        """
        try:
            is_file = self.path.is_file()
        except OSError as error:
            raise StorageError(f"{self.path}: {error.strerror}; check the permissions of the folder") from error
        if not is_file:
            raise NotAWorkspaceError(f"{self.path} is no ledger; `detente init` makes a workspace with one")
        try:
            with self.reading() as connection:
                self._check_identity(connection)
                revision = revision_of(connection)
            self._set_journal_mode()
            bring_up_to_date(self, revision)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Closes every connection."""
        self._engine.dispose()

    @contextmanager
    def reading(self, *, is_lenient: bool = False) -> Iterator[Connection]:
        """A connection that sees one unchanging state of the ledger.

        Args:
            is_lenient: Give bytes that are no UTF-8 as lone surrogates, so that damage can be checked.
        """
        with self.translated(), self._engine.connect() as connection:
            connection.begin()  # at once, because not every query goes through SQLAlchemy; closing ends it
            raw: Any = connection.connection.driver_connection
            raw.text_factory = _decode_leniently if is_lenient else str
            try:
                yield connection
            finally:
                raw.text_factory = str

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that alone may write; commits at the end, rolls back on any error.

        Raises:
            WorkspaceInUseError: Another process did not finish writing within ``lock_timeout_seconds``.
            StorageError: The disk is full, read-only or failing.
        """
        with self.translated(), self._writing_engine.begin() as connection:
            yield connection

    def check(self, connection: Connection) -> list[str]:
        """What SQLite's own check finds wrong with the file; empty where it is sound."""
        try:
            with self.translated():
                found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        except DamagedLedgerError as error:
            return [str(error)]
        return [str(line) for line in found if line != "ok"]

    def settle(self) -> None:
        """Brings the file into one piece, without a log beside it, and closes it."""
        self.journal_mode = "delete"
        self._set_journal_mode()
        self.close()

    def backup(self, file: Path) -> None:
        """Copies the file by SQLite's own online backup, page by page, under another name until it is whole."""
        require_new(file)
        partial = file.with_name(file.name + ".partial")
        partial.unlink(missing_ok=True)
        with self.translated(file):
            raw, copy = self._engine.raw_connection(), None
            try:
                copy = self._driver.connect(str(partial))
                driver_connection: Any = raw.driver_connection
                driver_connection.backup(copy, pages=_PAGES_AT_ONCE)
                copy.execute("PRAGMA journal_mode = delete")
            except BaseException:
                partial.unlink(missing_ok=True)
                raise
            finally:
                raw.close()
                if copy is not None:
                    copy.close()
        settle(partial, file)

    @contextmanager
    def translated(self, place: Path | None = None) -> Iterator[None]:
        """Turns what the driver raises within into one of détente's errors; bugs stay as they are.

        Args:
            place: The file that is written to, where that is not the ledger.
        """
        try:
            yield
        except (DBAPIError, self._driver.Error) as error:
            translated = self._translate(error.orig if isinstance(error, DBAPIError) else error, place or self.path)
            if translated is None:
                raise
            raise translated from error
        except UnicodeDecodeError as error:  # the driver's own message quotes bytes that are no text any more
            raise DamagedLedgerError(
                f"{self.path} is damaged (it holds bytes that are no text); restore a copy"
            ) from error

    def _make_engine(self) -> Engine:
        def connect() -> DBAPIConnection:
            # mode=rw: opening must never leave an empty file where there was none
            connection: DBAPIConnection = self._driver.connect(
                f"{self.path.as_uri()}?mode=rw",
                uri=True,
                timeout=self.lock_timeout_seconds,
                isolation_level=None,
                check_same_thread=False,
            )
            level = self.synchronous or ("FULL" if self.journal_mode == "wal" else "EXTRA")
            connection.cursor().execute(f"PRAGMA synchronous = {level}")
            return connection

        engine = create_engine("sqlite://", module=self._driver, creator=connect, poolclass=QueuePool)
        event.listen(engine, "begin", _begin)
        return engine

    def _create_tables(self) -> None:
        with self.reading() as connection:
            self._refuse_taken(connection)
        self._set_journal_mode()
        with self.writing() as connection:
            self._refuse_taken(connection)
            make_tables(connection)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")

    def _refuse_taken(self, connection: Connection) -> None:
        if inspect(connection).get_table_names():
            raise _TakenError(f"{self.path} is there already; choose another folder, or use the one there as it is")

    def _check_identity(self, connection: Connection) -> None:
        application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        if application != APPLICATION_ID:
            raise NotAWorkspaceError(
                f"{self.path} is empty or belongs to another program; `detente init` makes a workspace"
            )

    def _set_journal_mode(self) -> None:
        with self.translated():
            raw = self._engine.raw_connection()
            try:
                cursor = raw.cursor()
                cursor.execute(f"PRAGMA journal_mode = {self.journal_mode}")
                (mode,) = cursor.fetchone() or (self.journal_mode,)
            finally:
                raw.close()
        if mode != self.journal_mode:
            self.journal_mode, self.note = mode, _NO_WAL_NOTE.format(mode=mode)
            self._engine.dispose()  # the next connections write as carefully as that mode needs

    def _remove(self) -> None:
        for ending in ("", "-wal", "-shm", "-journal"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)

    def _translate(self, error: BaseException | None, place: Path) -> LedgerError | None:
        named = getattr(error, "sqlite_errorname", None) or _UNNAMED.get(str(error), "")
        name = "_".join(named.split("_")[:2])
        if name in _IN_USE:
            return WorkspaceInUseError(
                f"{self.path}: another process is writing and did not finish within "
                f"{self.lock_timeout_seconds:g} seconds; this was not recorded, try again"
            )
        if name in _STORAGE:
            return StorageError(f"{place}: {_STORAGE[name]}; nothing was half written")
        if name in _DAMAGED or any(words in str(error) for words in _BY_HAND):
            return DamagedLedgerError(f"{self.path} is damaged ({error}); restore a copy")
        return None


def settle(partial: Path, file: Path) -> None:
    """Gives a file that is whole its name, once it is on the disk.

    Raises:
        StorageError: The system refuses; the file is gone then.
    """
    try:
        _to_disk(partial)
        partial.replace(file)
        _to_disk(file.parent)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise StorageError(f"{file}: {error.strerror}; choose a folder that can be written to") from error


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class _TakenError(LedgerError):
    """A ledger or another database stands where a new one was to be made."""


def _begin(connection: Connection) -> None:
    is_writing = connection.get_execution_options().get("is_writing", False)
    connection.connection.cursor().execute("BEGIN IMMEDIATE" if is_writing else "BEGIN")


def _decode_leniently(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
