"""Migrating: brings the tables of an older détente to today's form, in the transaction that it is given."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection

from detente.errors import DamagedLedgerError
from detente.ledger import queries
from detente.ledger.schema import revisions
from detente.ledger.store import make_guards

FIRST = "0001"


def migrate(connection: Connection, revision: str) -> None:
    """Runs the migrations behind ``revision``, then makes the projections anew and the guards.

    Raises:
        DamagedLedgerError: There is no such revision, or an event cannot be read or replayed; the caller's
            transaction is to be rolled back.
    """
    config = Config()
    config.set_main_option("script_location", "detente.ledger:migrations")
    config.attributes["connection"] = connection
    try:
        if revision == FIRST:  # made before the tables told their revision
            revisions.create(connection)  # before Alembic makes one of its own form
            command.stamp(config, FIRST)
        command.upgrade(config, "head")
    except CommandError as error:
        raise DamagedLedgerError(f"no détente made tables of revision {revision!r}; restore a copy") from error
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise DamagedLedgerError(
            f"what an older détente recorded cannot be read ({type(error).__name__} {error}), so nothing was changed; "
            "restore a copy"
        ) from error
    queries.rebuild(connection)
    make_guards(connection)
