"""Places: where the ledger of a workspace's folder is, a file in it or a database elsewhere."""

from __future__ import annotations

from pathlib import Path

from detente.errors import StorageError

LEDGER_FILE = "ledger.sqlite"
"""The file of a workspace's folder that holds its ledger."""
DATABASE_FILE = "database.txt"
"""The file that holds the address of a database instead, without a password."""


def place_of(folder: Path) -> Path | str:
    """The ledger's file, or the address of its database where the folder names one."""
    file = folder / DATABASE_FILE
    return file.read_text(encoding="utf-8").strip() if file.is_file() else folder / LEDGER_FILE


def name_database(folder: Path, address: str) -> None:
    """Has the folder's ledger be in this database.

    Raises:
        StorageError: The address holds a password, or the folder has a ledger of its own.
    """
    user, _, _ = address.partition("://")[2].rpartition("@")
    if ":" in user:
        raise StorageError("the address holds a password; leave it out and give it by PGPASSWORD or ~/.pgpass")
    if (folder / LEDGER_FILE).exists():
        raise StorageError(f"{folder} has a ledger in a file already; choose another folder")
    (folder / DATABASE_FILE).write_text(address + "\n", encoding="utf-8")
