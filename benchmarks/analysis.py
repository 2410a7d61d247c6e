"""Measures the whole analysis of an invented negotiation: CPU seconds and memory at several sizes, in one run.

Run by `make bench`, or `python benchmarks/analysis.py [--sizes 10000 100000 1000000] [--seed N]`. `talks.py` tells what
is analysed: so many statements, and a tenth as many notes. Only the functions of PARTS are timed, once each, beside a
plain loop; ``another day`` is the matrix of an earlier day, where that of all days was read before, and is no part of
the whole. Every size runs in a process of its own, whose peak memory it is, and which looks for unused records as
seldom as a command does.
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
from detente.cli.collecting import collect_seldom
from detente.model import Dossier, Entry, NoteEntry

SIZES = (10_000, 100_000, 1_000_000)
STATEMENTS_A_NOTE = 10
SINCE = FIRST_DAY + timedelta(days=N_DAYS // 2)
BAR_SIZE, TO_REACH = 100_000, {"CPU s": 5.0, "another day": 0.3, "peak MB": 500.0}


@dataclass
class Talks:
    """What is analysed, and what came of it so far, by the name of the part."""

    entries: list[Entry]
    notes: list[NoteEntry]
    dossier: Dossier
    since: date
    made: dict[str, Any] = field(default_factory=dict)


def told_by(told: Talks) -> analysis.Transcript:
    """The statements, read once as a workspace does."""
    transcript: analysis.Transcript = told.made["transcript"]
    return transcript


def lanes_of_all(told: Talks) -> list[analysis.Lanes]:
    """Of every issue."""
    return [analysis.lanes(told_by(told), told.dossier, issue.id) for issue in told.dossier.issues]


def overlay_of_two(told: Talks) -> analysis.Overlay:
    """Of the first two parties on the first issue."""
    one, other, *_ = told.dossier.parties
    return analysis.overlay(told_by(told), told.dossier, told.dossier.issues[0].id, (one.id, other.id))


PARTS: tuple[tuple[str, Callable[[Talks], object]], ...] = (
    ("transcript", lambda told: analysis.transcript_of(told.entries, told.dossier)),
    ("matrix", lambda told: analysis.matrix(told_by(told), told.dossier)),
    ("gaps", lambda told: analysis.gaps(told.made["matrix"])),
    ("movement", lambda told: analysis.movement(told_by(told), told.dossier, since=told.since)),
    ("lanes", lanes_of_all),
    ("overlay", overlay_of_two),
    ("red lines", lambda told: analysis.red_lines(told_by(told), told.dossier, told.made["matrix"].positions)),
    ("contests", lambda told: analysis.contests(told_by(told), told.dossier)),
    ("linkages", lambda told: analysis.linkages(told_by(told), told.dossier)),
    ("instruments", lambda told: analysis.instruments(told.notes, told.dossier)),
    ("rounds", lambda told: analysis.rounds(told.notes, told.dossier)),
    ("ratification", lambda told: analysis.ratification(told.notes, told_by(told), told.dossier)),
    ("sources", lambda told: analysis.sources(told_by(told), told.dossier)),
    ("assumptions", lambda told: analysis.assumptions(told_by(told), told.dossier)),
    ("hypotheses", lambda told: analysis.hypotheses(told_by(told), told.dossier)),
    ("watch", lambda told: analysis.watch(told_by(told), stages(told), told.dossier)),
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
    collect_seldom()
    for name, part in PARTS:
        begun = time.process_time()
        told.made[name] = part(told)
        spent[name] = time.process_time() - begun
    sums = {"CPU s": sum(spent.values()), "another day": another_day(told)}
    return spent | sums | {"entries alone MB": before, "peak MB": peak_mb(), "a plain loop": plain_loop()}


def another_day(told: Talks) -> float:
    """CPU seconds of the matrix of a day that nobody asked about before, as a workspace makes it."""
    begun = time.process_time()
    analysis.matrix(told_by(told).until(told.since), told.dossier, as_of=told.since)
    return time.process_time() - begun


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
