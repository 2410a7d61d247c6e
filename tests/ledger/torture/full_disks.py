"""Full disks: processes that work on a ledger while the disk fills up or fails, and tell what they saw.

The system refuses to let a file of the process grow beyond a size: a write comes back short or with an error, as on a
disk that fails. SQLite itself refuses to let the database grow beyond a number of pages: the disk is full.
"""

from __future__ import annotations

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

from sqlalchemy import Connection, Engine, event

from detente.errors import DetenteError, StorageError
from detente.ledger import Ledger
from tests.ledger.torture.deeds import DEEDS
from tests.ledger.torture.endless import head_of
from tests.ledger.torture.stories import by_chance, make_story

_ANY_NUMBER = 1 << 30


@contextmanager
def largest_file(limit_bytes: int) -> Iterator[None]:
    """No file of this process may grow beyond a size."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def most_pages(number: int) -> Iterator[None]:
    """The database may not grow beyond a number of pages; every connection of this process is told so."""
    allowed = number

    def limit(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {allowed}")

    event.listen(Engine, "begin", limit)
    try:
        yield
    finally:
        allowed = _ANY_NUMBER


def filling(pipe: Pipe, path: Path, kind: str, room: int, seed: int) -> None:
    """Works until the disk is full, and once more when it is not; tells what was wrong with that, if anything.

    Tells ``(the message of the error, what was wrong)``.
    """
    chance, wrong = by_chance(seed), []
    with Ledger.open(path) as ledger:
        ledger.append(make_story(chance).events(), actor="before")
    limited = most_pages(pages(path) + room) if kind == "full" else largest_file(size(path) + room * 1000)
    message = ""
    with Ledger.open(path) as ledger:
        acknowledged = head_of(ledger)
        with limited:
            try:
                while True:
                    events = DEEDS[chance.choice(["adds", "adds", "corrects", "codes_again"])](ledger.view(), chance)
                    ledger.append(events, actor="filling")
                    acknowledged = head_of(ledger)
            except StorageError as error:
                message = str(error)
            if head_of(ledger) != acknowledged:
                wrong.append("half an append was written")
        wrong += map(str, ledger.verify().findings)
        ledger.append(make_story(chance).events(), actor="after")
        wrong += map(str, ledger.verify().findings)
        if head_of(ledger).seq != acknowledged.seq + 4:
            wrong.append("it does not work again")
    pipe.send((message, wrong))


def failing(pipe: Pipe, path: Path, file: Path, antique: Path, limit_bytes: int) -> None:
    """Backs up, migrates and makes a ledger on a disk that fails; tells ``(work, message, what is left)`` of each."""
    with Ledger.open(path) as ledger:
        for name, work, place in (
            ("backs up", lambda: ledger.backup(file), file),
            ("migrates", lambda: Ledger.open(antique).close(), antique),
            ("creates", lambda: Ledger.create(file).close(), file),
        ):
            message = ""
            with largest_file(limit_bytes):
                try:
                    work()
                except DetenteError as error:
                    message = f"{type(error).__name__}: {error}"
            pipe.send((name, message, place.exists()))
            if name != "migrates":
                place.unlink(missing_ok=True)


def pages(path: Path) -> int:
    """How many pages a database has."""
    with Ledger.open(path) as ledger, ledger.store.reading() as connection:
        return connection.exec_driver_sql("PRAGMA page_count").scalar_one()


def size(path: Path) -> int:
    """How large a database and its log are, in bytes."""
    return sum(file.stat().st_size for file in (path, path.with_name(path.name + "-wal")) if file.exists())
