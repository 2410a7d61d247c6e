"""Choosing statements by party, issue, act and document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from detente.errors import DetenteError
from detente.ledger import View
from detente.model import DocumentId, Dossier, Entry


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

    def of(self, view: View, dossier: Dossier) -> tuple[Entry, ...]:
        """The chosen entries of a view, in reading order.

        Raises:
            DetenteError: The dossier has no such party or issue, or the view no such document.
        """
        _require("party", self.party, [party.id for party in dossier.parties])
        _require("issue", self.issue, [issue.id for issue in dossier.issues])
        documents = None if self.doc is None else _documents(view, self.doc)
        return tuple(
            entry
            for entry in view.entries
            if self.party in {None, entry.statement.party}
            and self.issue in {None, entry.statement.issue}
            and self.act in {None, entry.statement.act}
            and (documents is None or entry.statement.doc in documents)
        )


def names_of(view: View) -> Mapping[DocumentId, str]:
    """Each document's name: its first file's, without the ending."""
    return {document: PurePath(arrived[0].name).stem for document, arrived in view.deliveries.items()}


def _require(what: str, asked: str | None, known: Iterable[str]) -> None:
    names = list(known)
    if asked is not None and asked not in names:
        raise DetenteError(f"the dossier has no {what} {asked!r}; choose from {', '.join(names)}")


def _documents(view: View, asked: str) -> set[DocumentId]:
    found = {
        document
        for document, arrived in view.deliveries.items()
        if document.startswith(asked)
        or any(asked in {each.name, PurePath(each.name).name, PurePath(each.name).stem} for each in arrived)
    }
    if not found:
        raise DetenteError(f"no document is called {asked!r}; give its file's name or the beginning of its id")
    return found
