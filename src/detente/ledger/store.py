"""Stores: where a ledger's tables are. What every store promises, whatever database holds it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, insert, inspect, select

from detente.errors import LedgerError, NotAWorkspaceError, StorageError
from detente.ledger import schema

_REFUSING = "a ledger only grows"


class Store(Protocol):
    """Connections to one ledger, for reading (a snapshot) or writing (the one writer).

    Attributes:
        name: The place, as messages tell it.
        note: Why it is not written in the fastest safe way; empty where it is.
    """

    name: str
    note: str

    def create(self) -> None:
        """Makes the tables in an empty place, all or nothing.

        Raises:
            LedgerError: A ledger or another database is there already.
            StorageError: The place cannot be written to.
        """

    def open(self) -> None:
        """Checks that a ledger is there; one of an older détente is brought up to date, all or nothing.

        Raises:
            NotAWorkspaceError: There is none.
            DamagedLedgerError: It is no database, or a broken one.
            LedgerError: A newer détente made it.
        """

    def close(self) -> None:
        """Closes every connection."""

    def reading(self, *, is_lenient: bool = False) -> AbstractContextManager[Connection]:
        """A connection that sees one unchanging state of the ledger.

        Args:
            is_lenient: Give bytes that are no text in a form that can be checked, where the database lets them in.
        """

    def writing(self) -> AbstractContextManager[Connection]:
        """A connection that alone may write; commits at the end, rolls back on any error.

        Raises:
            WorkspaceInUseError: Another process did not finish writing in time.
            StorageError: The disk is full, read-only or failing, or the server cannot be reached.
        """

    def translated(self) -> AbstractContextManager[None]:
        """Turns what the driver raises within into one of détente's errors; bugs stay as they are."""

    def check(self, connection: Connection) -> list[str]:
        """What the database's own check finds wrong; empty where it is sound."""

    def backup(self, file: Path) -> None:
        """Writes all that was committed to a new SQLite file, while others go on reading and writing.

        Raises:
            StorageError: The file is there already, or cannot be written.
        """


def make_tables(connection: Connection) -> None:
    """Makes every table in today's form."""
    schema.metadata.create_all(connection)
    connection.execute(insert(schema.revisions), {"version_num": schema.REVISION})
    make_guards(connection)


def make_guards(connection: Connection) -> None:
    """Has the database itself refuse to change or delete what was recorded."""
    for table in schema.GROWING:
        changes, guard = _GUARDS[connection.dialect.name]
        for change in changes:
            for sql in guard(table.name, change):
                connection.exec_driver_sql(sql)


def revision_of(connection: Connection) -> str | None:
    """The migration that made the tables; None where there are no tables of a ledger."""
    tables = set(inspect(connection).get_table_names())
    if schema.events.name not in tables:
        return None
    if schema.revisions.name not in tables:
        return "0001"
    return connection.execute(select(schema.revisions.c.version_num)).scalar_one_or_none()


def bring_up_to_date(store: Store, revision: str | None) -> None:
    """Migrates tables of an older revision and rebuilds the projections, all in one transaction.

    Raises:
        NotAWorkspaceError: There are no tables.
        LedgerError: They are of a newer revision.
    """
    if revision == schema.REVISION:
        return
    if revision is None:
        raise NotAWorkspaceError(
            f"{store.name} is empty or belongs to another program; `detente init` makes a workspace"
        )
    if revision > schema.REVISION:
        raise LedgerError(f"{store.name} was written by a newer détente; update détente to use it")
    from detente.ledger.migrating import migrate  # noqa: PLC0415 - Alembic is slow to load and seldom needed

    with store.writing() as connection:
        found = revision_of(connection)
        if found is not None and found < schema.REVISION:  # another process may have been first
            migrate(connection, found)


def require_new(file: Path) -> None:
    """Refuses a file that is there already.

    Raises:
        StorageError: It is.
    """
    if file.exists():
        raise StorageError(f"{file} is there already; choose another name")


def _sqlite_guard(table: str, change: str) -> Iterator[str]:
    yield f"DROP TRIGGER IF EXISTS {table}_refuses_{change.lower()}"
    yield (
        f"CREATE TRIGGER {table}_refuses_{change.lower()} BEFORE {change} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSING}'); END"
    )


def _postgresql_guard(table: str, change: str) -> Iterator[str]:
    yield (
        "CREATE OR REPLACE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSING}'; END $$"
    )
    yield (
        f"CREATE OR REPLACE TRIGGER {table}_refuses_{change.lower()} BEFORE {change} ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses()"
    )


_GUARDS = {
    "sqlite": (("UPDATE", "DELETE"), _sqlite_guard),
    "postgresql": (("UPDATE", "DELETE", "TRUNCATE"), _postgresql_guard),
}
"""For each database by which commands a table can lose something, and what refuses one."""
