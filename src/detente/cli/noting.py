"""The command that adds a note which the coder missed."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from detente.cli.options import QuoteStart, Reviewer, WorkspaceFolder
from detente.cli.output import tell

KindWord = Literal["instrument", "round", "hurdle"]


def note(
    document: Annotated[str, typer.Argument(metavar="NAME", help="The document, by name or id.", show_default=False)],
    kind: Annotated[KindWord, typer.Argument(metavar="KIND", help="instrument, round or hurdle.", show_default=False)],
    *,
    quote: Annotated[str, typer.Option(metavar="WORDS", help="Its words, as the text has them.", show_default=False)],
    fields: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="What they tell. instrument: named or instrument, step, by, to, carrier, issue, option. round: "
            "participants, place, people, mediator, format, outcome, told_by. hurdle: party, hurdle, issue, option. "
            "All: on, is_expected, reported_by.",
            show_default=False,
        ),
    ] = None,
    start: QuoteStart = None,
    reviewer: Reviewer = None,
    folder: WorkspaceFolder = None,
) -> None:
    """Note a draft, a meeting or a hurdle that the coder missed.

    It is recorded in your name, counts like any other and outlives detente recode; detente review ID reject takes it
    out again. What was read wrongly is rejected, and noted anew.
    """
    from detente.cli.choosing import open_workspace
    from detente.cli.deciding import parse_changes

    told = {**parse_changes(fields or []), "quote": quote, "start": start}
    with open_workspace(folder) as workspace:
        entry = workspace.note(document, kind, told, reviewer)
    tell(f"Note {entry.id} is added: “{entry.note.quote.text}”")
