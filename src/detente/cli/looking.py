"""The commands that look at a ledger: ``matrix``, ``statements``, ``brief`` and ``serve``."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.options import (
    STANDARD_STREAM,
    ActWord,
    AsOf,
    BriefFile,
    Form,
    KnownAt,
    LengthWord,
    ListForm,
    MovedSince,
    StatementForm,
    TableOrJson,
    WorkspaceFolder,
)
from detente.cli.output import print_list, print_record, tell, write_text


def matrix(
    folder: WorkspaceFolder = None, as_of: AsOf = None, known_at: KnownAt = None, form: TableOrJson = Form.TABLE
) -> None:
    """Show where every party stands on every issue."""
    from detente.analysis.wire import matrix_to_wire
    from detente.cli.choosing import open_workspace
    from detente.cli.matrix_tables import matrix_page

    with open_workspace(folder) as workspace:
        state = workspace.at(as_of, known_at)
        print_record(form, state.matrix, matrix_to_wire, lambda found: matrix_page(found, state.view, folder))


def statements(
    *,
    party: Annotated[
        str | None, typer.Option(metavar="ID", help="Only this party's, by id or name.", show_default=False)
    ] = None,
    issue: Annotated[
        str | None, typer.Option(metavar="ID", help="Only on this issue, by id or name.", show_default=False)
    ] = None,
    act: Annotated[ActWord | None, typer.Option(help="Only of this act.", show_default=False)] = None,
    doc: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only from this document, by name or id.", show_default=False),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also those that others stand for: superseded, split, merged or unmade.")
    ] = False,
    folder: WorkspaceFolder = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: Annotated[
        StatementForm,
        typer.Option(
            "--format", help="How to print it; jsonl is one object a line, csv a sheet for detente codesheet."
        ),
    ] = StatementForm.TABLE,
) -> None:
    """List what was said, by whom, and who says so.

    In reading order: documents as they were recorded, each from its beginning to its end. Reviews do not change it.
    """
    from detente.cli.choosing import Choice, open_workspace
    from detente.cli.output import write_lines
    from detente.cli.statement_tables import statements_page
    from detente.model.wire import entry_to_wire
    from detente.workspace.codesheet_files import sheet_of

    with open_workspace(folder) as workspace:
        state = workspace.at(as_of, known_at)
        names = {id_: imprint.name for id_, imprint in state.view.imprints.items()}
        chosen = Choice(party=party, issue=issue, act=act, doc=doc).of(state)
        listed = [entry for entry in chosen if everything or entry.status.is_reviewable]
        if form is StatementForm.CSV:
            write_lines(sheet_of(listed, names), STANDARD_STREAM)
            return
        print_list(
            ListForm(form),
            listed,
            lambda entry: entry_to_wire(entry, names[entry.statement.doc]),
            lambda rows: statements_page(rows, state.dossier, n_left_out=len(chosen) - len(listed)),
        )


def brief(
    output: BriefFile = STANDARD_STREAM,
    length: Annotated[
        LengthWord, typer.Option(help="How much it holds: one printed page, about three, or everything.")
    ] = "standard",
    since: MovedSince = None,
    folder: WorkspaceFolder = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> None:
    """Write the brief, every line with its sources."""
    from detente.briefing import Length, to_html, to_markdown
    from detente.briefing.phrases import count_words
    from detente.cli.choosing import open_workspace

    with open_workspace(folder) as workspace:
        told = workspace.brief(as_of, known_at, length=Length(length), since=since)
    is_page = output.suffix.lower() == ".html"
    write_text(to_html(told) if is_page else to_markdown(told), output)
    if output != STANDARD_STREAM:
        tell(f"Wrote {output}, {count_words(len(told.citations), 'source')}.")


def serve(
    host: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Address of this machine. Without it: DETENTE_WEB_HOST, or else 127.0.0.1.",
            show_default=False,
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=65535,
            metavar="N",
            help="Port to listen on. Without it: DETENTE_WEB_PORT, or else 8642; 0 takes any free one.",
            show_default=False,
        ),
    ] = None,
    folder: WorkspaceFolder = None,
) -> None:
    """Show the workspace in a browser on this machine."""
    from detente.settings import load_settings
    from detente.web import serve as serve_pages

    settings = load_settings()
    serve_pages(
        folder or settings.workspace,
        settings.web_host if host is None else host,
        settings.web_port if port is None else port,
        settings=settings,
    )
