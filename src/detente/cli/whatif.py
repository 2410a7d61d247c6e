"""What if: the changes that a command line asks for, made to a scenario."""

from __future__ import annotations

import typer

from detente.dealspace import Changes, Scenario
from detente.errors import UnreadableChangeError


def changed(changes: Changes, scenario: Scenario) -> Scenario:
    """The scenario with every change.

    Raises:
        ScenarioError: A change does not fit the scenario.
        typer.BadParameter: A change cannot be read.
    """
    try:
        return changes.of(scenario)
    except UnreadableChangeError as error:
        raise typer.BadParameter(str(error)) from error
