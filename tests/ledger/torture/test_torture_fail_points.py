"""A process that dies at any statement, commit or change of a file leaves nothing half done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from detente.ledger import Ledger
from tests.ledger.torture import mortals
from tests.ledger.torture.antique import make_antique
from tests.ledger.torture.children import all_told
from tests.ledger.torture.deeds import DEEDS
from tests.ledger.torture.sizes import sized

pytestmark = pytest.mark.slow

ON_A_SERVER = list(DEEDS)[:: sized(7, 1)]
APPENDS = [*(("sqlite", name) for name in DEEDS), *(("postgresql", name) for name in ON_A_SERVER)]


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a ledger is, or is to be."""
    if request.param == "sqlite":
        return tmp_path / "ledger.sqlite"
    url: str = request.getfixturevalue("database_url")
    return url


def left_by(work: Callable[..., None], *args: object) -> list[str]:
    """What was left at each point, which must be all or nothing."""
    ((left,),) = all_told(work, [args])
    assert set(left) <= {"before", "after", "ended with 0, before"}
    return left


@pytest.mark.parametrize(("place", "name"), APPENDS, indirect=["place"])
def test_an_append_that_dies_on_the_way_is_all_or_nothing(place, name):
    """At every point before the commit nothing is recorded, behind it everything; verify is clean."""
    mortals.prepare(place)
    left = left_by(mortals.appending, place, name)
    assert left == ["before"] * (len(left) - 1) + ["after"]
    assert len(left) >= 10


def test_a_rebuild_that_dies_on_the_way_changes_nothing(place):
    """At every point the tables are what the events tell."""
    mortals.prepare(place)
    left = left_by(mortals.rebuilding, place)
    assert left == ["before"] * (len(left) - 1) + ["ended with 0, before"]
    assert len(left) > 20


def test_a_ledger_that_is_half_made_is_none(place):
    """At every point there is an empty ledger, or none, and it can be made again."""
    left = left_by(mortals.creating, place)
    assert left == ["before"] * (len(left) - 1) + ["after"]
    assert len(left) > 20


def test_an_import_that_dies_on_the_way_is_all_or_nothing(place, tmp_path):
    """At every point the ledger is empty, or holds all that was exported."""
    mortals.prepare(tmp_path / "other.sqlite")
    with Ledger.open(tmp_path / "other.sqlite") as other:
        lines, n_events = list(other.export()), other.verify().events
    left = left_by(mortals.taking_in, place, lines, n_events)
    assert left == ["before"] * (len(left) - 1) + ["after"]


@pytest.mark.parametrize("place", ["sqlite", "postgresql"][: sized(1, 2)], indirect=True)
def test_a_backup_that_dies_on_the_way_has_no_name(place, tmp_path):
    """At every point there is no backup, or a whole one."""
    mortals.prepare(place)
    folder = tmp_path / "backups"
    folder.mkdir()
    left = left_by(mortals.backing_up, place, folder)
    assert left == ["before"] * (len(left) - 1) + ["after"]


def test_a_migration_that_dies_on_the_way_is_all_or_nothing(tmp_path):
    """At every point the old ledger is as it was, or wholly of today."""
    head = make_antique(tmp_path / "antique.sqlite", 1, n_documents=3)
    left = left_by(mortals.migrating, tmp_path / "antique.sqlite", head, tmp_path)
    assert left == ["before"] * (len(left) - 1) + ["after"]
    assert len(left) > 40
