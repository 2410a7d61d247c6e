"""The command that adds a statement which the coder missed."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.options import QuoteStart, Reviewer, WorkspaceFolder
from detente.cli.output import show, tell

_Document = Annotated[str, typer.Argument(metavar="NAME", help="The document, by name or id.", show_default=False)]
_Quote = Annotated[str, typer.Option(metavar="WORDS", help="Its words, as the text has them.", show_default=False)]
_Party = Annotated[str, typer.Option(metavar="ID", help="Whose position it is.", show_default=False)]
_Issue = Annotated[str, typer.Option(metavar="ID", help="What it is about.", show_default=False)]
_Act = Annotated[
    str,
    typer.Option(
        metavar="ACT",
        help="What the party does: demand, propose, accept, reject, condition, deny, threaten or assess.",
        show_default=False,
    ),
]
_Firmness = Annotated[str, typer.Option(metavar="WORD", help="How firmly: red_line, firm, flexible or unclear.")]
_Option = Annotated[
    str | None, typer.Option(metavar="ID", help="The option of the issue that it names.", show_default=False)
]
_Value = Annotated[
    str | None,
    typer.Option(metavar="NUMBER", help="A number or range: 18, 15 to 18, up to 18, under 18.", show_default=False),
]
_Unit = Annotated[str, typer.Option(metavar="UNIT", help="Of the number. Without it: the issue's.", show_default=False)]
_Speaker = Annotated[str | None, typer.Option(metavar="NAME", help="Whose words are reported.", show_default=False)]
_ReportedBy = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="Who passed them on, nearest the speaker first; repeatable.", show_default=False),
]
_Condition = Annotated[str, typer.Option(metavar="TEXT", help="What it is made to depend on.", show_default=False)]
_ConditionIssue = Annotated[
    str, typer.Option(metavar="ID", help="The issue that the condition belongs to.", show_default=False)
]
_SaidOn = Annotated[
    str | None,
    typer.Option(
        metavar="DAY",
        help="When: a day, or a month as 2026-03. Without it: the document's day.",
        show_default=False,
    ),
]
_Reason = Annotated[
    str, typer.Option(metavar="TEXT", help="Why it is a statement; may be left out.", show_default=False)
]


def state(
    document: _Document,
    *,
    quote: _Quote,
    party: _Party,
    issue: _Issue,
    act: _Act,
    firmness: _Firmness = "unclear",
    option: _Option = None,
    value: _Value = None,
    unit: _Unit = "",
    speaker: _Speaker = None,
    reported_by: _ReportedBy = None,
    condition: _Condition = "",
    condition_issue: _ConditionIssue = "",
    said_on: _SaidOn = None,
    start: QuoteStart = None,
    reason: _Reason = "",
    reviewer: Reviewer = None,
    folder: WorkspaceFolder = None,
) -> None:
    """Add a statement that the coder missed.

    It is recorded in your name, counts like any other and outlives detente recode; detente review ID reject takes it
    out again.
    """
    from detente.briefing.number_words import converted_words, odd_numbers
    from detente.cli.choosing import open_workspace
    from detente.cli.statement_tables import statements_page
    from detente.ledger import written_condition, written_value

    fields = {
        "quote": quote,
        "start": start,
        "party": party,
        "issue": issue,
        "act": act,
        "firmness": firmness,
        "option": option,
        "value": written_value(value or "", unit),
        "speaker": speaker,
        "reported_by": reported_by or [],
        "condition": written_condition(condition, condition_issue),
        "said_on": said_on,
    }
    with open_workspace(folder) as workspace:
        entry = workspace.state(document, fields, reason, reviewer)
        show(*statements_page([entry], workspace.dossier))
        tell(*converted_words(fields["value"], [entry]), *odd_numbers([entry], workspace.dossier))
