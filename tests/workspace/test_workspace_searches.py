"""Searches of a workspace, wherever its ledger is."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.searching import Filters, Query
from detente.workspace import Workspace, searches


def names(workspace: Workspace, words: str) -> list[str]:
    """The documents that hold the words, now."""
    state = workspace.at()
    workspace.searches.prepare(state)
    found = workspace.searches.find(state, Query.parse(words), Filters())
    return [each.document.name for each in found.documents]


@pytest.mark.slow
def test_a_ledger_in_postgresql_is_searched_the_same(tmp_path, dossier_file, inbox, settings, database_url) -> None:
    """The index lies in the folder, whatever database holds the ledger."""
    with (
        Workspace.create(tmp_path / "team", dossier_file, settings, database=database_url) as team,
        Workspace.create(tmp_path / "alone", dossier_file, settings) as alone,
    ):
        for each in (team, alone):
            each.add([inbox])
        for words in ("pilot", "Brandt", '"transit fee"', "crowns ", "nothing"):
            assert names(team, words) == names(alone, words)
        assert names(team, "Brandt") != []


def test_much_is_prepared_behind_and_little_at_once(
    workspace: Workspace, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for the first index; what came since is there at once."""
    workspace.add([inbox])
    monkeypatch.setattr(searches, "_AT_ONCE", 1)
    state = workspace.at()
    assert workspace.searches.prepare_behind(state) > 1
    workspace.searches._behind.join()
    assert workspace.searches.prepare_behind(state) == 0
    workspace.add_bytes(b"Nothing but a lighthouse.", "late.txt")
    late = workspace.at()
    assert workspace.searches.prepare_behind(late) == 0
    assert names(workspace, "lighthouse") == ["late"]


def test_closing_ends_what_is_prepared_behind(workspace: Workspace, inbox: Path, monkeypatch) -> None:
    """The program is not kept from ending, and what was prepared so far is kept."""
    workspace.add([inbox])
    monkeypatch.setattr(searches, "_AT_ONCE", 0)
    workspace.searches.prepare_behind(workspace.at())
    workspace.searches.close()
    assert not workspace.searches._behind.is_alive()
