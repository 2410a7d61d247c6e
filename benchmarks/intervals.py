"""How often intervals hold the truth, and phases are found, on statements whose truth is known.

Run by `make bench`, or `python benchmarks/intervals.py [--sets N] [--seed N]`. Statements come in documents of four,
each by one actor; half of a document's statements share one turn, for or against the actor's line, as the words of one
text hang together, and a quarter of all are turned. The truth of a measure is that of 20,000 such documents.
"""

from __future__ import annotations

import argparse
import os
import time
from dataclasses import replace
from datetime import timedelta

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the commands do: many small products

import numpy as np

from detente.analysis.coalitions import Course, alignments, coalitions, phases
from detente.analysis.networks import NetworkQuestion, StatementTable, Unit, csv_table
from detente.analysis.networks.tables import moment_of

QUESTION = NetworkQuestion(rows="who", columns="what", qualifier="agree")
HEAD = "id,doc,date,author,source,section,type,who,what,agree\n"
N_ACTORS, N_CONCEPTS, PER_DOCUMENT = 6, 12, 4
TURNED_SHARE, SHARED_SHARE = 0.25, 0.5
FIRST_DAY = 22_280  # 2031-01-01, from 1970
_MONTH = timedelta(days=35)
MEASURES = ("polarisation", "frustration", "modularity")


def planted(draw: np.random.Generator, n_documents: int, n_in_first: int, turns_at: float = 1.0) -> StatementTable:
    """Statements of two camps over 300 days; from a share of them on, the camps are made up anew."""
    lines = [HEAD]
    for document in range(n_documents):
        day = 300 * document // n_documents
        actor, shared = int(draw.integers(N_ACTORS)), draw.random() < TURNED_SHARE
        is_first = (actor if day < 300 * turns_at else actor // 2 + actor % 2 * N_ACTORS // 2) < n_in_first
        for concept in draw.integers(N_CONCEPTS, size=PER_DOCUMENT).tolist():
            is_turned = shared if draw.random() < SHARED_SHARE else draw.random() < TURNED_SHARE
            agree = int((concept % 2 == is_first) != is_turned)
            time_ = (FIRST_DAY + day) * 86_400
            lines.append(f"{len(lines)},{document},{time_},,,,,A{actor},C{concept:02d},{agree}\n")
    return csv_table(lines, "planted")


def coverage(n_sets: int, seed: int) -> None:
    """Prints how often the intervals of camps' measures hold the truth."""
    print(f"{'camps':>6} {'documents':>10} {'measure':14} {'truth':>6} {'mean':>6} {'held':>6} {'width':>6}")
    for n_in_first in (3, 4):
        whole = coalitions(planted(np.random.default_rng(seed), 20_000, n_in_first), QUESTION, n_draws=2)
        for n_documents in (30, 60, 120):
            draw = np.random.default_rng(seed)
            made = [coalitions(planted(draw, n_documents, n_in_first), QUESTION) for _ in range(n_sets)]
            for name in MEASURES:
                truth, found = getattr(whole, name).value, [getattr(each, name) for each in made]
                held = np.mean([each.low - 1e-9 <= truth <= each.high + 1e-9 for each in found])
                mean, width = np.mean([each.value for each in found]), np.mean([each.high - each.low for each in found])
                sizes = f"{n_in_first}:{N_ACTORS - n_in_first}"
                print(f"{sizes:>6} {n_documents:10} {name:14} {truth:6.2f} {mean:6.2f} {held:6.0%} {width:6.2f}")


def moves(n_sets: int, seed: int) -> None:
    """Prints how often pairs are told to have moved where nobody did."""
    for n_documents in (30, 60, 120):
        draw, told = np.random.default_rng(seed), []
        for _ in range(n_sets):
            table = planted(draw, n_documents, 3)
            since = moment_of((FIRST_DAY + 150) * 86_400)
            told += [each.course is not Course.STILL for each in alignments(table, QUESTION, since)]
        print(f"pairs told to have moved, {n_documents} documents and nobody moves: {np.mean(told):.1%} of {len(told)}")


def turns(n_sets: int, seed: int) -> None:
    """Prints how often phases are found where there are none, and where the camps change at half of the time."""
    asked = replace(QUESTION, window=Unit.MONTHS, window_size=1)
    middle = moment_of((FIRST_DAY + 150) * 86_400)
    for told, turns_at in (("none", 1.0), ("one", 0.5)):
        for n_documents in (120, 240, 480):
            draw = np.random.default_rng(seed)
            tables = [planted(draw, n_documents, 3, turns_at) for _ in range(n_sets)]
            found = [phases(table, asked, n_draws=2) for table in tables]
            several = np.mean([each.n_phases > 1 for each in found])
            near = np.mean([any(abs(turn.first - middle) < _MONTH for turn in each.turns) for each in found])
            where = f", {near:.0%} within a month of it" if turns_at < 1 else ""
            print(f"turns found where there is {told}, {n_documents} documents: {several:.0%} of {n_sets}{where}")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    start = time.process_time()
    coverage(asked.sets, asked.seed)
    moves(asked.sets, asked.seed)
    turns(asked.sets, asked.seed)
    print(f"{time.process_time() - start:.0f} CPU seconds")


if __name__ == "__main__":
    main()
