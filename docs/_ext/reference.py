"""Turns the program itself into pages: its commands and its API as they are when the documents are built."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from detente import analysis
from detente.analysis.coalitions.phases import Phases
from detente.analysis.coalitions.scaling import Scale
from detente.analysis.networks.backbone import SparingOrder
from detente.cli import app
from detente.ledger.history import Recording
from detente.ledger.verification import Verification
from detente.web import create_app
from detente.web.failures import STATUS_OF
from detente.web.schemas import answer

OF_COMMANDS = (
    analysis.Agreement, analysis.DrawnRedLine, analysis.Gaps, analysis.Sources, SparingOrder,
    Phases, Recording, Scale, Verification,
)  # fmt: skip
"""Records that commands print and no address of the API gives."""


class Commands(SphinxDirective):
    """Every command with what it takes, as ``--help`` tells it."""

    def run(self) -> list[nodes.Node]:
        """The commands, in the order of ``detente --help``."""
        self.env.note_reread()
        return self.parse_text_to_nodes("\n".join(commands_page()), allow_section_headings=True)


class Operations(SphinxDirective):
    """Every address of the API, and the fields of every record that it answers with."""

    def run(self) -> list[nodes.Node]:
        """The operations, then the records by name."""
        self.env.note_reread()
        return self.parse_text_to_nodes("\n".join(api_page(description())), allow_section_headings=True)


class Statuses(SphinxDirective):
    """Every error with the status that a page and the API answer with."""

    def run(self) -> list[nodes.Node]:
        """The errors in the order of the table that the pages use."""
        self.env.note_reread()
        return self.parse_text_to_nodes("\n".join(statuses_page()))


def commands_page() -> Iterator[str]:
    """The lines of the page in Markdown: a heading, the text and a table of what it takes for each command."""
    program = typer.main.get_command(app)
    context = program.make_context("detente", ["--help"], resilient_parsing=True)
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        own = type(context)(command, info_name=name, parent=context)
        yield from ("", f"## {name}", "", command.help or "", "", "| takes | meaning |", "|---|---|")
        for parameter in command.params:
            told = parameter.get_help_record(own)
            if told:
                yield f"| `{_cell(told[0])}` | {_cell(told[1])} |"


def statuses_page() -> Iterator[str]:
    """The lines of a table in Markdown, the first line of each error's docstring as its meaning."""
    yield from ("| error | status | means |", "|---|---|---|")
    for error, status in STATUS_OF.items():
        yield f"| `{error.__name__}` | {status.value} | {_cell((error.__doc__ or '').splitlines()[0])} |"


def description() -> dict[str, Any]:
    """The API as OpenAPI describes it."""
    with tempfile.TemporaryDirectory() as folder:
        return create_app(Path(folder)).openapi()


def records(api: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """The name and the schema of each record that the API or a command gives, by name; two may have one name."""
    found = {**api["components"]["schemas"]}
    for record in OF_COMMANDS:
        schema = answer(record).model_json_schema()
        nested = schema.pop("$defs", {}) | {schema["title"]: schema}
        found |= {f"{name}-of-{record.__name__}": each for name, each in nested.items()}
    named = ((each.get("title", name), each) for name, each in found.items())
    once = {(name, *each["properties"]): (name, each) for name, each in named if "properties" in each}
    return sorted(once.values(), key=lambda pair: pair[0])


def told_fields(record: Mapping[str, Any]) -> dict[str, str]:
    """The meaning of each field that the record's own description tells."""
    section = record.get("description", "").partition("Attributes:\n")[2]
    told = re.findall(r"^ {4}([\w, ]+): (.*(?:\n {8}.*)*)", section, re.MULTILINE)
    return {name: _cell(meaning) for names, meaning in told for name in names.split(", ")}


def api_page(api: Mapping[str, Any]) -> Iterator[str]:
    """The lines of the page in Markdown: a table of addresses, then the records that they answer with."""
    yield from ("", "## Addresses", "", "| address | gives |", "|---|---|")
    for path, operations in api["paths"].items():
        for method, operation in operations.items():
            if path.startswith("/api"):
                yield f"| `{method.upper()} {path}` | {_cell(operation.get('description') or operation['summary'])} |"
    yield from ("", "## Records", "")
    for name, record in records(api):
        own = told_fields(record)
        yield from (f"**{name}**. {_cell(record.get('description', ''))}", "")
        yield ", ".join(f"`{field}`" for field in record["properties"] if field not in own)
        yield from ("", *(f"- `{field}`: {own[field]}" for field in record["properties"] if field in own), "")


def _cell(text: str) -> str:
    first_part = text.split("\n\nAttributes:", maxsplit=1)[0]
    return " ".join(first_part.split()).replace("|", "\\|").replace("``", "`")


def setup(sphinx: Sphinx) -> dict[str, bool]:
    """Makes the directives known."""
    sphinx.add_directive("commands", Commands)
    sphinx.add_directive("operations", Operations)
    sphinx.add_directive("statuses", Statuses)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
