"""The workspace stays open between requests, and every request sees what was recorded before it."""

from __future__ import annotations

import gc
import shutil
import weakref
from collections.abc import Iterator
from datetime import date
from http import HTTPStatus
from pathlib import Path

import pytest

from detente.analysis import newest_first
from detente.errors import NotAWorkspaceError
from detente.web.moments import Moment
from detente.web.opened import Opened
from detente.web.places import PLACES
from detente.web.snapshots import Snapshot
from detente.workspace import Workspace
from tests.web.conftest import Talked

MOMENTS = (Moment(), Moment.parse("2031-03-15", ""))


def held_by(snapshot: Snapshot) -> list[object]:
    """What of a snapshot takes memory."""
    return [snapshot, snapshot.view, snapshot.state, snapshot.state.transcript]


@pytest.fixture
def opened(recorded) -> Iterator[Opened]:
    """The recorded workspace."""
    kept = Opened(recorded.folder, None)
    yield kept
    kept.close()


def test_what_was_computed_for_one_request_is_there_for_the_next(opened: Opened) -> None:
    """The same moment of the same ledger is one snapshot."""
    assert opened.snapshot(Moment()) is opened.snapshot(Moment())
    assert opened.snapshot(Moment.parse("2031-03-15", "")) is not opened.snapshot(Moment())


def test_a_brief_and_the_order_of_the_list_are_found_once(opened: Opened) -> None:
    """For each length and day; the list has all statements, rejected ones too, as the newest are told first."""
    state, snapshot = opened.snapshot(Moment()).state, opened.snapshot(Moment())
    assert state.brief() is state.brief()
    assert state.brief(since=date(2031, 3, 1)) is not state.brief()
    assert snapshot.newest is snapshot.newest
    assert list(snapshot.newest) == newest_first(snapshot.view.entries)


def test_what_is_recorded_meanwhile_shows_in_the_next_request(opened: Opened, recorded) -> None:
    """Also where another process recorded it."""
    statement = recorded.statements["insists"]
    before = opened.snapshot(Moment())
    with Workspace.open(recorded.folder) as other:
        other.review(statement.id, "reject", reason="misread")
    after = opened.snapshot(Moment())
    assert before.entries[statement.id].counts
    assert not after.entries[statement.id].counts


def test_a_ledger_that_took_the_place_of_another_is_opened(opened: Opened, recorded, tmp_path: Path) -> None:
    """A restored backup is shown without a new start."""
    opened.snapshot(Moment())
    backup = tmp_path / "backup.sqlite"
    with Workspace.open(recorded.folder) as workspace:
        workspace.backup(backup)
        workspace.review(recorded.statements["insists"].id, "reject", reason="misread")
    for file in recorded.folder.glob("ledger.sqlite*"):
        file.unlink()
    shutil.move(backup, recorded.folder / "ledger.sqlite")
    assert opened.snapshot(Moment()).entries[recorded.statements["insists"].id].counts


def test_a_folder_without_a_workspace_is_told_at_each_request(tmp_path: Path) -> None:
    """Until there is one."""
    with pytest.raises(NotAWorkspaceError):
        Opened(tmp_path, None).snapshot(Moment())


def test_after_a_change_only_the_documents_it_is_about_are_read_again(opened: Opened, recorded) -> None:
    """What another document tells is the same object as before, and nothing is missing."""
    before = opened.snapshot(Moment())
    assert before.view.entries
    decided = recorded.statements["insists"]
    with Workspace.open(recorded.folder) as other:
        other.review(decided.id, "reject", reason="misread")
        expected = other.view().entries
    after = opened.snapshot(Moment())
    assert after.view.entries == expected
    same = [entry for entry in expected if entry.statement.doc != decided.doc]
    assert same
    assert all(after.entries[entry.id] is before.entries[entry.id] for entry in same)


def test_what_was_the_present_before_a_change_is_let_go(talked: Talked, open_client) -> None:
    """Whatever was shown of it, and of a day of it: the server's memory does not grow with every decision.

    Nothing waits for a look for unused records that refer to each other, which a server seldom takes.
    """
    client = open_client(talked.folder)
    opened = client.app.state.opened
    gc.collect()
    gc.disable()
    try:
        for place in PLACES:
            for day in ("", "?as_of=2031-03-15"):
                assert client.get(f"/{place.path}{day}").status_code == HTTPStatus.OK
        before = [weakref.ref(each) for at in MOMENTS for each in held_by(opened.snapshot(at))]
        opened.workspace().review(talked.statements["claim"].id, "accept", reason="read")
        for at in MOMENTS:
            opened.snapshot(at)
        assert [each() for each in before] == [None] * len(before)
    finally:
        gc.enable()


def test_a_moment_before_a_change_is_still_what_it_was(opened: Opened, recorded) -> None:
    """Also where it takes what is the same from the present."""
    decided = recorded.statements["insists"]
    with Workspace.open(recorded.folder) as other:
        known_at = max(each.recorded_at for each in other.view().entries)
        other.review(decided.id, "reject", reason="misread")
        was = other.view(known_at=known_at).entries
    assert not opened.snapshot(Moment()).entries[decided.id].counts
    assert opened.snapshot(Moment(None, known_at)).view.entries == was


def test_drafts_and_meetings_are_found_anew_only_where_their_notes_changed(talked: Talked) -> None:
    """A review of a statement leaves them; a review of a note does not."""
    opened = Opened(talked.folder, None)
    before = opened.snapshot(Moment()).state
    drafts, met = before.instruments, before.rounds()
    opened.workspace().review(talked.statements["claim"].id, "accept", reason="read")
    after = opened.snapshot(Moment()).state
    assert after is not before
    assert (after.instruments is drafts, after.rounds() is met) == (True, True)
    opened.workspace().review_note(talked.notes["met"].id, "reject", reason="no meeting")
    last = opened.snapshot(Moment()).state
    assert (last.instruments is drafts, last.rounds() is met) == (False, False)
    assert len(last.rounds()) == len(met) - 1
    opened.close()
