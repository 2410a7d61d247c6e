"""An endless worker: does one deed after the other to a ledger until it is killed, and tells of each on a pipe.

Before an append it tells how many events it appends; after append returned, the number and hash of the last event.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from detente.ledger import Ledger, queries
from detente.ledger.chain import Head
from tests.ledger.torture.children import driver
from tests.ledger.torture.deeds import DEEDS
from tests.ledger.torture.stories import by_chance


@dataclass(frozen=True)
class Place:
    """Where a worker works.

    Attributes:
        ledger: A file, or the address of a database.
        folder: Where it puts backups and ledgers that it migrates.
        antique: An old ledger to copy and migrate.
        driver: The SQLite driver; None for the default.
    """

    ledger: Path | str
    folder: Path
    antique: Path
    driver: str | None = None


def work(pipe: Connection, place: Place, seed: int) -> None:
    """Works until the end."""
    chance = by_chance(seed)
    with Ledger.open(place.ledger, driver=driver(place.driver)) as ledger:
        pipe.send(("ready", ledger.store.note))
        while True:
            name = chance.choice([*DEEDS, "adds", "backs_up", "migrates", "rebuilds"])
            mark = f"{chance.getrandbits(64):x}"
            match name:
                case "backs_up":
                    ledger.backup(place.folder / f"backup-{mark}.sqlite")
                    pipe.send(("backed up", f"backup-{mark}.sqlite", head_of(ledger)))
                case "migrates":
                    old = place.folder / f"old-{mark}.sqlite"
                    shutil.copy(place.antique, old.with_suffix(".copying"))
                    old.with_suffix(".copying").rename(old)
                    Ledger.open(old, driver=driver(place.driver)).close()
                    pipe.send(("migrated", old.name, None))
                case "rebuilds":
                    ledger.rebuild()
                case _:
                    events = DEEDS[name](ledger.view(), chance)
                    if events:
                        pipe.send(("appends", name, len(events)))
                        ledger.append(events, actor=name)
                        pipe.send(("appended", name, head_of(ledger)))


def head_of(ledger: Ledger) -> Head:
    """The last event of a ledger."""
    with ledger.store.reading() as connection:
        return queries.head(connection)
