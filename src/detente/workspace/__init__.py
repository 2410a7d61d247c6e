"""Turns an analyst's files into a workspace, and a workspace into positions, deals and briefs.

The one place that joins the stages. A stage is imported when it is first needed, so that a command pays
only for the stages it uses.
"""

from detente.workspace.adding import limits_of
from detente.workspace.codesheets import RowKind, RowOutcome
from detente.workspace.outcomes import OnFound, OnProgress, Outcome, OutcomeKind
from detente.workspace.states import State
from detente.workspace.workspaces import Workspace

__all__ = [
    "OnFound",
    "OnProgress",
    "Outcome",
    "OutcomeKind",
    "RowKind",
    "RowOutcome",
    "State",
    "Workspace",
    "limits_of",
]
