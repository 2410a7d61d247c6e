"""Databases that are no ledger, ledgers in use, servers that are not there: one plain error each."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
from sqlalchemy import make_url

from detente.errors import (
    DamagedLedgerError,
    LedgerError,
    NotAWorkspaceError,
    StorageError,
    WorkspaceInUseError,
)
from detente.ledger import Ledger


@pytest.fixture
def ledger(ledger_at: Callable[[str], Ledger]) -> Ledger:
    """A new ledger on a server."""
    return ledger_at("postgresql")


@pytest.fixture
def ask(database_url: str) -> Callable[[str], None]:
    """Changes the database as another program would."""

    def change(sql: str) -> None:
        with psycopg.connect(make_url(database_url).set(drivername="postgresql").render_as_string()) as connection:
            connection.execute(sql)

    return change


def test_an_empty_database_is_no_ledger(database_url):
    """It may become one."""
    with pytest.raises(NotAWorkspaceError, match="is empty or belongs to another program"):
        Ledger.open(database_url)
    Ledger.create(database_url).close()
    Ledger.open(database_url).close()


def test_a_ledger_is_not_made_over_another(ledger, database_url, story):
    """Creating where a ledger stands is refused, and harms nothing."""
    ledger.append(story, actor="ada")
    with pytest.raises(LedgerError, match="has tables already"):
        Ledger.create(database_url)
    assert len(ledger.view().entries) == 2


def test_another_programs_database_is_refused(database_url, ask):
    """A database that is no ledger is neither opened nor built on."""
    ask("CREATE TABLE shopping (item text)")
    with pytest.raises(NotAWorkspaceError, match="another program"):
        Ledger.open(database_url)
    with pytest.raises(LedgerError, match="has tables already"):
        Ledger.create(database_url)


@pytest.mark.parametrize(
    ("revision", "error", "words"),
    [("9999", LedgerError, "newer détente"), ("0000", DamagedLedgerError, "no détente made tables of revision '0000'")],
)
def test_a_revision_that_is_not_known_is_told(ledger, database_url, ask, revision, error, words):
    """A ledger of a later version is left alone, and so is one of a version that there never was."""
    ledger.close()
    ask(f"UPDATE alembic_version SET version_num = '{revision}'")  # noqa: S608 - the numbers are above
    with pytest.raises(error, match=words):
        Ledger.open(database_url)


def test_a_dropped_table_is_told(ledger, ask):
    """Tables that were removed by hand make a damaged ledger."""
    ask("DROP TABLE statement")
    with pytest.raises(DamagedLedgerError, match="is damaged"):
        ledger.view().entries  # noqa: B018 - looking is the act
    assert not ledger.verify().is_clean


def test_a_ledger_in_use_says_try_again(ledger, database_url, story):
    """While another process writes, an append waits as long as told, records nothing, and may be repeated."""
    with Ledger.open(database_url, lock_timeout_seconds=0.01) as second:
        with ledger.store.writing(), pytest.raises(WorkspaceInUseError, match=r"0\.01 seconds; .* try again"):
            second.append(story, actor="bea")
        assert second.verify().events == 0
        second.append(story, actor="bea")
        assert ledger.verify().events == 4


def test_a_view_waits_for_no_writer(ledger, database_url, story):
    """While another process writes, what was committed before is seen."""
    ledger.append(story, actor="ada")
    with Ledger.open(database_url) as second, ledger.store.writing():
        assert len(second.view().entries) == 2


@pytest.mark.parametrize("changes", [{"database": "nowhere"}, {"query": {"host": "/nowhere"}}])
def test_a_server_that_does_not_answer_is_told(database_url, changes):
    """A missing database or server is an error that says what to check."""
    address = make_url(database_url).set(**changes).render_as_string()
    with pytest.raises(StorageError, match=r"cannot be reached|there is no such database"):
        Ledger.open(address)


def test_an_address_that_is_none_is_told():
    """A text that names no database is refused before anything is asked."""
    with pytest.raises(StorageError, match="is no address of a database; write postgresql://"):
        Ledger.open("talks")


def test_a_colleague_needs_the_rights_of_the_owner(ledger, database_url, ask, story):
    """Without them one line says what to do; with them the ledger is theirs to read and to write."""
    address = make_url(database_url)
    colleague = f"colleague_{address.database}"
    ask(f"CREATE ROLE {colleague} LOGIN")
    theirs = address.set(username=colleague).render_as_string()
    with pytest.raises(StorageError, match="have its owner give them: GRANT owner TO user"):
        Ledger.open(theirs)
    ask(f"GRANT {address.username} TO {colleague}")
    other = Ledger.open(theirs)
    other.append(story, actor="bo")
    other.close()
    assert len(ledger.view().entries) == 2


def test_a_message_tells_no_password(database_url):
    """An address is shown without what opens it."""
    address = make_url(database_url).set(password="hunter2", database="nowhere")  # noqa: S106 - it opens nothing
    with pytest.raises(StorageError) as caught:
        Ledger.open(address.render_as_string(hide_password=False))
    assert "hunter2" not in str(caught.value)
