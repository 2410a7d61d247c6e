"""A dossier's file that cannot be used is refused in one plain line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from detente.dossier import LIMIT_BYTES, load
from detente.errors import DossierError, DossierProblem
from detente.model import Dossier


def refusal(path: Path) -> DossierProblem:
    """Why the file is not loaded."""
    with pytest.raises(DossierError) as caught:
        load(path)
    (problem,) = caught.value.problems
    assert problem.file == str(path)
    return problem


def test_a_file_is_loaded(tmp_path: Path, dossier: Dossier, dossier_yaml: str):
    """What is written in the file is what comes out."""
    path = tmp_path / "dossier.yaml"
    path.write_text(dossier_yaml, encoding="utf-8")
    assert load(path) == dossier


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path, dossier: Dossier, dossier_yaml: str):
    """The editor's habits do not matter."""
    path = tmp_path / "dossier.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + dossier_yaml.replace("\n", "\r\n").encode())
    assert load(path) == dossier


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"", 0, "is empty"),
        (b" \n\n", 0, "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 0, "no plain text in UTF-8"),
        ("dossier: d".encode("utf-16"), 0, "no plain text in UTF-8"),
        ("dossier: d\ntitle: Zürich".encode("latin-1"), 2, "is not UTF-8 on this line"),
        (b"dossier: d\ntitle: \x1b[2J", 2, "U+001B"),
        (b"#" * (LIMIT_BYTES + 1), 0, f"larger than {LIMIT_BYTES} bytes"),
    ],
    ids=["no bytes", "only white space", "binary", "UTF-16", "Latin-1", "terminal escape", "too large"],
)
def test_a_file_that_is_no_dossier_is_refused(tmp_path: Path, data: bytes, line: int, words: str):
    """The refusal says what the file is and, where it has one, on which line."""
    path = tmp_path / "dossier.yaml"
    path.write_bytes(data)
    problem = refusal(path)
    assert (problem.line, problem.key) == (line, "")
    assert words in problem.message


def test_a_file_of_just_the_limit_is_read(tmp_path: Path, dossier: Dossier, dossier_yaml: str):
    """The limit itself is allowed."""
    path = tmp_path / "dossier.yaml"
    path.write_text(dossier_yaml + "#" * (LIMIT_BYTES - len(dossier_yaml)), encoding="utf-8")
    assert load(path) == dossier


def test_a_missing_file_is_refused(tmp_path: Path):
    """The user learns that the path is wrong."""
    assert "does not exist" in refusal(tmp_path / "nowhere.yaml").message


def test_a_folder_is_refused(tmp_path: Path):
    """A folder is not searched for a dossier."""
    assert "is a folder" in refusal(tmp_path).message


def test_a_path_that_no_disk_can_hold_is_refused(tmp_path: Path):
    """What the operating system says is passed on."""
    assert "cannot be read" in refusal(tmp_path / ("x" * 5000)).message
    assert "does not exist" in refusal(tmp_path / "zero\0byte").message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_without_waiting(tmp_path: Path):
    """A pipe that nobody writes to must not hang the program."""
    os.mkfifo(tmp_path / "pipe")
    assert "a pipe or a device" in refusal(tmp_path / "pipe").message


def test_a_file_without_permission_is_refused(tmp_path: Path, monkeypatch):
    """The refusal says why and where to look; root may read all, so the denial is played."""

    def deny(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "dossier.yaml"
    path.write_text("dossier: d", encoding="utf-8")
    monkeypatch.setattr(Path, "open", deny)
    problem = refusal(path)
    assert "cannot be read (Permission denied)" in problem.message
    assert "permissions" in problem.message
