"""Searches: full text over a workspace, with the index of words that lies in its folder."""

from __future__ import annotations

from pathlib import Path
from threading import RLock, Thread
from typing import TYPE_CHECKING

from detente.errors import DetenteError

if TYPE_CHECKING:
    from detente.searching import Filters, Found, OnIndexed, Query, WordIndex
    from detente.workspace.states import State

_AT_ONCE = 500
"""So many documents and statements are taken in while somebody waits; more of them behind."""


class Searches:
    """Finds words in any state of a workspace. Nothing is opened before the first search.

    Args:
        folder: Of the workspace.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = RLock()
        self._index: WordIndex | None = None
        self._behind: Thread | None = None
        self._failure: DetenteError | None = None
        self._is_closing = False

    @property
    def note(self) -> str:
        """Why the index is not kept in the folder; empty where it is."""
        return self._opened().note

    def find(
        self, state: State, query: Query, filters: Filters, *, first: int = 0, at_most: int | None = None
    ) -> Found:
        """The documents and statements that hold the words, as far as the index is prepared.

        Args:
            state: What is searched.
            query: What is looked for.
            filters: What to keep.
            first: How many documents to pass over.
            at_most: How many to give; None for all that are left.

        Raises:
            StorageError: The index was broken, and is made anew.
        """
        from detente.searching import find

        return find(self._opened(), state.holdings, query, filters, first=first, at_most=at_most)

    def prepare(self, state: State, on_indexed: OnIndexed | None = None) -> None:
        """Brings the index up to date with a state.

        Args:
            state: What is to be searched.
            on_indexed: Is told how many documents and statements are still to be taken in.

        Raises:
            StorageError: The index cannot be written.
        """
        from detente.searching import prepare

        prepare(self._opened(), state.holdings, on_indexed)

    def prepare_behind(self, state: State) -> int:
        """Brings the index up to date at once where little is missing, and behind where much is.

        Returns:
            How many documents and statements are still missing; 0 when all can be found.

        Raises:
            StorageError: The index cannot be written, or could not be behind.
        """
        from detente.searching import lag

        n_missing = lag(self._opened(), state.holdings)
        with self._lock:
            if self._failure is not None:
                failure, self._failure = self._failure, None
                raise failure
            is_at_work = self._behind is not None and self._behind.is_alive()
            if n_missing > _AT_ONCE:
                if not is_at_work and not self._is_closing:
                    self._behind = Thread(target=self._prepare_behind, args=(state,), daemon=True)
                    self._behind.start()
                return n_missing
        if n_missing:
            self.prepare(state)
        return 0

    def close(self) -> None:
        """Ends what is at work behind, and closes the index."""
        self._is_closing = True
        if self._behind is not None:
            self._behind.join()
        with self._lock:
            if self._index is not None:
                self._index.close()
                self._index = None

    def _prepare_behind(self, state: State) -> None:
        try:
            self.prepare(state, self._go_on)
        except _ClosingError:
            pass
        except DetenteError as error:
            self._failure = error

    def _go_on(self, _: int) -> None:
        if self._is_closing:
            raise _ClosingError

    def _opened(self) -> WordIndex:
        from detente.searching import WordIndex

        with self._lock:
            if self._index is None:
                self._index = WordIndex.open(self._folder)
            return self._index


class _ClosingError(Exception):
    """The workspace is being closed."""
