"""What documents tell beside statements, and how contests were resolved."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes two tables, which stay empty: no event before told of either."""
    op.create_table("noting", _seq(), *map(_text, ("recorded_at", "document", "coder", "notes")))
    op.create_table(
        "resolution",
        _seq(),
        *map(_text, ("recorded_at", "analyst", "contest", "statements", "verdict", "upheld", "reason")),
        sa.Column("source", _WORD),
    )
    op.create_index("noting_of_document", "noting", ["document"])
    op.create_index("kinship_of", "kinship", ["of"])


def _seq() -> sa.Column[int]:
    return sa.Column("seq", _SEQ, primary_key=True, autoincrement=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, _WORD, nullable=False)
