"""Choosing: the workspace a command works on, and its statements by party, issue, act and document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

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
        party, issue: Ids or names of the dossier.
        act: A word of :class:`detente.model.Act`.
        doc: A document's name, its file's name, or the beginning of its id.
    """

    party: str | None = None
    issue: str | None = None
    act: str | None = None
    doc: str | None = None

    def within(self, dossier: Dossier) -> Self:
        """The same by the dossier's ids; a name does for an id, in any case, where no other has it.

        Raises:
            DetenteError: The dossier has no such party or issue.
        """
        party = _id_of("party", self.party, {party.id: party.name for party in dossier.parties})
        issue = _id_of("issue", self.issue, {issue.id: issue.name for issue in dossier.issues})
        return replace(self, party=party, issue=issue)

    def of(self, state: State) -> tuple[Entry, ...]:
        """The chosen entries of a state, in reading order.

        Raises:
            DetenteError: The dossier has no such party or issue, or the view no such document.
        """
        view = state.view
        chosen = self.within(state.dossier)
        documents = None if self.doc is None else state.documents_called(self.doc)
        return tuple(
            entry
            for entry in view.entries
            if chosen.party in {None, entry.statement.party}
            and chosen.issue in {None, entry.statement.issue}
            and self.act in {None, entry.statement.act}
            and (documents is None or entry.statement.doc in documents)
        )


def _id_of(what: str, asked: str | None, name_of: Mapping[str, str]) -> str | None:
    if asked is None or asked in name_of:
        return asked
    called = [id_ for id_, name in name_of.items() if asked.casefold() in {id_.casefold(), name.casefold()}]
    if len(called) != 1:
        raise DetenteError(f"the dossier has no {what} {asked!r}; choose from {', '.join(name_of)}")
    return called[0]
