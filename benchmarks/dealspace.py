"""Speed and memory of the deal space: packages, frontiers, solutions and unlock sets, beside their limits and a peer.

Scenarios are drawn by a fixed rule. Times are process CPU seconds of the best of three runs or more,
memory is the peak of this process. With ``--negmas PYTHON``, a Python that has NegMAS installed, its statistics of
the same scenario are timed in that Python, each of our figures beside it; the project itself never imports NegMAS.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from detente.dealspace import (
    DealIssue,
    DealLine,
    DealOption,
    DealParty,
    Scenario,
    checked,
    deals,
    deals_to_wire,
    load_scenario,
    unlocking,
)

SHARED = Path(__file__).parents[2] / "shared" / "dealspace"
PEER_SECONDS = 600
PEER = """
import json, sys, time
from negmas import make_issue, make_os
from negmas.inout import Scenario
from negmas.preferences import LinearAdditiveUtilityFunction
told = json.load(sys.stdin)
issues = [make_issue(list(each["options"]), name=each["name"]) for each in told["issues"]]
space = make_os(issues)
names = [each["name"] for each in told["issues"]]
ufuns = []
for party in told["parties"]:
    values = {i["name"]: dict(zip(i["options"], row)) for i, row in zip(told["issues"], party["values"])}
    weights = dict(zip(names, party["weights"]))
    ufuns.append(LinearAdditiveUtilityFunction(
        values, weights, outcome_space=space, reserved_value=party["reservation"], name=party["name"]
    ))
scenario = Scenario(outcome_space=space, ufuns=tuple(ufuns))
taken = []
while sum(taken) < 0.5:
    start = time.process_time()
    scenario.calc_stats()
    taken.append(time.process_time() - start)
print(min(taken))
"""


def drawn(n_issues: int, n_options: int, n_parties: int, reservation: float = 0.4) -> Scenario:
    """A scenario with weights from Dirichlet(2) and option values rescaled to [0, 1]."""
    rng = np.random.default_rng(0)
    sizes = [n_options] * n_issues
    parties = []
    for n in range(n_parties):
        rows = [rng.random(size) for size in sizes]
        parties.append(
            DealParty(
                id=f"p{n}",
                name=f"P{n}",
                weights=tuple(rng.dirichlet([2.0] * n_issues)),
                values=tuple(tuple((row - row.min()) / (row.max() - row.min())) for row in rows),
                reservation=reservation,
            )
        )
    return checked(Scenario(title="drawn", issues=issues_of(sizes), parties=tuple(parties)))


def issues_of(sizes: list[int]) -> tuple[DealIssue, ...]:
    """Issues with so many options."""
    return tuple(
        DealIssue(id=f"i{n}", name=f"I{n}", options=tuple(DealOption(id=f"o{k}", name=f"O{k}") for k in range(size)))
        for n, size in enumerate(sizes)
    )


def lined(n_issues: int, n_options: int, n_lines: int, seed: int) -> Scenario:
    """A scenario of red lines on options alone, four parties drawing them."""
    rng = np.random.default_rng(seed)
    nothing = ((0.0,) * n_options,) * n_issues
    parties = tuple(
        DealParty(id=f"p{n}", name=f"P{n}", weights=(1 / n_issues,) * n_issues, values=nothing) for n in range(4)
    )
    lines = tuple(
        DealLine(
            id=f"l{n}",
            party=int(rng.integers(4)),
            issue=int(rng.integers(n_issues)),
            excluded=frozenset(rng.choice(n_options, rng.integers(1, 4), replace=False).tolist()),
        )
        for n in range(n_lines)
    )
    return checked(Scenario(title="lined", issues=issues_of([n_options] * n_issues), parties=parties, lines=lines))


def cpu_seconds(work: Callable[[], object]) -> float:
    """The CPU seconds of the best run: of three, or of as many as half a second takes."""
    taken: list[float] = []
    while len(taken) < 3 or sum(taken) < 0.5:
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def peer_seconds(python: str, scenario: Scenario) -> float | None:
    """What NegMAS' statistics of the scenario take in its own Python; None where they do not finish in time."""
    told = {
        "issues": [{"name": issue.id, "options": [option.id for option in issue.options]} for issue in scenario.issues],
        "parties": [
            {"name": each.id, "weights": each.weights, "values": each.values, "reservation": each.reservation}
            for each in scenario.parties
        ],
    }
    try:
        done = subprocess.run(  # noqa: S603 - the Python that the caller names
            [python, "-W", "ignore", "-c", PEER], input=json.dumps(told), capture_output=True, text=True,
            timeout=PEER_SECONDS, check=True,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None
    except subprocess.CalledProcessError as error:
        sys.exit(f"NegMAS failed: {error.stderr.strip().splitlines()[-1]}")
    return float(done.stdout.split()[-1])


def measure_sizes() -> None:
    """Counts, frontier and the four solutions of drawn scenarios."""
    print(f"{'packages':>10} {'parties':>7} {'cpu s':>8} {'limit':>6} {'rational':>14} {'frontier':>8}")
    for n_issues, n_parties, limit in ((6, 4, 0.5), (7, 3, 3.0), (12, 2, 2.0), (12, 3, 2.0)):
        scenario = drawn(n_issues, 10, n_parties)
        taken = cpu_seconds(lambda scenario=scenario: deals(scenario))
        found = deals(scenario)
        rational = "not counted" if found.n_rational is None else f"{found.n_rational:,}"
        size = f"1e{n_issues}"
        print(f"{size:>10} {n_parties:>7} {taken:8.3f} {limit:6.1f} {rational:>14} {len(found.rational.packages):8}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process: {peak:.0f} MB (limit 300)")


def measure_unlocking() -> None:
    """Unlock sets of 20 issues of 5 options under 60 red lines."""
    print(f"\n{'seed':>4} {'sets':>5} {'smallest':>8} {'ms':>8}   limit 100")
    for seed in range(5):
        scenario = lined(20, 5, 60, seed)
        taken = cpu_seconds(lambda s=scenario: unlocking(s))
        found = unlocking(scenario)
        n_lines = len(found.unlock_sets[0].lines)
        print(f"{seed:4} {found.n_unlock_sets:5} {n_lines:8} {1000 * taken:8.1f}")


def measure_shared(python: str | None, most: int) -> None:
    """The scenarios with exact answers, where they are there, beside NegMAS.

    ``ms`` is asked of one scenario again and again, as NegMAS is: its utilities are reckoned by then, as the utility
    functions of NegMAS are built. ``new ms`` is asked of a new scenario each time, its utilities included.
    """
    files = sorted(SHARED.glob("*.json"))
    if not files:
        print("\nThe scenarios with exact answers are not beside this folder; left out.")
        return
    print(
        f"\n{'scenario':18} {'packages':>8} {'equal':>5} {'ms':>7} {'new ms':>7} {'NegMAS':>9} {'times':>7} {'new':>6}"
    )
    for file in files:
        scenario = load_scenario(file)
        taken = cpu_seconds(lambda scenario=scenario: deals(scenario))
        anew = cpu_seconds(lambda scenario=scenario: deals(replace(scenario)))
        is_equal = equal(deals_to_wire(deals(scenario)), json.loads(file.read_text(encoding="utf-8"))["expected"])
        peer = peer_seconds(python, scenario) if python and scenario.n_packages <= most else None
        beside = f"{'-':>9} {'-':>7} {'-':>6}"
        if peer is not None:
            beside = f"{1000 * peer:9.2f} {peer / taken:7.0f} {peer / anew:6.0f}"
        told = f"{file.stem:18} {scenario.n_packages:8} {'yes' if is_equal else 'NO':>5}"
        print(f"{told} {1000 * taken:7.3f} {1000 * anew:7.3f} {beside}")


def equal(told: dict, expected: dict) -> bool:
    """Whether counts, frontier and solutions are the file's at 1e-9, ties included."""
    counts = ("individually_rational", "frontier_size_all", "frontier_size_IR")
    if any(told[key] != expected.get(key, 0) for key in counts):
        return False
    for key in ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian_IR"):
        ours, theirs = told[key], expected.get(key)
        if ours is None or theirs is None:
            if ours is not theirs:
                return False
        elif ours["n_packages"] != theirs["n_packages"] or not near(ours["utilities"], theirs["utilities"]):
            return False
    return near(told["frontier_IR_utilities"][:1000], expected.get("frontier_IR_utilities", []))


def near(one: list, other: list) -> bool:
    """Whether two lists of vectors are the same at 1e-9."""
    return np.shape(one) == np.shape(other) and bool(np.allclose(one, other, rtol=0, atol=1e-9))


def main() -> None:
    """Measures what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--negmas", metavar="PYTHON", help="a Python with NegMAS installed, to compare with")
    parser.add_argument("--most", type=int, default=130_000, help="the largest scenario that NegMAS is given")
    asked = parser.parse_args()
    measure_sizes()
    measure_unlocking()
    measure_shared(asked.negmas, asked.most)
    if asked.negmas is None:
        print("NegMAS was not measured; give --negmas a Python that has it.")


if __name__ == "__main__":
    main()
