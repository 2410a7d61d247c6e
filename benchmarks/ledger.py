"""Measures the ledger at a million statements beside the bare database: speed and memory, in one run.

Run by `make bench` with a few documents, or `python benchmarks/ledger.py [--documents 100000] [--postgresql URL]`.
SQLite first, then PostgreSQL: one that is started for it, or the server behind the URL, in two databases of its own.

The bare database takes the same rows into the same tables with the same settings, and one commit a document, by the
driver's `executemany`; some documents go to the ledger, then their rows to the bare database, and so on, so that both
have the same minutes of the machine. Looking is compared with one indexed SELECT a cell, which gives the same
statements. CPU seconds are those of this process and of the server's process that serves it, where that is on this
machine. Each part runs in a process of its own; its peak memory is that process's.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

from synthetic import FIRST_DAY, ISSUES, N_DAYS, PARTIES, SEED, STATEMENTS_A_DOCUMENT, judged, statement_ids, story

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

TO_REACH = {
    "append": 1 / 3, "newest ratio": 5.0, "newest ms": 300.0, "history ms": 10.0, "open ms": 100.0, "peak MB": 500.0,
}  # fmt: skip
AT_ONCE = 200
"""So many documents go to the ledger before their rows go to the bare database."""
NEWEST = 5
N_DAYS_ASKED, N_TOLD, N_OPENED = 40, 300, 20
ID, DOCUMENT = 0, 5
"""Places of columns in a row of a statement."""
FIGURE, BAR = 12, 18
"""Widths of columns."""
NEWEST_OF_A_CELL = """
    SELECT * FROM statement WHERE party = ? AND issue = ? AND earliest <= ? AND until > ?
    AND status IN ('coded', 'accepted', 'corrected') ORDER BY earliest DESC, seq DESC LIMIT ?
"""
OPENING = """
import sys, time
begun = time.perf_counter()
from pathlib import Path
from detente.ledger import Ledger
loaded = time.perf_counter()
place = sys.argv[1]
Ledger.open(place if "://" in place else Path(place)).close()
print(loaded - begun, time.perf_counter() - loaded)
"""

Place = str
"""A file's path, or the address of a database."""


def main() -> None:
    """Measures both stores and prints a table for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000, help="of ten statements each (default 100000)")
    parser.add_argument("--minutes", type=float, default=20, help="to append for at most, each store (default 20)")
    parser.add_argument("--stores", nargs="+", choices=STORES, default=list(STORES), help="which (default both)")
    parser.add_argument("--postgresql", metavar="URL", help="a server to make two databases on (default: start one)")
    options = parser.parse_args()
    for name in options.stores:
        with STORES[name](options.postgresql) as (place, bare):
            show(name, measure(place, bare, options.documents, options.minutes))


@contextmanager
def files(_: str | None) -> Iterator[tuple[Place, Place]]:
    """Two SQLite files."""
    with tempfile.TemporaryDirectory(prefix="ledger-") as folder:
        yield f"{folder}/ledger.sqlite", f"{folder}/bare.sqlite"


@contextmanager
def databases(url: str | None) -> Iterator[tuple[Place, Place]]:
    """Two new databases on a PostgreSQL server, dropped afterwards."""
    import psycopg  # noqa: PLC0415 - only where it is measured
    from sqlalchemy import make_url  # noqa: PLC0415 - as above

    with server(url) as at:
        names = [f"detente_bench_{uuid4().hex}" for _ in range(2)]
        with psycopg.connect(at, autocommit=True) as admin:
            for name in names:
                admin.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING UTF8")
        first, second = (make_url(at).set(database=name).render_as_string(hide_password=False) for name in names)
        try:
            yield first, second
        finally:
            with psycopg.connect(at, autocommit=True) as admin:
                for name in names:
                    admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def server(url: str | None) -> Iterator[str]:
    """The server behind the URL, or one with PostgreSQL's own default settings that runs meanwhile."""
    if url is not None:
        yield url
        return
    from tests.postgresql_server import running_server  # noqa: PLC0415 - only where it is measured

    with running_server(shared_buffers="128MB") as started:
        yield started


STORES: dict[str, Callable[[str | None], Any]] = {"SQLite": files, "PostgreSQL": databases}


def measure(place: Place, bare: Place, n_documents: int, minutes: float) -> dict[str, Any]:
    """The figures of one store."""
    measured = in_own_process(appending, place, bare, n_documents, minutes)
    measured |= in_own_process(judging, place, measured["documents"])
    measured |= in_own_process(looking, place)
    measured |= in_own_process(telling, place, measured["documents"])
    measured |= in_own_process(opening, place)
    return measured


def in_own_process(part: Callable[..., dict[str, Any]], *given: Any) -> dict[str, Any]:  # noqa: ANN401 - each part's own
    """What a part measured in a process of its own, with its peak memory in MB."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(with_peak, (part, *given))


def with_peak(part: Callable[..., dict[str, Any]], *given: Any) -> dict[str, Any]:  # noqa: ANN401 - each part's own
    """What a part measured, and the peak memory of this process in MB."""
    measured = part(*given)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return {**measured, f"{part.__name__} peak MB": peak}


@dataclass
class Watch:
    """Adds up CPU seconds, of this process and of others that work for it, and seconds of the clock.

    Attributes:
        pids: The others.
        cpu, clock: Of each time it ran.
    """

    pids: Sequence[int] = ()
    cpu: list[float] = field(default_factory=list)
    clock: list[float] = field(default_factory=list)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Takes the time of what is done within."""
        cpu, clock = self._cpu(), time.perf_counter()
        yield
        self.clock.append(time.perf_counter() - clock)
        self.cpu.append(self._cpu() - cpu)

    def _cpu(self) -> float:
        return time.process_time() + sum(map(_cpu_of, self.pids))


def _cpu_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def watch(place: Place) -> Watch:
    """A watch that also counts the server's processes for this database, where it is on this machine."""
    if "://" not in place or not Path("/proc/self/stat").exists():
        return Watch()
    import psycopg  # noqa: PLC0415 - only where it is measured

    with psycopg.connect(place) as connection:
        if not connection.info.host.startswith("/"):
            return Watch()
        asked = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        return Watch([pid for (pid,) in connection.execute(asked)])


class Bare:
    """The tables of a ledger, by the driver alone."""

    def __init__(self, place: Place) -> None:
        from detente.ledger import schema  # noqa: PLC0415 - loading is measured elsewhere

        self._is_sqlite = "://" not in place
        mark = "?" if self._is_sqlite else "%s"
        self._inserts = {
            table.name: f"INSERT INTO {table.name} VALUES ({', '.join(mark for _ in table.c)})"  # noqa: S608 - our own
            for table in schema.metadata.tables.values()
        }
        self._newest = NEWEST_OF_A_CELL.replace("?", mark)
        self.connection = self._connected(place)

    def _connected(self, place: Place) -> Any:  # noqa: ANN401 - a connection of either driver
        if not self._is_sqlite:
            import psycopg  # noqa: PLC0415 - only where it is measured

            return psycopg.connect(place, autocommit=True)
        from detente.ledger.sqlite import default_driver  # noqa: PLC0415 - as above

        connection = default_driver().connect(place, isolation_level=None)
        (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
        connection.execute(f"PRAGMA synchronous = {'FULL' if mode == 'wal' else 'EXTRA'}")
        return connection

    def insert(self, rows: dict[str, list[tuple[Any, ...]]]) -> None:
        """Inserts a document's rows, and commits."""
        cursor = self.connection.cursor()
        cursor.execute("BEGIN IMMEDIATE" if self._is_sqlite else "BEGIN")
        for table, several in rows.items():
            cursor.executemany(self._inserts[table], several)
        cursor.execute("COMMIT")

    def newest(self, cells: Sequence[tuple[str, str]], day: date) -> list[list[tuple[Any, ...]]]:
        """The newest statements of each cell, withdrawn ones too."""
        cursor, found = self.connection.cursor(), []
        cursor.execute("BEGIN")
        for party, issue in cells:
            cursor.execute(self._newest, (party, issue, day.isoformat(), 1 << 61, NEWEST))
            found.append(cursor.fetchall())
        cursor.execute("COMMIT")
        return found


def appending(place: Place, bare_place: Place, n_documents: int, minutes: float) -> dict[str, Any]:
    """Appends documents to the ledger, and their rows to the bare tables, in turns."""
    from detente.ledger import DossierChanged, Ledger  # noqa: PLC0415 - loading is measured elsewhere

    Ledger.create(located(bare_place)).close()
    bare, ledger, begun = Bare(bare_place), Ledger.create(located(place)), time.monotonic()
    with ledger:
        ledger.append([DossierChanged("dossier: synthetic", "dossier.yaml")], actor="benchmark")
        ours, theirs, done = watch(place), watch(bare_place), 0
        while done < n_documents and time.monotonic() - begun < 60 * minutes:
            stories = [story(number) for number in range(done, min(n_documents, done + AT_ONCE))]
            with ours.running():
                for events in stories:
                    ledger.append(events, actor="benchmark")
            rows = [rows_of(ledger, events[0].document) for events in stories]
            with theirs.running():
                for some in rows:
                    bare.insert(some)
            done += len(stories)
    bare.connection.close()
    return {"documents": done, "ours": ours, "theirs": theirs}


def rows_of(ledger: Any, document: Any) -> dict[str, list[tuple[Any, ...]]]:  # noqa: ANN401 - known only once loaded
    """What the ledger keeps of a document, by table."""
    from sqlalchemy import select  # noqa: PLC0415 - loading is measured elsewhere

    from detente.ledger import schema  # noqa: PLC0415 - as above
    from detente.ledger.events import key_of  # noqa: PLC0415 - as above

    about = {table: table.c.document for table in schema.metadata.tables.values() if "document" in table.c}
    about[schema.documents] = schema.documents.c.id
    wanted = {table: column == document.id for table, column in about.items()}
    wanted[schema.contents] = schema.contents.c.sha256.in_([document.sha256, key_of(document.text.encode())])
    with ledger.store.reading() as connection:
        found = {
            table.name: [tuple(row) for row in connection.execute(select(table).where(chosen))]
            for table, chosen in wanted.items()
        }
    return {name: rows for name, rows in found.items() if rows}


def judging(place: Place, n_documents: int) -> dict[str, Any]:
    """Appends the reviews and withdrawals of all documents, those of one document at a time."""
    from detente.ledger import Ledger  # noqa: PLC0415 - loading is measured elsewhere

    n_judged = 0
    with Ledger.open(located(place)) as ledger:
        ledger.has_document("")
        judgements = watch(place)
        decided = (events for number in range(n_documents) if (events := judged(number)))
        for events in decided:
            with judgements.running():
                ledger.append(events, actor="benchmark")
            n_judged += len(events)
    return {"judgements": judgements, "judged": n_judged}


def looking(place: Place) -> dict[str, Any]:
    """Asks for the newest statements of each cell at random days, of the ledger and of its tables, in turns."""
    from detente.ledger import Ledger  # noqa: PLC0415 - loading is measured elsewhere

    cells, random = [(party, issue) for party in PARTIES for issue in ISSUES], Random(SEED)
    with Ledger.open(located(place)) as ledger:
        ledger.view().newest(NEWEST)
        ours = watch(place)
        bare = Bare(place)
        theirs = Watch([pid for pid in watch(place).pids if pid not in ours.pids])
        for _ in range(N_DAYS_ASKED):
            day = FIRST_DAY + timedelta(days=random.randrange(N_DAYS // 12, N_DAYS))
            with ours.running():
                found = ledger.view(as_of=day).newest(NEWEST)
            with theirs.running():
                rows = bare.newest(cells, day)
            require_same(found, dict(zip(cells, rows, strict=True)), ledger.view().withdrawn)
    bare.connection.close()
    return {"newest": ours, "bare newest": theirs}


def require_same(found: Any, rows: dict[Any, list[tuple[Any, ...]]], withdrawn: Any) -> None:  # noqa: ANN401 - as above
    """Ends the measurement where the ledger gives other statements than its tables."""
    for cell, several in rows.items():
        stand = [row[ID] for row in several if row[DOCUMENT] not in withdrawn]
        if [entry.id for entry in found.get(cell, ())][: len(stand)] != stand:
            sys.exit(f"of {cell} the ledger gives other statements than its tables")


def telling(place: Place, n_documents: int) -> dict[str, Any]:
    """Asks for the histories of random statements."""
    from detente.ledger import Ledger  # noqa: PLC0415 - loading is measured elsewhere

    random = Random(SEED)
    with Ledger.open(located(place)) as ledger:
        ledger.has_document("")
        histories = watch(place)
        for _ in range(N_TOLD):
            statement = random.choice(statement_ids(random.randrange(n_documents)))
            with histories.running():
                ledger.history(statement)
    return {"histories": histories}


def opening(place: Place) -> dict[str, Any]:
    """Opens the ledger in this process, and in a fresh one."""
    from detente.ledger import Ledger  # noqa: PLC0415 - loading is measured elsewhere

    opened = Watch()
    for _ in range(N_OPENED):
        with opened.running():
            ledger = Ledger.open(located(place))
        ledger.close()
    fresh = []
    for _ in range(3):
        command = [sys.executable, "-c", OPENING, place]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own
        fresh.append(tuple(map(float, done.stdout.split())))
    return {"opened": opened, "fresh": min(fresh, key=sum)}


def located(place: Place) -> Any:  # noqa: ANN401 - what a ledger is opened by
    """The place as a ledger takes it."""
    return place if "://" in place else Path(place)


def show(name: str, measured: dict[str, Any]) -> None:
    """One line a figure: ours, the bare database's, ours as a share of it, and what is to be reached."""
    n_documents = measured["documents"]
    print(f"\n{name}: {n_documents:,} documents, {STATEMENTS_A_DOCUMENT * n_documents:,} statements")
    print(f"{'':36}{'ledger':>{FIGURE}}{'bare':>{FIGURE}}{'ledger/bare':>{FIGURE}}{'to reach':>{BAR}}")
    ours, theirs = measured["ours"], measured["theirs"]
    for per, one, other in (("CPU second", ours.cpu, theirs.cpu), ("second", ours.clock, theirs.clock)):
        for what, number in (("documents", n_documents), ("statements", STATEMENTS_A_DOCUMENT * n_documents)):
            line(f"append: {what} a {per}", number / sum(one), number / sum(other), f">= {TO_REACH['append']:.2f} x")
    of_judging = measured["judgements"]
    line("reviews and withdrawals a second", measured["judged"] / max(sum(of_judging.clock), 1e-9))
    newest, bare = measured["newest"], measured["bare newest"]
    limit = f"<= {TO_REACH['newest ratio']:g} x, {TO_REACH['newest ms']:g} ms"
    for unit, one, other in (("ms of CPU", newest.cpu, bare.cpu), ("ms", newest.clock, bare.clock)):
        line(f"newest({NEWEST}): {unit}, mean", *(1000 * statistics.mean(each) for each in (one, other)), limit)
    line(f"newest({NEWEST}): ms, longest", 1000 * max(newest.clock), 1000 * max(bare.clock))
    told, opened = measured["histories"].clock, measured["opened"].clock
    line("history of a statement: ms, median", 1000 * statistics.median(told), bar=f"<= {TO_REACH['history ms']:g}")
    line("history of a statement: ms, longest", 1000 * max(told))
    line("open: ms, median", 1000 * statistics.median(opened), bar=f"<= {TO_REACH['open ms']:g}")
    line("open in a fresh process: ms", 1000 * measured["fresh"][1])
    line("... after loading modules: ms", 1000 * measured["fresh"][0])
    for part in (appending, judging, looking, telling, opening):
        told_mb = measured[f"{part.__name__} peak MB"]
        line(f"peak MB: {part.__name__}", told_mb, bar=f"<= {TO_REACH['peak MB']:g}")


def line(name: str, ours: float, bare: float | None = None, bar: str = "") -> None:
    """One figure, beside the bare database's."""
    compared = "" if bare is None else f"{told(bare):>{FIGURE}}{ours / bare:>{FIGURE}.2f}"
    print(f"{name:36}{told(ours):>{FIGURE}}{compared:{2 * FIGURE}}{bar:>{BAR}}", flush=True)


def told(figure: float) -> str:
    """A figure in three digits or more."""
    return f"{figure:,.0f}" if figure >= 100 else f"{figure:.3g}"


if __name__ == "__main__":
    main()
