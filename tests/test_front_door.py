"""The package's public names."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import detente

DOCS = Path(__file__).parents[1] / "docs"


@pytest.mark.parametrize("name", detente.__all__)
def test_every_public_name_is_there_and_documented(name):
    """The list, the package and the docs agree."""
    value = getattr(detente, name)
    assert value.__doc__
    assert f"`{name}`" in (DOCS / "python.md").read_text(encoding="utf-8")


def test_the_docs_name_nothing_that_is_not_there():
    """A name in the docs' table of the front door exists."""
    lines = (DOCS / "python.md").read_text(encoding="utf-8").splitlines()
    named = {line.split("`")[1] for line in lines if line.startswith("| `")}
    assert named == set(detente.__all__)


def test_an_unknown_name_is_an_attribute_error():
    """A misspelt name fails as in any module."""
    with pytest.raises(AttributeError, match="no attribute 'Legder'"):
        detente.Legder  # noqa: B018


def test_importing_does_no_work():
    """No file, no environment, no driver and no model is touched by the import alone."""
    code = "import sys, detente; print([name for name in sys.modules if name.startswith('detente.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
