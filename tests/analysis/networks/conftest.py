"""Statements by hand for the tests of networks."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import pytest

from detente.analysis.networks import StatementTable, csv_table

HEAD = "id,doc,date,author,source,section,type,who,what,agree"

Make = Callable[..., StatementTable]


@pytest.fixture
def made() -> Make:
    """Makes a table of rows such as ``"1,1,2031-03-06,,,,,Norland,Fees,1"``, under a heading of one's own."""

    def make(rows: Sequence[str], head: str = HEAD) -> StatementTable:
        return csv_table([f"{line}\n" for line in (head, *rows)], "statements.csv")

    return make


def _beside(name: str) -> ModuleType:
    """A module that lies here; tests are no package."""
    found = importlib.util.spec_from_file_location(f"networks_{name}", Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def oracle() -> ModuleType:
    """The formulas as plain loops."""
    return _beside("oracle")


@pytest.fixture(scope="session")
def spec() -> ModuleType:
    """The whole way from lines to matrices as plain loops."""
    return _beside("spec")
