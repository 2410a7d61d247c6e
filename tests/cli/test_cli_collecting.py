"""A command looks seldom for unused records, and leaves what it began with out of it."""

from __future__ import annotations

import gc

import pytest

from detente.cli.collecting import MIDDLE_AGED, OLD, YOUNG, collect_seldom
from detente.cli.program import main


@pytest.fixture(autouse=True)
def as_before():
    """The test process collects as it did before."""
    threshold = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)


def test_a_command_collects_seldom(monkeypatch):
    """The program sets it before any command runs; unused records are still found."""
    monkeypatch.setattr("sys.argv", ["detente", "--version"])
    with pytest.raises(SystemExit):
        main()
    assert gc.get_threshold() == (YOUNG, MIDDLE_AGED, OLD)
    assert gc.get_freeze_count() > 0
    assert gc.isenabled()


def test_what_is_unused_is_still_found():
    """Only what was there at the beginning stays."""
    collect_seldom()
    gc.disable()
    try:
        circle = []
        circle.append(circle)
        del circle
        assert gc.collect() > 0
    finally:
        gc.enable()
