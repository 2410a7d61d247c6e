"""Choosing: the workspace a command works on, and its statements by party, issue, act and document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from detente.cli.output import tell
from detente.errors import DetenteError
from detente.model import Dossier, Entry
from detente.settings import load_settings
from detente.workspace import State, Workspace


def open_workspace(folder: Path | None) -> Workspace:
    """The workspace in this folder; without one in that of the settings, which is where we stand by default."""
    settings = load_settings()
    workspace = Workspace.open(folder or settings.workspace, settings)
    if workspace.journal_note:
        tell(workspace.journal_note)
    return workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What to keep; None keeps all.

    Attributes:
        party, issue: Ids of the dossier.
        act: A word of :class:`detente.model.Act`.
        doc: A document's name, its file's name, or the beginning of its id.
    """

    party: str | None = None
    issue: str | None = None
    act: str | None = None
    doc: str | None = None

    def check(self, dossier: Dossier) -> None:
        """Makes sure that party and issue are the dossier's.

        Raises:
            DetenteError: The dossier has no such party or issue.
        """
        _require("party", self.party, [party.id for party in dossier.parties])
        _require("issue", self.issue, [issue.id for issue in dossier.issues])

    def of(self, state: State) -> tuple[Entry, ...]:
        """The chosen entries of a state, in reading order.

        Raises:
            DetenteError: The dossier has no such party or issue, or the view no such document.
        """
        view = state.view
        self.check(state.dossier)
        documents = None if self.doc is None else state.documents_called(self.doc)
        return tuple(
            entry
            for entry in view.entries
            if self.party in {None, entry.statement.party}
            and self.issue in {None, entry.statement.issue}
            and self.act in {None, entry.statement.act}
            and (documents is None or entry.statement.doc in documents)
        )


def _require(what: str, asked: str | None, known: Iterable[str]) -> None:
    names = list(known)
    if asked is not None and asked not in names:
        raise DetenteError(f"the dossier has no {what} {asked!r}; choose from {', '.join(names)}")
