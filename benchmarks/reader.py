"""Measures how a long text opens and is decided on in a browser: server time, time to show, time from key to paint.

Run by `make bench`, or `python benchmarks/reader.py [--words 50000] [--statements 500]`. The text is invented. The
server runs as a user starts it; Chromium, where it is installed, loads the page and is pressed keys in. Server time is
the server's own CPU time; what the browser tells is by the clock, and grows with whatever else the machine does.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from detente.ledger import DocumentAdded, DossierChanged, Ledger, StatementCoded
from detente.model import Act, Document, DocumentId, Edtf, Firmness, IssueId, PartyId, Quote, Statement

CHROMIUM = Path("/usr/bin/chromium")
SERVE = "import sys, pathlib, detente.web; detente.web.serve(pathlib.Path(sys.argv[1]), '127.0.0.1', 0)"
DOSSIER = """\
dossier: strait
title: The Grey Strait talks
parties: [{id: norland, name: Norland, kind: state}, {id: sudmark, name: Sudmark, kind: state}]
issues: [{id: passage, name: Passage, terms: [strait, pilots]}, {id: fees, name: Transit fees, terms: [fees]}]
"""
LINE = "Norland insists on pilot {number} of the strait, while the ferries go on as they did before, the harbour says. "
TO_REACH_MS = {"server time": 300.0, "key to paint": 100.0, "decision to paint": 300.0, "longest task": 500.0}
N_TIMES = 15
PAINTED = """
async (act) => {
  const begun = performance.now();
  document.dispatchEvent(new KeyboardEvent("keydown", { key: act, bubbles: true, cancelable: true }));
  if (act === "a") await new Promise((done) => document.addEventListener("decided", done, { once: true }));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - begun;
}
"""
LONGEST = """
() => new Promise((done) => {
  const seen = [];
  new PerformanceObserver((list) => seen.push(...list.getEntries())).observe({ type: "longtask", buffered: true });
  setTimeout(() => done(Math.max(0, ...seen.map((task) => task.duration))), 300);
})
"""


def made(folder: Path, n_words: int, n_statements: int) -> DocumentId:
    """A workspace with one text of so many words and quotes, which lie evenly in it."""
    line_words = len(LINE.split())
    lines = [LINE.format(number=number) for number in range(-(-n_words // line_words))]
    text = "".join(line + ("\n\n" if number % 5 == 4 else "") for number, line in enumerate(lines))
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    document = Document(
        id=DocumentId(sha256[:16]), name="long", text=text, media_type="text/markdown", sha256=sha256,
        title="A long text", published=Edtf("2031-03-10"),
    )  # fmt: skip
    step = max(1, len(lines) // n_statements)
    said = [statement(document, f"insists on pilot {number} of") for number in range(0, len(lines), step)]
    with Ledger.create(folder / "ledger.sqlite") as ledger:
        ledger.append([DossierChanged(DOSSIER, "strait.yaml")], actor="analyst")
        ledger.append([DocumentAdded(document, "long.md"), *map(StatementCoded, said[:n_statements])], actor="analyst")
    return document.id


def statement(document: Document, words: str) -> Statement:
    """A demand in these words of the text."""
    start = document.text.index(words)
    return Statement(
        doc=document.id, quote=Quote(start, start + len(words), words), party=PartyId("norland"),
        issue=IssueId("passage"), act=Act.DEMAND, firmness=Firmness.FIRM, confidence=0.8, coder="bench/1",
    )  # fmt: skip


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, int]]:
    """The address of a server of the workspace, and its process."""
    with subprocess.Popen([sys.executable, "-c", SERVE, str(folder)], stderr=subprocess.PIPE, text=True) as server:  # noqa: S603 - ourselves
        told = server.stderr.readline() if server.stderr else ""
        found = re.search(r"http://127\.0\.0\.1:\d+", told)
        if found is None:
            sys.exit(f"the server did not start: {told}")
        yield found[0], server.pid
        server.send_signal(signal.SIGINT)


def cpu_seconds(process: int) -> float:
    """What a process has taken of the cores."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def server_ms(address: str, process: int) -> tuple[float, int]:
    """Mean CPU milliseconds for the page, once warm, and its bytes."""

    def ask() -> int:
        with urllib.request.urlopen(address) as answer:  # noqa: S310 - our own
            return len(answer.read())

    n_bytes = ask()
    begun = cpu_seconds(process)
    for _ in range(N_TIMES):
        ask()
    return (cpu_seconds(process) - begun) / N_TIMES * 1000, n_bytes


def browser_ms(address: str) -> Iterator[tuple[str, float]]:
    """What Chromium tells of the page: when it could be read, its longest task, and how keys are answered."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where Chromium is

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_page()
        page.goto(address)
        timing = page.evaluate("performance.getEntriesByType('navigation')[0].toJSON()")
        yield "first byte", timing["responseStart"]
        yield "DOMContentLoaded", timing["domContentLoadedEventEnd"]
        yield "longest task", page.evaluate(LONGEST)
        yield "key to paint", statistics.median(page.evaluate(PAINTED, "j") for _ in range(N_TIMES))
        yield (
            "decision to paint",
            statistics.median([page.evaluate(PAINTED, "a") for _ in range(N_TIMES) if page.evaluate(PAINTED, "j")]),
        )
        chromium.close()


def main() -> None:
    """Prints a line for each figure, beside what is to be reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=50_000)
    parser.add_argument("--statements", type=int, default=500)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        document = made(Path(name), asked.words, asked.statements)
        with served(Path(name)) as (address, process):
            place = f"{address}/documents/{document}"
            spent, n_bytes = server_ms(place, process)
            print(f"{asked.words:,} words, {asked.statements:,} statements, {n_bytes / 1000:,.0f} kB of HTML")
            figures = [("server time", spent), *(browser_ms(place) if CHROMIUM.exists() else ())]
    for what, figure in figures:
        bar = f"to reach: at most {TO_REACH_MS[what]:.0f}" if what in TO_REACH_MS else ""
        print(f"{what:20}{figure:10,.0f} ms   {bar}")


if __name__ == "__main__":
    main()
