"""Files of statements that no ledger holds: those of the Discourse Network Analyzer, and CSV."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import NetworkError

if TYPE_CHECKING:
    from detente.analysis.networks import StatementTable

DNA_ENDING = ".dna"
_SQLITE = b"SQLite format 3\x00"


def is_dna(file: Path) -> bool:
    """Whether a file is one of the Discourse Network Analyzer: by its ending, or because it holds a database."""
    if file.suffix.lower() == DNA_ENDING:
        return True
    try:
        return is_database(file)
    except OSError:
        return False  # whoever reads it tells why it cannot be read


def is_database(file: Path) -> bool:
    """Whether a file begins as SQLite's do.

    Raises:
        OSError: It cannot be read.
    """
    with file.open("rb") as opened:
        return opened.read(len(_SQLITE)) == _SQLITE


def read_statements(file: Path, statement_type: str | None = None) -> StatementTable:
    """The statements of a file as a table.

    Args:
        file: A .dna file, or CSV in UTF-8.
        statement_type: Which statements of a .dna file; by default those of the first type that has any.

    Raises:
        NetworkError: The file cannot be used; the message says why.
    """
    from detente.analysis.networks import csv_table, dna_table
    from detente.ledger import open_dna

    if is_dna(file):
        with open_dna(file) as opened:
            return dna_table(opened, statement_type)
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return csv_table(lines, str(file))
    except OSError as error:
        raise NetworkError(f"{file} cannot be read: {error.strerror}; check its name and permissions") from error
    except UnicodeDecodeError as error:
        raise NetworkError(f"{file} is neither a .dna file nor CSV in UTF-8; save it as one of them") from error


def read_text(file: Path) -> str:
    """The text of a file in UTF-8.

    Raises:
        NetworkError: It cannot be read, or is no text.
    """
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise NetworkError(f"{file} cannot be read: {error.strerror}; check its name and permissions") from error
    except UnicodeDecodeError as error:
        raise NetworkError(f"{file} is no text in UTF-8; save it as one") from error
