"""Making a workspace and opening it again."""

from __future__ import annotations

import pytest

from detente.errors import (
    DamagedLedgerError,
    DossierError,
    LedgerError,
    NotAWorkspaceError,
    StorageError,
)
from detente.ledger import Ledger
from detente.workspace import Workspace


def test_a_new_workspace_has_its_dossier_and_nothing_else(workspace, dossier):
    """The dossier is kept in the ledger: the file it came from is no longer needed."""
    assert workspace.dossier == dossier
    assert workspace.statements() == ()
    assert [file.name for file in workspace.folder.iterdir() if file.suffix == ".sqlite"] == ["ledger.sqlite"]


def test_folders_above_are_made(tmp_path, dossier_file, settings):
    """A workspace may be made where no folder is yet."""
    with Workspace.create(tmp_path / "a" / "b" / "c", dossier_file, settings) as workspace:
        assert (workspace.folder / "ledger.sqlite").is_file()


def test_a_folder_with_other_files_may_become_a_workspace(tmp_path, dossier_file, settings):
    """Only a ledger makes a folder a workspace; other files in it do not matter."""
    with Workspace.create(tmp_path, dossier_file, settings):
        assert dossier_file.is_file()


def test_a_workspace_is_not_made_twice(workspace, inbox, dossier_file, settings):
    """A second making is refused and harms nothing."""
    workspace.add([inbox])
    before = workspace.statements()
    with pytest.raises(LedgerError, match="is there already"):
        Workspace.create(workspace.folder, dossier_file, settings)
    assert workspace.statements() == before


def test_a_broken_dossier_makes_nothing(tmp_path, dossier_file, settings):
    """Where the dossier cannot be used, no folder is made."""
    dossier_file.write_text("dossier: strait\npartys: []\n", encoding="utf-8")
    with pytest.raises(DossierError, match="partys"):
        Workspace.create(tmp_path / "a" / "b", dossier_file, settings)
    assert not (tmp_path / "a").exists()


def test_a_missing_dossier_makes_nothing(tmp_path, settings):
    """Where the dossier is missing, no folder is made."""
    with pytest.raises(DossierError, match="does not exist"):
        Workspace.create(tmp_path / "a", tmp_path / "gone.yaml", settings)
    assert not (tmp_path / "a").exists()


def test_a_failed_making_leaves_nothing_behind(tmp_path, dossier_file, settings, monkeypatch):
    """Folders and files that were made for it are taken away again."""

    def fail(*_: object, **__: object) -> None:
        raise StorageError("the disk is full")

    monkeypatch.setattr(Ledger, "append", fail)
    with pytest.raises(StorageError):
        Workspace.create(tmp_path / "a" / "b", dossier_file, settings)
    assert not (tmp_path / "a").exists()


def test_a_workspace_cannot_be_made_inside_a_file(dossier_file, settings):
    """A file in the way is an error that names it."""
    with pytest.raises(StorageError, match="choose a folder"):
        Workspace.create(dossier_file / "talks", dossier_file, settings)
    with pytest.raises(StorageError, match=r"strait\.yaml is a file; choose a folder"):
        Workspace.create(dossier_file, dossier_file, settings)


@pytest.mark.parametrize("name", ["gone", "empty"])
def test_what_is_no_workspace_says_how_to_make_one(tmp_path, dossier_file, settings, name):
    """A missing folder and one without a ledger are no workspaces; none is changed by asking."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotAWorkspaceError, match=f"{name} is no workspace; `detente init .*{name} --dossier FILE`"):
        Workspace.open(tmp_path / name, settings)
    assert list((tmp_path / "empty").iterdir()) == []
    assert dossier_file.is_file()


def test_a_damaged_ledger_is_told(workspace, settings):
    """A ledger that is no database any more is damaged, not missing."""
    workspace.close()
    (workspace.folder / "ledger.sqlite").write_bytes(b"no database at all " * 400)
    with pytest.raises(DamagedLedgerError, match="restore a copy"):
        Workspace.open(workspace.folder, settings)


def test_a_making_that_was_broken_off_is_told(tmp_path, settings):
    """A ledger without a dossier says what to do."""
    Ledger.create(tmp_path / "ledger.sqlite").close()
    with Workspace.open(tmp_path, settings) as workspace:
        with pytest.raises(LedgerError, match="broken off"):
            workspace.matrix()
        assert workspace.statements() == ()


def test_a_workspace_is_opened_where_it_was_left(workspace, inbox, settings):
    """What was recorded is there when the workspace is opened again."""
    workspace.add([inbox])
    before, dossier = workspace.statements(), workspace.dossier
    workspace.close()
    with Workspace.open(workspace.folder, settings) as again:
        assert again.statements() == before
        assert again.dossier == dossier
        assert again.verify().is_clean


def test_settings_are_read_where_none_are_given(tmp_path, dossier_file, monkeypatch):
    """Without settings the environment's count."""
    monkeypatch.setenv("DETENTE_REVIEWER", "grace")
    with Workspace.create(tmp_path / "talks", dossier_file) as made:
        assert made.settings.reviewer == "grace"
    with Workspace.open(tmp_path / "talks") as opened:
        assert opened.settings.reviewer == "grace"
