"""Which documents analysts gave their day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes a table, which stays empty: no event before told of it."""
    op.create_table(
        "dating",
        sa.Column("seq", _SEQ, primary_key=True, autoincrement=False),
        *(
            sa.Column(name, _WORD, nullable=False)
            for name in ("recorded_at", "analyst", "document", "published", "reason")
        ),
    )
    op.create_index("dating_of_document", "dating", ["document"])
