"""Backups, exports, databases, and documents that are nearly one text."""

from __future__ import annotations

import pytest

from detente.errors import DamagedLedgerError, LedgerError, StorageError
from detente.model import Kin
from detente.workspace import Workspace

STORY = "Norland demanded on Monday that every ship take a pilot through the strait, and {} said so twice. "
MORE = "The talks go on in the spring with the same three delegations and without a date for the end of them all. " * 3


def test_a_backup_makes_the_same_workspace(workspace, inbox, tmp_path, settings):
    """What is restored has the same events, and the copy does not follow the original."""
    workspace.add([inbox])
    workspace.backup(tmp_path / "copy.sqlite")
    head = workspace.verify().head
    workspace.review(workspace.statements()[0].id, "accept", reason="read")
    with Workspace.restore(tmp_path / "restored", tmp_path / "copy.sqlite", settings) as restored:
        assert restored.verify().head == head
        assert not restored.statements()[0].reviews


def test_a_backup_never_overwrites(workspace, tmp_path):
    """A file that is there is left as it is."""
    (tmp_path / "copy.sqlite").write_text("mine")
    with pytest.raises(StorageError, match="there already; choose another name"):
        workspace.backup(tmp_path / "copy.sqlite")
    assert (tmp_path / "copy.sqlite").read_text() == "mine"


@pytest.mark.parametrize("text", ["title: Talks", ""])
def test_what_is_no_backup_is_called_so(tmp_path, text):
    """Another file is not a damaged ledger, and no copy of it would help."""
    (tmp_path / "dossier.yaml").write_text(text)
    with pytest.raises(LedgerError, match=r"dossier\.yaml is no backup of a ledger; give what `detente backup` wrote"):
        Workspace.restore(tmp_path / "restored", tmp_path / "dossier.yaml")
    assert not (tmp_path / "restored").exists()


def test_a_damaged_backup_makes_no_workspace(workspace, inbox, tmp_path):
    """It is checked first, and where it is damaged nothing is made."""
    workspace.add([inbox])
    workspace.backup(tmp_path / "copy.sqlite")
    data = (tmp_path / "copy.sqlite").read_bytes()
    (tmp_path / "copy.sqlite").write_bytes(data.replace(b"document_added", b"document_addet"))
    with pytest.raises(DamagedLedgerError):
        Workspace.restore(tmp_path / "restored", tmp_path / "copy.sqlite")
    assert not (tmp_path / "restored").exists()


def test_a_broken_export_makes_no_workspace(workspace, inbox, tmp_path):
    """An export without its end is refused as a whole."""
    workspace.add([inbox])
    lines = list(workspace.export())
    with pytest.raises(DamagedLedgerError, match="the export ends at event"):
        Workspace.take_in(tmp_path / "taken", lines[:-1])
    assert not (tmp_path / "taken").exists()


def test_a_workspace_may_live_in_postgresql(tmp_path, dossier_file, inbox, settings, database_url):
    """The folder keeps the address alone, and everything else works as with a file."""
    with Workspace.create(tmp_path / "team", dossier_file, settings, database=database_url) as made:
        made.add([inbox])
        entry = made.review(made.statements()[0].id, "accept", reason="read")
    assert [file.name for file in (tmp_path / "team").iterdir()] == ["database.txt"]
    with Workspace.open(tmp_path / "team", settings) as again:
        assert again.view().entry(entry.id).reviews == entry.reviews
        assert again.verify().is_clean


def test_an_address_with_a_password_is_refused(tmp_path, dossier_file):
    """No password is written to a file."""
    with pytest.raises(StorageError, match="holds a password; leave it out"):
        Workspace.create(tmp_path / "team", dossier_file, database="postgresql://ada:secret@host/talks")
    assert not (tmp_path / "team").exists()


def test_a_server_that_cannot_be_reached_is_told(tmp_path, dossier_file):
    """One line tells the address and why; no folder stays."""
    with pytest.raises(StorageError, match="cannot be reached"):
        Workspace.create(tmp_path / "team", dossier_file, database="postgresql://ada@127.0.0.1:1/talks")
    assert not (tmp_path / "team").exists()


def test_a_second_workspace_in_a_folder_is_refused(workspace, dossier_file):
    """A ledger is never made over another."""
    with pytest.raises(LedgerError, match="there already"):
        Workspace.create(workspace.folder, dossier_file)


def story(publisher: str, who: str, day: int) -> str:
    """A story as a publisher prints it."""
    return f"---\npublisher: {publisher}\npublished: 2031-03-{day}\n---\n{STORY.format(who)}{MORE}"


def test_copies_of_a_story_stay_visible_and_count_once(workspace, tmp_path):
    """Two papers that print one agency's text are one origin: that of the first to print it."""
    for number, (publisher, day) in enumerate([("The Sound", 12), ("Coastal Wire", 11), ("Evening Post", 13)]):
        (tmp_path / f"{number}.md").write_text(story(publisher, "Solberg", day))
    outcomes = workspace.add([tmp_path / f"{number}.md" for number in range(3)])
    assert [outcome.note.partition(" as ")[0] for outcome in outcomes[1:]] == ["nearly the same text"] * 2
    entries = [entry for entry in workspace.statements() if entry.statement.party == "norland"]
    assert {entry.origin for entry in entries} == {"Coastal Wire"}
    position = workspace.matrix().cell("norland", "passage")
    assert (position.n_statements, position.n_origins) == (len(entries), 1)
    assert len(entries) >= 3


def test_a_corrected_story_is_a_version_of_the_old_one(workspace, tmp_path):
    """The publisher's later text is linked to the earlier, and both are there."""
    (tmp_path / "story.md").write_text(story("Coastal Wire", "Solberg", 11))
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "story.md").write_text(story("Coastal Wire", "Vik", 11))
    first, second = workspace.add([tmp_path / "story.md", tmp_path / "later"])
    families = workspace.view().families
    [kinship] = families.kinships[second.document_id]
    assert (kinship.of, kinship.kind) == (first.document_id, Kin.VERSION)
    assert len(workspace.view().imprints) == 2


def test_two_reports_of_one_event_are_no_copies(workspace, inbox):
    """Texts in their own words stand alone."""
    workspace.add([inbox])
    assert not workspace.view().families.members


def test_the_bytes_of_a_document_are_kept(workspace, inbox):
    """What came in can be had again, byte by byte."""
    [outcome] = workspace.add([inbox / "1-note.md"])
    sha256 = workspace.view().imprints[outcome.document_id].sha256
    assert workspace._ledger.content(sha256) == (inbox / "1-note.md").read_bytes()
