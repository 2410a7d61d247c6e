"""The documents that a command is given by path or on standard input, without a ledger."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from detente.cli.options import STANDARD_STREAM
from detente.cli.output import tell
from detente.errors import DetenteError, ReadingError
from detente.model import Document
from detente.reading import find_documents, read_bytes, read_file
from detente.settings import load_settings
from detente.workspace import limits_of

_MARKS = ((b"<!doctype html", ".html"), (b"<html", ".html"), (b"---\n", ".md"))


def standard_input(limit_bytes: int) -> tuple[bytes, str]:
    """What stands on standard input, at most one byte more than the limit, and a name that tells its kind."""
    data = sys.stdin.buffer.read(limit_bytes + 1)
    beginning = data[:200].lstrip().lower()
    ending = next((kind for mark, kind in _MARKS if beginning.startswith(mark)), ".txt")
    return data, f"stdin{ending}"


def lines_of(file: Path, wanted: str = "what detente export wrote") -> Iterator[str]:
    """The lines of a text file, or of standard input for ``-``, one after the other.

    Args:
        file: As the user gave it.
        wanted: What it should be, for the error.

    Raises:
        DetenteError: The file cannot be read, or is no text.
    """
    try:
        with sys.stdin if file == STANDARD_STREAM else file.open(encoding="utf-8") as opened:
            yield from opened
    except OSError as error:
        raise DetenteError(f"{file} cannot be read: {error.strerror}; check its name and permissions") from error
    except UnicodeDecodeError as error:
        raise DetenteError(f"{file} is no text in UTF-8; give {wanted}") from error


class Inputs:
    """The documents that can be read, one after the other; what cannot be is told on standard error."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths
        self._limits = limits_of(load_settings())
        self._n_refused = 0

    def __iter__(self) -> Iterator[Document]:
        for path in self._paths:
            if path == STANDARD_STREAM:
                yield from self._from_standard_input()
            else:
                yield from self._from_files(path)

    def settle(self) -> None:
        """Ends the command with status 1 if anything was refused."""
        if self._n_refused:
            raise typer.Exit(1)

    def _from_standard_input(self) -> Iterator[Document]:
        try:
            yield read_bytes(*standard_input(self._limits.bytes), self._limits)
        except ReadingError as error:
            self._refuse(error)

    def _from_files(self, path: Path) -> Iterator[Document]:
        found = find_documents([path])
        for error in found.refused:
            self._refuse(error)
        for file in found.documents:
            try:
                yield read_file(file, self._limits)
            except ReadingError as error:
                self._refuse(error)

    def _refuse(self, error: ReadingError) -> None:
        self._n_refused += 1
        tell(f"detente: {error}")
