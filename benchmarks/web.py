"""Measures every screen at 10,000 documents and 100,000 statements: server time, bytes, and what a reader waits for.

Run by `make bench` with a few documents, or `python benchmarks/web.py [--documents 10000]`. A workspace of invented
documents is made, then a copy of it is served in a process of its own, as a user would. First each screen is asked
for several times; then a review and a document come in, and the main ones are asked for again; then several browsers
ask at once while documents come in. "CPU" is the server's own time, whatever else the machine does; "waits" is by the
clock. What a browser does is measured in Chromium, where it is installed.
"""

from __future__ import annotations

import argparse
import gzip
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import httpx
from held import LONG_TEXT_WORDS, long_text, make, told
from synthetic import FIRST_DAY, ISSUES, N_DAYS, PARTIES, SEED, WORDS, statement_ids, story

from detente.ledger import DocumentNoted, Event, Ledger, StatementReviewed
from detente.model import Decision, Review, StatementId
from detente.web.briefs import MOST_IN_FULL
from detente.workspace.places import LEDGER_FILE

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = Path("/usr/bin/chromium")
SERVE = "import sys, pathlib, detente.web; detente.web.serve(pathlib.Path(sys.argv[1]), '127.0.0.1', 0)"
READABLE = "performance.timing.domContentLoadedEventEnd - performance.timing.navigationStart"
N_ASKED, N_AT_ONCE, LOAD_SECONDS = 5, 8, 15
BAR_MS, EVIDENCE_MS, MEMORY_MB = 300, 150, 500
_NAME, _FIGURE = 40, 10
_CPU_OF_PROCESS = 2
"""The clock of a process's own time, as Linux numbers it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back.

    Attributes:
        waited_ms: By the clock.
        cpu_ms: The server's time.
    """

    waited_ms: float
    cpu_ms: float
    body: bytes


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs: its address and its process."""

    address: str
    pid: int

    def asked(self, path: str) -> Answer:
        """A page, as a client gets it."""
        before, begun = self.cpu_ms, time.perf_counter()
        answer = httpx.get(self.address + path, timeout=600).raise_for_status()
        return Answer(waited_ms=(time.perf_counter() - begun) * 1000, cpu_ms=self.cpu_ms - before, body=answer.content)

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of CPU that it has used."""
        return time.clock_gettime(~self.pid << 3 | _CPU_OF_PROCESS) * 1000

    @property
    def memory_mb(self) -> float:
        """What it takes now."""
        return float(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{self.pid}/status").read_text())[1]) / 1000  # type: ignore[index]


def main() -> None:
    """Makes the workspace, serves a copy, and prints a line a figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000, help="of ten statements each (default 10000)")
    parser.add_argument("--workspace", type=Path, metavar="DIR", help="keep it here, or take the one made before")
    parser.add_argument("--only", default="", metavar="WORDS", help="only the screens whose name holds this")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as own:
        folder = options.workspace or Path(own) / "talks"
        if not (folder / LEDGER_FILE).exists():
            make(folder, options.documents)
        with served(folder) as server:  # leaves the index of words in the folder, for the copy
            indexed(server)
        copy = shutil.copytree(folder, Path(own) / "copy")
        print(f"{options.documents:,} documents, {options.documents * 10:,} statements; one server process")
        begun = time.perf_counter()
        with served(copy) as server, Ledger.open(copy / LEDGER_FILE) as ledger:
            first = server.asked("/")
            waited = (time.perf_counter() - begun) * 1000
            print(f"from the start to the first page: {waited:,.0f} ms by the clock, {first.cpu_ms:,.0f} ms CPU of it")
            screens(server, options.documents, options.only)
            print(f"memory of the server: {server.memory_mb:,.0f} MB, to reach <= {MEMORY_MB}")
            if not options.only:
                after_changes(server, ledger, options.documents)
                at_once(server, ledger, options.documents)
                print(f"memory of the server: {server.memory_mb:,.0f} MB, to reach <= {MEMORY_MB}")
                in_browser(server)


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """A server in a process of its own."""
    command = [sys.executable, "-c", SERVE, str(folder)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own
        found = re.search(r"http://127\.0\.0\.1:\d+", server.stderr.readline() if server.stderr else "")
        if found is None:
            sys.exit("the server did not start")
        try:
            yield Served(found[0], server.pid)
        finally:
            server.send_signal(signal.SIGINT)


def indexed(server: Served) -> None:
    """Waits until every document and statement can be found."""
    while httpx.get(f"{server.address}/api/search?q={WORDS[2000]}", timeout=600).json()["n_missing"]:
        time.sleep(1)


def screens(server: Served, n_documents: int, only: str) -> None:
    """A line a screen: first and repeated, its size, and what is to be reached."""
    heads = ("first CPU", "CPU ms", "worst CPU", "waits ms", "kB", "kB gzip", "to reach")
    print(f"\n{'':{_NAME}}" + "".join(f"{head:>{_FIGURE}}" for head in heads))
    for name, paths in pages(server, n_documents).items():
        if only in name and paths:
            found = [server.asked(path) for path in (paths if len(paths) > 1 else paths * (N_ASKED + 1))]
            first, *again = found
            cpu = [each.cpu_ms for each in again]
            bar = EVIDENCE_MS if name.startswith("evidence") else BAR_MS
            sizes = [len(first.body) / 1000, len(gzip.compress(first.body)) / 1000]
            figures = (first.cpu_ms, statistics.median(cpu), max(cpu), statistics.median(w.waited_ms for w in again))
            missed = " !" if statistics.median(cpu) > bar else ""
            told = "".join(f"{each:>{_FIGURE},.0f}" for each in (*figures, *sizes))
            print(f"{name:{_NAME}}{told}{f'<= {bar}':>{_FIGURE}}{missed}", flush=True)


def pages(server: Served, n_documents: int) -> Mapping[str, Sequence[str]]:
    """The addresses of every screen; one is asked for again and again, several once each."""
    random = Random(SEED)
    numbers = [random.randrange(n_documents) for _ in range(N_ASKED + 1)]
    documents = [story(each)[0].document for each in numbers]
    statements = [statement_ids(each)[0] for each in numbers]
    days = [FIRST_DAY + timedelta(days=random.randrange(N_DAYS)) for _ in numbers]
    cells = [f"/cell/{random.choice(PARTIES)}/{random.choice(ISSUES)}" for _ in numbers]
    issue, party = ISSUES[3], PARTIES[3]
    contest = re.search(rb'"(/contests/[^"?#/]+)"', server.asked("/contests").body)
    notes = [told(each)[-1] for each in numbers]
    typed = [" ".join(each.text.split()[3:5]).strip(".") for each in documents]
    return {
        "matrix": ["/"],
        "matrix, another day": [f"/?as_of={day}" for day in days],
        "evidence of a cell": cells,
        "evidence of a cell, another day": [f"{cells[0]}?as_of={days[0]}"],
        "a statement": [f"/statements/{each}" for each in statements],
        "a text": [f"/documents/{each.id}?statement={told}" for each, told in zip(documents, statements, strict=True)],
        f"a text of {LONG_TEXT_WORDS:,} words": [f"/documents/{long_text()[0].id}"],
        "statements, the first page": ["/statements"],
        "statements, page 500": [f"/statements?page={max(1, n_documents // 20)}"],
        "statements of a party, undecided": [f"/statements?party={party}&status=undecided"],
        "documents": ["/documents"],
        "documents of a publisher": ["/documents?publisher=Publisher+3"],
        **searches(typed, party, days[0], n_documents),
        "contests": ["/contests"],
        "a contest": [contest[1].decode()] if contest else [],
        "movement": ["/movement"],
        "movement of an issue": [f"/movement?issue={issue}"],
        "movement of an issue, two parties": [f"/movement?issue={issue}&parties={party},{PARTIES[5]}"],
        "drafts": ["/drafts"],
        "a draft": ["/drafts/paper_3"],
        "linkages": ["/linkages"],
        "deals": ["/deals"],
        "coalitions": ["/coalitions"],
        "coalitions, another day": [f"/coalitions?as_of={day}" for day in days[:3]],
        "assumptions": ["/assumptions"],
        "ratification": ["/ratification"],
        "watch": ["/watch"],
        "a note": [f"/notes/{noted.notes[0].id}" for noted in notes if isinstance(noted, DocumentNoted)],
        "intake": ["/intake"],
        "brief, short": ["/brief?length=short"],
        "brief, standard": ["/brief"],
        "brief, full": ["/brief?length=full"] if n_documents * 10 < MOST_IN_FULL else [],
        "brief since a day": [f"/brief?since={FIRST_DAY + timedelta(days=N_DAYS - 60)}"],
        "keys": ["/keys"],
        "names for the palette": ["/api/places"],
    }


def searches(typed: Sequence[str], party: str, day: date, n_documents: int) -> Mapping[str, Sequence[str]]:
    """The addresses of searches, by what is asked."""

    def found(words: str, rest: str = "") -> list[str]:
        return [f"/search?q={urllib.parse.quote(words)}{rest}"]

    return {
        "search, two words of a text": [found(each)[0] for each in typed],
        "search, a word of every text": found(f"{WORDS[1]} "),
        "search, the same, of one party": found(f"{WORDS[1]} ", f"&party={party}"),
        "search, the same, of a time": found(f"{WORDS[1]} ", "&from=2030-01-01&to=2030-06-30"),
        "search, the same, page 100": found(f"{WORDS[1]} ", f"&page={max(1, n_documents // 100)}"),
        "search, the same, another day": found(f"{WORDS[1]} ", f"&as_of={day}"),
        "search, two common words": found(f"{WORDS[10]} {WORDS[30]} "),
        "search, a rare word": found(f"{WORDS[2000]} "),
        "search, a phrase": found(f'"{WORDS[1]} {WORDS[2]}"'),
        "search, a beginning of two letters": found(WORDS[10][:2]),
    }


def after_changes(server: Served, ledger: Ledger, n_documents: int) -> None:
    """What the first request takes after one review, and after one more document."""
    changes: dict[str, Callable[[int], list[Event]]] = {
        "a review": lambda number: [review(statement_ids(number)[5])],
        "a document": lambda number: told(n_documents + number),
    }
    asked = (
        "/", f"/cell/{PARTIES[0]}/{ISSUES[0]}", "/statements", f"/search?q={WORDS[10]}", "/contests", "/movement",
        f"/movement?issue={ISSUES[3]}", "/drafts", "/linkages", "/assumptions", "/watch", "/brief", "/deals",
    )  # fmt: skip
    print(f"\n{'first request after ...: CPU ms':{_NAME}}" + "".join(f"{each:>{2 * _FIGURE}}" for each in changes))
    number = count()
    for path in asked:
        spent = []
        for change in changes.values():
            ledger.append(change(next(number)), actor="benchmark")
            spent.append(server.asked(path).cpu_ms)
        print(f"{path:{_NAME}}" + "".join(f"{each:>{2 * _FIGURE},.0f}" for each in spent), flush=True)


def review(statement: str) -> StatementReviewed:
    """Somebody accepts it."""
    accepted = Review(statement=StatementId(statement), decision=Decision.ACCEPT, reason="read", reviewer="benchmark")
    return StatementReviewed(accepted)


def at_once(server: Served, ledger: Ledger, n_documents: int) -> None:
    """What each of several browsers waits while documents come in."""
    random, stop = Random(SEED), threading.Event()
    cells = [f"/cell/{random.choice(PARTIES)}/{random.choice(ISSUES)}" for _ in range(20)]
    texts = [f"/documents/{story(random.randrange(n_documents))[0].document.id}" for _ in range(20)]
    asked = {"matrix": ["/"], "evidence": cells, "a text": texts, "statements": ["/statements"], "keys": ["/keys"],
             "search": [f"/search?q={word}" for word in WORDS[40:60]]}  # fmt: skip
    waits: dict[str, list[float]] = {name: [] for name in asked}

    def browse(number: int) -> None:
        chosen = Random(number)
        while not stop.is_set():
            name = chosen.choice(list(asked))
            waits[name].append(server.asked(chosen.choice(asked[name])).waited_ms)

    for is_written in (False, True):
        begun, n_added = time.perf_counter(), 0
        for several in waits.values():
            several.clear()
        stop.clear()
        with ThreadPoolExecutor(N_AT_ONCE) as pool:
            running = [pool.submit(browse, number) for number in range(N_AT_ONCE)]
            while time.perf_counter() - begun < LOAD_SECONDS:
                if is_written:
                    ledger.append(told(n_documents + 100 + n_added), actor="benchmark")
                    n_added += 1
                time.sleep(1)
            stop.set()
        for each in running:
            each.result()
        n_answered = sum(map(len, waits.values()))
        print(f"\n{N_AT_ONCE} browsers at once, {n_added} documents added meanwhile: {n_answered} answers in "
              f"{time.perf_counter() - begun:.0f} s; waits in ms")  # fmt: skip
        print(f"{'':{_NAME}}{'answers':>{_FIGURE}}{'median':>{_FIGURE}}{'longest':>{_FIGURE}}")
        for name, several in waits.items():
            if several:
                print(f"{name:{_NAME}}{len(several):>{_FIGURE}}"
                      f"{statistics.median(several):>{_FIGURE},.0f}{max(several):>{_FIGURE},.0f}")  # fmt: skip


def in_browser(server: Served) -> None:
    """Bytes of the first load, from key to paint, and how soon a long text can be read."""
    if not CHROMIUM.exists():
        print("What a browser does is not measured: Chromium is not installed.")
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a tool of the tests, not of the package

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        sizes: list[int] = []
        page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
        page.goto(server.address)
        page.wait_for_load_state("networkidle")
        print(f"\n{'first load in a browser':{_NAME}}{sum(sizes) / 1000:>{_FIGURE}.0f} kB, to reach <= 300")
        keys = statistics.median(paint(page, "j") for _ in range(3 * N_ASKED))
        print(f"{'from a key to paint':{_NAME}}{keys:>{_FIGURE}.0f} ms, to reach <= 100")
        opened = []
        for _ in range(3):
            page.goto(f"{server.address}/documents/{long_text()[0].id}")
            opened.append(page.evaluate(READABLE))
        told = f"a text of {LONG_TEXT_WORDS:,} words can be read"
        print(f"{told:{_NAME}}{statistics.median(opened):>{_FIGURE}.0f} ms")
        browser.close()


def paint(page: Page, key: str) -> float:
    """Milliseconds from a key to the frame after it."""
    page.evaluate(
        "() => { window.painted = new Promise(done =>"
        " addEventListener('keydown', () => { const begun = performance.now();"
        " requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun))) },"
        " { once: true, capture: true })) }"
    )
    page.keyboard.press(key)
    return float(page.evaluate("window.painted"))


if __name__ == "__main__":
    main()
