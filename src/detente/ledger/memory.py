"""The memory store: a SQLite ledger that is gone when it is closed, for tests and trials."""

from __future__ import annotations

import tempfile
from pathlib import Path
from types import ModuleType

from detente.ledger.sqlite import SqliteStore


class MemoryStore(SqliteStore):
    """A ledger in a folder of its own in memory where the system has such a place, never flushed to a disk."""

    def __init__(self, lock_timeout_seconds: float = 10.0, driver: ModuleType | None = None) -> None:
        place = Path("/dev/shm")  # noqa: S108 - a file system in memory, and the folder in it has a random name
        self._folder = tempfile.TemporaryDirectory(prefix="detente-", dir=place if place.is_dir() else None)
        super().__init__(Path(self._folder.name) / "ledger.sqlite", lock_timeout_seconds, driver)
        self.synchronous = "OFF"

    def close(self) -> None:
        """Closes every connection and forgets everything."""
        super().close()
        self._folder.cleanup()
