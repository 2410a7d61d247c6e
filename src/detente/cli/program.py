"""The program ``detente``: its commands, and how it ends."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from detente import __version__
from detente.cli import (
    blocking,
    coalitions,
    codesheets,
    coding,
    collecting,
    comparing,
    dealing,
    deciding,
    forecasting,
    instruments,
    keeping,
    looking,
    networks,
    noting,
    phases,
    planning,
    positions,
    ratification,
    recording,
    rounds,
    searching,
    sources,
    stating,
)
from detente.cli.output import close_quietly, tell
from detente.errors import DetenteError

_NO_CHOICE = re.compile(r"Value error, '(?P<given>.*)' is not one of (?P<choices>.*)\.", re.DOTALL)
_PLAIN_WORDS = (
    (re.compile(r"Input should be greater than or equal to (\S+)"), r"give \1 or more"),
    (re.compile(r"Input should be less than or equal to (\S+)"), r"give \1 or less"),
    (re.compile(r"Input should be a valid integer, .*", re.DOTALL), "give a whole number"),
    (re.compile(r"Input should be a valid number, .*", re.DOTALL), "give a number"),
)
_CLOSED_PIPE = 141  # what a shell reports for a program whose reader has gone


class Program(TyperGroup):
    """The commands, with our errors as plain lines and no more noise from a reader that has gone."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 -- Typer does not publish the types of its groups
        """Runs the chosen command.

        Raises:
            typer.Exit: The command failed in a way we foresaw, and has told so.
        """
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except DetenteError as error:
            tell(*(f"detente: {line}" for line in str(error).splitlines()))
            raise typer.Exit(1) from error
        except typer.BadParameter as error:
            error.message = _in_plain_words(error.message)
            raise
        except BrokenPipeError as error:
            close_quietly()
            raise typer.Exit(_CLOSED_PIPE) from error
        return result


def _in_plain_words(message: str) -> str:
    """What the library that reads the options tells, in ours."""
    for pattern, words in _PLAIN_WORDS:
        message = pattern.sub(words, message)
    return _NO_CHOICE.sub(_plain_choice, message)


def _plain_choice(told: re.Match[str]) -> str:
    return f"{told['given']} is not one of {told['choices'].replace(chr(39), '')}"


app = typer.Typer(
    cls=Program,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _print_version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(f"detente {__version__}")
        raise typer.Exit


@app.callback()
def detente(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Keep a sourced ledger of a negotiation: who wants what, how firmly, and who says so."""


_COMMANDS: tuple[Callable[..., None], ...] = (
    recording.init, recording.dossier, recording.add, recording.recode,
    looking.matrix, positions.position, comparing.gaps, comparing.movement,
    looking.statements, searching.search, dealing.deals, dealing.unlock,
    blocking.redlines, blocking.contests, blocking.linkages, networks.network, coalitions.coalitions,
    phases.phases, phases.scaling,
    instruments.instruments, instruments.instrument, rounds.rounds, ratification.ratification, sources.sources,
    planning.assumptions, planning.hypotheses, planning.watch, forecasting.forecast,
    looking.brief,
    deciding.review, stating.state, noting.note, codesheets.codesheet, deciding.split, deciding.merge,
    deciding.resolve, deciding.withdraw, deciding.date, deciding.grade, deciding.agreement,
    keeping.history, keeping.log, keeping.verify, keeping.backup, keeping.restore, keeping.export, keeping.take_in,
    looking.serve, coding.code, coding.attribute,
)  # fmt: skip
for _run in _COMMANDS:
    app.command("import" if _run is keeping.take_in else None)(_run)


def main() -> None:
    """Runs the program on this process's arguments and ends the process.

    Exit status 0: done. 1: an error of ours, told in a plain line on standard error. 2: wrong usage.
    Anything else that goes wrong is a bug and keeps its traceback.
    """
    for stream in (sys.stdout, sys.stderr):
        # A name that the locale cannot print is shown escaped, and not an error.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    collecting.collect_seldom()
    app(prog_name="detente")
