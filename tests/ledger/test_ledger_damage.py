"""Whatever a failing disk does to a ledger's file is told."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.errors import DetenteError
from detente.ledger import DocumentAdded, Ledger
from detente.ledger.schema import metadata
from detente.ledger.sqlite import default_driver


@pytest.fixture
def ledger(ledger_at: Callable[[str], Ledger]) -> Ledger:
    """A new ledger in a file."""
    return ledger_at("sqlite")


def places(ledger: Ledger) -> list[str]:
    """Where verify finds something."""
    return [finding.place for finding in ledger.verify().findings]


@pytest.mark.parametrize("stored", [b"\xff\xfe", b"{}", 7])
def test_a_payload_that_is_no_text_any_more_is_named(ledger, by_hand, story, stored):
    """Even a value of another kind is a finding, not a failure."""
    ledger.append(story, actor="ada")
    by_hand("UPDATE event SET payload = :stored WHERE seq = 3", stored=stored)
    assert "event 3" in places(ledger)


@pytest.mark.parametrize("stored", ["text", 7, 7.5])
def test_a_content_that_is_no_bytes_any_more_is_named(ledger, by_hand, story, document, stored):
    """SQLite lets a value of any kind in; one that is no bytes is a finding, not a failure."""
    ledger.append(story, actor="ada")
    by_hand("UPDATE content SET data = :stored WHERE sha256 = :sha256", stored=stored, sha256=document.sha256)
    assert f"content {document.sha256}" in places(ledger)


def dump(path: Path) -> list[str]:
    """Everything that is stored, table by table."""
    connection = default_driver().connect(path)
    rows = [
        repr(row)
        for table in metadata.tables
        for row in connection.execute(f"SELECT * FROM {table}")  # noqa: S608 - the names are the schema's
    ]
    connection.close()
    return sorted(rows)


def is_told(path: Path) -> bool:
    """Whether opening or checking the ledger tells that it was changed."""
    try:
        with Ledger.open(path) as ledger:
            return not ledger.verify().is_clean
    except DetenteError:
        return True


@pytest.mark.slow
def test_no_flipped_bit_stays_unseen(ledger, everything, path, make_document):
    """One bit of the file turned over, anywhere: it is told, or it lay where nothing is stored."""
    for portion in everything:
        ledger.append(portion, actor="ada")
    ledger.append([DocumentAdded(make_document(f"Text {n}. " * 40), "a.txt") for n in range(20)], actor="ada")
    ledger.close()
    whole, stored = path.read_bytes(), dump(path)
    chance = random.Random(20310310)  # noqa: S311 - bits need no secrecy
    for _ in range(200):
        changed = bytearray(whole)
        changed[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        assert is_told(path) or dump(path) == stored
