"""SQL that is written once: what every append and every look asks goes to the driver as it stands.

A query that SQLAlchemy builds and binds anew each time takes longer around the database than in it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, Protocol, cast

from sqlalchemy import Connection, Table


class Cursor(Protocol):
    """What both drivers give for a query."""

    def fetchone(self) -> tuple[Any, ...] | None:
        """The next row, None behind the last."""

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Every row that was not fetched yet."""

    def execute(self, sql: str, values: Sequence[object]) -> object:
        """Sends a query."""

    def executemany(self, sql: str, values: Sequence[Sequence[object]]) -> object:
        """Sends a query for each of several sets of values."""


def ask(connection: Connection, sql: str, *values: object) -> Cursor:
    """Sends a query to the driver, in the transaction that was begun.

    Args:
        connection: Of one of the stores.
        sql: With a question mark for each value, whatever the database.
        values: A truth value comes back from SQLite as 0 or 1.
    """
    cursor = _cursor(connection)
    cursor.execute(_spelled(sql, connection.dialect.paramstyle), values)
    return cursor


def among(connection: Connection, values: Collection[object]) -> tuple[str, tuple[object, ...]]:
    """How a query says that a column has one of these values, and the values it is sent with."""
    if connection.dialect.name == "postgresql":  # one list, so that the query is the same however many there are
        return "= ANY (?)", (list(values),)
    return f"IN ({', '.join('?' for _ in values)})", tuple(values)


def put(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]], unless: str = "") -> None:
    """Inserts rows whose fields are the table's columns, in their order.

    Args:
        connection: A writing connection.
        table: Where to.
        rows: As many as there are; none is no work.
        unless: What to do about a row that is there, such as ``ON CONFLICT DO NOTHING``; by default it is an error.
    """
    sql = _spelled(_insertion(table, unless), connection.dialect.paramstyle)
    if len(rows) == 1:
        _cursor(connection).execute(sql, rows[0])
    elif rows:
        _cursor(connection).executemany(sql, rows)


def _cursor(connection: Connection) -> Cursor:
    return cast("Cursor", connection.connection.cursor())


@cache
def _insertion(table: Table, unless: str) -> str:
    names = ", ".join(f'"{column.name}"' for column in table.c)
    return f"INSERT INTO {table.name} ({names}) VALUES ({', '.join('?' for _ in table.c)}) {unless}"  # noqa: S608 - names


@cache
def _spelled(sql: str, paramstyle: str) -> str:
    return sql if paramstyle == "qmark" else sql.replace("?", "%s")
