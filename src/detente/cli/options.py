"""The options that several commands share, and what may stand in them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

# The words of detente's Act, Length, Decision and Verdict once more: loading the records would take every start longer.
ActWord = Literal["demand", "propose", "accept", "reject", "condition", "deny", "threaten", "assess"]
LedgerWord = Literal["jsonl", "dna"]
LengthWord = Literal["short", "standard", "full"]
DecisionWord = Literal["accept", "correct", "reject", "undo"]
VerdictWord = Literal["upheld", "all_hold", "changed", "parked", "reopened"]


class Form(StrEnum):
    """How a result is printed."""

    TABLE = "table"
    JSON = "json"


class ListForm(StrEnum):
    """How a list is printed: as ``Form``, or one JSON object a line."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


class StatementForm(StrEnum):
    """How statements are printed: as ``ListForm``, or a row each of a coding sheet."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


def day(text: str) -> date:
    """The day that an option names."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no day; write it like 2026-03-06") from error


def _moment(text: str) -> datetime:
    """The moment told; a day alone means its end, so that it counts as a whole."""
    try:
        moment = datetime.fromisoformat(text)
        if len(text) <= len("2026-03-06"):
            moment = datetime.combine(moment, time.max)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (OverflowError, ValueError) as error:
        right = "2026-03-06 or 2026-03-06T14:30 (UTC) or 2026-03-06T14:30+02:00"
        raise typer.BadParameter(f"{text!r} is no moment; write it like {right}") from error


# No path is tried before a command reads it (readable=False): what is wrong with one is told by the command itself,
# and one bad file does not stop the others.
Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH", readable=False, help="Files or folders, or - for standard input.", show_default=False
    ),
]
WorkspaceFolder = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        "-w",
        metavar="DIR",
        readable=False,
        help="The workspace. Without it: DETENTE_WORKSPACE, or else the current folder.",
        show_default=False,
    ),
]
AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        metavar="DAY",
        parser=day,
        help="Only what may have been said by this day, such as 2026-03-06.",
        show_default=False,
    ),
]
KnownAt = Annotated[
    datetime | None,
    typer.Option(
        "--known-at",
        metavar="MOMENT",
        parser=_moment,
        help="Only what was recorded by then: a day, or a time such as 2026-03-06T14:30, in UTC.",
        show_default=False,
    ),
]
Since = Annotated[
    date,
    typer.Option(
        "--since",
        metavar="DAY",
        parser=day,
        help="What changed after this day, such as 2026-03-06.",
        show_default=False,
    ),
]
MovedSince = Annotated[
    date | None,
    typer.Option(
        "--since",
        metavar="DAY",
        parser=day,
        help="Tell what moved after this day, such as 2026-03-06. Without it, movement is left out.",
        show_default=False,
    ),
]


def day_option(name: str, told: str) -> Any:  # noqa: ANN401 -- what Typer makes has no type
    """An option that takes a day."""
    return typer.Option(name, metavar="DAY", parser=day, help=told, show_default=False)


SaidSince = Annotated[date | None, day_option("--since", "Only what was said from this day on, such as 2026-03-06.")]
Until = Annotated[
    date | None,
    typer.Option(
        "--until",
        "--as-of",
        metavar="DAY",
        parser=day,
        help="And by this day. Without it: by that of the newest statement.",
        show_default=False,
    ),
]
OfParty = Annotated[
    str | None, typer.Option("--party", metavar="ID", help="Only this party's, by id or name.", show_default=False)
]
OnIssue = Annotated[
    str | None, typer.Option("--issue", metavar="ID", help="Only on this issue, by id or name.", show_default=False)
]
TableOrJson = Annotated[Form, typer.Option("--format", help="How to print it.")]
TableOrLines = Annotated[ListForm, typer.Option("--format", help="How to print it; jsonl is one object a line.")]


StatementId = Annotated[
    str, typer.Argument(metavar="ID", help="The statement's id, or enough of its beginning.", show_default=False)
]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why, in a few words.", show_default=False)]
QuoteStart = Annotated[
    int | None,
    typer.Option(
        min=0,
        metavar="CHARACTER",
        help="Where the words begin, if the text has them several times.",
        show_default=False,
    ),
]
Reviewer = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="NAME", help="Who decides. Without it: DETENTE_REVIEWER, or else you.", show_default=False
    ),
]
Changes = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="FIELD=VALUE",
        help="A field's new value, written as in detente state and coding sheets; value has unit beside it, condition "
        "has condition_issue; null is none; repeatable.",
        show_default=False,
    ),
]
Database = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="An empty PostgreSQL database to hold the ledger, postgresql://user@host/name. Without it: a file.",
        show_default=False,
    ),
]

STANDARD_STREAM = Path("-")
"""Stands for standard input where files are read, for standard output where one is written."""


def _brief_file(file: Path) -> Path:
    if file != STANDARD_STREAM and file.suffix.lower() not in {".html", ".md"}:
        raise typer.BadParameter(f"{file} ends in neither .html nor .md; give it one of these endings")
    return file


BriefFile = Annotated[
    Path,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        readable=False,
        callback=_brief_file,
        help="Where to write it: .html makes a page, .md Markdown, - prints Markdown; missing folders are made.",
    ),
]
