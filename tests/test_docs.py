"""What the documents show is run, and what they name is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md"), ROOT / "examples/README.md"])
PYTHON = [
    pytest.param(code, id=f"{page.name}-{index}")
    for page in PAGES
    for index, code in enumerate(re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL))
]


@pytest.mark.slow
@pytest.mark.parametrize("code", PYTHON)
def test_a_python_example_runs(code):
    """Each block is a program of its own, run in the project's folder."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_documents_leads_somewhere(page):
    """A relative link names a file that exists."""
    links = re.findall(r"\]\((?!https?://|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_decision_has_its_question_choice_reason_and_date():
    """A note that gives no reason decides nothing."""
    for note in sorted((ROOT / "docs/decisions").glob("*.md")):
        text = note.read_text(encoding="utf-8").casefold()
        assert all(word in text for word in ("question", "choice", "reason")), note.name
        assert re.search(r"20\d\d-\d\d-\d\d", text), note.name


def test_every_benchmark_is_documented():
    """What `make bench` runs is in the table of benchmarks, and nothing else."""
    run = re.findall(r"benchmarks/(\w+\.py)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    page = (ROOT / "docs/benchmarks.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+\.py)` ", page, re.MULTILINE) == run
