"""Measures attribution on PolNeAR's development articles: quality, speed and memory, ours and the rules', in one run.

Run by `make bench`, or `python benchmarks/attribution.py [--corpus FOLDER]`. The articles are no part of the project:
where they are missing, nothing is measured and it says so. Each system runs in a process of its own on one thread;
"everything included" means loading, tokenizing, the model, decoding. Peers' figures are those published or measured
elsewhere on the same articles; ratios are ours over theirs.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "training/attribution"))

PEERS = {
    "Citron, retrained": {"content": 58.0, "content and source": 52.5, "content exact": 39.0, "words/CPU s": 2450},
    "one annotator against another": {"content": 79.7, "content and source": 75.4, "content exact": 67.4},
    "BERT-CofeNet (110 M)": {"source spans": 83.2, "cue spans": 75.3, "content spans": 72.9},
    "to reach": {
        "content": 81, "content and source": 76, "content exact": 60, "source spans": 77, "cue spans": 70,
        "content spans": 63, "words/CPU s": 7350, "peak MB": 400,
    },
}  # fmt: skip
COLUMNS = (
    "content", "content and source", "content exact", "source spans", "cue spans", "content spans", "words/CPU s",
    "peak MB",
)  # fmt: skip


def main() -> None:
    """Measures both systems and prints the table and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--corpus", type=Path, default=ROOT.parent / "shared/polnear", help="folder of dev or dev.tar.gz"
    )
    corpus = parser.parse_args().corpus
    with tempfile.TemporaryDirectory() as folder:
        dev = corpus / "dev"
        if not dev.is_dir() and (corpus / "dev.tar.gz").is_file():
            with tarfile.open(corpus / "dev.tar.gz") as tar:
                tar.extractall(folder, filter="data")
            dev = Path(folder) / "dev"
        if not dev.is_dir():
            print(f"Attribution is not measured: {corpus} holds neither dev nor dev.tar.gz.")
            return
        measured = {name: in_own_process(name, dev) for name in ("détente", "détente, rules only")}
    show(measured)


def in_own_process(name: str, dev: Path) -> dict[str, float]:
    """Measures one system in a process of its own, so that its memory is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(measure, (name, dev))


def measure(name: str, dev: Path) -> dict[str, float]:
    """Quality in percent F1, words per CPU second, and the peak of the process in MB."""
    texts = [path.read_bytes().decode("utf-8") for path in sorted((dev / "text").glob("*.txt"))]
    begun = time.process_time()
    attribute = system(name)
    found = [attribute(text) for text in texts]
    spent = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    from figures import ROLES, figures  # noqa: PLC0415 - not part of what is measured
    from standoff import read_corpus  # noqa: PLC0415 - as above

    spans = [[{role: list(getattr(one, role)) for role in ROLES} for one in own] for own in found]
    quality = figures(list(read_corpus(dev, first_annotator_only=True)), spans)
    n_words = sum(len(text.split()) for text in texts)
    return {**quality, "words/CPU s": round(n_words / spent), "peak MB": round(peak)}


def system(name: str) -> Callable[[str], list[Any]]:
    """What finds attributions in a text."""
    from detente.coding import attribution  # noqa: PLC0415 - loading is part of what is measured

    return attribution.attribute if name == "détente" else attribution.attribute_by_rules


def show(measured: dict[str, dict[str, float]]) -> None:
    """Prints the figures, a line a system, and the ratios of ours to each."""
    rows = {**measured, **PEERS}
    width = max(map(len, rows))
    print(f"{'F1 in percent':{width}} " + " ".join(f"{name:>18}" for name in COLUMNS))
    for name, row in rows.items():
        print(f"{name:{width}} " + " ".join(f"{row.get(column, '-')!s:>18}" for column in COLUMNS))
    print("détente over")
    ours = measured["détente"]
    for name, row in list(rows.items())[1:]:
        ratios = (f"{ours[column] / row[column]:.2f}" if row.get(column) else "-" for column in COLUMNS)
        print(f"{name:{width}} " + " ".join(f"{ratio:>18}" for ratio in ratios))


if __name__ == "__main__":
    main()
