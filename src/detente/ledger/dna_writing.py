"""Files of the Discourse Network Analyzer, written: schema 3.0 with one statement type and one coder."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from detente.errors import StorageError
from detente.ledger.dna_schema import TABLES
from detente.ledger.sqlite import default_driver, settle
from detente.ledger.store import require_new

VERSION = "3.0.7"
PASSWORD = "detente"  # noqa: S105 -- DNA asks for one, and whoever opens the file is told it
"""The password of the file's only coder."""

LONGEST_LABEL = 190
"""DNA keeps no longer titles and names."""

_STATEMENT_TYPE = 1
_VARIABLES = (
    ("person", "short text"),
    ("organization", "short text"),
    ("concept", "short text"),
    ("agreement", "boolean"),
)
_ATTRIBUTES = ("Type", "Alias", "Notes")
_ITERATIONS, _SALT_BYTES = 100_000, 16


@dataclass(frozen=True, slots=True, kw_only=True)
class DnaText:
    """A document to write; ``date`` in seconds since 1970, UTC."""

    title: str
    text: str
    source: str
    date: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DnaStatement:
    """A statement to write.

    Attributes:
        document: Its document's place in the list, from 0.
        start, stop: In UTF-16 code units.
    """

    document: int
    start: int
    stop: int
    person: str
    organization: str
    concept: str
    is_agreed: bool


def write_dna(file: Path, documents: Iterable[DnaText], statements: Iterable[DnaStatement]) -> None:
    """Writes a new file, under another name until it is whole.

    Raises:
        StorageError: The file is there already, or cannot be written.
    """
    require_new(file)
    partial = file.with_name(file.name + ".partial")
    driver = default_driver()
    try:
        partial.unlink(missing_ok=True)
        connection = driver.connect(str(partial))
        try:
            _fill(connection, documents, statements)
            connection.commit()
        finally:
            connection.close()
    except (OSError, driver.Error) as error:
        partial.unlink(missing_ok=True)
        raise StorageError(f"{file} cannot be written ({error}); choose a folder that can be written to") from error
    settle(partial, file)


def _fill(connection: Any, documents: Iterable[DnaText], statements: Iterable[DnaStatement]) -> None:  # noqa: ANN401
    for name, parts in TABLES.items():
        connection.execute(f"CREATE TABLE {name} ({', '.join(parts)})")
    _frame(connection)
    connection.executemany(
        "INSERT INTO DOCUMENTS (ID, Title, Text, Coder, Author, Source, Section, Notes, Type, Date)"
        " VALUES (?, ?, ?, 1, '', ?, '', '', '', ?)",
        [
            (number, each.title[:LONGEST_LABEL], each.text, each.source[:LONGEST_LABEL], each.date)
            for number, each in enumerate(documents, start=1)
        ],
    )
    entities: dict[tuple[int, str], int] = {(variable, ""): variable for variable in (1, 2, 3)}
    rows: dict[str, list[tuple[Any, ...]]] = {"STATEMENTS": [], "DATASHORTTEXT": [], "DATABOOLEAN": []}
    for number, each in enumerate(statements, start=1):
        rows["STATEMENTS"].append((number, _STATEMENT_TYPE, each.document + 1, each.start, each.stop, 1))
        for variable, name in enumerate((each.person, each.organization, each.concept), start=1):
            entity = entities.setdefault((variable, name[:LONGEST_LABEL]), len(entities) + 1)
            rows["DATASHORTTEXT"].append((None, number, variable, entity))
        rows["DATABOOLEAN"].append((None, number, 4, int(each.is_agreed)))
    connection.executemany(
        "INSERT INTO ENTITIES (ID, VariableId, Value, Red, Green, Blue) VALUES (?, ?, ?, 0, 0, 0)",
        [(id_, variable, name) for (variable, name), id_ in entities.items()],
    )
    connection.execute(  # as DNA does: an empty value of every attribute, for every entity
        "INSERT INTO ATTRIBUTEVALUES (EntityId, AttributeVariableId)"
        " SELECT ENTITIES.ID, ATTRIBUTEVARIABLES.ID FROM ENTITIES JOIN ATTRIBUTEVARIABLES USING (VariableId)"
    )
    connection.executemany("INSERT INTO STATEMENTS VALUES (?, ?, ?, ?, ?, ?)", rows["STATEMENTS"])
    connection.executemany("INSERT INTO DATASHORTTEXT VALUES (?, ?, ?, ?)", rows["DATASHORTTEXT"])
    connection.executemany("INSERT INTO DATABOOLEAN VALUES (?, ?, ?, ?)", rows["DATABOOLEAN"])


def _frame(connection: Any) -> None:  # noqa: ANN401 -- the driver is chosen when it runs
    """Version, coder, statement type, variables and the names of attributes."""
    connection.executemany(
        "INSERT INTO SETTINGS VALUES (?, ?)",
        [("version", VERSION), ("date", date.today().isoformat())],  # noqa: DTZ011 -- a day of the user's
    )
    connection.execute(
        "INSERT INTO CODERS (ID, Name, Red, Green, Blue, Password) VALUES (1, 'Admin', 255, 255, 0, ?)",
        (password_digest(PASSWORD),),
    )
    connection.execute("INSERT INTO STATEMENTTYPES VALUES (?, 'DNA Statement', 239, 208, 51)", (_STATEMENT_TYPE,))
    connection.executemany(
        "INSERT INTO VARIABLES VALUES (?, ?, ?, ?)",
        [(number, name, kind, _STATEMENT_TYPE) for number, (name, kind) in enumerate(_VARIABLES, start=1)],
    )
    connection.executemany(
        "INSERT INTO ATTRIBUTEVARIABLES VALUES (NULL, ?, ?)",
        [(variable, name) for name in _ATTRIBUTES for variable in (1, 2, 3)],
    )


def password_digest(password: str, salt: bytes | None = None) -> str:
    """What DNA keeps of a password: a salt, and SHA-256 of salt and password taken a hundred thousand times over.

    Source: the digest of Jasypt's StrongPasswordEncryptor, as DNA 3 uses it.
    """
    salt = os.urandom(_SALT_BYTES) if salt is None else salt
    digest = salt + password.encode()
    for _ in range(_ITERATIONS):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode()
