"""Opened: the workspace as it stays open between requests, with what was asked for last kept at hand."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from threading import RLock

from detente.errors import DetenteError
from detente.settings import Settings
from detente.web.moments import Moment
from detente.web.snapshots import Snapshot
from detente.workspace import State, Workspace
from detente.workspace.places import place_of

_AT_HAND = 4
"""So many moments are kept. Each holds only what it has that others have not."""

_Identity = tuple[object, ...]
_Key = tuple[int, Moment]


class Opened:
    """A workspace for many requests. What is recorded meanwhile shows in the next one.

    Args:
        folder: Of the workspace.
        settings: Passed to it.
    """

    def __init__(self, folder: Path, settings: Settings | None) -> None:
        self._folder, self._settings = folder, settings
        self._lock = RLock()
        self._workspace: Workspace | None = None
        self._identity: _Identity = ()
        self._kept: OrderedDict[_Key, Snapshot] = OrderedDict()

    def workspace(self) -> Workspace:
        """The workspace; opened where it was not, and anew where another ledger has taken its place.

        Raises:
            LedgerError: It cannot be opened.
        """
        with self._lock:
            identity = _identity(self._folder)
            if self._workspace is None or identity != self._identity:
                self.close()
                self._workspace, self._identity = Workspace.open(self._folder, self._settings), identity
            return self._workspace

    def snapshot(self, moment: Moment) -> Snapshot:
        """The workspace at a moment; what was computed of it for another request is still there.

        Raises:
            NoSuchPageError: Nothing had been recorded by then.
            LedgerError: It cannot be opened.
        """
        with self._lock:
            state = self.workspace().at(moment.as_of, moment.known_at)
            key = state.view.seq, moment
            if key not in self._kept:
                self._kept[key] = self._made(state, moment)
                self._forget_before(state.view.seq)
            self._kept.move_to_end(key)
            while len(self._kept) > _AT_HAND:
                self._kept.popitem(last=False)[1].let_go()
            return self._kept[key]

    def _made(self, state: State, moment: Moment) -> Snapshot:
        if moment.as_of is None:
            near = [each.state for (_, at), each in self._kept.items() if at.as_of is None]
            if near:
                state.take_over(min(near, key=lambda each: abs(each.view.seq - state.view.seq)))
            return Snapshot.of(state, moment)
        whole = self.snapshot(Moment(None, moment.known_at))
        return Snapshot.of(whole.state.on(moment.as_of), moment, whole)

    def _forget_before(self, seq: int) -> None:
        """Lets go of what was the present before an event: nobody can ask for it again."""
        for key in [(known, at) for known, at in self._kept if at.known_at is None and known < seq]:
            self._kept.pop(key).let_go()

    def close(self) -> None:
        """Closes the workspace, where it is open."""
        with self._lock:
            while self._kept:
                self._kept.popitem()[1].let_go()
            if self._workspace is not None:
                self._workspace.close()
                self._workspace = None


def _identity(folder: Path) -> _Identity:
    """What tells one ledger from another that took its place: the file itself, or a database's address."""
    try:
        place = place_of(folder)
        found = place.stat() if isinstance(place, Path) else None
    except (OSError, DetenteError):
        return ()
    return (place,) if found is None else (place, found.st_dev, found.st_ino)
