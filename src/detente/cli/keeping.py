"""The commands that keep: ``history``, ``log``, ``verify``, ``backup``, ``restore``, ``export`` and ``import``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.options import (
    STANDARD_STREAM,
    Database,
    Form,
    LedgerWord,
    ListForm,
    TableOrJson,
    TableOrLines,
    WorkspaceFolder,
)
from detente.cli.output import print_list, print_record, tell

NewFolder = Annotated[
    Path,
    typer.Option(
        "--workspace", "-w", metavar="DIR", readable=False, help="The folder to make it in.", show_default=False
    ),
]


def history(
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="The id of a statement, note or document, or its beginning.", show_default=False
        ),
    ],
    folder: WorkspaceFolder = None,
    form: TableOrLines = ListForm.TABLE,
) -> None:
    """Tell all recorded of a statement, note or document.

    Oldest first: when it was coded, who decided what and why, what was undone.
    """
    from detente.cli.choosing import open_workspace
    from detente.cli.log_tables import log_page
    from detente.model.wire import to_wire

    with open_workspace(folder) as workspace:
        whole, told = workspace.history(id_)
        names = workspace.view().imprints
        print_list(form, told, to_wire, lambda rows: log_page(rows, names, f"{whole}: "))


def log(
    newest: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Only the newest so many."),
    ] = 20,
    everything: Annotated[bool, typer.Option("--all", help="From the beginning.")] = False,
    folder: WorkspaceFolder = None,
    form: TableOrLines = ListForm.TABLE,
) -> None:
    """List what was recorded, by whom and when."""
    from detente.cli.choosing import open_workspace
    from detente.cli.log_tables import log_page
    from detente.model.wire import to_wire

    with open_workspace(folder) as workspace:
        told, names = workspace.log(None if everything else newest), workspace.view().imprints
        print_list(form, told, to_wire, lambda rows: log_page(rows, names))


def verify(folder: WorkspaceFolder = None, form: TableOrJson = Form.TABLE) -> None:
    """Check that the ledger still is what was recorded.

    Checks the hash chain, every quote against its text, and the tables against the events.
    """
    from detente.cli.choosing import open_workspace
    from detente.cli.outcome_tables import verification_page
    from detente.cli.waiting import Waiting
    from detente.model.wire import to_wire

    with open_workspace(folder) as workspace, Waiting("Checked {} events ...") as waiting:
        verification = workspace.verify(waiting.at)
    print_record(form, verification, to_wire, verification_page)
    if not verification.is_clean:
        raise typer.Exit(1)


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help="The new file.", show_default=False)],
    folder: WorkspaceFolder = None,
) -> None:
    """Copy the whole ledger to a new file, while others use it.

    detente restore makes a workspace of it.
    """
    from detente.cli.choosing import open_workspace

    with open_workspace(folder) as workspace:
        workspace.backup(file)
    size = f"{file.stat().st_size / 1e6:,.1f} MB"
    tell(f"Wrote {file}, {size}. Make a workspace of it: detente restore {file} --workspace DIR")


def restore(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", readable=False, help="What detente backup wrote.", show_default=False)
    ],
    folder: NewFolder,
    database: Database = None,
) -> None:
    """Make a workspace of a backup, once that has been checked."""
    from detente.briefing.phrases import count_words
    from detente.workspace import Workspace

    with Workspace.restore(folder, file, database=database) as workspace:
        n_documents = len(workspace.view().imprints)
    tell(f"Made the workspace {folder} of {file}: {count_words(n_documents, 'document')}.")


def export(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", readable=False, help="Where to write it; - prints it.")
    ] = STANDARD_STREAM,
    form: Annotated[
        LedgerWord | None,
        typer.Option(
            "--format", help="How to write it. Without it: dna for a FILE.dna, else jsonl.", show_default=False
        ),
    ] = None,
    folder: WorkspaceFolder = None,
) -> None:
    """Write the ledger as lines of JSON, or as a .dna file.

    As JSON every event with its hash, every text and file: detente import makes the same ledger of it on any database.
    As dna what the Discourse Network Analyzer can hold; what it cannot is listed.
    """
    from detente.briefing.phrases import count_words
    from detente.cli.choosing import open_workspace
    from detente.cli.output import write_lines
    from detente.ledger.store import require_new

    if (form or _form_of(output)) == "dna":
        return _export_dna(output, folder)
    with open_workspace(folder) as workspace:
        if output.is_file():
            require_new(output)
        n_lines = write_lines(workspace.export(), output)
    if output != STANDARD_STREAM:
        tell(f"Wrote {output}, {count_words(n_lines, 'line')}.")
    return None


def _form_of(output: Path) -> LedgerWord:
    return "dna" if output.suffix.lower() == ".dna" else "jsonl"


def _export_dna(output: Path, folder: Path | None) -> None:
    from detente.cli.choosing import open_workspace
    from detente.ledger.dna_writing import PASSWORD
    from detente.workspace.dna_exporting import export_dna
    from detente.workspace.dna_rows import counted

    if output == STANDARD_STREAM:
        raise typer.BadParameter("a .dna file is a database; name it with --output FILE.dna")
    with open_workspace(folder) as workspace:
        written = export_dna(workspace.at(), output)
    tell(f"Wrote {output}: {counted(written.n_documents, 'document')}, {counted(written.n_statements, 'statement')}.")
    tell(f"DNA opens it for the coder Admin with the password {PASSWORD}.")
    tell(*(f"Left out: {line}." for line in written.lost))


def take_in(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            readable=False,
            help="What detente export wrote, or a .dna file; - is standard input.",
            show_default=False,
        ),
    ],
    folder: NewFolder,
    database: Database = None,
    *,
    statements: Annotated[
        str | None,
        typer.Option(metavar="TYPE", help="Of a .dna file: the type of statements.", show_default=False),
    ] = None,
    party: Annotated[
        str, typer.Option(metavar="NAME", help="Of a .dna file: the variable of parties.")
    ] = "organization",
    issue: Annotated[str, typer.Option(metavar="NAME", help="Of a .dna file: the variable of issues.")] = "concept",
    speaker: Annotated[str, typer.Option(metavar="NAME", help="Of a .dna file: the variable of speakers.")] = "person",
    support: Annotated[
        str, typer.Option(metavar="NAME", help="Of a .dna file: the variable that tells yes or no.")
    ] = "agreement",
) -> None:
    """Make a workspace of an export, or of a .dna file.

    What detente export wrote makes the same ledger. Of a file of the Discourse Network Analyzer, what could not be
    carried is listed.
    """
    from detente.briefing.phrases import count_words
    from detente.cli.inputs import lines_of
    from detente.workspace import Workspace
    from detente.workspace.dna_importing import DnaMapping
    from detente.workspace.dna_rows import counted
    from detente.workspace.statement_files import is_dna

    if file != STANDARD_STREAM and is_dna(file):
        mapping = DnaMapping(statement_type=statements, party=party, issue=issue, speaker=speaker, support=support)
        workspace, contents = Workspace.take_in_dna(folder, file, mapping, database=database)
        workspace.close()
        made = f"{counted(len(contents.documents), 'document')}, {counted(contents.n_statements, 'statement')}"
        tell(f"Made the workspace {folder}: {made}.")
        tell(*(f"Not carried: {line}." for line in contents.lost))
        return
    with Workspace.take_in(folder, lines_of(file), database=database) as workspace:
        n_documents = len(workspace.view().imprints)
    tell(f"Made the workspace {folder}: {count_words(n_documents, 'document')}.")
