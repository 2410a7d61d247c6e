"""Speed of networks beside the Discourse Network Analyzer's, on statements drawn at random.

Run by `make bench`, or `python benchmarks/networks.py [--sizes 20000 100000 1000000] [--seed N]`. So many statements of
300 actors on 150 concepts over 10 years, two in a document, a third of them against. Every task runs in a process of
its own, whose peak memory it is; the statements are drawn before the clock starts. CPU seconds of one run each.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does: the products are small, and threads only wait

import numpy as np

from detente.analysis.networks import (
    Aggregation,
    Duplicates,
    Kind,
    Mode,
    NetworkQuestion,
    Normalization,
    StatementTable,
    Unit,
    network,
    networks_over_time,
    number_column,
)
from detente.analysis.networks.tables import coded_column, sorted_table

N_ACTORS, N_CONCEPTS, N_DAYS = 300, 150, 3652
FIRST_DAY = 16_436  # 2015-01-01, from 1970
DAY_SECONDS = 86_400

ONE_MODE = NetworkQuestion(
    mode=Mode.ONE_MODE,
    rows="organization",
    columns="concept",
    qualifier="agreement",
    aggregation=Aggregation.SUBTRACT,
    normalization=Normalization.AVERAGE,
)


def drawn(n_statements: int, seed: int) -> StatementTable:
    """A table of statements with every value drawn evenly."""
    draw = np.random.default_rng(seed)
    n_documents = max(n_statements // 2, 1)
    day = np.sort(draw.integers(N_DAYS, size=n_documents)) + FIRST_DAY
    document = np.sort(draw.integers(n_documents, size=n_statements))
    times = day[document] * DAY_SECONDS
    table = StatementTable(
        ids=np.arange(n_statements),
        times=times,
        variables={
            "organization": coded_column(draw.integers(N_ACTORS, size=n_statements), names("A", N_ACTORS)),
            "concept": coded_column(draw.integers(N_CONCEPTS, size=n_statements), names("C", N_CONCEPTS)),
            "agreement": number_column((draw.random(n_statements) > 1 / 3).astype(np.int64), Kind.BOOLEAN),
        },
        document_variables={"id": coded_column(document, names("D", n_documents), Kind.DOCUMENT)},
        first=int(times.min()),
        last=int(times.max()),
    )
    return sorted_table(table, document)


def names(letter: str, number: int) -> list[str]:
    """So many different names."""
    return [f"{letter}{place:07d}" for place in range(number)]


@dataclass(frozen=True)
class Task:
    """What is measured.

    Attributes:
        told: What it is.
        run: Does it.
        dna_seconds: DNA's CPU seconds by number of statements, as measured.
        limit_seconds: What ours may take, by number of statements.
    """

    told: str
    run: Callable[[StatementTable], object]
    dna_seconds: dict[int, float]
    limit_seconds: dict[int, float]


# DNA 3.0.11.5, driven without windows on Java 17 (libraries of Debian 12), as measured for this project in 2026 on data
# drawn alike; its peak memory was 0.47 GB, 3.5 GB and 1.3 GB for the first three. Its search for duplicates compares
# every statement with all that it kept.
TASKS = {
    "one-mode": Task(
        "one-mode, subtract, average",
        lambda table: network(table, ONE_MODE),
        {100_000: 5.9, 1_000_000: 27.0},
        {100_000: 0.2, 1_000_000: 1.5},
    ),
    "windows": Task(
        "the same in windows of 12 months, month by month",
        lambda table: sum(1 for _ in networks_over_time(table, _with(window=Unit.MONTHS, window_size=12))),
        {100_000: 43.0},
        {100_000: 1.5},
    ),
    "duplicates": Task(
        "the same, duplicates by document left out",
        lambda table: network(table, _with(duplicates=Duplicates.DOCUMENT)),
        {20_000: 67.0},
        {20_000: 0.1},
    ),
}


def _with(**changes: object) -> NetworkQuestion:
    from dataclasses import replace  # noqa: PLC0415 - for this alone

    return replace(ONE_MODE, **changes)


def measured(task: str, n_statements: int, seed: int) -> tuple[float, float, float]:
    """CPU seconds of the task, and peak memory before and after it in MB."""
    table = drawn(n_statements, seed)
    network(drawn(100, seed), ONE_MODE)  # libraries are loaded before the clock starts
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    TASKS[task].run(table)
    taken = time.process_time() - start
    return taken, before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measures every task at every size and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[20_000, 100_000, 1_000_000])
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print(f"{'task':50} {'statements':>10} {'CPU s':>7} {'limit':>6} {'DNA':>6} {'peak MB':>8}")
    is_over = False
    context = multiprocessing.get_context("spawn")
    for name, task in TASKS.items():
        for size in asked.sizes:
            with context.Pool(1) as pool:
                taken, _, peak = pool.apply(measured, (name, size, asked.seed))
            limit, dna = task.limit_seconds.get(size), task.dna_seconds.get(size)
            is_over |= limit is not None and taken > limit
            print(f"{task.told:50} {size:10,} {taken:7.3f} {_or_dash(limit):>6} {_or_dash(dna):>6} {peak:8.0f}")
    if is_over:
        sys.exit("a limit was passed")


def _or_dash(number: float | None) -> str:
    return "-" if number is None else f"{number:g}"


if __name__ == "__main__":
    main()
