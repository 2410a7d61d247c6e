"""The tables: events and contents, which only grow, and the projections that are rebuilt from them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, LargeBinary, MetaData, Table, Text

from detente.ledger.rows import (
    BandRow,
    DatingRow,
    DeliveryRow,
    DocumentRow,
    DossierRow,
    GenerationRow,
    GradeRow,
    KinRow,
    NoteReviewRow,
    NotingRow,
    ResolutionRow,
    StatementRow,
    WithdrawalRow,
)

REVISION = "0006"
"""The migration that makes these tables; kept in the database itself."""

Seq = BigInteger().with_variant(Integer(), "sqlite")
"""An event's number; a SQLite table is ordered by it only where it is called an INTEGER."""

Word = Text().with_variant(Text(collation="C"), "postgresql")
"""Compared byte by byte on every database, so that instants, days and ids sort alike."""

metadata = MetaData()

revisions = Table("alembic_version", metadata, Column("version_num", Word, primary_key=True))

events = Table(
    "event",
    metadata,
    Column("seq", Seq, primary_key=True, autoincrement=False),
    Column("type", Word, nullable=False),
    Column("version", Integer, nullable=False),
    Column("recorded_at", Word, nullable=False),
    Column("actor", Word, nullable=False),
    Column("payload", Word, nullable=False),
    Column("previous", Word, nullable=False),
    Column("hash", Word, nullable=False),
    Column("document", Word),
)

contents = Table(
    "content",
    metadata,
    Column("sha256", Word, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

dossiers = Table(
    "dossier",
    metadata,
    Column("seq", Seq, primary_key=True, autoincrement=False),
    Column("recorded_at", Word, nullable=False),
    Column("file", Word, nullable=False),
    Column("text_sha256", Word, nullable=False),
)

documents = Table(
    "document",
    metadata,
    Column("id", Word, primary_key=True),
    Column("seq", Seq, nullable=False),
    Column("recorded_at", Word, nullable=False),
    Column("text_sha256", Word, nullable=False),
    Column("has_bytes", Boolean, nullable=False),
    Column("wire", Word, nullable=False),
)

deliveries = Table(
    "delivery",
    metadata,
    Column("seq", Seq, primary_key=True, autoincrement=False),
    Column("recorded_at", Word, nullable=False),
    Column("document", Word, nullable=False),
    Column("name", Word, nullable=False),
)

withdrawals = Table(
    "withdrawal",
    metadata,
    Column("seq", Seq, primary_key=True, autoincrement=False),
    Column("document", Word, nullable=False),
    Column("is_withdrawn", Boolean, nullable=False),
    Column("reason", Word, nullable=False),
)

datings = Table(
    "dating",
    metadata,
    Column("seq", Seq, primary_key=True, autoincrement=False),
    Column("recorded_at", Word, nullable=False),
    Column("analyst", Word, nullable=False),
    Column("document", Word, nullable=False),
    Column("published", Word, nullable=False),
    Column("reason", Word, nullable=False),
)

kinships = Table(
    "kinship",
    metadata,
    Column("document", Word, primary_key=True),
    Column("of", Word, primary_key=True),
    Column("seq", Seq, nullable=False),
    Column("kind", Word, nullable=False),
    Column("likeness", Float, nullable=False),
)

bands = Table(
    "band",
    metadata,
    Column("document", Word, primary_key=True),
    Column("band", BigInteger, primary_key=True, autoincrement=False),
)

generations = Table(
    "generation",
    metadata,
    Column("seq", Seq, primary_key=True, autoincrement=False),
    Column("document", Word, nullable=False),
    Column("coder", Word, nullable=False),
    Column("dossier", Word),
)

grades = Table(
    "grade",
    metadata,
    Column("seq", Seq, primary_key=True, autoincrement=False),
    Column("source", Word),
    Column("document", Word),
    Column("grade", Word, nullable=False),
    Column("reason", Word, nullable=False),
)

notings = Table(
    "noting",
    metadata,
    Column("seq", Seq, primary_key=True, autoincrement=False),
    Column("recorded_at", Word, nullable=False),
    Column("document", Word, nullable=False),
    Column("coder", Word, nullable=False),
    Column("notes", Word, nullable=False),
)

note_reviews = Table(
    "note_review",
    metadata,
    Column("seq", Seq, primary_key=True, autoincrement=False),
    Column("recorded_at", Word, nullable=False),
    Column("analyst", Word, nullable=False),
    Column("document", Word, nullable=False),
    Column("note", Word, nullable=False),
    Column("is_rejected", Boolean, nullable=False),
    Column("reason", Word, nullable=False),
)

resolutions = Table(
    "resolution",
    metadata,
    Column("seq", Seq, primary_key=True, autoincrement=False),
    Column("recorded_at", Word, nullable=False),
    Column("analyst", Word, nullable=False),
    Column("contest", Word, nullable=False),
    Column("statements", Word, nullable=False),
    Column("verdict", Word, nullable=False),
    Column("upheld", Word, nullable=False),
    Column("reason", Word, nullable=False),
    Column("source", Word),
)

statements = Table(
    "statement",
    metadata,
    Column("id", Word, primary_key=True),
    Column("since", Seq, primary_key=True, autoincrement=False),
    Column("until", BigInteger, nullable=False),
    Column("seq", Seq, nullable=False),
    Column("recorded_at", Word, nullable=False),
    Column("document", Word, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("earliest", Word),
    Column("latest", Word),
    Column("party", Word, nullable=False),
    Column("issue", Word, nullable=False),
    Column("status", Word, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("wire", Word, nullable=False),
    Column("coded", Word),
    Column("reviews", Word, nullable=False),
    Column("parents", Word, nullable=False),
)

Index("event_of_document", events.c.document)
Index("band_shared", bands.c.band)
Index("kinship_of", kinships.c["of"])
Index("delivery_of_document", deliveries.c.document)
Index("withdrawal_of_document", withdrawals.c.document)
Index("dating_of_document", datings.c.document)
Index("generation_of_document", generations.c.document)
Index("noting_of_document", notings.c.document)
Index("note_review_of_document", note_reviews.c.document)
Index("statement_of_document", statements.c.document)
Index("statement_of_cell", statements.c.party, statements.c.issue, statements.c.earliest, statements.c.seq)

PROJECTIONS: dict[type[Any], Table] = {
    DossierRow: dossiers,
    DocumentRow: documents,
    DeliveryRow: deliveries,
    WithdrawalRow: withdrawals,
    DatingRow: datings,
    KinRow: kinships,
    BandRow: bands,
    GenerationRow: generations,
    GradeRow: grades,
    NotingRow: notings,
    NoteReviewRow: note_reviews,
    ResolutionRow: resolutions,
    StatementRow: statements,
}
"""Which table holds which rows; columns and fields have the same names."""

GROWING = (events, contents)
"""Tables that nothing may be changed in or deleted from."""
