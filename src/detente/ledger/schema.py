"""The tables: events and texts, which only grow, and the projections that are rebuilt from them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Integer, MetaData, Table, Text

from detente.ledger.projection import DeliveryRow, DocumentRow, DossierRow, StatementRow

VERSION = 1
"""Version of this schema, kept in the database itself."""

metadata = MetaData()

events = Table(
    "event",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("type", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

texts = Table(
    "stored_text",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("content", Text, nullable=False),
)

dossiers = Table(
    "dossier",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("recorded_at", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("text_sha256", Text, nullable=False),
)

documents = Table(
    "document",
    metadata,
    Column("id", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("text_sha256", Text, nullable=False),
    Column("wire", Text, nullable=False),
)

deliveries = Table(
    "delivery",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("recorded_at", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("name", Text, nullable=False),
)

statements = Table(
    "statement",
    metadata,
    Column("id", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("earliest", Text),
    Column("party", Text, nullable=False),
    Column("issue", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("wire", Text, nullable=False),
    Column("reviews", Text, nullable=False),
)

PROJECTIONS: dict[type[Any], Table] = {
    DossierRow: dossiers,
    DocumentRow: documents,
    DeliveryRow: deliveries,
    StatementRow: statements,
}
"""Which table holds which rows; columns and fields have the same names."""

GROWING = (events, texts)
"""Tables that nothing may be changed in or deleted from."""
