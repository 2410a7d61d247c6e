"""Every error détente raises on purpose, with what a caller may do about it.

::

    DetenteError                 anything below; its text says what to do next in one line, a dossier's in one a mistake
    ├── DossierError             a dossier that cannot be used: file, line, key, what would be right
    ├── ReadingError             one document that cannot be read: the run goes on without it
    ├── ScenarioError            a deal space that cannot be reckoned with: what is wrong, and what would be right
    │   └── UnreadableChangeError  a what-if that is not written as it should be
    ├── ModelError               the attribution model is missing or damaged: install again
    ├── MissingPartError         what was asked for needs a library that is not installed: the command that installs it
    ├── NetworkError             a network that cannot be made as asked, or a file of statements that cannot be used
    └── LedgerError              the workspace or its ledger
        ├── NotAWorkspaceError   the folder holds no ledger
        ├── WorkspaceInUseError  another process is writing: try again
        ├── StorageError         the disk is full, read-only or failing; nothing was half written
        ├── UnknownStatementError  no statement has that id, or several begin with it
        ├── UnknownDocumentError   no document or source is called so, or several are
        ├── UnknownContestError  no contest has that id, or several begin with it
        ├── RefusedReviewError   a decision that cannot be recorded as asked
        │   └── StaleReviewError   somebody reviewed the statement in the meantime
        └── DamagedLedgerError   the stored events contradict themselves
"""

from __future__ import annotations

from dataclasses import dataclass


class DetenteError(Exception):
    """The root: its text is a line for a person (a dossier's a line for each mistake), without a stack trace."""


@dataclass(frozen=True, slots=True)
class DossierProblem:
    """One mistake in a dossier: where it stands and what would be right.

    Attributes:
        file: The dossier's path as the user gave it.
        line: Line in the file, counted from 1; 0 where the whole file is meant.
        key: Dotted path of the key, e.g. ``issues[2].scale.kind``.
        message: What is wrong and what would be right.
    """

    file: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}, {self.key}: {self.message}" if self.key else f"{place}: {self.message}"


class DossierError(DetenteError):
    """A dossier that cannot be used. ``problems`` lists every mistake found, in file order."""

    def __init__(self, problems: list[DossierProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


class ReadingError(DetenteError):
    """One document that cannot be read.

    Attributes:
        name: The file as the user knows it.
        reason: What is wrong with it, in a few words.
        advice: What to do next.
    """

    def __init__(self, name: str, reason: str, advice: str) -> None:
        self.name, self.reason, self.advice = name, reason, advice
        super().__init__(f"{name}: {reason}; {advice}")


class ScenarioError(DetenteError):
    """A scenario of a deal space that cannot be used, or a question that is too large for it."""


class UnreadableChangeError(ScenarioError):
    """A change to a scenario that is not written as it should be; the text says how it is written."""


class ModelError(DetenteError):
    """The trained model's files are missing, or not the ones that were shipped; nothing can be coded without them."""


class MissingPartError(DetenteError):
    """What was asked for needs a library that is not installed by default; the text gives the command."""

    def __init__(self, what: str, library: str, extra: str) -> None:
        super().__init__(f"{what} needs {library}, which is not installed; run pip install 'detente[{extra}]'")


class NetworkError(DetenteError):
    """A network that cannot be made as asked, or a file of statements that cannot be used."""


class LedgerError(DetenteError):
    """Something about the workspace or its ledger."""


class NotAWorkspaceError(LedgerError):
    """The folder holds no ledger; ``detente init`` makes one."""


class WorkspaceInUseError(LedgerError):
    """Another process holds the ledger's write lock; nothing was recorded, the call may be repeated."""


class StorageError(LedgerError):
    """The disk is full, read-only or failing; what was acknowledged before is kept."""


class UnknownStatementError(LedgerError):
    """No statement has that id, or more than one begins with it."""


class UnknownDocumentError(LedgerError):
    """No document or source is called so, or more than one is."""


class UnknownContestError(LedgerError):
    """No contest has that id, or more than one begins with it."""


class RefusedReviewError(LedgerError):
    """A decision that cannot be recorded so: no reason, an unknown field, a quote not in the text, a day to come.

    Also a statement added by hand that the ledger holds already.
    """


class StaleReviewError(RefusedReviewError):
    """Somebody reviewed the statement after the reviewer looked at it; nothing was recorded.

    Attributes:
        theirs: What the statement says now in the fields that were to be changed, or its status.
        ours: What it was to say.
    """

    def __init__(self, message: str, *, theirs: dict[str, object], ours: dict[str, object]) -> None:
        self.theirs, self.ours = theirs, ours
        super().__init__(message)


class DamagedLedgerError(LedgerError):
    """The stored events contradict themselves: ``detente verify`` names the places."""
