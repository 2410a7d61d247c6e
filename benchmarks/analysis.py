"""Measures the whole analysis of an invented negotiation: CPU seconds and memory at several sizes, in one run.

Run by `make bench`, or `python benchmarks/analysis.py [--sizes 10000 100000 1000000] [--seed N]`. `talks.py` tells what
is analysed: so many statements, and a tenth as many notes. Only the functions of PARTS are timed, once each, beside a
plain loop. Every size runs in a process of its own, whose peak memory it is.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from talks import FIRST_DAY, N_DAYS, SEED, dossier, entries_of, notes_of

from detente import analysis
from detente.model import Dossier, Entry, NoteEntry

SIZES = (10_000, 100_000, 1_000_000)
STATEMENTS_A_NOTE = 10
SINCE = FIRST_DAY + timedelta(days=N_DAYS // 2)
BAR_SIZE, TO_REACH = 100_000, {"CPU s": 5.0, "peak MB": 500.0}


@dataclass
class Talks:
    """What is analysed, and what came of it so far, by the name of the part."""

    entries: list[Entry]
    notes: list[NoteEntry]
    dossier: Dossier
    since: date
    made: dict[str, Any] = field(default_factory=dict)


PARTS: tuple[tuple[str, Callable[[Talks], object]], ...] = (
    ("matrix", lambda told: analysis.matrix(told.entries, told.dossier)),
    ("gaps", lambda told: analysis.gaps(told.made["matrix"])),
    ("movement", lambda told: analysis.movement(told.entries, told.dossier, since=told.since)),
    ("red lines", lambda told: analysis.red_lines(told.entries, told.dossier, told.made["matrix"].positions)),
    ("contests", lambda told: analysis.contests(told.entries, told.dossier)),
    ("linkages", lambda told: analysis.linkages(told.entries, told.dossier)),
    ("instruments", lambda told: analysis.instruments(told.notes, told.dossier)),
    ("rounds", lambda told: analysis.rounds(told.notes, told.dossier)),
    ("ratification", lambda told: analysis.ratification(told.notes, told.entries, told.dossier)),
    ("sources", lambda told: analysis.sources(told.entries, told.dossier)),
    ("assumptions", lambda told: analysis.assumptions(told.entries, told.dossier)),
    ("hypotheses", lambda told: analysis.hypotheses(told.entries, told.dossier)),
    ("watch", lambda told: analysis.watch(told.entries, stages(told), told.dossier)),
)
"""What the analysis is made of, in order; a part may use what those before it made, as a workspace does."""


def stages(told: Talks) -> list[analysis.ReachedStage]:
    """What instruments came to, as a workspace gives it to the watch questions."""
    return [stage for one in told.made["instruments"] for stage in one.stages]


def main() -> None:
    """Measures each size, and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="statements (default 10k, 100k, 1M)")
    parser.add_argument("--seed", type=int, default=SEED, help=f"what is drawn (default {SEED})")
    options = parser.parse_args()
    show({size: in_own_process(size, options.seed) for size in options.sizes})


def in_own_process(n_statements: int, seed: int) -> dict[str, float]:
    """Measures one size in a process of its own, so that its memory is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(measure, (n_statements, seed))


def measure(n_statements: int, seed: int) -> dict[str, float]:
    """CPU seconds of each part and of all, and the peak memory with and without them."""
    entries, notes = entries_of(n_statements, seed), notes_of(n_statements // STATEMENTS_A_NOTE, seed)
    told, spent = Talks(entries, notes, dossier(), SINCE), {}
    before = peak_mb()
    for name, part in PARTS:
        begun = time.process_time()
        told.made[name] = part(told)
        spent[name] = time.process_time() - begun
    peaks = {"entries alone MB": before, "peak MB": peak_mb()}
    return spent | {"CPU s": sum(spent.values())} | peaks | {"a plain loop": plain_loop()}


def plain_loop() -> float:
    """CPU seconds of ten million additions: how busy the machine is, where other work runs beside this."""
    begun, total = time.process_time(), 0
    for number in range(10_000_000):
        total += number
    return time.process_time() - begun


def peak_mb() -> float:
    """The peak memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def show(measured: dict[int, dict[str, float]]) -> None:
    """One line a figure: at each size, how it grows from size to size, and what is to be reached."""
    sizes = sorted(measured)
    steps = list(pairwise(sizes))
    heads = [f"{size:,}" for size in sizes] + [f"x {after / before:g} in size" for before, after in steps]
    print(f"{'CPU s of statements':20}" + "".join(f"{head:>15}" for head in heads) + f"{'bar':>10}{'ours / bar':>12}")
    for name in next(iter(measured.values())):
        figures = [f"{measured[size][name]:>15.2f}" for size in sizes]
        grown = [f"{'x ' + format(measured[b][name] / max(measured[a][name], 1e-9), '.1f'):>15}" for a, b in steps]
        ours, bar = measured.get(BAR_SIZE, {}).get(name), TO_REACH.get(name)
        ratio = f"{bar:>10g}{ours / bar:>12.2f}" if ours is not None and bar is not None else ""
        print(f"{name:20}" + "".join(figures + grown) + ratio)
    print(
        f"\nThe bar is for {BAR_SIZE:,} statements. The plain loop, of 10M additions, tells how busy the machine was."
    )


if __name__ == "__main__":
    main()
