"""Parts that are not installed by default: the ordinary commands do without them, and what needs one says so."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

EXTRAS = {
    "graphs": "networkx",
    "networks": "scipy",
    "parquet": "pyarrow",
    "postgres": "psycopg",
    "solver": "ortools",
}
BARE = (
    "import sys\n"
    f"for name in ('pandas', 'tokenizers', *{tuple(EXTRAS.values())!r}):\n"
    "    sys.modules[name] = None\n"
    "from detente.cli import main\n"
    "main()\n"
)
SAID = "id,doc,date,author,source,section,type,who,what,how\n" + "".join(
    f"{n},{n},2031-01-01,,,,,{who},Fees,{how}\n" for n, (who, how) in enumerate([("A", 1), ("B", 0), ("C", 1)])
)
NETWORK = ("network", "--input", "said.csv", "--rows", "who", "--columns", "what", "--qualifier", "how")
Bare = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def bare(tmp_path: Path) -> Bare:
    """Runs the program in a process of its own, as if no optional part were installed."""

    def run_bare(*words: object, before: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", before + BARE, *map(str, words)]
        env = {**os.environ, "DETENTE_WORKSPACE": str(tmp_path / "talks")}
        return subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8", env=env)

    return run_bare


def strait(n_issues: int) -> str:
    """Two parties whose red lines exclude each other on the first of so many issues, and reservations."""
    names = [f"Issue {n}" for n in range(n_issues)]
    lines = [
        {"party": party, "issue": names[0], "excludes": [option]}
        for party, option in (("Norland", "free"), ("Sudmark", "closed"))
    ]
    parties = [
        {"name": party, "weights": [1 / n_issues] * n_issues, "values": [row] * n_issues, "reservation": 0.5}
        for party, row in (("Norland", [0, 1]), ("Sudmark", [1, 0]))
    ]
    issues = [{"name": name, "options": ["free", "closed"]} for name in names]
    return json.dumps({"issues": issues, "parties": parties, "red_lines": lines})


@pytest.mark.slow
def test_the_bundled_talks_are_read_and_told_without_any_part(bare: Bare, examples: Path, tmp_path: Path) -> None:
    """All that `make run` does, and what else is asked of a ledger every day."""
    talks = examples / "talks"
    for words in (
        ("init", tmp_path / "talks", "--dossier", talks / "dossier.yaml"),
        ("add", talks),
        ("matrix",),
        ("brief", "--output", tmp_path / "brief.html"),
        ("deals",),
        ("unlock",),
        ("forecast",),
        ("linkages",),
        ("network",),
        ("coalitions",),
        ("phases",),
        ("scaling",),
        ("verify",),
    ):
        done = bare(*words)
        assert (done.returncode, done.stderr.count("Traceback")) == (0, 0), (words, done.stderr)


def test_a_small_deal_space_is_opened_without_a_solver(bare: Bare, tmp_path: Path) -> None:
    """With the best package of each opening."""
    file = tmp_path / "strait.json"
    file.write_text(strait(4), encoding="utf-8")
    done = bare("unlock", "--scenario", file, "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["unlock_sets"][0]["opens"]["package"]


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ("graphs", (*NETWORK, "--export", "x.graphml")),
        ("graphs", (*NETWORK, "--export", "x.gexf")),
        ("parquet", (*NETWORK, "--export", "x.parquet")),
        (
            "postgres",
            ("init", "x.talks", "--dossier", "dossier.yaml", "--database", "postgresql://ada@localhost/talks"),
        ),
        ("solver", ("unlock", "--scenario", "strait.json")),
    ],
)
def test_what_needs_a_part_says_which_in_one_line(
    bare: Bare, tmp_path: Path, dossier_file: Path, extra: str, words: tuple[str, ...]
) -> None:
    """With the command that installs it; nothing is written."""
    (tmp_path / "said.csv").write_text(SAID, encoding="utf-8")
    (tmp_path / "strait.json").write_text(strait(21), encoding="utf-8")
    shutil.copy(dossier_file, tmp_path / "dossier.yaml")
    files = {"dossier.yaml", "x.talks", "said.csv", "strait.json", "x.graphml", "x.gexf", "x.parquet"}
    done = bare(*(tmp_path / word if word in files else word for word in words))
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith("detente: ")
    assert line.endswith(f"which is not installed; run pip install 'detente[{extra}]'")
    assert not [*tmp_path.glob("x.*")]


def test_a_network_too_large_to_count_densely_says_what_it_needs(bare: Bare, tmp_path: Path) -> None:
    """Here every network is called too large."""
    (tmp_path / "said.csv").write_text(SAID, encoding="utf-8")
    every = "import detente.analysis.networks.profiles as p\np._DENSE_CELLS = 0\n"
    done = bare(*(tmp_path / word if word == "said.csv" else word for word in NETWORK), before=every)
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("detente: a network of so many things needs SciPy, which is not installed; run pip install")
