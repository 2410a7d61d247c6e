"""Workspaces: a folder with a ledger that files go into, and that any moment of it can be asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from detente.errors import DamagedLedgerError, LedgerError, NotAWorkspaceError, StorageError, WorkspaceInUseError
from detente.model import Dossier, Entry
from detente.workspace.adding import Adding, Finds, limits_of
from detente.workspace.deciding import Deciding
from detente.workspace.making import default_settings, framing, made, new_ledger, why_no_workspace
from detente.workspace.outcomes import OnFound, OnProgress, Outcome
from detente.workspace.places import place_of
from detente.workspace.searches import Searches
from detente.workspace.states import State

if TYPE_CHECKING:
    from detente.analysis import Matrix
    from detente.briefing import Brief, Length
    from detente.dealspace import DealSpace
    from detente.ledger import Ledger, Recording, Verification, View
    from detente.settings import Settings
    from detente.workspace.dna_importing import DnaContents, DnaMapping


class Workspace(Deciding):
    """A folder with a ledger: files go in, views, positions and briefs come out.

    Attributes:
        searches: Full text over its documents and statements.

    Example:
        >>> with Workspace.open(Path("talks")) as workspace:  # doctest: +SKIP
        ...     workspace.add([Path("dispatches")])
        ...     workspace.matrix(as_of=date(2031, 3, 10)).cell("norland", "passage")
    """

    def __init__(self, folder: Path, ledger: Ledger, settings: Settings) -> None:
        self.folder, self.settings = folder, settings
        self.searches = Searches(folder)
        self._ledger = ledger

    @classmethod
    def create(
        cls, folder: Path, dossier_file: Path, settings: Settings | None = None, *, database: str | None = None
    ) -> Self:
        """Makes a workspace with this dossier, and the folders above it; where that fails, nothing stays.

        Args:
            folder: Where to make it.
            dossier_file: The frame of the negotiation.
            settings: By default those of the environment.
            database: The address of an empty PostgreSQL database that is to hold the ledger; by default it is a file.

        Raises:
            DossierError: The dossier cannot be used.
            LedgerError: The folder is a workspace already, or the database holds something.
            StorageError: The folder cannot be made or written to, or the database not be reached.
        """
        settings = settings or default_settings()
        framed = framing(dossier_file)
        with made(folder), new_ledger(folder, settings, database) as ledger:
            ledger.append(framed, actor=settings.reviewer)
        return cls(folder, ledger, settings)

    @classmethod
    def open(cls, folder: Path, settings: Settings | None = None) -> Self:
        """Opens the workspace in this folder.

        Raises:
            NotAWorkspaceError: The folder holds no ledger.
            DamagedLedgerError: Its ledger is broken.
            StorageError: Its ledger cannot be read, or its database not be reached.
        """
        from detente.ledger import Ledger

        settings = settings or default_settings()
        try:
            ledger = Ledger.open(place_of(folder), lock_timeout_seconds=settings.lock_timeout_seconds)
        except NotAWorkspaceError as error:
            raise NotAWorkspaceError(why_no_workspace(folder)) from error
        return cls(folder, ledger, settings)

    @classmethod
    def restore(
        cls, folder: Path, backup: Path, settings: Settings | None = None, *, database: str | None = None
    ) -> Self:
        """Makes a workspace of a backup, once that has been checked; where that fails, nothing stays.

        Raises:
            DamagedLedgerError: The backup is not as it was recorded.
            LedgerError: The folder is a workspace already, or the file no backup.
        """
        from detente.ledger import Ledger

        _require_backup(backup)
        with Ledger.open(backup) as kept:
            if not (found := kept.verify()).is_clean:
                raise DamagedLedgerError(f"{backup} is damaged ({found.findings[0]}); take an older backup")
            return cls.take_in(folder, kept.export(), settings, database=database)

    @classmethod
    def take_in(
        cls, folder: Path, lines: Iterable[str], settings: Settings | None = None, *, database: str | None = None
    ) -> Self:
        """Makes a workspace of what another exported; where that fails, nothing stays.

        Raises:
            DamagedLedgerError: The lines are not what was recorded.
            LedgerError: The folder is a workspace already, or the lines are no export.
        """
        settings = settings or default_settings()
        with made(folder), new_ledger(folder, settings, database) as ledger:
            ledger.take_in(lines)
        return cls(folder, ledger, settings)

    @classmethod
    def take_in_dna(
        cls,
        folder: Path,
        file: Path,
        mapping: DnaMapping | None = None,
        settings: Settings | None = None,
        *,
        database: str | None = None,
    ) -> tuple[Self, DnaContents]:
        """Makes a workspace of a file of the Discourse Network Analyzer, and tells what could not be carried.

        Raises:
            NetworkError: The file cannot be used, or holds nothing to carry.
            LedgerError: The folder is a workspace already.
        """
        from detente.dossier import parse
        from detente.ledger import DossierChanged, open_dna
        from detente.workspace.dna_importing import DnaMapping, dna_contents

        settings = settings or default_settings()
        with open_dna(file) as opened:
            contents = dna_contents(opened, mapping or DnaMapping())
        parse(contents.dossier, str(file))
        with made(folder), new_ledger(folder, settings, database) as ledger:
            ledger.append([DossierChanged(contents.dossier, file.name)], actor=settings.reviewer)
            for events in contents.documents:
                ledger.append(events, actor=settings.reviewer)
        return cls(folder, ledger, settings), contents

    def close(self) -> None:
        """Closes the ledger, and the index of words."""
        self.searches.close()
        self._ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def dossier(self) -> Dossier:
        """The dossier in force."""
        return self.at().dossier

    @property
    def journal_note(self) -> str:
        """Why the ledger is not written in the faster mode; empty where it is."""
        return self._ledger.note

    def add(
        self,
        paths: Sequence[Path],
        *,
        actor: str | None = None,
        on_found: OnFound | None = None,
        on_progress: OnProgress | None = None,
    ) -> tuple[Outcome, ...]:
        """Reads, codes and records files and folders, each document in one transaction.

        A file that cannot be read is an outcome like any other; the run goes on.

        Args:
            paths: Files, or folders that are searched for documents.
            actor: Who adds them; by default the reviewer of the settings.
            on_found: Is told how many outcomes there will be, before the first file is read.
            on_progress: Is told each outcome as it comes.

        Returns:
            An outcome for each file, in the order of the paths.

        Raises:
            WorkspaceInUseError: Another process is writing; the message tells how far the run came.
            StorageError: The disk is full, read-only or failing; likewise.
        """
        found = Finds.of(paths)
        if on_found is not None:
            on_found(found.n_outcomes)
        outcomes: list[Outcome] = []
        try:
            for outcome in self._adding.files(found, actor or self.settings.reviewer):
                outcomes.append(outcome)
                if on_progress is not None:
                    on_progress(outcome)
        except (StorageError, WorkspaceInUseError) as error:
            many = "1 file" if found.n_outcomes == 1 else f"{found.n_outcomes} files"
            done = f"stopped after {len(outcomes)} of {many}, run the same again"
            raise type(error)(f"{error}; {done if outcomes else 'nothing was recorded'}") from error
        return tuple(outcomes)

    def add_bytes(
        self, data: bytes, name: str, *, actor: str | None = None, on_progress: OnProgress | None = None
    ) -> Outcome:
        """Reads, codes and records one document that came as bytes, from standard input for instance.

        Args:
            data: The document.
            name: What to call it; its ending tells its kind, where it has one.
            actor: Who adds it; by default the reviewer of the settings.
            on_progress: Is told the outcome.

        Raises:
            WorkspaceInUseError: Another process is writing; nothing was recorded.
            StorageError: The disk is full, read-only or failing; nothing was recorded.
        """
        outcome = self._adding.bytes(data, name, actor or self.settings.reviewer)
        if on_progress is not None:
            on_progress(outcome)
        return outcome

    def view(self, as_of: date | None = None, known_at: datetime | None = None) -> View:
        """The ledger with both times fixed: what was said by that day, as it was known at that moment."""
        return self._ledger.view(as_of=as_of, known_at=known_at)

    def at(self, as_of: date | None = None, known_at: datetime | None = None) -> State:
        """What the workspace holds with both times fixed; the questions below ask one such state each."""
        return State(self.folder, self.view(as_of, known_at))

    def statements(self, as_of: date | None = None, known_at: datetime | None = None) -> tuple[Entry, ...]:
        """The statements of a view in reading order, rejected ones too."""
        return self.view(as_of, known_at).entries

    def matrix(self, as_of: date | None = None, known_at: datetime | None = None) -> Matrix:
        """Where every party stands on every issue, in the frame of the dossier known then.

        Raises:
            LedgerError: Nothing was recorded by then.
        """
        return self.at(as_of, known_at).matrix

    def deal_space(self, as_of: date | None = None, known_at: datetime | None = None) -> DealSpace:
        """Which packages the red lines of a matrix leave possible.

        Raises:
            LedgerError: Nothing was recorded by then.
        """
        return self.at(as_of, known_at).deal_space()

    def brief(
        self,
        as_of: date | None = None,
        known_at: datetime | None = None,
        *,
        length: Length | None = None,
        since: date | None = None,
    ) -> Brief:
        """The brief of a view, each line with the statements and notes it rests on; what moved only with ``since``.

        Raises:
            DetenteError: ``as_of`` lies before ``since``.
            LedgerError: Nothing was recorded by then.
        """
        return self.at(as_of, known_at).brief(length, since)

    def reframe(self, dossier_file: Path, reviewer: str | None = None) -> bool:
        """Puts another dossier in force, and gives whether it is another one; :meth:`recode` codes by it.

        Args:
            dossier_file: The frame of the negotiation from now on.
            reviewer: Who decides; by default the reviewer of the settings.

        Raises:
            DossierError: The dossier cannot be used; the one in force stays.
        """
        framed = framing(dossier_file)
        recorded = self._ledger.append(framed, actor=self.settings.reviewer if reviewer is None else reviewer)
        self.__dict__.pop("_adding", None)  # its coder was made for the dossier before
        return bool(recorded)

    def recode(self, *, actor: str | None = None, on_progress: OnProgress | None = None) -> tuple[Outcome, ...]:
        """Codes every document again that an older coder coded, or by an older dossier; what was reviewed outlives it.

        Args:
            actor: Who has it coded; by default the reviewer of the settings.
            on_progress: Is told each document as it is done.

        Returns:
            An outcome for each document, in the order they were recorded.
        """
        outcomes: list[Outcome] = []
        for outcome in self._adding.again(actor or self.settings.reviewer):
            outcomes.append(outcome)
            if on_progress is not None:
                on_progress(outcome)
        return tuple(outcomes)

    def history(self, id_or_prefix: str) -> tuple[str, tuple[Recording, ...]]:
        """The whole id of a statement, note or document, and everything recorded about it, oldest first.

        Raises:
            UnknownStatementError: Nothing has that id, or several begin with it.
        """
        return self._ledger.history(id_or_prefix)

    def log(self, newest: int | None = None) -> Iterator[Recording]:
        """Everything recorded, oldest first, or only the newest of it."""
        return self._ledger.log(newest=newest)

    def backup(self, file: Path) -> None:
        """Writes the ledger to a new SQLite file, while others go on using it; :meth:`restore` takes it.

        Raises:
            StorageError: The file is there already, or cannot be written.
        """
        self._ledger.backup(file)

    def export(self) -> Iterator[str]:
        """The whole ledger as lines of JSON; :meth:`take_in` makes the same ledger of them, on any database."""
        return self._ledger.export()

    def verify(self, on_events: Callable[[int], None] | None = None) -> Verification:
        """Checks the whole ledger: hash chain, quotes against texts, tables against the events.

        Args:
            on_events: Is told from time to time how many events were checked.
        """
        return self._ledger.verify(on_events)

    @cached_property
    def _adding(self) -> Adding:
        return Adding(self._ledger, self.at, limits_of(self.settings))


def _require_backup(file: Path) -> None:
    from detente.workspace.statement_files import is_database

    with suppress(OSError):  # who opens it next tells why it cannot be read
        if not is_database(file):
            advice = "give what `detente backup` wrote; of an export `detente import` makes a workspace"
            raise LedgerError(f"{file} is no backup of a ledger; {advice}")
