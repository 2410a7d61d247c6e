"""A process killed while it writes loses nothing that was acknowledged, and leaves nothing half done."""

from __future__ import annotations

import random
import select
import subprocess
import sys
from pathlib import Path

import pytest

from detente.ledger import Ledger

N_KILLS = 20
WRITER = Path(__file__).with_name("endless_writer.py")


def kill_while_writing(path: Path, driver: str, chance: random.Random) -> set[str]:
    """Lets a process write, kills it at a random moment, and gives the ids that it acknowledged."""
    command = [sys.executable, str(WRITER), str(path), driver, str(chance.randrange(10**9))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        acknowledged = [writer.stdout.readline() for _ in range(chance.randrange(8))]
        select.select([], [], [], chance.uniform(0, 0.01))
        writer.kill()
        acknowledged += writer.stdout.readlines()
    return {line.strip() for line in acknowledged if line.endswith("\n")}


@pytest.mark.slow
@pytest.mark.parametrize("driver", ["pysqlite3.dbapi2", "sqlite3"])
def test_what_was_acknowledged_survives_a_kill(tmp_path, driver):
    """After each of twenty kills: every acknowledged document is there, whole, and verify is clean."""
    path, chance = tmp_path / "ledger.sqlite", random.Random(20310310)  # noqa: S311 - kills need no secrecy
    pytest.importorskip(driver)
    Ledger.create(path).close()
    acknowledged: set[str] = set()
    for _ in range(N_KILLS):
        acknowledged |= kill_while_writing(path, driver, chance)
        with Ledger.open(path) as ledger:
            view, verification = ledger.view(), ledger.verify()
            assert verification.findings == ()
            assert acknowledged <= set(view.documents)
            assert verification.statements == 10 * verification.documents
            assert {len(document.text) for document in view.documents.values()} <= {5000}
    assert len(acknowledged) > N_KILLS
