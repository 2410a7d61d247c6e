from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from detente.errors import ReadingError
from detente.reading import find_documents, read_file


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder with documents, other files, hidden ones and links."""
    for name in ("b.txt", "a.MD", "sub/c.html", "sub/deep/d.pdf", "data.csv", ".hidden.txt", ".git/e.txt", "~$f.docx"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("talks")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)
    return tmp_path


def test_a_folder_stands_for_the_documents_below_it(folder):
    """Documents come sorted; hidden files and lock files are left out; the rest is passed over, loops too."""
    found = find_documents([folder])
    assert found.documents == tuple(folder / name for name in ("a.MD", "b.txt", "sub/c.html", "sub/deep/d.pdf"))
    assert found.passed_over == (folder / "data.csv", folder / "sub" / "loop")
    assert found.refused == ()


def test_a_file_stands_for_itself(folder):
    """A file named by itself is a document to read, whatever its kind, once and in the order named."""
    paths = [folder / "data.csv", folder / "b.txt", folder, folder / ".hidden.txt", folder / "b.txt"]
    assert find_documents(paths).documents[:3] == (folder / "data.csv", folder / "b.txt", folder / "a.MD")
    assert find_documents(paths).documents.count(folder / "b.txt") == 1
    assert folder / ".hidden.txt" in find_documents(paths).documents
    assert folder / "data.csv" not in find_documents(paths).passed_over


def test_a_path_that_stands_for_nothing_is_refused_and_the_others_are_found(folder):
    """One bad path never stops a run."""
    (folder / "empty").mkdir()
    (folder / "a.link").symlink_to(folder / "a.link")
    bad = [folder / "gone.txt", folder / "empty", Path("a\0b"), folder / "a.link"]
    found = find_documents([*bad, folder / "b.txt"])
    assert found.documents == (folder / "b.txt",)
    assert [error.reason for error in found.refused[:3]] == [
        "is not there",
        "is a folder without documents",
        "is no possible file name",
    ]
    assert len(found.refused) == len(bad)


def test_a_folder_that_cannot_be_listed_is_refused_and_the_rest_is_found(folder, monkeypatch):
    """A closed inner folder costs only what is in it."""
    scan = os.scandir

    def scan_what_is_open(path):
        if Path(path).name == "deep":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", scan_what_is_open)
    found = find_documents([folder])
    assert found.documents == tuple(folder / name for name in ("a.MD", "b.txt", "sub/c.html"))
    assert [error.name for error in found.refused] == [str(folder / "sub" / "deep")]


def test_a_file_that_vanishes_after_listing_is_refused_when_read(folder):
    """Listing promises nothing; reading tells."""
    (document, *_) = find_documents([folder / "b.txt"]).documents
    document.unlink()
    with pytest.raises(ReadingError, match="is not there"):
        read_file(document)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are POSIX's")
def test_looking_never_opens_a_file(folder):
    """A pipe in a folder is listed without waiting on it; reading refuses it."""
    os.mkfifo(folder / "pipe.txt")
    assert folder / "pipe.txt" in find_documents([folder]).documents


@pytest.mark.slow
def test_a_very_deep_folder_is_walked(tmp_path):
    """Depth is bounded by the file system alone, not by the interpreter."""
    folders = [tmp_path]
    for _ in range(sys.getrecursionlimit() + 100):
        folders.append(folders[-1] / "d")
        folders[-1].mkdir()
    try:
        (folders[-1] / "note.txt").write_text("talks")
        assert find_documents([tmp_path]).documents == (folders[-1] / "note.txt",)
    finally:  # what removes temporary folders goes down by recursion
        (folders[-1] / "note.txt").unlink(missing_ok=True)
        for folder in reversed(folders[1:]):
            folder.rmdir()
