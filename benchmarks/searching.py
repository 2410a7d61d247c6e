"""Measures the search of an invented negotiation: making the index, then finding words rare and common, in one run.

Run by `make bench`, or `python benchmarks/searching.py [--documents N] [--rounds N]`, on the talks of `synthetic.py`.
A find is what a page of twenty documents takes, words marked and sentences cut; beside it a plain look through
every text. CPU seconds of this process.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from synthetic import STATEMENTS_A_DOCUMENT, WORDS, story

from detente.ledger import Ledger
from detente.searching import INDEX_FILE, Filters, Holdings, Query, WordIndex, find, prepare

BAR_DOCUMENTS, BAR_MS = 10_000, 300
AT_ONCE = 50
ASKED: tuple[tuple[str, str, Filters], ...] = (
    ("a word of every text", f"{WORDS[1]} ", Filters()),
    ("the same, of one party", f"{WORDS[1]} ", Filters(party="party_01")),
    ("a common word", f"{WORDS[10]} ", Filters()),
    ("two common words", f"{WORDS[10]} {WORDS[30]} ", Filters()),
    ("a rare word", f"{WORDS[2000]} ", Filters()),
    ("a phrase", f'"{WORDS[1]} {WORDS[2]}"', Filters()),
    ("a beginning of two letters", WORDS[10][:2], Filters()),
)
"""What is looked for: what it is, the words, what is kept. A word of half the rank is twice as likely."""


def main() -> None:
    """Makes the ledger and the index, and prints what each look takes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000, help="documents (default 1000)")
    parser.add_argument("--rounds", type=int, default=5, help="looks for each (default 5)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), options.documents, options.rounds)


def measure(folder: Path, n_documents: int, rounds: int) -> None:
    """One size."""
    with Ledger.create(folder / "ledger.sqlite") as ledger:
        for first in range(0, n_documents, AT_ONCE):
            several = range(first, min(first + AT_ONCE, n_documents))
            ledger.append([event for number in several for event in story(number)], actor="benchmark")
        held = Holdings(ledger.view())
        print(f"{n_documents:,} documents, {n_documents * STATEMENTS_A_DOCUMENT:,} statements\n")
        print(f"{'reading the statements of the view: CPU s':44}{spent(lambda: held.view.entries):>10.1f}")
        print(f"{'what they tell, once a view: CPU s':44}{spent(lambda: (held.statements, held.examples)):>10.1f}")
        index = WordIndex.open(folder)
        print(f"{'making the index: CPU s':44}{spent(lambda: prepare(index, held)):>10.1f}")
        print(f"{'index: MB':44}{(folder / INDEX_FILE).stat().st_size / 1e6:>10.1f}")
        print(f"{'nothing new: CPU ms':44}{spent(lambda: prepare(index, held)) * 1000:>10.0f}\n")
        print(f"{'CPU ms of':28}{'documents':>10}{'statements':>12}{'median':>9}{'worst':>9}{'to reach':>10}")
        for name, words, filters in ASKED:
            query = Query.parse(words)
            found = find(index, held, query, filters)
            times = [spent(lambda q=query, f=filters: find(index, held, q, f)) * 1000 for _ in range(rounds)]
            bar = f"{BAR_MS:>10}" if n_documents == BAR_DOCUMENTS else ""
            print(
                f"{name:28}{found.n_documents:>10,}{found.n_statements:>12,}"
                f"{statistics.median(times):>9.0f}{max(times):>9.0f}{bar}"
            )
        texts = [document.text for document in held.view.documents.values()]
        looked = spent(lambda: [text for text in texts if WORDS[2000] in text.casefold()]) * 1000
        print(f"{'a plain look, texts in memory':50}{looked:>9.0f}")
        index.close()
    print(f"\nA plain loop of 10M additions took {spent(plain_loop):.2f} CPU s: how busy the machine was.")


def plain_loop() -> int:
    """Ten million additions."""
    total = 0
    for number in range(10_000_000):
        total += number
    return total


def spent(work: Callable[[], object]) -> float:
    """CPU seconds that it takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


if __name__ == "__main__":
    main()
