"""The PostgreSQL store: a database of its own for one ledger, shared by a team.

The only module that knows this driver: what it raises leaves here as one of détente's errors.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from detente.errors import DamagedLedgerError, LedgerError, MissingPartError, StorageError, WorkspaceInUseError
from detente.ledger import exchange, schema
from detente.ledger.sqlite import SqliteStore, settle
from detente.ledger.store import bring_up_to_date, make_tables, require_new, revision_of

try:
    import psycopg
except ImportError as error:
    raise MissingPartError("a ledger in PostgreSQL", "psycopg", "postgres") from error

_LOCK_TIMEOUT, _READ_ONLY = "55P03", "25006"
_DAMAGED_CLASS = "XX"
_MISSING = {"42P01", "42703"}
_STORAGE = {
    "53100": "the server's disk is full; free some space and try again",
    "53200": "the server is out of memory; try again later",
    "53300": "the server takes no more connections; try again later",
    "58030": "the server's disk fails; check it and try again",
    "3D000": "there is no such database; make it with createdb",
    "28P01": "the server refuses user or password; check both (PGPASSWORD or ~/.pgpass)",
    "28000": "the server refuses this user; check its name and rights",
    "42501": "this user lacks the rights; have its owner give them: GRANT owner TO user",
    _READ_ONLY: "the server is read-only; name the one that may be written to",
}


class PostgresqlStore:
    """Connections to the ledger in one PostgreSQL database.

    Attributes:
        name: The address without a password.
        note: Always empty.
    """

    def __init__(self, url: str, lock_timeout_seconds: float) -> None:
        try:
            address = make_url(url).set(drivername="postgresql+psycopg")
        except ArgumentError as error:
            raise StorageError(f"{url} is no address of a database; write postgresql://user@host/database") from error
        self.name, self.note = address.set(password=None, drivername="postgresql").render_as_string(), ""
        self.lock_timeout_seconds = lock_timeout_seconds
        self._engine: Engine = create_engine(address, pool_pre_ping=True, connect_args={"connect_timeout": 10})
        self._snapshots = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def create(self) -> None:
        """Makes the tables in an empty database, all or nothing."""
        with self._closed_on_error(), self._transaction() as connection:
            if inspect(connection).get_table_names():
                raise LedgerError(f"{self.name} has tables already; make an empty database with createdb")
            make_tables(connection)

    def open(self) -> None:
        """Checks that a ledger is there, and brings one of an older détente up to date."""
        with self._closed_on_error():
            with self.reading() as connection:
                revision = revision_of(connection)
            bring_up_to_date(self, revision)

    def close(self) -> None:
        """Closes every connection."""
        self._engine.dispose()

    @contextmanager
    def reading(self, *, is_lenient: bool = False) -> Iterator[Connection]:  # noqa: ARG002 - the server checks texts
        """A connection that sees one unchanging state of the ledger."""
        with self.translated(), self._snapshots.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that alone may write; others go on reading what was committed before."""
        with self._transaction() as connection:
            milliseconds = max(1, round(self.lock_timeout_seconds * 1000))
            connection.execute(text(f"SET LOCAL lock_timeout = {milliseconds}"))
            connection.execute(text(f"LOCK TABLE {schema.events.name} IN EXCLUSIVE MODE"))
            yield connection

    def check(self, connection: Connection) -> list[str]:  # noqa: ARG002 - the server checks its own pages
        """Nothing: a server with data checksums refuses a damaged page when it is read."""
        return []

    def backup(self, file: Path) -> None:
        """Copies one state of the ledger into a new SQLite ledger."""
        require_new(file)
        partial = file.with_name(file.name + ".partial")
        partial.unlink(missing_ok=True)
        copy = SqliteStore(partial, self.lock_timeout_seconds)
        try:
            copy.create()
            with self.reading() as connection, copy.writing() as other:
                exchange.copy(connection, other)
            copy.settle()
            settle(partial, file)
        except BaseException:
            copy.close()
            partial.unlink(missing_ok=True)
            raise

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turns what the driver raises within into one of détente's errors; bugs stay as they are."""
        try:
            yield
        except (DBAPIError, psycopg.Error) as error:
            translated = self._translate(error)
            if translated is None:
                raise
            raise translated from error

    @contextmanager
    def _closed_on_error(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.close()
            raise

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self.translated(), self._engine.begin() as connection:
            yield connection

    def _translate(self, error: DBAPIError | psycopg.Error) -> LedgerError | None:
        cause = error.orig if isinstance(error, DBAPIError) else error
        code = getattr(cause, "sqlstate", None)
        if code == _LOCK_TIMEOUT:
            return WorkspaceInUseError(
                f"{self.name}: another process is writing and did not finish within "
                f"{self.lock_timeout_seconds:g} seconds; this was not recorded, try again"
            )
        if code in _STORAGE:
            return StorageError(f"{self.name}: {_STORAGE[code]}; nothing was half written")
        if code is not None and (code.startswith(_DAMAGED_CLASS) or code in _MISSING):
            return DamagedLedgerError(f"{self.name} is damaged ({_first_line(cause)}); restore a copy")
        is_cut_off = isinstance(error, DBAPIError) and error.connection_invalidated
        if is_cut_off or (code is None and isinstance(cause, psycopg.InterfaceError | psycopg.OperationalError)):
            return StorageError(
                f"{self.name} cannot be reached ({_first_line(cause)}); check the address and the server"
            )
        if "NUL" in str(cause):  # what an older détente took into SQLite, and is imported here
            return LedgerError(f"{self.name}: PostgreSQL keeps no NUL character in a name; keep this ledger in SQLite")
        return None


def _first_line(cause: BaseException | None) -> str:
    return (str(cause).strip() or type(cause).__name__).splitlines()[0]
