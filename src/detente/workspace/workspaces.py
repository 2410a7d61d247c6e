"""Workspaces: a folder with a ledger that files go into, and that any moment of it can be asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Self

from detente.errors import NotAWorkspaceError, RefusedReviewError, StorageError, WorkspaceInUseError
from detente.model import Decision, Dossier, Entry, Review
from detente.reading import printable
from detente.workspace.adding import Adding, Finds, limits_of
from detente.workspace.outcomes import OnFound, OnProgress, Outcome
from detente.workspace.states import LEDGER_FILE, State

if TYPE_CHECKING:
    from detente.analysis import Matrix
    from detente.briefing import Brief, Length
    from detente.dealspace import DealSpace
    from detente.ledger import Ledger, Verification, View
    from detente.settings import Settings


class Workspace:
    """A folder with a ledger: files go in, views, positions and briefs come out.

    Example:
        >>> with Workspace.open(Path("talks")) as workspace:  # doctest: +SKIP
        ...     workspace.add([Path("dispatches")])
        ...     workspace.matrix(as_of=date(2031, 3, 10)).cell("norland", "passage")
    """

    def __init__(self, folder: Path, ledger: Ledger, settings: Settings) -> None:
        self.folder, self.settings = folder, settings
        self._ledger = ledger

    @classmethod
    def create(cls, folder: Path, dossier_file: Path, settings: Settings | None = None) -> Self:
        """Makes a workspace with this dossier, and the folders above it; where that fails, nothing stays.

        Raises:
            DossierError: The dossier cannot be used.
            LedgerError: The folder is a workspace already.
            StorageError: The folder cannot be made or written to.
        """
        from detente.ledger import DossierChanged, Ledger

        settings = settings or _settings()
        changed = DossierChanged(_dossier_text(dossier_file), printable(str(dossier_file)))
        with _made(folder):
            path = folder / LEDGER_FILE
            ledger = Ledger.create(path, lock_timeout_seconds=settings.lock_timeout_seconds)
            try:
                ledger.append([changed], actor=settings.reviewer)
            except BaseException:
                ledger.close()
                path.unlink(missing_ok=True)
                raise
        return cls(folder, ledger, settings)

    @classmethod
    def open(cls, folder: Path, settings: Settings | None = None) -> Self:
        """Opens the workspace in this folder.

        Raises:
            NotAWorkspaceError: The folder holds no ledger.
            DamagedLedgerError: Its ledger is broken.
            StorageError: Its ledger cannot be read.
        """
        from detente.ledger import Ledger

        settings = settings or _settings()
        try:
            ledger = Ledger.open(folder / LEDGER_FILE, lock_timeout_seconds=settings.lock_timeout_seconds)
        except NotAWorkspaceError as error:
            raise NotAWorkspaceError(_why_no_workspace(folder)) from error
        return cls(folder, ledger, settings)

    def close(self) -> None:
        """Closes the ledger."""
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
            so_far = f"stopped after {len(outcomes)} of {found.n_outcomes} files"
            raise type(error)(f"{error}; {so_far}, run the same again") from error
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
        self, as_of: date | None = None, known_at: datetime | None = None, *, length: Length | None = None
    ) -> Brief:
        """The brief of a view, each line with the statements it rests on.

        Raises:
            LedgerError: Nothing was recorded by then.
        """
        return self.at(as_of, known_at).brief(length)

    def review(
        self,
        statement_id: str,
        decision: Decision | str,
        changes: Mapping[str, object] | None = None,
        reason: str = "",
        reviewer: str | None = None,
    ) -> Entry:
        """Records an analyst's decision on a statement, and gives its entry after that.

        Args:
            statement_id: Its id, or a beginning that no other id has.
            decision: accept, correct or reject.
            changes: For a correction: field to new value, as in the JSON form of a statement; a moved
                quote by ``start`` and ``end``.
            reason: Why; never empty.
            reviewer: Who decides; by default the reviewer of the settings.

        Raises:
            UnknownStatementError: No statement has that id, or several begin with it.
            RefusedReviewError: The review cannot be recorded as asked; the message tells what would be right.
        """
        from detente.ledger import StatementReviewed, check_names

        state = self.at()
        entry = state.view.entry(statement_id)
        changes = dict(changes or {})
        check_names(changes, entry.statement, state.dossier)
        review = Review(
            statement=entry.id,
            decision=_decision(decision),
            reason=reason,
            reviewer=self.settings.reviewer if reviewer is None else printable(reviewer),
            changes=MappingProxyType(changes),
        )
        self._ledger.append([StatementReviewed(review)], actor=review.reviewer)
        return self.view().entry(entry.id)

    def verify(self) -> Verification:
        """Checks the whole ledger: hash chain, quotes against texts, tables against the events."""
        return self._ledger.verify()

    @cached_property
    def _adding(self) -> Adding:
        return Adding(self._ledger, self.at, limits_of(self.settings))


def _settings() -> Settings:
    from detente.settings import load_settings

    return load_settings()


def _dossier_text(file: Path) -> str:
    """The text of a dossier's file, once it is known to be a good one."""
    from detente.dossier import load

    load(file)
    return file.read_text(encoding="utf-8-sig")


def _why_no_workspace(folder: Path) -> str:
    if folder.is_file():
        return f"{folder} is a file; name the folder that the ledger is in"
    if folder.is_symlink() and not folder.exists():
        return f"{folder} is a link to {folder.readlink()}, which is not there; mend the link"
    return f"{folder} is no workspace; `detente init {folder} --dossier FILE` makes one"


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Makes the folder and those above it, and takes away again what it made if the rest fails."""
    try:
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        what = "a file" if folder.is_file() else "a link to what is not there"
        raise StorageError(f"{folder} is {what}; choose a folder") from error
    except OSError as error:
        raise StorageError(f"{folder}: {error.strerror}; choose a folder that can be made") from error
    try:
        yield
    except BaseException:
        for each in missing:
            with suppress(OSError):
                each.rmdir()
        raise


def _decision(decision: Decision | str) -> Decision:
    try:
        return Decision(decision)
    except ValueError as error:
        raise RefusedReviewError(f"{decision!r} is no decision; choose from {', '.join(Decision)}") from error
