"""The commands that compare positions: ``gaps`` between parties, ``movement`` between days."""

from __future__ import annotations

from detente.cli.options import (
    AsOf,
    Form,
    KnownAt,
    OfParty,
    OnIssue,
    Since,
    TableOrJson,
    Until,
    WorkspaceFolder,
)
from detente.cli.output import print_record


def gaps(
    *,
    party: OfParty = None,
    issue: OnIssue = None,
    folder: WorkspaceFolder = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: TableOrJson = Form.TABLE,
) -> None:
    """Tell how far parties stand apart, and what would close it.

    An issue is agreed, close, open, deadlocked, or not yet told by all.
    """
    from detente.cli.choosing import Choice, open_workspace
    from detente.cli.gap_tables import gaps_page
    from detente.model.wire import to_wire

    with open_workspace(folder) as workspace:
        state = workspace.at(as_of, known_at)
        asked = Choice(party=party, issue=issue).within(state.dossier)
        found = state.gaps().chosen(party=asked.party, issue=asked.issue)
        print_record(form, found, to_wire, lambda told: gaps_page(told, state.dossier))


def movement(
    *,
    since: Since,
    until: Until = None,
    party: OfParty = None,
    issue: OnIssue = None,
    folder: WorkspaceFolder = None,
    known_at: KnownAt = None,
    form: TableOrJson = Form.TABLE,
) -> None:
    """Tell what changed since a day, toward or away from whom.

    And how often each party moved, and how many of its chances it let pass.
    """
    from detente.cli.choosing import Choice, open_workspace
    from detente.cli.movement_tables import movement_page
    from detente.model.wire import to_wire

    with open_workspace(folder) as workspace:
        state = workspace.at(until, known_at)
        asked = Choice(party=party, issue=issue).within(state.dossier)
        found = state.movement(since).chosen(party=asked.party, issue=asked.issue)
        print_record(form, found, to_wire, lambda told: movement_page(told, state.dossier))
