"""Bargaining: what the positions of a workspace make possible, what models make of them, and who stands with whom."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from detente.model import Dossier

if TYPE_CHECKING:
    from detente.analysis import DrawnRedLine, Matrix
    from detente.analysis.networks import StatementTable
    from detente.dealspace import DealSpace, Recorded
    from detente.dealspace.forecasts import Forecasts, Given
    from detente.ledger import View


class Bargaining(ABC):
    """Deal space, forecasts and the table that networks are made of, at one moment."""

    view: View

    @property
    @abstractmethod
    def dossier(self) -> Dossier:
        """The dossier in force."""

    @property
    @abstractmethod
    def matrix(self) -> Matrix:
        """Where every party stands on every issue, in the frame of the dossier."""

    @abstractmethod
    def red_lines(self) -> tuple[DrawnRedLine, ...]:
        """Every red line ever drawn, whether it stands, and what it excludes."""

    def statement_table(self) -> StatementTable:
        """The statements that count as a table, for networks and coalitions.

        Raises:
            LedgerError: Nothing was recorded by then.
        """
        from detente.analysis.networks import entry_table

        return entry_table(self.view.entries, self.dossier)

    def deal_space(self) -> DealSpace:
        """Which packages the red lines in force leave possible.

        Raises:
            LedgerError: Nothing was recorded by then.
        """
        from detente.dealspace import deal_space

        return deal_space(self.matrix, self.dossier, self.red_lines())

    def forecasts(
        self,
        issue: str | None = None,
        given: Given | None = None,
        *,
        cost_of_failure: float | None = None,
        step: float | None = None,
    ) -> Forecasts:
        """What bargaining models make of the positions of the matrix, with their errors on past decisions.

        Args:
            issue: Only this one is told.
            given: Capability and salience instead of those assumed.
            cost_of_failure: What no deal costs each party; by default the whole scale.
            step: By which share entries are moved to see what an outcome hangs on; by default a tenth.

        Raises:
            DetenteError: The dossier has no such party or issue, or a number given cannot be.
            LedgerError: Nothing was recorded by then.
        """
        from detente.dealspace.forecasts import COST_OF_FAILURE, STEP, Given, forecasts, place

        return forecasts(
            place(self.matrix, given or Given()),
            self.dossier.title,
            issue=issue,
            cost_of_failure=COST_OF_FAILURE if cost_of_failure is None else cost_of_failure,
            step=STEP if step is None else step,
        )

    def scenario(self) -> Recorded:
        """What the positions make of a deal space: weights and values assumed where the dossier sets none.

        Raises:
            LedgerError: Nothing was recorded by then.
            ScenarioError: No position or no option to choose between.
        """
        from detente.dealspace import recorded

        return recorded(self.matrix, self.dossier, self.red_lines())
