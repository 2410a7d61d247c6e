"""The migrations of a ledger's tables, one file each, run by Alembic."""
