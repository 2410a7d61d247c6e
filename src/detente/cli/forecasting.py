"""The command that asks bargaining models what comes of the positions: ``forecast``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import AsOf, Form, KnownAt, TableOrJson, WorkspaceFolder
from detente.cli.output import print_record

if TYPE_CHECKING:
    from detente.dealspace.forecasts import Forecasts
    from detente.model import Dossier

_Capability = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PARTY=NUMBER",
        help="How much a party could put behind its positions, from 0 on; else all alike. Repeatable.",
        show_default=False,
    ),
]
_Salience = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PARTY=NUMBER",
        help="The share of that it would put there, 0 to 1; else assumed from firmness. Repeatable.",
        show_default=False,
    ),
]
_InputFile = Annotated[
    Path | None,
    typer.Option(
        "--input",
        metavar="FILE",
        readable=False,
        help="Actors from a JSON file, or - for standard input, and not from a workspace.",
        show_default=False,
    ),
]


def forecast(
    issue: Annotated[
        str | None, typer.Argument(metavar="ISSUE", help="Only this issue, in full.", show_default=False)
    ] = None,
    *,
    capability: _Capability = None,
    salience: _Salience = None,
    cost_of_failure: Annotated[
        float, typer.Option(metavar="NUMBER", help="What no deal costs each party; 1 is the whole scale.")
    ] = 1.0,
    step: Annotated[
        float, typer.Option(metavar="SHARE", help="By how much to move an entry, to see what hangs on it.")
    ] = 0.1,
    file: _InputFile = None,
    folder: WorkspaceFolder = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: TableOrJson = Form.TABLE,
) -> None:
    """Set bargaining models beside each other, issue by issue.

    Each with its error on past decisions and what it assumes, and what the outcomes hang on. Sensitivity, no prophecy.
    """
    from detente.cli.forecast_tables import forecasts_page
    from detente.model.wire import to_wire

    asked = _Asked(
        issue=issue,
        capability=parse_numbers(capability or (), "--capability"),
        salience=parse_numbers(salience or (), "--salience"),
        cost_of_failure=cost_of_failure,
        step=step,
    )
    if file is None:
        found, dossier = asked.of_workspace(folder, as_of, known_at)
    elif folder or as_of or known_at:
        raise typer.BadParameter("--input takes no --workspace, --as-of or --known-at: a file knows no other moment")
    else:
        found, dossier = asked.of_file(file), None
    print_record(form, found, to_wire, lambda told: forecasts_page(told, dossier, is_full=issue is not None))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the command line asks for, whatever it is asked of."""

    issue: str | None
    capability: dict[str, float]
    salience: dict[str, float]
    cost_of_failure: float
    step: float

    def of_workspace(
        self, folder: Path | None, as_of: date | None, known_at: datetime | None
    ) -> tuple[Forecasts, Dossier]:
        """The forecasts of a workspace's positions, and its dossier."""
        from detente.cli.choosing import Choice, open_workspace
        from detente.dealspace.forecasts import Given

        given = Given(capability=self.capability, salience=self.salience)
        with open_workspace(folder) as workspace:
            state = workspace.at(as_of, known_at)
            issue = Choice(issue=self.issue).within(state.dossier).issue
            found = state.forecasts(issue, given, cost_of_failure=self.cost_of_failure, step=self.step)
            return found, state.dossier

    def of_file(self, file: Path) -> Forecasts:
        """The forecasts of what a file tells."""
        from detente.cli.inputs import lines_of
        from detente.dealspace.forecasts import Given, forecasts, issues_from_json

        given = Given(capability=self.capability, salience=self.salience)
        text = "".join(lines_of(file, "a JSON file as docs/methods/forecasts.md shows it"))
        title, placed = issues_from_json(text, str(file), given)
        return forecasts(placed, title, issue=self.issue, cost_of_failure=self.cost_of_failure, step=self.step)


def parse_numbers(texts: Sequence[str], option: str) -> dict[str, float]:
    """Party to number.

    Raises:
        typer.BadParameter: No ``=``, no number after it, or a party twice.

    Example:
        >>> parse_numbers(["norland=2", "sudmark=0.5"], "--capability")
        {'norland': 2.0, 'sudmark': 0.5}
    """
    numbers: dict[str, float] = {}
    for text in texts:
        party, _, number = text.partition("=")
        if party in numbers:
            raise typer.BadParameter(f"{option} gives {party} twice; keep one")
        try:
            numbers[party] = float(number)
        except ValueError as error:
            raise typer.BadParameter(f"{text!r} is no number of a party; write it like {option} ID=0.5") from error
    return numbers
