"""Measures the coding of statements on negotiations held back: quality, calibration, speed and memory, in one run.

Run by `make bench`, or `python benchmarks/coding.py [--fields]`. The articles lie in training/statements/held-back and
held-back-others, written by other hands; nothing was trained or tuned on them. Beside ours stand the rules alone, the
second coding of the same articles, and the figures to reach. Each system runs in a process of its own on one thread;
speed counts reading, attribution and coding.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "training/attribution"))
HELD_BACK, BY_OTHERS = (ROOT / "training/statements" / name for name in ("held-back", "held-back-others"))

TO_REACH = {
    "detect": 0.85, "with issue": 0.80, "with act": 0.70, "cells": 0.85, "spurious per true": 0.25,
    "firmness on matched": 0.80, "reported_by on matched": 0.80, "condition on matched": 0.80,
    "calibration error": 0.05, "gate calibration error": 0.05, "words/CPU s": 4000, "peak MB": 500,
}  # fmt: skip
TIMES = 4
"""How often each article is read, so that loading weighs as in a corpus of 70,000 words."""
SYSTEMS = ("détente", "détente, rules only", "second coding")
_BAR_WIDTH = 40


def main() -> None:
    """Measures, and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fields", action="store_true", help="print the confusions of act and firmness too")
    options = parser.parse_args()
    outcomes, counts = [], Counter()
    for folder in (HELD_BACK, BY_OTHERS):
        measured = {name: in_own_process(name, folder) for name in SYSTEMS}
        print(f"{folder.name}: {len(list(folder.glob('*/dossier.yaml')))} negotiations\n")
        show(measured)
        show_calibration(measured["détente"]["bins"])
        outcomes += measured["détente"]["outcomes"]
        counts.update(measured["détente"]["counts"])
        if options.fields:
            for field in ("act", "firmness"):
                show_confusions(field, measured["détente"][f"{field} confusions"])
        print()
    show_shares_of_both(counts)
    show_error_of_both(outcomes)
    print(f"A cold `detente code` of one article: {cold_start():.2f} s (to reach: 2).")


def in_own_process(name: str, folder: Path) -> dict[str, Any]:
    """Measures one system in a process of its own, so that its memory is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(measure, (name, folder))


def measure(name: str, folder: Path) -> dict[str, Any]:
    """The figures of one system on the articles of a folder."""
    from agreement import calibration, confusions, figures, matched, outcomes  # noqa: PLC0415 - not part of what is measured
    from coded import articles, negotiations  # noqa: PLC0415 - as above

    texts = [(dossier, one) for slug, dossier in negotiations(folder) for one in articles(folder / slug)]
    right = [{**record, "doc": key(one)} for _, one in texts for record in one.records]
    if name == "second coding":
        second = [one for slug, _ in negotiations(folder) for one in articles(folder / slug, "second.jsonl")]
        return figures(right, [{**record, "doc": key(one)} for one in second for record in one.records])
    found, weighed, spent = coded(name, texts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    pairs, n_words = matched(right, found), TIMES * sum(len(one.document.text.split()) for _, one in texts)
    told: dict[str, Any] = {"words/CPU s": round(n_words / spent), "peak MB": round(peak)}
    if name == "détente":
        told["outcomes"] = outcomes(pairs, found)
        all_right = sum(is_right for _, is_right in told["outcomes"])
        told["counts"] = {"true": len(right), "found": len(found), "matched": len(pairs), "all right": all_right}
        told["calibration error"], told["bins"] = calibration(told["outcomes"])
        told["gate calibration error"] = gate_error(weighed)
        told |= {f"{field} confusions": confusions(pairs, field) for field in ("act", "firmness")}
    return figures(right, found) | told


def coded(name: str, texts: list[Any]) -> tuple[list[dict[str, Any]], list[tuple[Any, Any]], float]:
    """What a system finds, the parties it weighed, and the CPU seconds that all texts took, read several times over."""
    begun = time.process_time()
    from detente.coding import Coder  # noqa: PLC0415 - loading is measured
    from detente.reading import read_bytes  # noqa: PLC0415 - as above

    coders: dict[str, Coder] = {}
    found, weighed = [], []
    for turn, (dossier, one) in enumerate(texts * TIMES):
        coder = coders[dossier.id] = coders.get(dossier.id) or Coder(dossier)
        document = read_bytes(one.document.text.encode(), f"{one.document.name}.txt")
        coding = coder.code(document) if name == "détente" else None
        statements = by_rules(coder, document) if coding is None else coding.statements
        if turn < len(texts):
            found += [(key(one), statement) for statement in statements]
            weighed += [(one, each) for each in (coding.weighed if coding else ())]
    spent = time.process_time() - begun
    from detente.model.wire import statement_to_wire  # noqa: PLC0415 - not part of what is measured

    told = [{**statement_to_wire(one), "doc": name, "span": (one.quote.start, one.quote.end)} for name, one in found]
    return told, weighed, spent


def gate_error(weighed: list[tuple[Any, Any]]) -> float:
    """The expected calibration error of "this party makes a statement here", over every party weighed."""
    from agreement import calibration  # noqa: PLC0415 - not part of what is measured

    def is_right(one: Any, each: Any) -> bool:  # noqa: ANN401 - known only once it is loaded
        start, end = each.sentence
        return any(record["party"] == each.party and start <= record["span"][0] < end for record in one.records)

    return calibration([(each.likelihood, is_right(one, each)) for one, each in weighed])[0]


def by_rules(coder: Any, document: Any) -> Iterator[Any]:  # noqa: ANN401 - known only once it is loaded
    """What the rules alone suggest."""
    groups = coder.consider(document).found.candidates
    return (one.statement for group in groups for candidate in group for one in candidate.suggested)


def key(one: Any) -> str:  # noqa: ANN401 - as above
    """A document's name, of its negotiation."""
    return f"{one.negotiation}/{one.document.name}"


def cold_start() -> float:
    """Seconds that the command takes for one article, the best of three."""
    folder = next(path for path in sorted(HELD_BACK.iterdir()) if path.is_dir())
    article = next(iter(sorted((folder / "articles").glob("*.txt"))))
    command = [Path(sys.executable).with_name("detente"), "code", article, "--dossier", folder / "dossier.yaml"]
    took = []
    for _ in range(3):
        begun = time.monotonic()
        subprocess.run([str(part) for part in command], check=True, capture_output=True)  # noqa: S603 - our own
        took.append(time.monotonic() - begun)
    return min(took)


def show(measured: dict[str, dict[str, Any]]) -> None:
    """One line a figure: each system's, what is to be reached, and ours as a share of it."""
    print(f"{'':24}" + "".join(f"{name:>22}" for name in (*SYSTEMS, "to reach", "ours / to reach")))
    names = ("precision", "recall", *TO_REACH, *(f"{one} on matched" for one in ("issue", "act", "speaker", "value")))
    for name in names:
        cells = [measured[system].get(name) for system in SYSTEMS] + [TO_REACH.get(name)]
        shown = "".join(
            f"{'' if cell is None else f'{cell:.3f}' if isinstance(cell, float) else cell:>22}" for cell in cells
        )
        ratio = f"{cells[0] / cells[3]:>22.2f}" if cells[0] is not None and cells[3] else ""
        print(f"{name:24}{shown}{ratio}")


def show_calibration(bins: list[tuple[float, float, int]]) -> None:
    """The reliability diagram: of the records told with a confidence, the share that is right."""
    print("\nConfidence, and the share of records that are right (issue and act too):")
    for told, share, number in bins:
        bar = "#" * round(share * _BAR_WIDTH)
        place = min(_BAR_WIDTH - 1, round(told * _BAR_WIDTH))
        line = f"{bar:<{_BAR_WIDTH}}"
        print(f"  {told:.2f}  {line[:place]}|{line[place + 1 :]}  {share:.2f}  ({number})")


def show_shares_of_both(counts: Counter[str]) -> None:
    """What of both sets is found, is there, and has party, issue and act all right: the README's figures."""
    n_true, n_found, n_matched, n_right = (counts[name] for name in ("true", "found", "matched", "all right"))
    print(f"Both sets together: {n_true:,} true, {n_found:,} found, {n_matched:,} matched, {n_right:,} all right;")
    print(f"{n_matched / n_true:.0%} found, {n_matched / n_found:.0%} there, {n_right / n_true:.0%} all right.\n")


def show_error_of_both(outcomes: list[tuple[float, bool]]) -> None:
    """The calibration error over both sets, beside what chance alone makes of a perfect scale."""
    from agreement import calibration, error_by_chance  # noqa: PLC0415 - the systems load it in their own processes

    (error, bins), by_chance = calibration(outcomes), error_by_chance([told for told, _ in outcomes])
    print("Of both:", end="")
    show_calibration(bins)
    print(f"Calibration error over both: {error:.3f} (to reach: {TO_REACH['calibration error']});")
    print(f"a perfect scale would show {by_chance:.3f} by chance (400 draws, {len(outcomes):,} records).\n")


def show_confusions(field: str, counts: Any) -> None:  # noqa: ANN401 - a Counter that was sent between processes
    """How often each right value was read as each other."""
    values = sorted({value for pair in counts for value in pair})
    print(f"\n{field}: right in rows, read in columns")
    print(f"{'':12}" + "".join(f"{value:>11}" for value in values))
    for right in values:
        print(f"{right:12}" + "".join(f"{counts[right, found]:>11}" for found in values))


if __name__ == "__main__":
    main()
