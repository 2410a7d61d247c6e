"""Which notes analysts rejected."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes a table, which stays empty: no event before told of it."""
    op.create_table(
        "note_review",
        sa.Column("seq", _SEQ, primary_key=True, autoincrement=False),
        *(sa.Column(name, _WORD, nullable=False) for name in ("recorded_at", "analyst", "document", "note")),
        sa.Column("is_rejected", sa.Boolean, nullable=False),
        sa.Column("reason", _WORD, nullable=False),
    )
    op.create_index("note_review_of_document", "note_review", ["document"])
