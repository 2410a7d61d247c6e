"""Every state of a statement, contents as compressed bytes, kinships, codings, grades and withdrawals."""

from __future__ import annotations

import json
import zlib

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_AT_ONCE = 500
_SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Carries over events and texts; the projections are dropped and made anew from the events afterwards."""
    connection = op.get_bind()
    for change in ("update", "delete"):
        for table in ("event", "stored_text"):
            op.execute(f"DROP TRIGGER IF EXISTS {table}_refuses_{change}")
    op.add_column("event", sa.Column("document", _WORD))
    _tell_documents(connection)
    op.create_index("event_of_document", "event", ["document"])
    op.create_table(
        "content",
        sa.Column("sha256", _WORD, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    _compress_texts(connection)
    for table in ("stored_text", "dossier", "document", "delivery", "statement"):
        op.drop_table(table)
    _make_projections()


def _tell_documents(connection: sa.Connection) -> None:
    event = sa.table("event", *map(sa.column, ("seq", "type", "payload", "document")))
    change = sa.update(event).where(event.c.seq == sa.bindparam("at")).values(document=sa.bindparam("about"))
    about: dict[str, str] = {}
    told: list[dict[str, object]] = []
    for seq, type_, text in connection.execute(sa.select(event.c.seq, event.c.type, event.c.payload)).all():
        payload = json.loads(text)
        match type_:
            case "document_added":
                document = payload["document"]["id"]
            case "document_delivered":
                document = payload["document"]
            case "statement_coded":
                document = about[payload["id"]] = payload["statement"]["doc"]
            case "statement_reviewed":
                document = about[payload["statement"]]
            case _:
                continue
        told.append({"at": seq, "about": document})
    if told:
        connection.execute(change, told)


def _compress_texts(connection: sa.Connection) -> None:
    text = sa.table("stored_text", sa.column("sha256"), sa.column("content"))
    content = sa.table("content", sa.column("sha256"), sa.column("data"))
    keys = connection.execute(sa.select(text.c.sha256)).scalars().all()
    for first in range(0, len(keys), _AT_ONCE):
        some = sa.select(text).where(text.c.sha256.in_(keys[first : first + _AT_ONCE]))
        rows = [{"sha256": key, "data": _packed(told.encode())} for key, told in connection.execute(some)]
        connection.execute(sa.insert(content), rows)


def _packed(data: bytes) -> bytes:
    """As `detente.ledger.packing` stored contents when these tables were made; a migration does not change later."""
    compressed = zlib.compress(data)
    return compressed + zlib.crc32(compressed).to_bytes(4, "big")


def _make_projections() -> None:
    op.create_table("dossier", _seq(), *map(_text, ("recorded_at", "file", "text_sha256")))
    op.create_table(
        "document",
        sa.Column("id", _WORD, primary_key=True),
        sa.Column("seq", _SEQ, nullable=False),
        *map(_text, ("recorded_at", "text_sha256")),
        sa.Column("has_bytes", sa.Boolean, nullable=False),
        _text("wire"),
    )
    op.create_table("delivery", _seq(), *map(_text, ("recorded_at", "document", "name")))
    op.create_table(
        "withdrawal",
        _seq(),
        _text("document"),
        sa.Column("is_withdrawn", sa.Boolean, nullable=False),
        _text("reason"),
    )
    op.create_table(
        "kinship",
        sa.Column("document", _WORD, primary_key=True),
        sa.Column("of", _WORD, primary_key=True),
        sa.Column("seq", _SEQ, nullable=False),
        _text("kind"),
        sa.Column("likeness", sa.Float, nullable=False),
    )
    op.create_table(
        "band",
        sa.Column("document", _WORD, primary_key=True),
        sa.Column("band", sa.BigInteger, primary_key=True, autoincrement=False),
    )
    op.create_table("generation", _seq(), *map(_text, ("document", "coder")), sa.Column("dossier", _WORD))
    op.create_table(
        "grade",
        _seq(),
        sa.Column("source", _WORD),
        sa.Column("document", _WORD),
        *map(_text, ("grade", "reason")),
    )
    op.create_table(
        "statement",
        sa.Column("id", _WORD, primary_key=True),
        sa.Column("since", _SEQ, primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("seq", _SEQ, nullable=False),
        *map(_text, ("recorded_at", "document")),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("earliest", _WORD),
        sa.Column("latest", _WORD),
        *map(_text, ("party", "issue", "status")),
        sa.Column("generation", sa.Integer, nullable=False),
        _text("wire"),
        sa.Column("coded", _WORD),
        *map(_text, ("reviews", "parents")),
    )
    op.create_index("band_shared", "band", ["band"])
    for table in ("delivery", "withdrawal", "generation", "statement"):
        op.create_index(f"{table}_of_document", table, ["document"])
    op.create_index("statement_of_cell", "statement", ["party", "issue", "earliest", "seq"])


def _seq() -> sa.Column[int]:
    return sa.Column("seq", _SEQ, primary_key=True, autoincrement=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, _WORD, nullable=False)
