"""The commands on what can be agreed: ``deals`` and ``unlock``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.options import AsOf, Form, KnownAt, TableOrJson, WorkspaceFolder

ScenarioFile = Annotated[
    Path | None,
    typer.Option(
        "--scenario",
        metavar="FILE",
        readable=False,
        help="A scenario's JSON file in place of the workspace.",
        show_default=False,
    ),
]
Without = Annotated[
    list[str] | None,
    typer.Option(
        metavar="LINE",
        help="What if this red line fell, such as Norland:Passage or Norland:reservation; repeatable.",
        show_default=False,
    ),
]
Allow = Annotated[
    list[str] | None,
    typer.Option(
        metavar="LINE=OPTION",
        help="What if this red line left room for one more option; repeatable.",
        show_default=False,
    ),
]
Number = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="ENTRY=NUMBER",
        help="What if this were another number: a red line's bound, PARTY:reservation or PARTY:ISSUE:weight.",
        show_default=False,
    ),
]
Pay = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PARTY:PARTY=NUMBER", help="What if the first gave the second so much utility.", show_default=False
    ),
]
AddOption = Annotated[
    list[str] | None,
    typer.Option(
        "--add-option",
        metavar="ISSUE:OPTION=VALUES",
        help="What if this option were on the table, with a value for each party, such as Fee:toll=0.4,0.8.",
        show_default=False,
    ),
]


def deals(
    *,
    scenario: ScenarioFile = None,
    without: Without = None,
    allow: Allow = None,
    number: Number = None,
    pay: Pay = None,
    add_option: AddOption = None,
    draws: Annotated[
        int | None,
        typer.Option(
            min=2,
            max=100_000,
            metavar="N",
            help="Draw the uncertain entries so often: how sure is a deal?",
            show_default=False,
        ),
    ] = None,
    seed: Annotated[
        int, typer.Option(min=0, metavar="N", help="Where the draws start; the same seed draws the same.")
    ] = 0,
    listed: Annotated[bool, typer.Option("--list", help="List every package that no red line excludes.")] = False,
    folder: WorkspaceFolder = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: TableOrJson = Form.TABLE,
) -> None:
    """Count and rank the packages that can be agreed.

    How many no red line excludes and what each line costs, the efficient ones, and those that the classic solutions
    choose. From the ledger, or from a scenario's file; what if a line fell
    or moved is answered beside how things stand.
    """
    from detente.cli.deal_answers import Answers
    from detente.dealspace import Changes

    changes = Changes(
        without=tuple(without or ()), allow=tuple(allow or ()), number=tuple(number or ()), pay=tuple(pay or ()),
        add_option=tuple(add_option or ()),
    )  # fmt: skip
    answers = Answers(scenario, folder, as_of, known_at)
    if listed:
        answers.print_packages(changes, form)
    elif draws is not None:
        answers.print_chance(changes, draws, seed, form)
    elif changes:
        answers.print_changed(changes, form)
    else:
        answers.print_deals(form)


def unlock(
    *,
    scenario: ScenarioFile = None,
    without: Without = None,
    allow: Allow = None,
    number: Number = None,
    pay: Pay = None,
    add_option: AddOption = None,
    folder: WorkspaceFolder = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: TableOrJson = Form.TABLE,
) -> None:
    """Tell what blocks a deal, and the least that would open one.

    Which red lines cannot stand together, every smallest set whose fall opens a package, and the best package then.
    """
    from detente.cli.deal_answers import Answers
    from detente.dealspace import Changes

    changes = Changes(
        without=tuple(without or ()), allow=tuple(allow or ()), number=tuple(number or ()), pay=tuple(pay or ()),
        add_option=tuple(add_option or ()),
    )  # fmt: skip
    Answers(scenario, folder, as_of, known_at).print_unlocking(changes, form)
