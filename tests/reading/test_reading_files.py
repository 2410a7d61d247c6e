from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from detente.errors import ReadingError
from detente.reading import ENDINGS, Limits, read_bytes, read_file

LIMITS = Limits()


def refusal(path: Path, limits: Limits = LIMITS) -> ReadingError:
    """The refusal of a path."""
    with pytest.raises(ReadingError) as refused:
        read_file(path, limits)
    assert "\n" not in str(refused.value)
    return refused.value


def test_a_file_is_known_by_its_bytes(tmp_path):
    """The id is the beginning of the hash of the bytes, whatever the name."""
    data = b"Talks go on.\n"
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(data)
    first, second = read_file(tmp_path / "a.txt"), read_file(tmp_path / "b.txt")
    assert first.sha256 == hashlib.sha256(data).hexdigest()
    assert first.id == second.id == first.sha256[:16]
    assert (first.name, second.name, first.media_type) == ("a", "b", "text/plain")


def test_what_is_not_there_is_refused(tmp_path):
    """A missing file and a file used as a folder are not there; of a link it is told that its target is not."""
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    for path in (tmp_path / "gone.txt", tmp_path / "a.txt" / "b.txt"):
        assert refusal(path).reason == "is not there"
    assert refusal(tmp_path / "link.txt").reason == "is a link to what is not there"


def test_an_address_is_no_path():
    """Nothing is fetched, and what helps is said."""
    told = refusal(Path("https://wire.example/talks.html"))
    assert (told.reason, told.advice) == ("is an address, and nothing is fetched", "save the page, and add its file")


def test_a_folder_is_no_file(tmp_path):
    """A folder given as a file is refused with advice."""
    assert refusal(tmp_path).reason == "is a folder"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are POSIX's")
def test_a_pipe_or_device_is_never_waited_on(tmp_path):
    """A pipe without a writer would block for ever; it is refused at once."""
    os.mkfifo(tmp_path / "pipe.txt")
    assert "pipe or device" in refusal(tmp_path / "pipe.txt").reason
    assert "pipe or device" in refusal(Path(os.devnull)).reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are POSIX's")
def test_a_file_that_becomes_a_pipe_is_not_waited_on(tmp_path, monkeypatch):
    """Between looking and opening, a file may be replaced; the opened file is looked at again."""
    path = tmp_path / "note.txt"
    path.write_text("talks")
    status = path.stat()
    path.unlink()
    os.mkfifo(path)
    monkeypatch.setattr(Path, "stat", lambda _: status)
    assert "pipe or device" in refusal(path).reason


def test_a_large_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    """The size is asked first; nothing is opened."""
    path = tmp_path / "note.txt"
    with path.open("wb") as file:
        file.truncate(5_000_000)
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("opened"))
    told = refusal(path, Limits(bytes=1_000_000))
    assert told.reason == "holds 5.0 MB, the limit is 1.0 MB"
    assert told.advice == "split it, or raise DETENTE_DOCUMENT_LIMIT_BYTES"


def test_bytes_over_the_limit_are_refused():
    """Standard input has no size to ask, only bytes to count."""
    with pytest.raises(ReadingError, match="the limit is 4 bytes"):
        read_bytes(b"talks", "stdin.txt", Limits(bytes=4))
    assert read_bytes(b"talk", "stdin.txt", Limits(bytes=4)).name == "stdin"


def test_a_file_that_grows_while_read_is_refused(tmp_path, monkeypatch):
    """A half-written file is told as such and not recorded."""
    path = tmp_path / "note.txt"
    path.write_text("talks")
    read = os.read

    def read_and_append(descriptor, size):
        with path.open("a") as file:
            file.write("!")
        return read(descriptor, min(size, 3))

    monkeypatch.setattr(os, "read", read_and_append)
    assert refusal(path, Limits(bytes=9)).reason == "holds 10 bytes or more, the limit is 9 bytes"
    path.write_text("talks")
    parts = iter([b"ta", b""])
    monkeypatch.setattr(os, "read", lambda *_: path.write_text("tale!") and next(parts))
    os.utime(path, (0, 0))
    assert refusal(path).reason == "changed while it was read"


def test_a_forbidden_file_is_refused(tmp_path, monkeypatch):
    """Missing permission is told as such, not as a missing file."""
    path = tmp_path / "note.txt"
    path.write_text("talks")
    monkeypatch.setattr(os, "open", lambda *_: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    assert refusal(path).reason == "may not be read by you"


def test_a_failing_disk_is_told(tmp_path, monkeypatch):
    """Any other refusal of the system is passed on in its own words."""
    path = tmp_path / "note.txt"
    path.write_text("talks")
    monkeypatch.setattr(os, "read", lambda *_: (_ for _ in ()).throw(OSError(5, "Input/output error")))
    assert refusal(path).reason == "cannot be read (input/output error)"


@pytest.mark.parametrize("name", ["a\0b.txt", "x" * 5000 + ".txt"])
def test_an_impossible_name_is_refused(name):
    """A name that no file can have is a refusal, not a crash."""
    assert refusal(Path(name)).reason


def test_an_odd_name_is_read_and_shown_on_one_line(tmp_path):
    """Line ends, direction marks and undecodable bytes of a name are shown as escapes."""
    path = tmp_path / os.fsdecode(b"ta\nlks \xe2\x80\xae\xff.txt")
    path.write_text("talks")
    name = read_file(path).name
    assert name == r"ta\nlks \u202e\udcff"
    path.write_bytes(b"")
    assert name in str(refusal(path))


@pytest.mark.parametrize(
    ("name", "reason"), [("a.xlsx", "is a .xlsx file"), ("a", "has no ending"), (".txt", "has no ending")]
)
def test_an_unsupported_kind_is_refused_with_the_supported_ones(name, reason):
    """The advice names every ending that is read."""
    with pytest.raises(ReadingError) as refused:
        read_bytes(b"talks", name)
    assert reason in refused.value.reason
    assert all(ending in refused.value.advice for ending in ENDINGS)


@pytest.mark.parametrize("values", [{"bytes": 0}, {"seconds": -1.0}, {"memory_bytes": 0}])
def test_a_limit_is_greater_than_zero(values):
    """A limit that lets nothing pass is a mistake."""
    with pytest.raises(ValueError, match="greater than zero"):
        Limits(**values)
