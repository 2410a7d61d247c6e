"""Writing the files that a settings file of networks names, entry by entry; what fails is told and the rest goes on."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import typer

from detente.analysis.networks import COMPUTED, Compat, EntryFiles, NetworkEntry, StatementTable, read_entries
from detente.briefing.wording import listed
from detente.cli.output import tell, write_text
from detente.cli.waiting import Waiting
from detente.errors import DetenteError
from detente.workspace.dna_rows import counted
from detente.workspace.statement_files import is_dna, read_statements, read_text


def write_entries(file: Path, settings: Path, compat: Compat, out: Path) -> None:
    """Writes what every entry of the settings names, and ends with status 1 if any could not be computed.

    Raises:
        DetenteError: The settings, or the file of statements, cannot be used at all.
        typer.Exit: An entry could not be computed; it has been told with its id.
    """
    entries = read_entries(read_text(settings), str(settings))
    wanted = [entry for entry in entries if entry.function in COMPUTED]

    @lru_cache
    def table(statement_type: str | None) -> StatementTable:
        return read_statements(file, statement_type)

    table(None)  # a file that cannot be used is told once, and not with every entry
    n_failed = n_files = 0
    with Waiting("Wrote {} files ...") as waiting:
        for entry in wanted:
            try:
                n_files += _write(entry, table(_type_of(entry, file)), compat, out)
                waiting.at(n_files)
            except DetenteError as error:
                n_failed += 1
                tell(f"detente: {entry.id}: {error}")
    tell(_told(n_files, out, n_failed, len(entries) - len(wanted)))
    if n_failed:
        raise typer.Exit(1)


def _type_of(entry: NetworkEntry, file: Path) -> str | None:
    """The statement type that an entry is about; a CSV file holds but one."""
    return entry.question(Compat.DNA).statement_type if is_dna(file) else None


def _write(entry: NetworkEntry, table: StatementTable, compat: Compat, out: Path) -> int:
    if entry.unknown:
        tell(f"detente: {entry.id}: left aside what networks do not know: {', '.join(entry.unknown)}")
    files = EntryFiles(table, entry, compat)
    if not entry.files and not files.is_event_list:
        _ = files.networks  # an entry that names no file is still told where it fails
    for name in entry.files:
        write_text("".join(files.lines(name)), out / name)
    if files.is_empty:
        tell(f"detente: {entry.id}: no statement is left by its range and filters; what was written holds none")
    return len(entry.files)


def _told(n_files: int, out: Path, n_failed: int, n_others: int) -> str:
    told = f"Wrote {counted(n_files, 'file')} to {out}."
    if n_failed:
        told += f" {_entries(n_failed)} could not be computed."
    if n_others:
        were = "was" if n_others == 1 else "were"
        told += f" {_entries(n_others)} of other functions than {listed(COMPUTED)} {were} left aside."
    return told


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"
