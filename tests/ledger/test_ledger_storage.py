"""Files that are no ledger, ledgers in use, disks that are full: one plain error each."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from detente.errors import (
    DamagedLedgerError,
    LedgerError,
    NotAWorkspaceError,
    StorageError,
    WorkspaceInUseError,
)
from detente.ledger import DocumentAdded, Ledger
from detente.ledger.sqlite import default_driver, is_in_wal_reset_range

DRIVERS = pytest.mark.parametrize("driver", [default_driver(), sqlite3], ids=["current", "standard"])


def incompressible(n_characters: int) -> str:
    """A text that takes its room however well it is packed."""
    return os.urandom(n_characters // 2).hex()


@pytest.fixture
def ledger(ledger_at: Callable[[str], Ledger]) -> Ledger:
    """A new ledger in a file."""
    return ledger_at("sqlite")


def test_a_missing_file_is_no_ledger(path):
    """Opening says what to do, and leaves no file behind."""
    with pytest.raises(NotAWorkspaceError, match="detente init"):
        Ledger.open(path)
    assert not path.exists()


def test_a_folder_is_no_ledger(tmp_path):
    """A folder in the file's place is no ledger."""
    with pytest.raises(NotAWorkspaceError):
        Ledger.open(tmp_path)


def test_an_empty_file_is_no_ledger(path):
    """An empty file, as a break-off in the first moment leaves it, is no ledger but may become one."""
    path.touch()
    with pytest.raises(NotAWorkspaceError, match="is empty or belongs to another program"):
        Ledger.open(path)
    Ledger.create(path).close()
    Ledger.open(path).close()


def test_a_file_that_is_no_database_is_refused(path):
    """Any other file in the ledger's place is told apart, and left as it is."""
    path.write_text("Norland demands pilots. " * 100)
    with pytest.raises(DamagedLedgerError, match="not a database"):
        Ledger.open(path)
    with pytest.raises(DamagedLedgerError, match="not a database"):
        Ledger.create(path)
    assert path.read_text().startswith("Norland")


def test_another_programs_database_is_refused(path):
    """A SQLite database that is no ledger is neither opened nor built on."""
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("CREATE TABLE shopping (item)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NotAWorkspaceError, match="another program"):
        Ledger.open(path)
    with pytest.raises(LedgerError, match="is there already"):
        Ledger.create(path)
    assert path.read_bytes() == before


def test_a_ledger_is_not_made_over_another(ledger, path, story):
    """Creating where a ledger stands is refused, and harms nothing."""
    ledger.append(story, actor="ada")
    with pytest.raises(LedgerError, match="is there already"):
        Ledger.create(path)
    assert len(ledger.view().entries) == 2


def test_a_ledger_is_not_made_where_nothing_can_be_made(tmp_path):
    """A missing folder is an error that names the file."""
    with pytest.raises(StorageError, match=r"gone.ledger\.sqlite"):
        Ledger.create(tmp_path / "gone" / "ledger.sqlite")


@pytest.mark.parametrize("kept_share", [0.01, 0.3, 0.7])
def test_a_truncated_ledger_is_told(ledger, path, make_document, kept_share):
    """A file whose end is missing is damaged: reading or checking it says so."""
    for _ in range(60):
        ledger.append([DocumentAdded(make_document(incompressible(2_000)), "a.txt")], actor="ada")
    ledger.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept_share)])
    with pytest.raises(DamagedLedgerError, match="damaged"), Ledger.open(path) as broken:
        list(broken.view().documents.values())


def test_verify_reports_a_broken_file(ledger, path, make_document):
    """A file that SQLite itself finds broken is a finding of verify, not a failure."""
    for _ in range(60):
        ledger.append([DocumentAdded(make_document(incompressible(2_000)), "a.txt")], actor="ada")
    ledger.close()
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 4096] = os.urandom(4096)
    path.write_bytes(data)
    with Ledger.open(path) as broken:
        assert not broken.verify().is_clean


def test_a_dropped_table_is_told(ledger, path):
    """Tables that were removed by hand make a damaged ledger."""
    connection = default_driver().connect(path)
    connection.execute("DROP TABLE statement")
    connection.close()
    with pytest.raises(DamagedLedgerError, match="no such table"):
        ledger.view().entries  # noqa: B018 - looking is the act
    assert not ledger.verify().is_clean


@pytest.mark.parametrize(
    ("revision", "error", "words"),
    [("9999", LedgerError, "newer détente"), ("0000", DamagedLedgerError, "no détente made tables of revision '0000'")],
)
def test_a_revision_that_is_not_known_is_told(ledger, path, revision, error, words):
    """A ledger of a later version is left alone, and so is one of a version that there never was."""
    ledger.close()
    connection = default_driver().connect(path)
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    connection.close()
    before = path.read_bytes()
    with pytest.raises(error, match=words):
        Ledger.open(path)
    assert path.read_bytes() == before


@DRIVERS
def test_a_ledger_in_use_says_try_again(tmp_path, driver, story):
    """While another process writes, an append waits as long as told, records nothing, and may be repeated."""
    path = tmp_path / "ledger.sqlite"
    with (
        Ledger.create(path, driver=driver) as first,
        Ledger.open(path, driver=driver, lock_timeout_seconds=0.01) as second,
    ):
        with first.store.writing(), pytest.raises(WorkspaceInUseError, match=r"0\.01 seconds; .* try again"):
            second.append(story, actor="bea")
        assert second.verify().events == 0
        second.append(story, actor="bea")
        assert first.verify().events == 4


@DRIVERS
def test_a_full_disk_leaves_nothing_half_written(tmp_path, driver, story, make_document):
    """Where the disk fills up, the append fails as a whole; what was there stays, and there is a way on."""
    path = tmp_path / "ledger.sqlite"
    with Ledger.create(path, driver=driver) as ledger:
        ledger.append(story, actor="ada")
        with ledger.store.reading() as connection:
            n_pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {n_pages + 2}")
        digest = ledger.view().digest()
        long = make_document(incompressible(60_000))
        with pytest.raises(StorageError, match=r"the disk is full; .* nothing was half written"):
            ledger.append([DocumentAdded(long, "long.txt")], actor="ada")
        assert not ledger.has_document(long.id)
        assert ledger.view().digest() == digest
    with Ledger.open(path, driver=driver) as again:
        assert again.verify().is_clean
        again.append([DocumentAdded(long, "long.txt")], actor="ada")
        assert again.has_document(long.id)


@pytest.fixture
def file_limit() -> Iterator[None]:
    """Lets no file grow beyond 500,000 bytes, as a disk without space would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    signal.signal(signal.SIGXFSZ, ignored)


@DRIVERS
def test_a_failing_write_keeps_what_was_acknowledged(tmp_path, driver, make_document, request):
    """When the system refuses a write, everything appended before is still there."""
    path = tmp_path / "ledger.sqlite"
    documents = [make_document(incompressible(5_000)) for _ in range(100)]
    acknowledged = []
    ledger = Ledger.create(path, driver=driver)
    request.getfixturevalue("file_limit")
    with pytest.raises(StorageError):
        acknowledged.extend(ledger.append([DocumentAdded(one, "a.txt")], actor="ada") for one in documents)
    assert len(acknowledged) > 5
    assert len(ledger.view().documents) == len(acknowledged)
    assert ledger.verify().is_clean
    ledger.close()


@pytest.fixture
def plain_user() -> Iterator[None]:
    """Takes away the right of the system's administrator to write everywhere."""
    was_root = os.geteuid() == 0
    if was_root:
        os.seteuid(65534)
    yield
    if was_root:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may read."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_read_only_folder_is_told(open_folder, story, request):
    """A ledger that cannot be written to says so, whether at opening or at the first append."""
    path = open_folder / "ledger.sqlite"
    Ledger.create(path).close()
    path.chmod(0o444)
    open_folder.chmod(0o555)
    request.getfixturevalue("plain_user")
    with pytest.raises(StorageError), Ledger.open(path) as ledger:
        ledger.append(story, actor="ada")
    with pytest.raises(StorageError):
        Ledger.create(open_folder / "other.sqlite")


def test_a_read_only_file_is_told(open_folder, story, request):
    """A file without the right to write says so."""
    open_folder.chmod(0o777)
    path = open_folder / "ledger.sqlite"
    Ledger.create(path).close()
    path.chmod(0o444)
    request.getfixturevalue("plain_user")
    with pytest.raises(StorageError, match="read-only"), Ledger.open(path) as ledger:
        ledger.append(story, actor="ada")


@pytest.mark.parametrize(
    ("version", "is_unsafe"),
    [
        ((3, 6, 23), False), ((3, 7, 0), True), ((3, 40, 1), True), ((3, 43, 2), True), ((3, 44, 5), True),
        ((3, 44, 6), False), ((3, 45, 0), True), ((3, 50, 6), True), ((3, 50, 7), False), ((3, 51, 2), True),
        ((3, 51, 3), False), ((3, 53, 4), False),
    ],
)  # fmt: skip
def test_versions_that_may_lose_commits_are_known(version, is_unsafe):
    """Write-ahead logging is trusted only outside the range of its reset defect."""
    assert is_in_wal_reset_range(version) is is_unsafe


@DRIVERS
def test_the_journal_is_safe_for_the_engine(tmp_path, driver):
    """An engine in the unsafe range gets the rollback journal, with a note that says why."""
    is_unsafe = is_in_wal_reset_range(driver.sqlite_version_info)
    with Ledger.create(tmp_path / "ledger.sqlite", driver=driver) as ledger:
        assert ledger.store.journal_mode == ("delete" if is_unsafe else "wal")
        assert (driver.sqlite_version in ledger.note) is is_unsafe
        with ledger.store.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == ledger.store.journal_mode
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == (3 if is_unsafe else 2)


def test_drivers_take_over_from_each_other(path, story):
    """A ledger that one engine wrote, another engine reads and goes on writing, in the mode safe for it."""
    with Ledger.create(path) as current:
        current.append(story[:2], actor="ada")
    with Ledger.open(path, driver=sqlite3) as standard:
        standard.append(story[2:], actor="ada")
    with Ledger.open(path) as current:
        assert current.verify().is_clean
        assert len(current.view().entries) == 2


def test_a_path_may_hold_any_character(tmp_path, story):
    """Question marks, percent signs and spaces belong to the name."""
    folder = tmp_path / "what? 100% #1 é"
    folder.mkdir()
    with Ledger.create(folder / "ledger.sqlite") as ledger:
        ledger.append(story, actor="ada")
    assert [file.name for file in folder.iterdir()] == ["ledger.sqlite"]
