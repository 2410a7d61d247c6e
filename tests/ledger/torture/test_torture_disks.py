"""On a disk that is full or fails nothing is half written, one line says why, and work goes on when there is room."""

from __future__ import annotations

from pathlib import Path
from shutil import copy

import pytest

from detente.ledger import Ledger
from tests.ledger.torture.antique import make_antique, state_of
from tests.ledger.torture.children import all_told
from tests.ledger.torture.full_disks import failing, filling
from tests.ledger.torture.sizes import sized

pytestmark = pytest.mark.slow


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
    antique, old, file = (tmp_path / f"{name}.sqlite" for name in ("antique", "old", "other"))
    head = make_antique(antique, 1, n_documents=3)
    seen = set()
    for limit in range(sized(12, 60)):
        copy(antique, old)
        (told,) = all_told(failing, [(place, file, old, 500 + limit * 300_000 // sized(12, 60))])
        for name, message, is_there in told:
            seen.add((name, bool(message)))
            assert not message or message.startswith("StorageError: ")
            assert "\n" not in message
            if name == "migrates":
                assert state_of(old) == ("old" if message else "today's")
            else:
                assert is_there == (not message)
        assert not list(tmp_path.glob("*.partial*"))
        with Ledger.open(old) as ledger:
            verification = ledger.verify()
            assert (verification.findings, verification.head) == ((), head)
    assert seen == {(name, is_refused) for name in ("backs up", "migrates", "creates") for is_refused in (True, False)}
