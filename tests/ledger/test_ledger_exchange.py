"""A whole ledger goes out as lines of JSON and comes back on any store, or not at all; a backup is whole."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable

import pytest

from detente.errors import DamagedLedgerError, LedgerError, StorageError
from detente.ledger import DossierChanged, Event, Ledger
from detente.ledger.packing import packed

STORES = ("sqlite", "memory", "postgresql")


@pytest.fixture
def fill(everything: list[list[Event]], clock) -> Callable[[Ledger], Ledger]:
    """Appends events of every type to a ledger, an hour apart."""

    def append(ledger: Ledger) -> Ledger:
        for portion in everything:
            ledger.append(portion, actor="ada")
            clock.advance(hours=1)
        return ledger

    return append


def seen(ledger: Ledger) -> tuple[object, ...]:
    """What a ledger tells, now and in its past."""
    log = list(ledger.log())
    views = [ledger.view(), *(ledger.view(known_at=one.recorded_at) for one in log)]
    told = [
        (view.digest(), view.entries, view.families, dict(view.withdrawn), dict(view.datings), dict(view.deliveries))
        for view in views
    ]
    return (ledger.verify(), log, told, dict(ledger.view().documents), list(ledger.export()))


@pytest.mark.parametrize("target", STORES)
@pytest.mark.parametrize("source", STORES)
def test_what_is_exported_comes_in_as_it_was(ledger_at, fill, source, target):
    """From any store to any other: the same digest and head, the same past, and not a line is told otherwise."""
    one, other = fill(ledger_at(source)), ledger_at(target)
    assert other.take_in(one.export()) == one.verify().events
    assert other.verify().findings == ()
    assert other.view().digest() == one.view().digest()
    assert other.verify().head == one.verify().head
    assert seen(other) == seen(one)


def test_an_imported_ledger_goes_on(ledger, ledger_at, fill):
    """What is appended to it follows the last event that came in."""
    lines = list(fill(ledger_at("memory")).export())
    n_events = ledger.take_in(lines)
    ledger.append([DossierChanged("dossier: later\n", "later.yaml")], actor="bea")
    assert (ledger.verify().findings, ledger.verify().events) == ((), n_events + 1)
    assert ledger.view().dossier_text == "dossier: later\n"


def test_an_empty_ledger_comes_in_empty(ledger, ledger_at):
    """A ledger without events is a header and nothing else."""
    lines = list(ledger_at("memory").export())
    assert (len(lines), ledger.take_in(lines)) == (1, 0)
    assert ledger.verify().is_clean


def test_nothing_comes_into_a_ledger_that_is_not_empty(ledger, ledger_at, fill, story):
    """Two pasts cannot be one."""
    lines = list(fill(ledger_at("memory")).export())
    ledger.append(story, actor="ada")
    with pytest.raises(LedgerError, match="the ledger is not empty; import into a new workspace"):
        ledger.take_in(lines)
    assert ledger.verify().events == len(story)


def with_line(lines: list[str], number: int, **changes: object) -> list[str]:
    """The lines with some fields of one of them changed; its number counts from 0, or from the end."""
    number %= len(lines)
    return [*lines[:number], json.dumps(json.loads(lines[number]) | changes), *lines[number + 1 :]]


FALSE = base64.b64encode(packed(b"something else")).decode()
SPOILT = {
    "nothing": (lambda _: [], LedgerError, "no export of a ledger"),
    "another header": (lambda lines: with_line(lines, 0, format="other"), LedgerError, "no export of a ledger"),
    "a newer header": (lambda lines: with_line(lines, 0, version=99), LedgerError, "no export of a ledger"),
    "a header without counts": (lambda lines: ['{"format": "detente-ledger", "version": 1}', *lines[1:]],
                                DamagedLedgerError, "export it anew"),
    "no JSON": (lambda lines: [*lines[:3], "{", *lines[3:]], LedgerError, "line 4 is no JSON"),
    "a number": (lambda lines: [*lines, "7"], LedgerError, "is no record of a ledger"),
    "another record": (lambda lines: [*lines, "{}"], LedgerError, "is no event of a ledger"),
    "another content": (lambda lines: with_line(lines, 1, data=FALSE), DamagedLedgerError, "line 2: the content"),
    "no content": (lambda lines: with_line(lines, 1, data="~"), DamagedLedgerError, "line 2: the content"),
    "a content too few": (lambda lines: [lines[0], *lines[2:]], DamagedLedgerError, "2 of 3 contents"),
    "a content twice": (lambda lines: [*lines[:2], *lines[1:]], DamagedLedgerError, "told a second time"),
    "an event too few": (lambda lines: [*lines[:-3], *lines[-2:]], DamagedLedgerError, "is missing before it"),
    "no end": (lambda lines: lines[:-1], DamagedLedgerError, "the export ends at event 17 of 18"),
    "another actor": (lambda lines: with_line(lines, -1, actor="eve"), DamagedLedgerError, "its hash does not match"),
    "another kind": (lambda lines: with_line(lines, -1, version="1"), DamagedLedgerError, "another type than it was"),
    "another document": (lambda lines: with_line(lines, -1, document="d0"), DamagedLedgerError, "filed under another"),
}  # fmt: skip


@pytest.mark.parametrize("case", SPOILT)
@pytest.mark.parametrize("store", ["sqlite", "postgresql"])
def test_what_is_not_as_it_was_exported_does_not_come_in(ledger_at, fill, store, case):
    """All or nothing: a spoilt export is told with its line, and the ledger is empty as before, ready for another."""
    lines = list(fill(ledger_at("memory")).export())
    spoil, error, words = SPOILT[case]
    ledger = ledger_at(store)
    with pytest.raises(error, match=words):
        ledger.take_in(spoil(lines))
    assert list(ledger.export())[1:] == []
    assert ledger.take_in(lines) == 18
    assert ledger.verify().is_clean


def test_a_backup_is_the_whole_ledger(ledger, fill, tmp_path):
    """A file that opens like any ledger, with the same events, contents and past; nothing lies beside it."""
    fill(ledger)
    folder = tmp_path / "kept"
    folder.mkdir()
    ledger.backup(folder / "backup.sqlite")
    assert [file.name for file in folder.iterdir()] == ["backup.sqlite"]
    with Ledger.open(folder / "backup.sqlite") as copy:
        assert copy.verify().findings == ()
        assert seen(copy) == seen(ledger)


def test_a_backup_is_made_while_others_write(ledger, story, tmp_path):
    """It holds what was committed when it was made, and waits for nobody."""
    ledger.append(story, actor="ada")
    with ledger.store.writing():
        ledger.backup(tmp_path / "backup.sqlite")
    ledger.append([DossierChanged("dossier: later\n", "later.yaml")], actor="bea")
    with Ledger.open(tmp_path / "backup.sqlite") as copy:
        assert (copy.verify().findings, copy.verify().events) == ((), len(story))


def test_a_backup_takes_no_files_place(ledger, story, tmp_path):
    """What is there already stays."""
    ledger.append(story, actor="ada")
    file = tmp_path / "backup.sqlite"
    file.write_text("notes")
    with pytest.raises(StorageError, match=r"backup\.sqlite is there already; choose another name"):
        ledger.backup(file)
    assert file.read_text() == "notes"


def test_a_backup_that_cannot_be_made_names_its_file(ledger, story, tmp_path):
    """The message tells where the backup was to be, and not the ledger, which is sound."""
    ledger.append(story, actor="ada")
    with pytest.raises(StorageError, match=r"gone.backup\.sqlite"):
        ledger.backup(tmp_path / "gone" / "backup.sqlite")
    assert ledger.verify().is_clean
