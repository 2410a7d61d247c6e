"""Finding: what of a workspace is meant by a name, or by the beginning of an id."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import PurePath
from typing import TYPE_CHECKING

from detente.errors import UnknownContestError, UnknownDocumentError
from detente.model import DocumentId, Dossier

if TYPE_CHECKING:
    from detente.analysis import Contest
    from detente.ledger import View


class Finding(ABC):
    """Documents, sources and contests as a user calls them, at one moment."""

    view: View

    @property
    @abstractmethod
    def dossier(self) -> Dossier:
        """The dossier in force."""

    @abstractmethod
    def contests(self) -> tuple[Contest, ...]:
        """The statements that cannot all hold, side by side."""

    def documents_called(self, asked: str) -> tuple[DocumentId, ...]:
        """The documents with this name, this file's name, or an id that begins so.

        Raises:
            UnknownDocumentError: There is none.
        """
        found = tuple(
            document
            for document, arrived in self.view.deliveries.items()
            if (asked and document.startswith(asked))
            or any(asked in {each.name, PurePath(each.name).name, PurePath(each.name).stem} for each in arrived)
        )
        if not found:
            raise UnknownDocumentError(
                f"no document is called {asked!r}; give its file's name or the beginning of its id"
            )
        return found

    def document(self, asked: str) -> DocumentId:
        """The one document that is called so.

        Raises:
            UnknownDocumentError: There is none, or several are.
        """
        found = self.documents_called(asked)
        if len(found) > 1:
            raise UnknownDocumentError(
                f"{len(found)} documents are called {asked!r} ({', '.join(found[:3])}); give an id"
            )
        return found[0]

    def source(self, asked: str) -> str | None:
        """The publisher, or source of the dossier, of this name in any case, as it writes itself; None for none."""
        names = [imprint.publisher for imprint in self.view.imprints.values() if imprint.publisher is not None]
        names += [source.name for source in self.dossier.sources]
        return next((name for name in names if name.casefold() == asked.casefold()), None)

    def contest(self, asked: str) -> Contest:
        """The contest with this id or key, or the only one whose id begins so.

        Raises:
            UnknownContestError: There is none, or there are several.
            LedgerError: Nothing was recorded by then.
        """
        found = [one for one in self.contests() if asked and (one.id.startswith(asked) or one.key == asked)]
        if not found:
            raise UnknownContestError(f"no contest has the id {asked!r}; `detente contests` lists them")
        if len(found) > 1:
            ids = ", ".join(one.id for one in found[:3])
            raise UnknownContestError(f"{len(found)} contests begin with {asked!r} ({ids}); give more of the id")
        return found[0]
