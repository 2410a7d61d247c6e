"""Times the whole way, from files to matrix and brief: documents and words per CPU second, and peak memory.

Run by `make bench`, or `python benchmarks/whole_way.py [--documents N]`. Two corpora, each in a process of its own:
the bundled dispatches as they are, and N of them (500 by default) repeated with edits, so that each copy is a document
of its own. Each stage is timed alone, in CPU seconds of one process; figures are of this machine and this run.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from detente.analysis import matrix
from detente.briefing import Results, build_brief, to_html
from detente.coding import Coder
from detente.dossier import load
from detente.ledger import DocumentAdded, DossierChanged, Ledger, StatementCoded
from detente.reading import find_documents, read_file

TALKS = Path(__file__).parents[1] / "examples/talks"
Result = TypeVar("Result")


def main() -> None:
    """Measures both corpora and prints a table for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=500, help="size of the repeated corpus (default 500)")
    n_documents = parser.parse_args().documents
    with tempfile.TemporaryDirectory() as folder:
        repeated = Path(folder) / "repeated"
        repeated.mkdir()
        repeat(repeated, n_documents)
        for name, corpus in (("bundled dispatches", TALKS), (f"{n_documents} repeated with edits", repeated)):
            process = multiprocessing.get_context("spawn").Process(target=measure, args=(name, corpus, Path(folder)))
            process.start()
            process.join()
            if process.exitcode:
                sys.exit(process.exitcode)


def repeat(folder: Path, n_documents: int) -> None:
    """Writes ``n_documents`` edited copies of the dispatches: another day, another opening and closing sentence."""
    originals = [path.read_text(encoding="utf-8") for path in sorted(TALKS.glob("*.md"))]
    for index in range(n_documents):
        text = originals[index % len(originals)]
        edited = f"{text.rstrip()}\n\nThis is copy {index} of the text, filed under {index * 7919 % 10007}.\n"
        (folder / f"copy-{index:05d}.md").write_text(edited, encoding="utf-8")


def measure(name: str, corpus: Path, folder: Path) -> None:
    """Takes one corpus the whole way and prints a line for each stage."""
    dossier_file = TALKS / "dossier.yaml"
    dossier = load(dossier_file)
    files = find_documents([corpus]).documents
    documents, reading = timed(lambda: [read_file(path) for path in files])
    coder = Coder(dossier)
    codings, coding = timed(lambda: [coder.code(document) for document in documents])
    with Ledger.create(folder / f"{name}.sqlite") as ledger:
        ledger.append([DossierChanged(dossier_file.read_text(encoding="utf-8"), "dossier.yaml")], actor="benchmark")

        def record() -> None:
            for document, coded in zip(documents, codings, strict=True):
                events = [DocumentAdded(document, document.name), *map(StatementCoded, coded.statements)]
                ledger.append(events, actor="benchmark")

        _, recording = timed(record)
        view, viewing = timed(ledger.view)
        grid, weighing = timed(lambda: matrix(view.entries, dossier))
        _, briefing = timed(
            lambda: to_html(build_brief(Results(matrix=grid), view.entries, view.notes, view.documents, dossier))
        )
    n_words = sum(len(document.text.split()) for document in documents)
    n_statements = sum(len(coding.statements) for coding in codings)
    stages = {
        "read": reading,
        "code": coding,
        "record": recording,
        "matrix": viewing + weighing,
        "brief": briefing,
    }
    stages["whole way"] = sum(stages.values())
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"\n{name}: {len(documents)} documents, {n_words:,} words, {n_statements:,} statements, peak {peak_mb:.0f} MB"
    )
    print(f"{'stage':<10}{'CPU s':>10}{'documents/s':>14}{'words/s':>14}")
    for stage, seconds in stages.items():
        per_second = 1 / max(seconds, 1e-9)
        print(f"{stage:<10}{seconds:>10.3f}{len(documents) * per_second:>14,.0f}{n_words * per_second:>14,.0f}")


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """What the work gives, and the CPU seconds of this process that it took."""
    start = time.process_time()
    result = work()
    return result, time.process_time() - start


if __name__ == "__main__":
    main()
