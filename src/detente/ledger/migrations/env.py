"""What Alembic runs: migrations on the connection that it is given, in that connection's transaction."""

from __future__ import annotations

from alembic import context

from detente.ledger.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,  # the caller's transaction holds it all; Alembic is not to commit
)
context.run_migrations()
