"""A process that is killed at any moment loses nothing that was acknowledged, and leaves nothing half done."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from detente.ledger import Ledger, View
from detente.ledger.chain import GENESIS, Head
from tests.ledger.torture.antique import make_antique, state_of
from tests.ledger.torture.children import child, received
from tests.ledger.torture.endless import Place, head_of, work
from tests.ledger.torture.sizes import n_kills
from tests.ledger.torture.stories import by_chance

pytestmark = pytest.mark.slow

A_LEDGER = 10
"""How many kills one ledger suffers before the next is taken: checking all of it takes longer and longer."""
MOST_MESSAGES, LONGEST_SECONDS = 12, 0.08
"""When it is killed: after so many messages, and a moment that is a few appends long at most."""
DRIVERS = ("pysqlite3.dbapi2", "sqlite3")


@dataclass
class Sufferer:
    """A ledger whose writers are killed, and what they acknowledged.

    Attributes:
        hashes: What is known to be recorded: the hash of each event at which an append ended.
        backups: For each backup that was acknowledged how far it goes at least.
        seen: How often what was acknowledged or left half done.
    """

    place: Place
    antique_head: str
    hashes: dict[int, str] = field(default_factory=lambda: {0: GENESIS})
    backups: dict[str, int] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)

    def suffer(self, chance: Random) -> None:
        """Lets a process work, kills it at a random moment and looks at what is there."""
        with child(work, self.place, chance.getrandbits(64)) as (process, pipe):
            assert pipe.recv()[0] == "ready"
            told = [pipe.recv() for _ in range(chance.randrange(MOST_MESSAGES))]
            process.join(chance.uniform(0, LONGEST_SECONDS))
            assert process.exitcode is None, "it ended before it was killed"
            process.kill()
            told += received(pipe)
        self.check(told)

    def check(self, told: list[tuple[str, str, object]]) -> None:
        """Compares what a process told before it was killed with what is there."""
        for what, name, fact in told:
            self.seen[what] += 1
            match what:
                case "appended":
                    self.hashes[fact.seq] = fact.hash
                case "backed up":
                    self.backups[name] = fact.seq
        last = max(self.hashes)
        allowed = {last} | ({last + told[-1][2]} if told and told[-1][0] == "appends" else set())
        with Ledger.open(self.place.ledger) as ledger:
            head = head_of(ledger)
            assert head.seq in allowed, "an append is all or nothing"
            recorded = {one.seq: one.hash for one in ledger.log()}
            assert self.hashes.items() <= ({0: GENESIS} | recorded).items(), "an acknowledged event is lost"
            verification, view = ledger.verify(), ledger.view()
            assert verification.findings == ()
            self.whole_documents(view)
        self.seen["left by a kill, whole"] += head.seq != last
        self.hashes[head.seq] = head.hash
        self.whole_backups(recorded)
        self.whole_migrations()

    def whole_documents(self, view: View) -> None:
        """Each document has its text, and the three statements it came with."""
        born = Counter(entry.statement.doc for entry in view.entries if entry.statement.coder == "torture/1")
        assert {born[id_] for id_ in view.documents} <= {3}
        assert all(document.text for document in view.documents.values())

    def whole_backups(self, recorded: dict[int, str]) -> None:
        """Each file that has its name is a whole ledger, which ends where this one once ended."""
        files = {file.name: file for file in self.place.folder.glob("backup-*.sqlite")}
        assert set(self.backups) <= set(files)
        for name, file in files.items():
            with Ledger.open(file) as ledger:
                head = head_of(ledger)
                assert ledger.verify().findings == ()
            assert head.seq >= self.backups.get(name, 0)
            assert head == Head() or recorded[head.seq] == head.hash
            file.unlink()
        self.seen["left half a backup"] += remove(self.place.folder, "backup-*.partial*")
        self.backups.clear()

    def whole_migrations(self) -> None:
        """Each old ledger is wholly old or wholly of today, and can be opened."""
        for file in self.place.folder.glob("old-*.sqlite"):
            assert state_of(file) in {"old", "today's"}
            self.seen[f"migrating, found {state_of(file)}"] += 1
            with Ledger.open(file) as ledger:
                verification = ledger.verify()
                assert (verification.findings, verification.head) == ((), self.antique_head)
        remove(self.place.folder, "old-*")


def remove(folder: Path, pattern: str) -> int:
    """Removes files and tells how many."""
    files = list(folder.glob(pattern))
    for file in files:
        file.unlink(missing_ok=True)
    return len(files)


def kill(make: Callable[[int], Place], kills: int, antique_head: str, seed: int) -> Counter[str]:
    """Kills so many processes, ten on each ledger that ``make`` makes, and counts what was seen."""
    chance, seen = by_chance(seed), Counter[str]()
    for first in range(0, kills, A_LEDGER):
        sufferer = Sufferer(make(first // A_LEDGER), antique_head)
        for _ in range(min(A_LEDGER, kills - first)):
            sufferer.suffer(chance)
        seen += sufferer.seen
    sys.stdout.write(f"{kills} kills: {dict(seen)}\n")
    return seen


@pytest.fixture(scope="module")
def antique(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An old ledger, and the hash of its last event."""
    path = tmp_path_factory.mktemp("antique") / "antique.sqlite"
    return path, make_antique(path, 1)


@pytest.mark.parametrize("driver", DRIVERS)
def test_what_was_acknowledged_survives_a_kill(tmp_path, antique, driver):
    """After each kill every acknowledged event is there, every append is all or nothing, and verify is clean."""
    pytest.importorskip(driver)

    def make(number: int) -> Place:
        folder = tmp_path / str(number)
        folder.mkdir()
        Ledger.create(folder / "ledger.sqlite").close()
        return Place(folder / "ledger.sqlite", folder, antique[0], driver)

    seen = kill(make, n_kills() // len(DRIVERS), antique[1], len(driver))
    assert seen["appended"] > n_kills()
    assert seen["backed up"]
    assert seen["migrated"]


def test_a_killed_client_leaves_nothing_half_done_on_a_server(tmp_path, antique, postgresql_server):
    """The same holds for a ledger on PostgreSQL, whose client is killed."""
    url = make_url(postgresql_server).set(drivername="postgresql+psycopg")

    def make(number: int) -> Place:
        folder, name = tmp_path / str(number), f"kills_{uuid4().hex}"
        folder.mkdir()
        with psycopg.connect(postgresql_server, autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING UTF8")
        address = url.set(database=name).render_as_string(hide_password=False)
        Ledger.create(address).close()
        return Place(address, folder, antique[0])

    assert kill(make, n_kills() // 4, antique[1], 7)["appended"] > n_kills() // 4
