"""States: what a workspace holds at a moment, and what follows from it."""

from __future__ import annotations

from datetime import UTC
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import LedgerError
from detente.model import Dossier

if TYPE_CHECKING:
    from detente.analysis import Matrix
    from detente.briefing import Brief, Length
    from detente.dealspace import DealSpace
    from detente.ledger import View

LEDGER_FILE = "ledger.sqlite"
"""The file of a workspace's folder that holds its ledger."""


class State:
    """A view with the dossier that was in force in it; whatever needs that dossier raises without one.

    Attributes:
        view: The ledger with both times fixed.
    """

    def __init__(self, folder: Path, view: View) -> None:
        self._folder, self.view = folder, view

    @property
    def is_blank(self) -> bool:
        """Whether nothing had been recorded yet, not even a dossier."""
        return self.view.dossier_text is None

    @cached_property
    def dossier(self) -> Dossier:
        """The dossier in force.

        Raises:
            LedgerError: Nothing was recorded by then.
        """
        if self.view.dossier_text is None:
            raise LedgerError(f"{self._folder}{self._why_blank()}")
        return _parsed(self.view.dossier_text, self.view.dossier_file or "")

    @cached_property
    def matrix(self) -> Matrix:
        """Where every party stands on every issue, in the frame of the dossier.

        Raises:
            LedgerError: Nothing was recorded by then.
        """
        from detente.analysis import matrix

        return matrix(self.view.entries, self.dossier, as_of=self.view.as_of, known_at=self.view.known_at)

    def deal_space(self) -> DealSpace:
        """Which packages the red lines of the matrix leave possible.

        Raises:
            LedgerError: Nothing was recorded by then.
        """
        from detente.dealspace import deal_space

        return deal_space(self.matrix, self.dossier)

    def brief(self, length: Length | None = None) -> Brief:
        """The brief, each line with the statements it rests on.

        Args:
            length: How much it holds; ``standard`` by default.

        Raises:
            LedgerError: Nothing was recorded by then.
        """
        from detente.briefing import Length, build_brief

        view = self.view
        return build_brief(self.matrix, view.entries, view.imprints, self.dossier, length=length or Length.STANDARD)

    def _why_blank(self) -> str:
        known_at = self.view.known_at
        if known_at is not None:
            return (
                f": nothing had been recorded by {known_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC; choose a later moment"
            )
        return f" has no dossier, its making was broken off; delete {LEDGER_FILE} in it and run `detente init` again"


@lru_cache(maxsize=8)
def _parsed(text: str, file: str) -> Dossier:
    # Reading a dossier takes longer than the rest of a page, and its text seldom changes.
    from detente.dossier import parse

    return parse(text, file)
