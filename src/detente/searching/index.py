"""The index of words: which documents and which told words hold a term; a file that can be deleted at any time.

It keeps no text, only where words occur. What is shown of a result always comes from the ledger.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from types import ModuleType
from typing import Any, Self

from detente.errors import StorageError
from detente.ledger.sqlite import default_driver
from detente.model import Document, DocumentId
from detente.searching.holdings import Told
from detente.searching.marking import TOKENS, storable
from detente.searching.query import Query

INDEX_FILE = "search-index.sqlite"
"""The file of a workspace's folder that holds its index."""
APPLICATION_ID = 0x64E75EA6
"""Marks a SQLite file as such an index."""
_FORM = 1
_PATIENCE_SECONDS = 10.0
_TITLE_WEIGHT, _TEXT_WEIGHT = 4.0, 1.0
"""A word in a title says four times as much about what a document is about."""
_UNREADABLE = ("malformed", "not a database", "corrupt structure", "vtable constructor failed")
_TABLES = (
    "CREATE TABLE document (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE)",
    "CREATE TABLE told (place INTEGER PRIMARY KEY, key INTEGER NOT NULL UNIQUE)",
    f"CREATE VIRTUAL TABLE document_words USING fts5(title, text, {TOKENS}, prefix = '2 3', content = '')",
    f"CREATE VIRTUAL TABLE told_words USING fts5(quote, tellers, condition, {TOKENS}, prefix = '2 3', content = '')",
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {_FORM}",
)


class WordIndex:
    """Which documents and told words hold which terms. Several threads may use it, and several processes the file.

    Attributes:
        note: Why it lies in memory and has to be made anew by each program; empty where it is a file.

    Args:
        file: Where to keep it; None for in memory.
    """

    def __init__(self, file: Path | None) -> None:
        self.note = ""
        self._lock = RLock()
        self._driver: ModuleType = default_driver()
        self._file = file
        self._forget()
        self._connection = self._opened()

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The index in this folder; made where there is none or a broken one, in memory where it cannot be kept."""
        return cls(folder / INDEX_FILE)

    def close(self) -> None:
        """Closes the file."""
        with self._lock:
            self._connection.close()

    def missing(self, documents: Iterable[DocumentId], keys: Iterable[int]) -> tuple[set[DocumentId], set[int]]:
        """Which of these documents, and of these keys of told words, it does not know yet."""
        with self._working():
            self._catch_up()
            return set(documents) - set(self._documents), set(keys) - self._known_keys

    def add(self, documents: Collection[Document], told: Collection[Told]) -> None:
        """Takes in documents and told words, in one transaction; those it knows already are passed over.

        Raises:
            StorageError: The file cannot be written.
        """
        with self._working() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                self._catch_up()
                self._insert(documents, told)
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                self._forget()
                raise

    def documents_holding(self, query: Query) -> dict[DocumentId, float]:
        """The documents that hold every term, each with how much it is about them: the lower, the more (BM25)."""
        if not query.terms:
            return {}
        asked = f"SELECT rowid, bm25(document_words, {_TITLE_WEIGHT}, {_TEXT_WEIGHT}) FROM document_words"  # noqa: S608 - two numbers of ours
        with self._working() as connection:
            self._catch_up()
            found = connection.execute(f"{asked} WHERE document_words MATCH ?", (query.all_of,)).fetchall()
            return {self._documents[place - 1]: rank for place, rank in found}

    def told_holding(self, query: Query) -> list[int]:
        """The keys of the told words that hold every term."""
        if not query.terms:
            return []
        asked = "SELECT rowid FROM told_words WHERE told_words MATCH ?"
        with self._working() as connection:
            self._catch_up()
            return [self._keys[place - 1] for (place,) in connection.execute(asked, (query.all_of,))]

    def _insert(self, documents: Collection[Document], told: Collection[Told]) -> None:
        known, connection = set(self._documents), self._connection
        for document in {each.id: each for each in documents if each.id not in known}.values():
            self._documents.append(document.id)
            place = len(self._documents)
            connection.execute("INSERT INTO document VALUES (?, ?)", (place, document.id))
            words = (storable(document.title or document.name), storable(document.text[document.body_start :]))
            connection.execute("INSERT INTO document_words(rowid, title, text) VALUES (?, ?, ?)", (place, *words))
        for key, each in {one.key: one for one in told}.items():
            if key in self._known_keys:
                continue
            self._keys.append(key)
            self._known_keys.add(key)
            place = len(self._keys)
            connection.execute("INSERT INTO told VALUES (?, ?)", (place, key))
            parts = tuple(map(storable, (each.quote, each.tellers, each.condition)))
            connection.execute(
                "INSERT INTO told_words(rowid, quote, tellers, condition) VALUES (?, ?, ?, ?)", (place, *parts)
            )

    def _forget(self) -> None:
        self._documents: list[DocumentId] = []
        self._keys: list[int] = []
        self._known_keys: set[int] = set()

    def _catch_up(self) -> None:
        """Learns of what another process has added; places are counted from 1 without a gap."""
        for (id_,) in self._rows("SELECT id FROM document WHERE place > ? ORDER BY place", len(self._documents)):
            self._documents.append(DocumentId(id_))
        for (key,) in self._rows("SELECT key FROM told WHERE place > ? ORDER BY place", len(self._keys)):
            self._keys.append(key)
            self._known_keys.add(key)

    def _rows(self, asked: str, place: int) -> Sequence[tuple[Any, ...]]:
        rows: Sequence[tuple[Any, ...]] = self._connection.execute(asked, (place,)).fetchall()
        return rows

    @contextmanager
    def _working(self) -> Iterator[Any]:
        """The connection, for one thread at a time; a broken file is thrown away, and an empty one put in its place."""
        with self._lock:
            try:
                yield self._connection
            except (self._driver.Error, MemoryError) as error:  # a broken file may tell lengths that no memory holds
                if not isinstance(error, MemoryError) and not _is_unreadable(error):
                    place = self._file or "the search index in memory"
                    raise StorageError(
                        f"{place}: {error}; free some space, or delete the file, and try again"
                    ) from error
                self._connection.close()
                self._forget()
                self._discard()
                self._connection = self._opened()
                raise StorageError("The search index was broken and is made anew. Search again.") from error

    def _opened(self) -> Any:  # noqa: ANN401 - the connection of a driver that is chosen when it runs
        if self._file is None:
            return self._made(":memory:")
        for is_last in (False, True):
            try:
                return self._made(str(self._file))
            except _ForeignError:
                self.note = f"{self._file} belongs to another program"
                break
            except self._driver.Error as error:
                if is_last or not _is_unreadable(error):
                    self.note = f"{self._file} cannot be kept ({error})"
                    break
                self._discard()
        return self._made(":memory:")

    def _made(self, place: str) -> Any:  # noqa: ANN401 - as above
        connection = self._driver.connect(
            place, timeout=_PATIENCE_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("BEGIN IMMEDIATE")  # tells at once where nothing can be written
            if not self._is_current(connection):
                for command in _TABLES:
                    connection.execute(command)
            connection.execute("COMMIT")
        except BaseException:
            connection.close()
            raise
        return connection

    def _is_current(self, connection: Any) -> bool:  # noqa: ANN401 - as above
        """Whether the tables are there.

        Raises:
            _ForeignError: Those of another program are.
            Error: Those of another form of the index are, as if it were broken.
        """
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (form,) = connection.execute("PRAGMA user_version").fetchone()
        (n_tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if application not in {0, APPLICATION_ID} or (n_tables and application == 0):
            raise _ForeignError
        if n_tables and form != _FORM:
            raise self._driver.DatabaseError("malformed: of another version")
        return bool(n_tables)

    def _discard(self) -> None:
        if self._file is not None:
            for ending in ("", "-journal"):
                self._file.with_name(self._file.name + ending).unlink(missing_ok=True)


class _ForeignError(Exception):
    """The file is not ours."""


def _is_unreadable(error: Exception) -> bool:
    return any(words in str(error) for words in _UNREADABLE)
