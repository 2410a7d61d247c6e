"""Jobs: what is to be added, one after the other behind the pages, and what became of it.

They live as long as the program runs. What they recorded is in the ledger, document by document, however they end.
"""

from __future__ import annotations

import io
import shutil
import tempfile
import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from threading import Lock, Thread
from typing import IO

from detente.errors import DetenteError, ReadingError
from detente.reading import Limits, bytes_of, printable
from detente.reading.files import require_size
from detente.settings import Settings
from detente.web.failures import BadQueryError, NoSuchPageError
from detente.workspace import OnFound, OnProgress, Outcome, OutcomeKind, Workspace, limits_of

_KEPT = 200
"""So many jobs are remembered."""


class JobState(StrEnum):
    """How far a job has come."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something that was to be added, and how far that has come.

    Attributes:
        id: Counted from 1 since the program started.
        what: In a few words, printable.
        given_at: When it was given (UTC).
        n_expected: How many outcomes there will be; None while nobody knows.
        outcomes: What became of each file so far.
        error: Why it stopped before its end; empty otherwise.
        repeats: The job that it tries again; None if none.
        repeated_by: The job that tries it again; None if none does.
    """

    id: int
    what: str
    given_at: datetime
    state: JobState = JobState.WAITING
    n_expected: int | None = None
    outcomes: tuple[Outcome, ...] = ()
    error: str = ""
    repeats: int | None = None
    repeated_by: int | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will become of it."""
        return self.state in {JobState.DONE, JobState.STOPPED}

    @property
    def n_refused(self) -> int:
        """How many files were refused so far."""
        return sum(outcome.kind is OutcomeKind.REFUSED for outcome in self.outcomes)

    @property
    def can_be_repeated(self) -> bool:
        """Whether there is something to try again, and nobody did."""
        return self.is_over and self.repeated_by is None and bool(self.n_refused or self.state is JobState.STOPPED)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was sent.

    Attributes:
        name: As the browser tells it.
        size: Bytes.
        file: Where it lies meanwhile; None where it is larger than is read.
    """

    name: str
    size: int
    file: Path | None


Given = Path | tuple[Kept, ...]
"""What is to be added: a path of this machine, or files that were sent."""


class Intake:
    """Adds what it is given, one job at a time, in the order they came.

    Args:
        folder: Of the workspace.
        settings: Passed to it.
    """

    def __init__(self, folder: Path, settings: Settings | None) -> None:
        self._folder, self._settings = folder, settings
        self._lock = Lock()
        self._jobs: dict[int, Job] = {}
        self._given: dict[int, Given] = {}
        self._waiting: deque[int] = deque()
        self._worker: Thread | None = None
        self._store: Path | None = None
        self._is_closing = False

    @property
    def jobs(self) -> tuple[Job, ...]:
        """All that are remembered, the newest first."""
        with self._lock:
            return tuple(reversed(self._jobs.values()))

    def job(self, job_id: int) -> Job:
        """One of them.

        Raises:
            NoSuchPageError: None has this number.
        """
        with self._lock:
            found = self._jobs.get(job_id)
        if found is None:
            raise NoSuchPageError(f"No job {job_id} is known; jobs are forgotten when the program starts anew.")
        return found

    def keep(self, name: str, content: IO[bytes], size: int, limit_bytes: int) -> Kept:
        """Puts a file that was sent aside; one larger than the limit is only remembered by its name."""
        if size > limit_bytes:
            return Kept(name, size, None)
        with self._lock:
            if self._store is None:
                self._store = Path(tempfile.mkdtemp(prefix="detente-intake-"))
            store = self._store
        with tempfile.NamedTemporaryFile(dir=store, delete=False) as kept:
            shutil.copyfileobj(content, kept)
        return Kept(name, size, Path(kept.name))

    def keep_bytes(self, name: str, content: bytes, limit_bytes: int) -> Kept:
        """The same for a file that came as bytes."""
        return self.keep(name, io.BytesIO(content), len(content), limit_bytes)

    def add(self, given: Given, what: str, repeats: int | None = None) -> Job:
        """Puts something at the end of the queue."""
        with self._lock:
            job = Job(
                id=max(self._jobs, default=0) + 1, what=printable(what), given_at=datetime.now(UTC), repeats=repeats
            )
            self._jobs[job.id], self._given[job.id] = job, given
            self._waiting.append(job.id)
            if repeats is not None:
                self._jobs[repeats] = replace(self._jobs[repeats], repeated_by=job.id)
            self._forget_old()
            if self._worker is None:
                self._worker = Thread(target=self._work, daemon=True)
                self._worker.start()
        return job

    def retry(self, job_id: int) -> Job:
        """Puts what was refused at the end of the queue once more; of a path the whole, where known files cost little.

        Raises:
            NoSuchPageError: There is no such job.
            BadQueryError: Nothing of it can be tried again.
        """
        job = self.job(job_id)
        if not job.can_be_repeated:
            raise BadQueryError("job", str(job_id), "one that is over, with refused files that nobody tried again")
        given = self._given[job_id]
        if not isinstance(given, Path):
            # Outcomes come in the order of the files; what a job did not come to has none.
            fates = [outcome.kind for outcome in job.outcomes]
            given = tuple(
                kept for place, kept in enumerate(given) if place >= len(fates) or fates[place] is OutcomeKind.REFUSED
            )
        return self.add(given, job.what, repeats=job_id)

    def close(self) -> None:
        """Ends after the document at hand, and throws away what was sent and not recorded."""
        self._is_closing = True
        worker = self._worker
        if worker is not None:
            worker.join()
        if self._store is not None:
            shutil.rmtree(self._store, ignore_errors=True)

    def _forget_old(self) -> None:
        while len(self._jobs) > _KEPT and next(iter(self._jobs.values())).is_over:
            oldest = next(iter(self._jobs))
            given = self._given.pop(oldest)
            for kept in given if isinstance(given, tuple) else ():
                if kept.file is not None and not self._is_needed(kept.file):
                    kept.file.unlink(missing_ok=True)
            del self._jobs[oldest]

    def _is_needed(self, file: Path) -> bool:
        return any(kept.file == file for given in self._given.values() if isinstance(given, tuple) for kept in given)

    def _work(self) -> None:
        while True:
            with self._lock:
                if self._is_closing or not self._waiting:
                    self._worker = None
                    return
                job_id = self._waiting.popleft()
                given = self._given[job_id]
            self._run(job_id, given)

    def _run(self, job_id: int, given: Given) -> None:
        self._change(job_id, lambda job: replace(job, state=JobState.RUNNING))

        def expect(n_files: int) -> None:
            self._change(job_id, lambda job: replace(job, n_expected=n_files))

        def progress(outcome: Outcome) -> None:
            self._change(job_id, lambda job: replace(job, outcomes=(*job.outcomes, outcome)))
            if self._is_closing:
                raise _ClosingError

        try:
            with Workspace.open(self._folder, self._settings) as workspace:
                add_given(workspace, given, expect, progress)
        except _ClosingError:
            self._change(job_id, lambda job: replace(job, state=JobState.STOPPED, error="The program was ended."))
        except DetenteError as error:
            told = str(error)
            self._change(job_id, lambda job: replace(job, state=JobState.STOPPED, error=told))
        except Exception:  # noqa: BLE001 - the jobs behind it are to have their turn
            traceback.print_exc()
            broken = "This is a fault of the program; what went wrong is told where it was started."
            self._change(job_id, lambda job: replace(job, state=JobState.STOPPED, error=broken))
        else:
            self._change(job_id, lambda job: replace(job, state=JobState.DONE))

    def _change(self, job_id: int, change: Callable[[Job], Job]) -> None:
        with self._lock:
            self._jobs[job_id] = change(self._jobs[job_id])


def add_given(workspace: Workspace, given: Given, on_found: OnFound, on_progress: OnProgress) -> None:
    """Adds a path, or files that were sent; a file that cannot be read is an outcome like any other.

    Raises:
        LedgerError: Nothing can be recorded just now; what was recorded before stays.
    """
    if isinstance(given, Path):
        workspace.add([given], on_found=on_found, on_progress=on_progress)
        return
    on_found(len(given))
    for kept in given:
        outcome = _added(workspace, kept)
        on_progress(outcome)
        if kept.file is not None and outcome.kind is not OutcomeKind.REFUSED:
            kept.file.unlink(missing_ok=True)


def _added(workspace: Workspace, kept: Kept) -> Outcome:
    try:
        data = _content(kept, limits_of(workspace.settings))
    except ReadingError as error:
        return Outcome.refused(error)
    return workspace.add_bytes(data, kept.name)


def _content(kept: Kept, limits: Limits) -> bytes:
    require_size(kept.size, printable(kept.name), limits)
    return b"" if kept.file is None else bytes_of(kept.file, limits)


class _ClosingError(Exception):
    """The program is being ended."""
