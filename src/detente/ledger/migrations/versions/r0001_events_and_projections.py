"""The first tables: events, texts, and projections without history."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the tables as détente 0.1 first made them, on SQLite alone."""
    op.create_table(
        "event",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("type",)),
        sa.Column("version", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("recorded_at", "actor", "payload", "previous", "hash")),
    )
    op.create_table("stored_text", sa.Column("sha256", sa.Text, primary_key=True), _text("content"))
    op.create_table("dossier", _seq(), _text("recorded_at"), _text("file"), _text("text_sha256"))
    op.create_table(
        "document",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("seq", sa.Integer, nullable=False),
        *map(_text, ("recorded_at", "text_sha256", "wire")),
    )
    op.create_table("delivery", _seq(), *map(_text, ("recorded_at", "document", "name")))
    op.create_table(
        "statement",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("seq", sa.Integer, nullable=False),
        *map(_text, ("recorded_at", "document")),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("earliest", sa.Text),
        *map(_text, ("party", "issue", "status", "wire", "reviews")),
    )


def _seq() -> sa.Column[int]:
    return sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)
