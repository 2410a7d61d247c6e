"""On a disk that is full or fails nothing is half written, one line says why, and work goes on when there is room."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from detente.ledger import Ledger
from tests.ledger.torture.antique import make_antique, state_of
from tests.ledger.torture.children import all_told
from tests.ledger.torture.full_disks import failing, filling
from tests.ledger.torture.sizes import sized

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="this system does not limit the files of a process"),
]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A new ledger."""
    path = tmp_path / "ledger.sqlite"
    Ledger.create(path).close()
    return path


@pytest.mark.parametrize(
    ("kind", "what"), [("full", "the disk is full; free some space"), ("fails", "the disk f")], ids=["full", "fails"]
)
def test_a_full_or_failing_disk_half_writes_nothing(place, kind, what):
    """At every size the append that finds no room is refused in one clear line, and the next that does is recorded."""
    for room in range(sized(20, 100)):
        (told,) = all_told(filling, [(place, kind, room, room)])
        ((message, wrong),) = told
        assert wrong == []
        assert message.startswith(f"{place}: {what}")
        assert message.endswith("nothing was half written")
        assert "\n" not in message


def test_what_makes_files_leaves_no_half_file_on_a_failing_disk(place, tmp_path):
    """A backup, migration or new ledger that finds no room is none, and the old ledger stays what it was."""
    antique, file = tmp_path / "antique.sqlite", tmp_path / "other.sqlite"
    head = make_antique(antique, 1, n_documents=3)
    for limit in range(sized(10, 40)):
        (told,) = all_told(failing, [(place, file, antique, 500 + limit * 4000)])
        for name, message, is_there in told:
            if name == "migrate":
                assert state_of(antique) == ("old" if message else "today's")
            else:
                assert is_there == (not message)
            assert not message or message.startswith("StorageError: ")
            assert "\n" not in message
        assert not list(tmp_path.glob("*.partial*"))
    with Ledger.open(antique) as ledger:
        verification = ledger.verify()
        assert (verification.findings, verification.head) == ((), head)
